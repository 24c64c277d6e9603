#include "merge/data_calculation.h"

#include "base/arena.h"
#include "merge/data_origin.h"
#include "model/explain.h"

static struct value *figures_data(struct arena *a, const struct figures *figures)
{
    struct value *list = value_list(a);
    for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "name", value_label(a, figure_label((enum figure_kind)kind)));
        value_set(a, map, "value",
                  value_plain(
                      a, explain_client_figure(a, (enum figure_kind)kind, figures->values[kind])));
        value_set(a, map, "estimated", value_bool(a, figures->estimated[kind]));
        const struct figure_value *rule = figures->rules[kind];
        value_set(a, map, "from",
                  value_label(a, rule ? "会社の大きさからの見積もり" : "お聞きした値"));
        data_origin(a, map, rule ? &rule->origin : NULL);
    }
    return list;
}

static bool has_title(const struct value *list, struct text title)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(value_get(list->items[i], text_of("title"))->text, title))
            return true;
    }
    return false;
}

static struct value *add_step(struct arena *a, struct value *list, const struct explain_step *step)
{
    struct value *map = value_append(a, list, value_map(a));
    value_set(a, map, "title", value_plain(a, step->title));
    value_set(a, map, "formula", value_plain(a, step->formula));
    value_set(a, map, "result", value_plain(a, step->result));
    return map;
}

/* Items and result of one scenario; what they rest on goes to `bases`, once. */
static struct value *scenario_data(struct arena *a, const struct damage_result *result,
                                   const struct damage *damage, struct value *bases)
{
    const struct explanation *x = explain_outcome(a, result, damage, OUTCOME_LIKELY);
    struct value *map = value_map(a);
    value_set(a, map, "id", value_plain(a, damage->risk->scenario->id));
    value_set(a, map, "name", value_plain(a, damage->risk->scenario->name));
    value_set(a, map, "total", value_plain(a, yen_format(a, damage->yen[OUTCOME_LIKELY])));
    value_set(a, map, "value", value_plain(a, x->value));
    struct value *items = value_set(a, map, "items", value_list(a));
    size_t item = 0;
    for (size_t i = 0; i < x->step_count; i++) {
        const struct explain_step *step = &x->steps[i];
        switch (step->kind) {
        case EXPLAIN_BASIS:
            if (step->origin && !has_title(bases, step->title))
                data_origin(a, add_step(a, bases, step), step->origin);
            break;
        case EXPLAIN_ITEM:
            data_origin_cost(a, add_step(a, items, step), result, damage->risk->scenario,
                             damage->items[item++].cost);
            break;
        case EXPLAIN_RESULT:
            break;
        }
    }
    return map;
}

static void add_bound(struct arena *a, struct value *list, const struct damage *damage,
                      const struct figure_value *figure)
{
    struct value *map = value_append(a, list, value_map(a));
    value_set(a, map, "name", value_plain(a, damage->risk->scenario->short_name));
    value_set(a, map, "what", value_plain(a, figure->name));
    value_set(a, map, "value", value_plain(a, explain_figure(a, figure)));
    data_origin(a, map, &figure->origin);
}

static struct value *row_data(struct arena *a, const struct damage *damage)
{
    const struct risk *risk = damage->risk;
    struct value *map = value_map(a);
    value_set(a, map, "name", value_plain(a, risk->scenario->short_name));
    value_set(a, map, "importance", value_int(a, risk->importance));
    value_set(a, map, "threat", value_int(a, risk->threat));
    value_set(a, map, "vulnerability", value_int(a, risk->vulnerability));
    value_set(a, map, "likelihood", value_int(a, risk->likelihood));
    value_set(a, map, "value", value_int(a, risk->value));
    value_set(a, map, "grade", value_label(a, grade_label(risk->grade)));
    return map;
}

struct value *data_calculation(struct arena *a, const struct damage_result *damage, size_t count)
{
    struct value *map = value_map(a);
    value_set(a, map, "draws", value_int(a, DRAWS));
    value_set(a, map, "window", value_int(a, WINDOW));
    value_set(a, map, "figures", figures_data(a, damage->figures));
    value_set(a, map, "estimated_count", value_int(a, (int64_t)damage->figures->estimated_count));
    struct value *bases = value_set(a, map, "bases", value_list(a));
    struct value *scenarios = value_set(a, map, "scenarios", value_list(a));
    struct value *frequencies = value_set(a, map, "frequencies", value_list(a));
    struct value *rows = value_set(a, map, "rows", value_list(a));
    for (size_t i = 0; i < damage->count; i++) {
        const struct damage *one = damage->worst[i];
        if (i < count)
            value_append(a, scenarios, scenario_data(a, damage, one, bases));
        add_bound(a, frequencies, one, &one->risk->scenario->frequency.low);
        add_bound(a, frequencies, one, &one->risk->scenario->frequency.high);
        value_append(a, rows, row_data(a, one));
    }
    return map;
}
