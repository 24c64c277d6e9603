/* spread.h -- spreads as tables of quantiles, made once a run. */
#ifndef MODEL_SPREAD_H
#define MODEL_SPREAD_H

#include "model/risk_catalog.h"

/* The DRAWS quantiles of `bins` (ascending, weights > 0), log-uniform inside a bin. */
const int64_t *spread_quantiles(struct arena *a, const struct spread_bin *bins, size_t count);

/* The value at the fraction numerator ÷ denominator of the way from `low` to `high` on a
 * logarithmic scale. 0 <= numerator <= denominator; low > 0 unless both are 0. */
int64_t spread_between(int64_t low, int64_t high, int64_t numerator, int64_t denominator);

/* Yen a person by rank: the `practice` for the lower `share` (thousandths of a percent) of ranks,
 * above it from the practice's upper end to `jo` on a logarithmic scale. */
const int64_t *spread_compensation(struct arena *a, const struct spread *practice, int64_t share,
                                   int64_t jo);

#endif
