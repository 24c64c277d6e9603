/* filter.h -- the part of a field behind the bar: {{damage.likely|round}}.
 *
 * Filters may be chained, {{cost|yen|default:"未定"}}; merge.h lists them. A quoted argument has no
 * escapes, so it cannot hold a quotation mark. */
#ifndef MERGE_FILTER_H
#define MERGE_FILTER_H

#include "merge/path.h"

/* `value` after the filters of `chain` (absent = none). An undefined value stays undefined unless
 * `default` replaces it. Unknown filters and wrong kinds are reported at `span`, then NULL.
 * With `value` NULL the names of the filters are checked only. */
const struct value *filter_apply(const struct scope *s, const struct value *value,
                                 struct text chain, struct span span);

/* Offset of the first `sign` in `t` at or after `from` that is not between quotation marks, or
 * SIZE_MAX. */
size_t filter_find_unquoted(struct text t, char sign, size_t from);

#endif
