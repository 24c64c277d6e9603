/* inline.h -- what is done with inlines after cmark: fields, spans, line ends, joining.
 *
 * cmark hands over texts from which escapes and entities are gone; they are walked beside the
 * source, so that every piece knows its place until neighbours are joined. */
#ifndef DOCUMENT_INLINE_H
#define DOCUMENT_INLINE_H

#include "document/document.h"
#include "document/prepare.h"

struct inline_list {
    struct inline_node *first;
    struct inline_node **last; /* where the next node is linked */
};

void inline_list_begin(struct inline_list *list);
void inline_list_add(struct inline_list *list, struct inline_node *node);

/* Appends `literal`, which begins at the prepared offset `start`, as text and field nodes, without
 * reserved and control signs. Brackets written as such stand alone for inline_bind_spans. Gives the
 * prepared offset behind the literal. */
size_t inline_add_literal(struct reader *r, const struct prepared *p, struct inline_list *list,
                          struct text literal, size_t start);

/* `literal` as it was written: field marks are turned back into {{…}}, sentinels vanish. For code
 * and link targets. */
struct text inline_restore(struct reader *r, const struct prepared *p, struct text literal);

/* A soft line break, decided by inline_finish. */
struct inline_node *inline_soft_break(struct reader *r, struct span span);

/* Turns "[", nodes, "]", "{.style}" among `first` and its siblings into INLINE_SPAN. An unknown
 * style is reported and its nodes stand without a span. Returns the new first node. */
struct inline_node *inline_bind_spans(struct reader *r, struct inline_node *first);

/* The last step for a whole heading, paragraph or cell: soft breaks become nothing beside Japanese
 * signs and a space elsewhere, neighbouring texts become one. Returns the new first node. */
struct inline_node *inline_finish(struct reader *r, struct inline_node *first);

/* Takes a "{#id}" off the end of `*first`; the absent text when there is none. */
struct text inline_take_id(struct reader *r, struct inline_node **first);

#endif
