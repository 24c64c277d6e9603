#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    char folder[32];
    char path[64]; /* "FOLDER/input" */
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    strcpy(f->folder, "/tmp/test_source.XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/input", f->folder);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    rmdir(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const struct source *load(struct fixture *f, const char *bytes, size_t size)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return source_load(f->arena, f->path, 1000, &f->diag);
}

/* The newest complaint is `message` at `line`:`column`. */
static void assert_refused(struct fixture *f, enum message message, size_t line, size_t column)
{
    assert_true(f->diag.count > 0);
    const struct diag_entry *entry = &f->diag.entries[f->diag.count - 1];
    assert_int_equal(entry->message, message);
    if (line == 0) {
        assert_null(entry->span.source);
        return;
    }
    size_t got_line;
    size_t got_column;
    source_position(entry->span.source, entry->span.start, &got_line, &got_column);
    assert_int_equal(got_line, line);
    assert_int_equal(got_column, column);
}

static void columns_count_code_points(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source_of(f->arena, text_of("x"), text_of("ab\n従業員: 3\n"));
    size_t line;
    size_t column;
    source_position(s, 0, &line, &column);
    assert_true(line == 1 && column == 1);
    source_position(s, 2, &line, &column); /* the line feed belongs to its line */
    assert_true(line == 1 && column == 3);
    source_position(s, 3 + 9, &line, &column);
    assert_true(line == 2 && column == 4);
    source_position(s, 9999, &line, &column);
    assert_true(line == 3 && column == 1);
}

static void lines_come_without_their_ends(void **state)
{
    struct fixture *f = *state;
    const struct source *s = source_of(f->arena, text_of("x"), text_of("a\r\nb\n\nc"));
    assert_int_equal(s->line_count, 4);
    assert_true(text_is(source_line(s, 1), "a"));
    assert_true(text_is(source_line(s, 2), "b"));
    assert_true(text_is(source_line(s, 3), ""));
    assert_true(text_is(source_line(s, 4), "c"));
    assert_true(text_is(source_line(s, 5), ""));
    assert_true(text_is(source_line(s, 0), ""));
}

static void an_empty_source_has_one_line(void **state)
{
    struct fixture *f = *state;
    const struct source *s = load(f, "", 0);
    assert_non_null(s);
    assert_int_equal(s->line_count, 1);
    assert_int_equal(s->text.size, 0);
}

static void a_file_keeps_its_line_ends_but_not_its_mark(void **state)
{
    struct fixture *f = *state;
    const struct source *s = load(f,
                                  "\xEF\xBB\xBF"
                                  "a: 1\r\n",
                                  9);
    assert_non_null(s);
    assert_true(text_is(s->text, "a: 1\r\n"));
    assert_string_equal(s->path.ptr, f->path);
    assert_int_equal(f->diag.count, 0);
}

static void a_missing_file_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_null(source_load(f->arena, "/nonexistent/file", 1000, &f->diag));
    assert_refused(f, MSG_FILE_CANNOT_OPEN, 0, 0);
}

static void what_is_not_a_regular_file_is_refused_without_waiting(void **state)
{
    struct fixture *f = *state;
    assert_null(source_load(f->arena, f->folder, 1000, &f->diag));
    assert_refused(f, MSG_FILE_NOT_REGULAR, 0, 0);
    assert_null(source_load(f->arena, "/dev/zero", 1000, &f->diag));
    assert_refused(f, MSG_FILE_NOT_REGULAR, 0, 0);
    assert_int_equal(mkfifo(f->path, 0600), 0);
    alarm(5); /* a blocking open would end the test */
    assert_null(source_load(f->arena, f->path, 1000, &f->diag));
    alarm(0);
    assert_refused(f, MSG_FILE_NOT_REGULAR, 0, 0);
}

static void the_limit_is_the_last_size_allowed(void **state)
{
    struct fixture *f = *state;
    char bytes[1001];
    memset(bytes, 'a', sizeof bytes);
    assert_non_null(load(f, bytes, 1000));
    assert_null(load(f, bytes, 1001));
    assert_refused(f, MSG_FILE_TOO_LARGE, 0, 0);
}

