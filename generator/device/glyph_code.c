#include "device/glyph_code.h"

#include "base/arena.h"

#include <assert.h>
#include <string.h>

enum {
    SYMBOL_COUNT = 257, /* bytes, and the end of the block */
    END_OF_BLOCK = 256,
    LONGEST = 15,         /* bits, RFC 1951, 3.2.7 */
    LENGTH_SYMBOLS = 19,  /* of the code in which code lengths are written */
    LENGTH_BITS = 4,      /* each of the lengths 0..15 */
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

/* The code of each symbol, turned round: deflate writes codes from their highest bit. */
struct glyph_coder {
    uint16_t codes[SYMBOL_COUNT];
};

/* Bits wait in `held` until they fill bytes. */
struct bit_writer {
    struct buffer *out;
    uint64_t held;
    unsigned count;
};

static void put_bits(struct bit_writer *w, uint32_t bits, unsigned count)
{
    w->held |= (uint64_t)bits << w->count;
    w->count += count;
    while (w->count >= 8) {
        buffer_byte(w->out, (char)w->held);
        w->held >>= 8;
        w->count -= 8;
    }
}

static void end_bits(struct bit_writer *w)
{
    if (w->count > 0)
        put_bits(w, 0, 8 - w->count);
}

static uint16_t turned(unsigned code, unsigned length)
{
    unsigned result = 0;
    for (unsigned i = 0; i < length; i++)
        result |= (code >> i & 1) << (length - 1 - i);
    return (uint16_t)result;
}

/* RFC 1951, 3.2.2: codes of one length are numbers in a row, longer ones follow. */
struct glyph_coder *glyph_coder_new(struct arena *a)
{
    struct glyph_coder *coder = arena_alloc(a, sizeof *coder);
    unsigned code = 0;
    for (unsigned length = 1; length <= LONGEST; length++) {
        for (size_t symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
            if (lengths[symbol] == length)
                coder->codes[symbol] = turned(code++, length);
        }
        code <<= 1;
    }
    return coder;
}

static void put_symbol(struct bit_writer *w, const struct glyph_coder *coder, unsigned symbol)
{
    put_bits(w, coder->codes[symbol], lengths[symbol]);
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
    struct buffer bits = {0};
    struct bit_writer w = {.out = &bits};
    for (size_t i = 0; i < bytes.size; i++) {
        coded.bit_count += lengths[(unsigned char)bytes.ptr[i]];
        put_symbol(&w, coder, (unsigned char)bytes.ptr[i]);
    }
    end_bits(&w);
    coded.bits = (const unsigned char *)text_copy(a, buffer_text(&bits)).ptr;
    buffer_free(&bits);
    return coded;
}

/* RFC 1951, 3.2.7. The lengths themselves are written in a code of 16 times four bits. */
static void put_block_head(struct bit_writer *w)
{
    put_bits(w, 1, 1); /* the last block */
    put_bits(w, 2, 2); /* with a code of its own */
    put_bits(w, SYMBOL_COUNT - 257, 5);
    put_bits(w, 0, 5); /* one distance, which is never used */
    put_bits(w, LENGTH_SYMBOLS - 4, 4);
    for (unsigned i = 0; i < LENGTH_SYMBOLS; i++)
        put_bits(w, i < 3 ? 0 : LENGTH_BITS, 3); /* in this order 16, 17, 18 come first */
    for (size_t i = 0; i < SYMBOL_COUNT; i++)
        put_bits(w, turned(lengths[i], LENGTH_BITS), LENGTH_BITS);
    put_bits(w, turned(1, LENGTH_BITS), LENGTH_BITS); /* one bit for that distance */
}

static void put_piece(struct bit_writer *w, const struct coded *piece)
{
    const unsigned char *bytes = piece->bits;
    size_t left = piece->bit_count;
    for (; left >= 32; left -= 32, bytes += 4) {
        uint32_t bits = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
                        (uint32_t)bytes[3] << 24;
        w->held |= (uint64_t)bits << w->count;
        char *room = w->out->ptr + w->out->size;
        for (int i = 0; i < 4; i++)
            room[i] = (char)(w->held >> (8 * i));
        w->out->size += 4;
        w->held >>= 32;
    }
    for (; left > 0; bytes++) {
        unsigned count = left < 8 ? (unsigned)left : 8;
        put_bits(w, *bytes & (0xFFu >> (8 - count)), count);
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
    uint32_t adler = (uint32_t)(running << 16 | plain);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_byte(out, (char)(adler >> shift));
}

void glyph_code_join(const struct glyph_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out)
{
    buffer_puts(out, "\x78\x01"); /* RFC 1950, 2.2: deflate, a window of 32 KB, fast */
    struct bit_writer w = {.out = out};
    put_block_head(&w);
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i]->bit_count / 8 + 1;
    buffer_room(out, size + 8);
    for (size_t i = 0; i < count; i++)
        put_piece(&w, pieces[i]);
    put_symbol(&w, coder, END_OF_BLOCK);
    end_bits(&w);
    put_adler(pieces, count, out);
}
