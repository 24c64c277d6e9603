#include "merge/data_measure.h"

#include "base/arena.h"
#include "merge/data_plan.h"
#include "model/explain.h"
#include "model/plan.h"

struct text data_yen_range(struct arena *a, int64_t low, int64_t high)
{
    struct text from = yen_format(a, yen_round(low));
    struct text to = yen_format(a, yen_round(high));
    if (text_equal(from, to))
        return to;
    return text_format(a, "%.*s〜%.*s", (int)from.size, from.ptr, (int)to.size, to.ptr);
}

static const char *doer_label(enum doer doer)
{
    static const char *const LABELS[] = {
        [DOER_CLIENT] = "御社", [DOER_VENDOR] = "当社", [DOER_BOTH] = "御社と当社"};
    return LABELS[doer];
}

static const char *class_word(enum measure_class class)
{
    static const char *const WORDS[MEASURE_CLASS_COUNT] = {
        [MEASURE_MINIMUM] = "minimum",
        [MEASURE_RECOMMENDED] = "recommended",
        [MEASURE_ADVANCED] = "advanced",
    };
    return WORDS[class];
}

/* "10万8,000円（2年目から6万円）": exact, because these amounts are added up on paper. */
static struct text cost_text(struct arena *a, const struct measure_result *result)
{
    int64_t first_year = result->first + result->yearly;
    if (first_year == 0)
        return text_of("費用なし");
    struct text first = yen_format(a, first_year);
    struct text later = yen_format(a, result->yearly);
    if (result->first == 0)
        return text_format(a, "毎年%.*s", (int)first.size, first.ptr);
    if (result->yearly == 0)
        return text_format(a, "%.*s（初回だけ）", (int)first.size, first.ptr);
    return text_format(a, "%.*s（2年目から%.*s）", (int)first.size, first.ptr, (int)later.size,
                       later.ptr);
}

static struct text break_even_text(struct arena *a, const struct measure_result *result)
{
    if (result->break_even == BREAK_EVEN_NONE)
        return text_of("損害よりも、信用のための対策です");
    if (result->break_even == BREAK_EVEN_FREE)
        return text_of("費用がかからないので、1回防げば得になります");
    struct text often = explain_break_even(a, result);
    return text_format(a, "%.*sより多く起きると思うなら、元が取れます", (int)often.size, often.ptr);
}

static struct text break_even_sentence(struct arena *a, const struct measure_result *result)
{
    struct text text = break_even_text(a, result);
    if (result->break_even != BREAK_EVEN_YEARS && result->break_even != BREAK_EVEN_TIMES)
        return text_format(a, "%.*s。", (int)text.size, text.ptr);
    struct text scenario = result->cuts[0].loss->name;
    return text_format(a, "「%.*s」が、%.*s。", (int)scenario.size, scenario.ptr, (int)text.size,
                       text.ptr);
}

/* ROSI as owners can read it: yen of loss removed for each yen spent, in tenths, rounded down. */
static struct text rosi_text(struct arena *a, const struct measure_result *result)
{
    int64_t low = (result->rosi_low + 100) / 10;
    int64_t high = (result->rosi_high + 100) / 10;
    struct text from = decimal_format(a, low * 100);
    struct text to = decimal_format(a, high * 100);
    return text_format(a, "%.*s〜%.*s円", (int)from.size, from.ptr, (int)to.size, to.ptr);
}

static void add_cost(struct arena *a, struct value *map, const struct measure_result *result)
{
    value_set(a, map, "cost_first", value_yen(a, result->first + result->yearly));
    value_set(a, map, "cost_yearly", value_yen(a, result->yearly));
    value_set(a, map, "cost_mean", value_yen(a, result->mean_yearly));
    value_set(a, map, "cost_text", value_plain(a, cost_text(a, result)));
    value_set(a, map, "cost_note",
              result->own_price ? value_label(a, "当社の値段です。")
                                : value_plain(a, result->measure->cost.reason));
    value_set(a, map, "cost_assumed",
              value_bool(a, !result->own_price && result->measure->cost.assumption));
    value_set(a, map, "cost_source", value_undefined(a));
}

static void add_effect(struct arena *a, struct value *map, const struct measure_result *result)
{
    bool removes = result->removed_high > 0;
    bool counted = result->break_even == BREAK_EVEN_YEARS || result->break_even == BREAK_EVEN_TIMES;
    value_set(a, map, "scenario",
              result->cut_count ? value_plain(a, result->cuts[0].loss->name) : value_undefined(a));
    value_set(
        a, map, "grade",
        result->cut_count
            ? value_label(a, effect_grade_label((enum effect_grade)result->cuts[0].effect->grade))
            : value_undefined(a));
    value_set(a, map, "once_low", value_yen(a, result->once_low));
    value_set(a, map, "once_high", value_yen(a, result->once_high));
    value_set(a, map, "once_text",
              removes ? value_plain(a, data_yen_range(a, result->once_low, result->once_high))
                      : value_label(a, "―"));
    value_set(a, map, "loss_removed_low", value_yen(a, result->removed_low));
    value_set(a, map, "loss_removed_high", value_yen(a, result->removed_high));
    value_set(a, map, "effect_text",
              removes ? value_plain(a, data_yen_range(a, result->removed_low, result->removed_high))
                      : value_label(a, "―"));
    value_set(a, map, "break_even_years",
              result->break_even == BREAK_EVEN_YEARS ? value_int(a, result->break_even_value)
                                                     : value_undefined(a));
    value_set(a, map, "break_even_short", value_plain(a, explain_break_even(a, result)));
    value_set(a, map, "break_even_text", value_plain(a, break_even_text(a, result)));
    value_set(a, map, "break_even_sentence", value_plain(a, break_even_sentence(a, result)));
    value_set(a, map, "rosi_low", counted ? value_int(a, result->rosi_low) : value_undefined(a));
    value_set(a, map, "rosi_high", counted ? value_int(a, result->rosi_high) : value_undefined(a));
    value_set(a, map, "rosi_text",
              counted ? value_plain(a, rosi_text(a, result)) : value_label(a, "―"));
}

