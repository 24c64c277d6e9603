/* The explained figures of measures and plan, against one firm worked by hand: 32 PCs, 2 servers,
 * one scenario (19,000,000 yen once, 0.1 % to 1 % a year), one measure that removes 50 to 80 % of
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/arena.h"
#include "model/explain_parts.h"

enum { QUESTIONS = 3 };

struct world {
    struct arena *arena;
    struct measures measures;
    struct measure_entry measure;
    struct measure_topic topic;
    struct measure_effect effect;
    struct client client;
    struct answer_entry answers[QUESTIONS];
    struct assessment assessment;
    struct sheet_band band;
    struct sheet_category category;
    struct sheet_item items[QUESTIONS];
    struct sheet sheet;
    struct loss loss;
    struct measure_basis basis;
    struct scenario scenario;
    struct risk risk;
    struct damage damage;
    struct figures figures;
    struct damage_result result;
};

static void make_score(struct world *w)
{
    static const char *const WORDS[QUESTIONS] = {"backup", "update", "training"};
    w->category.id = text_of("all");
    w->band.from = -100;
    for (size_t i = 0; i < QUESTIONS; i++) {
        w->items[i] = (struct sheet_item){.number = text_of(WORDS[i]),
                                          .topic = text_of(WORDS[i]),
                                          .title = text_of(WORDS[i]),
                                          .category = w->category.id,
                                          .priority = 1};
        w->answers[i].answer = ANSWER_NO;
    }
    w->sheet = (struct sheet){.pass = 70,
                              .points = {.yes = 4, .partly = 2, .no = 0, .unknown = -1},
                              .bands = {&w->band, 1},
                              .categories = {&w->category, 1},
                              .items = {w->items, QUESTIONS}};
    w->assessment = (struct assessment){.sheet = &w->sheet, .answers = w->answers};
}

static void make_measure(struct world *w)
{
    w->measures.shares = (struct measure_shares){.grades = {{50, 80}, {25, 50}, {10, 25}},
                                                 .partly_percent = 50,
                                                 .most = {60, 80},
                                                 .assumption = true,
                                                 .reason = text_of("幅は仮定です。")};
    w->measures.budget = (struct measure_budget){.per_employee = 12000,
                                                 .least = 50000,
                                                 .assumption = true,
                                                 .reason = text_of("予算は仮定です。")};
    w->topic = (struct measure_topic){.topic = text_of("backup"), .to = 1};
    w->effect = (struct measure_effect){
        .scenario = text_of("ransomware"), .on = EFFECT_LOSS, .grade = EFFECT_LARGE};
    w->measure = (struct measure_entry){.id = text_of("backup"),
                                        .name = text_of("写し"),
                                        .topics = {&w->topic, 1},
                                        .effects = {&w->effect, 1},
                                        .cost = {.first = {.fixed = 16000, .per_server = 16000},
                                                 .yearly = {.fixed = 12000, .per_server = 24000},
                                                 .assumption = true,
                                                 .reason = text_of("費用は仮定です。")}};
    w->measures.list = (struct schema_list){&w->measure, 1};
}

static void make_damage(struct world *w)
{
    const struct figure_value view = {.name = text_of("低い見方"), .unit = text_of("％")};
    w->scenario.id = text_of("ransomware");
    w->scenario.frequency.low = view;
    w->scenario.frequency.low.value = 100;
    w->scenario.frequency.high = view;
    w->scenario.frequency.high.value = 1000;
    w->risk.scenario = &w->scenario;
    w->damage.risk = &w->risk;
    w->result = (struct damage_result){.figures = &w->figures, .items = &w->damage, .count = 1};
    w->loss = (struct loss){.id = text_of("ransomware"),
                            .name = text_of("身代金"),
                            .likely = 19000000,
                            .year_low = 19000,
                            .year_high = 190000};
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    w->arena = arena_new();
    make_score(w);
    make_measure(w);
    make_damage(w);
    w->client.employees = 40;
    w->client.money_per_year = SCHEMA_ABSENT;
    w->basis = (struct measure_basis){.client = &w->client,
                                      .score = score_make(w->arena, &w->assessment),
                                      .pcs = 32,
                                      .servers = 2,
                                      .losses = &w->loss,
                                      .loss_count = 1};
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

static const struct explanations *explain(struct world *w)
{
    struct arena *a = w->arena;
    const struct measure_results *results = measure_make(a, &w->measures, &w->basis);
    struct explaining e = {
        .arena = a, .result = &w->result, .all = arena_alloc(a, sizeof(struct explanations))};
    for (size_t i = 0; i < results->count; i++)
        explain_measure(&e, results, &results->items[i]);
    explain_plan(&e, plan_make(a, results));
    return e.all;
}

static void assert_figure(const struct explanations *all, const char *id, const char *value)
{
    const struct explanation *x = explain_find(all, text_of(id));
    assert_non_null(x);
    if (!text_equal(x->value, text_of(value)))
        fail_msg("%s: %.*s, not %s", id, (int)x->value.size, x->value.ptr, value);
}

static const struct explain_step *find_step(const struct explanations *all, const char *id,
                                            const char *title)
{
    const struct explanation *x = explain_find(all, text_of(id));
    assert_non_null(x);
    for (size_t i = 0; i < x->step_count; i++) {
        if (text_equal(x->steps[i].title, text_of(title)))
            return &x->steps[i];
    }
    fail_msg("%s has no step %s", id, title);
    return NULL;
}

static void assert_text(struct text text, const char *expected)
{
    if (!text_equal(text, text_of(expected)))
        fail_msg("%.*s, not %s", (int)text.size, text.ptr, expected);
}

/* 16,000 + 2 × 16,000 = 48,000 once, 12,000 + 2 × 24,000 = 60,000 a year; (48,000 + 3 × 60,000) ÷ 3
 * = 76,000. */
