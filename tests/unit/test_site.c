/* The site: its folder's list of files, its search index, the names of its pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/document.h"
#include "site/headings.h"
#include "site/index.h"
#include "site/output.h"
#include "site/page.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    char folder[64];
    struct output output;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->diag = diag_new(a);
    strcpy(f->folder, "/tmp/mamorigami-site-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    const char *command = text_format(f->arena, "rm -rf '%s'", f->folder).ptr;
    assert_int_equal(system(command), 0);
    arena_free(f->arena);
    return 0;
}

static const char *path(struct fixture *f, const char *name)
{
    return text_format(f->arena, "%s/%s", f->folder, name).ptr;
}

static bool exists(struct fixture *f, const char *name)
{
    return file_kind_of(path(f, name)) != FILE_NONE;
}

static const char *read_back(struct fixture *f, const char *name)
{
    const struct source *source = source_load(f->arena, path(f, name), (size_t)1 << 20, &f->diag);
    assert_non_null(source);
    return text_string(f->arena, source->text);
}

static void put_file(struct fixture *f, const char *name, const char *bytes)
{
    assert_true(file_write(path(f, name), text_of(bytes), 0644, &f->diag));
}

/* One run that writes `names` (NULL at the end) with `bytes` in each. */
static bool run(struct fixture *f, const char *const *names, const char *bytes)
{
    if (!output_open(&f->output, f->arena, f->folder, &f->diag))
        return false;
    for (; *names; names++)
        assert_true(output_write(&f->output, *names, text_of(bytes), &f->diag));
    return output_close(&f->output, &f->diag);
}

