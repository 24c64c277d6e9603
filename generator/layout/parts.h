/* parts.h -- inlines of the document as the parts a paragraph is composed of. */
#ifndef LAYOUT_PARTS_H
#define LAYOUT_PARTS_H

#include "layout/paragraph.h"
#include "layout/setting.h"

struct parts {
    struct part *items;
    size_t count;
};

/* The parts of `first` and its neighbours in `style`. A link to an id that no block has, or with a
 * scheme that is not for paper, is reported and set as plain text. */
struct parts parts_of(struct setting *s, const struct inline_node *first,
                      const struct text_style *style);

/* One part of plain text. */
struct part part_of(const struct setting *s, struct text text, const struct text_style *style);

/* The part's own adornment, to be added to. */
struct adornment *part_adorn(struct setting *s, struct part *part);

/* Sizes of all parts times `percent` / 100: cells that would not fit otherwise. */
void parts_scale(struct parts parts, int percent);

#endif
