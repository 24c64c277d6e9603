#include "merge/data_plan.h"

#include <stdlib.h>

#include "base/arena.h"
#include "merge/data_measure.h"
#include "model/plan.h"

/* As many as the one page and an arrow of the chart can hold. */
enum { THIS_YEAR_SHOWN = 3, NAMES_SHOWN = 2 };

static size_t place_of(const struct plan *plan, const struct measure_result *result)
{
    return (size_t)(result - plan->results->items);
}

/* 「A」「B」ほか3つ */
static struct text names_of(struct arena *a, const struct plan_year *year)
{
    struct text names = text_of("");
    for (size_t i = 0; i < year->step_count && i < NAMES_SHOWN; i++) {
        struct text name = year->steps[i].result->measure->name;
        names = text_format(a, "%.*s%s%.*s", (int)names.size, names.ptr, i ? "、" : "",
                            (int)name.size, name.ptr);
    }
    if (year->step_count == 0)
        return text_of("いまの対策を続けます");
    if (year->step_count > NAMES_SHOWN)
        names = text_format(a, "%.*s、ほか%zu", (int)names.size, names.ptr,
                            year->step_count - NAMES_SHOWN);
    return names;
}

static struct value *year_data(struct arena *a, const struct plan *plan,
                               const struct plan_year *year, struct value *measures)
{
    struct value *map = value_map(a);
    struct text title = year->title;
    struct text name = text_format(a, "%zu年目", year->year + 1);
    struct text cost = yen_format(a, year->cost);
    value_set(a, map, "year", value_int(a, (int64_t)year->year + 1));
    value_set(a, map, "label", value_plain(a, name));
    value_set(a, map, "title", value_plain(a, title));
    value_set(a, map, "label_title",
              value_plain(a, text_format(a, "%.*s　%.*s", (int)name.size, name.ptr, (int)title.size,
                                         title.ptr)));
    value_set(a, map, "cost", value_yen(a, year->cost));
    value_set(a, map, "cost_new", value_yen(a, year->new_cost));
    value_set(a, map, "cost_running", value_yen(a, year->running_cost));
    value_set(a, map, "weeks", value_int(a, year->weeks));
    value_set(a, map, "score_after", value_int(a, year->score->total));
    value_set(a, map, "remaining_low", value_yen(a, year->remaining_low));
    value_set(a, map, "remaining_high", value_yen(a, year->remaining_high));
    value_set(a, map, "remaining_text",
              value_plain(a, data_yen_range(a, year->remaining_low, year->remaining_high)));
    struct value *list = value_set(a, map, "measures", value_list(a));
    for (size_t i = 0; i < year->step_count; i++)
        value_append(a, list, measures->items[place_of(plan, year->steps[i].result)]);
    struct text names = names_of(a, year);
    value_set(a, map, "names", value_plain(a, names));
    struct value *lines = value_set(a, map, "lines", value_list(a));
    value_append(a, lines, value_plain(a, names));
    value_append(a, lines,
                 value_plain(a, text_format(a, "費用 %.*s　目標 %lld点", (int)cost.size, cost.ptr,
                                            (long long)year->score->total)));
    return map;
}

static void add_years(struct arena *a, struct value *map, const struct plan *plan,
                      struct value *measures)
{
    struct value *years = value_set(a, map, "years", value_list(a));
    struct value *scores = value_set(a, map, "scores", value_list(a));
    struct value *now = value_append(a, scores, value_map(a));
    value_set(a, now, "label", value_label(a, "いま"));
    value_set(a, now, "value", value_int(a, plan->results->basis->score->total));
    for (size_t i = 0; i < PLAN_YEARS; i++) {
        value_append(a, years, year_data(a, plan, &plan->years[i], measures));
        struct value *score = value_append(a, scores, value_map(a));
        value_set(a, score, "label", value_plain(a, text_format(a, "%zu年後", i + 1)));
        value_set(a, score, "value", value_int(a, plan->years[i].score->total));
    }
}

/* The first year's measures for the one page: those with the greatest effect come first. */
static void add_this_year(struct arena *a, struct value *map, const struct plan *plan,
                          struct value *measures)
{
    const struct plan_year *first = &plan->years[0];
    struct value *list = value_set(a, map, "this_year", value_list(a));
    for (size_t i = 0; i < first->step_count && i < THIS_YEAR_SHOWN; i++)
        value_append(a, list, measures->items[place_of(plan, first->steps[i].result)]);
    value_set(a, map, "this_year_count", value_int(a, (int64_t)first->step_count));
    value_set(a, map, "this_year_more", value_int(a, (int64_t)(first->step_count - list->count)));
    value_set(a, map, "this_year_cost", value_yen(a, first->cost));
}

