/* data_score.h -- the score, the checklist, the comparison and SECURITY ACTION as merge data. */
#ifndef MERGE_DATA_SCORE_H
#define MERGE_DATA_SCORE_H

#include "merge/value.h"

struct report;

/* Each gives a map or list in `a`; members are named in ARCHITECTURE.md. */
struct value *data_score(struct arena *a, const struct report *report);
struct value *data_checklist(struct arena *a, const struct report *report); /* or undefined */
struct value *data_compare(struct arena *a, const struct report *report);
struct value *data_action(struct arena *a, const struct report *report);

#endif
