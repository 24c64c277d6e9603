/* Loading the guidebook: ours, foreign ones, and what is wrong with either. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/dump.h"
#include "guide/guide.h"
#include "model/catalog.h"

struct fixture {
    struct arena *arena;
    const struct catalog *catalog;
    struct diag d;
    char folder[64];
};

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->d = diag_new(a);
    f->catalog = catalog_load(a, "content", &f->d);
    strcpy(f->folder, "/tmp/mamorigami-guide-XXXXXX");
    *state = f;
    return f->catalog && mkdtemp(f->folder) ? 0 : -1;
}

static void remove_folder(struct arena *a, const char *folder)
{
    struct diag ignored = diag_new(a);
    size_t count = 0;
    const struct text *names = file_list(a, folder, "", &count, &ignored);
    for (size_t i = 0; i < count; i++)
        unlink(text_format(a, "%s/%s", folder, text_string(a, names[i])).ptr);
    names = file_list_folders(a, folder, &count, &ignored);
    for (size_t i = 0; i < count; i++)
        remove_folder(a, text_format(a, "%s/%s", folder, text_string(a, names[i])).ptr);
    rmdir(folder);
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    remove_folder(f->arena, f->folder);
    arena_free(f->arena);
    return 0;
}

static void put(struct fixture *f, const char *name, const char *text)
{
    const char *path = text_format(f->arena, "%s/%s", f->folder, name).ptr;
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
        mkdir(text_format(f->arena, "%s/%.*s", f->folder, (int)(slash - name), name).ptr, 0755);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const struct guide *load(struct fixture *f)
{
    return guide_load(f->arena, f->folder, f->catalog, &f->d);
}

/* A chapter of ours with `body` behind its heading. */
static void put_chapter(struct fixture *f, const char *slug, const char *body)
{
    struct text name = text_format(f->arena, "%s.md", slug);
    put(f, name.ptr,
        text_format(f->arena, "---\ntitle: %s\n---\n# %s\n\n%s\n", slug, slug, body).ptr);
}

static void put_order(struct fixture *f, const char *chapters)
{
    put(f, "guide.yaml",
        text_format(f->arena,
                    "title: 手引き\nsubtitle: 副題\nedition: 2026年11月\ndate: 2026-11-22\n"
                    "parts:\n  - title: 第1部\n    intro: はじめに\n    chapters: [%s]\n",
                    chapters)
            .ptr);
}

static const char *dump(struct fixture *f, const struct guide_chapter *chapter)
{
    struct buffer out = {0};
    document_dump(chapter->blocks, &out);
    const char *text = text_string(f->arena, text_copy(f->arena, buffer_text(&out)));
    buffer_free(&out);
    return text;
}

/* The one complaint there is: its message at line and column of the named file. */
static void assert_only(const struct fixture *f, enum message message, const char *file,
                        size_t line, size_t column)
{
    assert_int_equal(f->d.count, 1);
    const struct diag_entry *entry = &f->d.entries[0];
    assert_string_equal(message_of(entry->message)->id, message_of(message)->id);
    if (!file)
        return;
    assert_non_null(entry->span.source);
    assert_true(text_ends(entry->span.source->path, file));
    size_t at_line;
    size_t at_column;
    source_position(entry->span.source, entry->span.start, &at_line, &at_column);
    assert_int_equal(at_line, line);
    assert_int_equal(at_column, column);
}

static void assert_text(struct text text, const char *expected)
{
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.size);
}

/* ---- ours ---- */

static void a_guide_has_parts_chapters_and_numbers(void **state)
{
    struct fixture *f = *state;
    put(f, "guide.yaml",
        "title: 手引き\nparts:\n  - title: はじめ\n    chapters: [a.md, b.md]\n"
        "  - title: 付録\n    chapters: [c.md]\n  - title: 次\n    chapters: [d.md]\n");
    put(f, "a.md",
        "---\ntitle: 題\nminutes: 3\naudience: [owner, vendor]\ntags: [費用]\n---\n# 題\n");
    put_chapter(f, "b", "本文");
    put_chapter(f, "c", "本文");
    put_chapter(f, "d", "本文");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_int_equal(f->d.count, 0);
    assert_false(guide->foreign);
    assert_int_equal(guide->part_count, 3);
    assert_int_equal(guide->chapter_count, 4);
    assert_int_equal(guide->parts[1].first, 2);
    assert_text(guide->chapters[0].title, "題");
    assert_int_equal(guide->chapters[0].minutes, 3);
    assert_int_equal(guide->chapters[0].audience_count, 2);
    assert_text(guide->chapters[0].tags[0], "費用");
    assert_text(guide->chapters[1].number, "1-2");
    assert_null(guide->chapters[2].number.ptr);
    assert_text(guide->chapters[3].number, "2-1");
    assert_ptr_equal(guide_find(guide, text_of("c")), &guide->chapters[2]);
    assert_null(guide_find(guide, text_of("e")));
}

