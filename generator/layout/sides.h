/* sides.h -- what stands side by side as one strip, and where a page may cut it.
 *
 * A cut goes through all columns, in each between two of its own strips: their lines need not stand
 * at the same height. Cut 0 is the top, cut_count + 1 the foot. */
#ifndef LAYOUT_SIDES_H
#define LAYOUT_SIDES_H

#include "layout/strip.h"

struct sides {
    const struct stack *stacks; /* the columns */
    size_t count;
    const size_t *ends; /* of cut c in column i: the strips before ends[c * count + i] are above */
    size_t cut_count;
};

/* Finds the cuts of columns that begin at one height. In each piece stands something of the tallest
 * one; what the others have beside it reaches no lower. Columns no taller than a fifth of a page,
 * and what stack_keep has kept, have none. Keeps `stacks`. */
const struct sides *sides_new(struct setting *s, const struct stack *stacks, size_t count);

/* Height of what stands between two cuts, from < to. */
mpt sides_height(const struct sides *sides, size_t from, size_t to);

/* Height of the tallest piece that cannot be made smaller. */
mpt sides_tallest(const struct sides *sides);

/* What stands between two cuts as a strip, in which single frames of columns have one height. */
struct strip sides_strip(struct setting *s, const struct sides *sides, size_t from, size_t to);

/* Appends what `column` has to `group`: items and marks. */
void sides_join(struct setting *s, struct strip *group, const struct strip *column);

#endif
