/* The clients of a folder: every one, each once, none that is no file; whatever the names are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/roll.h"
#include "folder.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    struct roll roll;
    char folder[FOLDER_PATH_SIZE];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    *state = f;
    return folder_make(f->folder, "roll") ? 0 : -1;
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

static void put_bytes(struct fixture *f, const char *name, struct text bytes)
{
    FILE *file = fopen(path_of(f, name), "w");
    assert_non_null(file);
    fwrite(bytes.ptr, 1, bytes.size, file);
    fclose(file);
}

static void put(struct fixture *f, const char *name, const char *text)
{
    put_bytes(f, name, text_of(text));
}

static void make_folder(struct fixture *f, const char *name)
{
    assert_int_equal(mkdir(path_of(f, name), 0700), 0);
}

static void read_roll(struct fixture *f)
{
    f->diag = diag_new(f->arena);
    assert_true(roll_read(f->arena, f->folder, &f->roll, &f->diag));
}

static void expect_id(struct fixture *f, size_t index, const char *id)
{
    assert_true(index < f->roll.count);
    assert_true(text_is(f->roll.entries[index].id, id));
}

static void clients_come_by_id_with_their_paths(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "tokyo");
    put(f, "tokyo/aoi.yaml", "a");
    put(f, "midori.yaml", "m");
    put(f, "b.c.yaml", "b");
    read_roll(f);
    assert_int_equal(f->roll.count, 3);
    expect_id(f, 0, "aoi");
    expect_id(f, 1, "b.c");
    expect_id(f, 2, "midori");
    assert_true(text_is(f->roll.entries[0].file, "tokyo/aoi.yaml"));
    assert_string_equal(f->roll.entries[0].path.ptr, path_of(f, "tokyo/aoi.yaml"));
    assert_int_equal(f->diag.count, 0);
}

static void what_is_no_client_is_left_out_and_near_misses_are_told(void **state)
{
    struct fixture *f = *state;
    put(f, "midori.yaml", "m");
    put(f, ".hidden.yaml", "h");
    put(f, "notes.txt", "n");
    put(f, "midori.yaml~", "copy");
    put(f, "old.yml", "o");
    put(f, "loud.YAML", "l");
    assert_int_equal(symlink("midori.yaml", path_of(f, "link.yaml")), 0);
    assert_int_equal(mkfifo(path_of(f, "pipe.yaml"), 0600), 0);
    make_folder(f, "folder.yaml");
    make_folder(f, ".git");
    put(f, ".git/inside.yaml", "i");
    read_roll(f);
    assert_int_equal(f->roll.count, 1);
    expect_id(f, 0, "midori");
    assert_int_equal(f->diag.count, 4); /* yml, YAML, link, pipe */
}

static void links_that_lead_round_in_a_circle_are_not_followed(void **state)
{
    struct fixture *f = *state;
    put(f, "midori.yaml", "m");
    assert_int_equal(symlink(".", path_of(f, "again")), 0);
    assert_int_equal(symlink("/", path_of(f, "everything")), 0);
    read_roll(f);
    assert_int_equal(f->roll.count, 1);
}

static void folders_without_end_end(void **state)
{
    struct fixture *f = *state;
    char name[200] = "";
    for (int i = 0; i < 40; i++) {
        strcat(name, i ? "/d" : "d");
        make_folder(f, name);
    }
    put(f, "d/d/near.yaml", "n");
    strcat(name, "/far.yaml");
    put(f, name, "f");
    read_roll(f);
    assert_int_equal(f->roll.count, 1);
    expect_id(f, 0, "near");
}

static void names_with_any_bytes_are_ids_that_no_client_will_have(void **state)
{
    struct fixture *f = *state;
    char longest[256];
    memset(longest, 'x', sizeof longest);
    memcpy(longest + 250, ".yaml", 6);
    put(f, longest, "x");
    put(f, "a\nb.yaml", "x");
    put(f, "\xff\xfe.yaml", "x");
    put(f, "-rf.yaml", "x");
    put(f, "%s%n.yaml", "x");
    put(f, "\xe3\x81\x8b\xe3\x82\x99.yaml", "x"); /* か and its mark: NFD */
    put(f, "\xe3\x81\x8c.yaml", "x");             /* が: NFC, another file here */
    read_roll(f);
    assert_int_equal(f->roll.count, 7);
    assert_int_equal(f->roll.ids, 7);
    for (size_t i = 0; i < f->roll.count; i++)
        assert_false(f->roll.entries[i].unreadable);
}

static void a_name_of_the_suffix_alone_is_hidden(void **state)
{
    struct fixture *f = *state;
    put(f, ".yaml", "x");
    put(f, "..yaml", "x");
    read_roll(f);
    assert_int_equal(f->roll.count, 0);
}

