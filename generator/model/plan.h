/* plan.h -- three years of measures under the client's yearly money.
 *
 * Wishes of the client come first, then class by class (minimum, recommended, advanced), each class
 * placed so that the loss removed over the three years is greatest (plan_search.h). What is refused
 * is never planned and becomes a risk acceptance to be signed. The money of a year pays for what
 * begins and for everything that began before; it is never exceeded. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "model/measure.h"

struct plan_step {
    const struct measure_result *result;
    size_t year; /* 0.. */
    bool wished;
    int64_t cost; /* yen in its first year: set-up and running */
};

/* What is left of one scenario when the measures of a year are in place: percent of today, rounded
 * to the careful side (up). */
struct plan_left {
    const struct loss *loss;
    int64_t low, high;
    int64_t year_low, year_high; /* expected loss a year, yen; sum to the year's remaining ones */
};

struct plan_year {
    size_t year;             /* 0.. */
    struct text title;       /* 止まらない会社に */
    struct plan_step *steps; /* by class, then by loss removed */
    size_t step_count;
    int64_t new_cost, running_cost, cost; /* yen; cost = new + running ≤ budget */
    int64_t weeks;
    const struct score *score;             /* after this year */
    int64_t remaining_low, remaining_high; /* expected loss a year after this year, yen */
    struct plan_left *left;                /* one per loss of the basis, in its order */
};

enum plan_reason {
    PLAN_NO_ROOM, /* money or weeks do not suffice within the three years */
    PLAN_BLOCKED  /* what must come before is refused, or has no room itself */
};

/* Needed and not refused, but not within the three years. */
struct plan_later {
    const struct measure_result *result;
    enum plan_reason reason;
};

struct plan {
    const struct measure_results *results;
    int64_t budget; /* yen a year */
    bool budget_assumed;
    int64_t weeks_per_year;
    int64_t before_low, before_high; /* expected loss a year now, yen */
    struct plan_year years[PLAN_YEARS];
    struct plan_later *later;
    size_t later_count;
    const struct measure_result **refused; /* needed, but refused: to be signed */
    size_t refused_count;
    bool minimum_in_first_year; /* every needed, not refused minimum measure begins in year one */
    int64_t minimum_cost;       /* yen in the first year of all those together */
    bool exact;                 /* the search went through to its end */
};

/* Never NULL; `results` must outlive the plan. */
const struct plan *plan_make(struct arena *a, const struct measure_results *results);

#endif
