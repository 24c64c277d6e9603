#include "model/plan.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/plan_search.h"

/* Where each result stands while the plan grows. */
struct draft {
    struct arena *arena;
    const struct measure_results *results;
    struct plan_room room;
    size_t *years; /* by result; PLAN_YEARS = not planned */
    bool *wished;
    bool exact;
};

/* Loss removed comes first; points of the self-check decide between equals, and a measure with
 * neither still counts for something. */
static int64_t value_of(const struct measure_result *result)
{
    enum { MOST = 1000000000 }; /* thousand yen: sums stay far from the end of int64 */
    int64_t removed = result->removed_low / 2 + result->removed_high / 2;
    int64_t thousands = removed / 1000 < MOST ? removed / 1000 : MOST;
    return thousands * 1000 + result->points * 10 + 1;
}

static struct plan_item item_of(const struct measure_result *result)
{
    return (struct plan_item){.value = value_of(result),
                              .first = result->first,
                              .yearly = result->yearly,
                              .weeks = result->measure->weeks};
}

static size_t place_of(const struct draft *draft, struct text id)
{
    const struct measure_result *result = measure_find(draft->results, id);
    return result ? (size_t)(result - draft->results->items) : SIZE_MAX;
}

static bool may_begin(const struct measure_result *result)
{
    return !result->refused;
}

/* A wish takes what comes before it along; both begin as early as money and work allow. Returns the
 * year, or PLAN_YEARS. */
static size_t place_wish(struct draft *draft, size_t place)
{
    const struct measure_result *result = &draft->results->items[place];
    if (draft->years[place] < PLAN_YEARS || !may_begin(result))
        return draft->years[place];
    struct plan_item item = item_of(result);
    const struct text *after = result->measure->after.items;
    for (size_t i = 0; i < result->measure->after.count; i++) {
        size_t before = place_of(draft, after[i]);
        /* Not among the results: done already, or nothing this client has. */
        size_t year = before == SIZE_MAX ? 0 : place_wish(draft, before);
        if (year > item.earliest)
            item.earliest = year;
    }
    size_t year = item.earliest;
    while (year < PLAN_YEARS && !plan_fits(&item, year, &draft->room))
        year++;
    if (year < PLAN_YEARS) {
        plan_take(&item, year, 1, &draft->room);
        draft->years[place] = year;
        draft->wished[place] = true;
    }
    return draft->years[place];
}

static void place_wishes(struct draft *draft)
{
    const struct client *client = draft->results->basis->client;
    const struct text *chosen = client->chosen.items;
    for (size_t i = 0; i < client->chosen.count; i++) {
        size_t place = place_of(draft, chosen[i]);
        if (place != SIZE_MAX)
            place_wish(draft, place);
    }
}

/* Sets what must come before `item`: measures of the same list by their place in it, others by the
 * year they have. */
static void set_before(struct draft *draft, const struct measure_result *result,
                       const size_t *place_in_list, struct plan_item *item)
{
    const struct text *after = result->measure->after.items;
    size_t *before = arena_array(draft->arena, result->measure->after.count, sizeof *before);
    for (size_t i = 0; i < result->measure->after.count; i++) {
        size_t place = place_of(draft, after[i]);
        if (place == SIZE_MAX)
            continue;
        if (place_in_list[place] != SIZE_MAX)
            before[item->before_count++] = place_in_list[place];
        else if (draft->years[place] > item->earliest)
            item->earliest = draft->years[place];
    }
    item->before = before;
}

static void place_class(struct draft *draft, enum measure_class class)
{
    const struct measure_results *results = draft->results;
    size_t *place_in_list = arena_array(draft->arena, results->count, sizeof *place_in_list);
    size_t *places = arena_array(draft->arena, results->count, sizeof *places);
    size_t count = 0;
    for (size_t i = 0; i < results->count; i++) {
        place_in_list[i] = SIZE_MAX;
        if (results->items[i].measure->class != (int)class || draft->years[i] < PLAN_YEARS ||
            !may_begin(&results->items[i]))
            continue;
        place_in_list[i] = count;
        places[count++] = i;
    }
    struct plan_item *items = arena_array(draft->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = item_of(&results->items[places[i]]);
        set_before(draft, &results->items[places[i]], place_in_list, &items[i]);
    }
    size_t *years = arena_array(draft->arena, count, sizeof *years);
    draft->exact = plan_search(draft->arena, items, count, &draft->room, years) && draft->exact;
    for (size_t i = 0; i < count; i++)
        draft->years[places[i]] = years[i];
}

