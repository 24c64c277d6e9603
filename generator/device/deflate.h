/* deflate.h -- deflate's format (RFC 1951) in Huffman codes that are fixed beforehand.
 *
 * What a PDF holds is alike from client to client, so that the codes need not be found again for
 * every stream: glyph_code.h and syntax_code.h have tables of their own. */
#ifndef DEVICE_DEFLATE_H
#define DEVICE_DEFLATE_H

#include "base/buffer.h"

#include <endian.h>
#include <string.h>

/* Bits wait in `held` until they fill bytes; the first bit is the lowest of the first byte. */
struct bit_writer {
    char *at;       /* whoever begins has made room for all, and eight bytes more */
    uint64_t held;  /* the bits from `count` on are 0 */
    unsigned count; /* less than 8 */
};

/* At most 56 bits; those of `bits` from `count` on are 0. */
static inline void bits_put(struct bit_writer *w, uint64_t bits, unsigned count)
{
    w->held |= bits << w->count;
    w->count += count;
    uint64_t bytes = htole64(w->held);
    memcpy(w->at, &bytes, sizeof bytes);
    w->at += w->count / 8;
    w->held >>= w->count / 8 * 8;
    w->count %= 8;
}

/* How many bytes, up to `most`, are alike at `left` and `right`, of which `known` are known to be.
 */
static inline size_t bytes_alike(const char *left, const char *right, size_t known, size_t most)
{
    size_t length = known;
    for (; length + sizeof(uint64_t) <= most; length += sizeof(uint64_t)) {
        uint64_t a;
        uint64_t b;
        memcpy(&a, left + length, sizeof a);
        memcpy(&b, right + length, sizeof b);
        if (a != b)
            return length + (size_t)__builtin_ctzll(le64toh(a) ^ le64toh(b)) / 8;
    }
    while (length < most && left[length] == right[length])
        length++;
    return length;
}

/* Fills up the last byte. */
void bits_end(struct bit_writer *w);

/* The code of each symbol (RFC 1951, 3.2.2), turned round as deflate writes it. `lengths` in bits,
 * 1 to 15, make a complete code. */
void deflate_codes(const unsigned char *lengths, size_t count, uint16_t *codes);

enum { DEFLATE_LENGTH_SYMBOLS = 19 };

/* Codes of literals and matches, which may end before 286, and of distances; none of their lengths
 * is 0. */
struct deflate_lengths {
    const unsigned char *literals;
    size_t literal_count;
    const unsigned char *distances;
    size_t distance_count;
    /* The code in which those lengths are written (RFC 1951, 3.2.7): by symbol, 0 for one that is
     * not needed. */
    unsigned char code[DEFLATE_LENGTH_SYMBOLS];
};

/* The head of the only block of a stream; takes less than DEFLATE_HEAD_ROOM bytes. */
enum { DEFLATE_HEAD_ROOM = 200 };
void deflate_put_head(struct bit_writer *w, const struct deflate_lengths *lengths);

/* What stands before and behind the block in zlib's format (RFC 1950). */
void zlib_put_head(struct buffer *out);
void zlib_put_adler(struct buffer *out, uint32_t adler);

#endif
