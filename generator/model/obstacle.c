#include "model/obstacle.h"

#include "base/arena.h"

/* From here on "I don't know" is a pattern, not a slip: our own judgement. */
enum { MANY_UNKNOWN = 4 };

static bool topic_is_open(const struct score *score, const char *topic)
{
    size_t index = sheet_topic_index(score->sheet, text_of(topic));
    if (index == SIZE_MAX)
        return false;
    enum answer answer = score->items[index].entry->answer;
    return answer == ANSWER_NO || answer == ANSWER_UNKNOWN;
}

static bool minimum_is_open(const struct plan *plan)
{
    for (size_t i = 0; i < plan->results->count; i++) {
        const struct measure_result *result = &plan->results->items[i];
        if (result->measure->class == MEASURE_MINIMUM && !result->refused)
            return true;
    }
    return false;
}

static bool rule_holds(const struct plan *plan, enum obstacle_rule rule)
{
    const struct measure_basis *basis = plan->results->basis;
    const struct client *client = basis->client;
    bool money_short = plan->minimum_cost > plan->budget;
    switch (rule) {
    case RULE_FIRST_CHECK:
        return client->assessment_count < 2;
    case RULE_NEVER_SHOWN:
        return client->security_action.stars == 0 && !client->security_action.policy_published;
    case RULE_NOT_PASSED:
        return basis->score->total < basis->score->sheet->pass;
    case RULE_NO_BUDGET:
        return client->money_per_year == SCHEMA_ABSENT || client->money_per_year == 0;
    case RULE_MANY_UNKNOWN:
        return basis->score->answers[ANSWER_UNKNOWN] >= MANY_UNKNOWN;
    case RULE_THREATS_WEAK:
        return topic_is_open(basis->score, "threats");
    case RULE_INCIDENT_WEAK:
        return topic_is_open(basis->score, "incident");
    case RULE_TRAINING_WEAK:
        return topic_is_open(basis->score, "training");
    case RULE_BELIEFS_DIFFER:
        return client->beliefs.count > 0;
    case RULE_BUDGET_SHORT:
        return !plan->budget_assumed && money_short;
    case RULE_WORK_SHORT:
        return !plan->minimum_in_first_year && !money_short;
    case RULE_NO_CONTACT:
        return !client->contact.ptr;
    case RULE_NO_HELPER:
        return client->contract.kind == CONTRACT_NONE;
    case RULE_MINIMUM_OPEN:
        return minimum_is_open(plan);
    case RULE_COUNT:
        break;
    }
    return false;
}

static void judge_step(struct arena *a, const struct plan *plan, struct obstacle_state *state)
{
    const struct obstacle_sign *signs = state->step->signs.items;
    for (size_t i = 0; i < state->step->signs.count; i++) {
        if (!rule_holds(plan, (enum obstacle_rule)signs[i].rule))
            continue;
        const struct obstacle_sign **sign =
            arena_push(a, &state->signs, &state->sign_count, sizeof *sign);
        *sign = &signs[i];
    }
    state->holds_up = (int64_t)state->sign_count >= state->step->least;
}

static bool names_trade(const struct schema_list *words, int trade)
{
    const struct text *list = words->items;
    for (size_t i = 0; i < words->count; i++) {
        enum trade named = TRADE_OTHER;
        if (trade_parse(list[i], &named) && (int)named == trade)
            return true;
    }
    return false;
}

static bool programme_fits(const struct programme *programme, const struct client *client)
{
    if (programme->trade_words.count > 0 && !names_trade(&programme->trade_words, client->trade))
        return false;
    const struct text *regions = programme->regions.items;
    for (size_t i = 0; i < programme->regions.count; i++) {
        if (text_equal(regions[i], client->region))
            return true;
    }
    return programme->regions.count == 0;
}

static const struct programme *find_programme(const struct obstacles *obstacles, struct text id)
{
    const struct programme *list = obstacles->programmes.items;
    for (size_t i = 0; i < obstacles->programmes.count; i++) {
        if (text_equal(list[i].id, id))
            return &list[i];
    }
    return NULL;
}

static void add_programmes(struct arena *a, struct obstacle *obstacle, const struct client *client)
{
    const struct schema_list *ids = obstacle->stuck < obstacle->state_count
                                        ? &obstacle->states[obstacle->stuck].step->programmes
                                        : &obstacle->obstacles->done.programmes;
    const struct text *list = ids->items;
    for (size_t i = 0; i < ids->count; i++) {
        const struct programme *programme = find_programme(obstacle->obstacles, list[i]);
        if (!programme || !programme_fits(programme, client))
            continue;
        const struct programme **slot =
            arena_push(a, &obstacle->programmes, &obstacle->programme_count, sizeof *slot);
        *slot = programme;
    }
}

/* One made for the trade, else the first one for everybody. */
static void pick_arguments(struct obstacle *obstacle, const struct client *client)
{
    const struct argument *list = obstacle->obstacles->arguments.items;
    for (size_t i = 0; i < obstacle->obstacles->arguments.count; i++) {
        const struct argument **slot = &obstacle->arguments[list[i].kind];
        bool general = list[i].trade_words.count == 0;
        if (!general && !names_trade(&list[i].trade_words, client->trade))
            continue;
        if (!*slot || ((*slot)->trade_words.count == 0 && !general))
            *slot = &list[i];
    }
}

const struct obstacle *obstacle_make(struct arena *a, const struct obstacles *obstacles,
                                     const struct plan *plan)
{
    struct obstacle *obstacle = arena_alloc(a, sizeof *obstacle);
    const struct client *client = plan->results->basis->client;
    const struct obstacle_step *steps = obstacles->steps.items;
    obstacle->obstacles = obstacles;
    obstacle->state_count = obstacles->steps.count;
    obstacle->states = arena_array(a, obstacle->state_count, sizeof *obstacle->states);
    obstacle->stuck = obstacle->state_count;
    for (size_t i = obstacle->state_count; i-- > 0;) {
        obstacle->states[i].step = &steps[i];
        judge_step(a, plan, &obstacle->states[i]);
        if (obstacle->states[i].holds_up)
            obstacle->stuck = i;
    }
    add_programmes(a, obstacle, client);
    pick_arguments(obstacle, client);
    return obstacle;
}
