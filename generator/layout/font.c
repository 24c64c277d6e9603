#include "layout/face.h"

#include "base/arena.h"

#include <hb-ot.h>
#include <hb.h>

enum {
    EM = 1000,    /* the unit of all metrics here */
    BMP = 0x10000 /* code points that the glyph table covers */
};

/* Glyph and advance in one place: a text's signs are scattered over the table. */
struct sign {
    uint16_t glyph;   /* 0 = none; an OpenType font has no more than 65,535 */
    uint16_t advance; /* 1/1000 em; both 0 = not asked */
};

struct font {
    size_t index;
    struct text path;
    struct text name;
    bool bold;
    hb_blob_t *blob; /* HarfBuzz maps the file: 46 MB of IPAmj cost only the pages touched */
    hb_face_t *face;
    hb_font_t *shaper;
    unsigned units_per_em;
    mpt ascender, descender, cap_height;
    /* Of each code point below BMP; the advance of each glyph plus one, 0 = not asked yet. A
     * cache, which changes nothing that can be seen. NULL for fonts that are mere fallbacks: these
     * are asked so rarely that it would cost more than it saves. */
    struct sign *signs;
    uint32_t *advances;
    size_t glyph_count;
    const struct font *const *fallbacks;
    size_t fallback_count;
};

static mpt to_em(const struct font *font, hb_position_t units)
{
    int64_t doubled = (int64_t)units * EM * 2;
    int64_t em = font->units_per_em;
    return (mpt)((doubled + (doubled >= 0 ? em : -em)) / (2 * em));
}

static struct text read_name(struct arena *a, const struct font *font)
{
    char name[64]; /* ISO 32000-1 allows 127 bytes; names of fonts have at most 63 */
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        name);
    if (size == 0)
        return text_format(a, "Font%zu", font->index);
    return text_copy(a, (struct text){name, size});
}

static void read_metrics(struct font *font)
{
    hb_font_extents_t extents;
    hb_position_t cap_height;
    hb_font_get_h_extents(font->shaper, &extents);
    font->ascender = to_em(font, extents.ascender);
    font->descender = to_em(font, extents.descender);
    font->cap_height = font->ascender * 4 / 5; /* for fonts whose OS/2 table is too old to tell */
    if (hb_ot_metrics_get_position(font->shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height))
        font->cap_height = to_em(font, cap_height);
}

/* False when the file is no font with TrueType outlines: the PDF writer embeds nothing else
 * (ISO 32000-1, 9.9, FontFile2). */
static bool open_file(struct arena *a, struct font *font)
{
    font->blob = hb_blob_create_from_file_or_fail(text_string(a, font->path));
    if (!font->blob)
        return false;
    font->face = hb_face_create(font->blob, 0);
    hb_blob_t *outlines = hb_face_reference_table(font->face, HB_TAG('g', 'l', 'y', 'f'));
    bool usable = hb_blob_get_length(outlines) > 0 && hb_face_get_glyph_count(font->face) > 0;
    hb_blob_destroy(outlines);
    return usable;
}

struct font *font_open(struct arena *a, struct text path, size_t index)
{
    struct font *font = arena_alloc(a, sizeof *font);
    font->index = index;
    font->path = path;
    if (!open_file(a, font)) {
        font_close(font);
        return NULL;
    }
    font->shaper = hb_font_create(font->face);
    font->units_per_em = hb_face_get_upem(font->face);
    font->glyph_count = hb_face_get_glyph_count(font->face);
    font->name = read_name(a, font);
    read_metrics(font);
    hb_font_make_immutable(font->shaper);
    return font;
}

void font_close(const struct font *font)
{
    hb_font_destroy(font->shaper);
    hb_face_destroy(font->face);
    hb_blob_destroy(font->blob);
}

void font_set_bold(struct font *font)
{
    font->bold = true;
}

void font_set_fallbacks(struct font *font, const struct font *const *fallbacks, size_t count)
{
    font->fallbacks = fallbacks;
    font->fallback_count = count;
}

bool font_has_fallbacks(const struct font *font)
{
    return font->fallbacks != NULL;
}

struct text font_path(const struct font *font)
{
    return font->path;
}

void font_open_tables(struct arena *a, struct font *font)
{
    if (font->signs)
        return;
    font->signs = arena_array(a, BMP, sizeof *font->signs);
    font->advances = arena_array(a, font->glyph_count, sizeof *font->advances);
}

static uint32_t ask_glyph(const struct font *font, uint32_t codepoint)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(font->shaper, codepoint, &glyph) ? glyph : 0;
}

static struct sign ask_sign(const struct font *font, uint32_t codepoint)
{
    uint32_t glyph = ask_glyph(font, codepoint);
    return (struct sign){.glyph = (uint16_t)glyph, .advance = (uint16_t)font_advance(font, glyph)};
}

