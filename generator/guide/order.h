/* order.h -- which chapters in which order: guide.yaml, or the files of a foreign folder. */
#ifndef GUIDE_ORDER_H
#define GUIDE_ORDER_H

#include "base/quantity.h"
#include "base/source.h"

struct arena;
struct diag;

struct order_chapter {
    const struct source *source; /* the whole file */
    struct text path;
    struct text name; /* below the folder, "topics/backup.md": what links name */
    struct text slug;
    size_t part;
    struct span span; /* in guide.yaml */
};

struct order_part {
    struct text title; /* absent: nothing better than the folder's own title is known */
    struct text intro;
    size_t first, count; /* chapters */
};

struct order {
    struct text title; /* absent in a foreign folder */
    struct text subtitle;
    struct text edition;
    struct date date;
    struct order_part *parts; /* none is empty */
    size_t part_count;
    struct order_chapter *chapters; /* part by part */
    size_t chapter_count;
};

/* Reads `folder`/guide.yaml. Missing files, names that are no slug, a chapter named twice: errors;
 * files that no part names: warnings. NULL when nothing can be made of it. */
const struct order *order_read(struct arena *a, const char *folder, struct diag *d);

/* The *.md below `folder`, which has no guide.yaml: README.md and index.md first, then in byte
 * order; each subfolder with chapters is a part, named after itself. Slugs are made of the paths,
 * unique. Hidden files, links to folders and folders deeper than ORDER_DEPTH are left out,
 * and so are files that cannot be read, which is reported. Every
 * title but the parts' is absent. NULL when there is no chapter, which is reported. */
const struct order *order_scan(struct arena *a, const char *folder, struct diag *d);

enum { ORDER_DEPTH = 8, ORDER_MOST = 20000 /* chapters */ };

#endif