static void second_run_writes_nothing(void **state)
{
    struct fixture *f = *state;
    const char *const names[] = {"index.html", "search/heads.js", NULL};
    assert_true(run(f, names, "x"));
    assert_int_equal(f->output.written, 2);
    struct stat before, after;
    assert_int_equal(stat(path(f, "index.html"), &before), 0);
    assert_true(run(f, names, "x"));
    assert_int_equal(f->output.written, 0);
    assert_int_equal(stat(path(f, "index.html"), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void same_size_other_bytes_are_written(void **state)
{
    struct fixture *f = *state;
    const char *const names[] = {"index.html", NULL};
    assert_true(run(f, names, "x"));
    assert_true(run(f, names, "y"));
    assert_int_equal(f->output.written, 1);
    assert_string_equal(read_back(f, "index.html"), "y");
}

static void page_of_last_run_is_removed(void **state)
{
    struct fixture *f = *state;
    const char *const before[] = {"index.html", "gone.html", NULL};
    const char *const after[] = {"index.html", NULL};
    assert_true(run(f, before, "x"));
    put_file(f, "CNAME", "somebody's own");
    assert_true(run(f, after, "x"));
    assert_int_equal(f->output.removed, 1);
    assert_false(exists(f, "gone.html"));
    assert_true(exists(f, "CNAME"));
}

static void nothing_is_removed_after_a_failure(void **state)
{
    struct fixture *f = *state;
    const char *const names[] = {"index.html", "gone.html", NULL};
    const char *const fewer[] = {"index.html", NULL};
    assert_true(run(f, names, "x"));
    assert_true(output_open(&f->output, f->arena, f->folder, &f->diag));
    f->output.failed = true;
    assert_false(output_close(&f->output, &f->diag));
    assert_true(exists(f, "gone.html"));
    /* And the next good run still knows it. */
    assert_true(run(f, fewer, "x"));
    assert_false(exists(f, "gone.html"));
}

static void folder_of_others_is_refused(void **state)
{
    struct fixture *f = *state;
    put_file(f, "letter.txt", "dear");
    const char *const names[] = {"index.html", NULL};
    assert_false(run(f, names, "x"));
    assert_int_equal(f->diag.entries[0].message, MSG_SITE_FOLDER);
    assert_false(exists(f, "index.html"));
    put_file(f, OUTPUT_LIST, "a list of something else\n");
    assert_false(run(f, names, "x"));
}

static void list_changed_by_hand_removes_nothing_outside(void **state)
{
    struct fixture *f = *state;
    const char *const names[] = {"index.html", NULL};
    assert_int_equal(mkdir(path(f, "site"), 0755), 0);
    put_file(f, "letter.txt", "dear");
    put_file(f, "site/" OUTPUT_LIST,
             "mamorigami site 1\n../letter.txt\n/etc/hosts\n..\n.\na/../../letter.txt\n\n"
             "./letter.txt\n" OUTPUT_LIST "\n");
    const char *folder = path(f, "site");
    assert_true(output_open(&f->output, f->arena, folder, &f->diag));
    assert_int_equal(f->output.old_count, 0);
    assert_true(output_write(&f->output, names[0], text_of("x"), &f->diag));
    assert_true(output_close(&f->output, &f->diag));
    assert_true(exists(f, "letter.txt"));
}

static void link_on_the_list_is_not_followed(void **state)
{
    struct fixture *f = *state;
    const char *const names[] = {"index.html", NULL};
    assert_true(run(f, names, "x"));
    put_file(f, "own.txt", "dear");
    assert_int_equal(symlink("own.txt", path(f, "old.html")), 0);
    put_file(f, OUTPUT_LIST, "mamorigami site 1\nold.html\n");
    assert_false(run(f, names, "x"));
    assert_true(exists(f, "own.txt"));
}

static void names_of_files_are_plain(void **state)
{
    (void)state;
    const char *const good[] = {"index.html", "search/text-10.js", "files/絵/点 1.PNG", "a.b..c",
                                ".a/.b"};
    const char *const bad[] = {"",      "/a",   "a/",   "../a", "a/../b",    OUTPUT_LIST,
                               "a/./b", "a//b", "a\\b", "..",   "a\nb.html", "a/.."};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(output_is_name(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (output_is_name(text_of(bad[i])))
            fail_msg("a name: '%s'", bad[i]);
}

static void slugs_that_are_taken_get_another_file(void **state)
{
    struct fixture *f = *state;
    static const char *const pairs[][2] = {
        {"backup", "backup.html"},   {"index", "index_.html"}, {"404", "404_.html"},
        {"con", "con_.html"},        {"com1", "com1_.html"},   {"com", "com.html"},
        {"company", "company.html"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(text_is(page_chapter_file(f->arena, text_of(pairs[i][0])), pairs[i][1]));
}

/* ---- index ---- */

static struct block *add(struct fixture *f, struct block **list, enum block_kind kind,
                         const char *words)
{
    struct block *block = block_new(f->arena, kind, (struct span){0});
    if (words)
        block->inlines = inline_text(f->arena, text_of(words), (struct span){0});
    while (*list)
        list = &(*list)->next;
    *list = block;
    return block;
}

static struct block *heading(struct fixture *f, struct block **list, int level, const char *words)
{
    struct block *block = add(f, list, BLOCK_HEADING, words);
    block->level = level;
    return block;
}

/* Writes an index of one page with `blocks`; returns its text script. */
static const char *index_of(struct fixture *f, const struct block *blocks)
{
    assert_true(output_open(&f->output, f->arena, f->folder, &f->diag));
    struct index index = index_new(f->arena, &f->output);
    struct headings headings = headings_make(f->arena, blocks);
    struct index_page page = {.file = text_of("a.html"), .title = text_of("題\"<")};
    assert_true(index_add(&index, &page, blocks, &headings, &f->diag));
    assert_true(index_close(&index, &f->diag));
    return read_back(f, "search/text-0.js");
}

static void index_has_sections_and_blocks(void **state)
{
    struct fixture *f = *state;
    struct block *blocks = NULL;
    heading(f, &blocks, 1, "題");
    add(f, &blocks, BLOCK_PARAGRAPH, "前文");
    heading(f, &blocks, 2, "節")->id = text_of("part");
    add(f, &blocks, BLOCK_PARAGRAPH, "一");
    add(f, &blocks, BLOCK_PARAGRAPH, "二");
    heading(f, &blocks, 2, "名なし");
    const char *text = index_of(f, blocks);
    assert_string_equal(text, "mamorigami.text(0,\"前文\\n\\v一\\n二\\n\\v\\v\\f\");\n");
    assert_string_equal(read_back(f, "search/heads.js"),
                        "mamorigami.heads({\"parts\":1,\"pages\":[\n[\"a.html\",\"題\\\"<\",\"\","
                        "\"\",0,[[\"part\",\"節\"],[\"page-section-3\",\"名なし\"]]]\n]});\n");
}

static void index_keeps_words_whole_and_leaves_numbers_of_sources_out(void **state)
{
    struct fixture *f = *state;
    struct block *blocks = NULL;
    struct block *paragraph = add(f, &blocks, BLOCK_PARAGRAPH, "バック");
    struct inline_node *strong = inline_new(f->arena, INLINE_STRONG, (struct span){0});
    strong->children = inline_text(f->arena, text_of("アップ"), (struct span){0});
    struct inline_node *note = inline_new(f->arena, INLINE_SPAN, (struct span){0});
    note->style = text_of("note");
    note->children = inline_text(f->arena, text_of("3"), (struct span){0});
    paragraph->inlines->next = strong;
    strong->next = note;
    note->next = inline_text(f->arena, text_of("。"), (struct span){0});
    assert_string_equal(index_of(f, blocks), "mamorigami.text(0,\"バックアップ。\\n\\v\\f\");\n");
}

static void index_cannot_be_broken_by_text(void **state)
{
    struct fixture *f = *state;
    struct block *blocks = NULL;
    add(f, &blocks, BLOCK_PARAGRAPH, "\");alert(1);//\\\n\f\v</script>");
    assert_string_equal(index_of(f, blocks),
                        "mamorigami.text(0,\"\\\");alert(1);//\\\\   </script>\\n\\v\\f\");\n");
}

static void long_text_is_split_between_pages(void **state)
{
    struct fixture *f = *state;
    assert_true(output_open(&f->output, f->arena, f->folder, &f->diag));
    struct index index = index_new(f->arena, &f->output);
    struct index_page page = {.file = text_of("a.html"), .title = text_of("題")};
    char *big = arena_alloc(f->arena, INDEX_PART_SIZE);
    memset(big, 'x', INDEX_PART_SIZE);
    for (int i = 0; i < 3; i++) {
        index_begin(&index, &page);
        index_words(&index, (struct text){big, INDEX_PART_SIZE});
        assert_true(index_end(&index, &f->diag));
    }
    assert_true(index_close(&index, &f->diag));
    assert_int_equal(index.parts, 3);
    assert_true(text_starts(text_of(read_back(f, "search/text-2.js")), "mamorigami.text(2,\""));
    assert_false(exists(f, "search/text-3.js"));
}

static void headings_without_id_get_one_of_their_own(void **state)
{
    struct fixture *f = *state;
    struct block *blocks = NULL;
    heading(f, &blocks, 1, "題");
    struct block *box = add(f, &blocks, BLOCK_BOX, NULL);
    heading(f, &box->children, 3, "中");
    heading(f, &blocks, 2, "名")->id = text_of("name");
    struct headings headings = headings_make(f->arena, blocks);
    assert_int_equal(headings.count, 3);
    assert_true(text_is(headings.ids[1], "page-section-2"));
    assert_true(text_is(headings.ids[2], "name"));
    assert_ptr_equal(headings_find(&headings, text_of("name")), &headings.entries[2]);
    assert_null(headings_find(&headings, text_of("nobody")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(second_run_writes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(same_size_other_bytes_are_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(page_of_last_run_is_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_removed_after_a_failure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folder_of_others_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(list_changed_by_hand_removes_nothing_outside, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(link_on_the_list_is_not_followed, set_up, tear_down),
        cmocka_unit_test(names_of_files_are_plain),
        cmocka_unit_test_setup_teardown(slugs_that_are_taken_get_another_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(index_has_sections_and_blocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(index_keeps_words_whole_and_leaves_numbers_of_sources_out,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(index_cannot_be_broken_by_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_text_is_split_between_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(headings_without_id_get_one_of_their_own, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
