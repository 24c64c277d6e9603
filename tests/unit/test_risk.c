/* IPA's risk value, worked by hand, and the rules from answers to vulnerability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/risk.h"

enum { TOPICS = 3 };

static const char *const NAMES[TOPICS] = {"update", "password", "backup"};

/* 中小企業の情報セキュリティ対策ガイドライン 3.1, p. 52: the table of 被害発生可能性, rows threat 1
 * to 3, columns vulnerability 1 to 3. */
static const int64_t LIKELIHOOD[3][3] = {{1, 1, 1}, {1, 1, 2}, {1, 2, 3}};

static void all_27_combinations_are_those_of_the_guideline(void **state)
{
    (void)state;
    for (int64_t importance = 1; importance <= 3; importance++) {
        for (int64_t threat = 1; threat <= 3; threat++) {
            for (int64_t vulnerability = 1; vulnerability <= 3; vulnerability++) {
                int64_t likelihood = risk_likelihood(threat, vulnerability);
                assert_int_equal(likelihood, LIKELIHOOD[threat - 1][vulnerability - 1]);
                int64_t value = importance * likelihood;
                enum grade grade = risk_grade(value);
                if (value == 6 || value == 9)
                    assert_int_equal(grade, GRADE_LARGE);
                else
                    assert_int_equal(grade, value == 4 ? GRADE_MIDDLE : GRADE_SMALL);
            }
        }
    }
}

/* The examples printed in the guideline: importance × (threat, vulnerability) before and after. */
static void the_printed_examples_come_out(void **state)
{
    (void)state;
    /* A laptop with 1,000 customers: 3 × 2 = 6; encrypted 3 × 1 = 3. */
    assert_int_equal(3 * risk_likelihood(2, 3), 6);
    assert_int_equal(3 * risk_likelihood(2, 2), 3);
    /* Cards leak from a shop: 9; after measures 3. */
    assert_int_equal(3 * risk_likelihood(3, 3), 9);
    assert_int_equal(3 * risk_likelihood(3, 1), 3);
    /* Ransomware with online backup only 6; with offline backup 3. */
    assert_int_equal(3 * risk_likelihood(3, 2), 6);
    assert_int_equal(3 * risk_likelihood(3, 1), 3);
}

static struct sheet *make_sheet(struct arena *a)
{
    static const char *const NUMBERS[TOPICS] = {"1", "2", "3"};
    struct sheet *sheet = arena_alloc(a, sizeof *sheet);
    sheet->points = (struct sheet_points){.yes = 4, .partly = 2, .no = 0, .unknown = -1};
    struct sheet_band *band = arena_alloc(a, sizeof *band);
    band->from = -25;
    sheet->bands = (struct schema_list){band, 1};
    struct sheet_item *items = arena_array(a, TOPICS, sizeof *items);
    for (size_t i = 0; i < TOPICS; i++) {
        items[i].number = text_of(NUMBERS[i]);
        items[i].topic = text_of(NAMES[i]);
        items[i].priority = 1;
    }
    sheet->items = (struct schema_list){items, TOPICS};
    return sheet;
}

static const struct score *make_score(struct arena *a, const enum answer answers[TOPICS])
{
    struct assessment *assessment = arena_alloc(a, sizeof *assessment);
    struct answer_entry *entries = arena_array(a, TOPICS, sizeof *entries);
    for (size_t i = 0; i < TOPICS; i++)
        entries[i].answer = answers[i];
    assessment->sheet = make_sheet(a);
    assessment->answers = entries;
    return score_make(a, assessment);
}

/* One scenario of base importance 2 and threat 3 that looks at the three topics; the first decides
 * (weight 2). */
static struct risk_catalog *make_catalog(struct arena *a)
{
    struct risk_catalog *catalog = arena_alloc(a, sizeof *catalog);
    catalog->estimates.pcs_per_employee.value = 1000;
    catalog->estimates.profit_per_employee.value = 20000;
    catalog->estimates.sales_per_profit.value = 800000;
    catalog->estimates.persons_per_employee.value = 30000;
    struct risk_topic *topics = arena_array(a, TOPICS, sizeof *topics);
    for (size_t i = 0; i < TOPICS; i++)
        topics[i] = (struct risk_topic){.topic = text_of(NAMES[i]), .weight = i == 0 ? 2 : 1};
    struct level_rule *rule = arena_alloc(a, sizeof *rule);
    *rule = (struct level_rule){.when = EXPOSURE_SERVERS, .level = 3, .because = text_of("server")};
    struct scenario *scenario = arena_alloc(a, sizeof *scenario);
    scenario->id = text_of("one");
    scenario->topics = (struct schema_list){topics, TOPICS};
    scenario->importance =
        (struct level_table){.base = 2, .because = text_of("base"), .rules = {rule, 1}};
    scenario->threat = (struct level_table){.base = 3, .because = text_of("always")};
    catalog->scenarios = (struct schema_list){scenario, 1};
    return catalog;
}

static struct client *make_client(struct arena *a)
{
    struct client *client = arena_alloc(a, sizeof *client);
    client->id = text_of("someone");
    client->employees = 10;
    client->yearly_sales = SCHEMA_ABSENT;
    client->gross_profit_per_day = SCHEMA_ABSENT;
    client->it = (struct client_it){.pcs = 8, .notebooks = 0, .servers = 0};
    return client;
}

static int64_t vulnerability_of(struct arena *a, enum answer first, enum answer second,
                                enum answer third)
{
    const enum answer answers[TOPICS] = {first, second, third};
    return risk_make(a, make_catalog(a), make_client(a), make_score(a, answers))
        ->items[0]
        .vulnerability;
}

