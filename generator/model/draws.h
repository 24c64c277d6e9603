/* draws.h -- the draws of one scenario: what it costs in each, and which come first.
 *
 * Every quantity of the scenario takes each rank of its spread exactly once. In every other draw
 * all take the same rank (a severe case is severe in everything), in the others each has an order
 * that only the names decide: how costs and days hang together is not published. See damage.h. */
#ifndef MODEL_DRAWS_H
#define MODEL_DRAWS_H

#include "model/damage.h"

/* Room for one scenario after the other; too large for the stack, and in pieces that the heap keeps
 * for the next client (one of 128 KB would come from the system each time). */
struct draws {
    struct arena *arena; /* for amounts, as many as the largest scenario needs */
    const struct damage_result *result;
    const struct scenario *scenario;
    int64_t stop_days[DRAWS];     /* the backup considered */
    int64_t stop_share[DRAWS];    /* what part of the business stops, thousandths of a percent */
    int64_t records_share[DRAWS]; /* of the persons those concerned, in the same unit */
    int64_t ranks[DRAWS];         /* of the compensation, while it is drawn */
    int64_t *amounts[COSTS_MOST]; /* DRAWS each, of the items of the damage */
    int64_t totals[DRAWS];
    uint64_t keys[DRAWS]; /* total and draw; see draws_key_draw */
};

/* Room in `a` for the scenarios of `result`, of which the figures and factors are set. */
struct draws *draws_new(struct arena *a, const struct damage_result *result);

/* Draws `damage`'s scenario: days, the amounts of its items, totals. */
void draws_make(struct draws *draws, const struct damage *damage);

/* Puts the `count` draws from rank `first` by total to keys[first…], in any order; among equal
 * totals the first draw comes first. Returns the place of the first. */
const uint64_t *draws_by_total(struct draws *draws, size_t first, size_t count);

/* The draw of one of the keys. */
size_t draws_key_draw(uint64_t key);

/* Of `count` persons those concerned. */
int64_t draws_persons(const struct draws *draws, int64_t count, size_t draw);

/* floor(value × numerator ÷ denominator) without overflow where the result fits; none negative. */
static inline int64_t draws_scale(int64_t value, int64_t numerator, int64_t denominator)
{
    uint64_t divisor = (uint64_t)denominator;
    int64_t product;
    if (!__builtin_mul_overflow(value, numerator, &product))
        return (int64_t)((uint64_t)product / divisor);
    return value / denominator * numerator + value % denominator * numerator / denominator;
}

#endif
