/* The list of all clients: order, hints and counts worked by hand, and the exact bytes of CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/client.h"
#include "portfolio/columns.h"
#include "portfolio/distribution.h"
#include "portfolio/portfolio.h"
#include "portfolio/write.h"

/* Adds a client whose rank is decided by worst value, total and damage. */
static struct portfolio_row *add(struct portfolio *portfolio, const char *id, int64_t worst,
                                 int64_t total, int64_t damage)
{
    struct portfolio_row *row =
        arena_push(portfolio->arena, &portfolio->rows, &portfolio->count, sizeof *row);
    row->id = text_of(id);
    row->name = text_of(id);
    row->worst_value = worst;
    row->worst = text_of("ransomware");
    row->grade = risk_grade(worst);
    row->total = total;
    row->damage = damage;
    row->assessed = (struct date){2026, 11, 10};
    row->contract = CONTRACT_FULL;
    return row;
}

static const struct portfolio_row *find(const struct portfolio *portfolio, const char *id)
{
    for (size_t i = 0; i < portfolio->count; i++) {
        if (text_is(portfolio->rows[i].id, id))
            return &portfolio->rows[i];
    }
    return NULL;
}

static void the_worst_comes_first_by_the_stated_rule(void **state)
{
    (void)state;
    struct portfolio portfolio = {.arena = arena_new()};
    add(&portfolio, "e", 4, 10, 900);
    add(&portfolio, "c", 9, 50, 100);
    add(&portfolio, "b", 9, 50, 200);
    add(&portfolio, "a", 9, 40, 1);
    add(&portfolio, "d", 9, 50, 100);
    portfolio_close(&portfolio);
    static const char *const ORDER[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < 5; i++)
        assert_true(text_is(portfolio.rows[i].id, ORDER[i]));
    assert_int_equal(portfolio_median(&portfolio), 50);
    arena_free(portfolio.arena);
}

static void a_year_is_counted_from_the_newest_day(void **state)
{
    (void)state;
    struct portfolio portfolio = {.arena = arena_new()};
    add(&portfolio, "newest", 9, 50, 1)->visit = (struct date){2026, 11, 16};
    add(&portfolio, "today", 9, 50, 1)->assessed = (struct date){2025, 11, 16};
    add(&portfolio, "old", 9, 50, 1)->assessed = (struct date){2025, 11, 15};
    add(&portfolio, "met", 9, 50, 1)->meeting = (struct date){2026, 11, 15};
    add(&portfolio, "meets", 9, 50, 1)->meeting = (struct date){2026, 11, 16};
    portfolio_close(&portfolio);
    assert_int_equal(portfolio.date.day, 16);
    assert_int_equal(portfolio_hinted(&portfolio, HINT_OLD), 1);
    assert_true(find(&portfolio, "old")->hints & 1u << HINT_OLD);
    assert_true(find(&portfolio, "met")->hints & 1u << HINT_NO_MEETING);
    assert_false(find(&portfolio, "meets")->hints & 1u << HINT_NO_MEETING);
    arena_free(portfolio.arena);
}

static void only_a_like_for_like_loss_is_a_loss(void **state)
{
    (void)state;
    struct portfolio portfolio = {.arena = arena_new()};
    struct portfolio_row *row = add(&portfolio, "lost", 4, 50, 1);
    row->has_previous = true;
    row->comparable = true;
    row->change = -1;
    add(&portfolio, "other", 4, 50, 1)->has_previous = true;
    portfolio_close(&portfolio);
    assert_int_equal(portfolio_hinted(&portfolio, HINT_LOST), 1);
    struct cell note = cell_make(portfolio.arena, find(&portfolio, "other"), COLUMN_CHANGE_NOTE);
    assert_true(text_is(note.text, "前回は別の問い"));
    assert_int_equal(cell_make(portfolio.arena, find(&portfolio, "other"), COLUMN_CHANGE).kind,
                     CELL_EMPTY);
    arena_free(portfolio.arena);
}

static void samples_count_only_when_alone(void **state)
{
    (void)state;
    struct portfolio portfolio = {.arena = arena_new()};
    add(&portfolio, "sample", 9, 0, 1)->fictional = true;
    add(&portfolio, "real", 9, 80, 1);
    portfolio.fictional = 1;
    portfolio_close(&portfolio);
    assert_int_equal(portfolio.counted, 1);
    assert_int_equal(portfolio_median(&portfolio), 80);
    arena_free(portfolio.arena);
}

static void bands_hold_every_score_once(void **state)
{
    (void)state;
    static const int64_t TOTALS[] = {-25, 29, 30, 39, 40, 89, 90, 99, 100};
    struct portfolio portfolio = {.arena = arena_new()};
    for (size_t i = 0; i < 9; i++)
        add(&portfolio, "x", 9, TOTALS[i], 1)->trade = i < 2 ? TRADE_RETAIL : TRADE_CARE;
    portfolio_close(&portfolio);
    struct distribution d = distribution_make(portfolio.arena, &portfolio, DISTRIBUTION_SCORES);
    static const int64_t COUNTS[] = {3, 1, 0, 0, 0, 1, 2, 2}; /* 90〜100 … 29 or less */
    assert_int_equal(d.count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(d.rows[i].value, COUNTS[i]);
    d = distribution_make(portfolio.arena, &portfolio, DISTRIBUTION_TRADES);
    assert_int_equal(d.count, 2); /* the lowest mean first: (−25 + 29) ÷ 2, 487 ÷ 7 */
    assert_int_equal(d.rows[0].value, 2);
    assert_int_equal(d.rows[1].value, 70);
    assert_true(text_is(d.rows[1].note, "7社"));
    arena_free(portfolio.arena);
}

/* The line of the only client in a CSV, from its second cell on. */
static struct text csv_name(struct arena *a, const char *name)
{
    struct portfolio portfolio = {.arena = a};
    add(&portfolio, "id", 9, -3, 1)->name = text_of(name);
    portfolio_close(&portfolio);
    struct buffer out = {0};
    portfolio_csv(a, &portfolio, &out);
    struct text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    size_t line = text_find(text, "\r\n\"id\",", 0);
    assert_true(line != SIZE_MAX);
    return text_slice(text, line + 7, text.size);
}

static void names_that_begin_like_formulas_are_guarded(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"=1+1", "+1",  "-1",  "@SUM(A1)", "\t=1",
                                        "＝1",  "＋1", "－1", "＠1"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *start = text_format(a, "\"'%s\",", NAMES[i]).ptr;
        assert_true(text_starts(csv_name(a, NAMES[i]), start));
    }
    assert_true(text_starts(csv_name(a, "A=1"), "\"A=1\","));
    arena_free(a);
}

static void quotes_are_doubled_and_line_ends_stay_inside(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_true(text_starts(csv_name(a, "a\"b,c\r\nd"), "\"a\"\"b,c\r\nd\","));
    /* A negative number of ours is a number: neither quoted nor guarded. */
    assert_true(text_find(csv_name(a, "x"), ",-3,", 0) != SIZE_MAX);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_comes_first_by_the_stated_rule),
        cmocka_unit_test(a_year_is_counted_from_the_newest_day),
        cmocka_unit_test(only_a_like_for_like_loss_is_a_loss),
        cmocka_unit_test(samples_count_only_when_alone),
        cmocka_unit_test(bands_hold_every_score_once),
        cmocka_unit_test(names_that_begin_like_formulas_are_guarded),
        cmocka_unit_test(quotes_are_doubled_and_line_ends_stay_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