static void links_lead_to_ids_of_the_whole_guide(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md, b.md");
    put_chapter(f, "a", "[い](b.md) [ろ](b.md#x) [は](#y)\n\n## 節 {#y}");
    put_chapter(f, "b", "## 節 {#x}\n\n## 次");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    const char *a = dump(f, &guide->chapters[0]);
    assert_non_null(strstr(a, "target=\"#b\""));
    assert_non_null(strstr(a, "target=\"#b/x\""));
    assert_non_null(strstr(a, "target=\"#a/y\""));
    assert_text(guide->chapters[0].blocks->id, "a");
    const char *b = dump(f, &guide->chapters[1]);
    assert_non_null(strstr(b, "id=\"b/x\""));
    assert_non_null(strstr(b, "id=\"b/h3\""));
}

static void sources_are_numbered_over_all_chapters(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md, b.md");
    put_chapter(f, "a", "数[{{cite.npa-2025}}]{.note} {{surveys.vendor-size.source}}");
    put_chapter(f, "b", "数[{{cite.ipa-sme-2024}}]{.note} {{surveys.vendor-size.rows.0.text}}");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_int_equal(guide->source_count, 3);
    assert_text(guide->sources[0]->id, "ipa-sme-2024");
    assert_text(guide->sources[1]->id, "npa-2025");
    assert_text(guide->sources[2]->id, "ipa-vendor-2025");
    assert_non_null(strstr(dump(f, &guide->chapters[0]), "\"2\""));
    assert_non_null(strstr(dump(f, &guide->chapters[1]), "31.0%"));
}

static void a_chapter_knows_the_catalogue_but_no_client(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md");
    put_chapter(f, "a",
                "{{vendor.name}}\n\n{{#each programmes as p}}\n- {{p.name}}\n{{/each}}\n\n"
                "{{#each measures as m}}\n- {{m.name}}{{m.who}}\n{{/each}}\n\n"
                "{{#each risks as r}}\n- {{r.name}}\n{{/each}}\n\n"
                "{{#each glossary as g}}\n- {{g.term}}\n{{/each}}");
    assert_non_null(load(f));
    assert_int_equal(f->d.count, 0);
    put_chapter(f, "a", "{{client.name}}");
    assert_null(load(f));
    assert_only(f, MSG_FIELD_UNKNOWN, "a.md", 6, 1);
}

static void a_chart_draws_a_survey(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md");
    put_chapter(f, "a",
                "```chart\nkind: bars\ndata: surveys.vendor-size.rows\nlabel: label\n"
                "value: value\ntext: text\nunit: \"%\"\nmaximum: 100\n```");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_int_equal(f->d.count, 0);
    assert_int_equal(guide->chapters[0].blocks->next->kind, BLOCK_FIGURE);
}

/* ---- mistakes of ours ---- */

static void a_missing_chapter_is_told_in_guide_yaml(void **state)
{
    struct fixture *f = *state;
    put_order(f, "alpha.md, alpah.md");
    put_chapter(f, "alpha", "本文");
    assert_null(load(f));
    assert_only(f, MSG_UNKNOWN_CHAPTER, "guide.yaml", 8, 26);
    assert_text(f->d.entries[0].near, "alpha.md");
}

static void a_chapter_stands_once(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md, a.md");
    put_chapter(f, "a", "本文");
    assert_null(load(f));
    assert_only(f, MSG_DUPLICATE_ID, "guide.yaml", 8, 22);
}

