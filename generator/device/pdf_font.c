#include "device/pdf_font.h"

#include "base/arena.h"
#include "device/device.h"
#include "device/glyph_code.h"
#include "device/outline.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"
#include "device/truetype.h"
#include "layout/font.h"

enum {
    CODE_LIMIT = 65000, /* the rest is left to what glyphs are composed of */
    FIRST_SLOTS = 1024, /* a power of two */
    TAG_SIZE = 6,
    FLAG_SYMBOLIC = 4, /* ISO 32000-1, table 123: signs outside the standard Latin set */
    EM = 1000,
    STEM_REGULAR = 80, /* 1/1000 em; only a hint for substitutes, and the font is embedded */
    STEM_BOLD = 140
};

/* The sign that a glyph made last in the document `turn`, and with which text. */
struct recent {
    uint32_t turn;
    uint32_t word; /* the text as word_of has it */
    struct pdf_sign sign;
};

/* What is kept of a glyph that a document used. */
struct known {
    struct recent recent; /* spares looking codes up by text */
    struct coded coded;   /* empty until the end of a document; always for composed glyphs */
    uint32_t metrics;     /* of truetype_metrics */
};

struct face {
    struct arena *arena;
    const struct truetype *outlines; /* NULL until used */
    struct known **known;            /* by number in the whole font; NULL until used */
};

struct pdf_fonts {
    struct arena *arena;
    struct syntax_coder *syntax;
    struct face *faces; /* by font_index */
    size_t count;
    uint32_t turn; /* of the document at hand; 0 = none yet */
};

struct code {
    uint32_t glyph; /* in the whole font */
    struct text text;
};

struct pdf_subset {
    const struct font *font; /* NULL: not used in this document */
    struct arena *arena;
    uint32_t turn;
    struct code *codes; /* codes[i] is CID i + 1 */
    size_t code_count;
    uint32_t *slots; /* hash table of CIDs, 0 = free; slot_count is a power of two */
    size_t slot_count;
    struct face *face;
    struct recent rare; /* the latest sign that has no word */
    bool overflow;
};

struct pdf_subsets {
    struct arena *arena;
    struct pdf_fonts *fonts;
    struct pdf_subset *subsets; /* by font_index */
};

struct pdf_fonts *pdf_fonts_new(const struct font_set *fonts)
{
    struct arena *arena = arena_new();
    struct pdf_fonts *result = arena_alloc(arena, sizeof *result);
    result->arena = arena;
    result->syntax = syntax_coder_new(arena);
    result->count = fonts_count(fonts);
    result->faces = arena_array(arena, result->count, sizeof *result->faces);
    return result;
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
    if (fonts)
        arena_free(fonts->arena);
}

const struct syntax_coder *pdf_fonts_syntax(const struct pdf_fonts *fonts)
{
    return fonts->syntax;
}

/* The face of `font`, read when a document first uses it. */
static struct face *open_face(struct pdf_fonts *fonts, const struct font *font)
{
    struct face *face = &fonts->faces[font_index(font)];
    if (!face->outlines) {
        face->arena = fonts->arena;
        face->outlines = truetype_open(fonts->arena, font_file(font));
        face->known = arena_array(fonts->arena, UINT16_MAX + 1, sizeof *face->known);
    }
    return face;
}

/* A document uses some hundred of ten thousand glyphs: what is kept of them stands together, since
 * a fresh page of memory for each would cost a cold start more than the glyph. */
static struct known *known_of(struct face *face, uint32_t glyph)
{
    struct known *known = face->known[glyph];
    if (known)
        return known;
    known = arena_alloc(face->arena, sizeof *known);
    known->metrics = face->outlines ? truetype_metrics(face->outlines, glyph) : 0;
    face->known[glyph] = known;
    return known;
}