static void vulnerability_is_the_weighted_mean_rounded_up(void **state)
{
    struct arena *a = *state;
    assert_int_equal(vulnerability_of(a, ANSWER_YES, ANSWER_YES, ANSWER_YES), 1);
    /* (1×2 + 1 + 3) ÷ 4 = 1.5 */
    assert_int_equal(vulnerability_of(a, ANSWER_YES, ANSWER_YES, ANSWER_NO), 2);
    /* (2×2 + 2 + 2) ÷ 4 = 2 exactly */
    assert_int_equal(vulnerability_of(a, ANSWER_PARTLY, ANSWER_PARTLY, ANSWER_PARTLY), 2);
    /* (3×2 + 1 + 2) ÷ 4 = 2.25 */
    assert_int_equal(vulnerability_of(a, ANSWER_UNKNOWN, ANSWER_YES, ANSWER_PARTLY), 3);
}

static void items_that_do_not_apply_are_left_out(void **state)
{
    struct arena *a = *state;
    assert_int_equal(vulnerability_of(a, ANSWER_NOT_APPLICABLE, ANSWER_YES, ANSWER_NOT_APPLICABLE),
                     1);
    const enum answer none[TOPICS] = {ANSWER_NOT_APPLICABLE, ANSWER_NOT_APPLICABLE,
                                      ANSWER_NOT_APPLICABLE};
    const struct risk_result *result =
        risk_make(a, make_catalog(a), make_client(a), make_score(a, none));
    assert_int_equal(result->items[0].vulnerability, 2);
    assert_true(result->items[0].vulnerability_assumed);
}

static void a_better_answer_never_raises_the_risk(void **state)
{
    static const enum answer ORDER[] = {ANSWER_UNKNOWN, ANSWER_NO, ANSWER_PARTLY, ANSWER_YES};
    struct arena *a = *state;
    for (size_t i = 0; i < 64; i++) {
        size_t places[TOPICS] = {i % 4, i / 4 % 4, i / 16};
        int64_t before = vulnerability_of(a, ORDER[places[0]], ORDER[places[1]], ORDER[places[2]]);
        for (size_t t = 0; t < TOPICS; t++) {
            if (places[t] == 3)
                continue;
            places[t]++;
            int64_t after =
                vulnerability_of(a, ORDER[places[0]], ORDER[places[1]], ORDER[places[2]]);
            assert_true(after <= before);
            places[t]--;
        }
    }
}

static void an_exposure_raises_the_importance_and_says_why(void **state)
{
    struct arena *a = *state;
    const enum answer answers[TOPICS] = {ANSWER_NO, ANSWER_NO, ANSWER_NO};
    struct client *client = make_client(a);
    const struct score *score = make_score(a, answers);
    const struct risk *risk = risk_make(a, make_catalog(a), client, score)->items;
    assert_int_equal(risk->value, 6); /* 2 × 3 */
    assert_true(text_is(risk->importance_because, "base"));
    client->it.servers = 1;
    risk = risk_make(a, make_catalog(a), client, score)->items;
    assert_int_equal(risk->value, 9);
    assert_true(text_is(risk->importance_because, "server"));
    assert_int_equal(risk->weak_count, TOPICS);
    assert_true(text_is(risk->answers[0].topic->topic, "update")); /* the deciding one first */
}

static void a_scenario_without_its_exposure_is_left_out(void **state)
{
    struct arena *a = *state;
    const enum answer answers[TOPICS] = {ANSWER_NO, ANSWER_NO, ANSWER_NO};
    struct risk_catalog *catalog = make_catalog(a);
    struct scenario *scenario = catalog->scenarios.items;
    static const int NEEDED[] = {EXPOSURE_SHOP, EXPOSURE_NOTEBOOKS};
    scenario->exposures = NEEDED;
    scenario->exposure_words.count = 2;
    struct client *client = make_client(a);
    const struct risk_result *result = risk_make(a, catalog, client, make_score(a, answers));
    assert_int_equal(result->count, 0);
    assert_int_equal(result->absent_count, 1);
    client->it.notebooks = 1; /* one of them is enough */
    assert_int_equal(risk_make(a, catalog, client, make_score(a, answers))->count, 1);
}

static void missing_figures_are_estimated_from_size_and_named(void **state)
{
    struct arena *a = *state;
    struct client *client = make_client(a);
    client->it.pcs = SCHEMA_ABSENT;
    const struct figures *figures = figures_make(a, make_catalog(a), client);
    assert_int_equal(figures->values[FIGURE_PCS], 10);
    assert_int_equal(figures->values[FIGURE_PROFIT], 200000);
    assert_int_equal(figures->values[FIGURE_SALES], 160000000);
    assert_int_equal(figures->values[FIGURE_PERSONS], 300);
    assert_true(figures->estimated[FIGURE_PCS]);
    assert_false(figures->estimated[FIGURE_SERVERS]);
    assert_int_equal(figures->estimated_count, 4);
    client->yearly_sales = 80000000;
    figures = figures_make(a, make_catalog(a), client);
    assert_int_equal(figures->values[FIGURE_PROFIT], 100000);
    assert_int_equal(figures->estimated_count, 3);
}

static int make_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_27_combinations_are_those_of_the_guideline),
        cmocka_unit_test(the_printed_examples_come_out),
        cmocka_unit_test_setup_teardown(vulnerability_is_the_weighted_mean_rounded_up, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(items_that_do_not_apply_are_left_out, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(a_better_answer_never_raises_the_risk, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(an_exposure_raises_the_importance_and_says_why, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(a_scenario_without_its_exposure_is_left_out, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(missing_figures_are_estimated_from_size_and_named,
                                        make_arena, free_arena),
    };
    return cmocka_run_group_tests_name("risk", tests, NULL, NULL);
}
