/* pdf_page.h -- paints the items of one page. */
#ifndef DEVICE_PDF_PAGE_H
#define DEVICE_PDF_PAGE_H

#include "device/pdf_canvas.h"

struct pdf_images;
struct pdf_subsets;
struct pdf_tags;

/* Appends the content stream of page `index` to canvas->out. Links and anchors paint nothing: see
 * pdf_link.h. */
void pdf_page_paint(struct pdf_canvas *canvas, struct pdf_subsets *subsets,
                    struct pdf_images *images, struct pdf_tags *tags, size_t index);

#endif
