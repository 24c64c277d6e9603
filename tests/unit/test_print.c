#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/print.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { ROOM = 64 };

static size_t print(char *out, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static size_t print(char *out, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t size = print_format(out, room, format, arguments);
    va_end(arguments);
    return size;
}

static void assert_as_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* In every room, from none to more than enough; not a byte is written behind it. */
static void assert_as_printf(const char *format, ...)
{
    char expected[ROOM * 2];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(expected, sizeof expected, format, arguments);
    va_end(arguments);
    for (size_t room = 0; room < ROOM; room++) {
        char out[ROOM + 1];
        memset(out, 0x5A, sizeof out);
        va_start(arguments, format);
        assert_int_equal(print_format(out, room, format, arguments), size);
        va_end(arguments);
        if ((size_t)size < room)
            assert_string_equal(out, expected);
        for (size_t i = room; i < sizeof out; i++)
            assert_int_equal(out[i], 0x5A);
    }
}

static void what_is_known_is_printed_as_by_printf(void **state)
{
    (void)state;
    assert_as_printf("%s", "");
    assert_as_printf("調査%s〜%sの%%", "12万円", "30万円");
    assert_as_printf("%.*s|%.*s|%.*s", 3, "abcdef", 6, "abc", 0, "abc");
    assert_as_printf("%d %d %d", 0, INT_MAX, INT_MIN);
    assert_as_printf("%lld %lld", LLONG_MAX, LLONG_MIN);
    assert_as_printf("%u %zu %zu", UINT_MAX, SIZE_MAX, (size_t)0);
    assert_as_printf("h%zu%s", (size_t)42, "-2");
}

static void an_absent_text_is_empty(void **state)
{
    (void)state;
    char out[ROOM];
    const char *volatile absent = NULL; /* volatile: the compiler would warn of it */
    assert_int_equal(print(out, sizeof out, "[%.*s]", 0, absent), 2);
    assert_string_equal(out, "[]");
}

static void a_text_ends_at_its_nul(void **state)
{
    (void)state;
    char out[ROOM];
    assert_int_equal(print(out, sizeof out, "%.*s.", 5, "ab\0cd"), 3);
    assert_string_equal(out, "ab.");
}

/* Also where the unknown stands behind what is known: nothing is taken twice. */
static void what_is_unknown_is_left_to_printf(void **state)
{
    (void)state;
    assert_as_printf("%04d-%02d-%02d", 2026, 1, 9);
    assert_as_printf("%s %d %.1f %s", "a", 7, 2.25, "b");
    assert_as_printf("%.*s %5zu %s", 2, "abc", (size_t)3, "c");
    assert_as_printf("%ld %lu %x %c", LONG_MIN, ULONG_MAX, 255u, 'c');
    assert_as_printf("%.3s %-6s %*d", "abcdef", "xy", 4, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_is_printed_as_by_printf),
        cmocka_unit_test(an_absent_text_is_empty),
        cmocka_unit_test(a_text_ends_at_its_nul),
        cmocka_unit_test(what_is_unknown_is_left_to_printf),
    };
    return cmocka_run_group_tests_name("print", tests, NULL, NULL);
}
