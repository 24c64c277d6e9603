/* face.h -- opening one font file, for fontset.c; everybody else sees font.h. */
#ifndef LAYOUT_FACE_H
#define LAYOUT_FACE_H

#include "layout/font.h"

/* Opens the TrueType file `path`; NULL when it cannot be read or has no glyf outlines. The font
 * lives in `a`, what HarfBuzz holds until font_close. */
struct font *font_open(struct arena *a, struct text path, size_t index);
void font_close(const struct font *font);

/* Room to remember glyphs and advances once asked, for fonts that set whole texts. */
void font_open_tables(struct arena *a, struct font *font);

void font_set_bold(struct font *font);
/* The array is borrowed. */
void font_set_fallbacks(struct font *font, const struct font *const *fallbacks, size_t count);
bool font_has_fallbacks(const struct font *font);
struct text font_path(const struct font *font);

#endif
