#include "layout/font.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/schema.h"
#include "base/source.h"
#include "base/yaml.h"

#include <hb-ot.h>
#include <hb.h>

enum {
    FONTS_FILE_LIMIT = 256 * 1024,
    EM = 1000,         /* the unit of all metrics here */
    BMP = 0x10000,     /* code points that the glyph table covers */
    LAST_PLAIN = 0x2FF /* no combining sign up to here */
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
    /* Glyph of each code point below BMP and advance of each glyph. NULL for fonts that are mere
     * fallbacks: these are asked so rarely that filling the tables would cost more. */
    const uint16_t *glyphs;
    const uint16_t *advances;
    size_t glyph_count;
    const struct font **fallbacks;
    size_t fallback_count;
};

struct family {
    struct text name;
    const struct font *regular, *bold;
};

struct font_set {
    struct font *fonts;
    size_t count;
    struct family *families;
    size_t family_count;
};

/* fonts.yaml as read. */
struct family_entry {
    const struct yaml_node *node;
    struct text name, regular, bold, package, licence;
    struct schema_list fallback; /* of struct text */
};

struct fonts_file {
    struct schema_list families;
};

static const struct schema_field family_fields[] = {
    {.key = "name",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct family_entry, name),
     .required = true},
    {.key = "regular",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, regular),
     .required = true},
    {.key = "bold", .kind = SCHEMA_TEXT, .offset = offsetof(struct family_entry, bold)},
    {.key = "package",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, package),
     .required = true},
    {.key = "licence",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, licence),
     .required = true},
    {.key = "fallback", .kind = SCHEMA_TEXTS, .offset = offsetof(struct family_entry, fallback)},
};

static const struct schema family_schema = {
    .name = "fonts.families",
    .fields = family_fields,
    .field_count = sizeof family_fields / sizeof family_fields[0],
    .size = sizeof(struct family_entry),
    .node_offset = offsetof(struct family_entry, node),
};

static const struct schema_field file_fields[] = {
    {.key = "families",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct fonts_file, families),
     .required = true,
     .of = &family_schema},
};

