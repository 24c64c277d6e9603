/* outline.h -- the outline of one glyph (OpenType 1.9, glyf) as it is embedded.
 *
 * It loses its hints, which serve coarse screens, and comes to stand on a grid of at most 1000 to
 * the em: the one that Japanese fonts for print (CFF) are drawn on, and that PDF counts advances
 * in. No point moves by more than half of that, 0.005 pt in text of 10 pt, a twelfth of a dot of
 * 1200 dpi; BIZ UD's grid of 2048 costs a tenth of all bytes of a font. */
#ifndef DEVICE_OUTLINE_H
#define DEVICE_OUTLINE_H

#include "base/buffer.h"

/* How lengths of a font become those of the grid: 1/65536. */
struct grid {
    unsigned units; /* to the em */
    int64_t share;
};

/* For a font of `units` to the em, at least 1. */
struct grid grid_for(unsigned units);

/* The nearest on the grid; of two the higher, so that the order of lengths stays. */
int grid_place(const struct grid *grid, int length);

/* Appends the outline whose bytes in glyf are `glyph`. Nothing for one that is empty or damaged.
 * What stands there is never read beyond `glyph`. */
void outline_put(const struct grid *grid, struct text glyph, struct buffer *out);

/* Of an outline that outline_put has appended: the flags of its points, one byte each, which are
 * alike from glyph to glyph as nothing else in a font. Empty for a composed one. */
struct text outline_flags(struct text glyph);

/* Is it composed of other glyphs? */
bool outline_is_composed(struct text glyph);

/* The number of a glyph it is composed of stands at `*offset` of `glyph` as two bytes. Begin with
 * 0; false when there is no other. */
bool outline_next_component(struct text glyph, size_t *offset);

#endif
