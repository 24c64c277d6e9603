/* The three-year plan: against every possible plan where there are few, and by its promises for
 * random firms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "merge/data_plan.h"
#include "model/catalog.h"
#include "model/plan.h"
#include "model/plan_search.h"

enum { ITEMS_MOST = 6, SEARCHES = 400, RANDOM_CLIENTS = 2000, MAN = 10000 };

struct world {
    struct arena *arena;
    const struct catalog *catalog;
    const struct measures *measures;
};

/* xorshift64: the same firms on every run. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int64_t below(uint64_t *seed, int64_t limit)
{
    return (int64_t)(draw(seed) % (uint64_t)limit);
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    w->arena = arena_new();
    struct diag d = diag_new(w->arena);
    w->catalog = catalog_load(w->arena, "content", &d);
    w->measures = w->catalog ? measures_load(w->arena, "content", w->catalog, NULL, &d) : NULL;
    *state = w;
    return w->measures ? 0 : -1;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    arena_free(w->arena);
    free(w);
    return 0;
}

/* The search. */

struct problem {
    struct plan_item items[ITEMS_MOST];
    size_t before[ITEMS_MOST];
    size_t count;
    struct plan_room room;
};

static void make_problem(struct problem *p, uint64_t *seed)
{
    *p = (struct problem){.count = 1 + (size_t)below(seed, ITEMS_MOST)};
    int64_t money = below(seed, 60) * MAN;
    int64_t weeks = 1 + below(seed, 6);
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        p->room.money[year] = money;
        p->room.weeks[year] = weeks;
    }
    for (size_t i = 0; i < p->count; i++) {
        struct plan_item *item = &p->items[i];
        *item = (struct plan_item){.value = 1 + below(seed, 1000),
                                   .weeks = below(seed, 4),
                                   .earliest = (size_t)below(seed, 8) == 0 ? 1 : 0};
        item->first = below(seed, 3) ? below(seed, 30) * MAN : 0;
        item->yearly = below(seed, 3) ? below(seed, 15) * MAN : 0;
        item->before = &p->before[i];
        if (i > 0 && below(seed, 3) == 0) {
            p->before[i] = (size_t)below(seed, (int64_t)i);
            item->before_count = 1;
        }
    }
}

/* The value of a whole assignment, or -1 when it breaks a rule. */
static int64_t judge(const struct problem *p, const size_t *years)
{
    int64_t value = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        int64_t money = 0;
        int64_t weeks = 0;
        for (size_t i = 0; i < p->count; i++) {
            money += years[i] == year ? p->items[i].first : 0;
            money += years[i] <= year ? p->items[i].yearly : 0;
            weeks += years[i] == year ? p->items[i].weeks : 0;
        }
        if (money > p->room.money[year] || weeks > p->room.weeks[year])
            return -1;
    }
    for (size_t i = 0; i < p->count; i++) {
        if (years[i] == PLAN_YEARS)
            continue;
        if (years[i] < p->items[i].earliest)
            return -1;
        if (p->items[i].before_count > 0 && years[p->before[i]] > years[i])
            return -1;
        value += p->items[i].value * (int64_t)(PLAN_YEARS - years[i]);
    }
    return value;
}

static int64_t best_of_all(const struct problem *p)
{
    size_t years[ITEMS_MOST] = {0};
    int64_t best = 0;
    for (;;) {
        int64_t value = judge(p, years);
        if (value > best)
            best = value;
        size_t i = 0;
        while (i < p->count && years[i] == PLAN_YEARS)
            years[i++] = 0;
        if (i == p->count)
            return best;
        years[i]++;
    }
}

static void a_plan_small_enough_to_enumerate_is_optimal(void **state)
{
    struct world *w = *state;
    uint64_t seed = 20261122;
    for (int n = 0; n < SEARCHES; n++) {
        struct problem p;
        make_problem(&p, &seed);
        size_t years[ITEMS_MOST];
        struct plan_room room = p.room;
        assert_true(plan_search(w->arena, p.items, p.count, &room, years));
        assert_int_equal(judge(&p, years), best_of_all(&p));
    }
}

