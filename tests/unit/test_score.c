/* The self-check's arithmetic against numbers worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/score.h"

enum { ITEMS = 25 };

/* A sheet of 25 items in two categories (1–10, 11–25) with the weights of the current edition. */
static struct sheet *make_sheet(struct arena *a)
{
    static const char *const NUMBERS[ITEMS] = {"1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
                                               "10", "11", "12", "13", "14", "15", "16", "17", "18",
                                               "19", "20", "21", "22", "23", "24", "25"};
    struct sheet *sheet = arena_alloc(a, sizeof *sheet);
    sheet->kind = SHEET_SCORED;
    sheet->pass = 70;
    sheet->points = (struct sheet_points){.yes = 4, .partly = 2, .no = 0, .unknown = -1};
    struct sheet_category *categories = arena_array(a, 2, sizeof *categories);
    categories[0].id = text_of("first");
    categories[1].id = text_of("second");
    sheet->categories = (struct schema_list){categories, 2};
    struct sheet_band *bands = arena_array(a, 4, sizeof *bands);
    const int64_t from[] = {100, 70, 50, -25};
    for (size_t i = 0; i < 4; i++)
        bands[i].from = from[i];
    sheet->bands = (struct schema_list){bands, 4};
    struct sheet_item *items = arena_array(a, ITEMS, sizeof *items);
    for (size_t i = 0; i < ITEMS; i++) {
        items[i].number = text_of(NUMBERS[i]);
        items[i].category = text_of(i < 10 ? "first" : "second");
        items[i].priority = 1;
    }
    sheet->items = (struct schema_list){items, ITEMS};
    return sheet;
}

/* One letter an answer: y p n u -. */
static const struct score *score_of(struct arena *a, struct sheet *sheet, const char *letters)
{
    struct assessment *assessment = arena_alloc(a, sizeof *assessment);
    struct answer_entry *answers = arena_array(a, ITEMS, sizeof *answers);
    for (size_t i = 0; i < ITEMS; i++) {
        char c = letters[i];
        answers[i].answer = c == 'y'   ? ANSWER_YES
                            : c == 'p' ? ANSWER_PARTLY
                            : c == 'n' ? ANSWER_NO
                            : c == 'u' ? ANSWER_UNKNOWN
                                       : ANSWER_NOT_APPLICABLE;
    }
    assessment->sheet = sheet;
    assessment->answers = answers;
    return score_make(a, assessment);
}

static void all_yes_is_a_hundred(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "yyyyyyyyyyyyyyyyyyyyyyyyy");
    assert_int_equal(score->total, 100);
    assert_int_equal(score->worst_count, 0);
    assert_int_equal(score->band->from, 100);
}

static void all_unknown_is_minus_twenty_five(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "uuuuuuuuuuuuuuuuuuuuuuuuu");
    assert_int_equal(score->total, -25);
    assert_int_equal(score->band->from, -25);
}

static void without_exceptions_the_total_is_the_sum_of_points(void **state)
{
    struct arena *a = *state;
    /* 10 × 4 + 5 × 2 + 5 × 0 − 5 × 1 = 45 */
    const struct score *score = score_of(a, make_sheet(a), "yyyyyyyyyypppppnnnnnuuuuu");
    assert_int_equal(score->points, 45);
    assert_int_equal(score->total, 45);
    assert_int_equal(score->applicable, 25);
}

static void items_that_do_not_apply_are_left_out_and_the_rest_is_rescaled(void **state)
{
    struct arena *a = *state;
    /* 14 yes, 3 partly, 5 no of 22: 62 of 88 = 70.45… → 70 */
    const struct score *score = score_of(a, make_sheet(a), "yyyyyyyyyyyyyypppnnnnn---");
    assert_int_equal(score->points, 62);
    assert_int_equal(score->most, 88);
    assert_int_equal(score->not_applicable, 3);
    assert_int_equal(score->total, 70);
}

static void exceptions_count_full_when_the_sheet_says_so(void **state)
{
    struct arena *a = *state;
    struct sheet *sheet = make_sheet(a);
    sheet->not_applicable = NOT_APPLICABLE_FULL;
    const struct score *score = score_of(a, sheet, "yyyyyyyyyyyyyypppnnnnn---");
    assert_int_equal(score->total, 74); /* 62 + 12 */
    assert_int_equal(score->not_applicable, 3);
}

