/* contents.h -- the table of contents: a line a heading, its page number filled in afterwards. */
#ifndef LAYOUT_CONTENTS_H
#define LAYOUT_CONTENTS_H

#include "layout/flow.h"

/* Appends a line for every heading up to block->level (0: two levels). Room for the page number is
 * kept free, so that knowing it changes no line. */
void contents_flow(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out);

/* Writes the page numbers into the items that wait for them. */
void contents_fill(struct setting *s, struct page *pages, size_t page_count);

#endif
