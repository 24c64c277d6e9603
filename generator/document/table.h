/* table.h -- pipe tables, with sections among their rows. */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include "document/document.h"
#include "document/reader.h"

/* True when a table begins at line `index`: a row followed by a delimiter row. */
bool table_starts(const struct reader *r, size_t index);

/* Reads the table at *index (table_starts must hold) and moves *index behind it. NULL after a
 * complaint when it cannot be read at all. */
struct block *table_read(struct reader *r, size_t *index);

#endif
