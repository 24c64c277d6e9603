/* pdf_meta.h -- what a PDF says about itself: Info, XMP, language, page labels. */
#ifndef DEVICE_PDF_META_H
#define DEVICE_PDF_META_H

#include <stdbool.h>

struct document;
struct pdf_file;

/* Writes the document's title, author, subject and date twice, as Info (ISO 32000-1, 14.3.3) and as
 * XMP (14.3.2), and the catalogue's entries about reading. Without a date there is none: the clock
 * is never read. `accessible` claims PDF/UA-1. */
void pdf_meta_write(const struct document *document, bool accessible, struct pdf_file *file);

#endif
