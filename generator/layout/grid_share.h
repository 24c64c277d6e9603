/* grid_share.h -- how the columns of a table share its width. */
#ifndef LAYOUT_GRID_SHARE_H
#define LAYOUT_GRID_SHARE_H

#include "base/units.h"
#include "document/document.h"

struct arena;

/* What the cells of a column ask for, padding included: on one line, and at least. */
struct column_need {
    mpt natural, minimum;
    mpt head; /* natural width of its head, which may take two lines when room is short */
    enum align align;
};

/* Cuts `room` into `widths`, their sum is exactly `room`. Columns that can be had on one line keep
 * it; the others share the rest by the square root of their need, so that a short text beside a
 * long one is not squeezed into a sliver. False, with widths that do not fit, when the minima are
 * wider than `room`. */
bool grid_share(struct arena *a, const struct column_need *needs, size_t count, mpt room,
                mpt *widths);

#endif
