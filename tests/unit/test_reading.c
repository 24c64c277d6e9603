#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "japanese/reading.h"

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

static void expect_order(void **state, const char *const *readings, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct text before = reading_key(*state, text_of(readings[i - 1]));
        struct text after = reading_key(*state, text_of(readings[i]));
        if (text_compare(before, after) >= 0)
            fail_msg("%s must stand before %s", readings[i - 1], readings[i]);
    }
}

static void base_kana_come_first_then_voice_then_size_then_script(void **state)
{
    static const char *const steps[] = {"はん", "ハン", "ばん", "ぱん", "はんこ"};
    static const char *const sizes[] = {"さつか", "さっき", "ざつき"};
    expect_order(state, steps, sizeof steps / sizeof *steps);
    expect_order(state, sizes, sizeof sizes / sizeof *sizes);
    static const char *const size[] = {"びょういん", "びよういん"};
    expect_order(state, size, sizeof size / sizeof *size);
}

static void a_long_vowel_counts_as_the_vowel_before(void **state)
{
    static const char *const readings[] = {"さあさ", "サーバ",   "サーバー",
                                           "さい",   "さいばー", "しい"};
    expect_order(state, readings, sizeof readings / sizeof *readings);
    static const char *const same[] = {"カード", "カアド"};
    expect_order(state, same, sizeof same / sizeof *same);
}

static void iteration_marks_repeat(void **state)
{
    static const char *const readings[] = {"ここ", "こゞし", "ここす", "ここのつ"};
    expect_order(state, readings, sizeof readings / sizeof *readings);
}

static void signs_digits_letters_kana_and_the_rest_follow_each_other(void **state)
{
    static const char *const readings[] = {"",  " あ", "・", "24", "３", "a",
                                           "A", "b",   "Ｚ", "あ", "ん", "亜"};
    expect_order(state, readings, sizeof readings / sizeof *readings);
}

static void width_makes_no_difference(void **state)
{
    struct text half = reading_key(*state, text_of("ｶﾞｰﾄﾞ"));
    struct text full = reading_key(*state, text_of("ガード"));
    assert_int_equal(half.size, full.size);
    assert_int_equal(text_compare(half, full), 0);
    assert_true(text_is(reading_hiragana(*state, text_of("ｶﾞｰﾄﾞとヴァ")), "がーどとゔぁ"));
}

static void an_index_has_ten_rows_and_two_more(void **state)
{
    static const char *const rows[][2] = {
        {"あんごう", "あ"}, {"ゔぁ", "あ"},   {"がぞう", "か"},   {"ジャ", "さ"},
        {"っ", "た"},       {"ばっく", "は"}, {"ぱす", "は"},     {"みまもり", "ま"},
        {"ゆーざ", "や"},   {"るーた", "ら"}, {"をんな", "わ"},   {"ん", "わ"},
        {"VPN", "英数字"},  {"24", "英数字"}, {"漢字", "その他"}, {"", "その他"},
        {"ー", "その他"},   {"ぃ", "あ"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(text_is(reading_row(text_of(rows[i][0])), rows[i][1]));
    }
}

static void hostile_readings_have_keys(void **state)
{
    struct text bytes = {"\0\xff\xe3\x81ー", 7};
    assert_true(reading_key(*state, bytes).size > 0);
    assert_true(text_is(reading_row(bytes), "その他"));
    assert_true(text_is(reading_row((struct text){0}), "その他"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(base_kana_come_first_then_voice_then_size_then_script,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_vowel_counts_as_the_vowel_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(iteration_marks_repeat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(signs_digits_letters_kana_and_the_rest_follow_each_other,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(width_makes_no_difference, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_index_has_ten_rows_and_two_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_readings_have_keys, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
