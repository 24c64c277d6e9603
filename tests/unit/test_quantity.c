#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/quantity.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void assert_text(struct text t, const char *expected)
{
    assert_non_null(t.ptr);
    assert_int_equal(t.size, text_of(expected).size);
    assert_memory_equal(t.ptr, expected, t.size);
}

static void amounts_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        int64_t yen;
    } cases[] = {
        {"0", 0},
        {"0円", 0},
        {"750000", 750000},
        {"750,000円", 750000},
        {"75万円", 750000},
        {"75万", 750000},
        {"12000万円", 120000000},
        {"1億2,000万円", 120000000},
        {"1億2000万円", 120000000},
        {"1.5億円", 150000000},
        {"1.50億円", 150000000},
        {"0.0001万円", 1},
        {"75万3,200円", 753200},
        {"1兆1億1万1円", INT64_C(1000100010001)},
        {"７５０，０００円", 750000},
        {"１．５億円", 150000000},
        {" 3,500円 ", 3500},
        {"999兆円", INT64_C(999000000000000)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t yen = -1;
        if (!yen_parse(text_of(cases[i].written), &yen))
            fail_msg("%s was not read", cases[i].written);
        assert_int_equal(yen, cases[i].yen);
    }
}

static void doubtful_amounts_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "円",
        "万円",
        "-1",
        "▲75万円",
        "−5円",
        "1,00円",
        "1,0000円",
        "1000,000円",
        ",100",
        "100,",
        "0,100",
        "007",
        "1万1億円",
        "1億20000万",
        "1万2万円",
        "1万0億円",
        "1万0万円",
        "0.5円",
        "0.5",
        "1.00001万円",
        "1.万円",
        ".5万円",
        "1.5億3000万円",
        "1億 2000万",
        "75万円です",
        "75円円",
        "1e5",
        "999兆1円",
        "1000兆円",
        "1,2345",
        "九百円",
        "9223372036854775808",
        "999999999999999999兆円",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
        "0.00000000000000000000000000000001億円",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t yen = 42;
        if (yen_parse(text_of(cases[i]), &yen))
            fail_msg("%s was read", cases[i]);
        assert_int_equal(yen, 42);
    }
}

static void amounts_are_written_with_large_units(void **state)
{
    assert_text(yen_format(*state, 120000000), "1億2,000万円");
    assert_text(yen_format(*state, 750000), "75万円");
    assert_text(yen_format(*state, 3500), "3,500円");
    assert_text(yen_format(*state, 753200), "75万3,200円");
    assert_text(yen_format(*state, 0), "0円");
    assert_text(yen_format(*state, 9999), "9,999円");
    assert_text(yen_format(*state, 10000), "1万円");
    assert_text(yen_format(*state, 100000001), "1億1円");
    assert_text(yen_format(*state, -15000), "−1万5,000円");
    assert_text(yen_format(*state, INT64_MIN), "−9,223,372兆368億5,477万5,808円");
}

static void assert_survives(struct arena *a, int64_t yen)
{
    int64_t back = -1;
    struct text written = yen_format(a, yen);
    if (!yen_parse(written, &back))
        fail_msg("%.*s was not read", (int)written.size, written.ptr);
    assert_int_equal(back, yen);
}

static void every_amount_written_is_read_back(void **state)
{
    int64_t power = 1;
    for (int digits = 1; digits <= 15; digits++, power *= 10) {
        for (int64_t near = -2; near <= 2; near++) {
            if (power + near >= 0)
                assert_survives(*state, power + near);
        }
    }
    assert_survives(*state, INT64_C(999000000000000));
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        assert_survives(*state, (int64_t)((seed >> 8) % UINT64_C(999000000000001) >> (i % 50)));
    }
}

static void counts_of_a_model_have_two_figures(void **state)
{
    (void)state;
    assert_int_equal(count_round(1371), 1400);
    assert_int_equal(count_round(17625), 18000);
    assert_int_equal(count_round(995), 1000);
    assert_int_equal(count_round(99), 99);
    assert_int_equal(count_round(7), 7);
    assert_int_equal(count_round(0), 0);
}

