/* reference.h -- the numbers of pages that texts refer to, written when they are known. */
#ifndef LAYOUT_REFERENCE_H
#define LAYOUT_REFERENCE_H

#include "layout/parts.h"

/* Appends "（→   ページ）" for the INLINE_PAGE `node`, with room for the number of the page where
 * its target stands. Nothing when no block has that id. `look` = how the text around it is set. */
void reference_add(struct setting *s, const struct inline_node *node, const struct part *look,
                   struct parts *out);

/* Writes the numbers into the rooms on all pages. */
void reference_fill(struct setting *s, struct pages *pages);

#endif
