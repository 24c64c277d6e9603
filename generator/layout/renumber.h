/* renumber.h -- a line that is there already, with other digits. */
#ifndef LAYOUT_RENUMBER_H
#define LAYOUT_RENUMBER_H

#include "layout/paragraph.h"

/* `paragraph`, a single line at the left that is not justified and has letters alone, as it would
 * be composed of `text`, in `a`. NULL when its text differs in more than digits, or when a digit is
 * not one glyph of its own: then it must be composed. */
const struct paragraph *renumber_line(struct arena *a, const struct paragraph *paragraph,
                                      struct text text);

/* By how much the part is wider than if it had the digits of `old`, in which alone it differs. */
mpt renumber_growth(const struct part *part, struct text old);

#endif