static void amounts_are_rounded_for_reading(void **state)
{
    (void)state;
    assert_int_equal(yen_round(19384000), 19000000);
    assert_int_equal(yen_round(19500000), 20000000);
    assert_int_equal(yen_round(99500000), 100000000);
    assert_int_equal(yen_round(10000), 10000);
    assert_int_equal(yen_round(10499), 10000);
    assert_int_equal(yen_round(10500), 11000);
    assert_int_equal(yen_round(9950), 10000);
    assert_int_equal(yen_round(3449), 3400);
    assert_int_equal(yen_round(3450), 3500);
    assert_int_equal(yen_round(49), 0);
    assert_int_equal(yen_round(0), 0);
    assert_int_equal(yen_round(-19384000), -19000000);
    assert_int_equal(yen_round(INT64_MAX), INT64_C(9200000000000000000));
    assert_int_equal(yen_round(INT64_MIN), INT64_C(-9200000000000000000));
}

static void dates_are_read_in_every_form(void **state)
{
    static const struct {
        const char *written;
        const char *iso;
    } cases[] = {
        {"2026-11-10", "2026-11-10"},
        {"2026/11/10", "2026-11-10"},
        {"2026/1/5", "2026-01-05"},
        {"2026年11月10日", "2026-11-10"},
        {"２０２６年１１月１０日", "2026-11-10"},
        {"２０２６－１１－１０", "2026-11-10"},
        {"令和8年11月10日", "2026-11-10"},
        {"R8.11.10", "2026-11-10"},
        {"R08.11.10", "2026-11-10"},
        {"Ｒ８．１１．１０", "2026-11-10"},
        {"令和元年5月1日", "2019-05-01"},
        {"令和1年5月1日", "2019-05-01"},
        {"平成31年4月30日", "2019-04-30"},
        {"平成元年1月8日", "1989-01-08"},
        {"昭和64年1月7日", "1989-01-07"},
        {"S1.12.25", "1926-12-25"},
        {"大正15年12月24日", "1926-12-24"},
        {"大正元年7月30日", "1912-07-30"},
        {"明治45年7月29日", "1912-07-29"},
        {"明治元年1月25日", "1868-01-25"},
        {"2024-02-29", "2024-02-29"},
        {"2000-02-29", "2000-02-29"},
        {"2199-12-31", "2199-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date date = {0};
        if (!date_parse(text_of(cases[i].written), &date))
            fail_msg("%s was not read", cases[i].written);
        assert_text(date_format_iso(*state, date), cases[i].iso);
    }
}

static void impossible_dates_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "2026",
        "2026-11",
        "2026-02-29",
        "2100-02-29",
        "2026-00-10",
        "2026-13-10",
        "2026-04-31",
        "2026-04-00",
        "26-04-01",
        "2026-04/01",
        "2026年4月1",
        "2026-04-01日",
        "2026-004-01",
        "1867-12-31",
        "2200-01-01",
        "平成31年5月1日",
        "令和元年4月30日",
        "昭和64年1月8日",
        "平成元年1月7日",
        "昭和元年12月24日",
        "大正15年12月25日",
        "大正元年7月29日",
        "明治45年7月30日",
        "明治元年1月24日",
        "令和0年5月1日",
        "令和年5月1日",
        "令和8.11.10",
        "R8年11月10日",
        "R8-11-10",
        "X8.11.10",
        "令和200年1月1日",
        "20261110",
        "99999999999999999999-01-01",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date date = {.year = 7};
        if (date_parse(text_of(cases[i]), &date))
            fail_msg("%s was read", cases[i]);
        assert_int_equal(date.year, 7);
    }
}

static void dates_are_written_and_compared(void **state)
{
    struct date a = {2026, 11, 10};
    struct date b = {2026, 9, 30};
    assert_text(date_format(*state, a), "2026年11月10日");
    assert_text(date_format_iso(*state, b), "2026-09-30");
    assert_null(date_format(*state, (struct date){0}).ptr);
    assert_true(date_compare(a, b) > 0);
    assert_true(date_compare(b, a) < 0);
    assert_int_equal(date_compare(a, a), 0);
}

static void days_are_counted_from_1970(void **state)
{
    (void)state;
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){1969, 12, 31}), -1);
    assert_int_equal(date_days((struct date){2000, 3, 1}), 11017); /* 951868800 s / 86400 */
    assert_int_equal(date_days((struct date){2024, 2, 29}), 19782);
    assert_int_equal(date_days((struct date){1868, 1, 25}), -37231);
}

static void every_day_follows_the_day_before(void **state)
{
    int64_t expected = date_days((struct date){1868, 1, 25});
    for (int year = 1868; year <= 2199; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                struct date date;
                struct text t = text_format(*state, "%d-%d-%d", year, month, day);
                if ((year == 1868 && (month == 1 && day < 25)) || !date_parse(t, &date))
                    continue;
                assert_int_equal(date_days(date), expected);
                expected++;
            }
        }
    }
}

