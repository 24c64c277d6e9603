#include "merge/data_risk.h"

#include "base/arena.h"
#include "merge/data_calculation.h"
#include "merge/data_origin.h"
#include "model/damage.h"
#include "model/explain.h"

/* How many risks have a page of their own, and how many weak answers stand there. */
enum { TOP_RISKS = 3, WEAK_SHOWN = 4 };

/* As outcome_word, with "_text" behind it. */
static const char *const TEXT_KEYS[OUTCOME_COUNT] = {[OUTCOME_LIGHT] = "light_text",
                                                     [OUTCOME_LIKELY] = "likely_text",
                                                     [OUTCOME_HEAVY] = "heavy_text"};

/* The parts of one bar, in the order of the items, so that the patterns agree between the bars. */
static struct value *bar_data(struct arena *a, const struct damage *damage, enum outcome outcome)
{
    struct value *bar = value_map(a);
    value_set(a, bar, "label", value_label(a, outcome_label(outcome)));
    value_set(a, bar, "value", value_yen(a, damage->printed[outcome]));
    value_set(a, bar, "text", value_plain(a, yen_format(a, damage->printed[outcome])));
    value_set(a, bar, "weak", value_bool(a, outcome == OUTCOME_LIKELY));
    struct value *parts = value_set(a, bar, "parts", value_list(a));
    for (size_t i = 0; i < damage->item_count; i++) {
        const struct damage_item *item = &damage->items[i];
        struct value *part = value_append(a, parts, value_map(a));
        value_set(a, part, "label", value_plain(a, item->cost->name));
        value_set(a, part, "value", value_yen(a, item->printed[outcome]));
        value_set(a, part, "text", value_plain(a, explain_share(a, damage, i, outcome)));
    }
    return bar;
}

static struct value *items_data(struct arena *a, const struct damage_result *result,
                                const struct damage *damage)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < damage->item_count; i++) {
        const struct damage_item *item = &damage->items[i];
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "id", value_plain(a, item->cost->id));
        value_set(a, map, "name", value_plain(a, item->cost->name));
        value_set(a, map, "what", value_plain(a, item->cost->what));
        for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
            value_set(a, map, outcome_word((enum outcome)outcome),
                      value_yen(a, item->printed[outcome]));
            value_set(a, map, TEXT_KEYS[outcome],
                      value_plain(a, explain_share(a, damage, i, (enum outcome)outcome)));
        }
        value_set(a, map, "formula",
                  value_plain(a, explain_item(a, result, damage, i, OUTCOME_LIKELY)));
        data_origin_cost(a, map, result, damage->risk->scenario, item->cost);
    }
    return list;
}

/* "元に戻るまで約21日", or how many persons are concerned, or nothing. */
static struct text damage_note(struct arena *a, const struct damage *damage)
{
    int64_t days = (damage->stop_days[OUTCOME_LIKELY] + 500) / 1000;
    if (damage->risk->scenario->stop_days)
        return text_format(a, "元に戻るまで約%lld日", (long long)days);
    if (damage->persons[OUTCOME_LIKELY] <= 0)
        return (struct text){0};
    /* A middle of simulated outcomes: more digits would say more than it knows. */
    struct text persons = count_format(a, count_round(damage->persons[OUTCOME_LIKELY]));
    return text_format(a, "およそ%.*s人分の情報", (int)persons.size, persons.ptr);
}

static struct text range_text(struct arena *a, int64_t low, int64_t high)
{
    struct text first = explain_yen(a, low);
    struct text last = explain_yen(a, high);
    if (text_equal(first, last))
        return first;
    return text_format(a, "%.*s〜%.*s", (int)first.size, first.ptr, (int)last.size, last.ptr);
}

static void set_year(struct arena *a, struct value *map, const struct damage *damage)
{
    const struct frequency *frequency = &damage->risk->scenario->frequency;
    struct text low = decimal_format(a, frequency->low.value);
    struct text high = decimal_format(a, frequency->high.value);
    value_set(a, map, "year_low", value_yen(a, yen_round(damage->year_low)));
    value_set(a, map, "year_high", value_yen(a, yen_round(damage->year_high)));
    value_set(a, map, "year_text",
              value_plain(a, range_text(a, damage->year_low, damage->year_high)));
    value_set(a, map, "frequency_text",
              value_plain(a, text_format(a, "%.*s〜%.*s％", (int)low.size, low.ptr, (int)high.size,
                                         high.ptr)));
    struct value *origin = value_set(a, map, "frequency", value_map(a));
    struct value *sources = data_origin_list(a, origin);
    data_origin_add(a, origin, sources, &frequency->low.origin);
    data_origin_add(a, origin, sources, &frequency->high.origin);
    data_origin_close(a, origin);
}

