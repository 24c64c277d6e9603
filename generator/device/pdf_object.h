/* pdf_object.h -- a PDF file as numbered objects. With pdf_save.c, which lays out the bytes, the
 * only part of the program that knows libharu.
 *
 * libharu keeps the catalogue and the page tree; what stands inside a dictionary is PDF syntax of
 * our own, because libharu's writers clamp numbers, lose signs outside the BMP and do not know
 * structure. Objects belong to the file and go with it. */
#ifndef DEVICE_PDF_OBJECT_H
#define DEVICE_PDF_OBJECT_H

#include "base/buffer.h"
#include "base/units.h"
#include "device/syntax_code.h"

struct arena;
struct pdf_file;

/* An indirect dictionary, referred to as "<number> 0 R". */
struct pdf_object {
    unsigned number;
    struct buffer body; /* the entries between << and >>, written by the caller */
    void *dictionary;   /* libharu's, which adds entries of its own; mostly NULL */
    bool stream;
    struct pdf_object *next;
};

/* A page: its dictionary (libharu supplies Type, Parent and Contents) and its content stream. */
struct pdf_sheet {
    struct pdf_object page;
    struct pdf_object content;
};

/* The first thing that went wrong. Later errors of libharu only echo it. */
struct pdf_error {
    unsigned long number; /* libharu's; 0 = none, or `what` says it */
    unsigned long detail;
    const char *what; /* NULL, or our own words */
};

/* An empty PDF 1.7 file, written behind what `out` holds. The caller frees it; its records live in
 * `a`, which must outlive it. `coder` is borrowed. */
struct pdf_file *pdf_file_new(struct arena *a, struct buffer *out,
                              const struct syntax_coder *coder);
void pdf_file_free(struct pdf_file *file);

/* The document catalogue and the information dictionary. */
struct pdf_object *pdf_file_catalog(struct pdf_file *file);
struct pdf_object *pdf_file_info(struct pdf_file *file);

/* Never NULL: after an error they give objects that are filled in vain. */
struct pdf_object *pdf_object_new(struct pdf_file *file);
struct pdf_object *pdf_stream_new(struct pdf_file *file);
struct pdf_sheet *pdf_sheet_new(struct pdf_file *file, mpt width, mpt height);

/* For thousands of small dictionaries: `count` numbers in a row, of which the first is returned.
 * The entries of each are written to the buffer between begin and end, one dictionary at a time. */
unsigned pdf_numbers_new(struct pdf_file *file, size_t count);
struct buffer *pdf_dictionary_begin(struct pdf_file *file, unsigned number);
void pdf_dictionary_end(struct pdf_file *file);

/* The bytes of a stream, which are appended to the buffer between begin and end, one stream at a
 * time and each once, when its dictionary is complete. */
struct buffer *pdf_stream_begin(struct pdf_file *file, struct pdf_object *stream);
void pdf_stream_end(struct pdf_file *file);

/* Both and the bytes, compressed as PDF syntax; */
void pdf_stream_fill(struct pdf_file *file, struct pdf_object *stream, enum syntax syntax,
                     struct text bytes);
/* compressed as what they are, slowly: for pictures; */
void pdf_stream_fill_pixels(struct pdf_file *file, struct pdf_object *stream, struct text bytes);
/* without compression: for metadata that other programs search for, and for bytes that are
 * compressed already (the caller then names the filter). */
void pdf_stream_fill_plain(struct pdf_file *file, struct pdf_object *stream, struct text bytes);

/* Notes an error of ours, unless there is one already. `what` is not copied. */
void pdf_file_fail(struct pdf_file *file, const char *what);
const struct pdf_error *pdf_file_error(const struct pdf_file *file);

/* Finishes the file, with an ID made from its content. False after any error; then `out` is as it
 * was. */
bool pdf_file_save(struct pdf_file *file);

#endif