struct pdf_subsets *pdf_subsets_new(struct arena *a, struct pdf_fonts *fonts)
{
    struct pdf_subsets *subsets = arena_alloc(a, sizeof *subsets);
    subsets->arena = a;
    subsets->fonts = fonts;
    fonts->turn++;
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
static uint32_t *find_slot(const struct pdf_subset *subset, uint32_t glyph, struct text text)
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
static void grow_slots(struct arena *a, struct pdf_subset *subset)
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

/* The code of a pair that was not the glyph's latest, a new one if need be. */
static unsigned find_code(struct pdf_subset *subset, uint32_t glyph, struct text text)
{
    grow_slots(subset->arena, subset);
    uint32_t *slot = find_slot(subset, glyph, text);
    if (*slot)
        return *slot;
    if (subset->code_count == CODE_LIMIT) {
        subset->overflow = true;
        return 0;
    }
    struct code *entry =
        arena_push(subset->arena, &subset->codes, &subset->code_count, sizeof *subset->codes);
    *entry = (struct code){glyph, text};
    *slot = (uint32_t)subset->code_count;
    return *slot;
}

struct pdf_subset *pdf_subset_of(struct pdf_subsets *subsets, const struct font *font)
{
    struct pdf_subset *subset = &subsets->subsets[font_index(font)];
    if (!subset->font) {
        subset->font = font;
        subset->arena = subsets->arena;
        subset->turn = subsets->fonts->turn;
        subset->face = open_face(subsets->fonts, font);
    }
    return subset;
}

/* A text of one to three bytes, which is a sign of the BMP, as one number; 0 for others. */
static inline uint32_t word_of(struct text text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    switch (text.size) {
    case 1:
        return bytes[0];
    case 2:
        return (uint32_t)bytes[0] << 8 | bytes[1];
    case 3:
        return (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2];
    default:
        return 0;
    }
}

/* In a string some bytes have another meaning; a carriage return as it stands would be read as a
 * line feed. */
static void put_byte(struct pdf_sign *sign, unsigned byte)
{
    bool special = byte == '(' || byte == ')' || byte == '\\' || byte == '\r';
    uint32_t spelled = byte == '\r' ? 'r' : byte;
    if (special)
        spelled = '\\' | spelled << 8;
    sign->code |= spelled << 8 * sign->code_size;
    sign->code_size += special ? 2 : 1;
}

/* A sign that is not the glyph's latest. Kept apart, since whoever calls it runs for every sign. */
__attribute__((noinline)) static const struct pdf_sign *find_sign(struct pdf_subset *subset,
                                                                  uint32_t glyph, struct text text)
{
    uint32_t word = word_of(text);
    bool kept = word != 0 && glyph <= UINT16_MAX;
    struct recent *recent = kept ? &known_of(subset->face, glyph)->recent : &subset->rare;
    unsigned code = find_code(subset, glyph, text);
    *recent = (struct recent){.turn = subset->turn, .word = word};
    recent->sign.advance = font_advance(subset->font, glyph);
    put_byte(&recent->sign, code >> 8);
    put_byte(&recent->sign, code & 255);
    return &recent->sign;
}

/* Short: it runs for every sign of a document. */
const struct pdf_sign *pdf_subset_sign(struct pdf_subset *subset, uint32_t glyph, struct text text)
{
    uint32_t word = word_of(text);
    const struct known *known = glyph <= UINT16_MAX ? subset->face->known[glyph] : NULL;
    if (word == 0 || !known || known->recent.turn != subset->turn || known->recent.word != word)
        return find_sign(subset, glyph, text);
    return &known->recent.sign;
}

/* ISO 32000-1, 9.6.4 wants six capitals that tell subsets apart; equal glyphs give equal ones. */
static void make_tag(const struct pdf_subset *subset, char tag[TAG_SIZE + 1])
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

/* The glyph in code, made the first time any document uses it. What is kept depends on the font
 * alone, so that a document's bytes do not depend on those before it. */
static const struct coded *code_of(const struct pdf_fonts *fonts, struct face *face, uint32_t glyph)
{
    struct coded *coded = &known_of(face, glyph)->coded;
    if (!coded->bytes) {
        struct buffer outline = {0};
        truetype_outline(face->outlines, glyph, &outline);
        struct text bytes = buffer_text(&outline);
        *coded = glyph_code(face->arena, fonts->syntax, bytes, outline_flags(bytes));
        buffer_free(&outline);
    }
    return coded;
}

/* The glyphs of a file under construction. Glyph i + 1 belongs to code i + 1; behind them stand
 * those that others are composed of. */
struct embedding {
    struct pdf_fonts *fonts;
    struct face *face;
    struct arena *scratch;
    uint32_t *glyphs; /* in the whole font */
    size_t count;
    const struct coded **pieces; /* [0] is what stands before the outlines; then as `glyphs` */
    size_t piece_count;
};

static void add_glyph(struct embedding *e, uint32_t glyph)
{
    *(uint32_t *)arena_push(e->scratch, &e->glyphs, &e->count, sizeof *e->glyphs) = glyph;
}

/* The number of `glyph` in the new file, where it is added unless it is there. */
static size_t place_component(struct embedding *e, uint32_t glyph)
{
    for (size_t i = 1; i < e->count; i++) {
        if (e->glyphs[i] == glyph)
            return i;
    }
    add_glyph(e, glyph);
    return e->count - 1;
}

/* A composed glyph names others by numbers, which differ from file to file: coded every time. */
static const struct coded *code_composed(struct embedding *e, uint32_t glyph)
{
    struct buffer outline = {0};
    truetype_outline(e->face->outlines, glyph, &outline);
    size_t offset = 0;
    while (outline_next_component(buffer_text(&outline), &offset)) {
        unsigned char *at = (unsigned char *)outline.ptr + offset;
        size_t number = place_component(e, (uint32_t)at[0] << 8 | at[1]);
        at[0] = (unsigned char)(number >> 8);
        at[1] = (unsigned char)number;
    }
    struct coded *coded = arena_alloc(e->scratch, sizeof *coded);
    *coded = glyph_code(e->scratch, e->fonts->syntax, buffer_text(&outline), (struct text){0});
    buffer_free(&outline);
    return coded;
}

static void add_piece(struct embedding *e, const struct coded *coded)
{
    *(const struct coded **)arena_push(e->scratch, &e->pieces, &e->piece_count, sizeof *e->pieces) =
        coded;
}

/* What stands before the outlines. */
static struct coded code_head(const struct embedding *e)
{
    uint32_t *starts = arena_array(e->scratch, e->count + 1, sizeof *starts);
    uint32_t *metrics = arena_array(e->scratch, e->count, sizeof *metrics);
    uint32_t sum = 0;
    for (size_t i = 0; i < e->count; i++) {
        const struct coded *piece = e->pieces[i + 1];
        starts[i + 1] = starts[i] + piece->size;
        sum += piece->sum;
        metrics[i] = known_of(e->face, e->glyphs[i])->metrics;
    }
    struct buffer head = {0};
    truetype_put_head(e->face->outlines, starts, e->count, sum, metrics, &head);
    struct coded coded =
        glyph_code(e->scratch, e->fonts->syntax, buffer_text(&head), (struct text){0});
    buffer_free(&head);
    return coded;
}

/* The embedded file. */
static struct pdf_object *write_file(struct pdf_file *file, struct embedding *e)
{
    static const char no_bits[sizeof(uint64_t)] = {0};
    static const struct coded nothing = {
        .bytes = no_bits, .head = {.bits = no_bits}, .tail = {.bits = no_bits}};
    struct coded head;
    add_piece(e, &head);
    add_piece(e, &nothing);                 /* .notdef, which is never drawn */
    for (size_t i = 1; i < e->count; i++) { /* grows by what glyphs are composed of */
        bool coded = known_of(e->face, e->glyphs[i])->coded.bytes;
        bool composed = !coded && truetype_is_composed(e->face->outlines, e->glyphs[i]);
        add_piece(e, composed ? code_composed(e, e->glyphs[i])
                              : code_of(e->fonts, e->face, e->glyphs[i]));
    }
    head = code_head(e);
    uint64_t size = 0;
    for (size_t i = 0; i < e->piece_count; i++)
        size += e->pieces[i]->size;
    struct pdf_object *stream = pdf_stream_new(file);
    buffer_puts(&stream->body, "/Filter /FlateDecode /Length1 ");
    buffer_number(&stream->body, size);
    glyph_code_join(e->fonts->syntax, e->pieces, e->piece_count, pdf_stream_begin(file, stream));
    pdf_stream_end(file);
    return stream;
}

/* Ranges of codes with equal high bytes (9.10.3), each with a list of what its codes mean. */
static void put_meanings(struct buffer *b, const struct pdf_subset *subset)
{
    for (size_t first = 1; first <= subset->code_count;) {
        size_t last = first | 255;
        last = last < subset->code_count ? last : subset->code_count;
        buffer_printf(b, "1 beginbfrange\n<%04zX><%04zX>[\n", first, last);
        for (; first <= last; first++) {
            buffer_byte(b, '<');
            pdf_put_utf16(b, subset->codes[first - 1].text);
            buffer_byte(b, '>');
        }
        buffer_puts(b, "]\nendbfrange\n");
    }
}

/* ISO 32000-1, 9.10.3. */
static struct pdf_object *write_meanings(struct pdf_file *file, const struct pdf_subset *subset)
{
    struct buffer b = {0};
    buffer_puts(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    put_meanings(&b, subset);
    buffer_puts(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    struct pdf_object *stream = pdf_stream_new(file);
    pdf_stream_fill(file, stream, SYNTAX_OBJECTS, buffer_text(&b));
    buffer_free(&b);
    return stream;
}

static void put_box(struct buffer *b, const struct face *face)
{
    int box[4];
    truetype_box(face->outlines, box);
    buffer_printf(b, "/FontBBox [%d %d %d %d]\n", box[0], box[1], box[2], box[3]);
}

static struct pdf_object *write_descriptor(struct pdf_file *file, const struct pdf_subset *subset,
                                           const struct face *face, const char *tag,
                                           unsigned embedded)
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

/* ISO 32000-1, 9.7.4.3. A code that is not listed is one em wide, as most kanji are. */
static void put_widths(struct buffer *b, const struct pdf_subset *subset)
{
    bool open = false;
    for (size_t i = 0; i < subset->code_count; i++) {
        mpt advance = font_advance(subset->font, subset->codes[i].glyph);
        if (open != (advance != EM)) {
            if (!open)
                buffer_number(b, i + 1);
            buffer_byte(b, open ? ']' : '[');
            open = !open;
        }
        if (!open)
            continue;
        buffer_number(b, (uint64_t)(advance > 0 ? advance : 0));
        buffer_byte(b, ' ');
    }
    if (open)
        buffer_byte(b, ']');
}

static struct pdf_object *write_descendant(struct pdf_file *file, const struct pdf_subset *subset,
                                           const char *tag, unsigned descriptor)
{
    struct text name = font_name(subset->font);
    struct pdf_object *object = pdf_object_new(file);
    struct buffer *b = &object->body;
    buffer_printf(b, "/Type /Font /Subtype /CIDFontType2 /BaseFont /%s+%.*s\n", tag, (int)name.size,
                  name.ptr);
    buffer_puts(b, "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n");
    buffer_printf(b, "/FontDescriptor %u 0 R /CIDToGIDMap /Identity\n/W [", descriptor);
    put_widths(b, subset);
    buffer_puts(b, "]\n");
    return object;
}

/* Returns the number of the Type0 font, 0 when it cannot be embedded. */
static unsigned write_font(struct pdf_subsets *subsets, struct pdf_file *file, size_t index)
{
    const struct pdf_subset *subset = &subsets->subsets[index];
    struct face *face = open_face(subsets->fonts, subset->font);
    if (!face->outlines)
        return 0;
    struct embedding embedding = {.fonts = subsets->fonts, .face = face, .scratch = subsets->arena};
    add_glyph(&embedding, 0);
    for (size_t i = 0; i < subset->code_count; i++)
        add_glyph(&embedding, subset->codes[i].glyph);
    struct pdf_object *embedded = write_file(file, &embedding);
    if (embedding.count > UINT16_MAX)
        return 0;
    char tag[TAG_SIZE + 1];
    make_tag(subset, tag);
    struct pdf_object *descriptor = write_descriptor(file, subset, face, tag, embedded->number);
    struct pdf_object *descendant = write_descendant(file, subset, tag, descriptor->number);
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
        const struct pdf_subset *subset = &subsets->subsets[i];
        if (!subset->font)
            continue;
        unsigned number = write_font(subsets, file, i);
        if (number == 0)
            pdf_file_fail(file, "font cannot be embedded");
        if (subset->overflow)
            pdf_file_fail(file, "more than 65000 different signs of one font");
        buffer_printf(resources, "/F%zu", i);
        pdf_put_reference(resources, number);
    }
}