/* Members of the issue, then those that the charts need. */
static struct value *scenario_data(struct arena *a, const struct damage_result *result,
                                   const struct damage *damage)
{
    const struct scenario *scenario = damage->risk->scenario;
    struct value *map = value_map(a);
    value_set(a, map, "id", value_plain(a, scenario->id));
    value_set(a, map, "name", value_plain(a, scenario->name));
    value_set(a, map, "light", value_yen(a, damage->printed[OUTCOME_LIGHT]));
    value_set(a, map, "likely", value_yen(a, damage->printed[OUTCOME_LIKELY]));
    value_set(a, map, "heavy", value_yen(a, damage->printed[OUTCOME_HEAVY]));
    value_set(a, map, "stop_days",
              scenario->stop_days ? value_int(a, (damage->stop_days[OUTCOME_LIKELY] + 500) / 1000)
                                  : value_undefined(a));
    value_set(a, map, "items", items_data(a, result, damage));
    set_year(a, map, damage);
    value_set(a, map, "label", value_plain(a, scenario->short_name));
    value_set(a, map, "note", value_plain(a, damage_note(a, damage)));
    value_set(a, map, "low", value_yen(a, damage->printed[OUTCOME_LIGHT]));
    value_set(a, map, "value", value_yen(a, damage->printed[OUTCOME_LIKELY]));
    value_set(a, map, "high", value_yen(a, damage->printed[OUTCOME_HEAVY]));
    value_set(a, map, "text", value_plain(a, yen_format(a, damage->printed[OUTCOME_LIKELY])));
    value_set(a, map, "weak", value_bool(a, damage == result->worst[0]));
    struct value *bars = value_set(a, map, "bars", value_list(a));
    for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
        value_append(a, bars, bar_data(a, damage, (enum outcome)outcome));
    return map;
}

static struct value *weak_data(struct arena *a, const struct risk *risk)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < risk->weak_count && i < WEAK_SHOWN; i++) {
        const struct risk_answer *answer = &risk->answers[i];
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "number", value_plain(a, answer->item->item->number));
        value_set(a, map, "title", value_plain(a, answer->item->item->title));
        value_set(a, map, "answer_text", value_label(a, answer_label(answer->item->entry->answer)));
        value_set(a, map, "text", value_plain(a, answer->topic->weak));
    }
    return list;
}

static struct value *risk_data(struct arena *a, const struct risk *risk, struct value *damage)
{
    const struct scenario *scenario = risk->scenario;
    struct value *map = value_map(a);
    value_set(a, map, "id", value_plain(a, scenario->id));
    value_set(a, map, "name", value_plain(a, scenario->name));
    value_set(a, map, "short", value_plain(a, scenario->short_name));
    value_set(a, map, "sentence", value_plain(a, scenario->sentence));
    value_set(a, map, "start", value_plain(a, scenario->start));
    value_set(a, map, "stops", value_plain(a, scenario->stops));
    value_set(a, map, "troubles", value_plain(a, scenario->troubles));
    value_set(a, map, "importance", value_int(a, risk->importance));
    value_set(a, map, "importance_because", value_plain(a, risk->importance_because));
    value_set(a, map, "threat", value_int(a, risk->threat));
    value_set(a, map, "threat_because", value_plain(a, risk->threat_because));
    value_set(a, map, "vulnerability", value_int(a, risk->vulnerability));
    value_set(a, map, "vulnerability_assumed", value_bool(a, risk->vulnerability_assumed));
    value_set(a, map, "likelihood", value_int(a, risk->likelihood));
    value_set(a, map, "value", value_int(a, risk->value));
    value_set(a, map, "grade", value_label(a, grade_label(risk->grade)));
    value_set(a, map, "grade_text",
              value_plain(a, text_format(a, "%s（9点中%lld点）", grade_label(risk->grade),
                                         (long long)risk->value)));
    value_set(a, map, "large", value_bool(a, risk->grade == GRADE_LARGE));
    value_set(a, map, "weak", weak_data(a, risk));
    value_set(a, map, "damage", damage);
    return map;
}

