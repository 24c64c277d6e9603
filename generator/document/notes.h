/* notes.h -- footnotes: "[^label]" in a text, "[^label]: words" on lines of their own.
 *
 * All definitions are known before the first text is read; numbers follow the order in which texts
 * refer to them. The list of notes ends the chapter. */
#ifndef DOCUMENT_NOTES_H
#define DOCUMENT_NOTES_H

#include "document/document.h"
#include "document/reader.h"

/* Finds the definitions of the whole source. */
void notes_scan(struct reader *r);

/* The line behind the definition that begins at line `index`, or 0 when none begins there. */
size_t notes_skip(struct reader *r, size_t index);

/* The raised number, linked to its note, for a reference at `span`; NULL when nothing defines
 * `label`. The first reference to a note has the style "noteref", later ones "footnote": the way
 * back leads to the first. */
struct inline_node *notes_refer(struct reader *r, struct text label, struct span span);

/* A BLOCK_LIST with the style "notes", its items with ids; those nobody refers to come last and
 * have none. NULL when there are no notes. To be called when everything else has been read. */
struct block *notes_list(struct reader *r);

#endif
