#include "model/measure.h"

#include <string.h>

#include "base/arena.h"
#include "model/damage.h"

int64_t measure_percent(int64_t value, int64_t percent)
{
    return value / 100 * percent + value % 100 * percent / 100;
}

const struct measure_basis *
measure_basis_make(struct arena *a, const struct client *client, const struct score *score,
                   const struct score *checklist, const struct figures *figures,
                   const struct damage_result *damages, const struct schema_list *prices)
{
    struct measure_basis *basis = arena_alloc(a, sizeof *basis);
    basis->client = client;
    basis->score = score;
    basis->checklist = checklist;
    basis->pcs = figures->values[FIGURE_PCS];
    basis->notebooks = figures->values[FIGURE_NOTEBOOKS];
    basis->servers = figures->values[FIGURE_SERVERS];
    basis->prices = prices;
    basis->loss_count = damages->count;
    struct loss *losses = arena_array(a, damages->count, sizeof *losses);
    for (size_t i = 0; i < damages->count; i++) {
        const struct damage *damage = damages->worst[i];
        losses[i] = (struct loss){.id = damage->risk->scenario->id,
                                  .name = damage->risk->scenario->name,
                                  .likely = damage->yen[OUTCOME_LIKELY],
                                  .year_low = damage->year_low,
                                  .year_high = damage->year_high};
    }
    basis->losses = losses;
    return basis;
}

static bool contract_watches(const struct client *client)
{
    return client->contract.kind == CONTRACT_FULL || client->contract.kind == CONTRACT_PACKAGE;
}

static bool roles_are_open(const struct client *client)
{
    return client->contract.kind == CONTRACT_NONE || client->contract.kind == CONTRACT_SPOT ||
           client->beliefs.count > 0;
}

static bool remote_entry(const struct client *client)
{
    int remote = client->it.remote_access;
    return remote == REMOTE_VPN || remote == REMOTE_RDP || remote == REMOTE_UNKNOWN;
}

static bool website_own(const struct client *client)
{
    return client->it.website == WEBSITE_OWN || client->it.website == WEBSITE_SHOP;
}

static bool is_supplier(const struct client *client)
{
    int trade = client->trade;
    return trade == TRADE_MANUFACTURING || trade == TRADE_WHOLESALE || trade == TRADE_TRANSPORT ||
           trade == TRADE_IT || trade == TRADE_CONSTRUCTION || trade == TRADE_PROFESSIONAL;
}

static bool fact_holds(const struct measure_basis *basis, enum measure_fact fact)
{
    const struct client *client = basis->client;
    switch (fact) {
    case MEASURE_FACT_REMOTE_ENTRY:
        return remote_entry(client);
    case MEASURE_FACT_REACHABLE:
        return remote_entry(client) || client->it.remote_access == REMOTE_CLOUD ||
               client->it.cloud.count > 0;
    case MEASURE_FACT_SERVER:
        return basis->servers > 0;
    case MEASURE_FACT_NO_SERVER:
        return basis->servers == 0;
    case MEASURE_FACT_NOTEBOOKS:
        return basis->notebooks > 0;
    case MEASURE_FACT_CLOUD:
        return client->it.cloud.count > 0;
    case MEASURE_FACT_WEBSITE_OWN:
        return website_own(client);
    case MEASURE_FACT_SHOP:
        return client->it.website == WEBSITE_SHOP;
    case MEASURE_FACT_FACES_OUTSIDE:
        return remote_entry(client) || website_own(client);
    case MEASURE_FACT_FACTORY:
        return client->trade == TRADE_MANUFACTURING;
    case MEASURE_FACT_SUPPLIER:
        return is_supplier(client);
    case MEASURE_FACT_TEN_OR_MORE:
        return client->employees >= 10;
    case MEASURE_FACT_FIFTY_OR_MORE:
        return client->employees >= 50;
    case MEASURE_FACT_STARS_NONE:
        return client->security_action.stars == 0;
    case MEASURE_FACT_POLICY_MISSING:
        return !client->security_action.policy_published;
    case MEASURE_FACT_WATCH_MISSING:
        return !contract_watches(client);
    case MEASURE_FACT_ROLES_OPEN:
        return roles_are_open(client);
    case MEASURE_FACT_CHECKLIST_DONE:
        return basis->checklist != NULL;
    case MEASURE_FACT_COUNT:
        break;
    }
    return false;
}

static bool fits_client(const struct measure_basis *basis, const struct measure_entry *measure)
{
    for (size_t i = 0; i < measure->when_words.count; i++) {
        if (!fact_holds(basis, measure->when[i]))
            return false;
    }
    return true;
}

