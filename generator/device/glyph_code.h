/* glyph_code.h -- outlines of glyphs in deflate's format, coded once and joined for every document.
 *
 * Compressing its fonts would be half the work of writing a PDF. A glyph is therefore coded the
 * first time it is used, by itself, in codes made for outlines (syntax_code.h); a document copies
 * the bits of its own glyphs one behind the other into a single block (RFC 1951, 3.2.7). That is
 * 15 % larger than what libdeflate's level 6 finds in the whole, 25 times faster, and a file still
 * holds exactly the glyphs of its own document. */
#ifndef DEVICE_GLYPH_CODE_H
#define DEVICE_GLYPH_CODE_H

#include "base/buffer.h"

struct arena;
struct syntax_coder;

/* Bytes in code, with the sums that checksums of the whole are made from. */
struct coded {
    const char *bits; /* the first bit is the lowest of the first byte; eight bytes behind the
                         last are readable */
    size_t bit_count;
    uint32_t size;        /* bytes before coding, a multiple of four */
    uint32_t sum;         /* OpenType: of big-endian 32-bit words */
    uint32_t plain_sum;   /* Adler-32: of the bytes, less than 65521 */
    uint32_t running_sum; /* Adler-32: of the bytes, each times its distance from the end */
};

/* `bytes`, whose size is a multiple of four, in code; in `a`. */
struct coded glyph_code(struct arena *a, const struct syntax_coder *coder, struct text bytes);

/* Appends the pieces, one behind the other, to `out` as a stream in zlib's format. */
void glyph_code_join(const struct syntax_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out);

#endif
