/* renumber.h -- a line that is there already, with other digits. */
#ifndef LAYOUT_RENUMBER_H
#define LAYOUT_RENUMBER_H

#include "layout/paragraph.h"

/* `paragraph`, a single line of letters alone, as it would be composed of `text`, in `a`. NULL
 * when its text differs in more than digits, or when a digit is not one glyph as wide as the one
 * in its place: then it must be composed. */
const struct paragraph *renumber_line(struct arena *a, const struct paragraph *paragraph,
                                      struct text text);

#endif
