/* distribution.h -- how the counted clients spread: what the charts and the second sheet show. */
#ifndef PORTFOLIO_DISTRIBUTION_H
#define PORTFOLIO_DISTRIBUTION_H

#include "portfolio/portfolio.h"

enum distribution_kind {
    DISTRIBUTION_SCORES, /* clients per ten points */
    DISTRIBUTION_WORST,  /* clients per worst scenario */
    DISTRIBUTION_GAPS,   /* clients with at least one gap of the kind */
    DISTRIBUTION_TRADES, /* mean score per trade */
    DISTRIBUTION_COUNT
};

struct distribution_row {
    struct text label;
    struct text note; /* absent = none */
    int64_t value;
};

struct distribution {
    const char *title;
    const char *label, *value; /* heads of the table */
    const char *unit;
    const char *sentence; /* how to read it */
    struct distribution_row *rows;
    size_t count;
};

/* In `a`. Scores: all bands, also empty ones; the others only what occurs, the most first (trades:
 * the lowest mean first), ties in the order of the catalogue. */
struct distribution distribution_make(struct arena *a, const struct portfolio *portfolio,
                                      enum distribution_kind kind);

#endif
