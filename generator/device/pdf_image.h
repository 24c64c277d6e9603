/* pdf_image.h -- pictures as image XObjects (ISO 32000-1, 8.9), each once a file. */
#ifndef DEVICE_PDF_IMAGE_H
#define DEVICE_PDF_IMAGE_H

#include "device/pdf_canvas.h"
#include "device/pdf_object.h"

struct pdf_images;

/* An empty collection; it lives in `a`. */
struct pdf_images *pdf_images_new(struct arena *a, struct pdf_file *file);

/* Paints an ITEM_IMAGE upright. A picture that cannot be decoded fails the file: layout has decoded
 * it before. */
void pdf_image_paint(struct pdf_images *images, struct pdf_canvas *canvas, const struct item *item);

/* Appends "/Im0 7 0 R …", the pictures painted, to a dictionary of resources. */
void pdf_images_write(const struct pdf_images *images, struct buffer *out);

#endif
