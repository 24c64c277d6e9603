/* pdf_shape.h -- paints a shape of a figure. */
#ifndef DEVICE_PDF_SHAPE_H
#define DEVICE_PDF_SHAPE_H

#include "device/pdf_canvas.h"

/* Left, top, right and bottom in mpt; empty when right < left. */
struct pdf_box {
    mpt left, top, right, bottom;
};

/* Paints `shape` with its origin moved to (x, y). Shapes without extent paint nothing. `shape` is
 * never SHAPE_TEXT (asserted). */
void pdf_shape_paint(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y);

/* Where it is painted, without the width of strokes. */
struct pdf_box pdf_shape_box(const struct shape *shape, mpt x, mpt y);

#endif