static void the_room_left_is_what_the_plan_does_not_use(void **state)
{
    struct world *w = *state;
    const struct plan_item item = {
        .value = 5, .first = 30, .yearly = 20, .weeks = 2, .earliest = 1};
    struct plan_room room = {{100, 100, 100}, {3, 3, 3}};
    size_t year = 0;
    assert_true(plan_search(w->arena, &item, 1, &room, &year));
    assert_int_equal(year, 1);
    const struct plan_room left = {{100, 50, 80}, {3, 1, 3}};
    assert_memory_equal(&room, &left, sizeof room);
}

/* A client's like it: without a rule for equals the search gave up here. */
static void many_things_of_one_kind_are_planned_to_the_best(void **state)
{
    struct world *w = *state;
    struct plan_item items[] = {
        {.value = 16041, .weeks = 1},
        {.value = 23041, .weeks = 2},
        {.value = 11041, .weeks = 1},
        {.value = 9041, .weeks = 1},
        {.value = 6041, .weeks = 1},
        {.value = 5061, .weeks = 1},
        {.value = 5041, .weeks = 1},
        {.value = 5021, .weeks = 1},
        {.value = 5021, .weeks = 2},
        {.value = 3021, .weeks = 1},
        {.value = 50041, .first = 40000, .weeks = 1},
        {.value = 2021, .weeks = 1},
        {.value = 30041, .yearly = 12000, .weeks = 1},
        {.value = 44021, .first = 30000, .yearly = 6000, .weeks = 2},
        {.value = 8041, .first = 5000, .weeks = 1},
        {.value = 12041, .yearly = 24000, .weeks = 1},
        {.value = 7021, .yearly = 8000, .weeks = 1},
        {.value = 26041, .first = 60000, .weeks = 2},
        {.value = 2001, .weeks = 1},
        {.value = 1981, .weeks = 1},
        {.value = 1961, .weeks = 1},
    };
    enum { COUNT = sizeof items / sizeof *items };
    size_t years[COUNT];
    struct plan_room room = {.money = {80000, 102000, 102000}, .weeks = {0, 9, 10}};
    assert_true(plan_search(w->arena, items, COUNT, &room, years));
}

static void things_that_wait_for_each_other_stay_out(void **state)
{
    struct world *w = *state;
    const size_t second = 1;
    const size_t first = 0;
    const struct plan_item items[] = {{.value = 1, .before = &second, .before_count = 1},
                                      {.value = 1, .before = &first, .before_count = 1}};
    struct plan_room room = {{1, 1, 1}, {1, 1, 1}};
    size_t years[2];
    plan_search(w->arena, items, 2, &room, years);
    assert_int_equal(years[0], PLAN_YEARS);
    assert_int_equal(years[1], PLAN_YEARS);
}

/* Random firms. */

static struct client *random_client(struct world *w, uint64_t *seed)
{
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 1 + below(seed, 300);
    client->trade = (int)below(seed, TRADE_OTHER + 1);
    client->it.remote_access = (int)below(seed, REMOTE_UNKNOWN + 1);
    client->it.website = (int)below(seed, WEBSITE_SHOP + 1);
    client->it.backup = (int)below(seed, BACKUP_UNKNOWN + 1);
    client->contract.kind = (int)below(seed, CONTRACT_PACKAGE + 1);
    client->security_action.stars = below(seed, 3);
    client->security_action.policy_published = below(seed, 2) == 0;
    client->money_per_year = below(seed, 5) ? below(seed, 200) * MAN : SCHEMA_ABSENT;
    const struct measure_entry *list = w->measures->list.items;
    for (size_t i = 0; i < w->measures->list.count; i++) {
        int64_t wish = below(seed, 12);
        struct schema_list *to = wish == 0 ? &client->chosen : &client->refused;
        if (wish > 1)
            continue;
        struct text *id = arena_push(w->arena, &to->items, &to->count, sizeof *id);
        *id = list[i].id;
    }
    return client;
}

