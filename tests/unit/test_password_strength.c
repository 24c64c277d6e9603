/* What can be guessed is refused, whatever it is dressed as; a good password is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "batch/password_strength.h"

static void expect(const char *password, enum message fault)
{
    enum message got = password_fault(text_of(password));
    if (got != fault)
        fail_msg("%s: %d, not %d", password, (int)got, (int)fault);
}

static void good_ones_pass(void **state)
{
    (void)state;
    expect("k7mq-x2ht-9vbe-wr4n-p3ca", MSG_COUNT);
    expect("correct horse battery staple", MSG_COUNT);
    expect("あめ kq7-川原 zoW!4", MSG_COUNT);
    expect("かえるのうたがきこえてくるよ", MSG_COUNT);
    expect("Tr0ub4dor&3xyz", MSG_COUNT);
}

static void short_ones_are_refused_by_signs_not_bytes(void **state)
{
    (void)state;
    expect("", MSG_PASSWORD_SHORT);
    expect("k7mq-x2ht-9", MSG_PASSWORD_SHORT);
    expect("k7mq-x2ht-9v", MSG_COUNT);
    expect("かえるのうた", MSG_PASSWORD_SHORT); /* 18 bytes, 6 signs */
    /* White space is no sign: nobody tries it, but nobody sees how much of it there is. */
    expect("k7 mq x2 ht     ", MSG_PASSWORD_SHORT);
}

static void figures_alone_are_refused(void **state)
{
    (void)state;
    expect("03-1234-5678-90", MSG_PASSWORD_FIGURES);
    expect("2026/11/22 2026", MSG_PASSWORD_FIGURES);
    expect("８３５１９４７２６０５８", MSG_PASSWORD_FIGURES); /* full-width ones too */
    expect("835194726058", MSG_PASSWORD_FIGURES);
}

static void pieces_again_and_again_are_refused(void **state)
{
    (void)state;
    expect("aaaaaaaaaaaaaaaa", MSG_PASSWORD_REPEATED);
    expect("abababababababab", MSG_PASSWORD_REPEATED);
    expect("xkcqvxkcqvxkcqv", MSG_PASSWORD_REPEATED);
    expect("xkcqvxkcqvxkc", MSG_PASSWORD_REPEATED); /* the last one cut short */
    expect("ABCDabcdABCDabcd", MSG_PASSWORD_REPEATED);
}

static void rows_of_keys_are_refused_in_both_directions(void **state)
{
    (void)state;
    expect("qwertyuiop12", MSG_PASSWORD_ROWS);
    expect("poiuytrewq!k", MSG_PASSWORD_ROWS);
    expect("1qaz2wsx3edc", MSG_PASSWORD_ROWS);
    expect("abcdefghijklmn", MSG_PASSWORD_ROWS);
    expect("asdfghjkl-zxcvbnm", MSG_PASSWORD_ROWS);
    expect("asdf-k7mqx2ht9v", MSG_COUNT); /* eleven others beside four keys */
}

static void stolen_words_are_refused_however_they_are_dressed(void **state)
{
    (void)state;
    expect("password-k7mq", MSG_PASSWORD_COMMON);
    expect("P@$$w0rd!2026", MSG_PASSWORD_COMMON);
    expect("ｐａｓｓｗｏｒｄ２０２６", MSG_PASSWORD_COMMON);
    expect("4dm1n1str4t0r", MSG_PASSWORD_COMMON);
    expect("administrator-k7mqx2h", MSG_COUNT);
}

static void words_and_rows_together_are_no_better_than_one(void **state)
{
    (void)state;
    expect("passwordwelcome99", MSG_PASSWORD_COMMON);
    expect("sunshinesuperman", MSG_PASSWORD_COMMON);
    expect("password1234qwer", MSG_PASSWORD_COMMON);
    expect("sakuratokyonihon!", MSG_PASSWORD_COMMON);
    expect("adminadminroot2026", MSG_PASSWORD_COMMON);
}

static bool has(const char *password, const char *word)
{
    struct text words[] = {text_of("x"), text_of(word)};
    return password_has(text_of(password), words, 2);
}

static void the_clients_own_words_are_found_in_any_width_and_case(void **state)
{
    (void)state;
    assert_true(has("k7-MIDORI-mq2x", "midori"));
    assert_true(has("k7-ｍｉｄｏｒｉ-mq2x", "Midori"));
    assert_true(has("k7ミドリ製作所mq", "みどり製作所"));
    assert_true(has("k7 mid ori mq2x", "midori"));
    assert_true(has("midori", "midori"));
    assert_false(has("k7-MIDRI-mq2x", "midori"));
    assert_false(has("midor", "midori"));
}

static void words_of_three_signs_are_no_clue(void **state)
{
    (void)state;
    assert_false(has("k7-abc-mq2x-ht", "abc"));
    assert_false(has("k7-abc-mq2x-ht", ""));
    assert_false(password_has(text_of("k7-abc-mq2x-ht"), NULL, 0));
}

static void long_and_broken_ones_are_taken(void **state)
{
    (void)state;
    char same[2001];
    memset(same, 'a', sizeof same - 1);
    same[sizeof same - 1] = '\0';
    expect(same, MSG_PASSWORD_REPEATED);
    char varied[2001];
    for (size_t i = 0; i < sizeof varied - 1; i++)
        varied[i] = (char)('!' + (i * i * 31 + i * 7) % 94);
    varied[sizeof varied - 1] = '\0';
    password_fault(text_of(varied));
    assert_true(has(varied, varied));
    password_fault(text_of("\xff\xfe\x80\xc3\xe3\x81\xf0\x9f\x98\xff\xfe\x80"));
    const char nul[] = "k7mq\0x2ht\0"
                       "9vbe\0"
                       "wr4n";
    password_fault((struct text){nul, sizeof nul - 1});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_ones_pass),
        cmocka_unit_test(short_ones_are_refused_by_signs_not_bytes),
        cmocka_unit_test(figures_alone_are_refused),
        cmocka_unit_test(pieces_again_and_again_are_refused),
        cmocka_unit_test(rows_of_keys_are_refused_in_both_directions),
        cmocka_unit_test(stolen_words_are_refused_however_they_are_dressed),
        cmocka_unit_test(words_and_rows_together_are_no_better_than_one),
        cmocka_unit_test(the_clients_own_words_are_found_in_any_width_and_case),
        cmocka_unit_test(words_of_three_signs_are_no_clue),
        cmocka_unit_test(long_and_broken_ones_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
