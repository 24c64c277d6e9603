/* anchors.h -- links between chapters.
 *
 * Works on parsed chapters, before merging: headings get ids that are unique in the whole guide
 * ("slug" for the first, "slug/id" or "slug/h3" for the others), and what authors wrote as
 * slug.md#id becomes "#slug/id". */
#ifndef GUIDE_ANCHORS_H
#define GUIDE_ANCHORS_H

#include "document/document.h"

struct diag;
struct order;

struct anchors;

/* An empty table for the chapters of `order`. `foreign`: headings are found by their words too,
 * and a link that leads nowhere is a warning. */
struct anchors *anchors_new(struct arena *a, const struct order *order, bool foreign);

/* Numbers the headings of the chapter `index`, whose first block is its heading. */
void anchors_number(struct anchors *anchors, size_t index, struct block *blocks);

/* Resolves the links of the chapter `index`, once all chapters are numbered. A link that leads
 * nowhere is reported and becomes plain text. */
void anchors_resolve(const struct anchors *anchors, size_t index, struct block *blocks,
                     struct diag *d);

#endif
