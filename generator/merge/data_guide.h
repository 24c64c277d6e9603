/* data_guide.h -- what the chapters of the guide can name: the catalogue alone, never a client.
 *
 *     vendor, cite, sources     as in a client's documents
 *     glossary[]                {term, reading, text}, in the order of the file
 *     surveys.ID                {title, question, sample, source, rows[]: {label, value, text}}
 *     programmes[]              {id, name, what, money, conditions, first_step, checked, source}
 *     measures[]                {id, name, class, why, kind, who, first_step, guide}
 *     risks[]                   {id, name, sentence, start, stops, troubles} */
#ifndef MERGE_DATA_GUIDE_H
#define MERGE_DATA_GUIDE_H

#include "merge/value.h"

struct catalog;
struct source_entry;

/* The data as a map in `a`; texts are borrowed from `catalog`. Nothing is cited yet. */
struct value *data_guide(struct arena *a, const struct catalog *catalog);

/* Numbers the sources that the chapters cite (`paths`: the fields of all of them) from 1 in the
 * order of sources.yaml: sets `cite.<id>`, `sources` and the `source` of surveys and programmes.
 * Returns the sources in the order of their numbers, in `a`; *count gets how many. */
const struct source_entry *const *data_guide_cite(struct arena *a, struct value *data,
                                                  const struct catalog *catalog,
                                                  const struct text *paths, size_t path_count,
                                                  size_t *count);

#endif
