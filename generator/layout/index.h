/* index.h -- the index: words in columns, with the pages where they stand. */
#ifndef LAYOUT_INDEX_H
#define LAYOUT_INDEX_H

#include "layout/flow.h"

/* Appends the words of `block` that links on the pages made so far (s->pages) lead to, below
 * headings of their rows; each page number is a link. */
void index_flow(struct setting *s, const struct block *block, const struct place *place,
                struct stack *out);

#endif
