#include "device/pdf_font.h"

#include "base/arena.h"
#include "device/device.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"
#include "layout/font.h"

#include <hb-subset.h>
#include <hb.h>
#include <string.h>

enum {
    CODE_LIMIT = 65535,
    FIRST_SLOTS = 256,    /* a power of two */
    BLOCK_OF_CODES = 100, /* Adobe Technical Note 5014: at most 100 lines in a bfchar block */
    TAG_SIZE = 6,
    FLAG_SYMBOLIC = 4, /* ISO 32000-1, table 123: signs outside the standard Latin set */
    STEM_REGULAR = 80, /* 1/1000 em; only a hint for substitutes, and the font is embedded */
    STEM_BOLD = 140
};

/* What drawing glyphs by number needs. Everything else (cmap, GSUB, names) is hidden from the
 * subsetter: that is 20 times faster for the 46 MB of IPAmj Mincho than dropping it later, and as
 * fast as hb_subset_preprocess, which would cost 0.4 s at every start. */
static const hb_tag_t kept_tables[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                                       HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                       HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};

struct pdf_fonts {
    struct arena *arena;
    hb_face_t **faces; /* by font_index */
    size_t count;
};

struct code {
    uint32_t glyph; /* in the whole font */
    struct text text;
};

struct subset {
    const struct font *font; /* NULL: not used in this document */
    struct code *codes;      /* codes[i] is CID i + 1 */
    size_t code_count;
    uint32_t *slots; /* hash table of CIDs, 0 = free; slot_count is a power of two */
    size_t slot_count;
    bool overflow;
};

struct pdf_subsets {
    struct arena *arena;
    const struct pdf_fonts *fonts;
    struct subset *subsets; /* by font_index */
};

static hb_face_t *open_face(struct text file)
{
    hb_blob_t *blob =
        hb_blob_create(file.ptr, (unsigned)file.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *whole = hb_face_create(blob, 0);
    hb_face_t *face = hb_face_builder_create();
    for (size_t i = 0; i < sizeof kept_tables / sizeof *kept_tables; i++) {
        hb_blob_t *table = hb_face_reference_table(whole, kept_tables[i]);
        hb_face_builder_add_table(face, kept_tables[i], table);
        hb_blob_destroy(table);
    }
    hb_face_destroy(whole);
    hb_blob_destroy(blob);
    return face;
}

struct pdf_fonts *pdf_fonts_new(const struct font_set *fonts)
{
    struct arena *arena = arena_new();
    struct pdf_fonts *result = arena_alloc(arena, sizeof *result);
    result->arena = arena;
    result->count = fonts_count(fonts);
    result->faces = arena_array(arena, result->count, sizeof *result->faces);
    for (size_t i = 0; i < result->count; i++)
        result->faces[i] = open_face(font_file(fonts_get(fonts, i)));
    return result;
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->count; i++)
        hb_face_destroy(fonts->faces[i]);
    arena_free(fonts->arena);
}

struct pdf_subsets *pdf_subsets_new(struct arena *a, const struct pdf_fonts *fonts)
{
    struct pdf_subsets *subsets = arena_alloc(a, sizeof *subsets);
    subsets->arena = a;
    subsets->fonts = fonts;
    subsets->subsets = arena_array(a, fonts->count, sizeof *subsets->subsets);
    return subsets;
}

/* FNV-1a over the glyph and the text. */
static uint32_t hash_code(uint32_t glyph, struct text text)
{
    uint32_t hash = (0x811c9dc5u ^ glyph) * 0x01000193u;
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x01000193u;
    return hash ^ hash >> 15;
}

/* The slot that holds the pair, or the free one where it belongs. */
static uint32_t *find_slot(const struct subset *subset, uint32_t glyph, struct text text)
{
    size_t mask = subset->slot_count - 1;
    for (size_t i = hash_code(glyph, text) & mask;; i = (i + 1) & mask) {
        uint32_t code = subset->slots[i];
        if (code == 0)
            return &subset->slots[i];
        const struct code *entry = &subset->codes[code - 1];
        if (entry->glyph == glyph && text_equal(entry->text, text))
            return &subset->slots[i];
    }
}

/* Keeps the table at most half full. */
static void grow_slots(struct arena *a, struct subset *subset)
{
    if (subset->code_count * 2 < subset->slot_count)
        return;
    subset->slot_count = subset->slot_count ? subset->slot_count * 2 : FIRST_SLOTS;
    subset->slots = arena_array(a, subset->slot_count, sizeof *subset->slots);
    for (size_t i = 0; i < subset->code_count; i++) {
        const struct code *entry = &subset->codes[i];
        *find_slot(subset, entry->glyph, entry->text) = (uint32_t)i + 1;
    }
}

