#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    char folder[32];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    strcpy(f->folder, "/tmp/test_file.XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    int status = system(command);
    arena_free(f->arena);
    free(f);
    return status;
}

static const char *path_of(struct fixture *f, const char *name)
{
    return text_format(f->arena, "%s/%s", f->folder, name).ptr;
}

static void assert_content(struct fixture *f, const char *path, const char *expected)
{
    const struct source *s = source_load(f->arena, path, 1000, &f->diag);
    assert_non_null(s);
    assert_true(text_is(s->text, expected));
}

/* Also hidden ones: temporary files that were left behind. */
static size_t count_files(struct fixture *f)
{
    const char *command = text_format(f->arena, "ls -A '%s' | wc -l", f->folder).ptr;
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char line[32] = {0};
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    return strtoul(line, NULL, 10);
}

static void a_file_is_written_and_replaced_with_its_mode(void **state)
{
    struct fixture *f = *state;
    const char *path = path_of(f, "a.txt");
    mode_t mask = umask(077);
    assert_true(file_write(path, text_of("old"), 0644, &f->diag));
    umask(mask);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    assert_true(file_write(path, text_of("new"), 0600, &f->diag));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_content(f, path, "new");
    assert_int_equal(count_files(f), 1);
    assert_int_equal(f->diag.count, 0);
}

static void an_empty_file_can_be_written(void **state)
{
    struct fixture *f = *state;
    assert_true(file_write(path_of(f, "empty"), (struct text){0}, 0600, &f->diag));
    assert_content(f, path_of(f, "empty"), "");
}

static void a_link_is_replaced_and_its_target_left_alone(void **state)
{
    struct fixture *f = *state;
    assert_true(file_write(path_of(f, "target"), text_of("keep"), 0600, &f->diag));
    assert_int_equal(symlink("target", path_of(f, "link")), 0);
    assert_true(file_write(path_of(f, "link"), text_of("new"), 0600, &f->diag));
    assert_content(f, path_of(f, "target"), "keep");
    assert_content(f, path_of(f, "link"), "new");
}

static void another_runs_temporary_file_is_not_touched(void **state)
{
    struct fixture *f = *state;
    const char *name = text_format(f->arena, ".mamorigami-%ld-0.tmp", (long)getpid()).ptr;
    assert_int_equal(symlink("victim", path_of(f, name)), 0);
    assert_true(file_write(path_of(f, "a"), text_of("x"), 0600, &f->diag));
    assert_int_equal(file_kind_of(path_of(f, "victim")), FILE_NONE);
    assert_int_equal(count_files(f), 2);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    struct fixture *f = *state;
    const char *path = path_of(f, "a");
    assert_true(file_write(path, text_of("old"), 0600, &f->diag));

    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    struct rlimit small = {.rlim_cur = 1000, .rlim_max = old.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN); /* write then fails with EFBIG */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char bytes[5000];
    memset(bytes, 'x', sizeof bytes);
    bool written = file_write(path, (struct text){bytes, sizeof bytes}, 0600, &f->diag);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, handler);

    assert_false(written);
    assert_int_equal(f->diag.entries[0].message, MSG_FILE_CANNOT_WRITE);
    assert_non_null(strstr(f->diag.entries[0].detail.ptr, path));
    assert_content(f, path, "old");
    assert_int_equal(count_files(f), 1);
}

static void a_file_is_never_written_over_a_folder(void **state)
{
    struct fixture *f = *state;
    assert_true(file_make_folders(path_of(f, "sub"), 0700, &f->diag));
    assert_false(file_write(path_of(f, "sub"), text_of("x"), 0600, &f->diag));
    assert_false(file_write(path_of(f, "none/a"), text_of("x"), 0600, &f->diag));
    assert_int_equal(f->diag.errors, 2);
    assert_int_equal(file_kind_of(path_of(f, "sub")), FILE_FOLDER);
    assert_int_equal(count_files(f), 1);
}

static void folders_are_made_with_their_parents(void **state)
{
    struct fixture *f = *state;
    assert_true(file_make_folders(path_of(f, "a//b/c/"), 0700, &f->diag));
    assert_true(file_make_folders(path_of(f, "a/b/c"), 0700, &f->diag));
    assert_int_equal(file_kind_of(path_of(f, "a/b/c")), FILE_FOLDER);
    assert_true(file_make_folders("/", 0700, &f->diag));
    assert_true(file_make_folders(".", 0700, &f->diag));
    assert_true(file_write(path_of(f, "file"), text_of("x"), 0600, &f->diag));
    assert_false(file_make_folders(path_of(f, "file/x"), 0700, &f->diag));
    assert_false(file_make_folders(path_of(f, "file"), 0700, &f->diag));
    assert_int_equal(f->diag.errors, 2);
}

static void a_list_has_visible_regular_files_in_byte_order(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"緑.yaml", "b.yaml",  "B.yaml",
                                        "a.yaml~", ".h.yaml", "c.md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(file_write(path_of(f, names[i]), text_of("x"), 0600, &f->diag));
    assert_true(file_make_folders(path_of(f, "folder.yaml"), 0700, &f->diag));
    size_t count;
    const struct text *list = file_list(f->arena, f->folder, ".yaml", &count, &f->diag);
    assert_int_equal(count, 3);
    assert_string_equal(list[0].ptr, "B.yaml");
    assert_string_equal(list[1].ptr, "b.yaml");
    assert_string_equal(list[2].ptr, "緑.yaml");
}

static void an_empty_folder_differs_from_a_missing_one(void **state)
{
    struct fixture *f = *state;
    size_t count = 9;
    assert_non_null(file_list(f->arena, f->folder, ".yaml", &count, &f->diag));
    assert_int_equal(count, 0);
    assert_int_equal(f->diag.count, 0);
    assert_null(file_list(f->arena, path_of(f, "none"), ".yaml", &count, &f->diag));
    assert_int_equal(f->diag.entries[0].message, MSG_FILE_CANNOT_OPEN);
}

static void kinds_are_told_apart(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(file_kind_of(path_of(f, "none")), FILE_NONE);
    assert_int_equal(file_kind_of(f->folder), FILE_FOLDER);
    assert_int_equal(file_kind_of("/dev/null"), FILE_OTHER);
    assert_true(file_write(path_of(f, "a"), text_of("x"), 0600, &f->diag));
    assert_int_equal(file_kind_of(path_of(f, "a")), FILE_REGULAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_written_and_replaced_with_its_mode, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_empty_file_can_be_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_is_replaced_and_its_target_left_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(another_runs_temporary_file_is_not_touched, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_never_written_over_a_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made_with_their_parents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_has_visible_regular_files_in_byte_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_empty_folder_differs_from_a_missing_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(kinds_are_told_apart, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
