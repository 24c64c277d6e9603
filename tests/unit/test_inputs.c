/* The hash of files changes with what they say and what they are called, and with nothing else. */
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
#include "batch/inputs.h"
#include "folder.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    char folder[FOLDER_PATH_SIZE];
};

static const char *const NONE[] = {NULL};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    *state = f;
    return folder_make(f->folder, "inputs") ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    folder_remove(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const char *path_of(struct fixture *f, const char *name)
{
    return text_format(f->arena, "%s/%s", f->folder, name).ptr;
}

static void put(struct fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(path_of(f, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(struct fixture *f, const char *name)
{
    assert_int_equal(mkdir(path_of(f, name), 0700), 0);
}

static struct hash hash_folder(struct fixture *f, const char *name, const char *const *except)
{
    struct hash hash;
    struct inputs *inputs = inputs_new(f->arena);
    assert_true(inputs_add_folder(inputs, path_of(f, name), true, except, &f->diag));
    assert_true(inputs_hash(inputs, &hash, &f->diag));
    return hash;
}

static void assert_same(struct hash a, struct hash b)
{
    assert_true(hash_equal(&a, &b));
}

static void assert_differ(struct hash a, struct hash b)
{
    assert_false(hash_equal(&a, &b));
}

static void a_copy_elsewhere_has_the_same_hash(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        make_folder(f, i ? "b" : "a");
        make_folder(f, i ? "b/sheets" : "a/sheets");
        put(f, i ? "b/one.yaml" : "a/sheets/two.yaml", i ? "1" : "2"); /* made in another order */
        put(f, i ? "b/sheets/two.yaml" : "a/one.yaml", i ? "2" : "1");
    }
    assert_same(hash_folder(f, "a", NONE), hash_folder(f, "b", NONE));
}

static void contents_names_and_folders_count(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "a");
    make_folder(f, "a/sheets");
    put(f, "a/one.yaml", "1");
    struct hash before = hash_folder(f, "a", NONE);
    put(f, "a/one.yaml", "2");
    assert_differ(before, hash_folder(f, "a", NONE));
    put(f, "a/one.yaml", "1");
    assert_same(before, hash_folder(f, "a", NONE));
    rename(path_of(f, "a/one.yaml"), path_of(f, "a/two.yaml"));
    assert_differ(before, hash_folder(f, "a", NONE));
    rename(path_of(f, "a/two.yaml"), path_of(f, "a/sheets/one.yaml"));
    assert_differ(before, hash_folder(f, "a", NONE));
    rename(path_of(f, "a/sheets/one.yaml"), path_of(f, "a/one.yaml"));
    put(f, "a/more.yaml", "");
    assert_differ(before, hash_folder(f, "a", NONE));
}

static void what_moves_from_one_file_to_the_next_counts(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "a");
    put(f, "a/1", "ab");
    put(f, "a/2", "c");
    struct hash before = hash_folder(f, "a", NONE);
    put(f, "a/1", "a");
    put(f, "a/2", "bc");
    assert_differ(before, hash_folder(f, "a", NONE));
}

static void hidden_files_pipes_and_what_is_excepted_stay_out(void **state)
{
    struct fixture *f = *state;
    static const char *const EXCEPT[] = {"plain.yaml", NULL};
    make_folder(f, "a");
    make_folder(f, "a/empty");
    put(f, "a/one.yaml", "1");
    struct hash before = hash_folder(f, "a", EXCEPT);
    put(f, "a/.one.yaml.swp", "x");
    put(f, "a/plain.yaml", "x");
    assert_int_equal(mkfifo(path_of(f, "a/pipe"), 0600), 0);
    assert_same(before, hash_folder(f, "a", EXCEPT));
}

static void links_are_what_they_lead_to(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "a");
    make_folder(f, "b");
    put(f, "a/one.yaml", "1");
    put(f, "elsewhere", "1");
    assert_int_equal(symlink("../elsewhere", path_of(f, "b/one.yaml")), 0);
    assert_same(hash_folder(f, "a", NONE), hash_folder(f, "b", NONE));
    put(f, "elsewhere", "2");
    assert_differ(hash_folder(f, "a", NONE), hash_folder(f, "b", NONE));
}