static const struct schema file_schema = {
    .name = "fonts",
    .fields = file_fields,
    .field_count = sizeof file_fields / sizeof file_fields[0],
    .size = sizeof(struct fonts_file),
    .node_offset = SIZE_MAX,
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

/* Opens the font's file. False when it is no font with TrueType outlines: the PDF writer embeds
 * nothing else (ISO 32000-1, 9.9, FontFile2). */
static bool open_font(struct arena *a, struct font *font)
{
    font->blob = hb_blob_create_from_file_or_fail(text_string(a, font->path));
    if (!font->blob)
        return false;
    font->face = hb_face_create(font->blob, 0);
    hb_blob_t *outlines = hb_face_reference_table(font->face, HB_TAG('g', 'l', 'y', 'f'));
    bool usable = hb_blob_get_length(outlines) > 0 && hb_face_get_glyph_count(font->face) > 0;
    hb_blob_destroy(outlines);
    if (!usable)
        return false;
    font->shaper = hb_font_create(font->face);
    font->units_per_em = hb_face_get_upem(font->face);
    font->glyph_count = hb_face_get_glyph_count(font->face);
    font->name = read_name(a, font);
    read_metrics(font);
    hb_font_make_immutable(font->shaper);
    return true;
}

static void close_font(const struct font *font)
{
    hb_font_destroy(font->shaper);
    hb_face_destroy(font->face);
    hb_blob_destroy(font->blob);
}

/* Layout looks up each sign of each document: 2 ms here save a tenth of the time per page. */
static void fill_tables(struct arena *a, struct font *font)
{
    uint16_t *glyphs = arena_array(a, BMP, sizeof *glyphs);
    uint16_t *advances = arena_array(a, font->glyph_count, sizeof *advances);
    hb_set_t *signs = hb_set_create();
    hb_face_collect_unicodes(font->face, signs);
    hb_codepoint_t codepoint = HB_SET_VALUE_INVALID;
    while (hb_set_next(signs, &codepoint) && codepoint < BMP) {
        hb_codepoint_t glyph;
        if (hb_font_get_nominal_glyph(font->shaper, codepoint, &glyph))
            glyphs[codepoint] = (uint16_t)glyph;
    }
    hb_set_destroy(signs);
    for (size_t glyph = 0; glyph < font->glyph_count; glyph++) {
        hb_position_t advance = hb_font_get_glyph_h_advance(font->shaper, (hb_codepoint_t)glyph);
        advances[glyph] = (uint16_t)to_em(font, advance);
    }
    font->glyphs = glyphs;
    font->advances = advances;
}

/* The font of `path`. A file named twice is one font, embedded once; its fallbacks are those of
 * the family that names it first. NULL after a complaint. */
static struct font *add_font(struct arena *a, struct font_set *set, const char *folder,
                             struct text path, const struct family_entry *entry, struct diag *d)
{
    bool absolute = text_starts(path, "/");
    struct text full = absolute ? path : text_format(a, "%s/%.*s", folder, (int)path.size, path.ptr);
    for (size_t i = 0; i < set->count; i++) {
        if (text_equal(set->fonts[i].path, full))
            return &set->fonts[i];
    }
    struct font *font = &set->fonts[set->count];
    *font = (struct font){.index = set->count, .path = full};
    if (!open_font(a, font)) {
        close_font(font);
        diag_add(d, MSG_FONT_UNREADABLE, entry->node->span, "%.*s (apt: %.*s)", (int)full.size,
                 full.ptr, (int)entry->package.size, entry->package.ptr);
        return NULL;
    }
    set->count++;
    return font;
}

static const struct family *find_family(const struct font_set *set, struct text name)
{
    for (size_t i = 0; i < set->family_count; i++) {
        if (text_equal(set->families[i].name, name))
            return &set->families[i];
    }
    return NULL;
}

static bool add_family(struct arena *a, struct font_set *set, const char *folder,
                       const struct family_entry *entry, struct diag *d)
{
    if (find_family(set, entry->name))
        return diag_add(d, MSG_DUPLICATE_ID, entry->node->span, "%.*s", (int)entry->name.size,
                        entry->name.ptr);
    struct font *regular = add_font(a, set, folder, entry->regular, entry, d);
    struct font *bold = regular;
    if (entry->bold.size > 0)
        bold = add_font(a, set, folder, entry->bold, entry, d);
    if (bold && bold != regular)
        bold->bold = true;
    set->families[set->family_count] = (struct family){entry->name, regular, bold};
    set->family_count++;
    return regular && bold;
}

static bool complain_unknown(const struct font_set *set, const struct family_entry *entry,
                             struct text name, struct arena *a, struct diag *d)
{
    struct text *names = arena_array(a, set->family_count, sizeof *names);
    for (size_t i = 0; i < set->family_count; i++)
        names[i] = set->families[i].name;
    diag_add(d, MSG_UNKNOWN_FONT, entry->node->span, "fallback = %.*s", (int)name.size, name.ptr);
    diag_near(d, diag_nearest(name, names, set->family_count));
    return false;
}

/* Gives the two faces of `entry` its fallbacks, bold ones to the bold face. */
static bool link_fallbacks(struct arena *a, struct font_set *set, size_t index,
                           const struct family_entry *entry, struct diag *d)
{
    const struct text *names = entry->fallback.items;
    size_t count = entry->fallback.count;
    struct font *faces[] = {&set->fonts[set->families[index].regular->index],
                            &set->fonts[set->families[index].bold->index]};
    bool good = true;
    for (size_t f = 0; f < 2; f++) {
        if (faces[f]->fallbacks)
            continue;
        faces[f]->fallbacks = arena_array(a, count, sizeof(struct font *));
        for (size_t i = 0; i < count; i++) {
            const struct family *family = find_family(set, names[i]);
            if (!family) {
                good = complain_unknown(set, entry, names[i], a, d);
                continue;
            }
            faces[f]->fallbacks[faces[f]->fallback_count] =
                faces[f]->bold ? family->bold : family->regular;
            faces[f]->fallback_count++;
        }
    }
    return good;
}

static bool is_fallback(const struct schema_list *entries, struct text name)
{
    const struct family_entry *items = entries->items;
    for (size_t i = 0; i < entries->count; i++) {
        const struct text *names = items[i].fallback.items;
        for (size_t k = 0; k < items[i].fallback.count; k++) {
            if (text_equal(names[k], name))
                return true;
        }
    }
    return false;
}

static bool add_families(struct arena *a, struct font_set *set, const char *folder,
                         const struct schema_list *entries, struct diag *d)
{
    const struct family_entry *items = entries->items;
    bool good = true;
    for (size_t i = 0; i < entries->count; i++)
        good = add_family(a, set, folder, &items[i], d) && good;
    if (!good)
        return false;
    for (size_t i = 0; i < entries->count; i++)
        good = link_fallbacks(a, set, i, &items[i], d) && good;
    for (size_t i = 0; good && i < entries->count; i++) {
        if (is_fallback(entries, items[i].name))
            continue;
        const struct family *family = &set->families[i];
        const struct font *faces[] = {family->regular, family->bold};
        for (size_t f = 0; f < 2; f++) {
            if (!faces[f]->glyphs)
                fill_tables(a, &set->fonts[faces[f]->index]);
        }
    }
    return good;
}

const struct font_set *fonts_load(struct arena *a, const char *folder, struct diag *d)
{
    const char *path = text_string(a, text_format(a, "%s/fonts.yaml", folder));
    const struct source *source = source_load(a, path, FONTS_FILE_LIMIT, d);
    if (!source)
        return NULL;
    const struct yaml_node *root = yaml_parse(a, source, d);
    struct fonts_file file = {0};
    if (!root || !schema_read(a, &file_schema, root, &file, d))
        return NULL;
    struct font_set *set = arena_alloc(a, sizeof *set);
    set->fonts = arena_array(a, 2 * file.families.count, sizeof *set->fonts);
    set->families = arena_array(a, file.families.count, sizeof *set->families);
    if (!add_families(a, set, folder, &file.families, d)) {
        fonts_free(set);
        return NULL;
    }
    return set;
}

void fonts_free(const struct font_set *fonts)
{
    for (size_t i = 0; fonts && i < fonts->count; i++)
        close_font(&fonts->fonts[i]);
}

const struct font *font_find(const struct font_set *fonts, struct text family, bool bold)
{
    const struct family *found = find_family(fonts, family);
    if (!found)
        return NULL;
    return bold ? found->bold : found->regular;
}

/* Glyph of `codepoint`, 0 = none. */
static uint32_t find_glyph(const struct font *font, uint32_t codepoint)
{
    if (font->glyphs && codepoint < BMP)
        return font->glyphs[codepoint];
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(font->shaper, codepoint, &glyph) ? glyph : 0;
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

static bool is_attached(uint32_t codepoint)
{
    if (codepoint <= LAST_PLAIN || (codepoint >= 0x4E00 && codepoint <= 0x9FFF))
        return false;
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
        if (!is_attached(text_next(text, &next)))
            break;
        offset = next;
    }
    return offset;
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

mpt font_scale(mpt per_em, mpt size)
{
    int64_t product = (int64_t)per_em * size;
    return (mpt)((product + (product >= 0 ? EM / 2 : -EM / 2)) / EM);
}

size_t font_index(const struct font *font)
{
    return font->index;
}

size_t fonts_count(const struct font_set *fonts)
{
    return fonts->count;
}

const struct font *fonts_get(const struct font_set *fonts, size_t index)
{
    return &fonts->fonts[index];
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

mpt font_advance(const struct font *font, uint32_t glyph)
{
    if (font->advances && glyph < font->glyph_count)
        return font->advances[glyph];
    return to_em(font, hb_font_get_glyph_h_advance(font->shaper, glyph));
}
