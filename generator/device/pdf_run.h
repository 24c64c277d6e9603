/* pdf_run.h -- paints a run of text, so that copying it gives the run's text again. */
#ifndef DEVICE_PDF_RUN_H
#define DEVICE_PDF_RUN_H

#include "device/pdf_canvas.h"

struct pdf_subsets;

/* Paints `run` with its origin at (x, y), each glyph within 0.01 pt of its place. `run`
 * must live until pdf_subsets_write. */
void pdf_run_paint(struct pdf_canvas *canvas, struct pdf_subsets *subsets, const struct run *run,
                   mpt x, mpt y);

#endif