static void a_circle_of_links_ends(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "a");
    put(f, "a/one.yaml", "1");
    assert_int_equal(symlink(".", path_of(f, "a/again")), 0);
    struct hash hash = hash_folder(f, "a", NONE);
    assert_same(hash, hash_folder(f, "a", NONE));
}

static void a_link_to_nothing_is_told(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "a");
    assert_int_equal(symlink("nowhere", path_of(f, "a/one.yaml")), 0);
    assert_false(inputs_add_folder(inputs_new(f->arena), path_of(f, "a"), true, NONE, &f->diag));
    assert_int_equal(f->diag.errors, 1);
}

static void a_folder_that_is_missing_is_empty_and_a_missing_file_is_told(void **state)
{
    struct fixture *f = *state;
    struct inputs *inputs = inputs_new(f->arena);
    assert_true(inputs_add_folder(inputs, path_of(f, "nowhere"), true, NONE, &f->diag));
    assert_int_equal(f->diag.errors, 0);
    assert_false(inputs_add_file(inputs, path_of(f, "nowhere"), &f->diag));
    assert_int_equal(f->diag.errors, 1);
}

static void a_file_that_vanishes_before_it_is_read_is_told(void **state)
{
    struct fixture *f = *state;
    struct hash hash;
    struct inputs *inputs = inputs_new(f->arena);
    put(f, "one", "1");
    assert_true(inputs_add_file(inputs, path_of(f, "one"), &f->diag));
    assert_int_equal(unlink(path_of(f, "one")), 0);
    assert_false(inputs_hash(inputs, &hash, &f->diag));
    assert_false(inputs_unchanged(inputs));
}

static void a_change_is_noticed_even_when_size_and_time_stay(void **state)
{
    struct fixture *f = *state;
    struct stat status;
    put(f, "one", "1");
    struct inputs *inputs = inputs_new(f->arena);
    assert_true(inputs_add_file(inputs, path_of(f, "one"), &f->diag));
    assert_true(inputs_unchanged(inputs));
    assert_int_equal(stat(path_of(f, "one"), &status), 0);
    put(f, "other", "2"); /* as editors write: beside it, then renamed */
    const struct timespec times[] = {status.st_atim, status.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path_of(f, "other"), times, 0), 0);
    assert_int_equal(rename(path_of(f, "other"), path_of(f, "one")), 0);
    assert_false(inputs_unchanged(inputs));
}

static void a_mark_is_of_the_file_itself_and_of_files_alone(void **state)
{
    struct fixture *f = *state;
    struct file_mark mark;
    put(f, "one", "12345");
    assert_int_equal(symlink("one", path_of(f, "link")), 0);
    assert_int_equal(mkfifo(path_of(f, "pipe"), 0600), 0);
    assert_true(file_mark_of(path_of(f, "one"), &mark));
    assert_int_equal(mark.size, 5);
    assert_false(file_mark_of(path_of(f, "link"), &mark));
    assert_false(file_mark_of(path_of(f, "pipe"), &mark));
    assert_false(file_mark_of(f->folder, &mark));
    assert_false(file_mark_of(path_of(f, "nowhere"), &mark));
}

static void the_program_has_one_hash(void **state)
{
    struct fixture *f = *state;
    struct hash first;
    struct hash second;
    assert_true(program_hash(f->arena, &first));
    assert_true(program_hash(f->arena, &second));
    assert_same(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_elsewhere_has_the_same_hash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(contents_names_and_folders_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_moves_from_one_file_to_the_next_counts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(hidden_files_pipes_and_what_is_excepted_stay_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(links_are_what_they_lead_to, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_circle_of_links_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_to_nothing_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_folder_that_is_missing_is_empty_and_a_missing_file_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_vanishes_before_it_is_read_is_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_change_is_noticed_even_when_size_and_time_stay, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_mark_is_of_the_file_itself_and_of_files_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_program_has_one_hash, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