/* What one answer leaves to be done. */
static enum measure_need need_of(enum answer answer)
{
    switch (answer) {
    case ANSWER_YES:
    case ANSWER_NOT_APPLICABLE:
        return MEASURE_NOT_NEEDED;
    case ANSWER_PARTLY:
        return MEASURE_HALF;
    case ANSWER_NONE:
    case ANSWER_NO:
    case ANSWER_UNKNOWN:
    case ANSWER_COUNT:
        break;
    }
    return MEASURE_FULL;
}

static void note_answer(const struct score *score, size_t index, struct measure_result *result)
{
    if (index == SIZE_MAX)
        return;
    enum measure_need need = need_of(score->items[index].entry->answer);
    result->asked = true;
    if (need > result->need)
        result->need = need;
}

/* The weakest answer decides; the organisational checklist speaks where the self-check does not
 * ask. What no sheet of this client asks counts as not done yet. */
static void judge_need(const struct measure_basis *basis, struct measure_result *result)
{
    const struct measure_entry *measure = result->measure;
    const struct measure_topic *topics = measure->topics.items;
    for (size_t i = 0; i < measure->topics.count; i++)
        note_answer(basis->score, sheet_topic_index(basis->score->sheet, topics[i].topic), result);
    const struct text *numbers = measure->checklist.items;
    bool ask_checklist = basis->checklist && !result->asked;
    for (size_t i = 0; ask_checklist && i < measure->checklist.count; i++)
        note_answer(basis->checklist, sheet_item_index(basis->checklist->sheet, numbers[i]),
                    result);
    if (!result->asked)
        result->need = MEASURE_FULL;
}

static int64_t amount_for(const struct measure_basis *basis, const struct measure_amount *amount)
{
    return amount->fixed + amount->per_pc * basis->pcs + amount->per_notebook * basis->notebooks +
           amount->per_server * basis->servers + amount->per_employee * basis->client->employees;
}

static void set_cost(const struct measure_basis *basis, struct measure_result *result)
{
    const struct measure_amount *first = &result->measure->cost.first;
    const struct measure_amount *yearly = &result->measure->cost.yearly;
    size_t price_count = basis->prices ? basis->prices->count : 0;
    for (size_t i = 0; i < price_count; i++) {
        const struct measure_price *price = (const struct measure_price *)basis->prices->items + i;
        if (!text_equal(price->measure, result->measure->id))
            continue;
        first = &price->first;
        yearly = &price->yearly;
        result->own_price = true;
    }
    result->first_amount = first;
    result->yearly_amount = yearly;
    result->first = amount_for(basis, first);
    result->yearly = amount_for(basis, yearly);
    int64_t total = result->first + PLAN_YEARS * result->yearly;
    result->mean_yearly = (total + PLAN_YEARS - 1) / PLAN_YEARS;
}

static const struct loss *find_loss(const struct measure_basis *basis, struct text scenario)
{
    for (size_t i = 0; i < basis->loss_count; i++) {
        if (text_equal(basis->losses[i].id, scenario))
            return &basis->losses[i];
    }
    return NULL;
}

static struct measure_share share_for(const struct measure_shares *shares, int grade,
                                      enum measure_need need)
{
    struct measure_share share = shares->grades[grade];
    if (need == MEASURE_HALF) {
        share.low = share.low * shares->partly_percent / 100;
        share.high = share.high * shares->partly_percent / 100;
    }
    return share;
}

/* The cut that removes most comes first: it is the one the break-even speaks of. */
static void add_cut(struct arena *a, struct measure_result *result, struct measure_cut cut)
{
    arena_push(a, &result->cuts, &result->cut_count, sizeof cut);
    size_t at = result->cut_count - 1;
    int64_t once = measure_percent(cut.loss->likely, cut.share.low);
    while (at > 0 && once > measure_percent(result->cuts[at - 1].loss->likely,
                                            result->cuts[at - 1].share.low)) {
        result->cuts[at] = result->cuts[at - 1];
        at--;
    }
    result->cuts[at] = cut;
}

static void set_effects(struct arena *a, const struct measures *measures,
                        const struct measure_basis *basis, struct measure_result *result)
{
    const struct measure_effect *effects = result->measure->effects.items;
    for (size_t i = 0; i < result->measure->effects.count; i++) {
        const struct loss *loss = find_loss(basis, effects[i].scenario);
        if (!loss || result->need == MEASURE_NOT_NEEDED)
            continue;
        struct measure_share share = share_for(&measures->shares, effects[i].grade, result->need);
        add_cut(a, result, (struct measure_cut){loss, &effects[i], share});
        result->removed_low += measure_percent(loss->year_low, share.low);
        result->removed_high += measure_percent(loss->year_high, share.high);
    }
    if (result->cut_count == 0)
        return;
    const struct measure_cut *main_cut = &result->cuts[0];
    result->once_low = measure_percent(main_cut->loss->likely, main_cut->share.low);
    result->once_high = measure_percent(main_cut->loss->likely, main_cut->share.high);
}

