#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "merge/value.h"

static const struct span nowhere = {0};

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static struct value *text(struct arena *a, const char *string)
{
    return value_text(a, text_of(string), nowhere);
}

static void what_is_absent_is_undefined(void **state)
{
    struct arena *a = *state;
    assert_int_equal(value_text(a, (struct text){0}, nowhere)->kind, VALUE_UNDEFINED);
    assert_int_equal(value_date(a, (struct date){0})->kind, VALUE_UNDEFINED);
    assert_int_equal(text(a, "")->kind, VALUE_TEXT);
}

static void a_map_keeps_its_members_in_order(void **state)
{
    struct arena *a = *state;
    struct value *map = value_map(a);
    for (int i = 0; i < 100; i++)
        value_put(a, map, text_format(a, "key%d", i), value_int(a, i));
    assert_int_equal(map->count, 100);
    assert_int_equal(value_get(map, text_of("key0"))->number, 0);
    assert_int_equal(value_get(map, text_of("key99"))->number, 99);
    assert_true(text_is(map->keys[42], "key42"));
    assert_null(value_get(map, text_of("key100")));
    assert_null(value_get(map, text_of("")));
}

static void only_a_map_has_members(void **state)
{
    struct arena *a = *state;
    assert_null(value_get(NULL, text_of("key")));
    assert_null(value_get(value_list(a), text_of("key")));
    assert_null(value_get(text(a, "key"), text_of("key")));
}

static void truth_is_having_something(void **state)
{
    struct arena *a = *state;
    struct value *list = value_list(a);
    assert_false(value_is_true(value_undefined(a)));
    assert_false(value_is_true(text(a, "")));
    assert_false(value_is_true(value_int(a, 0)));
    assert_false(value_is_true(value_yen(a, 0)));
    assert_false(value_is_true(value_decimal(a, 0)));
    assert_false(value_is_true(value_bool(a, false)));
    assert_false(value_is_true(list));
    assert_false(value_is_true(value_map(a)));
    value_append(a, list, value_undefined(a));
    assert_true(value_is_true(list));
    assert_true(value_is_true(text(a, "0")));
    assert_true(value_is_true(value_int(a, -1)));
    assert_true(value_is_true(value_decimal(a, 1)));
    assert_true(value_is_true(value_date(a, (struct date){2026, 11, 10})));
}

static void assert_prints(struct arena *a, const struct value *value, const char *expected)
{
    struct text printed;
    assert_true(value_print(a, value, &printed));
    assert_string_equal(text_string(a, printed), expected);
}

static void values_print_as_people_write_them(void **state)
{
    struct arena *a = *state;
    assert_prints(a, text(a, "守り紙"), "守り紙");
    assert_prints(a, value_int(a, 1234), "1,234");
    assert_prints(a, value_decimal(a, 37900), "37.9");
    assert_prints(a, value_yen(a, 750000), "75万円");
    assert_prints(a, value_bool(a, true), "はい");
    assert_prints(a, value_bool(a, false), "いいえ");
    assert_prints(a, value_date(a, (struct date){2026, 11, 10}), "2026年11月10日");
}

static void what_is_no_text_does_not_print(void **state)
{
    struct arena *a = *state;
    struct text printed;
    assert_false(value_print(a, value_undefined(a), &printed));
    assert_false(value_print(a, value_list(a), &printed));
    assert_false(value_print(a, value_map(a), &printed));
}

static void numbers_become_thousandths(void **state)
{
    struct arena *a = *state;
    int64_t number;
    assert_true(value_thousandths(value_int(a, -3), &number));
    assert_int_equal(number, -3000);
    assert_true(value_thousandths(value_decimal(a, 37900), &number));
    assert_int_equal(number, 37900);
    assert_true(value_thousandths(value_yen(a, 2), &number));
    assert_int_equal(number, 2000);
    assert_false(value_thousandths(value_int(a, INT64_MAX), &number));
    assert_false(value_thousandths(value_int(a, INT64_MIN), &number));
    assert_false(value_thousandths(value_bool(a, true), &number));
    assert_false(value_thousandths(text(a, "3"), &number));
}

static void authors_write_numbers_with_sign_and_unit(void **state)
{
    (void)state;
    int64_t number;
    assert_true(value_parse_number(text_of("70"), &number));
    assert_int_equal(number, 70000);
    assert_true(value_parse_number(text_of("-3.5"), &number));
    assert_int_equal(number, -3500);
    assert_true(value_parse_number(text_of("100万円"), &number));
    assert_int_equal(number, 1000000000);
    static const char *const wrong[] = {"", "-", "--3", "score", "3 4", "1e3", "0x10", "１２点"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(value_parse_number(text_of(wrong[i]), &number));
}

static void json_has_numbers_dates_and_nulls(void **state)
{
    struct arena *a = *state;
    struct value *map = value_map(a);
    value_set(a, map, "name", text(a, "\"守り\"\n紙"));
    value_set(a, map, "yen", value_yen(a, 750000));
    value_set(a, map, "share", value_decimal(a, 37900));
    value_set(a, map, "date", value_date(a, (struct date){2026, 3, 1}));
    value_set(a, map, "yes", value_bool(a, true));
    value_set(a, map, "nothing", value_undefined(a));
    struct value *list = value_set(a, map, "list", value_list(a));
    value_append(a, list, value_int(a, -1));
    struct buffer out = {0};
    value_write_json(map, &out);
    assert_string_equal(text_string(a, buffer_text(&out)), "{\n"
                                                           "  \"name\": \"\\\"守り\\\"\\n紙\",\n"
                                                           "  \"yen\": 750000,\n"
                                                           "  \"share\": 37.9,\n"
                                                           "  \"date\": \"2026-03-01\",\n"
                                                           "  \"yes\": true,\n"
                                                           "  \"nothing\": null,\n"
                                                           "  \"list\": [\n"
                                                           "    -1\n"
                                                           "  ]\n"
                                                           "}\n");
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_absent_is_undefined, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_map_keeps_its_members_in_order, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(only_a_map_has_members, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(truth_is_having_something, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(values_print_as_people_write_them, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_is_no_text_does_not_print, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(numbers_become_thousandths, open_arena, close_arena),
        cmocka_unit_test(authors_write_numbers_with_sign_and_unit),
        cmocka_unit_test_setup_teardown(json_has_numbers_dates_and_nulls, open_arena, close_arena),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
