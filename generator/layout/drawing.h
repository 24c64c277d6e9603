/* drawing.h -- a chart as items of a strip: shapes stay shapes, their texts become runs. */
#ifndef LAYOUT_DRAWING_H
#define LAYOUT_DRAWING_H

#include "layout/strip.h"

/* Draws `chart` into `strip` at `x`, `width` wide; the strip gets its height. One figure tag with
 * the chart's words as alternative is made below `parent`. */
void drawing_add(struct setting *s, struct strip *strip, const struct chart *chart, mpt x,
                 mpt width, int parent);

#endif