/* "約6〜8割", "約6割", "1割たらず": how much of a scenario is cut when `low`..`high` percent are
 * left. Tenths rounded down. */
static struct text cut_words(struct arena *a, int64_t low, int64_t high)
{
    int64_t least = (100 - high) / 10;
    int64_t most = (100 - low) / 10;
    if (most <= 0)
        return text_of("1割たらず");
    if (least == most)
        return text_format(a, "約%lld割", (long long)most);
    if (least <= 0)
        return text_format(a, "多くて%lld割", (long long)most);
    return text_format(a, "約%lld〜%lld割", (long long)least, (long long)most);
}

static void add_worst(struct arena *a, struct value *map, const struct plan *plan)
{
    if (plan->results->basis->loss_count == 0) {
        value_set(a, map, "worst", value_undefined(a));
        return;
    }
    const struct plan_left *left = &plan->years[0].left[0];
    struct value *worst = value_set(a, map, "worst", value_map(a));
    value_set(a, worst, "name", value_plain(a, left->loss->name));
    value_set(a, worst, "likely", value_yen(a, left->loss->likely));
    value_set(a, worst, "left_low", value_int(a, left->low));
    value_set(a, worst, "left_high", value_int(a, left->high));
    value_set(a, worst, "cut", value_bool(a, left->low < 100));
    value_set(a, worst, "cut_text", value_plain(a, cut_words(a, left->low, left->high)));
}

/* What stays when a measure is not taken, as the sentence the client signs. */
static struct text acceptance_sentence(struct arena *a, const struct measure_result *result)
{
    struct text name = result->measure->name;
    if (result->cut_count == 0)
        return text_format(
            a, "「%.*s」は、今回は見送ります。取引先に示せる形が、その分おそくなります。",
            (int)name.size, name.ptr);
    struct text scenario = result->cuts[0].loss->name;
    struct text loss = yen_format(a, yen_round(result->once_low));
    if (result->cuts[0].effect->on == EFFECT_OFTEN)
        return text_format(
            a, "「%.*s」は、今回は見送ります。「%.*s」が、その分だけ起きやすいままになります。",
            (int)name.size, name.ptr, (int)scenario.size, scenario.ptr);
    return text_format(a,
                       "「%.*s」は、今回は見送ります。「%.*s」が起きると、損害が1回に約%.*"
                       "s大きくなるおそれがあります。",
                       (int)name.size, name.ptr, (int)scenario.size, scenario.ptr, (int)loss.size,
                       loss.ptr);
}

static void add_acceptances(struct arena *a, struct value *map, const struct plan *plan)
{
    struct value *list = value_set(a, map, "acceptances", value_list(a));
    for (size_t i = 0; i < plan->refused_count; i++) {
        const struct measure_result *result = plan->refused[i];
        struct value *entry = value_append(a, list, value_map(a));
        value_set(a, entry, "name", value_plain(a, result->measure->name));
        value_set(a, entry, "kind", value_plain(a, result->measure->kind));
        value_set(a, entry, "scenario",
                  result->cut_count ? value_plain(a, result->cuts[0].loss->name)
                                    : value_undefined(a));
        value_set(a, entry, "sentence", value_plain(a, acceptance_sentence(a, result)));
    }
    struct value *accepted = value_set(a, map, "accepted", value_list(a));
    const struct schema_list *risks = &plan->results->basis->client->accepted_risks;
    const struct client_risk *items = risks->items;
    for (size_t i = 0; i < risks->count; i++) {
        struct value *entry = value_append(a, accepted, value_map(a));
        value_set(a, entry, "what", value_plain(a, items[i].what));
        value_set(a, entry, "who", value_plain(a, items[i].who));
        value_set(a, entry, "date", value_date(a, items[i].date));
    }
}

static const char *reason_label(enum plan_reason reason)
{
    static const char *const LABELS[] = {[PLAN_NO_ROOM] = "予算か手間が、3年の中に収まりません",
                                         [PLAN_BLOCKED] =
                                             "先に済ませる対策が、3年の中に入っていません"};
    return LABELS[reason];
}

