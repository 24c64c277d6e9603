/* grid.h -- tables: widths of columns from what is in them, rows and their lines, heads repeated.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "layout/flow.h"

/* Appends the table's rows to `out`. Letters are made a little smaller before a table is reported
 * as too wide. On each side of a page's end stand at least two rows, or two lines of a row of more
 * than six. */
void grid_flow(struct setting *s, const struct block *block, const struct place *place,
               struct stack *out);

#endif
