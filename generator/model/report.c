#include "model/report.h"

#include "base/arena.h"

static const struct score_item *find_item(const struct score *score, struct text sheet,
                                          struct text number)
{
    if (!text_equal(score->sheet->id, sheet))
        return NULL;
    size_t index = sheet_item_index(score->sheet, number);
    return index == SIZE_MAX ? NULL : &score->items[index];
}

/* The published shares count "doing" and "partly doing" together. */
static bool does_it(const struct score_item *item)
{
    return item->entry->answer == ANSWER_YES || item->entry->answer == ANSWER_PARTLY;
}

static void add_comparisons(struct arena *a, struct report *report)
{
    const struct statistic *statistics = report->catalog->statistics.items;
    for (size_t i = 0; i < report->catalog->statistics.count; i++) {
        const struct score_item *item =
            find_item(report->score, statistics[i].sheet, statistics[i].item);
        if (!item || item->entry->answer == ANSWER_NOT_APPLICABLE)
            continue;
        struct comparison *comparison =
            arena_push(a, &report->comparisons, &report->comparison_count, sizeof *comparison);
        comparison->statistic = &statistics[i];
        comparison->item = item;
        comparison->does = does_it(item);
    }
}

static bool fact_holds(const struct report *report, enum action_fact fact)
{
    switch (fact) {
    case FACT_SELF_CHECK_DONE:
        return report->client->assessment_count > 0;
    case FACT_POLICY_PUBLISHED:
        return report->client->security_action.policy_published;
    case FACT_NONE:
        break;
    }
    return false;
}

static void add_actions(struct arena *a, struct report *report)
{
    const struct schema_list *list = &report->catalog->action.conditions;
    const struct action_condition *conditions = list->items;
    for (size_t i = 0; i < list->count; i++) {
        const struct action_condition *condition = &conditions[i];
        const struct score_item *item = NULL;
        if (condition->item.ptr) {
            item = find_item(report->score, condition->sheet, condition->item);
            /* Another edition, or nothing this firm has: no statement about this condition. */
            if (!item || item->entry->answer == ANSWER_NOT_APPLICABLE)
                continue;
        }
        struct action_state *state =
            arena_push(a, &report->actions, &report->action_count, sizeof *state);
        state->condition = condition;
        state->item = item;
        state->met = item ? item->entry->answer == ANSWER_YES
                          : fact_holds(report, (enum action_fact)condition->fact);
    }
}

static void add_plan(struct arena *a, struct report *report)
{
    const struct catalog *catalog = report->catalog;
    const struct measure_basis *basis =
        measure_basis_make(a, report->client, report->score, report->checklist,
                           report->risks->figures, report->damage, &catalog->vendor.prices);
    report->plan = plan_make(a, measure_make(a, catalog->measures, basis));
    report->obstacle = obstacle_make(a, catalog->obstacles, report->plan);
}

const struct report *report_make(struct arena *a, const struct catalog *catalog,
                                 const struct client *client)
{
    struct report *report = arena_alloc(a, sizeof *report);
    report->catalog = catalog;
    report->client = client;
    report->history_count = client->assessment_count;
    report->history = arena_array(a, report->history_count, sizeof *report->history);
    for (size_t i = 0; i < report->history_count; i++)
        report->history[i] = score_make(a, &client->assessments[i]);
    report->score = report->history[report->history_count - 1];
    if (report->history_count > 1) {
        report->previous = report->history[report->history_count - 2];
        report->comparable = report->previous->sheet == report->score->sheet;
    }
    if (client->checklist)
        report->checklist = score_make(a, client->checklist);
    report->cases = cases_make(a, catalog->cases, client, report->score);
    report->duty = duty_make(a, catalog->duties, client, report->score);
    report->risks = risk_make(a, catalog->risks, client, report->score);
    report->damage = damage_make(a, catalog->risks, report->risks);
    add_plan(a, report);
    add_comparisons(a, report);
    add_actions(a, report);
    return report;
}
