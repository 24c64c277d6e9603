#include "device/glyph_code.h"

#include "base/arena.h"
#include "device/deflate.h"

#include <assert.h>
#include <string.h>

enum {
    SYMBOL_COUNT = 257, /* bytes, and the end of the block */
    END_OF_BLOCK = 256,
    ADLER_MODULUS = 65521 /* RFC 1950, 8.2 */
};

/* Bits per symbol: a Huffman code of at most 12 bits for the bytes of 3,700 glyphs (hiragana,
 * katakana, the kanji of the chapters in four faces of BIZ UD), hints removed. Complete, so that
 * any bytes can be written. */
static const unsigned char lengths[SYMBOL_COUNT] = {
    4,  4,  6,  6,  7,  7,  5,  5,  8,  9,  8,  8,  8,  9,  8,  8,  8,  5,  8,  7,  7,  6,  6,  6,
    9,  8,  9,  8,  8,  8,  9,  8,  8,  5,  7,  6,  7,  7,  7,  5,  9,  8,  9,  8,  9,  8,  9,  8,
    9,  8,  8,  6,  8,  6,  6,  6,  9,  8,  9,  8,  9,  8,  9,  8,  9,  9,  9,  9,  9,  9,  9,  9,
    8,  9,  8,  9,  8,  9,  9,  9,  8,  9,  8,  9,  8,  9,  8,  9,  9,  9,  9,  9,  8,  9,  9,  9,
    8,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,
    10, 9,  10, 8,  10, 9,  10, 8,  10, 8,  10, 8,  9,  9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,
    9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10,
    9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10,
    10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,  10, 9,
    12, 9,  10, 9,  10, 9,  10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
    10, 10, 10, 10, 10, 11, 10, 10, 9,  9,  9,  8,  7,  7,  5,  8,  12,
};

/* One distance, which is never used. */
static const unsigned char no_distance[] = {1};

struct glyph_coder {
    uint16_t codes[SYMBOL_COUNT];
};

struct glyph_coder *glyph_coder_new(struct arena *a)
{
    struct glyph_coder *coder = arena_alloc(a, sizeof *coder);
    deflate_codes(lengths, SYMBOL_COUNT, coder->codes);
    return coder;
}

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

struct coded glyph_code(struct arena *a, const struct glyph_coder *coder, struct text bytes)
{
    assert(bytes.size % 4 == 0);
    struct coded coded = {.size = (uint32_t)bytes.size};
    add_sums(&coded, bytes);
    for (size_t i = 0; i < bytes.size; i++)
        coded.bit_count += lengths[(unsigned char)bytes.ptr[i]];
    char *bits = arena_alloc(a, coded.bit_count / 8 + sizeof(uint64_t) + 1);
    struct bit_writer w = {.at = bits};
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        bits_put(&w, coder->codes[byte], lengths[byte]);
    }
    bits_end(&w);
    coded.bits = bits;
    return coded;
}

static uint64_t bits_at(const char *bytes)
{
    uint64_t bits;
    memcpy(&bits, bytes, sizeof bits);
    return le64toh(bits);
}

/* Eight bytes at a time, as far as they go. */
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
    for (; left > 0; bytes++) {
        unsigned count = left < 8 ? (unsigned)left : 8;
        bits_put(w, (unsigned char)*bytes & (0xFFu >> (8 - count)), count);
        left -= count;
    }
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

void glyph_code_join(const struct glyph_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out)
{
    static const struct deflate_lengths both = {lengths, SYMBOL_COUNT, no_distance,
                                                sizeof no_distance};
    zlib_put_head(out);
    size_t bit_count = lengths[END_OF_BLOCK];
    for (size_t i = 0; i < count; i++)
        bit_count += pieces[i]->bit_count;
    struct bit_writer w = {
        .at = buffer_room(out, DEFLATE_HEAD_ROOM + bit_count / 8 + 2 * sizeof(uint64_t))};
    deflate_put_head(&w, &both);
    for (size_t i = 0; i < count; i++)
        put_piece(&w, pieces[i]);
    bits_put(&w, coder->codes[END_OF_BLOCK], lengths[END_OF_BLOCK]);
    bits_end(&w);
    out->size = (size_t)(w.at - out->ptr);
    put_adler(pieces, count, out);
}
