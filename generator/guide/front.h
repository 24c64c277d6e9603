/* front.h -- what a chapter says about itself between its --- lines. */
#ifndef GUIDE_FRONT_H
#define GUIDE_FRONT_H

#include "base/schema.h"

struct diag;

struct front {
    struct text title;           /* absent: the first heading, or the file's name */
    int64_t minutes;             /* 0 = not given */
    struct schema_list audience; /* struct text: owner, staff, vendor */
    struct schema_list tags;     /* struct text */
};

/* Ours: title is required, other keys and other readers are mistakes. */
void front_read(struct arena *a, const struct yaml_node *node, struct front *front, struct diag *d);

/* A foreign chapter's: title and tags where they are texts; nothing is a mistake. */
void front_glance(struct arena *a, const struct yaml_node *node, struct front *front);

#endif