static inline struct sign find_sign(const struct font *font, uint32_t codepoint)
{
    if (!font->signs || codepoint >= BMP)
        return ask_sign(font, codepoint);
    struct sign *known = &font->signs[codepoint];
    if (known->glyph == 0 && known->advance == 0)
        *known = ask_sign(font, codepoint);
    return *known;
}

/* Glyph of `codepoint`, 0 = none. */
static uint32_t find_glyph(const struct font *font, uint32_t codepoint)
{
    return find_sign(font, codepoint).glyph;
}

const struct font *font_for(const struct font *font, uint32_t codepoint)
{
    if (find_glyph(font, codepoint))
        return font;
    for (size_t i = 0; i < font->fallback_count; i++) {
        if (find_glyph(font->fallbacks[i], codepoint))
            return font->fallbacks[i];
    }
    return NULL;
}

static bool is_selector(uint32_t codepoint)
{
    return (codepoint >= 0xFE00 && codepoint <= 0xFE0F) ||
           (codepoint >= 0xE0100 && codepoint <= 0xE01EF);
}

bool cluster_asks(uint32_t codepoint)
{
    if (is_selector(codepoint) || codepoint == 0x200D) /* zero width joiner */
        return true;
    hb_unicode_funcs_t *functions = hb_unicode_funcs_get_default();
    switch ((int)hb_unicode_general_category(functions, codepoint)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
        return true;
    }
    return false;
}

size_t cluster_end(struct text text, size_t offset)
{
    uint32_t base = text_next(text, &offset);
    if (base < ' ') /* nothing is attached to a line feed */
        return offset;
    while (offset < text.size) {
        size_t next = offset;
        if (!cluster_attaches(text_next(text, &next)))
            break;
        offset = next;
    }
    return offset;
}

const struct font *font_shape_sign(const struct font *font, uint32_t codepoint,
                                   struct cluster_glyph *glyph)
{
    bool known = font->signs && codepoint < BMP && font->signs[codepoint].glyph > 0; /* mostly */
    if (!known)
        font = font_for(font, codepoint);
    if (!font)
        return NULL;
    struct sign sign = known ? font->signs[codepoint] : find_sign(font, codepoint);
    *glyph = (struct cluster_glyph){.glyph = sign.glyph, .advance = sign.advance};
    return font;
}

/* Marks, joiners: HarfBuzz composes and places them (GSUB ccmp, GPOS mark). */
static size_t shape_marks(const struct font *font, struct text cluster,
                          struct cluster_glyph *glyphs, size_t room)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, cluster.ptr, (int)cluster.size, 0, (int)cluster.size);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string("ja", -1));
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font->shaper, buffer, NULL, 0);
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(buffer, &count);
    size_t written = 0;
    for (unsigned i = 0; i < count && written < room; i++) {
        if (infos[i].codepoint == 0) {
            written = 0; /* a mark is missing: another font may have all */
            break;
        }
        glyphs[written] = (struct cluster_glyph){.glyph = infos[i].codepoint,
                                                 .advance = to_em(font, places[i].x_advance),
                                                 .x = to_em(font, places[i].x_offset),
                                                 .y = to_em(font, places[i].y_offset)};
        written++;
    }
    hb_buffer_destroy(buffer);
    return written;
}

size_t font_shape(const struct font *font, struct text cluster, struct cluster_glyph *glyphs,
                  size_t room)
{
    size_t offset = 0;
    uint32_t base = text_next(cluster, &offset);
    uint32_t glyph = find_glyph(font, base);
    if (glyph == 0 || room == 0)
        return 0;
    if (offset < cluster.size) {
        uint32_t second = text_next(cluster, &offset);
        if (!is_selector(second) || offset < cluster.size)
            return shape_marks(font, cluster, glyphs, room);
        hb_codepoint_t variant;
        if (hb_font_get_variation_glyph(font->shaper, base, second, &variant))
            glyph = variant;
    }
    glyphs[0] = (struct cluster_glyph){.glyph = glyph, .advance = font_advance(font, glyph)};
    return 1;
}

size_t font_index(const struct font *font)
{
    return font->index;
}

struct text font_name(const struct font *font)
{
    return font->name;
}

mpt font_ascender(const struct font *font)
{
    return font->ascender;
}

mpt font_descender(const struct font *font)
{
    return font->descender;
}

mpt font_cap_height(const struct font *font)
{
    return font->cap_height;
}

bool font_is_bold(const struct font *font)
{
    return font->bold;
}

struct text font_file(const struct font *font)
{
    unsigned size;
    const char *bytes = hb_blob_get_data(font->blob, &size);
    return (struct text){bytes, size};
}

static mpt ask_advance(const struct font *font, uint32_t glyph)
{
    return to_em(font, hb_font_get_glyph_h_advance(font->shaper, glyph));
}

mpt font_advance(const struct font *font, uint32_t glyph)
{
    if (!font->advances || glyph >= font->glyph_count)
        return ask_advance(font, glyph);
    uint32_t *known = &font->advances[glyph];
    if (*known == 0)
        *known = (uint32_t)ask_advance(font, glyph) + 1;
    return (mpt)(*known - 1);
}
