/* ruby.h -- readings above words (JLREQ 3.3, JIS X 4051 4.12): group ruby in half size.
 *
 * The reading is centred over its word. A shorter reading is spaced out 1-2-1 (JLREQ 3.3.6), but no
 * more than half a sign at its ends. A longer one may hang over kana beside the word by half a ruby
 * em, never over kanji or another reading; what is still missing spaces the word out 1-2-1.
 * A word with ruby is not broken while it fits a line. */
#ifndef LAYOUT_RUBY_H
#define LAYOUT_RUBY_H

#include "layout/boxes.h"
#include "layout/theme.h"

/* The clusters of a reading, shaped at half the size of its part. */
struct ruby {
    const struct cluster_glyph *glyphs; /* one a cluster would be enough for kana; see counts */
    const size_t *counts;               /* glyphs of each cluster */
    const struct font *font;
    size_t cluster_count, glyph_count;
    mpt size;
    mpt width; /* set solid */
};

/* The reading of `part`, which has one. Signs that its font lacks are left out. */
struct ruby ruby_shape(struct arena *a, const struct part *part);

/* Widens the boxes of words that are shorter than their reading: pads at their ends and gaps
 * between their signs. Before positions are summed up. */
void ruby_space(struct arena *a, struct boxes *boxes);

/* The reading over a word that stands at [left, right) on a line of which [0, line) may be used: a
 * run without text, since copying shall give the sentence as it is written. */
struct item ruby_item(struct arena *a, const struct part *part, mpt left, mpt right, mpt line);

/* What the leading of `style` lacks for the readings above `line`; 0 when there is room or none.
 * Below another line its white counts too; at the `top` of a cell there is none. */
mpt ruby_extra(const struct line *line, const struct text_style *style, bool top);

/* Height of the paragraph's lines in `style`, in a cell. */
mpt ruby_height(const struct paragraph *paragraph, const struct text_style *style);

#endif
