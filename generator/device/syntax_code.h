/* syntax_code.h -- what PDFs hold in deflate's format, with codes that are fixed beforehand.
 *
 * Half of the time of writing a PDF went into compressing pages and structure, most of that into
 * counting and building Huffman codes that come out nearly alike for every client. A stream is read
 * once here; the result is as large as zlib's fastest and the same on every machine, which
 * libraries that let a caller choose the codes (ISA-L) do not promise. */
#ifndef DEVICE_SYNTAX_CODE_H
#define DEVICE_SYNTAX_CODE_H

#include "base/buffer.h"

struct arena;
struct bit_writer;
struct syntax_coder;

/* What a stream mostly holds. Any bytes can be written as any of them. */
enum syntax { SYNTAX_CONTENT, SYNTAX_OBJECTS, SYNTAX_OUTLINES, SYNTAX_COUNT };

/* Codes for any number of streams; in `a`. */
struct syntax_coder *syntax_coder_new(struct arena *a);

/* Appends `bytes` to `out` as a stream in zlib's format. */
void syntax_code(const struct syntax_coder *coder, enum syntax syntax, struct text bytes,
                 struct buffer *out);

/* A stream in parts: the head, at a whole byte; any number of pieces, which refer to nothing before
 * themselves, so that their bits can be kept and copied; the end, which fills the last byte. Each
 * takes less than syntax_room of its bytes, those included that bit_writer wants to spare. */
size_t syntax_room(size_t size);
void syntax_put_head(const struct syntax_coder *coder, enum syntax syntax, struct bit_writer *w);
void syntax_put(const struct syntax_coder *coder, enum syntax syntax, struct text bytes,
                struct bit_writer *w);
void syntax_put_end(const struct syntax_coder *coder, enum syntax syntax, struct bit_writer *w);

/* Where six bytes stood last in a stream, by their hash; `{0}` where it begins. */
enum { SYNTAX_PLACE_BITS = 12 }; /* the table stays in the fastest cache */
struct syntax_places {
    uint16_t places[1 << SYNTAX_PLACE_BITS];
};

/* A piece that does refer to what stands before it in the same stream, as far as that was put by
 * this function: the bytes from `from` up to `end` of all, of which eight beyond are readable. */
void syntax_put_again(const struct syntax_coder *coder, enum syntax syntax,
                      struct syntax_places *places, const char *bytes, size_t from, size_t end,
                      struct bit_writer *w);

#endif
