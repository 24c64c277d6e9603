/* One line that is rewritten on a terminal, a line now and then elsewhere, and true figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/progress.h"

struct fixture {
    FILE *out;
    char *said;
    size_t size;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->out = open_memstream(&f->said, &f->size);
    *state = f;
    return f->out == NULL;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    fclose(f->out);
    free(f->said);
    free(f);
    return 0;
}

/* A run of `total` that has lasted `milliseconds` and has shown nothing for as long. */
static struct progress run_of(struct fixture *f, size_t total, int64_t milliseconds)
{
    struct progress p = progress_begin(f->out, total, LANGUAGE_EN);
    p.began -= milliseconds;
    p.shown -= milliseconds;
    return p;
}

static void expect_said(struct fixture *f, const char *text)
{
    fflush(f->out);
    assert_string_equal(f->said, text);
}

static void what_is_no_terminal_gets_lines(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(progress_begin(f->out, 5, LANGUAGE_EN).kind, PROGRESS_LINES);
    struct progress p = run_of(f, 300, 20000);
    p.done = 100;
    progress_show(&p);
    expect_said(f, "100/300, 5.0 a second, about 40 s left\n");
    progress_clear(&p);
    expect_said(f, "100/300, 5.0 a second, about 40 s left\n");
}

static void lines_come_seldom(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 300, 9000);
    p.done = 1;
    progress_show(&p);
    expect_said(f, "");
    p = run_of(f, 300, 10500);
    p.done = 21;
    for (int i = 0; i < 100; i++)
        progress_show(&p);
    expect_said(f, "21/300, 2.0 a second, about 2 min 20 s left\n");
}

static void a_terminal_gets_one_line_that_is_written_over(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 4, 500);
    p.kind = PROGRESS_TERMINAL;
    p.done = 1;
    for (int i = 0; i < 100; i++) /* not more often than an eye can follow */
        progress_show(&p);
    p.done = 2;
    p.failed = 1;
    p.shown -= 1000;
    progress_show(&p);
    progress_clear(&p);
    expect_said(f, "\r1/4\033[K\r2/4, 1 failed\033[K\r\033[K");
}

/* What a terminal of so many columns is told in the middle of a run. */
static void expect_room(struct fixture *f, enum language language, size_t columns, const char *line)
{
    struct progress p = run_of(f, 2000, 10000);
    p.kind = PROGRESS_TERMINAL;
    p.language = language;
    p.columns = columns;
    p.done = 100;
    p.failed = 3;
    rewind(f->out);
    progress_show(&p);
    char expected[100];
    snprintf(expected, sizeof expected, "\r%s\033[K", line);
    fflush(f->out);
    assert_int_equal(strncmp(f->said, expected, strlen(expected)), 0);
}

static void what_has_no_room_on_the_terminal_is_left_out(void **state)
{
    struct fixture *f = *state;
    const char *all = "100/2000件・失敗 3件・毎秒 10.0件・残り約3分10秒";
    expect_room(f, LANGUAGE_JA, 0, all);
    expect_room(f, LANGUAGE_JA, 49, all);
    expect_room(f, LANGUAGE_JA, 48, "100/2000件・失敗 3件・毎秒 10.0件");
    expect_room(f, LANGUAGE_JA, 34, "100/2000件・失敗 3件・毎秒 10.0件");
    expect_room(f, LANGUAGE_JA, 33, "100/2000件・失敗 3件");
    expect_room(f, LANGUAGE_JA, 20, "100/2000件");
    expect_room(f, LANGUAGE_EN, 20, "100/2000, 3 failed");
    expect_room(f, LANGUAGE_EN, 18, "100/2000");
    expect_room(f, LANGUAGE_EN, 1, "");
}

static void a_line_that_never_stood_needs_no_wiping(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 4, 0);
    p.kind = PROGRESS_TERMINAL;
    progress_show(&p);
    progress_clear(&p);
    progress_clear(&p);
    expect_said(f, "");
}

static void nothing_is_said_where_nothing_is_wanted(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 4, 60000);
    p.kind = PROGRESS_NONE;
    progress_show(&p);
    progress_clear(&p);
    expect_said(f, "");
}

static void no_time_left_is_guessed_before_there_is_a_rate(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 9, 60000); /* a minute without a result */
    progress_show(&p);
    expect_said(f, "0/9\n");
    p = run_of(f, 0, 60000);
    progress_show(&p);
    expect_said(f, "0/9\n0/0\n");
}

static void the_end_is_no_time_away(void **state)
{
    struct fixture *f = *state;
    struct progress p = run_of(f, 2000, 100000);
    p.done = 2000;
    progress_show(&p);
    expect_said(f, "2000/2000, 20.0 a second, about 0 s left\n");
}

static void expect_duration(int64_t milliseconds, const char *english, const char *japanese)
{
    char room[40];
    progress_duration(milliseconds, LANGUAGE_EN, room, sizeof room);
    assert_string_equal(room, english);
    progress_duration(milliseconds, LANGUAGE_JA, room, sizeof room);
    assert_string_equal(room, japanese);
}

static void durations_are_rounded_to_what_matters(void **state)
{
    (void)state;
    expect_duration(0, "0 s", "0秒");
    expect_duration(499, "0 s", "0秒");
    expect_duration(500, "1 s", "1秒");
    expect_duration(59499, "59 s", "59秒");
    expect_duration(59500, "1 min 0 s", "1分0秒");
    expect_duration(3599499, "59 min 59 s", "59分59秒");
    expect_duration(3600000, "1 h 0 min", "1時間0分");
    expect_duration(INT64_C(360000000), "100 h 0 min", "100時間0分");
}

static void a_narrow_room_is_not_left(void **state)
{
    (void)state;
    char room[8] = "1234567";
    progress_duration(INT64_MAX / 2, LANGUAGE_JA, room, 5);
    assert_int_equal(room[4], '\0');
    assert_string_equal(room + 5, "67");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_no_terminal_gets_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_come_seldom, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_terminal_gets_one_line_that_is_written_over, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_has_no_room_on_the_terminal_is_left_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_never_stood_needs_no_wiping, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_said_where_nothing_is_wanted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_time_left_is_guessed_before_there_is_a_rate, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_end_is_no_time_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(durations_are_rounded_to_what_matters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_narrow_room_is_not_left, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
