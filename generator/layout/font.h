/* font.h -- fonts: which one has a sign, which glyph, how wide. The only file that knows
 * HarfBuzz.
 *
 * fonts/fonts.yaml names families, each with a regular and a bold file, and the families to fall
 * back to for signs they lack (rare kanji, ☐). Files are read once, before any client. */
#ifndef LAYOUT_FONT_H
#define LAYOUT_FONT_H

#include "base/text.h"
#include "base/units.h"

struct arena;
struct diag;
struct font;     /* one face of one file */
struct font_set; /* all of fonts.yaml */

/* Reads `folder`/fonts.yaml and the fonts it names (fallbacks too). Reports what is missing, with
 * the Debian package that has it, and returns NULL. */
const struct font_set *fonts_load(struct arena *a, const char *folder, struct diag *d);

/* Paths of the files fonts_load would read, fonts.yaml first, in `a`. Mistakes go to `d` (NULL). */
const struct text *fonts_files(struct arena *a, const char *folder, size_t *count, struct diag *d);

/* Frees HarfBuzz's objects and unmaps the files. */
void fonts_free(const struct font_set *fonts);

/* The face of `family`, or NULL when there is no such family. */
const struct font *font_find(const struct font_set *fonts, struct text family, bool bold);

/* The font itself if it has a glyph for `codepoint`, else the first fallback that has, else NULL.
 */
const struct font *font_for(const struct font *font, uint32_t codepoint);

/* A cluster is what must stay together: a base sign with its variation selector or combining marks
 * (IVS, か゚). */
struct cluster_glyph {
    uint32_t glyph;
    mpt advance; /* per 1000 units of em: scale by size with font_scale */
    mpt x, y;    /* offset, same unit */
};

/* End of the cluster that begins at `offset`. */
size_t cluster_end(struct text text, size_t offset);
/* Does this sign belong to the cluster of the one before it? cluster_asks looks it up in Unicode.
 */
bool cluster_asks(uint32_t codepoint);

static inline bool cluster_attaches(uint32_t codepoint)
{
    /* Nearly every sign: Latin (no combining sign up to there), kana and kanji, Japanese
     * punctuation. */
    bool plain = codepoint <= 0x2FF || (codepoint >= 0x4E00 && codepoint <= 0x9FFF) ||
                 (codepoint >= 0x3041 && codepoint <= 0x3096) ||
                 (codepoint >= 0x309B && codepoint <= 0x30FF) ||
                 (codepoint >= 0x3000 && codepoint <= 0x3029);
    return !plain && cluster_asks(codepoint);
}

/* The glyph of a cluster of one sign, in the font that font_for finds, which is returned: NULL when
 * there is none. */
const struct font *font_shape_sign(const struct font *font, uint32_t codepoint,
                                   struct cluster_glyph *glyph);

/* Glyphs of the cluster text[start, end) in `font`: at most `room` are written, their number is
 * returned. 0 when the font lacks the base sign. A variation selector the font does not know is
 * dropped (the base form is drawn), as UTS #37 asks. */
size_t font_shape(const struct font *font, struct text cluster, struct cluster_glyph *glyphs,
                  size_t room);

/* `per_em` (1/1000 em) at `size`. Rounds to nearest. */
static inline mpt font_scale(mpt per_em, mpt size)
{
    int64_t product = (int64_t)per_em * size;
    return (mpt)((product + (product >= 0 ? 500 : -500)) / 1000);
}

/* Identity, for devices. `index` is unique in the set, from 0. */
size_t font_index(const struct font *font);
size_t fonts_count(const struct font_set *fonts);
const struct font *fonts_get(const struct font_set *fonts, size_t index);
/* PostScript name without spaces. */
struct text font_name(const struct font *font);
/* Ascender, descender (negative), cap height in 1/1000 em. */
mpt font_ascender(const struct font *font);
mpt font_descender(const struct font *font);
mpt font_cap_height(const struct font *font);
bool font_is_bold(const struct font *font);
/* The whole file, for subsetting; valid as long as the set. */
struct text font_file(const struct font *font);
/* Advance of a glyph in 1/1000 em, rounded. */
mpt font_advance(const struct font *font, uint32_t glyph);

#endif