static int64_t weeks_for(const struct measures *measures, int64_t employees)
{
    const struct capacity_step *steps = measures->capacity.steps.items;
    size_t i = 0;
    while (i + 1 < measures->capacity.steps.count && employees > steps[i].most)
        i++;
    return measures->capacity.steps.count > 0 ? steps[i].weeks : 0;
}

static void set_budget(struct plan *plan)
{
    const struct client *client = plan->results->basis->client;
    const struct measure_budget *rule = &plan->results->measures->budget;
    plan->budget = client->money_per_year;
    if (plan->budget != SCHEMA_ABSENT)
        return;
    plan->budget_assumed = true;
    plan->budget = rule->per_employee * client->employees;
    if (plan->budget < rule->least)
        plan->budget = rule->least;
}

/* By class, then by loss removed; the catalogue's order decides between equals. */
static int compare_steps(const void *left, const void *right)
{
    const struct plan_step *a = left;
    const struct plan_step *b = right;
    if (a->result->measure->class != b->result->measure->class)
        return a->result->measure->class - b->result->measure->class;
    int64_t values[] = {value_of(a->result), value_of(b->result)};
    if (values[0] != values[1])
        return values[0] > values[1] ? -1 : 1;
    return a->result < b->result ? -1 : a->result > b->result;
}

static void fill_year(struct draft *draft, struct plan *plan, size_t year)
{
    struct plan_year *out = &plan->years[year];
    out->year = year;
    for (size_t i = 0; i < draft->results->count; i++) {
        const struct measure_result *result = &draft->results->items[i];
        if (draft->years[i] < year)
            out->running_cost += result->yearly;
        if (draft->years[i] != year)
            continue;
        struct plan_step *step =
            arena_push(draft->arena, &out->steps, &out->step_count, sizeof *step);
        *step = (struct plan_step){.result = result,
                                   .year = year,
                                   .wished = draft->wished[i],
                                   .cost = result->first + result->yearly};
        out->new_cost += step->cost;
        out->weeks += result->measure->weeks;
    }
    if (out->step_count > 0)
        qsort(out->steps, out->step_count, sizeof *out->steps, compare_steps);
    out->cost = out->new_cost + out->running_cost;
}

enum { WHOLE = 1000000 }; /* shares of a loss are parts per million */

static void cut_away(const struct plan_year *year, const struct loss *loss, int64_t *low,
                     int64_t *high)
{
    for (size_t s = 0; s < year->step_count; s++) {
        const struct measure_result *result = year->steps[s].result;
        for (size_t c = 0; c < result->cut_count; c++) {
            if (result->cuts[c].loss != loss)
                continue;
            *low = *low * (100 - result->cuts[c].share.high) / 100;
            *high = (*high * (100 - result->cuts[c].share.low) + 99) / 100;
        }
    }
}

/* What is left of `loss` when everything up to `year` is in place. Shares multiply, they do not
 * add; and never more is taken away than the catalogue thinks possible at all. */
static void keep_of(const struct plan *plan, size_t year, const struct loss *loss, int64_t *low,
                    int64_t *high)
{
    const struct measure_share *most = &plan->results->measures->shares.most;
    int64_t least_low = WHOLE / 100 * (100 - most->high);
    int64_t least_high = WHOLE / 100 * (100 - most->low);
    *low = WHOLE;
    *high = WHOLE;
    for (size_t y = 0; y <= year; y++)
        cut_away(&plan->years[y], loss, low, high);
    if (*low < least_low)
        *low = least_low;
    if (*high < least_high)
        *high = least_high;
}

static int64_t part(int64_t value, int64_t millionths)
{
    return value / WHOLE * millionths + value % WHOLE * millionths / WHOLE;
}

static void set_remaining(struct arena *a, struct plan *plan, size_t year)
{
    const struct measure_basis *basis = plan->results->basis;
    struct plan_year *out = &plan->years[year];
    out->left = arena_array(a, basis->loss_count, sizeof *out->left);
    for (size_t i = 0; i < basis->loss_count; i++) {
        const struct loss *loss = &basis->losses[i];
        int64_t low = 0;
        int64_t high = 0;
        keep_of(plan, year, loss, &low, &high);
        struct plan_left left = {loss, (low + 9999) / 10000, (high + 9999) / 10000,
                                 part(loss->year_low, low), part(loss->year_high, high)};
        out->left[i] = left;
        out->remaining_low += left.year_low;
        out->remaining_high += left.year_high;
    }
}

