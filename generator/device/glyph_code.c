#include "device/glyph_code.h"

#include "base/arena.h"
#include "device/deflate.h"
#include "device/syntax_code.h"

#include <assert.h>
#include <string.h>

enum { ADLER_MODULUS = 65521 }; /* RFC 1950, 8.2 */

static void add_sums(struct coded *coded, struct text bytes)
{
    uint32_t word = 0;
    uint64_t plain = 0;
    uint64_t running = 0; /* a megabyte would not overflow it */
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        word = word << 8 | byte;
        if (i % 4 == 3)
            coded->sum += word;
        plain += byte;
        running += plain;
    }
    coded->plain_sum = (uint32_t)(plain % ADLER_MODULUS);
    coded->running_sum = (uint32_t)(running % ADLER_MODULUS);
}

static struct coded_bits code_part(struct arena *a, const struct syntax_coder *coder,
                                   struct text bytes)
{
    struct buffer room = {0};
    struct bit_writer w = {.at = buffer_room(&room, syntax_room(bytes.size))};
    syntax_put(coder, SYNTAX_OUTLINES, bytes, &w);
    size_t count = (size_t)(w.at - room.ptr) * 8 + w.count;
    bits_end(&w);
    size_t size = (size_t)(w.at - room.ptr);
    char *bits = arena_alloc(a, size + sizeof(uint64_t));
    memcpy(bits, room.ptr, size);
    buffer_free(&room);
    return (struct coded_bits){bits, count};
}

struct coded glyph_code(struct arena *a, const struct syntax_coder *coder, struct text bytes,
                        struct text loose)
{
    assert(bytes.size % 4 == 0);
    size_t from = loose.size > 0 ? (size_t)(loose.ptr - bytes.ptr) : 0;
    size_t end = from + loose.size;
    assert(end <= bytes.size);
    struct coded coded = {.bytes = text_copy(a, bytes).ptr,
                          .size = (uint32_t)bytes.size,
                          .loose = (uint32_t)from,
                          .loose_end = (uint32_t)end};
    add_sums(&coded, bytes);
    coded.head = code_part(a, coder, text_slice(bytes, 0, from));
    coded.tail = code_part(a, coder, text_slice(bytes, end, bytes.size));
    return coded;
}

static uint64_t bits_at(const char *bytes)
{
    uint64_t bits;
    memcpy(&bits, bytes, sizeof bits);
    return le64toh(bits);
}

/* Eight bytes at a time, as far as they go; then twice up to four. */
static void put_bits(struct bit_writer *w, struct coded_bits part)
{
    const char *bytes = part.bits;
    size_t left = part.count;
    unsigned shift = w->count;
    for (; left >= 64; left -= 64, bytes += 8, w->at += 8) {
        uint64_t bits = bits_at(bytes);
        uint64_t whole = htole64(w->held | bits << shift);
        memcpy(w->at, &whole, sizeof whole);
        w->held = bits >> 1 >> (63 - shift);
    }
    uint64_t bits = bits_at(bytes);
    unsigned count = left < 32 ? (unsigned)left : 32;
    bits_put(w, bits & ((1ull << count) - 1), count);
    count = (unsigned)left - count;
    bits_put(w, bits >> 32 & ((1ull << count) - 1), count);
}

/* A stream being joined. */
struct joiner {
    const struct syntax_coder *coder;
    struct bit_writer w;
    struct buffer bytes; /* before coding, all so far; eight more are readable */
    struct syntax_places places;
};

static void put_piece(struct joiner *j, const struct coded *piece)
{
    size_t start = j->bytes.size;
    buffer_put(&j->bytes, (struct text){piece->bytes, piece->size});
    put_bits(&j->w, piece->head);
    syntax_put_again(j->coder, SYNTAX_OUTLINES, &j->places, j->bytes.ptr, start + piece->loose,
                     start + piece->loose_end, &j->w);
    put_bits(&j->w, piece->tail);
}

/* RFC 1950, 8.2, joined from the sums of the pieces. */
static void put_adler(const struct coded *const *pieces, size_t count, struct buffer *out)
{
    uint64_t plain = 1;
    uint64_t running = 0;
    for (size_t i = 0; i < count; i++) {
        running = (running + pieces[i]->size * plain + pieces[i]->running_sum) % ADLER_MODULUS;
        plain = (plain + pieces[i]->plain_sum) % ADLER_MODULUS;
    }
    zlib_put_adler(out, (uint32_t)(running << 16 | plain));
}

void glyph_code_join(const struct syntax_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out)
{
    zlib_put_head(out);
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i]->size;
    struct joiner j = {.coder = coder, .w = {.at = buffer_room(out, syntax_room(size))}};
    buffer_room(&j.bytes, size + sizeof(uint64_t));
    syntax_put_head(coder, SYNTAX_OUTLINES, &j.w);
    for (size_t i = 0; i < count; i++)
        put_piece(&j, pieces[i]);
    syntax_put_end(coder, SYNTAX_OUTLINES, &j.w);
    out->size = (size_t)(j.w.at - out->ptr);
    buffer_free(&j.bytes);
    put_adler(pieces, count, out);
}