static void a_huge_sparse_file_costs_nothing(void **state)
{
    struct fixture *f = *state;
    assert_non_null(load(f, "a", 1));
    assert_int_equal(truncate(f->path, (off_t)1 << 40), 0);
    size_t before = arena_used(f->arena);
    assert_null(source_load(f->arena, f->path, 1000, &f->diag));
    assert_true(arena_used(f->arena) - before < 4096);
}

static void shift_jis_is_recognised_at_its_first_sign(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f, "id: a\nname: \x97\xCE\x8D\x48\x8B\xC6\n", 19)); /* 緑工業 */
    assert_refused(f, MSG_TEXT_CP932, 2, 7);
    assert_int_equal(f->diag.errors, 1);
}

static void other_wrong_bytes_are_not_called_shift_jis(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f, "あ\xFFz", 5));
    assert_refused(f, MSG_TEXT_NOT_UTF8, 1, 2);
    assert_null(load(f, "caf\xE9", 4)); /* Latin-1: a lead byte without its trail */
    assert_refused(f, MSG_TEXT_NOT_UTF8, 1, 4);
    assert_null(load(f, "10\xB1", 3)); /* Latin-1 plus-minus: no pair at all */
    assert_refused(f, MSG_TEXT_NOT_UTF8, 1, 3);
}

static void utf16_is_recognised_with_and_without_a_mark(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f,
                     "\xFF\xFE"
                     "a\0b\0",
                     6));
    assert_refused(f, MSG_TEXT_UTF16, 1, 1);
    assert_null(load(f, "i\0d\0:\0 \0", 8));
    assert_refused(f, MSG_TEXT_UTF16, 1, 1);
}

static void control_signs_are_refused_with_their_place(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f, "ok\tok\r\nあ\0abcdefgh", 20));
    assert_refused(f, MSG_TEXT_CONTROL, 2, 2);
    assert_null(load(f, "a\x1B[31m", 6));
    assert_refused(f, MSG_TEXT_CONTROL, 1, 2);
    assert_null(load(f, "ab\xC2\x9B", 4)); /* CSI as a C1 sign */
    assert_refused(f, MSG_TEXT_CONTROL, 1, 3);
    assert_null(load(f, "\x7F", 1));
    assert_refused(f, MSG_TEXT_CONTROL, 1, 1);
}

/* Bytes are tested many at once: the place within them must not matter, nor what is allowed. */
static void a_control_sign_is_found_wherever_it_stands(void **state)
{
    struct fixture *f = *state;
    static const char *const signs[] = {"\x01", "\x1F", "\x7F", "\xC2\x80", "\xC2\x9F"};
    for (size_t before = 0; before < 100; before++) {
        char text[128];
        memset(text, 'x', sizeof text);
        if (before > 10)
            memcpy(text + before - 10, "\xC2\xA0\t\r", 4);
        const char *sign = signs[before % 5];
        memcpy(text + before, sign, strlen(sign));
        assert_null(load(f, text, sizeof text));
        assert_refused(f, MSG_TEXT_CONTROL, 1, before + (before > 10 ? 0 : 1));
        memset(text + before, '\n', strlen(sign));
        assert_non_null(load(f, text, sizeof text));
    }
}

static void a_symbolic_link_is_followed(void **state)
{
    struct fixture *f = *state;
    assert_non_null(load(f, "a", 1));
    char link[96];
    snprintf(link, sizeof link, "%s/link", f->folder);
    assert_int_equal(symlink("input", link), 0);
    const struct source *s = source_load(f->arena, link, 1000, &f->diag);
    unlink(link);
    assert_non_null(s);
    assert_true(text_is(s->text, "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_count_code_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_come_without_their_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_source_has_one_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_keeps_its_line_ends_but_not_its_mark, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_missing_file_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_a_regular_file_is_refused_without_waiting,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_limit_is_the_last_size_allowed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_huge_sparse_file_costs_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shift_jis_is_recognised_at_its_first_sign, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(other_wrong_bytes_are_not_called_shift_jis, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(utf16_is_recognised_with_and_without_a_mark, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(control_signs_are_refused_with_their_place, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_control_sign_is_found_wherever_it_stands, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_symbolic_link_is_followed, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
