/* data.h -- the report as merge data: every name a chapter can use, and what `data` prints. */
#ifndef MERGE_DATA_H
#define MERGE_DATA_H

#include "merge/value.h"

struct report;
struct text;

/* The data of one client as a map in `a`. Texts are borrowed from the report's inputs.
 * `cite` has one number per source of the catalogue, undefined until data_cite gives it. */
struct value *data_make(struct arena *a, const struct report *report);

/* Numbers the sources that documents cite (`paths`: the field paths of their chapters, and those
 * the report itself uses) from 1 in the order of sources.yaml: sets `cite.<id>`, the ids
 * `sources_used` and the list `sources` {number, id, title, publisher, published, …}. */
void data_cite(struct arena *a, struct value *data, const struct report *report,
               const struct text *paths, size_t path_count);

#endif
