/* commonmark.h -- plain CommonMark by way of cmark, for the files that read our own blocks.
 *
 * Implemented in cmark_block.c; the files cmark_* are the only ones that include cmark.h. */
#ifndef DOCUMENT_COMMONMARK_H
#define DOCUMENT_COMMONMARK_H

#include "document/document.h"
#include "document/prepare.h"

/* Blocks of whole lines; `lines` may be empty. Up to `dedent` spaces are taken from each line. */
struct block *commonmark_blocks(struct reader *r, const struct run_line *lines, size_t count,
                                size_t dedent);

/* Inlines of a part of a line: a title or a table cell. */
struct inline_node *commonmark_inlines(struct reader *r, struct line line, bool cell);

#endif