static void costs_are_explained_from_their_units(void **state)
{
    const struct explanations *all = explain(*state);
    assert_figure(all, "measure.backup.cost_first", "10万8,000円");
    assert_figure(all, "measure.backup.cost_yearly", "6万円");
    assert_figure(all, "measure.backup.cost_mean", "7万6,000円");
    const struct explain_step *first = find_step(all, "measure.backup.cost_first", "はじめの費用");
    assert_text(first->formula, "1万6,000円 + 1台1万6,000円 × サーバ2台");
    assert_text(first->result, "4万8,000円");
    assert_true(first->origin->assumption);
    assert_text(first->origin->reason, "費用は仮定です。");
}

/* 19,000 × 50 % and 190,000 × 80 % a year; 19,000,000 × 50 and 80 % once; 9,500,000 ÷ 76,000 = 125,
 * told as 120. */
static void the_loss_removed_is_explained_to_the_break_even(void **state)
{
    const struct explanations *all = explain(*state);
    assert_figure(all, "measure.backup.year_low", "9,500円");
    assert_figure(all, "measure.backup.year_high", "15万円");
    assert_figure(all, "measure.backup.once_low", "950万円");
    assert_figure(all, "measure.backup.once_high", "1,500万円");
    assert_figure(all, "measure.backup.break_even", "120年に1回");
    const struct explain_step *item = find_step(all, "measure.backup.year_high", "身代金");
    assert_text(item->formula, "19万円 × 80％");
    assert_text(item->result, "15万2,000円");
    const struct explain_step *year =
        find_step(all, "measure.backup.year_high", "「身代金」1年あたり");
    assert_text(year->formula, "ありそうな額1,900万円 × 1％（低い見方）");
    assert_text(year->result, "19万円");
}

