/* Where glossary terms are marked, and where not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/markdown.h"
#include "guide/guide.h"
#include "guide/terms.h"
#include "merge/merge.h"
#include "model/catalog.h"

struct fixture {
    struct arena *arena;
    struct catalog catalog;
    const struct terms *terms;
};

static struct term term(struct arena *a, const char *word, const char *reading, const char *also)
{
    struct term term = {
        .term = text_of(word), .reading = text_of(reading), .text = text_of("説明")};
    if (also) {
        struct text *spelling = arena_alloc(a, sizeof *spelling);
        *spelling = text_of(also);
        term.also = (struct schema_list){spelling, 1};
    }
    return term;
}

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    struct term *terms = arena_array(a, 6, sizeof *terms);
    terms[0] = term(a, "ウイルス", "ういるす", "マルウェア");
    terms[1] = term(a, "ウイルス対策ソフト", "ういるすたいさくそふと", NULL);
    terms[2] = term(a, "IPA", "あいぴーえー", NULL);
    terms[3] = term(a, "暗号", "あんごう", NULL);
    terms[4] = term(a, "お助け隊", "おたすけたい", NULL);
    terms[5] = term(a, "バックアップ", "ばっくあっぷ", NULL);
    f->arena = a;
    f->catalog.terms = (struct schema_list){terms, 6};
    f->terms = terms_new(a, &f->catalog);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

static void write_inlines(struct buffer *out, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        bool marked = node->kind == INLINE_TERM;
        if (marked)
            buffer_puts(out, "<");
        buffer_put(out, node->text);
        write_inlines(out, node->children);
        if (marked)
            buffer_puts(out, ">");
    }
}

static void write_blocks(struct buffer *out, const struct block *first)
{
    for (const struct block *block = first; block; block = block->next) {
        write_inlines(out, block->inlines);
        write_blocks(out, block->children);
        if (block->inlines)
            buffer_puts(out, "|");
    }
}

/* The texts of `chapter`, terms between < and >, blocks ended by a bar. */
static void assert_marks(void **state, const char *chapter, const char *expected)
{
    struct fixture *f = *state;
    struct diag d = diag_new(f->arena);
    const struct source *source = source_of(f->arena, text_of("a.md"), text_of(chapter));
    struct chapter *parsed = markdown_parse(f->arena, source, MARKDOWN_OURS, &d);
    struct merge_state ids = {0};
    struct block *blocks = merge_blocks(f->arena, parsed->blocks, value_map(f->arena), &ids, &d);
    assert_int_equal(d.count, 0);
    terms_mark(f->arena, f->terms, blocks);
    struct buffer out = {0};
    write_blocks(&out, blocks);
    const char *written = text_string(f->arena, text_copy(f->arena, buffer_text(&out)));
    buffer_free(&out);
    assert_string_equal(written, expected);
}

static void the_first_use_is_marked_once_a_chapter(void **state)
{
    assert_marks(state, "ウイルスとウイルス。\n\nまたウイルス。",
                 "<ウイルス>とウイルス。|またウイルス。|");
    assert_marks(state, "ウイルスです", "<ウイルス>です|");
}

static void another_spelling_is_the_same_term(void **state)
{
    assert_marks(state, "マルウェアとウイルス", "<マルウェア>とウイルス|");
}

static void the_longest_term_wins(void **state)
{
    assert_marks(state, "ウイルス対策ソフトとウイルス", "<ウイルス対策ソフト>と<ウイルス>|");
    assert_marks(state, "ウイルス対策ソフトのウイルス対策ソフト",
                 "<ウイルス対策ソフト>のウイルス対策ソフト|");
}

static void a_part_of_a_longer_word_is_no_term(void **state)
{
    assert_marks(state, "コンピューターウイルスを", "コンピューターウイルスを|");
    assert_marks(state, "ウイルスソフトを", "ウイルスソフトを|");
    assert_marks(state, "暗号化する。復暗号。", "暗号化する。復暗号。|");
    assert_marks(state, "IPAddressとXIPA、IPA2", "IPAddressとXIPA、IPA2|");
    assert_marks(state, "ウイルスーと", "ウイルスーと|");
}

static void other_scripts_are_neighbours_as_any(void **state)
{
    assert_marks(state, "国のIPAが暗号を", "国の<IPA>が<暗号>を|");
    assert_marks(state, "このお助け隊が", "この<お助け隊>が|");
}

static void a_word_partly_bold_is_one_word(void **state)
{
    assert_marks(state, "**暗号**化", "暗号化|");
    assert_marks(state, "復**暗号**", "復暗号|");
    assert_marks(state, "**暗号**の", "<暗号>の|");
}

static void headings_links_code_and_titles_are_left_alone(void **state)
{
    assert_marks(state, "# ウイルス\n\nウイルス", "ウイルス|<ウイルス>|");
    assert_marks(state, "[ウイルス](https://example.jp)とウイルス", "ウイルスと<ウイルス>|");
    assert_marks(state, "`ウイルス`とウイルス", "ウイルスと<ウイルス>|");
    assert_marks(state, "::: note ウイルス\nウイルス\n:::", "ウイルス<ウイルス>||");
    assert_marks(state, "| ウイルス |\n|---|\n| ウイルス |", "ウイルス|<ウイルス>|");
    assert_marks(state, "[ウイルス]{.badge}とウイルス", "ウイルスと<ウイルス>|");
}

static void ids_follow_the_readings(void **state)
{
    struct fixture *f = *state;
    size_t count = 0;
    const struct guide_term *list = terms_list(f->terms, &count);
    static const char *const ORDER[] = {"IPA",      "暗号",        "ウイルス", "ウイルス対策ソフト",
                                        "お助け隊", "バックアップ"};
    assert_int_equal(count, 6);
    for (size_t i = 0; i < count; i++) {
        assert_true(text_is(list[i].term, ORDER[i]));
        assert_string_equal(text_string(f->arena, list[i].id),
                            text_format(f->arena, "term-%zu", i + 1).ptr);
    }
}

static void much_text_is_marked_in_a_moment(void **state)
{
    struct fixture *f = *state;
    struct buffer text = {0};
    while (text.size < 300000)
        buffer_puts(&text, "ウイルス対策ソフトウイルス対策ソフ暗暗号号");
    struct inline_node *node = inline_text(f->arena, buffer_text(&text), (struct span){0});
    struct block *block = block_new(f->arena, BLOCK_PARAGRAPH, (struct span){0});
    block->inlines = node;
    terms_mark(f->arena, f->terms, block);
    assert_non_null(block->inlines->next);
    assert_null(node->next); /* others may share it */
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_use_is_marked_once_a_chapter, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(another_spelling_is_the_same_term, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_longest_term_wins, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_part_of_a_longer_word_is_no_term, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(other_scripts_are_neighbours_as_any, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_word_partly_bold_is_one_word, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(headings_links_code_and_titles_are_left_alone, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(ids_follow_the_readings, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(much_text_is_marked_in_a_moment, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
