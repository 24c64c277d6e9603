/* passage.h -- what a reader reads in one go, as plain text that knows where it was written.
 *
 * A passage is the text of one paragraph, heading or table cell. Spans of code, addresses and chart
 * data are left out; a merge field stands as FIELD_SIGN, which is no letter of any kind. */
#ifndef PLAIN_PASSAGE_H
#define PLAIN_PASSAGE_H

#include "base/buffer.h"
#include "document/document.h"

enum { FIELD_SIGN = 0x3013 /* 〓, the printers' sign for what comes later */ };

enum passage_kind {
    PASSAGE_PROSE, /* a paragraph or list item: whole sentences are expected */
    PASSAGE_LABEL  /* a heading, title or table cell: may be words only */
};

/* From this offset of the passage on, text and source run in parallel to the next piece. */
struct passage_piece {
    size_t at;
    struct span span;
};

struct passage {
    enum passage_kind kind;
    struct text text;
    const struct passage_piece *pieces; /* ascending, the first at 0 */
    size_t piece_count;
    bool heading; /* of a chapter or section: a first use here is explained below it */
};

/* The passages of `blocks` in reading order, in `a`; also those in both branches of a condition.
 * Boxes of document furniture (cover, meta, foot) are left out. Cannot fail. */
const struct passage *passages_of(struct arena *a, const struct block *blocks, size_t *count);

/* A passage of one text that stands at `span` (a YAML value). */
struct passage passage_of_text(struct arena *a, struct text text, struct span span);

/* Where the bytes [start, end) of the passage were written. */
struct span passage_span(const struct passage *passage, size_t start, size_t end);

#endif
