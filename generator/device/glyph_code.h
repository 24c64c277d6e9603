/* glyph_code.h -- outlines of glyphs in deflate's format, coded once and joined for every document.
 *
 * Compressing its fonts would be half the work of writing a PDF. A glyph is therefore coded the
 * first time it is used, by itself, in codes made for outlines (syntax_code.h); a document copies
 * the bits of its own glyphs one behind the other into a single block (RFC 1951, 3.2.7). Only the
 * flags of their points are read for every document: a third of a font, and nearly all of it that
 * is found in other glyphs. That is 8 % larger than what zlib finds in the whole, and a file still
 * holds exactly the glyphs of its own document. */
#ifndef DEVICE_GLYPH_CODE_H
#define DEVICE_GLYPH_CODE_H

#include "base/buffer.h"

struct arena;
struct syntax_coder;

struct coded_bits {
    const char *bits; /* the first bit is the lowest of the first byte; eight bytes behind the
                         last are readable */
    size_t count;
};

/* Bytes in code, with the sums that checksums of the whole are made from. */
struct coded {
    const char *bytes;            /* before coding */
    uint32_t size;                /* of them, a multiple of four */
    uint32_t loose, loose_end;    /* of them, those that are coded when pieces are joined */
    struct coded_bits head, tail; /* before and behind those */
    uint32_t sum;                 /* OpenType: of big-endian 32-bit words */
    uint32_t plain_sum;           /* Adler-32: of the bytes, less than 65521 */
    uint32_t running_sum;         /* Adler-32: of the bytes, each times its distance from the end */
};

/* `bytes`, whose size is a multiple of four, in code, but for `loose`, which are some of them or
 * empty; in `a`. */
struct coded glyph_code(struct arena *a, const struct syntax_coder *coder, struct text bytes,
                        struct text loose);

/* Appends the pieces, one behind the other, to `out` as a stream in zlib's format. */
void glyph_code_join(const struct syntax_coder *coder, const struct coded *const *pieces,
                     size_t count, struct buffer *out);

#endif
