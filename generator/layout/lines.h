/* lines.h -- where the lines of a paragraph end: the choice for the whole paragraph that costs
 * least (a shortest path over the legal breaks, after Knuth and Plass). */
#ifndef LAYOUT_LINES_H
#define LAYOUT_LINES_H

#include "layout/boxes.h"

struct line_range {
    size_t first, end; /* boxes, blanks at the end included */
    bool forced;       /* ended by a line feed or the end of the text: not justified */
};

/* The lines of `boxes`, in `a`; *count gets their number, 0 when there are no boxes. The boxes are
 * told where lines may end when that matters. Cannot fail: what is wider than the measure is broken
 * at any cluster, and one cluster may stand over. */
const struct line_range *lines_choose(struct arena *a, struct boxes *boxes,
                                      const struct paragraph_rules *rules, size_t *count);

#endif
