/* fence.h -- the lines ``` and ~~~ around code and charts (CommonMark 0.30 §4.5). */
#ifndef DOCUMENT_FENCE_H
#define DOCUMENT_FENCE_H

#include "document/document.h"
#include "document/reader.h"

struct fence {
    char sign;     /* ` or ~; 0 = no fence */
    size_t length; /* signs, at least 3 */
    size_t indent; /* before the signs */
    bool quoted;   /* stands in a block quote */
};

/* The fence that `line` opens. With `prefixed` it may stand behind quote signs and list markers. */
struct fence fence_opens(const struct reader *r, struct line line, bool prefixed);

bool fence_closes(const struct reader *r, struct fence fence, struct line line);

/* True when `line` cannot be inside `fence` of a list or quote any more, because that has ended.
 * `margin` is the indentation that does not count. */
bool fence_is_left(const struct reader *r, struct fence fence, struct line line, size_t margin);

/* Reads the fenced block at line *index and moves *index behind it: BLOCK_CODE, for "chart"
 * BLOCK_FIGURE. NULL after a complaint about the chart. */
struct block *fence_read(struct reader *r, size_t *index);

#endif
