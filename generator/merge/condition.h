/* condition.h -- the question behind {{#if …}}; merge.h has the grammar. */
#ifndef MERGE_CONDITION_H
#define MERGE_CONDITION_H

#include "merge/path.h"

/* Answers `text` in *holds. Bad grammar, unknown names and comparisons without sense are reported
 * at `span`; then, and when a name cannot be checked, returns false. */
bool condition_holds(const struct scope *s, struct text text, struct span span, bool *holds);

#endif
