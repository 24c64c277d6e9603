#include "model/risk.h"

#include <stdlib.h>

#include "base/arena.h"

enum { VULNERABILITY_UNKNOWN = 2 };

int64_t risk_likelihood(int64_t threat, int64_t vulnerability)
{
    int64_t divisor = 4 - vulnerability;
    return (threat + divisor - 1) / divisor;
}

enum grade risk_grade(int64_t value)
{
    if (value >= 6)
        return GRADE_LARGE;
    return value >= 4 ? GRADE_MIDDLE : GRADE_SMALL;
}

const char *grade_label(enum grade grade)
{
    static const char *const LABELS[] = {
        [GRADE_SMALL] = "小", [GRADE_MIDDLE] = "中", [GRADE_LARGE] = "大"};
    return LABELS[grade];
}

int64_t risk_answer_vulnerability(enum answer answer)
{
    switch (answer) {
    case ANSWER_YES:
        return 1;
    case ANSWER_PARTLY:
        return 2;
    case ANSWER_NO:
    case ANSWER_UNKNOWN:
        return 3;
    case ANSWER_NONE:
    case ANSWER_NOT_APPLICABLE:
    case ANSWER_COUNT:
        break;
    }
    return 0;
}

/* The highest level that holds, and why. */
static int64_t find_level(const struct level_table *table, const struct figures *figures,
                          struct text *because)
{
    int64_t level = table->base;
    *because = table->because;
    const struct level_rule *rules = table->rules.items;
    for (size_t i = 0; i < table->rules.count; i++) {
        if (rules[i].level <= level || !exposure_holds(figures, (enum exposure)rules[i].when))
            continue;
        level = rules[i].level;
        *because = rules[i].because;
    }
    return level;
}

/* Weakest first, then the deciding ones, then as in the catalogue; topics point into one array. */
static int compare_answers(const void *left, const void *right)
{
    const struct risk_answer *a = left;
    const struct risk_answer *b = right;
    if (a->vulnerability != b->vulnerability)
        return a->vulnerability > b->vulnerability ? -1 : 1;
    if (a->topic->weight != b->topic->weight)
        return a->topic->weight > b->topic->weight ? -1 : 1;
    return a->topic < b->topic ? -1 : a->topic > b->topic;
}

static void add_answers(struct arena *a, struct risk *risk, const struct score *score)
{
    const struct schema_list *list = &risk->scenario->topics;
    const struct risk_topic *topics = list->items;
    risk->answers = arena_array(a, list->count, sizeof *risk->answers);
    for (size_t i = 0; i < list->count; i++) {
        size_t index = sheet_topic_index(score->sheet, topics[i].topic);
        if (index == SIZE_MAX)
            continue; /* an older edition did not ask this */
        const struct score_item *item = &score->items[index];
        int64_t vulnerability = risk_answer_vulnerability(item->entry->answer);
        if (vulnerability == 0)
            continue;
        risk->answers[risk->answer_count++] = (struct risk_answer){&topics[i], item, vulnerability};
        risk->weak_count += vulnerability > 1;
    }
    qsort(risk->answers, risk->answer_count, sizeof *risk->answers, compare_answers);
}

/* The weighted mean, rounded up. */
static int64_t mean_vulnerability(const struct risk *risk)
{
    int64_t sum = 0;
    int64_t weights = 0;
    for (size_t i = 0; i < risk->answer_count; i++) {
        sum += risk->answers[i].vulnerability * risk->answers[i].topic->weight;
        weights += risk->answers[i].topic->weight;
    }
    return weights == 0 ? VULNERABILITY_UNKNOWN : (sum + weights - 1) / weights;
}

static void make_risk(struct arena *a, struct risk *risk, const struct scenario *scenario,
                      const struct figures *figures, const struct score *score)
{
    risk->scenario = scenario;
    risk->importance = find_level(&scenario->importance, figures, &risk->importance_because);
    risk->threat = find_level(&scenario->threat, figures, &risk->threat_because);
    add_answers(a, risk, score);
    risk->vulnerability = mean_vulnerability(risk);
    risk->vulnerability_assumed = risk->answer_count == 0;
    risk->likelihood = risk_likelihood(risk->threat, risk->vulnerability);
    risk->value = risk->importance * risk->likelihood;
    risk->grade = risk_grade(risk->value);
}

static bool scenario_applies(const struct scenario *scenario, const struct figures *figures)
{
    for (size_t i = 0; i < scenario->exposure_words.count; i++) {
        if (exposure_holds(figures, (enum exposure)scenario->exposures[i]))
            return true;
    }
    return scenario->exposure_words.count == 0;
}

const struct risk_result *risk_make(struct arena *a, const struct risk_catalog *catalog,
                                    const struct client *client, const struct score *score)
{
    struct risk_result *result = arena_alloc(a, sizeof *result);
    result->figures = figures_make(a, catalog, client);
    const struct scenario *scenarios = catalog->scenarios.items;
    size_t count = catalog->scenarios.count;
    result->items = arena_array(a, count, sizeof *result->items);
    result->absent = arena_array(a, count, sizeof *result->absent);
    for (size_t i = 0; i < count; i++) {
        if (scenario_applies(&scenarios[i], result->figures))
            make_risk(a, &result->items[result->count++], &scenarios[i], result->figures, score);
        else
            result->absent[result->absent_count++] = &scenarios[i];
    }
    return result;
}
