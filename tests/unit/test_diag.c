#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->diag = diag_new(a);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

/* The span of `part` in the source. */
static struct span span_of(const struct source *s, const char *part)
{
    size_t start = text_find(s->text, part, 0);
    assert_true(start != SIZE_MAX);
    return (struct span){s, start, start + strlen(part)};
}

static const struct source *source(struct fixture *f, const char *path, const char *text)
{
    return source_of(f->arena, text_of(path), text_of(text));
}

static const char *printed(struct fixture *f, enum language language, size_t limit)
{
    struct buffer out = {0};
    diag_print(&f->diag, language, limit, &out);
    const char *string = text_string(f->arena, buffer_text(&out));
    buffer_free(&out);
    return string;
}

static void a_complaint_shows_line_caret_hint_and_near_name(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a.yaml", "id: x\nemployees: 多い\n");
    assert_false(diag_add(&f->diag, MSG_BAD_NUMBER, span_of(s, "多い"), "employees = %s", "多い"));
    diag_near(&f->diag, text_of("12"));
    assert_string_equal(printed(f, LANGUAGE_JA, 20),
                        "a.yaml:2:12: error: 数として読めません [E207]: employees = 多い\n"
                        "    2 | employees: 多い\n"
                        "      |            ^~~~\n"
                        "  ヒント: 12、37.9 のように書きます\n"
                        "  近い名前: 12\n");
}

static void english_is_complete(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a.yaml", "従業員: x");
    f->diag.context = text_of("acme");
    diag_add(&f->diag, MSG_BAD_NUMBER, span_of(s, "x"), "%s", "");
    assert_string_equal(printed(f, LANGUAGE_EN, 20), "a.yaml:1:6: error: not a number [E207]\n"
                                                     "    1 | 従業員: x\n"
                                                     "      |         ^\n"
                                                     "  hint: write it like 12 or 37.9\n"
                                                     "  for: acme\n");
}

static void a_complaint_without_place_names_the_program(void **state)
{
    struct fixture *f = *state;
    diag_add(&f->diag, MSG_TOO_WIDE, (struct span){0}, "%s", "x");
    assert_int_equal(f->diag.errors, 0);
    assert_true(strncmp(printed(f, LANGUAGE_EN, 20),
                        "mamorigami: warning: wider than its place [W605]: x\n", 52) == 0);
}

static void complaints_are_sorted_and_equal_ones_told_once(void **state)
{
    struct fixture *f = *state;
    const struct source *a = source(f, "a", "1 2 3");
    const struct source *b = source(f, "b", "1 2 3");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(b, "1"), "%s", "fourth");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(a, "2"), "%s", "third");
    diag_add(&f->diag, MSG_YAML_TOO_DEEP, span_of(a, "2"), "%s", "second");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(a, "2"), "%s", "third");
    diag_add(&f->diag, MSG_TEMPLATE, (struct span){0}, "%s", "first");
    const char *out = printed(f, LANGUAGE_EN, 20);
    const char *first = strstr(out, "first");
    const char *second = strstr(out, "second");
    const char *third = strstr(out, "third");
    const char *fourth = strstr(out, "fourth");
    assert_true(first && second && third && fourth);
    assert_true(first < second && second < third && third < fourth);
    assert_null(strstr(third + 1, "third"));
}

static void complaints_taken_from_another_stand_among_the_own(void **state)
{
    struct fixture *f = *state;
    const struct source *a = source(f, "a", "1 2 3");
    struct diag other = diag_new(f->arena);
    diag_take(&f->diag, &other);
    assert_int_equal(f->diag.count, 0);
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(a, "2"), "%s", "second");
    diag_add(&other, MSG_UNKNOWN_KEY, span_of(a, "3"), "%s", "third");
    diag_add(&other, MSG_UNKNOWN_KEY, span_of(a, "1"), "%s", "first");
    diag_near(&other, text_of("near"));
    diag_take(&f->diag, &other);
    assert_int_equal(f->diag.count, 3);
    assert_int_equal(f->diag.errors, 3);
    const char *out = printed(f, LANGUAGE_EN, 20);
    const char *first = strstr(out, "first");
    const char *near = strstr(out, "near");
    const char *second = strstr(out, "second");
    const char *third = strstr(out, "third");
    assert_true(first && near && second && third);
    assert_true(first < near && near < second && second < third);
}