static void add_later(struct arena *a, struct value *map, const struct plan *plan,
                      struct value *measures)
{
    struct value *list = value_set(a, map, "later", value_list(a));
    struct text all = text_of("");
    for (size_t i = 0; i < plan->later_count; i++) {
        struct value *measure = measures->items[place_of(plan, plan->later[i].result)];
        struct value *entry = value_append(a, list, value_map(a));
        value_set(a, entry, "name", value_get(measure, text_of("name")));
        value_set(a, entry, "class_text", value_get(measure, text_of("class_text")));
        value_set(a, entry, "cost_text", value_get(measure, text_of("cost_text")));
        value_set(a, entry, "kind", value_get(measure, text_of("kind")));
        value_set(a, entry, "chosen", value_get(measure, text_of("chosen")));
        value_set(a, entry, "reason", value_label(a, reason_label(plan->later[i].reason)));
        struct text name = plan->later[i].result->measure->name;
        struct text cost = value_get(measure, text_of("cost_text"))->text;
        all = text_format(a, "%.*s%s%.*s（%.*s）", (int)all.size, all.ptr, i ? "、" : "",
                          (int)name.size, name.ptr, (int)cost.size, cost.ptr);
    }
    value_set(a, map, "later_text",
              value_plain(a, text_format(a, "%.*s。", (int)all.size, all.ptr)));
}

/* Years in which once is enough, most first; "times a year" come after them. */
static int compare_worth(const void *left, const void *right)
{
    const struct measure_result *a = *(const struct measure_result *const *)left;
    const struct measure_result *b = *(const struct measure_result *const *)right;
    if (a->break_even != b->break_even)
        return a->break_even == BREAK_EVEN_YEARS ? -1 : 1;
    int64_t difference = a->break_even_value - b->break_even_value;
    if (difference != 0)
        return (a->break_even == BREAK_EVEN_YEARS) == (difference > 0) ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool is_of_year(const struct plan *plan, size_t year, const struct measure_result *result)
{
    for (size_t i = 0; i < plan->years[year].step_count; i++) {
        if (plan->years[year].steps[i].result == result)
            return true;
    }
    return false;
}

static void add_worth(struct arena *a, struct value *map, const struct plan *plan,
                      struct value *measures)
{
    const struct measure_result **results = NULL;
    size_t count = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        for (size_t i = 0; i < plan->years[year].step_count; i++) {
            const struct measure_result *result = plan->years[year].steps[i].result;
            if (result->break_even != BREAK_EVEN_YEARS && result->break_even != BREAK_EVEN_TIMES)
                continue;
            const struct measure_result **slot = arena_push(a, &results, &count, sizeof *slot);
            *slot = result;
        }
    }
    if (count > 0)
        qsort(results, count, sizeof *results, compare_worth);
    struct value *list = value_set(a, map, "worth", value_list(a));
    struct value *now = value_set(a, map, "worth_now", value_list(a));
    for (size_t i = 0; i < count; i++) {
        struct value *measure = measures->items[place_of(plan, results[i])];
        value_append(a, list, measure);
        if (is_of_year(plan, 0, results[i]))
            value_append(a, now, measure);
    }
}

static void add_assumptions(struct arena *a, struct value *map, const struct plan *plan)
{
    const struct measure_shares *shares = &plan->results->measures->shares;
    value_set(a, map, "budget", value_yen(a, plan->budget));
    value_set(a, map, "budget_assumed", value_bool(a, plan->budget_assumed));
    value_set(a, map, "budget_note", value_plain(a, plan->results->measures->budget.reason));
    value_set(a, map, "weeks", value_int(a, plan->weeks_per_year));
    value_set(a, map, "work_note", value_plain(a, plan->results->measures->capacity.reason));
    value_set(a, map, "before_low", value_yen(a, plan->before_low));
    value_set(a, map, "before_high", value_yen(a, plan->before_high));
    value_set(a, map, "before_text",
              value_plain(a, data_yen_range(a, plan->before_low, plan->before_high)));
    value_set(a, map, "share_note", value_plain(a, shares->reason));
    value_set(a, map, "partly_percent", value_int(a, shares->partly_percent));
    value_set(a, map, "most_low", value_int(a, shares->most.low));
    value_set(a, map, "most_high", value_int(a, shares->most.high));
    struct value *list = value_set(a, map, "shares", value_list(a));
    for (int grade = EFFECT_LARGE; grade < EFFECT_GRADE_COUNT; grade++) {
        struct value *entry = value_append(a, list, value_map(a));
        value_set(a, entry, "grade", value_label(a, effect_grade_label((enum effect_grade)grade)));
        value_set(a, entry, "low", value_int(a, shares->grades[grade].low));
        value_set(a, entry, "high", value_int(a, shares->grades[grade].high));
    }
}

struct value *data_plan(struct arena *a, const struct plan *plan, struct value *measures)
{
    struct value *map = value_map(a);
    add_assumptions(a, map, plan);
    add_years(a, map, plan, measures);
    add_this_year(a, map, plan, measures);
    add_worst(a, map, plan);
    add_acceptances(a, map, plan);
    add_later(a, map, plan, measures);
    add_worth(a, map, plan, measures);
    return map;
}