unsigned pdf_subsets_code(struct pdf_subsets *subsets, const struct font *font, uint32_t glyph,
                          struct text text)
{
    struct subset *subset = &subsets->subsets[font_index(font)];
    subset->font = font;
    grow_slots(subsets->arena, subset);
    uint32_t *slot = find_slot(subset, glyph, text);
    if (*slot)
        return *slot;
    if (subset->code_count == CODE_LIMIT) {
        subset->overflow = true;
        return 0;
    }
    struct code *entry =
        arena_push(subsets->arena, &subset->codes, &subset->code_count, sizeof *subset->codes);
    *entry = (struct code){glyph, text};
    *slot = (uint32_t)subset->code_count;
    return *slot;
}

/* ISO 32000-1, 9.6.4 wants six capitals that tell subsets apart; equal glyphs give equal ones. */
static void make_tag(const struct subset *subset, char tag[TAG_SIZE + 1])
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < subset->code_count; i++)
        hash = (hash ^ subset->codes[i].glyph) * 0x100000001b3u;
    hash ^= hash >> 32;
    for (size_t i = 0; i < TAG_SIZE; i++) {
        tag[i] = (char)('A' + hash % 26);
        hash /= 26;
    }
    tag[TAG_SIZE] = '\0';
}

static hb_subset_plan_t *plan_subset(hb_face_t *face, const struct subset *subset)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < subset->code_count; i++)
        hb_set_add(glyphs, subset->codes[i].glyph);
    /* Hints serve coarse screens; without them the file is a sixth smaller. */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
    hb_subset_input_destroy(input);
    return plan;
}

/* The embedded file. NULL when HarfBuzz cannot make it or the font has no TrueType outlines. */
static struct pdf_object *write_file(struct pdf_file *file, hb_subset_plan_t *plan)
{
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    if (!face)
        return NULL;
    hb_blob_t *outlines = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(blob, &size);
    struct pdf_object *stream = NULL;
    if (size > 0 && hb_blob_get_length(outlines) > 0) {
        stream = pdf_stream_new(file);
        buffer_printf(&stream->body, "/Length1 %u\n", size);
        pdf_stream_fill(file, stream, (struct text){bytes, size});
    }
    hb_blob_destroy(blob);
    hb_blob_destroy(outlines);
    hb_face_destroy(face);
    return stream;
}

/* Two bytes a code, from code 0 (never drawn, shows .notdef). */
static struct pdf_object *write_glyph_map(struct pdf_file *file, const struct subset *subset,
                                          hb_subset_plan_t *plan)
{
    const hb_map_t *renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan);
    struct buffer bytes = {0};
    buffer_byte(&bytes, 0);
    buffer_byte(&bytes, 0);
    for (size_t i = 0; i < subset->code_count; i++) {
        hb_codepoint_t glyph = hb_map_get(renumbered, subset->codes[i].glyph);
        if (glyph == HB_MAP_VALUE_INVALID)
            glyph = 0;
        buffer_byte(&bytes, (char)(glyph >> 8 & 255));
        buffer_byte(&bytes, (char)(glyph & 255));
    }
    struct pdf_object *stream = pdf_stream_new(file);
    pdf_stream_fill(file, stream, buffer_text(&bytes));
    buffer_free(&bytes);
    return stream;
}

static void put_meanings(struct buffer *b, const struct subset *subset)
{
    for (size_t i = 0; i < subset->code_count; i++) {
        size_t left = subset->code_count - i;
        if (i % BLOCK_OF_CODES == 0)
            buffer_printf(b, "%zu beginbfchar\n", left < BLOCK_OF_CODES ? left : BLOCK_OF_CODES);
        buffer_byte(b, '<');
        pdf_put_hex16(b, (unsigned)i + 1);
        buffer_puts(b, "><");
        pdf_put_utf16(b, subset->codes[i].text);
        buffer_puts(b, ">\n");
        if (i % BLOCK_OF_CODES == BLOCK_OF_CODES - 1 || left == 1)
            buffer_puts(b, "endbfchar\n");
    }
}

