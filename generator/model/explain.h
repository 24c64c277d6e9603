/* explain.h -- every printed figure of risk, damage, measures and plan, step by step, in Japanese.
 *
 * The last result of a list of steps is exactly the figure on paper. `explain CLIENT FIGURE` and
 * the appendix 「金額の計算のもと」 print the same lists. */
#ifndef MODEL_EXPLAIN_H
#define MODEL_EXPLAIN_H

#include "model/damage.h"
#include "model/plan.h"

enum explain_kind {
    EXPLAIN_BASIS, /* something that the following steps use */
    EXPLAIN_ITEM,  /* one item of a sum */
    EXPLAIN_RESULT /* adding up, rounding */
};

struct explain_step {
    enum explain_kind kind;
    struct text title;
    struct text formula;
    struct text result;          /* absent = the formula says it */
    const struct origin *origin; /* NULL: arithmetic, or the client's own figure */
};

struct explanation {
    struct text id; /* damage.ransomware.likely */
    struct text title;
    struct explain_step *steps;
    size_t step_count;
    struct text value; /* as printed; equal to the last step's result */
};

struct explanations {
    struct explanation *items;
    size_t count;
};

/* All figures of this client: risk.<id>, damage.<id>.{light,likely,heavy}[.<item>],
 * damage.<id>.{year_low,year_high,stop_days}, figures.<kind>, frequent.<name>,
 * measure.<id>.{cost_first,cost_yearly,cost_mean,year_low,year_high,once_low,once_high,break_even},
 * plan.{budget,score,remaining_low,remaining_high} and the same but the budget after each year:
 * plan.year<n>.{cost_new,cost_running,cost,score,remaining_low,remaining_high}. Measures that
 * remove no loss have only costs. `plan` is of the same client, or NULL: without measures and plan.
 */
const struct explanations *explain_make(struct arena *a, const struct damage_result *result,
                                        const struct plan *plan);

/* Only that of damage.<id>.<outcome>. */
const struct explanation *explain_outcome(struct arena *a, const struct damage_result *result,
                                          const struct damage *damage, enum outcome outcome);

/* The one called `id`, or NULL. */
const struct explanation *explain_find(const struct explanations *all, struct text id);

/* "light", "likely", "heavy"; 軽くすんだ場合, ありそうな場合, 重くなった場合. */
const char *outcome_word(enum outcome outcome);
const char *outcome_label(enum outcome outcome);

/* "10万円〜2億円", "5〜30％": the ends of a spread. */
struct text explain_range(struct arena *a, const struct spread *spread);

/* How one item of a damage is computed, with the client's figures: 1台の点検（1万円〜5万円）× 32台.
 */
struct text explain_item(struct arena *a, const struct damage_result *result,
                         const struct damage *damage, size_t item, enum outcome outcome);

/* An item's printed share: "300万円", or "100万円未満" when rounding leaves nothing of it. */
struct text explain_share(struct arena *a, const struct damage *damage, size_t item,
                          enum outcome outcome);

/* A figure of the catalogue as printed: "2万円", "0.8台". */
struct text explain_figure(struct arena *a, const struct figure_value *figure);

/* The client's own figure: "32台", "75万円". */
struct text explain_client_figure(struct arena *a, enum figure_kind kind, int64_t value);

/* How often is enough for a measure to pay, as printed: "12年に1回", "1年に3回", "費用なし", "―".
 */
struct text explain_break_even(struct arena *a, const struct measure_result *result);

/* Money as printed: two significant figures. */
struct text explain_yen(struct arena *a, int64_t yen);

#endif