static const struct score *random_score(struct world *w, uint64_t *seed)
{
    const struct sheet *sheet = catalog_sheet(w->catalog, text_of("self-check-2026"));
    struct assessment *assessment = arena_alloc(w->arena, sizeof *assessment);
    struct answer_entry *answers = arena_array(w->arena, sheet->items.count, sizeof *answers);
    for (size_t i = 0; i < sheet->items.count; i++)
        answers[i].answer = (enum answer)(ANSWER_YES + below(seed, ANSWER_COUNT - ANSWER_YES));
    assessment->sheet = sheet;
    assessment->answers = answers;
    return score_make(w->arena, assessment);
}

static void add_losses(struct world *w, uint64_t *seed, struct measure_basis *basis)
{
    static const char *const IDS[] = {"ransomware",  "mail-fraud",   "leak-mistake", "leak-attack",
                                      "lost-device", "mail-malware", "failure",      "insider"};
    enum { COUNT = sizeof IDS / sizeof *IDS };
    struct loss *losses = arena_array(w->arena, COUNT, sizeof *losses);
    for (size_t i = 0; i < COUNT; i++) {
        int64_t likely = below(seed, 5000) * MAN;
        losses[i] = (struct loss){.id = text_of(IDS[i]),
                                  .name = text_of(IDS[i]),
                                  .likely = likely,
                                  .year_low = likely / 1000,
                                  .year_high = likely / 20};
    }
    basis->losses = losses;
    basis->loss_count = COUNT;
}

static const struct plan *plan_for(struct world *w, const struct client *client, uint64_t *seed)
{
    struct measure_basis *basis = arena_alloc(w->arena, sizeof *basis);
    basis->client = client;
    basis->score = random_score(w, seed);
    basis->pcs = below(seed, 300);
    basis->notebooks = below(seed, 100);
    basis->servers = below(seed, 10);
    add_losses(w, seed, basis);
    return plan_make(w->arena, measure_make(w->arena, w->measures, basis));
}

static size_t year_of(const struct plan *plan, struct text id)
{
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        for (size_t i = 0; i < plan->years[year].step_count; i++) {
            if (text_equal(plan->years[year].steps[i].result->measure->id, id))
                return year;
        }
    }
    return PLAN_YEARS;
}

static void keeps_its_budget(const struct plan *plan)
{
    int64_t running = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        const struct plan_year *y = &plan->years[year];
        int64_t begun = 0;
        int64_t weeks = 0;
        assert_int_equal(y->running_cost, running);
        for (size_t i = 0; i < y->step_count; i++) {
            begun += y->steps[i].result->first + y->steps[i].result->yearly;
            running += y->steps[i].result->yearly;
            weeks += y->steps[i].result->measure->weeks;
        }
        assert_int_equal(y->cost, begun + y->running_cost);
        assert_true(y->cost <= plan->budget);
        assert_true(weeks <= plan->weeks_per_year);
    }
}

static void keeps_the_order(const struct plan *plan)
{
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        for (size_t i = 0; i < plan->years[year].step_count; i++) {
            const struct measure_result *result = plan->years[year].steps[i].result;
            const struct text *after = result->measure->after.items;
            assert_false(result->refused && !result->chosen);
            assert_int_equal(year_of(plan, result->measure->id), year);
            for (size_t b = 0; b < result->measure->after.count; b++) {
                if (measure_find(plan->results, after[b]))
                    assert_true(year_of(plan, after[b]) <= year);
            }
        }
    }
}

static void gets_better_every_year(const struct plan *plan)
{
    int64_t low = plan->before_low;
    int64_t high = plan->before_high;
    int64_t total = plan->results->basis->score->total;
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        const struct plan_year *y = &plan->years[year];
        assert_true(y->remaining_low >= 0 && y->remaining_low <= low);
        assert_true(y->remaining_high >= y->remaining_low && y->remaining_high <= high);
        assert_true(y->score->total >= total);
        low = y->remaining_low;
        high = y->remaining_high;
        total = y->score->total;
    }
}

