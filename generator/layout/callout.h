/* callout.h -- blocks with something around them: callouts, cards, quotes, code, the cover. */
#ifndef LAYOUT_CALLOUT_H
#define LAYOUT_CALLOUT_H

#include "layout/flow.h"

/* A box ":::" of any style. Small ones are kept whole, larger ones may be cut between their
 * strips. */
void callout_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out);

void callout_quote(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out);

/* Lines of `block->text` as they are, on a ground. */
void callout_code(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out);

#endif
