#include "device/deflate.h"

enum {
    LONGEST = 15, /* bits, RFC 1951, 3.2.7 */
    REPEAT = 16,  /* the length before, 3 to 6 times more */
    REPEAT_LEAST = 3,
    REPEAT_MOST = 6,
    REPEAT_BITS = 2
};

void bits_end(struct bit_writer *w)
{
    if (w->count > 0)
        bits_put(w, 0, 8 - w->count);
}

static uint16_t turned(unsigned code, unsigned length)
{
    unsigned result = 0;
    for (unsigned i = 0; i < length; i++)
        result |= (code >> i & 1) << (length - 1 - i);
    return (uint16_t)result;
}

/* Codes of one length are numbers in a row, longer ones follow. */
void deflate_codes(const unsigned char *lengths, size_t count, uint16_t *codes)
{
    unsigned code_count[LONGEST + 1] = {0};
    unsigned next[LONGEST + 1] = {0};
    for (size_t symbol = 0; symbol < count; symbol++)
        code_count[lengths[symbol]]++;
    for (unsigned length = 1; length < LONGEST; length++)
        next[length + 1] = (next[length] + code_count[length]) << 1;
    for (size_t symbol = 0; symbol < count; symbol++)
        codes[symbol] = turned(next[lengths[symbol]]++, lengths[symbol]);
}

/* A symbol with its code. */
struct length_codes {
    const unsigned char *lengths;
    uint16_t codes[DEFLATE_LENGTH_SYMBOLS];
};

static void put_length(struct bit_writer *w, const struct length_codes *code, unsigned symbol)
{
    bits_put(w, code->codes[symbol], code->lengths[symbol]);
}

static void put_lengths(struct bit_writer *w, const struct length_codes *code,
                        const unsigned char *lengths, size_t count)
{
    for (size_t i = 0; i < count;) {
        unsigned length = lengths[i++];
        put_length(w, code, length);
        size_t same = 0;
        while (i + same < count && same < REPEAT_MOST && lengths[i + same] == length)
            same++;
        if (same < REPEAT_LEAST)
            continue;
        put_length(w, code, REPEAT);
        bits_put(w, same - REPEAT_LEAST, REPEAT_BITS);
        i += same;
    }
}

/* RFC 1951, 3.2.7. */
void deflate_put_head(struct bit_writer *w, const struct deflate_lengths *lengths)
{
    static const unsigned char order[DEFLATE_LENGTH_SYMBOLS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    struct length_codes code = {.lengths = lengths->code};
    deflate_codes(lengths->code, DEFLATE_LENGTH_SYMBOLS, code.codes);
    bits_put(w, 1, 1); /* the last block */
    bits_put(w, 2, 2); /* with codes of its own */
    bits_put(w, lengths->literal_count - 257, 5);
    bits_put(w, lengths->distance_count - 1, 5);
    bits_put(w, DEFLATE_LENGTH_SYMBOLS - 4, 4);
    for (unsigned i = 0; i < DEFLATE_LENGTH_SYMBOLS; i++)
        bits_put(w, lengths->code[order[i]], 3);
    put_lengths(w, &code, lengths->literals, lengths->literal_count);
    put_lengths(w, &code, lengths->distances, lengths->distance_count);
}

void zlib_put_head(struct buffer *out)
{
    buffer_puts(out, "\x78\x01"); /* RFC 1950, 2.2: deflate, a window of 32 KB, fast */
}

void zlib_put_adler(struct buffer *out, uint32_t adler)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_byte(out, (char)(adler >> shift));
}
