/* prepare.h -- source lines made ready for cmark, and the way back to the source.
 *
 * cmark must not look into fields ({{a_b}} would be emphasis), must see "**「重要」**です" as
 * strong, and tells places in lines and bytes of what it was given. So each field is replaced by
 * U+FDD0 index U+FDD1, sentinels are added to runs of `*`, and every such edit is remembered. */
#ifndef DOCUMENT_PREPARE_H
#define DOCUMENT_PREPARE_H

#include "base/buffer.h"
#include "document/reader.h"

/* From here to the next anchor prepared and source bytes run in parallel. */
struct anchor {
    size_t prepared;
    size_t source;
};

struct field {
    struct text path;
    struct text filter; /* absent = none */
    struct span span;
};

struct prepared {
    struct buffer text;
    struct anchor *anchors; /* ascending, at least one */
    size_t anchor_count;
    size_t *lines; /* offset in `text` of each line */
    size_t line_count;
    struct field *fields;
    size_t field_count;
};

struct run_line {
    struct line line;
    bool code; /* within a fence: nothing is protected */
};

/* Whole lines. Up to `dedent` spaces are taken from the start of each. Malformed fields are
 * reported. The caller frees the result. */
struct prepared prepare_lines(struct reader *r, const struct run_line *lines, size_t count,
                              size_t dedent);

/* The inside of one line, parsed as inlines whatever it looks like: a sentinel before it keeps
 * cmark from seeing a list or a heading. In a table cell (`cell`) `\|` is a bar. The caller frees.
 */
struct prepared prepare_fragment(struct reader *r, struct line line, bool cell);

void prepared_free(struct prepared *p);

/* Where the byte `offset` of the prepared text comes from. */
size_t prepared_source(const struct prepared *p, size_t offset);

/* If `t` has a field mark at *at, gives the field and moves *at behind the mark; else NULL. */
const struct field *prepared_field(const struct prepared *p, struct text t, size_t *at);

#endif
