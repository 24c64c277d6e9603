/* Cost, loss removed, ROSI and break-even of measures against numbers worked by hand, and what the
 * catalogue's loader refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"
#include "model/measure.h"

enum { TOPICS = 3, YEN_MAN = 10000 };

/* A sheet that asks about backup, update and training; a firm of 40 with 32 PCs and 2 servers. */
struct world {
    struct arena *arena;
    struct measures *measures;
    struct measure_entry *measure;
    struct client *client;
    struct measure_basis *basis;
    struct answer_entry *answers;
};

static const struct sheet *make_sheet(struct arena *a)
{
    static const char *const WORDS[TOPICS] = {"backup", "update", "training"};
    struct sheet *sheet = arena_alloc(a, sizeof *sheet);
    struct sheet_band *band = arena_alloc(a, sizeof *band);
    struct sheet_category *category = arena_alloc(a, sizeof *category);
    struct sheet_item *items = arena_array(a, TOPICS, sizeof *items);
    band->from = -100;
    category->id = text_of("all");
    for (size_t i = 0; i < TOPICS; i++) {
        items[i].number = text_of(WORDS[i]);
        items[i].topic = text_of(WORDS[i]);
        items[i].category = category->id;
        items[i].priority = 1;
    }
    sheet->pass = 70;
    sheet->points = (struct sheet_points){.yes = 4, .partly = 2, .no = 0, .unknown = -1};
    sheet->bands = (struct schema_list){band, 1};
    sheet->categories = (struct schema_list){category, 1};
    sheet->items = (struct schema_list){items, TOPICS};
    return sheet;
}

static struct measure_basis *make_basis(struct arena *a, struct client *client,
                                        const struct answer_entry *answers)
{
    struct measure_basis *basis = arena_alloc(a, sizeof *basis);
    struct assessment *assessment = arena_alloc(a, sizeof *assessment);
    struct loss *losses = arena_array(a, 2, sizeof *losses);
    assessment->sheet = make_sheet(a);
    assessment->answers = answers;
    basis->client = client;
    basis->score = score_make(a, assessment);
    basis->pcs = 32;
    basis->notebooks = 9;
    basis->servers = 2;
    /* 19,000,000 yen once; 0.1 % to 1 % a year. */
    losses[0] = (struct loss){.id = text_of("ransomware"),
                              .name = text_of("身代金"),
                              .likely = 1900 * YEN_MAN,
                              .year_low = 19000,
                              .year_high = 190000};
    losses[1] = (struct loss){.id = text_of("mail-fraud"),
                              .name = text_of("送金"),
                              .likely = 320 * YEN_MAN,
                              .year_low = 3200,
                              .year_high = 32000};
    basis->losses = losses;
    basis->loss_count = 2;
    return basis;
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct arena *a = w->arena = arena_new();
    w->measures = arena_alloc(a, sizeof *w->measures);
    w->measure = arena_alloc(a, sizeof *w->measure);
    w->client = arena_alloc(a, sizeof *w->client);
    w->client->employees = 40;
    w->answers = arena_array(a, TOPICS, sizeof *w->answers);
    for (size_t i = 0; i < TOPICS; i++)
        w->answers[i].answer = ANSWER_NO;
    w->measures->shares = (struct measure_shares){
        .grades = {{50, 80}, {25, 50}, {10, 25}}, .partly_percent = 50, .most = {60, 80}};
    w->measures->list = (struct schema_list){w->measure, 1};
    w->measure->id = text_of("backup-offsite");
    struct measure_topic *topic = arena_alloc(a, sizeof *topic);
    *topic = (struct measure_topic){.topic = text_of("backup"), .to = 1};
    w->measure->topics = (struct schema_list){topic, 1};
    struct measure_effect *effect = arena_alloc(a, sizeof *effect);
    *effect = (struct measure_effect){
        .scenario = text_of("ransomware"), .on = EFFECT_LOSS, .grade = EFFECT_LARGE};
    w->measure->effects = (struct schema_list){effect, 1};
    w->measure->cost.yearly.fixed = 18 * YEN_MAN;
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    arena_free(w->arena);
    free(w);
    return 0;
}