/* Every result is planned, refused, or told as "later", once. */
static void forgets_nothing(const struct plan *plan)
{
    size_t planned = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++)
        planned += plan->years[year].step_count;
    assert_int_equal(planned + plan->refused_count + plan->later_count, plan->results->count);
}

static void random_firms_get_plans_that_keep_their_promises(void **state)
{
    struct world *w = *state;
    uint64_t seed = 12345;
    for (int i = 0; i < RANDOM_CLIENTS; i++) {
        const struct client *client = random_client(w, &seed);
        const struct plan *plan = plan_for(w, client, &seed);
        keeps_its_budget(plan);
        keeps_the_order(plan);
        gets_better_every_year(plan);
        forgets_nothing(plan);
    }
}

static void a_wish_comes_first_with_what_it_needs(void **state)
{
    struct world *w = *state;
    uint64_t seed = 7;
    struct text wish = text_of("policy-publish");
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 40;
    client->money_per_year = 0;
    client->chosen = (struct schema_list){&wish, 1};
    struct measure_basis *basis = arena_alloc(w->arena, sizeof *basis);
    basis->client = client;
    basis->score = random_score(w, &seed);
    /* Every answer "no": all is needed, but nothing may cost. */
    struct answer_entry *answers = (struct answer_entry *)basis->score->assessment->answers;
    for (size_t i = 0; i < basis->score->sheet->items.count; i++)
        answers[i].answer = ANSWER_NO;
    add_losses(w, &seed, basis);
    const struct plan *plan = plan_make(w->arena, measure_make(w->arena, w->measures, basis));
    assert_int_equal(year_of(plan, wish), 0);
    assert_int_equal(year_of(plan, text_of("star-one")), 0);
    assert_int_equal(year_of(plan, text_of("rules-sheet")), 0);
    assert_int_equal(plan->years[2].cost, 0);
}

/* A firm to which all that its plan could begin is missing, without money. */
static const struct plan *plan_of_nothing(struct world *w, struct text *refused)
{
    uint64_t seed = 11;
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 40;
    if (refused)
        client->refused = (struct schema_list){refused, 1};
    struct measure_basis *basis = arena_alloc(w->arena, sizeof *basis);
    basis->client = client;
    basis->score = random_score(w, &seed);
    struct answer_entry *answers = (struct answer_entry *)basis->score->assessment->answers;
    for (size_t i = 0; i < basis->score->sheet->items.count; i++)
        answers[i].answer = ANSWER_NO;
    add_losses(w, &seed, basis);
    return plan_make(w->arena, measure_make(w->arena, w->measures, basis));
}

static void the_first_star_takes_nothing_and_is_declared_in_the_first_year(void **state)
{
    struct world *w = *state;
    struct text star = text_of("star-one");
    const struct plan *plan = plan_of_nothing(w, NULL);
    assert_int_equal(year_of(plan, star), 0);
    for (size_t i = 0; i < plan->years[0].step_count; i++)
        assert_false(plan->years[0].steps[i].wished);
    assert_int_equal(year_of(plan_of_nothing(w, &star), star), PLAN_YEARS);
    for (uint64_t seed = 1; seed < 300; seed++) {
        uint64_t state_of_seed = seed;
        struct client client = {.employees = 1 + below(&state_of_seed, 300)};
        size_t year = year_of(plan_for(w, &client, &state_of_seed), star);
        assert_int_equal(year, 0);
    }
}

