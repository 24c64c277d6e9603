/* glyph_code.h -- outlines of glyphs in deflate's format, coded once and joined for every document.
 *
 * Compressing its fonts would be half the work of writing a PDF. A glyph is therefore coded the
 * first time it is used, with one fixed Huffman code made for TrueType outlines; a document copies
 * the bits of its own glyphs one behind the other into a single block (RFC 1951, 3.2.7). That is
 * 14 % larger than what a compressor finds in the whole, 25 times faster, and a file still holds
 * exactly the glyphs of its own document. No library lets a caller choose the code. */
#ifndef DEVICE_GLYPH_CODE_H
#define DEVICE_GLYPH_CODE_H

#include "base/buffer.h"

struct arena;

/* Bytes in code, with the sums that checksums of the whole are made from. */
struct coded {
    const char *bits; /* the first bit is the lowest of the first byte */
    size_t bit_count;
    uint32_t size;        /* bytes before coding, a multiple of four */
    uint32_t sum;         /* OpenType: of big-endian 32-bit words */
    uint32_t plain_sum;   /* Adler-32: of the bytes, less than 65521 */
    uint32_t running_sum; /* Adler-32: of the bytes, each times its distance from the end */
};

struct glyph_coder;

struct glyph_coder *glyph_coder_new(struct arena *a);

/* `bytes`, whose size is a multiple of four, in code; in `a`. */
struct coded glyph_code(struct arena *a, const struct glyph_coder *coder, struct text bytes);

/* Appends the pieces, one behind the other, to `out` as a stream in zlib's format. */
void glyph_code_join(const struct glyph_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out);

#endif