static struct text joined(struct arena *a, const struct schema_list *texts)
{
    const struct text *list = texts->items;
    struct text all = {0};
    for (size_t i = 0; i < texts->count; i++)
        all = text_format(a, "%.*s%s%.*s", (int)all.size, all.ptr ? all.ptr : "", i ? "、" : "",
                          (int)list[i].size, list[i].ptr);
    return all;
}

static void add_place(struct arena *a, struct value *map, const struct measure_result *result,
                      size_t year)
{
    bool planned = year < PLAN_YEARS;
    value_set(a, map, "asked", value_bool(a, result->asked));
    value_set(a, map, "chosen", value_bool(a, result->chosen));
    value_set(a, map, "refused", value_bool(a, result->refused));
    value_set(a, map, "year", planned ? value_int(a, (int64_t)year + 1) : value_undefined(a));
    value_set(a, map, "year_text",
              planned           ? value_plain(a, text_format(a, "%zu年目", year + 1))
              : result->refused ? value_label(a, "見送り")
                                : value_label(a, "4年目から"));
}

struct value *data_measure(struct arena *a, const struct measure_result *result, size_t year)
{
    const struct measure_entry *measure = result->measure;
    struct value *map = value_map(a);
    value_set(a, map, "id", value_plain(a, measure->id));
    value_set(a, map, "name", value_plain(a, measure->name));
    value_set(a, map, "class", value_label(a, class_word((enum measure_class)measure->class)));
    value_set(a, map, "class_text",
              value_label(a, measure_class_label((enum measure_class)measure->class)));
    value_set(a, map, "why", value_plain(a, measure->why));
    value_set(a, map, "source", value_undefined(a));
    value_set(a, map, "kind", value_plain(a, measure->kind));
    value_set(a, map, "doer", value_label(a, doer_label((enum doer)measure->who)));
    value_set(a, map, "weeks", value_int(a, measure->weeks));
    value_set(a, map, "first_step", value_plain(a, measure->first_step));
    value_set(a, map, "guide", value_plain(a, measure->guide));
    value_set(a, map, "stars", value_int(a, measure->security_action));
    value_set(a, map, "scs3", value_plain(a, joined(a, &measure->scs3)));
    add_cost(a, map, result);
    add_effect(a, map, result);
    add_place(a, map, result, year);
    return map;
}

struct value *data_measures(struct arena *a, const struct plan *plan)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < plan->results->count; i++) {
        const struct measure_result *result = &plan->results->items[i];
        size_t year = PLAN_YEARS;
        for (size_t y = 0; y < PLAN_YEARS; y++) {
            for (size_t s = 0; s < plan->years[y].step_count; s++) {
                if (plan->years[y].steps[s].result == result)
                    year = y;
            }
        }
        value_append(a, list, data_measure(a, result, year));
    }
    return list;
}

static bool has_text(const struct schema_list *texts, struct text text)
{
    const struct text *list = texts->items;
    for (size_t i = 0; i < texts->count; i++) {
        if (text_equal(list[i], text))
            return true;
    }
    return false;
}

bool data_plan_cites(const struct plan *plan, struct text id)
{
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        for (size_t i = 0; i < plan->years[year].step_count; i++) {
            const struct measure_result *result = plan->years[year].steps[i].result;
            bool cost = !result->own_price && text_equal(result->measure->cost.source, id);
            if (cost || (year == 0 && has_text(&result->measure->sources, id)))
                return true;
        }
    }
    return false;
}

static bool has_id(const struct text *ids, size_t count, struct text id)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(ids[i], id))
            return true;
    }
    return false;
}

struct value *data_numbers(struct arena *a, const struct text *ids, size_t count,
                           const struct value *cite)
{
    struct text all = {0};
    /* In the order of `cite`, which is that of the numbers. */
    for (size_t i = 0; i < cite->count; i++) {
        const struct value *number = cite->items[i];
        if (number->kind != VALUE_INT || !has_id(ids, count, cite->keys[i]))
            continue;
        all = text_format(a, "%.*s%s%lld", (int)all.size, all.ptr ? all.ptr : "",
                          all.ptr ? "・" : "", (long long)number->number);
    }
    return value_plain(a, all);
}

void data_plan_cite(struct arena *a, struct value *measures, const struct plan *plan,
                    const struct value *cite)
{
    for (size_t i = 0; i < plan->results->count; i++) {
        const struct measure_result *result = &plan->results->items[i];
        const struct schema_list *sources = &result->measure->sources;
        struct value *map = measures->items[i];
        *value_get(map, text_of("source")) = *data_numbers(a, sources->items, sources->count, cite);
        bool printed = !result->own_price && result->measure->cost.source.ptr;
        *value_get(map, text_of("cost_source")) =
            *data_numbers(a, &result->measure->cost.source, printed ? 1 : 0, cite);
    }
}
