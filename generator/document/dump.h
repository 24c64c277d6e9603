/* dump.h -- a document tree as text, for tests and for people who wonder what was understood.
 *
 * One node a line: two spaces a level, kind, attributes, text in quotes, line:column of its start.
 */
#ifndef DOCUMENT_DUMP_H
#define DOCUMENT_DUMP_H

#include "document/document.h"

struct buffer;

void document_dump(const struct block *first, struct buffer *out);

#endif
