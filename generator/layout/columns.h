/* columns.h -- what stands side by side: columns, and squares for seals. */
#ifndef LAYOUT_COLUMNS_H
#define LAYOUT_COLUMNS_H

#include "layout/flow.h"

/* Columns side by side as one strip, which pages may cut (sides.h). The `align` of a column places
 * its content in the height of the tallest: top, middle, foot. */
void columns_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out);

/* The blocks of a box two by two, from left to right and down: long lists of short texts. A table
 * of contents in two halves. */
void columns_pairs(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out);

/* Squares to stamp or sign, at the right. */
void columns_seals(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out);

#endif
