/* fit.h -- a little tighter where that saves a page. */
#ifndef LAYOUT_FIT_H
#define LAYOUT_FIT_H

#include "layout/flow.h"

/* Percent of what the theme says. */
struct tightness {
    int letters; /* type sizes */
    int leading;
    int white; /* around blocks, in cells */
};

/* `set` at that tightness, in `a`; the page itself stays. */
const struct theme_set *fit_scaled(struct arena *a, const struct theme_set *set,
                                   struct tightness tightness);

/* Appends the document's blocks from `first` to s->stop. What stands between two page breaks is set
 * tighter when its last page would stay mostly empty and is saved thereby. `place->style` = body.
 */
void fit_flow(struct setting *s, const struct block *first, const struct place *place,
              struct stack *out);

#endif
