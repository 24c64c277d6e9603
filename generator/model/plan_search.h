/* plan_search.h -- which of a few things to begin in which of three years.
 *
 * Looks for the greatest sum of value × years in force, within money and weeks of every year. A
 * thing costs `first` + `yearly` in its year and `yearly` in the later ones; `weeks` in its year
 * only. Nothing begins before the things it needs. */
#ifndef MODEL_PLAN_SEARCH_H
#define MODEL_PLAN_SEARCH_H

#include "model/measure.h"

struct plan_item {
    int64_t value;         /* of one year in force; > 0 */
    int64_t first, yearly; /* yen, ≥ 0 */
    int64_t weeks;
    size_t earliest;      /* first year allowed, 0..PLAN_YEARS (= never) */
    const size_t *before; /* places in the list of what must begin earlier or in the same year */
    size_t before_count;
};

/* What is left in each year. */
struct plan_room {
    int64_t money[PLAN_YEARS]; /* yen */
    int64_t weeks[PLAN_YEARS];
};

enum { PLAN_SEARCH_STEPS = 20000 };

/* Sets years[i] to the year of items[i], or PLAN_YEARS for "not within the three", and takes what
 * they need out of `room`. Items with a circle among `before` are left out. The result is the best
 * there is when the function returns true; for long lists the search ends after
 * PLAN_SEARCH_STEPS with the best found and returns false. Nothing is left out that would still
 * fit.
 */
bool plan_search(struct arena *a, const struct plan_item *items, size_t count,
                 struct plan_room *room, size_t *years);

/* True when `item` may begin in `year` with what is left in `room`. */
bool plan_fits(const struct plan_item *item, size_t year, const struct plan_room *room);
/* Takes what `item` needs from `year` on out of `room`; negative `sign` puts it back. */
void plan_take(const struct plan_item *item, size_t year, int sign, struct plan_room *room);

#endif
