/* explain_parts.h -- internal to explain*.c: building the lists. */
#ifndef MODEL_EXPLAIN_PARTS_H
#define MODEL_EXPLAIN_PARTS_H

#include "model/explain.h"

struct explaining {
    struct arena *arena;
    const struct damage_result *result;
    struct explanations *all;
};

/* A new explanation at the end of the list; valid until the next one. */
struct explanation *explain_begin(struct explaining *e, struct text id, struct text title);

/* Appends a step; `origin` may be NULL. */
void explain_add(struct explaining *e, struct explanation *x, enum explain_kind kind,
                 struct text title, struct text formula, struct text result,
                 const struct origin *origin);

/* A figure of the catalogue as a step of its own. */
void explain_add_figure(struct explaining *e, struct explanation *x,
                        const struct figure_value *figure);

/* "10万円〜100万円" in the spread's unit. */
struct text explain_bounds(struct arena *a, const struct spread *spread, int64_t low, int64_t high);

/* The last result becomes the value. */
void explain_end(struct explanation *x);

/* All figures of one damage. */
void explain_damage(struct explaining *e, const struct damage *damage);

/* Where the percentages of measures come from. */
const struct origin *explain_shares_origin(struct arena *a, const struct measure_shares *shares);

/* The loss of one scenario a year, with its frequency, as a step; nothing for a scenario that
 * e->result does not have. */
void explain_add_year_loss(struct explaining *e, struct explanation *x, const struct loss *loss,
                           bool high);

/* All figures of one measure; of the plan as a whole. */
void explain_measure(struct explaining *e, const struct measure_results *results,
                     const struct measure_result *result);
void explain_plan(struct explaining *e, const struct plan *plan);

#endif
