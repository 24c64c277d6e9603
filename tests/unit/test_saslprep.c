/* The examples of RFC 4013, section 3, and what a PDF password may not be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "japanese/saslprep.h"

static void expect(const char *password, const char *prepared)
{
    char out[SASLPREP_MOST + 1];
    assert_int_equal(saslprep(text_of(password), out), SASLPREP_GOOD);
    assert_string_equal(out, prepared);
}

static void expect_refused(struct text password, enum saslprep_result result)
{
    char out[SASLPREP_MOST + 1];
    const char nothing[sizeof out] = {0};
    memset(out, 'x', sizeof out);
    assert_int_equal(saslprep(password, out), result);
    assert_memory_equal(out, nothing, sizeof out); /* nothing of it is left */
}

static void the_examples_of_the_rfc_come_out(void **state)
{
    (void)state;
    expect("I\u00adX", "IX"); /* a soft hyphen maps to nothing */
    expect("user", "user");
    expect("USER", "USER"); /* case stays */
    expect("\u00aa", "a");  /* NFKC */
    expect("\u2168", "IX");
    expect_refused(text_of("\x07"), SASLPREP_FORBIDDEN);
    expect_refused(text_of("\u0627\x31"), SASLPREP_FORBIDDEN); /* section 2.3: directions mixed */
}

static void what_keyboards_write_differently_becomes_one(void **state)
{
    (void)state;
    expect("ｐａｓｓ", "pass");
    expect("ﾊﾟｽﾜｰﾄﾞ", "パスワード");
    expect("か\u3099", "が");  /* composed, as other systems have it */
    expect("a\u3000b", "a b"); /* section 2.1: other spaces are spaces */
}

static void controls_and_what_no_keyboard_has_are_refused(void **state)
{
    (void)state;
    expect_refused(text_of("a\tb"), SASLPREP_FORBIDDEN);
    expect_refused(text_of("a\x7f"), SASLPREP_FORBIDDEN);
    expect_refused((struct text){"a\0b", 3}, SASLPREP_FORBIDDEN);
    expect_refused(text_of("a\ue000"), SASLPREP_FORBIDDEN);     /* private use */
    expect_refused(text_of("a\ufffd"), SASLPREP_FORBIDDEN);     /* stands for what was lost */
    expect_refused(text_of("a\u200e"), SASLPREP_FORBIDDEN);     /* turns directions */
    expect_refused(text_of("a\U000e0041"), SASLPREP_FORBIDDEN); /* a tag */
}

static void what_is_no_utf8_is_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "\xff", "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe3\x81", "\x80"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        expect_refused(text_of(WRONG[i]), SASLPREP_FORBIDDEN);
}

static void as_many_bytes_as_a_pdf_takes_and_no_more(void **state)
{
    (void)state;
    char letters[2000];
    char out[SASLPREP_MOST + 1];
    memset(letters, 'a', sizeof letters);
    assert_int_equal(saslprep((struct text){letters, SASLPREP_MOST}, out), SASLPREP_GOOD);
    assert_int_equal(strlen(out), SASLPREP_MOST);
    expect_refused((struct text){letters, SASLPREP_MOST + 1}, SASLPREP_LONG);
    expect_refused((struct text){letters, 512}, SASLPREP_LONG);
    expect_refused((struct text){letters, 513}, SASLPREP_LONG);
    expect_refused((struct text){letters, sizeof letters}, SASLPREP_LONG);
}

static void a_sign_that_grows_is_counted_grown(void **state)
{
    (void)state;
    /* U+FDFA becomes eighteen signs. */
    expect_refused(text_of("\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa\ufdfa"), SASLPREP_LONG);
    char many[510];
    for (size_t i = 0; i < sizeof many; i += 3)
        memcpy(many + i, "\ufdfa", 3);
    expect_refused((struct text){many, sizeof many}, SASLPREP_LONG);
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    expect("", "");
    expect("\u00ad\u2060", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_rfc_come_out),
        cmocka_unit_test(what_keyboards_write_differently_becomes_one),
        cmocka_unit_test(controls_and_what_no_keyboard_has_are_refused),
        cmocka_unit_test(what_is_no_utf8_is_refused),
        cmocka_unit_test(as_many_bytes_as_a_pdf_takes_and_no_more),
        cmocka_unit_test(a_sign_that_grows_is_counted_grown),
        cmocka_unit_test(nothing_stays_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