static void halves_are_rounded_up_also_below_zero(void **state)
{
    (void)state;
    assert_int_equal(score_round(1, 2), 1);
    assert_int_equal(score_round(-1, 2), 0);
    assert_int_equal(score_round(-3, 2), -1);
    assert_int_equal(score_round(5, 4), 1);
    assert_int_equal(score_round(7, 4), 2);
    assert_int_equal(score_round(-7, 4), -2);
    assert_int_equal(score_round(0, 7), 0);
}

static void a_category_has_a_score_of_its_own(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "yyyyynnnn-yyyyyyyyyyyyyyy");
    assert_int_equal(score->categories[0].applicable, 9);
    assert_int_equal(score->categories[0].score, 56); /* 20 of 36 = 55.6 */
    assert_true(score->categories[0].weak);
    assert_int_equal(score->categories[1].score, 100);
    assert_false(score->categories[1].weak);
}

static void a_category_without_applicable_items_is_not_weak(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "----------yyyyyyyyyyyyyyy");
    assert_int_equal(score->categories[0].most, 0);
    assert_false(score->categories[0].weak);
    assert_int_equal(score->total, 100);
}

static void nothing_applicable_is_zero_and_divides_by_nothing(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "-------------------------");
    assert_int_equal(score->total, 0);
    assert_int_equal(score->applicable, 0);
}

static void the_worst_items_come_by_lost_points_times_priority(void **state)
{
    struct arena *a = *state;
    struct sheet *sheet = make_sheet(a);
    struct sheet_item *items = sheet->items.items;
    items[4].priority = 3;
    /* 2: no (4 × 1), 3: unknown (5 × 1), 5: partly (2 × 3) */
    const struct score *score = score_of(a, sheet, "ynuypyyyyyyyyyyyyyyyyyyyy");
    assert_int_equal(score->worst_count, 3);
    assert_string_equal(score->worst[0]->item->number.ptr, "5");
    assert_string_equal(score->worst[1]->item->number.ptr, "3");
    assert_string_equal(score->worst[2]->item->number.ptr, "2");
}

static void equal_urgency_keeps_the_order_of_the_sheet(void **state)
{
    struct arena *a = *state;
    const struct score *score = score_of(a, make_sheet(a), "ynynynyyyyyyyyyyyyyyyyyyy");
    assert_string_equal(score->worst[0]->item->number.ptr, "2");
    assert_string_equal(score->worst[1]->item->number.ptr, "4");
    assert_string_equal(score->worst[2]->item->number.ptr, "6");
}

static void bands_begin_at_their_lowest_total(void **state)
{
    struct arena *a = *state;
    struct sheet *sheet = make_sheet(a);
    /* 17 yes + 1 partly = 70; one answer less good = 69 is not reachable, 68 is. */
    assert_int_equal(score_of(a, sheet, "yyyyyyyyyyyyyyyyypnnnnnnn")->band->from, 70);
    assert_int_equal(score_of(a, sheet, "yyyyyyyyyyyyyyyyynnnnnnnn")->band->from, 50);
    assert_int_equal(score_of(a, sheet, "yyyyyyyyyyyynnnnnnnnnnnnu")->band->from, -25);
}

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_yes_is_a_hundred, setup, teardown),
        cmocka_unit_test_setup_teardown(all_unknown_is_minus_twenty_five, setup, teardown),
        cmocka_unit_test_setup_teardown(without_exceptions_the_total_is_the_sum_of_points, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            items_that_do_not_apply_are_left_out_and_the_rest_is_rescaled, setup, teardown),
        cmocka_unit_test_setup_teardown(exceptions_count_full_when_the_sheet_says_so, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(halves_are_rounded_up_also_below_zero, setup, teardown),
        cmocka_unit_test_setup_teardown(a_category_has_a_score_of_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(a_category_without_applicable_items_is_not_weak, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_applicable_is_zero_and_divides_by_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_worst_items_come_by_lost_points_times_priority, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(equal_urgency_keeps_the_order_of_the_sheet, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(bands_begin_at_their_lowest_total, setup, teardown),
    };
    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
