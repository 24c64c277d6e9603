/* pdf_save.h -- the bytes of a PDF file: where objects stand and how they are found.
 *
 * Dictionaries are packed into compressed object streams and found through a cross-reference stream
 * (ISO 32000-1, 7.5.7 and 7.5.8): the 2,000 elements of a tagged handout take 20 KB instead of 250.
 * libharu can only write them one by one with a table of 20 bytes each. */
#ifndef DEVICE_PDF_SAVE_H
#define DEVICE_PDF_SAVE_H

#include "base/buffer.h"

struct arena;
struct pdf_saver;
struct syntax_coder;

/* A file that begins at the end of `out`. All are borrowed; the saver lives in `a`. */
struct pdf_saver *pdf_saver_new(struct arena *a, struct buffer *out,
                                const struct syntax_coder *coder);

/* A stream with `entries` in its dictionary besides Length. Its bytes are appended to the buffer
 * between begin and end, one stream at a time. */
struct buffer *pdf_saver_stream_begin(struct pdf_saver *saver, unsigned number,
                                      struct text entries);
void pdf_saver_stream_end(struct pdf_saver *saver);

/* Where an object in `pack` begins. */
struct pdf_packed {
    unsigned number;
    size_t start; /* to the start of the next, or the end */
};

/* `count` objects, none of them a stream, whose values stand one behind the other in `pack`. */
void pdf_saver_pack(struct pdf_saver *saver, const struct pdf_packed *objects, size_t count,
                    struct text pack);

/* The cross-reference stream, with an ID made of all bytes so far, and the end of the file. */
void pdf_saver_finish(struct pdf_saver *saver, unsigned catalog, unsigned info);

/* Takes back all that was written. */
void pdf_saver_drop(struct pdf_saver *saver);

#endif