/* At most two significant figures, towards zero: 53 -> 53, 238 -> 230. */
static int64_t round_down(int64_t value)
{
    int64_t step = 1;
    while (value / step >= 100)
        step *= 10;
    return value / step * step;
}

/* The same, away from zero. */
static int64_t round_up(int64_t value)
{
    int64_t down = round_down(value);
    int64_t step = 1;
    while (down / step >= 100)
        step *= 10;
    return down == value ? value : down + step;
}

static int64_t rosi(int64_t removed, int64_t cost)
{
    return removed >= cost ? (removed - cost) / cost * 100 + (removed - cost) % cost * 100 / cost
                           : -((cost - removed) * 100 / cost);
}

static void set_worth(struct measure_result *result)
{
    int64_t cost = result->mean_yearly;
    if (cost > 0) {
        result->rosi_low = rosi(result->removed_low, cost);
        result->rosi_high = rosi(result->removed_high, cost);
    }
    if (result->once_low <= 0) {
        result->break_even = BREAK_EVEN_NONE;
    } else if (cost == 0) {
        result->break_even = BREAK_EVEN_FREE;
    } else if (result->once_low >= cost) {
        result->break_even = BREAK_EVEN_YEARS;
        result->break_even_value = round_down(result->once_low / cost);
    } else {
        result->break_even = BREAK_EVEN_TIMES;
        result->break_even_value = round_up((cost + result->once_low - 1) / result->once_low);
    }
}

/* Answers move up only, and only to what the sheet allows for the item. */
static void improve_answers(const struct sheet *sheet, const struct measure_entry *measure,
                            struct answer_entry *answers)
{
    const struct measure_topic *topics = measure->topics.items;
    for (size_t i = 0; i < measure->topics.count; i++) {
        size_t index = sheet_topic_index(sheet, topics[i].topic);
        if (index == SIZE_MAX)
            continue;
        const struct sheet_item *item = (const struct sheet_item *)sheet->items.items + index;
        enum answer now = answers[index].answer;
        if (now == ANSWER_YES || now == ANSWER_NOT_APPLICABLE)
            continue;
        if (topics[i].to == 1)
            answers[index].answer = ANSWER_YES;
        else if (!item->yes_no && now != ANSWER_PARTLY)
            answers[index].answer = ANSWER_PARTLY;
    }
}

static struct answer_entry *improved_answers(struct arena *a, const struct score *score,
                                             const struct measure_entry *const *done,
                                             size_t done_count)
{
    size_t count = score->sheet->items.count;
    struct answer_entry *answers = arena_array(a, count, sizeof *answers);
    memcpy(answers, score->assessment->answers, count * sizeof *answers);
    for (size_t i = 0; i < done_count; i++)
        improve_answers(score->sheet, done[i], answers);
    return answers;
}

const struct score *measure_score(struct arena *a, const struct score *score,
                                  const struct measure_entry *const *done, size_t done_count)
{
    struct assessment *assessment = arena_alloc(a, sizeof *assessment);
    *assessment = *score->assessment;
    assessment->answers = improved_answers(a, score, done, done_count);
    return score_make(a, assessment);
}

/* Points that `measure` alone would add; asked of every measure, so without making a score. */
static int64_t points_gained(struct arena *a, const struct score *score,
                             const struct measure_entry *measure)
{
    const struct answer_entry *answers = improved_answers(a, score, &measure, 1);
    int64_t gained = 0;
    for (size_t i = 0; i < score->item_count; i++) {
        bool counts;
        gained += sheet_points_of(score->sheet, answers[i].answer, &counts);
        gained -= score->items[i].points;
    }
    return gained;
}

const struct measure_results *measure_make(struct arena *a, const struct measures *measures,
                                           const struct measure_basis *basis)
{
    struct measure_results *results = arena_alloc(a, sizeof *results);
    results->measures = measures;
    results->basis = basis;
    const struct measure_entry *list = measures->list.items;
    for (size_t i = 0; i < measures->list.count; i++) {
        struct measure_result result = {.measure = &list[i]};
        result.chosen = schema_texts_have(&basis->client->chosen, list[i].id);
        result.refused = schema_texts_have(&basis->client->refused, list[i].id);
        if (fits_client(basis, &list[i]) || result.chosen)
            judge_need(basis, &result);
        if (result.need == MEASURE_NOT_NEEDED && !result.chosen)
            continue;
        set_cost(basis, &result);
        set_effects(a, measures, basis, &result);
        set_worth(&result);
        result.points = points_gained(a, basis->score, &list[i]);
        *(struct measure_result *)arena_push(a, &results->items, &results->count, sizeof result) =
            result;
    }
    return results;
}

const struct measure_result *measure_find(const struct measure_results *results, struct text id)
{
    for (size_t i = 0; i < results->count; i++) {
        if (text_equal(results->items[i].measure->id, id))
            return &results->items[i];
    }
    return NULL;
}
