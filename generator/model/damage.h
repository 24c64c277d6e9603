/* damage.h -- what one occurrence of a scenario would cost this client, in yen.
 *
 * A seeded simulation: DRAWS times, every quantity of the scenario is taken at another rank of its
 * spread (each rank exactly once) and the cost items are added up. In half of the draws all
 * quantities have the same rank, in the others orders that only the seed decides. The ranks never
 * depend on the client's figures, so that more PCs, persons or days can never cost less. Light,
 * likely and heavy are the means of the draws around ranks 10, 50 and 90 % of the total (WINDOW
 * ranks each); the breakdown is the mean of the items over the same draws, so it sums to the total,
 * to the yen.
 */
#ifndef MODEL_DAMAGE_H
#define MODEL_DAMAGE_H

#include "model/risk.h"

enum { MODEL_VERSION = 1, WINDOW = 100 };

enum outcome { OUTCOME_LIGHT, OUTCOME_LIKELY, OUTCOME_HEAVY, OUTCOME_COUNT };

struct damage_item {
    const struct cost_item *cost;
    int64_t yen[OUTCOME_COUNT];     /* sum to the total's */
    int64_t printed[OUTCOME_COUNT]; /* in the total's printed rounding; sum to the printed total */
};

struct damage {
    const struct risk *risk;
    int64_t yen[OUTCOME_COUNT];
    int64_t printed[OUTCOME_COUNT];   /* yen_round of the above */
    int64_t stop_days[OUTCOME_COUNT]; /* thousandths, backup considered; median of the window; 0 =
                                         no stop */
    int64_t
        stop_share[OUTCOME_COUNT];  /* percent of the business, thousandths; mean of the window */
    int64_t persons[OUTCOME_COUNT]; /* whose data is concerned; mean of the window */
    struct damage_item *items;      /* those whose conditions hold */
    size_t item_count;
    int64_t year_low, year_high; /* likely × frequency, yen a year */
};

struct damage_result {
    const struct risk_catalog *catalog;
    const struct figures *figures;
    int64_t size_factor;   /* thousandths: 1000 from full_size machines on, less below */
    int64_t backup_factor; /* thousandths of the days stopped */
    struct damage *items;  /* of the risks, in their order */
    size_t count;
    const struct damage **worst; /* the same by value of the risk, then by likely yen, falling */
};

/* The damage of every risk in `risks`. Never NULL; the arguments must outlive the result. */
const struct damage_result *damage_make(struct arena *a, const struct risk_catalog *catalog,
                                        const struct risk_result *risks);

/* The damage of the scenario called `id`, or NULL when it does not apply. */
const struct damage *damage_find(const struct damage_result *result, struct text id);

/* The step of the printed rounding of `printed`, a value of yen_round: 19,000,000 -> 1,000,000. */
int64_t damage_step(int64_t printed);

/* Shares `total` among `count` weights in multiples of `step` by the largest remainder: the shares
 * sum to `total`, a multiple of `step`. Weights are not negative; with none positive all goes to
 * the first. */
void damage_apportion(const int64_t *weights, size_t count, int64_t total, int64_t step,
                      int64_t *shares);

#endif
