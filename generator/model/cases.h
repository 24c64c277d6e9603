/* cases.h -- the cases that are nearest to a client: in trade, size and weak answers. Pure.
 *
 * nearness = trade (same 40, kindred 15) + size (30 less 10 for each doubling of the distance)
 *          + weak answers (0..45, the case's main topic counting twice) + 5 for a real case.
 * Of cases with the same main topic the later ones lose 20, so that the three differ. Cases that
 * cannot happen to the client (no notebooks, a question that does not apply) stay out. Ties go by
 * the order of the file. These weights are our own judgement; they only choose what is told. */
#ifndef MODEL_CASES_H
#define MODEL_CASES_H

#include "model/case_catalog.h"
#include "model/score.h"

enum { CASES_SHOWN = 3 };

struct near_case {
    const struct case_entry *entry;
    int64_t nearness;
    struct text why; /* in words, one sentence */
};

struct cases_result {
    struct near_case items[CASES_SHOWN]; /* the nearest first */
    size_t count;
};

/* Never NULL; the arguments must outlive the result. */
const struct cases_result *cases_make(struct arena *a, const struct case_catalog *catalog,
                                      const struct client *client, const struct score *score);

/* What being near means, for tests and `explain`: each 0 or more. */
int64_t cases_trade_nearness(int trade, int other);
int64_t cases_size_nearness(int64_t employees, int64_t from, int64_t to);

#endif