/* ISO 32000-1, 9.10.3. */
static struct pdf_object *write_meanings(struct pdf_file *file, const struct subset *subset)
{
    struct buffer b = {0};
    buffer_puts(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    put_meanings(&b, subset);
    buffer_puts(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    struct pdf_object *stream = pdf_stream_new(file);
    pdf_stream_fill(file, stream, buffer_text(&b));
    buffer_free(&b);
    return stream;
}

/* The big-endian 16-bit number at `offset` of a font's table, as read from head. */
static int read_int16(const char *table, size_t offset)
{
    const unsigned char *bytes = (const unsigned char *)table + offset;
    return (int16_t)(bytes[0] << 8 | bytes[1]);
}

/* OpenType, table head: unitsPerEm at 18, xMin yMin xMax yMax from 36. */
static void put_box(struct buffer *b, hb_face_t *face)
{
    hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned size = 0;
    const char *table = hb_blob_get_data(head, &size);
    int units = size >= 44 ? read_int16(table, 18) : 0;
    buffer_puts(b, "/FontBBox [");
    for (size_t i = 0; i < 4; i++)
        buffer_printf(b, "%d ", units > 0 ? read_int16(table, 36 + 2 * i) * 1000 / units : 0);
    buffer_puts(b, "]\n");
    hb_blob_destroy(head);
}

static struct pdf_object *write_descriptor(struct pdf_file *file, const struct subset *subset,
                                           hb_face_t *face, const char *tag, unsigned embedded)
{
    const struct font *font = subset->font;
    struct text name = font_name(font);
    struct pdf_object *object = pdf_object_new(file);
    struct buffer *b = &object->body;
    buffer_printf(b, "/Type /FontDescriptor /FontName /%s+%.*s\n", tag, (int)name.size, name.ptr);
    put_box(b, face);
    buffer_printf(b, "/Flags %d /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV %d\n",
                  FLAG_SYMBOLIC, (int)font_ascender(font), (int)font_descender(font),
                  (int)font_cap_height(font), font_is_bold(font) ? STEM_BOLD : STEM_REGULAR);
    buffer_printf(b, "/FontFile2 %u 0 R\n", embedded);
    return object;
}

static struct pdf_object *write_descendant(struct pdf_file *file, const struct subset *subset,
                                           const char *tag, unsigned descriptor, unsigned map)
{
    struct text name = font_name(subset->font);
    struct pdf_object *object = pdf_object_new(file);
    struct buffer *b = &object->body;
    buffer_printf(b, "/Type /Font /Subtype /CIDFontType2 /BaseFont /%s+%.*s\n", tag, (int)name.size,
                  name.ptr);
    buffer_puts(b, "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n");
    buffer_printf(b, "/FontDescriptor %u 0 R /CIDToGIDMap %u 0 R\n/W [1 [", descriptor, map);
    for (size_t i = 0; i < subset->code_count; i++)
        buffer_printf(b, "%d%c", (int)font_advance(subset->font, subset->codes[i].glyph),
                      i % 16 == 15 ? '\n' : ' ');
    buffer_puts(b, "]]\n");
    return object;
}

/* Returns the number of the Type0 font, 0 when the subset cannot be made. */
static unsigned write_font(struct pdf_file *file, hb_face_t *face, const struct subset *subset)
{
    hb_subset_plan_t *plan = plan_subset(face, subset);
    if (!plan)
        return 0;
    struct pdf_object *embedded = write_file(file, plan);
    struct pdf_object *map = write_glyph_map(file, subset, plan);
    hb_subset_plan_destroy(plan);
    if (!embedded)
        return 0;
    char tag[TAG_SIZE + 1];
    make_tag(subset, tag);
    struct pdf_object *descriptor = write_descriptor(file, subset, face, tag, embedded->number);
    struct pdf_object *descendant =
        write_descendant(file, subset, tag, descriptor->number, map->number);
    struct pdf_object *meanings = write_meanings(file, subset);
    struct text name = font_name(subset->font);
    struct pdf_object *font = pdf_object_new(file);
    buffer_printf(&font->body,
                  "/Type /Font /Subtype /Type0 /BaseFont /%s+%.*s /Encoding /Identity-H\n"
                  "/DescendantFonts [%u 0 R] /ToUnicode %u 0 R\n",
                  tag, (int)name.size, name.ptr, descendant->number, meanings->number);
    return font->number;
}

void pdf_subsets_write(struct pdf_subsets *subsets, struct pdf_file *file, struct buffer *resources)
{
    for (size_t i = 0; i < subsets->fonts->count; i++) {
        const struct subset *subset = &subsets->subsets[i];
        if (!subset->font)
            continue;
        unsigned number = write_font(file, subsets->fonts->faces[i], subset);
        if (number == 0)
            pdf_file_fail(file, "font cannot be subset");
        if (subset->overflow)
            pdf_file_fail(file, "more than 65535 different signs of one font");
        buffer_printf(resources, "/F%zu ", i);
        pdf_put_reference(resources, number);
    }
}
