/* cmark_node.h -- cmark's nodes: where they stand in the source, and their inlines. Private to
 * document/cmark_*.c, the only files that know cmark.
 *
 * Offsets called prepared are bytes of what cmark was given (prepare.h). */
#ifndef DOCUMENT_CMARK_NODE_H
#define DOCUMENT_CMARK_NODE_H

#include <cmark.h>

#include "document/document.h"
#include "document/prepare.h"

/* Where the inlines of one paragraph or heading stand. */
struct leaf {
    size_t line;   /* of its first line, from 1 */
    size_t column; /* cmark's column of the first byte of continuation lines */
    size_t cursor; /* prepared offset behind the newest inline */
    bool fallback; /* within <rp>…</rp> */
};

struct conversion {
    struct reader *reader;
    const struct prepared *prepared;
    size_t quotes; /* block quotes around the current node */
    struct leaf leaf;
};

/* The prepared offset of cmark's line and column: both from 1, and 0 where it does not know. */
size_t cmark_offset(const struct prepared *p, int line, int column);

/* The prepared offset where `literal`, the text of the inline `node`, begins. */
size_t cmark_locate(struct conversion *c, cmark_node *node, struct text literal);

/* The source between two prepared offsets. */
struct span cmark_span(struct conversion *c, size_t start, size_t end);
struct span cmark_block_span(struct conversion *c, cmark_node *node);

/* The text of a node, empty when it has none; borrowed from cmark. */
struct text cmark_literal(cmark_node *node);

/* Complains about HTML at `span`: in a foreign chapter once, at the first. */
void cmark_complain_html(struct conversion *c, struct span span, struct text html);

/* The finished inlines of a paragraph or heading; NULL when it holds nothing. */
struct inline_node *cmark_inlines(struct conversion *c, cmark_node *node);

/* The same in two steps, for parts of a paragraph: enters it, then reads what is below a node. */
void cmark_enter(struct conversion *c, cmark_node *node);
struct inline_node *cmark_inlines_below(struct conversion *c, cmark_node *node);

#endif
