/* pdf_link.h -- places inside the document: what links and bookmarks point at. */
#ifndef DEVICE_PDF_LINK_H
#define DEVICE_PDF_LINK_H

#include "layout/pages.h"

struct arena;
struct buffer;
struct pdf_anchors;
struct pdf_file;
struct pdf_sheet;
struct pdf_tags;

/* All anchors of the pages. */
struct pdf_anchors *pdf_anchors_new(struct arena *a, const struct pages *pages,
                                    struct pdf_sheet *const *sheets);

/* "[7 0 R /XYZ null 700 null]": the page, scrolled so that `y` (mpt from its top) is at the top. */
void pdf_put_destination(struct buffer *b, const struct pages *pages, const struct pdf_sheet *sheet,
                         mpt y);

/* The annotations of page `page`: adds /Annots to its dictionary when there are any. A link to an
 * anchor that does not exist gives none: layout has reported it. */
void pdf_links_write(struct arena *scratch, const struct pdf_anchors *anchors,
                     struct pdf_tags *tags, struct pdf_file *file, size_t page);

#endif
