/* cut.h -- where pages end.
 *
 * Of all ways to need the fewest pages the one that reads best: few ends inside tables, boxes,
 * columns and paragraphs, no page much emptier than the others, at least a third on the last. Where
 * a little less white between the strips saves a page of which little would be used, it gives way.
 * Strips that are kept together are parted only when they are taller than a page. */
#ifndef LAYOUT_CUT_H
#define LAYOUT_CUT_H

#include "layout/strip.h"

/* Strips [first, last) stand on one page. */
struct leaf {
    size_t first, last;
};

struct cut {
    struct stack stack; /* the one given, with what pages cut in two strips or more */
    struct leaf *leaves;
    size_t leaf_count; /* one at least */
    int white;         /* between strips, in thousandths */
};

struct cut cut_pages(struct setting *s, const struct stack *stack);

/* The fewest pages that `stack` needs with all its white; *last gets the least height used of the
 * last one then. */
size_t cut_count(struct setting *s, const struct stack *stack, mpt *last);

#endif
