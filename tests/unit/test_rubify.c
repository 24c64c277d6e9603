#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"
#include "document/markdown.h"
#include "document/rubify.h"
#include "lexicon.h"

static void put_inlines(struct buffer *out, const struct inline_node *first)
{
    for (; first; first = first->next) {
        if (first->kind == INLINE_TEXT || first->kind == INLINE_CODE) {
            assert_true(first->text.size > 0);
            buffer_put(out, first->text);
        }
        put_inlines(out, first->children);
        if (first->kind == INLINE_RUBY) {
            buffer_byte(out, '[');
            buffer_put(out, first->text);
            buffer_byte(out, ']');
        }
    }
}

static void put_blocks(struct buffer *out, const struct block *first)
{
    for (; first; first = first->next) {
        put_inlines(out, first->inlines);
        if (first->inlines)
            buffer_byte(out, '|');
        put_blocks(out, first->children);
    }
}

/* The texts of `markdown` with their readings; the name's words are `name` and `reading`. */
static const char *rubify(struct words *words, enum ruby_mode mode, const char *markdown,
                          const char *name, const char *reading)
{
    struct arena *a = words->arena;
    struct diag diag = diag_new(a);
    const struct source *source = source_of(a, text_of("test.md"), text_of(markdown));
    const struct chapter *chapter = markdown_parse(a, source, MARKDOWN_OURS, &diag);
    assert_int_equal(diag.errors, 0);
    struct word_reading names[] = {{text_of(name), text_of(reading)}};
    struct ruby_rules rules = {
        .mode = mode, .sources = &words->sources, .names = names, .name_count = 1};
    rubify_blocks(a, &rules, (struct block *)chapter->blocks);
    struct buffer out = {0};
    put_blocks(&out, chapter->blocks);
    const char *result = text_string(a, buffer_text(&out));
    buffer_free(&out);
    return result;
}

static void headings_code_and_badges_stay_as_they_are(void **state)
{
    assert_string_equal(rubify(*state, RUBY_ALL,
                               "# 守る会社\n\n## 守る\n\n### 守る\n\n鍵と`鍵`と[鍵]{.badge}\n", "",
                               NULL),
                        "守る会社|守る|守[まも]る|鍵[かぎ]と鍵と鍵|");
}

static void a_cover_is_read_but_for_its_title_and_small_print_is_not(void **state)
{
    assert_string_equal(rubify(*state, RUBY_ALL,
                               "::: cover\n# 守る会社\n\n鍵の会社\n:::\n\n::: foot\n鍵\n:::\n", "",
                               NULL),
                        "守る会社|鍵[かぎ]の会社[かいしゃ]|鍵|");
}

static void readings_written_by_hand_stay(void **state)
{
    assert_string_equal(rubify(*state, RUBY_ALL, "[本気]{.ruby マジ}の本気\n", "", NULL),
                        "本気[マジ]の本気[ほんき]|");
}

static void none_changes_nothing(void **state)
{
    assert_string_equal(rubify(*state, RUBY_NONE, "守る会社\n", "", NULL), "守る会社|");
}

static void inlines_that_others_share_stay_as_they_are(void **state)
{
    struct words *words = *state;
    struct arena *a = words->arena;
    struct inline_node *shared = inline_text(a, text_of("守る会社"), (struct span){0});
    struct block *block = block_new(a, BLOCK_PARAGRAPH, (struct span){0});
    struct ruby_rules rules = {.mode = RUBY_ALL, .sources = &words->sources};
    block->inlines = shared;
    rubify_blocks(a, &rules, block);
    assert_non_null(block->inlines->next);
    assert_null(shared->next);
    assert_true(text_is(shared->text, "守る会社"));
}

static void a_word_is_read_across_bold_and_only_whole(void **state)
{
    assert_string_equal(rubify(*state, RUBY_ALL, "**点検**を行う。会**社**\n", "", NULL),
                        "点検[てんけん]を行[おこな]う。会社|");
}

static void a_section_reads_a_difficult_word_once(void **state)
{
    assert_string_equal(rubify(*state, RUBY_DIFFICULT,
                               "鍵と鍵。戻す、戻る、戻した。\n\n- 鍵\n\n## 次\n\n鍵の会社\n", "",
                               NULL),
                        "鍵[かぎ]と鍵。戻[もど]す、戻る、戻した。|鍵|次|鍵[かぎ]の会社|");
}

static void a_name_has_the_reading_of_its_data_or_none(void **state)
{
    static const char *const names[] = {"株式会社東海林", "会社",          "対策", "守る", "大",
                                        "一二三",         "株式会社。対策"};
    struct words *words = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text markdown =
            text_format(words->arena, "そこで%s様へ。%sの%s。\n", names[i], names[i], names[i]);
        struct text expected = text_format(words->arena, "そこで%s様[さま]へ。%sの%s。|", names[i],
                                           names[i], names[i]);
        assert_string_equal(rubify(words, RUBY_ALL, markdown.ptr, names[i], NULL), expected.ptr);
    }
    assert_string_equal(rubify(words, RUBY_ALL, "株式会社東海林様\n", "株式会社東海林",
                               "かぶしきがいしゃ しょうじ"),
                        "株式会社東海林[かぶしきがいしゃしょうじ]様[さま]|");
    /* A reading without the kana of its name is the whole name's. */
    assert_string_equal(rubify(words, RUBY_ALL, "みどり精機へ\n", "みどり精機", "えむえす"),
                        "みどり精機[えむえす]へ|");
}

static void what_a_client_wrote_is_not_read(void **state)
{
    struct words *words = *state;
    struct arena *a = words->arena;
    const struct source *client = source_of(a, text_of("c.yaml"), text_of("対策の会社"));
    struct block *block = block_new(a, BLOCK_PARAGRAPH, (struct span){0});
    block->inlines = inline_text(a, text_of("対策の会社"), (struct span){client, 0, 6});
    block->inlines->next = inline_text(a, text_of("の対策"), (struct span){0});
    struct ruby_rules rules = {.mode = RUBY_ALL, .sources = &words->sources, .client = client};
    rubify_blocks(a, &rules, block);
    struct buffer out = {0};
    put_blocks(&out, block);
    assert_string_equal(text_string(a, buffer_text(&out)), "対策の会社の対策[たいさく]|");
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_code_and_badges_stay_as_they_are),
        cmocka_unit_test(a_cover_is_read_but_for_its_title_and_small_print_is_not),
        cmocka_unit_test(readings_written_by_hand_stay),
        cmocka_unit_test(none_changes_nothing),
        cmocka_unit_test(inlines_that_others_share_stay_as_they_are),
        cmocka_unit_test(a_word_is_read_across_bold_and_only_whole),
        cmocka_unit_test(a_section_reads_a_difficult_word_once),
        cmocka_unit_test(a_name_has_the_reading_of_its_data_or_none),
        cmocka_unit_test(what_a_client_wrote_is_not_read),
    };
    return cmocka_run_group_tests(tests, open_words, close_words);
}
