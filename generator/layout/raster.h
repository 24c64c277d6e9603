/* raster.h -- pictures decoded to samples: the only file that knows libpng and libjpeg-turbo.
 *
 * Hostile files are expected: sizes are checked before any memory is taken, and a file counts as
 * whole only when its decoder had nothing to say about it. */
#ifndef LAYOUT_RASTER_H
#define LAYOUT_RASTER_H

#include "base/text.h"

struct image;

struct raster {
    int width; /* pixels as stored, before the image's orientation */
    int height;
    int components;         /* 1 = grey, 3 = red green blue */
    unsigned char *samples; /* rows from the top, 8 bits a sample, no gaps; owned */
    size_t size;
};

/* Decodes a PNG (its transparency over white) or a JPEG. False for other formats, damaged or
 * unusual files (CMYK) and sizes other than image_read_head has told; nothing is then owned. */
bool raster_decode(const struct image *image, struct raster *raster);

void raster_free(struct raster *raster);

#endif
