/* flow.h -- blocks become strips, one below the other. */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/parts.h"
#include "layout/strip.h"

/* Where blocks are set: a stretch of the text area's width, and what they inherit. */
struct place {
    mpt x, width;
    int tag;                        /* parent of the blocks' tags */
    const struct text_style *style; /* of running text */
    const struct frame *frame;      /* behind the blocks, or NULL */
    enum align align;
    bool tight; /* in a list: paragraphs follow each other closely */
    bool cover; /* on a title page, of the document or of a part */
};

/* Moves the edges of the place inwards, but leaves room for some letters: blocks nested without
 * measure stop moving. */
void place_inset(struct place *place, mpt left, mpt right);

/* Appends `first` and its neighbours to `out`. */
void flow_blocks(struct setting *s, const struct block *first, const struct place *place,
                 struct stack *out);

/* Appends the lines of a paragraph; the spaces around it are the caller's. `rules` without measure
 * and tag: those of `place`. Never leaves one line alone on a page. */
void flow_parts(struct setting *s, struct parts parts, const struct text_style *style,
                struct paragraph_rules rules, const struct place *place, struct stack *out);

/* Puts the items of `lead` before those of `strip`: labels are read before what they label. */
void flow_prepend(struct setting *s, struct strip *strip, const struct strip *lead);

/* Makes the top of the strip the target of links to `id`. */
void flow_anchor(struct setting *s, struct strip *strip, struct text id);

#endif