static void lengths_have_a_unit(void **state)
{
    (void)state;
    mpt length = -1;
    assert_true(length_parse(text_of("17mm"), &length));
    assert_int_equal(length, 17 * MPT_MM);
    assert_true(length_parse(text_of("1.2cm"), &length));
    assert_int_equal(length, 12 * MPT_MM);
    assert_true(length_parse(text_of("10.5pt"), &length));
    assert_int_equal(length, 10500);
    assert_true(length_parse(text_of("0.5mm"), &length));
    assert_int_equal(length, 1418); /* 1417.5 */
    assert_true(length_parse(text_of("0"), &length));
    assert_int_equal(length, 0);
    static const char *const wrong[] = {
        "",       "17",      "mm",    "-1mm",  "1.mm", ".5mm",      "1,5mm",          "1.2345mm",
        "17 mm",  "17px",    "17mmm", "1e3mm", "05mm", "9999999mm", "999999999999cm", "nan",
        "0x10mm", "10.5.1pt"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        length = 3;
        if (length_parse(text_of(wrong[i]), &length))
            fail_msg("%s was read", wrong[i]);
        assert_int_equal(length, 3);
    }
}

static void numbers_are_read_strictly(void **state)
{
    (void)state;
    int64_t value = -1;
    assert_true(decimal_parse(text_of("73.0"), &value));
    assert_int_equal(value, 73000);
    assert_true(decimal_parse(text_of("０．１２５"), &value));
    assert_int_equal(value, 125);
    static const char *const decimals[] = {"",      "73.0%", "1.2345", "1,234.5",      ".5",
                                           "5.",    "-1",    "1 2",    "1e3",          "inf",
                                           "1.2.3", "007",   "七",     "9999999999999"};
    for (size_t i = 0; i < sizeof decimals / sizeof decimals[0]; i++) {
        if (decimal_parse(text_of(decimals[i]), &value))
            fail_msg("%s was read", decimals[i]);
    }
    assert_true(integer_parse(text_of("-1,200"), &value));
    assert_int_equal(value, -1200);
    assert_true(integer_parse(text_of("２５"), &value));
    assert_int_equal(value, 25);
    assert_true(integer_parse(text_of("999999999999999999"), &value));
    assert_int_equal(value, INT64_C(999999999999999999));
    static const char *const integers[] = {"",     "-",   "0123",     "1.0",
                                           "25名", "1,2", "--1",      "1-1",
                                           "+1",   "0x1", "1,23,456", "1000000000000000000"};
    for (size_t i = 0; i < sizeof integers / sizeof integers[0]; i++) {
        if (integer_parse(text_of(integers[i]), &value))
            fail_msg("%s was read", integers[i]);
    }
}

static void numbers_are_written_plainly(void **state)
{
    assert_text(decimal_format(*state, 73000), "73");
    assert_text(decimal_format(*state, 37900), "37.9");
    assert_text(decimal_format(*state, 5), "0.005");
    assert_text(decimal_format(*state, -500), "-0.5");
    assert_text(count_format(*state, 0), "0");
    assert_text(count_format(*state, 999), "999");
    assert_text(count_format(*state, 1000), "1,000");
    assert_text(count_format(*state, 1234567), "1,234,567");
    assert_text(count_format(*state, INT64_MIN), "−9,223,372,036,854,775,808");
}

int main(void)
{
    const struct CMUnitTest quantity[] = {
        cmocka_unit_test(amounts_are_read_as_people_write_them),
        cmocka_unit_test(doubtful_amounts_are_refused),
        cmocka_unit_test(amounts_are_written_with_large_units),
        cmocka_unit_test(every_amount_written_is_read_back),
        cmocka_unit_test(counts_of_a_model_have_two_figures),
        cmocka_unit_test(amounts_are_rounded_for_reading),
        cmocka_unit_test(dates_are_read_in_every_form),
        cmocka_unit_test(impossible_dates_are_refused),
        cmocka_unit_test(dates_are_written_and_compared),
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(every_day_follows_the_day_before),
        cmocka_unit_test(lengths_have_a_unit),
        cmocka_unit_test(numbers_are_read_strictly),
        cmocka_unit_test(numbers_are_written_plainly),
    };
    return cmocka_run_group_tests(quantity, set_up, tear_down);
}