static const struct measure_results *results_of(struct world *w)
{
    w->basis = make_basis(w->arena, w->client, w->answers);
    return measure_make(w->arena, w->measures, w->basis);
}

/* The design sheet's row "1,900万円, half of it removed, 18万円 a year: once in 53 years" was
 * rounded from 9,500,000 ÷ 180,000 = 52.7; ours never rounds in favour of buying. */
static void break_even_is_the_loss_removed_once_by_the_yearly_cost(void **state)
{
    struct world *w = *state;
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->once_low, 950 * YEN_MAN);
    assert_int_equal(result->once_high, 1520 * YEN_MAN);
    assert_int_equal(result->break_even, BREAK_EVEN_YEARS);
    assert_int_equal(result->break_even_value, 52);
}

/* ROSI = (loss reduction − cost of solution) ÷ cost of solution (ENISA 2012): 19,000 × 50 % = 9,500
 * against 180,000 yen is −94.7 %; 190,000 × 80 % = 152,000 is −15.6 %. */
static void rosi_is_a_range_from_the_low_to_the_high_frequency(void **state)
{
    struct world *w = *state;
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->removed_low, 9500);
    assert_int_equal(result->removed_high, 152000);
    assert_int_equal(result->rosi_low, -94);
    assert_int_equal(result->rosi_high, -15);
}

static void rosi_above_the_cost_is_positive(void **state)
{
    struct world *w = *state;
    w->measure->cost.yearly.fixed = 50000;
    /* (152,000 − 50,000) ÷ 50,000 = 204 % */
    assert_int_equal(results_of(w)->items[0].rosi_high, 204);
}

/* 16,000 + 2 × 16,000 once; 12,000 + 2 × 24,000 a year: (48,000 + 3 × 60,000) ÷ 3 = 76,000. */
static void the_cost_of_a_year_is_the_mean_of_three(void **state)
{
    struct world *w = *state;
    w->measure->cost.first = (struct measure_amount){.fixed = 16000, .per_server = 16000};
    w->measure->cost.yearly = (struct measure_amount){.fixed = 12000, .per_server = 24000};
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->first, 48000);
    assert_int_equal(result->yearly, 60000);
    assert_int_equal(result->mean_yearly, 76000);
}

static void every_unit_of_cost_counts(void **state)
{
    struct world *w = *state;
    w->measure->cost.yearly = (struct measure_amount){1000000, 100000, 10000, 1000, 10};
    /* 1,000,000 + 32 × 100,000 + 9 × 10,000 + 2 × 1,000 + 40 × 10 */
    assert_int_equal(results_of(w)->items[0].yearly, 4292400);
}

static void the_vendors_price_replaces_both_amounts(void **state)
{
    struct world *w = *state;
    struct measure_price price = {.measure = text_of("backup-offsite"), .first = {.fixed = 700}};
    struct schema_list prices = {&price, 1};
    results_of(w);
    w->basis->prices = &prices;
    const struct measure_results *results = measure_make(w->arena, w->measures, w->basis);
    assert_int_equal(results->items[0].first, 700);
    assert_int_equal(results->items[0].yearly, 0);
    assert_true(results->items[0].own_price);
}

static void a_measure_that_costs_nothing_has_no_break_even_in_years(void **state)
{
    struct world *w = *state;
    w->measure->cost.yearly.fixed = 0;
    assert_int_equal(results_of(w)->items[0].break_even, BREAK_EVEN_FREE);
}

static void a_measure_dearer_than_the_loss_needs_more_than_one_a_year(void **state)
{
    struct world *w = *state;
    w->measure->cost.yearly.fixed = 2000 * YEN_MAN;
    const struct measure_result *result = &results_of(w)->items[0];
    /* 20,000,000 ÷ 9,500,000 = 2.1, told as 3 */
    assert_int_equal(result->break_even, BREAK_EVEN_TIMES);
    assert_int_equal(result->break_even_value, 3);
}

static void without_a_known_scenario_nothing_is_removed(void **state)
{
    struct world *w = *state;
    ((struct measure_effect *)w->measure->effects.items)->scenario = text_of("fire");
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->removed_high, 0);
    assert_int_equal(result->break_even, BREAK_EVEN_NONE);
}