static void what_is_over_the_limit_is_counted(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a", "");
    for (int i = 0; i < 30; i++)
        diag_add(&f->diag, MSG_UNKNOWN_KEY, (struct span){s, 0, 0}, "%d", i % 25);
    assert_string_equal(printed(f, LANGUAGE_EN, 2), "a:1:1: error: unknown key [E201]: 0\n"
                                                    "a:1:1: error: unknown key [E201]: 1\n"
                                                    "mamorigami: not shown: 23\n");
    assert_null(strstr(printed(f, LANGUAGE_JA, 25), "ほかの指摘"));
}

static void tabs_keep_the_caret_in_place(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a", "\tか\tb c\r\n");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(s, "b c"), "%s", "");
    assert_string_equal(printed(f, LANGUAGE_EN, 20), "a:1:4: error: unknown key [E201]\n"
                                                     "    1 | \tか\tb c\n"
                                                     "      | \t  \t^~~\n");
}

static void the_mark_ends_with_the_line(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a", "ab: |\n  long\n  text\n");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(s, "|\n  long"), "%s", "");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, (struct span){s, 12, 13}, "%s", "at a line feed");
    assert_string_equal(printed(f, LANGUAGE_EN, 20),
                        "a:1:5: error: unknown key [E201]\n"
                        "    1 | ab: |\n"
                        "      |     ^\n"
                        "a:2:7: error: unknown key [E201]: at a line feed\n"
                        "    2 |   long\n"
                        "      |       ^\n");
}

static void a_long_line_is_cut_around_the_caret(void **state)
{
    struct fixture *f = *state;
    struct buffer text = {0};
    for (int i = 0; i < 500; i++)
        buffer_puts(&text, "あ");
    buffer_puts(&text, "X");
    for (int i = 0; i < 500; i++)
        buffer_puts(&text, "い");
    const struct source *s = source_of(f->arena, text_of("a"), buffer_text(&text));
    diag_add(&f->diag, MSG_UNKNOWN_KEY, (struct span){s, 1500, 1500 + 600}, "%s", "");
    const char *out = printed(f, LANGUAGE_EN, 20);
    buffer_free(&text);

    const char *line = strchr(out, '\n') + 1;
    const char *mark = strchr(line, '\n') + 1;
    assert_int_equal(strncmp(line, "    1 | ...あ", 14), 0);
    assert_int_equal(strncmp(mark, "      | ", 8), 0);
    struct text shown = {line, (size_t)(mark - line - 1)};
    size_t sign = text_find(shown, "X", 0);
    assert_true(sign != SIZE_MAX);
    assert_int_equal(text_columns(text_slice(shown, 0, sign)), strchr(mark, '^') - mark);
    assert_true(text_columns(shown) <= 8 + 3 + 100 + 3);
    assert_true(text_ends(shown, "..."));
    assert_true(strlen(mark) <= 8 + 3 + 100 + 1);
}

static void terminal_escapes_are_neutralised(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a\x1B]0;x\x07", "k: \x1B[2J\xC2\x9B\u202Ez");
    f->diag.context = text_of("n\nerror: fake");
    diag_add(&f->diag, MSG_UNKNOWN_KEY, span_of(s, "z"), "%s", "d\x1B[1m\r\n");
    diag_near(&f->diag, text_of("\x08"));
    assert_string_equal(printed(f, LANGUAGE_EN, 20),
                        "a?]0;x?:1:10: error: unknown key [E201]: d?[1m??\n"
                        "    1 | k: ?[2J??z\n"
                        "      |          ^\n"
                        "  did you mean: ?\n"
                        "  for: n?error: fake\n");
}

