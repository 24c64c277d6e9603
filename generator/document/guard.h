/* guard.h -- refuses input that would keep cmark busy for minutes or nest without end. */
#ifndef DOCUMENT_GUARD_H
#define DOCUMENT_GUARD_H

#include "document/prepare.h"

/* False after a complaint (MSG_MD_PATHOLOGICAL) when the lines must not be given to cmark. */
bool guard_lines(struct reader *r, const struct run_line *lines, size_t count);
bool guard_fragment(struct reader *r, struct line line);

#endif