static void partly_done_halves_what_is_left_to_gain(void **state)
{
    struct world *w = *state;
    w->answers[0].answer = ANSWER_PARTLY;
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->need, MEASURE_HALF);
    assert_int_equal(result->once_low, 475 * YEN_MAN);
    assert_int_equal(result->points, 2);
}

static void what_is_done_or_not_applicable_is_not_needed(void **state)
{
    struct world *w = *state;
    w->answers[0].answer = ANSWER_YES;
    assert_int_equal(results_of(w)->count, 0);
    w->answers[0].answer = ANSWER_NOT_APPLICABLE;
    assert_int_equal(results_of(w)->count, 0);
    w->answers[0].answer = ANSWER_UNKNOWN;
    assert_int_equal(results_of(w)->count, 1);
    assert_int_equal(results_of(w)->items[0].points, 5);
}

static void a_question_never_asked_counts_as_open_and_says_so(void **state)
{
    struct world *w = *state;
    ((struct measure_topic *)w->measure->topics.items)->topic = text_of("wifi");
    const struct measure_result *result = &results_of(w)->items[0];
    assert_int_equal(result->need, MEASURE_FULL);
    assert_false(result->asked);
}

static void a_measure_for_servers_is_not_for_firms_without(void **state)
{
    struct world *w = *state;
    enum measure_fact facts[] = {MEASURE_FACT_SERVER};
    struct text word = text_of("server");
    w->measure->when = facts;
    w->measure->when_words = (struct schema_list){&word, 1};
    assert_int_equal(results_of(w)->count, 1);
    w->basis->servers = 0;
    assert_int_equal(measure_make(w->arena, w->measures, w->basis)->count, 0);
}

static void answers_are_only_ever_improved(void **state)
{
    struct world *w = *state;
    struct measure_topic *topic = w->measure->topics.items;
    const struct measure_entry *const done[] = {w->measure};
    topic->to = 0;
    results_of(w);
    /* no → partly: 2 of 12 points */
    assert_int_equal(measure_score(w->arena, w->basis->score, done, 1)->points, 2);
    w->answers[0].answer = ANSWER_YES;
    results_of(w);
    assert_int_equal(measure_score(w->arena, w->basis->score, done, 1)->points, 4);
}

static void shares_of_large_sums_do_not_overflow(void **state)
{
    (void)state;
    assert_int_equal(measure_percent(999999999999999999, 80), 799999999999999999);
    assert_int_equal(measure_percent(99, 50), 49);
    assert_int_equal(measure_percent(0, 80), 0);
}

/* The loader, on the real file with one thing changed. */

enum { LIMIT = 1024 * 1024 };

static const struct measures *load_changed(struct arena *a, const char *from, const char *to,
                                           struct diag *d)
{
    char folder[] = "/tmp/test_measure.XXXXXX";
    assert_non_null(mkdtemp(folder));
    const struct catalog *catalog = catalog_load(a, "content", d);
    const struct source *source = source_load(a, "content/catalog/measures.yaml", LIMIT, d);
    assert_non_null(catalog);
    assert_non_null(source);
    struct text text = source->text;
    size_t at = text_find(text, from, 0);
    if (at == SIZE_MAX)
        fail_msg("the content no longer has: %s", from);
    struct text sub = text_format(a, "%s/catalog", folder);
    struct text path = text_format(a, "%s/catalog/measures.yaml", folder);
    assert_int_equal(mkdir(sub.ptr, 0700), 0);
    FILE *file = fopen(path.ptr, "wb");
    assert_non_null(file);
    fprintf(file, "%.*s%s%s", (int)at, text.ptr, to, text.ptr + at + text_of(from).size);
    assert_int_equal(fclose(file), 0);
    const struct measures *measures = measures_load(a, folder, catalog, NULL, d);
    assert_int_equal(remove(path.ptr), 0);
    assert_int_equal(rmdir(sub.ptr), 0);
    assert_int_equal(rmdir(folder), 0);
    return measures;
}

static void refuses(void **state, const char *from, const char *to, enum message message)
{
    struct world *w = *state;
    struct diag d = diag_new(w->arena);
    assert_null(load_changed(w->arena, from, to, &d));
    assert_true(d.errors > 0);
    assert_int_equal(d.entries[0].message, message);
    assert_non_null(d.entries[0].span.source);
}