/* A half of 50 to 80 %. */
static void a_partly_done_measure_explains_its_half(void **state)
{
    struct world *w = *state;
    w->answers[0].answer = ANSWER_PARTLY;
    w->basis.score = score_make(w->arena, &w->assessment);
    const struct explanations *all = explain(w);
    assert_figure(all, "measure.backup.year_high", "7万6,000円");
    assert_text(find_step(all, "measure.backup.once_low", "「身代金」が減る割合")->result,
                "25〜40％");
}

/* 12,000 × 40 a year; the measure begins in the first; 1 of 3 questions is a yes then. Of the loss
 * 20 % and 50 % remain. */
static void the_plan_is_explained_year_by_year(void **state)
{
    const struct explanations *all = explain(*state);
    assert_figure(all, "plan.budget", "48万円");
    assert_figure(all, "plan.score", "0点");
    assert_figure(all, "plan.remaining_low", "1万9,000円");
    assert_figure(all, "plan.remaining_high", "19万円");
    assert_figure(all, "plan.year1.cost_new", "10万8,000円");
    assert_figure(all, "plan.year1.cost_running", "0円");
    assert_figure(all, "plan.year1.cost", "10万8,000円");
    assert_figure(all, "plan.year1.score", "33点");
    assert_figure(all, "plan.year1.remaining_low", "3,800円");
    assert_figure(all, "plan.year1.remaining_high", "9万5,000円");
    assert_figure(all, "plan.year3.cost_running", "6万円");
    assert_figure(all, "plan.year3.cost", "6万円");
    assert_text(find_step(all, "plan.year1.remaining_low", "身代金")->formula,
                "1万9,000円 ×（100 − 80）％、少なくとも20％は残ります");
    assert_true(find_step(all, "plan.budget", "1年の予算")->origin->assumption);
}

static void a_budget_that_was_told_has_no_assumption(void **state)
{
    struct world *w = *state;
    w->client.money_per_year = 300000;
    const struct explanations *all = explain(w);
    assert_figure(all, "plan.budget", "30万円");
    assert_null(find_step(all, "plan.budget", "1年の予算")->origin);
}

static void a_vendors_price_is_explained_as_one(void **state)
{
    struct world *w = *state;
    struct measure_price price = {.measure = text_of("backup"), .yearly = {.per_pc = 1000}};
    struct schema_list prices = {&price, 1};
    w->basis.prices = &prices;
    const struct explanations *all = explain(w);
    assert_figure(all, "measure.backup.cost_first", "3万2,000円");
    const struct explain_step *yearly = find_step(all, "measure.backup.cost_yearly", "毎年の費用");
    assert_text(yearly->formula, "1台1,000円 × パソコン32台");
    assert_false(yearly->origin->assumption);
}

static void a_measure_that_removes_no_loss_has_only_costs(void **state)
{
    struct world *w = *state;
    w->effect.scenario = text_of("fire");
    const struct explanations *all = explain(w);
    assert_non_null(explain_find(all, text_of("measure.backup.cost_mean")));
    assert_null(explain_find(all, text_of("measure.backup.year_high")));
    assert_null(explain_find(all, text_of("measure.backup.break_even")));
    assert_text(find_step(all, "plan.year1.remaining_high", "身代金")->formula,
                "この年までの対策では変わりません");
}

static void every_figure_ends_in_its_value_and_has_its_own_id(void **state)
{
    const struct explanations *all = explain(*state);
    for (size_t i = 0; i < all->count; i++) {
        const struct explanation *x = &all->items[i];
        assert_true(text_equal(x->value, x->steps[x->step_count - 1].result));
        assert_ptr_equal(explain_find(all, x->id), x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(costs_are_explained_from_their_units, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_loss_removed_is_explained_to_the_break_even, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_partly_done_measure_explains_its_half, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_plan_is_explained_year_by_year, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_budget_that_was_told_has_no_assumption, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_vendors_price_is_explained_as_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_measure_that_removes_no_loss_has_only_costs, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(every_figure_ends_in_its_value_and_has_its_own_id, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("explain_plan", tests, NULL, NULL);
}
