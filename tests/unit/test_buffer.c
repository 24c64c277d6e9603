#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"

static void assert_holds(const struct buffer *b, const char *expected)
{
    assert_int_equal(b->size, text_of(expected).size);
    assert_true(text_is(buffer_text(b), expected));
}

static void an_empty_buffer_gives_an_empty_text(void **state)
{
    (void)state;
    struct buffer b = {0};
    assert_non_null(buffer_text(&b).ptr);
    assert_int_equal(buffer_text(&b).size, 0);
    buffer_put(&b, (struct text){0});
    assert_holds(&b, "");
    buffer_free(&b);
}

static void puts_append(void **state)
{
    (void)state;
    struct buffer b = {0};
    buffer_puts(&b, "守り");
    buffer_byte(&b, '-');
    buffer_put(&b, text_of("紙"));
    buffer_printf(&b, " %d%%", 70);
    assert_holds(&b, "守り-紙 70%");
    buffer_clear(&b);
    assert_holds(&b, "");
    buffer_free(&b);
    assert_null(b.ptr);
}

static void a_buffer_grows_over_any_put(void **state)
{
    (void)state;
    struct buffer b = {0};
    for (int i = 0; i < 10000; i++)
        buffer_printf(&b, "%04d", i);
    assert_int_equal(b.size, 40000);
    assert_true(text_is(text_slice(buffer_text(&b), 39996, 40000), "9999"));
    buffer_printf(&b, "%100000d", 1);
    assert_int_equal(b.size, 140000);
    buffer_free(&b);
}

static void thousandths_lose_trailing_zeros(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *expected;
    } cases[] = {
        {0, "0"},       {3000, "3"},        {12500, "12.5"},
        {-40, "-0.04"}, {1, "0.001"},       {-1000, "-1"},
        {10, "0.01"},   {100050, "100.05"}, {INT64_MIN, "-9223372036854775.808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer b = {0};
        buffer_milli(&b, cases[i].value);
        assert_holds(&b, cases[i].expected);
        buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_gives_an_empty_text),
        cmocka_unit_test(puts_append),
        cmocka_unit_test(a_buffer_grows_over_any_put),
        cmocka_unit_test(thousandths_lose_trailing_zeros),
    };
    return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
