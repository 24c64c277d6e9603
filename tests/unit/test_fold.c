#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "japanese/fold.h"

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

static void expect_fold(void **state, const char *source, const char *folded)
{
    struct folded result = fold(*state, text_of(source));
    assert_string_equal(text_string(*state, result.text), folded);
}

static void width_case_and_script_do_not_matter(void **state)
{
    expect_fold(state, "ＩＰＡ１２３", "ipa123");
    expect_fold(state, "ｻｲﾊﾞｰ", "さいば");
    expect_fold(state, "サイバー", "さいば");
    expect_fold(state, "さいばー", "さいば");
    expect_fold(state, "㈱まもり①", "(株)まもり1");
    expect_fold(state, "ＣＡＦÉ", "café");
    expect_fold(state, "ﾊﾟﾋﾟﾌﾟｶﾞ", "ぱぴぷが");
    expect_fold(state, "か\u3099", "が");
}

static void spellings_of_one_word_meet(void **state)
{
    expect_fold(state, "ウィルス", "ういるす");
    expect_fold(state, "ソフトウェア", "そふとうえあ");
    expect_fold(state, "3ヶ月", "3か月");
    expect_fold(state, "3ヵ月", "3か月");
    expect_fold(state, "1〜2", "1~2");
    expect_fold(state, "1～2", "1~2");
}

static void the_long_vowel_of_long_words_is_dropped_at_their_end(void **state)
{
    expect_fold(state, "サーバーの更新", "さーばの更新");
    expect_fold(state, "サーバの更新", "さーばの更新");
    expect_fold(state, "さーばー", "さーば");
    expect_fold(state, "スーパーマーケット", "すーぱーまーけっと");
    expect_fold(state, "キー、エラー", "きー、えらー");
    expect_fold(state, "フォルダー", "ふおるだ");
}

static void dashes_are_one_and_long_vowels_another(void **state)
{
    expect_fold(state, "Wi‐Fi", "wi-fi");
    expect_fold(state, "03－1234ー5", "03-1234-5");
    expect_fold(state, "サ−バ―", "さーば");
    expect_fold(state, "漢ー", "漢-");
}

static void blanks_are_one_and_unseen_signs_none(void **state)
{
    expect_fold(state, "あ \t\n　い", "あ い");
    expect_fold(state, "あ\u200bい\ufeff\u00ad", "あい");
    expect_fold(state, "葛\U000E0100城", "葛城");
}

static void every_folded_byte_knows_its_source(void **state)
{
    struct text source = text_of("㈱ｶﾞｰﾄﾞサーバーの");
    struct folded result = fold(*state, source);
    assert_string_equal(text_string(*state, result.text), "(株)がーどさーばの");
    size_t from;
    size_t to;
    size_t at = text_find(result.text, "がーど", 0);
    fold_source(&result, at, at + strlen("がーど"), &from, &to);
    assert_true(text_is(text_slice(source, from, to), "ｶﾞｰﾄﾞ"));
    at = text_find(result.text, "株", 0);
    fold_source(&result, at, at + strlen("株"), &from, &to);
    assert_true(text_is(text_slice(source, from, to), "㈱"));
    at = text_find(result.text, "ばの", 0);
    fold_source(&result, at, at + strlen("ばの"), &from, &to);
    assert_true(text_is(text_slice(source, from, to), "バーの"));
}

static void folding_twice_is_folding_once(void **state)
{
    static const char *const sources[] = {"ＩＰＡの「５か条」", "ﾊﾟｿｺﾝ　２０台", "㌔㍉㈲Ⅳ",
                                          "サーバー", "ﷺ"};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct text once = fold(*state, text_of(sources[i])).text;
        assert_true(text_equal(fold(*state, once).text, once));
    }
}

static void hostile_text_is_folded_too(void **state)
{
    struct text empty = {"", 0};
    assert_int_equal(fold(*state, empty).text.size, 0);
    struct text bytes = {"\0\xff\xe3\x81\0a", 6};
    struct folded result = fold(*state, bytes);
    assert_true(text_ends(result.text, "a"));
    char marks[3 * 5000 + 3] = "か";
    for (size_t i = 3; i < sizeof marks; i += 3)
        memcpy(marks + i, "\u3099", 3);
    result = fold(*state, (struct text){marks, sizeof marks});
    assert_true(result.text.size <= sizeof marks);
    assert_int_equal(result.end[result.text.size - 1], sizeof marks);
}

/* Folds the lines of standard input: judge-fold.js compares them with the script's. */
static int fold_lines(void)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        struct arena *a = arena_new();
        struct text folded = fold(a, (struct text){line, strcspn(line, "\n")}).text;
        printf("%.*s\n", (int)folded.size, folded.ptr);
        arena_free(a);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "-") == 0)
        return fold_lines();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(width_case_and_script_do_not_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spellings_of_one_word_meet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_long_vowel_of_long_words_is_dropped_at_their_end,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(dashes_are_one_and_long_vowels_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks_are_one_and_unseen_signs_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_folded_byte_knows_its_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folding_twice_is_folding_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_text_is_folded_too, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
