/* pdf_font.h -- the fonts of one PDF: exactly the glyphs it uses, and what they mean.
 *
 * A font is embedded as Type0 with Identity-H (ISO 32000-1, 9.7). Its codes (CIDs) stand for pairs
 * of glyph and text, and each has a glyph of its own: so one drawing that stands for two signs (〜
 * and ～ in some fonts) is copied as what it was, in every reader. Subsets are never shared between
 * documents: the rare kanji in one client's name must not show up in another client's file. */
#ifndef DEVICE_PDF_FONT_H
#define DEVICE_PDF_FONT_H

#include "base/text.h"
#include "base/units.h"

struct arena;
struct buffer;
struct font;
struct pdf_file;
struct pdf_fonts;
struct pdf_subsets; /* what one document has used so far */
struct syntax_coder;
struct pdf_subset; /* of it, what belongs to one font */

/* Codes of PDF syntax, which the files of a run share. */
const struct syntax_coder *pdf_fonts_syntax(const struct pdf_fonts *fonts);

/* Nothing used yet. `fonts` is borrowed; the result lives in `a`. */
struct pdf_subsets *pdf_subsets_new(struct arena *a, struct pdf_fonts *fonts);

/* That of `font`, which the document uses from now on. */
struct pdf_subset *pdf_subset_of(struct pdf_subsets *subsets, const struct font *font);

/* A glyph that means some text. */
struct pdf_sign {
    uint32_t
        code; /* as it stands in a string (ISO 32000-1, 7.3.4.2): the lowest byte is the first */
    uint32_t code_size; /* two to four bytes; those of `code` behind them are 0 */
    mpt advance;        /* 1/1000 em */
};

/* What draws `glyph` and is copied as `text` (borrowed); valid until the next call. Its code is
 * that of .notdef when a font has used up its 65,000, which the end reports. */
const struct pdf_sign *pdf_subset_sign(struct pdf_subset *subset, uint32_t glyph, struct text text);

/* Writes every font used and appends their entries for a page's /Font resources ("/F0 7 0 R ").
 * Call once, when all pages are painted. Failures are noted in `file`. */
void pdf_subsets_write(struct pdf_subsets *subsets, struct pdf_file *file,
                       struct buffer *resources);

#endif
