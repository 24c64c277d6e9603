/* truetype.h -- the glyphs of a TrueType file (OpenType 1.9: glyf, loca, hmtx and what they need).
 *
 * Reads the file where it lies; only the pages of glyphs that are asked for are touched. Offsets of
 * a damaged file are never followed out of it. */
#ifndef DEVICE_TRUETYPE_H
#define DEVICE_TRUETYPE_H

#include "base/buffer.h"

struct arena;
struct truetype;

/* `file` is borrowed. NULL when it is no TrueType font or one without outlines. */
const struct truetype *truetype_open(struct arena *a, struct text file);

/* Appends the outline of `glyph` (may be empty, when it draws nothing, does not exist or is
 * damaged) as outline.h has it; filled up with zeros to a multiple of four bytes. */
void truetype_outline(const struct truetype *font, uint32_t glyph, struct buffer *out);

/* Is `glyph` composed of others? Its outline names them by numbers of the whole font. */
bool truetype_is_composed(const struct truetype *font, uint32_t glyph);

/* Advance and left side bearing, two bytes each as hmtx has them, on the grid of the outlines. */
uint32_t truetype_metrics(const struct truetype *font, uint32_t glyph);

/* A font file of `count` glyphs but for its glyf table, which the caller appends: `starts` are the
 * glyphs' offsets in it, starts[count] its size, `sum` its checksum. All of that is a multiple of
 * four. `metrics` are those of the glyphs in turn. */
void truetype_put_head(const struct truetype *font, const uint32_t *starts, size_t count,
                       uint32_t sum, const uint32_t *metrics, struct buffer *out);

/* xMin, yMin, xMax, yMax of all glyphs in 1/1000 em. */
void truetype_box(const struct truetype *font, int box[4]);

#endif
