/* syntax_code.h -- PDF syntax in deflate's format, with codes that are fixed beforehand.
 *
 * Half of the time of writing a PDF went into compressing pages and structure, most of that into
 * counting and building Huffman codes that come out nearly alike for every client. A stream is read
 * once here; the result is 4 % larger than libdeflate's fastest and the same on every machine,
 * which libraries that let a caller choose the codes (ISA-L) do not promise. */
#ifndef DEVICE_SYNTAX_CODE_H
#define DEVICE_SYNTAX_CODE_H

#include "base/buffer.h"

struct arena;
struct syntax_coder;

/* What a stream mostly holds. Any bytes can be written as either. */
enum syntax { SYNTAX_CONTENT, SYNTAX_OBJECTS, SYNTAX_COUNT };

/* Codes for any number of streams; in `a`. */
struct syntax_coder *syntax_coder_new(struct arena *a);

/* Appends `bytes` to `out` as a stream in zlib's format. */
void syntax_code(const struct syntax_coder *coder, enum syntax syntax, struct text bytes,
                 struct buffer *out);

#endif