static void bytes_that_are_not_utf8_are_printed_as_question_marks(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source(f, "a", "緑\x97\xCE:");
    diag_add(&f->diag, MSG_TEXT_CP932, (struct span){s, 3, 4}, "0x97");
    assert_non_null(strstr(printed(f, LANGUAGE_EN, 20), "a:1:2: error: "));
    assert_non_null(strstr(printed(f, LANGUAGE_EN, 20), "    1 | 緑??:\n"
                                                        "      |   ^\n"));
}

static void a_very_long_detail_is_cut(void **state)
{
    struct fixture *f = *state;
    diag_add(&f->diag, MSG_UNKNOWN_KEY, (struct span){0}, "%5000d", 1);
    assert_true(strlen(printed(f, LANGUAGE_EN, 20)) < 400);
}

static void the_nearest_name_is_within_a_third(void **state)
{
    (void)state;
    const struct text names[] = {text_of("employees"), text_of("sales"), text_of("従業員数"),
                                 text_of("pcs"), text_of("pc")};
    assert_true(text_is(diag_nearest(text_of("emploees"), names, 5), "employees"));
    assert_true(text_is(diag_nearest(text_of("slaes"), names, 5), "sales"));
    assert_true(text_is(diag_nearest(text_of("従業員"), names, 5), "従業員数"));
    assert_true(text_is(diag_nearest(text_of("emp"), names, 5), "employees"));
    assert_true(text_is(diag_nearest(text_of("sales_per_year"), names, 5), "sales"));
    assert_null(diag_nearest(text_of("budget"), names, 5).ptr);
    assert_null(diag_nearest(text_of("x"), names, 5).ptr);
    assert_null(diag_nearest(text_of(""), names, 5).ptr);
    assert_null(diag_nearest(text_of("sales"), NULL, 0).ptr);
}

static void an_absent_near_name_changes_nothing(void **state)
{
    struct fixture *f = *state;
    diag_near(&f->diag, text_of("x"));
    diag_add(&f->diag, MSG_UNKNOWN_KEY, (struct span){0}, "%s", "");
    diag_near(&f->diag, text_of("x"));
    diag_near(&f->diag, (struct text){0});
    assert_true(text_is(f->diag.entries[0].near, "x"));
}

static void every_message_is_complete_and_its_id_unique(void **state)
{
    (void)state;
    for (int i = 0; i < MSG_COUNT; i++) {
        const struct message_text *m = message_of((enum message)i);
        assert_int_equal(strlen(m->id), 4);
        assert_int_equal(m->id[0], m->severity == SEVERITY_ERROR ? 'E' : 'W');
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            assert_non_null(m->text[language]);
            assert_int_equal(!m->hint[language], !m->hint[LANGUAGE_JA]);
        }
        /* Ascending, so that the list in the handbook follows the enumerators. */
        if (i > 0)
            assert_true(strcmp(message_of((enum message)(i - 1))->id + 1, m->id + 1) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_complaint_shows_line_caret_hint_and_near_name, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(english_is_complete, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_complaint_without_place_names_the_program, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(complaints_are_sorted_and_equal_ones_told_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(complaints_taken_from_another_stand_among_the_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_over_the_limit_is_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tabs_keep_the_caret_in_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_mark_ends_with_the_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_line_is_cut_around_the_caret, set_up, tear_down),
        cmocka_unit_test_setup_teardown(terminal_escapes_are_neutralised, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_are_printed_as_question_marks,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_very_long_detail_is_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_absent_near_name_changes_nothing, set_up, tear_down),
        cmocka_unit_test(the_nearest_name_is_within_a_third),
        cmocka_unit_test(every_message_is_complete_and_its_id_unique),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
