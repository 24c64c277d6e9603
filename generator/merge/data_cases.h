/* data_cases.h -- the nearest cases as merge data. */
#ifndef MERGE_DATA_CASES_H
#define MERGE_DATA_CASES_H

#include "merge/value.h"

struct cases_result;

/* The list `cases` {title, firm, label, situation, happened, missing, action, why_near, fictional,
 * source_id, source}. `source` is undefined until data_cases_cite numbers it, and stays so for
 * fictional cases. */
struct value *data_cases(struct arena *a, const struct cases_result *result);

/* True when a chosen case comes from the source `id`: for documents that print `cases`. */
bool data_cases_cites(const struct cases_result *result, struct text id);

/* Gives every case of `cases` the number of its source out of the map `cite`. */
void data_cases_cite(struct arena *a, struct value *cases, const struct cases_result *result,
                     const struct value *cite);

#endif
