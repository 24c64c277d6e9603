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

struct coded glyph_code(struct arena *a, const struct syntax_coder *coder, struct text bytes)
{
    assert(bytes.size % 4 == 0);
    struct coded coded = {.size = (uint32_t)bytes.size};
    add_sums(&coded, bytes);
    struct buffer room = {0};
    struct bit_writer w = {.at = buffer_room(&room, syntax_room(bytes.size))};
    syntax_put(coder, SYNTAX_OUTLINES, bytes, &w);
    coded.bit_count = (size_t)(w.at - room.ptr) * 8 + w.count;
    bits_end(&w);
    size_t size = (size_t)(w.at - room.ptr);
    char *bits = arena_alloc(a, size + sizeof(uint64_t));
    memcpy(bits, room.ptr, size);
    buffer_free(&room);
    coded.bits = bits;
    return coded;
}

static uint64_t bits_at(const char *bytes)
{
    uint64_t bits;
    memcpy(&bits, bytes, sizeof bits);
    return le64toh(bits);
}

/* Eight bytes at a time, as far as they go; then twice up to four. */
static void put_piece(struct bit_writer *w, const struct coded *piece)
{
    const char *bytes = piece->bits;
    size_t left = piece->bit_count;
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
    size_t bit_count = 0;
    for (size_t i = 0; i < count; i++)
        bit_count += pieces[i]->bit_count;
    struct bit_writer w = {.at = buffer_room(out, syntax_room(bit_count / 8 + 1))};
    syntax_put_head(coder, SYNTAX_OUTLINES, &w);
    for (size_t i = 0; i < count; i++)
        put_piece(&w, pieces[i]);
    syntax_put_end(coder, SYNTAX_OUTLINES, &w);
    out->size = (size_t)(w.at - out->ptr);
    put_adler(pieces, count, out);
}