static void a_file_that_no_part_names_is_warned_about(void **state)
{
    struct fixture *f = *state;
    put_order(f, "a.md");
    put_chapter(f, "a", "本文");
    put_chapter(f, "forgotten", "本文");
    assert_non_null(load(f));
    assert_only(f, MSG_CHAPTER_UNLISTED, "guide.yaml", 6, 3);
}

static void names_that_are_no_addresses_are_refused(void **state)
{
    static const char *const NAMES[] = {"A.md",      "../x.md",   "a b.md", "a.txt",    "-a.md",
                                        "a--b.md",   "章.md",     "a/b.md", "index.md", "404.md",
                                        "term-3.md", "part-1.md", ".md"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct fixture *f = *state;
        f->d = diag_new(f->arena);
        put_order(f, text_format(f->arena, "a.md, \"%s\"", NAMES[i]).ptr);
        put_chapter(f, "a", "本文");
        assert_null(load(f));
        assert_only(f, MSG_CHAPTER_SLUG, "guide.yaml", 8, 22);
    }
}

static void links_to_nowhere_are_told_at_their_place(void **state)
{
    static const char *const LINKS[] = {"[x](bb.md)", "[x](b.md#zz)", "[x](#zz)", "[x](../b.md)"};
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
        struct fixture *f = *state;
        f->d = diag_new(f->arena);
        put_order(f, "a.md, b.md");
        put_chapter(f, "a", text_format(f->arena, "本文 %s", LINKS[i]).ptr);
        put_chapter(f, "b", "## 節 {#z}");
        assert_null(load(f));
        assert_only(f, MSG_CHAPTER_LINK, "a.md", 6, 4);
    }
}