static void what_needs_a_refused_measure_is_not_planned(void **state)
{
    struct world *w = *state;
    uint64_t seed = 7;
    struct text refused = text_of("star-one");
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 300;
    client->money_per_year = 10000 * (int64_t)MAN;
    client->refused = (struct schema_list){&refused, 1};
    const struct plan *plan = plan_for(w, client, &seed);
    assert_int_equal(plan->refused_count, 1);
    assert_int_equal(year_of(plan, text_of("policy-publish")), PLAN_YEARS);
    bool told = false;
    for (size_t i = 0; i < plan->later_count; i++)
        told = told || (text_is(plan->later[i].result->measure->id, "policy-publish") &&
                        plan->later[i].reason == PLAN_BLOCKED);
    assert_true(told);
}

static void an_untold_budget_is_assumed_and_said_so(void **state)
{
    struct world *w = *state;
    uint64_t seed = 7;
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 2;
    client->money_per_year = SCHEMA_ABSENT;
    const struct plan *plan = plan_for(w, client, &seed);
    assert_true(plan->budget_assumed);
    assert_int_equal(plan->budget, 5 * MAN); /* the least, not 2 × 12,000 yen */
    client->employees = 14;
    assert_int_equal(plan_for(w, client, &seed)->budget, 168000);
}

/* What stands on paper. */

static int64_t member(const struct value *map, const char *key)
{
    return value_get(map, text_of(key))->number;
}

static void costs_on_paper_add_up_to_the_year(void **state)
{
    struct world *w = *state;
    uint64_t seed = 99;
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 40;
    client->money_per_year = 45 * MAN;
    const struct plan *plan = plan_for(w, client, &seed);
    struct value *measures = data_measures(w->arena, plan);
    struct value *data = data_plan(w->arena, plan, measures);
    const struct value *years = value_get(data, text_of("years"));
    assert_int_equal(years->count, PLAN_YEARS);
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        const struct value *list = value_get(years->items[year], text_of("measures"));
        int64_t sum = 0;
        for (size_t i = 0; i < list->count; i++)
            sum += member(list->items[i], "cost_first");
        assert_int_equal(sum, member(years->items[year], "cost_new"));
        assert_int_equal(sum + member(years->items[year], "cost_running"),
                         member(years->items[year], "cost"));
    }
    assert_true(value_get(data, text_of("this_year"))->count <= 3);
}

static void a_refused_measure_becomes_a_sentence_to_sign(void **state)
{
    struct world *w = *state;
    uint64_t seed = 3;
    struct text refused[] = {text_of("watch-network"), text_of("star-one")};
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 40;
    client->money_per_year = 45 * MAN;
    client->refused = (struct schema_list){refused, 2};
    const struct plan *plan = plan_for(w, client, &seed);
    struct value *data = data_plan(w->arena, plan, data_measures(w->arena, plan));
    const struct value *list = value_get(data, text_of("acceptances"));
    assert_int_equal(list->count, plan->refused_count);
    for (size_t i = 0; i < list->count; i++) {
        struct text sentence = value_get(list->items[i], text_of("sentence"))->text;
        assert_true(text_find(sentence, "見送ります。", 0) != SIZE_MAX);
        assert_true(text_find(sentence, "star-one", 0) == SIZE_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_small_enough_to_enumerate_is_optimal),
        cmocka_unit_test(the_room_left_is_what_the_plan_does_not_use),
        cmocka_unit_test(many_things_of_one_kind_are_planned_to_the_best),
        cmocka_unit_test(things_that_wait_for_each_other_stay_out),
        cmocka_unit_test(random_firms_get_plans_that_keep_their_promises),
        cmocka_unit_test(a_wish_comes_first_with_what_it_needs),
        cmocka_unit_test(the_first_star_takes_nothing_and_is_declared_in_the_first_year),
        cmocka_unit_test(what_needs_a_refused_measure_is_not_planned),
        cmocka_unit_test(an_untold_budget_is_assumed_and_said_so),
        cmocka_unit_test(costs_on_paper_add_up_to_the_year),
        cmocka_unit_test(a_refused_measure_becomes_a_sentence_to_sign),
    };
    return cmocka_run_group_tests_name("plan", tests, set_up, tear_down);
}