static void set_scores(struct arena *a, struct plan *plan)
{
    const struct measure_entry **done = arena_array(a, plan->results->count, sizeof *done);
    size_t count = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        for (size_t s = 0; s < plan->years[year].step_count; s++)
            done[count++] = plan->years[year].steps[s].result->measure;
        plan->years[year].score = measure_score(a, plan->results->basis->score, done, count);
    }
}

/* The aim with the most value among the year's measures, another one than the years before as long
 * as there is one. */
static struct text year_title(const struct plan *plan, size_t year, bool *used)
{
    const struct schema_list *aims = &plan->results->measures->aims;
    const struct measure_aim *list = aims->items;
    size_t best = SIZE_MAX;
    int64_t most = 0;
    for (size_t i = 0; i < aims->count; i++) {
        int64_t sum = 0;
        for (size_t s = 0; s < plan->years[year].step_count; s++) {
            const struct measure_result *result = plan->years[year].steps[s].result;
            if (text_equal(result->measure->aim, list[i].id))
                sum += value_of(result);
        }
        if (sum > most && !used[i]) {
            most = sum;
            best = i;
        }
    }
    if (best == SIZE_MAX)
        return text_of(plan->years[year].step_count > 0 ? "守りをさらに固める" : "守りを続ける");
    used[best] = true;
    return list[best].title;
}

static bool is_blocked(const struct draft *draft, const struct measure_result *result)
{
    const struct text *after = result->measure->after.items;
    for (size_t i = 0; i < result->measure->after.count; i++) {
        size_t place = place_of(draft, after[i]);
        if (place != SIZE_MAX && draft->years[place] == PLAN_YEARS)
            return true;
    }
    return false;
}

/* What is not in the three years, and whether the minimum is in the first. */
static void add_rest(struct draft *draft, struct plan *plan)
{
    plan->minimum_in_first_year = true;
    for (size_t i = 0; i < draft->results->count; i++) {
        const struct measure_result *result = &draft->results->items[i];
        if (result->refused) {
            const struct measure_result **refused =
                arena_push(draft->arena, &plan->refused, &plan->refused_count, sizeof *refused);
            *refused = result;
            continue;
        }
        if (result->measure->class == MEASURE_MINIMUM) {
            plan->minimum_cost += result->first + result->yearly;
            plan->minimum_in_first_year = plan->minimum_in_first_year && draft->years[i] == 0;
        }
        if (draft->years[i] < PLAN_YEARS)
            continue;
        struct plan_later *later =
            arena_push(draft->arena, &plan->later, &plan->later_count, sizeof *later);
        later->result = result;
        later->reason = is_blocked(draft, result) ? PLAN_BLOCKED : PLAN_NO_ROOM;
    }
}

static struct draft draft_new(struct arena *a, const struct plan *plan)
{
    size_t count = plan->results->count;
    struct draft draft = {.arena = a, .results = plan->results, .exact = true};
    draft.years = arena_array(a, count, sizeof *draft.years);
    draft.wished = arena_array(a, count, sizeof *draft.wished);
    for (size_t i = 0; i < count; i++)
        draft.years[i] = PLAN_YEARS;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        draft.room.money[year] = plan->budget;
        draft.room.weeks[year] = plan->weeks_per_year;
    }
    return draft;
}

const struct plan *plan_make(struct arena *a, const struct measure_results *results)
{
    struct plan *plan = arena_alloc(a, sizeof *plan);
    const struct measure_basis *basis = results->basis;
    plan->results = results;
    plan->weeks_per_year = weeks_for(results->measures, basis->client->employees);
    set_budget(plan);
    for (size_t i = 0; i < basis->loss_count; i++) {
        plan->before_low += basis->losses[i].year_low;
        plan->before_high += basis->losses[i].year_high;
    }
    struct draft draft = draft_new(a, plan);
    place_wishes(&draft);
    for (int class = MEASURE_MINIMUM; class < MEASURE_CLASS_COUNT; class ++)
        place_class(&draft, (enum measure_class) class);
    plan->exact = draft.exact;
    bool *used = arena_array(a, results->measures->aims.count, sizeof *used);
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        fill_year(&draft, plan, year);
        set_remaining(a, plan, year);
        plan->years[year].title = year_title(plan, year, used);
    }
    set_scores(a, plan);
    add_rest(&draft, plan);
    return plan;
}
