/* picture.h -- a picture from a file and its caption. */
#ifndef LAYOUT_PICTURE_H
#define LAYOUT_PICTURE_H

#include "layout/flow.h"

/* Sets a BLOCK_IMAGE at 150 dots an inch, smaller where the width of the place or half a page asks,
 * kept with its caption. What cannot be printed is told and stands as its words in a frame. */
void picture_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out);

#endif