static void one_id_in_several_folders_is_known_by_all_of_them(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "osaka");
    make_folder(f, "tokyo");
    put(f, "same.yaml", "1");
    put(f, "osaka/same.yaml", "2");
    put(f, "tokyo/same.yaml", "3");
    put(f, "other.yaml", "4");
    read_roll(f);
    assert_int_equal(f->roll.count, 4);
    assert_int_equal(f->roll.ids, 2);
    assert_null(f->roll.entries[0].twin);
    for (size_t i = 1; i < 4; i++)
        assert_non_null(f->roll.entries[i].twin);
}

static void the_hash_is_that_of_ids_and_contents_alone(void **state)
{
    struct fixture *f = *state;
    put(f, "aoi.yaml", "a");
    put(f, "midori.yaml", "m");
    read_roll(f);
    struct hash before = f->roll.hash;
    make_folder(f, "tokyo");
    assert_int_equal(rename(path_of(f, "aoi.yaml"), path_of(f, "tokyo/aoi.yaml")), 0);
    read_roll(f);
    assert_true(hash_equal(&f->roll.hash, &before)); /* where a file lies does not matter */
    put(f, "midori.yaml", "n");
    read_roll(f);
    assert_false(hash_equal(&f->roll.hash, &before));
    put(f, "midori.yaml", "m");
    assert_int_equal(rename(path_of(f, "midori.yaml"), path_of(f, "midoru.yaml")), 0);
    read_roll(f);
    assert_false(hash_equal(&f->roll.hash, &before));
}

static void a_byte_order_mark_is_no_content(void **state)
{
    struct fixture *f = *state;
    put(f, "a.yaml", "id: a\n");
    put(f, "b.yaml", "\xEF\xBB\xBFid: a\n");
    put(f, "c.yaml", "\xEF\xBB\xBF\xEF\xBB\xBFid: a\n");
    put(f, "d.yaml", "");
    read_roll(f);
    struct hash content = roll_content(text_of("id: a\n"));
    struct hash nothing = roll_content(text_of(""));
    assert_true(hash_equal(&f->roll.entries[0].content, &content));
    assert_true(hash_equal(&f->roll.entries[1].content, &content));
    assert_false(hash_equal(&f->roll.entries[2].content, &content));
    assert_true(hash_equal(&f->roll.entries[3].content, &nothing));
}

static void a_file_without_end_is_cut(void **state)
{
    struct fixture *f = *state;
    put(f, "huge.yaml", "x");
    assert_int_equal(truncate(path_of(f, "huge.yaml"), INT64_C(1) << 36), 0); /* with holes */
    read_roll(f);
    assert_int_equal(f->roll.count, 1);
    assert_false(f->roll.entries[0].unreadable);
}

static void a_folder_that_is_not_there_or_none_is_an_error(void **state)
{
    struct fixture *f = *state;
    put(f, "midori.yaml", "m");
    assert_false(roll_read(f->arena, path_of(f, "nowhere"), &f->roll, &f->diag));
    assert_false(roll_read(f->arena, path_of(f, "midori.yaml"), &f->roll, &f->diag));
    assert_int_equal(f->diag.errors, 2);
}

static void an_empty_folder_has_no_clients(void **state)
{
    struct fixture *f = *state;
    read_roll(f);
    assert_int_equal(f->roll.count, 0);
    assert_int_equal(f->roll.ids, 0);
}

static void a_folder_or_file_without_permission_is_told(void **state)
{
    struct fixture *f = *state;
    if (geteuid() == 0)
        skip(); /* root may read everything */
    put(f, "closed.yaml", "x");
    assert_int_equal(chmod(path_of(f, "closed.yaml"), 0), 0);
    read_roll(f);
    assert_true(f->roll.entries[0].unreadable);
    make_folder(f, "closed");
    assert_int_equal(chmod(path_of(f, "closed"), 0), 0);
    assert_false(roll_read(f->arena, f->folder, &f->roll, &f->diag));
    assert_int_equal(chmod(path_of(f, "closed"), 0700), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(clients_come_by_id_with_their_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_client_is_left_out_and_near_misses_are_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_that_lead_round_in_a_circle_are_not_followed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(folders_without_end_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_with_any_bytes_are_ids_that_no_client_will_have,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_of_the_suffix_alone_is_hidden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_id_in_several_folders_is_known_by_all_of_them, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_hash_is_that_of_ids_and_contents_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_is_no_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_without_end_is_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_or_none_is_an_error, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_empty_folder_has_no_clients, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_or_file_without_permission_is_told, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
