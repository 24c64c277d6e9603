/* data_plan.h -- measures and the three-year plan as merge data.
 *
 *     measures[]  {id, name, class, class_text, why, kind, doer, weeks, first_step, guide, stars,
 * scs3, cost_first (first year), cost_yearly (later years), cost_text, cost_note, scenario,
 * once_low, once_high, loss_removed_low, loss_removed_high, effect_text, break_even_years,
 * break_even_short, break_even_text, break_even_sentence, rosi_low, rosi_high, rosi_text, asked,
 * chosen, refused, year, year_text, source, cost_source} plan        {budget, budget_assumed,
 * budget_note, weeks, work_note, before_low, before_high, share_note, shares[] {grade, low, high},
 * most_low, most_high, partly_percent} plan.years[]       {year, label, title, label_title, cost,
 * cost_new, cost_running, weeks, score_after, remaining_low, remaining_high, remaining_text,
 * measures[], names, lines[]} plan.this_year[]   the few measures of the first year for one page;
 * plan.this_year_more, plan.this_year_count, plan.this_year_cost plan.scores[]      {label, value}:
 * now and after each year plan.worst         {name, likely, left_low, left_high, cut_text}: after
 * the first year plan.acceptances[] {name, scenario, kind, sentence}; plan.accepted[] {what, who,
 * date} plan.later[]       {name, class_text, cost_text, kind, chosen, reason}; plan.later_text,
 * all of them in one sentence plan.worth[]       the planned measures that cost something, by
 * break-even
 *
 * Yen are exact; texts are rounded for reading, but costs, which add up on paper, are not. */
#ifndef MERGE_DATA_PLAN_H
#define MERGE_DATA_PLAN_H

#include "merge/value.h"

struct plan;

/* The list `measures`. */
struct value *data_measures(struct arena *a, const struct plan *plan);

/* The map `plan`; `measures` is the list made before, whose maps it shares. */
struct value *data_plan(struct arena *a, const struct plan *plan, struct value *measures);

/* True when the plan as printed cites the source `id`: why of the first year's measures, costs of
 * all planned ones. */
bool data_plan_cites(const struct plan *plan, struct text id);

/* Sets every `source` and `cost_source` of `measures` by the numbers of the map `cite`. Both stay
 * undefined where nothing is to be cited. */
void data_plan_cite(struct arena *a, struct value *measures, const struct plan *plan,
                    const struct value *cite);

#endif