static struct value *absent_data(struct arena *a, const struct risk_result *risks)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < risks->absent_count; i++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "name", value_plain(a, risks->absent[i]->name));
        value_set(a, map, "because", value_plain(a, risks->absent[i]->absent));
    }
    return list;
}

static void set_frequent_figure(struct arena *a, struct value *map, struct value *sources,
                                const char *key, const struct figure_value *figure)
{
    value_set(a, map, key, value_plain(a, explain_figure(a, figure)));
    data_origin_add(a, map, sources, &figure->origin);
}

static struct value *frequent_data(struct arena *a, const struct frequent *frequent)
{
    struct value *map = value_map(a);
    struct value *sources = data_origin_list(a, map);
    set_frequent_figure(a, map, sources, "low", &frequent->low);
    set_frequent_figure(a, map, sources, "high", &frequent->high);
    set_frequent_figure(a, map, sources, "mean", &frequent->mean);
    set_frequent_figure(a, map, sources, "over_million", &frequent->over_million);
    set_frequent_figure(a, map, sources, "days", &frequent->days);
    data_origin_close(a, map);
    return map;
}

void data_risk(struct arena *a, struct value *data, const struct risk_result *risks,
               const struct damage_result *damage)
{
    struct value *list = value_set(a, data, "risks", value_list(a));
    struct value *summary = value_set(a, data, "risk", value_map(a));
    struct value *money = value_set(a, data, "damage", value_map(a));
    struct value *scenarios = value_set(a, money, "scenarios", value_list(a));
    struct value *money_top = value_set(a, money, "top", value_list(a));
    struct value *top = value_set(a, summary, "top", value_list(a));
    struct value *rest = value_set(a, summary, "rest", value_list(a));
    int64_t large = 0;
    for (size_t i = 0; i < damage->count; i++) {
        const struct damage *one = damage->worst[i];
        struct value *scenario = value_append(a, scenarios, scenario_data(a, damage, one));
        struct value *risk = value_append(a, list, risk_data(a, one->risk, scenario));
        value_append(a, i < TOP_RISKS ? top : rest, risk);
        if (i < TOP_RISKS)
            value_append(a, money_top, scenario);
        large += one->risk->grade == GRADE_LARGE;
    }
    value_set(a, summary, "worst", list->count > 0 ? list->items[0] : value_undefined(a));
    value_set(a, summary, "large_count", value_int(a, large));
    value_set(a, summary, "absent", absent_data(a, risks));
    value_set(a, money, "frequent", frequent_data(a, &damage->catalog->frequent));
    value_set(a, data, "calculation", data_calculation(a, damage, TOP_RISKS));
}

bool data_risk_cites(const struct damage_result *damage, struct text path, struct text id)
{
    bool everything = text_starts(path, "calculation.") || text_is(path, "calculation");
    bool some = everything || text_starts(path, "damage.") || text_starts(path, "risk");
    if (!some)
        return false;
    return data_origin_cites(damage, id, everything ? SIZE_MAX : TOP_RISKS);
}

static void cite_below(struct arena *a, struct value *value, const struct value *cite)
{
    if (value->kind == VALUE_MAP && value_get(value, text_of("basis")))
        data_origin_number(a, value, cite);
    if (value->kind != VALUE_MAP && value->kind != VALUE_LIST)
        return;
    for (size_t i = 0; i < value->count; i++)
        cite_below(a, value->items[i], cite);
}

/* The members of `map` but for `shared`, which stands elsewhere too and has its numbers from there.
 */
static void cite_members(struct arena *a, const struct value *map, const char *shared,
                         const struct value *cite)
{
    for (size_t i = 0; i < map->count; i++) {
        if (!text_is(map->keys[i], shared))
            cite_below(a, map->items[i], cite);
    }
}

void data_risk_cite(struct arena *a, struct value *data)
{
    const struct value *cite = value_get(data, text_of("cite"));
    const struct value *risks = value_get(data, text_of("risks"));
    for (size_t i = 0; i < risks->count; i++)
        cite_members(a, risks->items[i], "damage", cite);
    cite_members(a, value_get(data, text_of("damage")), "top", cite);
    cite_below(a, value_get(data, text_of("calculation")), cite);
}