static void front_matter_is_checked(void **state)
{
    static const struct {
        const char *front;
        enum message message;
        size_t line, column;
    } CASES[] = {
        {"minutes: 3\n", MSG_MISSING_KEY, 2, 1},
        {"title: x\nminutes: 0\n", MSG_OUT_OF_RANGE, 3, 10},
        {"title: x\naudience: [ownr]\n", MSG_UNKNOWN_WORD, 3, 12},
        {"title: x\nauthor: y\n", MSG_UNKNOWN_KEY, 3, 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct fixture *f = *state;
        f->d = diag_new(f->arena);
        put_order(f, "a.md");
        put(f, "a.md", text_format(f->arena, "---\n%s---\n# x\n", CASES[i].front).ptr);
        assert_null(load(f));
        assert_only(f, CASES[i].message, "a.md", CASES[i].line, CASES[i].column);
    }
}

static void a_guide_without_chapters_is_refused(void **state)
{
    struct fixture *f = *state;
    put_order(f, "");
    assert_null(load(f));
    assert_true(f->d.errors > 0);
}

/* ---- foreign folders ---- */

static void a_foreign_folder_is_ordered_by_its_paths(void **state)
{
    struct fixture *f = *state;
    put(f, "README.md", "---\ndraft: true\nweight: 3\n---\n# よその本\n");
    put(f, "b.md", "本文だけ\n");
    put(f, "a.md", "---\ntitle: 題\n---\n本文\n");
    put(f, "topic/z.md", "# 題Z\n\n# 二つめ\n");
    put(f, "topic/README.md", "# 話題\n");
    put(f, ".hidden/x.md", "# 隠れた章\n");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_true(guide->foreign);
    assert_text(guide->title, "よその本");
    assert_int_equal(guide->chapter_count, 5);
    assert_text(guide->chapters[0].slug, "readme");
    assert_text(guide->chapters[1].title, "題");
    assert_text(guide->chapters[2].title, "b");
    assert_text(guide->chapters[3].slug, "topic");
    assert_text(guide->chapters[4].slug, "topic-z");
    assert_int_equal(guide->part_count, 2);
    assert_text(guide->parts[0].title, "よその本");
    assert_int_equal(guide->chapters[2].blocks->level, 1);
    assert_int_equal(guide->chapters[4].blocks->next->level, 2);
    assert_int_equal(guide->term_count, 0);
}

static void foreign_slugs_are_safe_and_unique(void **state)
{
    struct fixture *f = *state;
    put(f, "はじめに.md", "# 一\n");
    put(f, "おわりに.md", "# 二\n");
    put(f, "A b.md", "# 三\n");
    put(f, "a-b.md", "# 四\n");
    put(f, "a-b-2.md", "# 五\n");
    put(f, "search.md", "# 六\n");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_int_equal(guide->chapter_count, 6);
    for (size_t i = 0; i < guide->chapter_count; i++)
        assert_ptr_equal(guide_find(guide, guide->chapters[i].slug), &guide->chapters[i]);
    assert_non_null(guide_find(guide, text_of("a-b-3")));
    assert_non_null(guide_find(guide, text_of("chapter")));
    assert_non_null(guide_find(guide, text_of("chapter-2")));
    assert_non_null(guide_find(guide, text_of("chapter-search")));
}

static void foreign_links_find_files_and_headings(void **state)
{
    struct fixture *f = *state;
    put(f, "a.md", "# 始め\n\n[い](sub/%E7%AB%A0.md#使い方) [ろ](./sub/章.md) [は](#始め)\n");
    put(f, "sub/章.md", "# 章\n\n## 使い方\n\n[に](../a.md) [ほ](../../a.md)\n");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    const char *a = dump(f, &guide->chapters[0]);
    assert_non_null(strstr(a, "target=\"#sub/h2\""));
    assert_non_null(strstr(a, "target=\"#sub\""));
    assert_non_null(strstr(a, "target=\"#a\""));
    assert_non_null(strstr(dump(f, &guide->chapters[1]), "target=\"#a\""));
    assert_only(f, MSG_FOREIGN_LINK, "sub/章.md", 5, 14);
    assert_int_equal(f->d.errors, 0);
}

static void a_foreign_file_that_cannot_be_read_is_left_out(void **state)
{
    struct fixture *f = *state;
    put(f, "a.md", "# 始め\n");
    put(f, "b.md", "\xff\xfe\x42");
    const struct guide *guide = load(f);
    assert_non_null(guide);
    assert_int_equal(guide->chapter_count, 1);
    assert_int_equal(f->d.errors, 1);
}

static void hostile_chapters_harm_nobody(void **state)
{
    static const char *const CHAPTERS[] = {
        "",
        "---\n",
        "---\n- a\n---\n",
        "#\n",
        "[](#)",
        "[x](%zz.md#%)",
        "[x](.md)",
        "[x](../../../../etc/passwd.md)",
        "{{#each x as y}}",
        "# {{client.name}}",
        "\xe2\x81\x96",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof CHAPTERS / sizeof *CHAPTERS; i++) {
        put(f, "a.md", CHAPTERS[i]);
        load(f);
    }
    put_order(f, "a.md");
    for (size_t i = 0; i < sizeof CHAPTERS / sizeof *CHAPTERS; i++) {
        put(f, "a.md", CHAPTERS[i]);
        assert_null(load(f));
    }
}

static void an_empty_folder_is_told(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f));
    assert_only(f, MSG_GUIDE_EMPTY, NULL, 0, 0);
}

static void links_to_folders_lead_in_no_circle(void **state)
{
    struct fixture *f = *state;
    put(f, "a.md", "# 始め\n");
    const char *link = text_format(f->arena, "%s/loop", f->folder).ptr;
    assert_int_equal(symlink(f->folder, link), 0);
    const struct guide *guide = load(f);
    unlink(link);
    assert_non_null(guide);
    assert_int_equal(guide->chapter_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_guide_has_parts_chapters_and_numbers, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(links_lead_to_ids_of_the_whole_guide, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(sources_are_numbered_over_all_chapters, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_chapter_knows_the_catalogue_but_no_client, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_chart_draws_a_survey, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_missing_chapter_is_told_in_guide_yaml, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_chapter_stands_once, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_file_that_no_part_names_is_warned_about, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(names_that_are_no_addresses_are_refused, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(links_to_nowhere_are_told_at_their_place, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(front_matter_is_checked, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_guide_without_chapters_is_refused, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_foreign_folder_is_ordered_by_its_paths, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(foreign_slugs_are_safe_and_unique, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(foreign_links_find_files_and_headings, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_foreign_file_that_cannot_be_read_is_left_out,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(hostile_chapters_harm_nobody, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(an_empty_folder_is_told, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(links_to_folders_lead_in_no_circle, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
