#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "merge/condition.h"

struct fixture {
    struct scope scope;
    struct diag d;
};

static const struct span nowhere = {0};

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    struct value *data = value_map(a);
    f->d = diag_new(a);
    f->scope = (struct scope){.arena = a, .data = data, .d = &f->d};
    value_set(a, data, "trade", value_text(a, text_of("製造業 一般"), nowhere));
    value_set(a, data, "size", value_text(a, text_of("small"), nowhere));
    value_set(a, data, "total", value_int(a, 58));
    value_set(a, data, "mean", value_decimal(a, 37500));
    value_set(a, data, "budget", value_yen(a, 750000));
    value_set(a, data, "cloud", value_bool(a, true));
    value_set(a, data, "date", value_date(a, (struct date){2026, 11, 10}));
    value_set(a, data, "previous", value_undefined(a));
    value_set(a, data, "gaps", value_list(a));
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->scope.arena);
    return 0;
}

static void assert_answer(struct fixture *f, const char *condition, bool expected)
{
    bool holds;
    assert_true(condition_holds(&f->scope, text_of(condition), nowhere, &holds));
    assert_int_equal(holds, expected);
    assert_int_equal(f->d.count, 0);
}

static void assert_refused(struct fixture *f, const char *condition, enum message message)
{
    bool holds;
    size_t before = f->d.count;
    assert_false(condition_holds(&f->scope, text_of(condition), nowhere, &holds));
    assert_int_equal(f->d.count, before + 1);
    assert_int_equal(f->d.entries[before].message, message);
}

static void a_name_alone_asks_whether_there_is_something(void **state)
{
    assert_answer(*state, "total", true);
    assert_answer(*state, " previous ", false);
    assert_answer(*state, "gaps", false);
    assert_answer(*state, "not gaps", true);
    assert_answer(*state, "not cloud", false);
    assert_answer(*state, "previous.total", false);
    assert_answer(*state, "gaps.count", false);
}

static void texts_are_equal_or_not(void **state)
{
    assert_answer(*state, "size == small", true);
    assert_answer(*state, "size != small", false);
    assert_answer(*state, "size==\"small\"", true);
    assert_answer(*state, "trade == \"製造業 一般\"", true);
    assert_answer(*state, "trade == 製造業", false);
    assert_answer(*state, "size != \"\"", true);
}

static void numbers_are_compared_by_size(void **state)
{
    assert_answer(*state, "total >= 58", true);
    assert_answer(*state, "total > 58", false);
    assert_answer(*state, "total<70", true);
    assert_answer(*state, "total <= 57.9", false);
    assert_answer(*state, "total > -1", true);
    assert_answer(*state, "mean == 37.5", true);
    assert_answer(*state, "mean != 37.5", false);
    assert_answer(*state, "budget >= 75万円", true);
    assert_answer(*state, "budget < 100万円", true);
}

static void truths_and_dates_compare_too(void **state)
{
    assert_answer(*state, "cloud == yes", true);
    assert_answer(*state, "cloud == いいえ", false);
    assert_answer(*state, "date < 2026-12-01", true);
    assert_answer(*state, "date == 令和8年11月10日", true);
}

static void undefined_is_equal_to_nothing(void **state)
{
    assert_answer(*state, "previous == 3", false);
    assert_answer(*state, "previous != 3", true);
    assert_answer(*state, "previous < 3", false);
    assert_answer(*state, "previous >= 3", false);
}

static void terms_are_joined_by_one_kind_of_word(void **state)
{
    assert_answer(*state, "total and cloud and size == small", true);
    assert_answer(*state, "total and previous and cloud", false);
    assert_answer(*state, "previous or gaps or cloud", true);
    assert_answer(*state, "previous or not total", false);
    assert_refused(*state, "total and cloud or gaps", MSG_SECTION_SYNTAX);
}

static void bad_grammar_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "   ",
        "not",
        "== 3",
        "total ==",
        "total = 3",
        "total === 3",
        "total => 3",
        "total 3",
        "total and",
        "not total == 3",
        "total == \"3",
        "\"total\"",
        "total == 3 4",
        "total & cloud",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_refused(*state, wrong[i], MSG_SECTION_SYNTAX);
}

static void names_are_checked_behind_an_answer_that_is_clear(void **state)
{
    assert_refused(*state, "cloud or totla > 3", MSG_FIELD_UNKNOWN);
    assert_refused(*state, "gaps and totla > 3", MSG_FIELD_UNKNOWN);
    assert_refused(*state, "(total)", MSG_FIELD_SYNTAX);
    assert_refused(*state, "total.", MSG_FIELD_SYNTAX);
    assert_refused(*state, "previous..total", MSG_FIELD_SYNTAX);
}

static void comparisons_without_sense_are_refused(void **state)
{
    assert_refused(*state, "total == small", MSG_FIELD_KIND);
    assert_refused(*state, "size < 3", MSG_FIELD_KIND);
    assert_refused(*state, "cloud == 1", MSG_FIELD_KIND);
    assert_refused(*state, "cloud > no", MSG_FIELD_KIND);
    assert_refused(*state, "gaps == 0", MSG_FIELD_KIND);
    assert_refused(*state, "date == 2026-13-01", MSG_FIELD_KIND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_name_alone_asks_whether_there_is_something, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(texts_are_equal_or_not, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(numbers_are_compared_by_size, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(truths_and_dates_compare_too, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(undefined_is_equal_to_nothing, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(terms_are_joined_by_one_kind_of_word, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(bad_grammar_is_refused, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(names_are_checked_behind_an_answer_that_is_clear,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(comparisons_without_sense_are_refused, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests_name("condition", tests, NULL, NULL);
}
