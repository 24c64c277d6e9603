#include "device/pdf_save.h"

#include "base/arena.h"
#include "device/syntax_code.h"

#include <endian.h>
#include <string.h>

enum {
    FIRST_ROOM = 1 << 18, /* bytes that most files stay below */
    LENGTH_ROOM = 10,     /* digits of a stream's Length, which stands before the stream */
    PAIR_ROOM = 16,       /* bytes of a number and an offset, mostly */
    PACK_COUNT = 400,     /* objects in a stream: readers inflate it whole to find one */
    ROW_SIZE = 7,         /* bytes of a cross-reference: type 1, place 4, index 2 */
    PREDICTOR_UP = 2      /* PNG: each byte less the one above it */
};

enum place_kind { PLACE_FREE = 0, PLACE_OFFSET = 1, PLACE_PACKED = 2 };

/* Where an object is: at byte `where`, or as number `index` of the object stream `where`. */
struct place {
    enum place_kind kind;
    uint32_t where;
    unsigned index;
};

struct pdf_saver {
    struct arena *arena;
    struct buffer *out;
    size_t start;          /* of the file in `out` */
    size_t length, stream; /* in `out`: of the stream being written, its Length and its bytes */
    const struct syntax_coder *coder;
    struct place *places; /* by object number */
    size_t place_count;
};

static struct place *place_of(struct pdf_saver *saver, unsigned number)
{
    while (saver->place_count <= number)
        arena_push(saver->arena, &saver->places, &saver->place_count, sizeof *saver->places);
    return &saver->places[number];
}

struct pdf_saver *pdf_saver_new(struct arena *a, struct buffer *out,
                                const struct syntax_coder *coder)
{
    struct pdf_saver *saver = arena_alloc(a, sizeof *saver);
    *saver = (struct pdf_saver){.arena = a, .out = out, .start = out->size, .coder = coder};
    buffer_room(out, FIRST_ROOM);
    /* Four bytes above 127 tell programs that copy files that this one is not text (7.5.2). */
    buffer_puts(out, "%PDF-1.7\n%\xE5\xAE\x88\xE7\n");
    return saver;
}

struct buffer *pdf_saver_stream_begin(struct pdf_saver *saver, unsigned number, struct text entries)
{
    struct buffer *out = saver->out;
    uint32_t offset = (uint32_t)(out->size - saver->start);
    *place_of(saver, number) = (struct place){.kind = PLACE_OFFSET, .where = offset};
    buffer_number(out, number);
    buffer_puts(out, " 0 obj\n<<");
    buffer_put(out, entries);
    buffer_puts(out, "/Length ");
    saver->length = out->size;
    memset(buffer_room(out, LENGTH_ROOM), ' ', LENGTH_ROOM);
    out->size += LENGTH_ROOM;
    buffer_puts(out, ">>\nstream\r\n");
    saver->stream = out->size;
    return out;
}

void pdf_saver_stream_end(struct pdf_saver *saver)
{
    struct buffer *out = saver->out;
    char *end = out->ptr + saver->length + LENGTH_ROOM;
    size_t size = out->size - saver->stream;
    do {
        *--end = (char)('0' + size % 10);
        size /= 10;
    } while (size > 0);
    buffer_puts(out, "\nendstream\nendobj\n");
}

/* Objects that share one stream: pairs of number and offset, then the values. */
static void pack_some(struct pdf_saver *saver, const struct pdf_packed *objects, size_t count,
                      struct text values)
{
    struct buffer raw = {0};
    buffer_room(&raw, values.size + PAIR_ROOM * count);
    for (size_t i = 0; i < count; i++) {
        buffer_number(&raw, objects[i].number);
        buffer_byte(&raw, ' ');
        buffer_number(&raw, objects[i].start - objects[0].start);
        buffer_byte(&raw, ' ');
    }
    struct buffer entries = {0};
    buffer_puts(&entries, "/Type /ObjStm /Filter /FlateDecode /N ");
    buffer_number(&entries, count);
    buffer_puts(&entries, " /First ");
    buffer_number(&entries, raw.size);
    buffer_put(&raw, values);
    unsigned number = (unsigned)saver->place_count;
    struct buffer *out = pdf_saver_stream_begin(saver, number, buffer_text(&entries));
    syntax_code(saver->coder, SYNTAX_OBJECTS, buffer_text(&raw), out);
    pdf_saver_stream_end(saver);
    for (size_t i = 0; i < count; i++)
        *place_of(saver, objects[i].number) =
            (struct place){.kind = PLACE_PACKED, .where = number, .index = (unsigned)i};
    buffer_free(&entries);
    buffer_free(&raw);
}