static void the_catalogue_has_no_mistakes_and_thirty_measures(void **state)
{
    struct world *w = *state;
    struct diag d = diag_new(w->arena);
    const struct measures *measures = load_changed(w->arena, "measures:", "measures:", &d);
    assert_non_null(measures);
    assert_true(measures->list.count >= 30);
}

static void a_cost_without_source_or_assumption_is_refused(void **state)
{
    refuses(state, "      assumption: true\n      reason: パソコンは1台年15分",
            "      reason: パソコンは1台年15分", MSG_FIGURE_WITHOUT_SOURCE);
    refuses(state, "    sources: [ipa-sme-2024]\n    topics: [{topic: update, to: yes}]",
            "    topics: [{topic: update, to: yes}]", MSG_FIGURE_WITHOUT_SOURCE);
}

static void references_lead_somewhere(void **state)
{
    refuses(state, "sources: [ipa-sme-2024]", "sources: [ipa-sme-1024]", MSG_UNKNOWN_SOURCE);
    refuses(state, "topic: update, to: yes", "topic: updates, to: yes", MSG_ANSWER_UNKNOWN_ITEM);
    refuses(state, "checklist: [3-3]", "checklist: [9-3]", MSG_ANSWER_UNKNOWN_ITEM);
    refuses(state, "when: [remote_entry]", "when: [remote_entrance]", MSG_UNKNOWN_WORD);
    refuses(state, "after: [password-long]", "after: [password-short]", MSG_UNKNOWN_WORD);
    refuses(state, "aim: running", "aim: walking", MSG_UNKNOWN_WORD);
    refuses(state, "id: entrance-update", "id: update-monthly", MSG_DUPLICATE_ID);
}

static void what_comes_first_stands_first(void **state)
{
    refuses(state, "after: [password-long]", "after: [backup-offsite]", MSG_INCONSISTENT);
    refuses(state, "low: 50, high: 80", "low: 85, high: 80", MSG_INCONSISTENT);
}

static void a_client_cannot_choose_what_does_not_exist(void **state)
{
    struct world *w = *state;
    struct diag d = diag_new(w->arena);
    const struct measures *measures = load_changed(w->arena, "measures:", "measures:", &d);
    struct text chosen[] = {text_of("two-steps"), text_of("insurance")};
    struct text refused[] = {text_of("insurance")};
    struct source *source = arena_alloc(w->arena, sizeof *source);
    *source = *source_of(w->arena, text_of("client.yaml"),
                         text_of("chosen: [two-steps, insurance]\nrefused: insurance\n"));
    w->client->node = yaml_parse(w->arena, source, &d);
    w->client->chosen = (struct schema_list){chosen, 2};
    w->client->refused = (struct schema_list){refused, 1};
    assert_false(measures_check_client(w->arena, measures, w->client, &d));
    assert_int_equal(d.count, 2);
    assert_int_equal(d.entries[0].message, MSG_UNKNOWN_WORD);
    assert_true(text_is(d.entries[0].near, "two-step"));
    assert_int_equal(d.entries[1].message, MSG_INCONSISTENT);
    w->client->chosen.count = 0;
    assert_true(measures_check_client(w->arena, measures, w->client, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(break_even_is_the_loss_removed_once_by_the_yearly_cost,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(rosi_is_a_range_from_the_low_to_the_high_frequency, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rosi_above_the_cost_is_positive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_cost_of_a_year_is_the_mean_of_three, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_unit_of_cost_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_vendors_price_replaces_both_amounts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_measure_that_costs_nothing_has_no_break_even_in_years,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_measure_dearer_than_the_loss_needs_more_than_one_a_year,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_known_scenario_nothing_is_removed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(partly_done_halves_what_is_left_to_gain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_done_or_not_applicable_is_not_needed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_question_never_asked_counts_as_open_and_says_so, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_measure_for_servers_is_not_for_firms_without, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(answers_are_only_ever_improved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shares_of_large_sums_do_not_overflow, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_catalogue_has_no_mistakes_and_thirty_measures, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_cost_without_source_or_assumption_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(references_lead_somewhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_comes_first_stands_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_client_cannot_choose_what_does_not_exist, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