/* Object streams are numbered behind the objects. */
void pdf_saver_pack(struct pdf_saver *saver, const struct pdf_packed *objects, size_t count,
                    struct text pack)
{
    for (size_t i = 0; i < count; i++)
        place_of(saver, objects[i].number);
    for (size_t first = 0; first < count; first += PACK_COUNT) {
        size_t left = count - first;
        size_t some = left < PACK_COUNT ? left : PACK_COUNT;
        size_t end = some < left ? objects[first + some].start : pack.size;
        pack_some(saver, &objects[first], some, text_slice(pack, objects[first].start, end));
    }
}

/* The bytes of a row; the lowest is the first. */
static uint64_t row_of(const struct place *place)
{
    uint64_t index = (place->index >> 8 & 255) | (place->index & 255) << 8;
    return (uint64_t)place->kind | (uint64_t)__builtin_bswap32(place->where) << 8 | index << 40;
}

/* Each byte less the same byte of `above`: highest bits are kept out of the subtraction, so that
 * none borrows from the next. */
static uint64_t less(uint64_t row, uint64_t above)
{
    const uint64_t high = 0x8080808080808080u;
    return ((row | high) - (above & ~high)) ^ ((row ^ ~above) & high);
}

/* Most rows differ from the one above by one in the index: with the predictor they are alike. */
static void put_rows(const struct pdf_saver *saver, struct buffer *b)
{
    size_t size = saver->place_count * (1 + ROW_SIZE);
    char *at = buffer_room(b, size);
    uint64_t above = 0;
    for (size_t i = 0; i < saver->place_count; i++, at += 1 + ROW_SIZE) {
        uint64_t row = row_of(&saver->places[i]);
        uint64_t bytes = htole64(less(row, above) << 8 | PREDICTOR_UP);
        memcpy(at, &bytes, sizeof bytes);
        above = row;
    }
    b->size += size;
}

/* Little-endian on every machine: the ID is part of the file. */
static uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

static uint64_t stir(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * 0x9E3779B97F4A7C15u;
    return lane ^ lane >> 29;
}

/* ISO 32000-1, 14.4: two equal halves in a file that was never updated. No clock: equal content has
 * an equal ID. */
static void put_identity(const struct pdf_saver *saver, struct buffer *b)
{
    const char *bytes = saver->out->ptr + saver->start;
    size_t size = saver->out->size - saver->start;
    uint64_t high = 0x6D616D6F72690001u;
    uint64_t low = size;
    size_t i = 0;
    for (; size - i >= 16; i += 16) {
        high = stir(high, word_at(bytes + i));
        low = stir(low, word_at(bytes + i + 8));
    }
    for (; i < size; i++) {
        high = stir(high, (unsigned char)bytes[i]);
        low = stir(low, (unsigned char)bytes[i] + 256u);
    }
    unsigned long long halves[] = {stir(high, low), stir(low, high)};
    buffer_printf(b, "/ID [<%016llx%016llx><%016llx%016llx>]\n", halves[0], halves[1], halves[0],
                  halves[1]);
}

void pdf_saver_finish(struct pdf_saver *saver, unsigned catalog, unsigned info)
{
    struct buffer *out = saver->out;
    size_t offset = out->size - saver->start;
    unsigned number = (unsigned)saver->place_count;
    *place_of(saver, number) = (struct place){.kind = PLACE_OFFSET, .where = (uint32_t)offset};
    saver->places[0].index = UINT16_MAX; /* the head of the list of free numbers (7.5.4) */
    struct buffer rows = {0};
    put_rows(saver, &rows);
    struct buffer entries = {0};
    buffer_printf(&entries,
                  "/Type /XRef /Size %zu /W [1 4 2] /Root %u 0 R /Info %u 0 R\n"
                  "/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns %d>>\n",
                  saver->place_count, catalog, info, ROW_SIZE);
    put_identity(saver, &entries);
    pdf_saver_stream_begin(saver, number, buffer_text(&entries));
    syntax_code(saver->coder, SYNTAX_OBJECTS, buffer_text(&rows), out);
    pdf_saver_stream_end(saver);
    buffer_printf(out, "startxref\n%zu\n%%%%EOF\n", offset);
    buffer_free(&entries);
    buffer_free(&rows);
}

void pdf_saver_drop(struct pdf_saver *saver)
{
    saver->out->size = saver->start;
}
