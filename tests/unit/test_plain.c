/* The plain-Japanese gate: passages, sentences, the readability formula, each rule at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/markdown.h"
#include "plain/gate.h"
#include "plain/passage.h"

struct bench {
    struct arena *arena;
    struct diag diag;
    struct plain_rules rules;
    struct plain_document document;
    bool used[4];
};

static const struct text NEGATIONS[] = {{"ないわけでは", 18}};
static const struct text TERMS[] = {{"ログ", 6}, {"サーバ", 9}};
static const struct text HARD[] = {{"ランサムウェア", 21}};
static const struct text COMMON[] = {{"PDF", 3}};
static const struct text NAMES[] = {{"情報処理推進機構", 24}};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct bench *b = arena_alloc(a, sizeof *b);
    b->arena = a;
    b->diag = diag_new(a);
    b->rules.sentence.wanted = 50;
    b->rules.sentence.most = 60;
    b->rules.kanji_run = 6;
    b->rules.katakana.share = 40;
    b->rules.katakana.signs = 20;
    b->rules.score.least = 50;
    b->rules.score.sentences = 4;
    b->rules.double_negation = (struct schema_list){(void *)NEGATIONS, 1};
    b->rules.hard_words = (struct schema_list){(void *)HARD, 1};
    b->rules.common = (struct schema_list){(void *)COMMON, 1};
    b->rules.names = (struct schema_list){(void *)NAMES, 1};
    b->rules.terms = TERMS;
    b->rules.term_count = 2;
    b->document = plain_document_new(a, &b->rules, false, b->used);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    arena_free(b->arena);
    return 0;
}

static void read_chapter(struct bench *b, const char *markdown)
{
    const struct source *source = source_of(b->arena, text_of("guide/bad.md"), text_of(markdown));
    const struct chapter *chapter = markdown_parse(b->arena, source, MARKDOWN_OURS, &b->diag);
    plain_check_chapter(&b->document, source->path, chapter->blocks, &b->diag);
}

/* The only complaint is `message`, about exactly `words` of line `line`. */
static void assert_only(const struct bench *b, enum message message, size_t line, const char *words)
{
    assert_int_equal(b->diag.count, 1);
    const struct diag_entry *entry = &b->diag.entries[0];
    assert_string_equal(message_of(entry->message)->id, message_of(message)->id);
    size_t at_line = 0;
    size_t column = 0;
    source_position(entry->span.source, entry->span.start, &at_line, &column);
    assert_int_equal(at_line, line);
    struct text said = text_slice(entry->span.source->text, entry->span.start, entry->span.end);
    assert_string_equal(text_string(b->arena, said), words);
}

static const char SIXTY[] = "あいうえおかきくけこあいうえおかきくけこあいうえおかきくけこ"
                            "あいうえおかきくけこあいうえおかきくけこあいうえおかきくけ";

static void a_sentence_of_sixty_signs_passes_and_one_of_sixty_one_does_not(void **state)
{
    struct bench *b = *state;
    const char *good = text_format(b->arena, "%s。\n", SIXTY).ptr;
    read_chapter(b, good);
    assert_int_equal(b->diag.count, 0);
    read_chapter(b, text_format(b->arena, "短い文です。%sこ。\n", SIXTY).ptr);
    assert_only(b, MSG_PLAIN_SENTENCE, 1, text_format(b->arena, "%sこ。", SIXTY).ptr);
}

static void a_full_stop_within_brackets_does_not_end_a_sentence(void **state)
{
    (void)state;
    struct text text = text_of("「急いで。」と言われました。次です。");
    struct sentence sentence;
    size_t at = 0;
    assert_true(sentence_next(text, &at, &sentence));
    assert_int_equal(sentence.length, 14);
    assert_true(sentence_next(text, &at, &sentence));
    assert_int_equal(sentence.length, 4);
    assert_false(sentence_next(text, &at, &sentence));
}

static void a_double_negation_is_shown_where_it_stands(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "はじめに。\n\n- 起きないわけではありません。\n");
    assert_only(b, MSG_PLAIN_NEGATION, 3, "ないわけでは");
}

static void seven_kanji_in_a_row_are_too_many_but_a_proper_name_may_stay(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "情報処理推進機構の手引きです。情報漏洩対策費用を見ます。重要情報管理も。\n");
    assert_only(b, MSG_PLAIN_KANJI, 1, "情報漏洩対策費用");
}

static void a_sentence_full_of_katakana_is_told(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "クラウドストレージのアクセスコントロールをレビューします。\n");
    assert_only(b, MSG_PLAIN_KATAKANA, 1,
                "クラウドストレージのアクセスコントロールをレビューします。");
}

static void a_term_is_told_once_at_its_first_use_and_not_within_another_word(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "ブログを書きます。\n\n**ログ**を見ます。ログを残します。\n");
    assert_only(b, MSG_PLAIN_TERM, 3, "ログ");
}

static void a_term_explained_in_brackets_or_by_toha_passes(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "ログ（動きの記録）を見ます。サーバとは、親玉の機械です。ログ。サーバ。\n");
    read_chapter(b, "身代金ウイルス（ランサムウェア）です。\n");
    assert_int_equal(b->diag.count, 0);
}

static void a_document_that_explains_its_glossary_still_explains_hard_words(void **state)
{
    struct bench *b = *state;
    b->document.explains = true;
    read_chapter(b, "大切なログとサーバを、恐ろしいランサムウェアから守りましょう。\n");
    assert_only(b, MSG_PLAIN_TERM, 1, "ランサムウェア");
}

static void an_unknown_abbreviation_is_told_a_word_or_a_common_one_is_not(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "PDFをWindowsで開き、EDRで見ます。JOモデルという式です。\n");
    assert_only(b, MSG_PLAIN_ABBREVIATION, 1, "EDR");
}

static void a_hard_chapter_is_told_at_its_first_line(void **state)
{
    struct bench *b = *state;
    read_chapter(b, "# 題\n\n脆弱性情報、対策実施状況、管理体制、評価結果を確認。"
                    "重要度判定、緊急度判定、影響度判定、対応判定を実施。"
                    "経営資源配分、投資効果測定、改善活動推進。"
                    "記録、承認。\n");
    assert_only(b, MSG_PLAIN_SCORE, 1, "題");
}

static void an_exception_silences_its_rule_in_its_file_and_an_unused_one_is_told(void **state)
{
    struct bench *b = *state;
    const struct source *source = source_of(b->arena, text_of("plain.yaml"), text_of("x: y\n"));
    const struct yaml_node *node = yaml_parse(b->arena, source, &b->diag);
    struct plain_exception list[] = {
        {.node = node, .file = text_of("bad.md"), .rule = text_of("W706"), .text = text_of("EDR")},
        {.node = node, .file = text_of("bad.md"), .rule = text_of("W701"), .text = text_of("EDR")},
    };
    b->rules.exceptions = (struct schema_list){list, 2};
    read_chapter(b, "EDRで見ます。\n");
    assert_int_equal(b->diag.count, 0);
    plain_check_exceptions(&b->rules, b->used, &b->diag);
    assert_int_equal(b->diag.count, 1);
    assert_int_equal(b->diag.entries[0].message, MSG_PLAIN_EXCEPTION);
}

static void fields_and_source_numbers_are_no_letters(void **state)
{
    struct bench *b = *state;
    const struct source *source = source_of(
        b->arena, text_of("x.md"), text_of("{{client.name}}は[1]{.note}`code`強いです。\n"));
    const struct chapter *chapter = markdown_parse(b->arena, source, MARKDOWN_OURS, &b->diag);
    size_t count = 0;
    const struct passage *passages = passages_of(b->arena, chapter->blocks, &count);
    assert_int_equal(count, 1);
    assert_string_equal(text_string(b->arena, passages[0].text), "〓は強いです。");
}

/* 2 sentences, 22 signs, 2 commas. Runs: hiragana は と です いです = 1 1 2 3 (mean 7/4), kanji
 * 会社 情報 大切 早 = 2 2 2 1 (mean 7/4), katakana メール = 3. RS = 115.79 - 0.12*11 + 7.4*1.75
 * - 23.18*1.75 - 5.4*3 - 4.67*1 = 65.985. */
static void the_readability_formula_gives_what_a_hand_computes(void **state)
{
    (void)state;
    struct readability sum = {0};
    readability_add(&sum, text_of("会社は情報とメール、大切です。"));
    readability_add(&sum, text_of("1、早いです。"));
    assert_int_equal(sum.signs, 22);
    assert_int_equal(sum.commas, 2);
    assert_int_equal(readability_score(&sum), 660);
    assert_int_equal(readability_score(&(struct readability){0}), 0);
}

static void hostile_text_neither_hangs_nor_reads_beyond_its_end(void **state)
{
    struct bench *b = *state;
    struct buffer long_text = {0};
    for (int i = 0; i < 20000; i++)
        buffer_puts(&long_text, i % 3 ? "」（ア" : "A漢。");
    struct passage passage =
        passage_of_text(b->arena, text_copy(b->arena, buffer_text(&long_text)), (struct span){0});
    buffer_free(&long_text);
    struct sentence sentence;
    size_t sentences = 0;
    for (size_t at = 0; sentence_next(passage.text, &at, &sentence);)
        sentences++;
    assert_true(sentences > 0);
    struct text broken = {"\xe3\x81", 2};
    for (size_t at = 0; sentence_next(broken, &at, &sentence);)
        assert_true(sentence.end <= broken.size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_sentence_of_sixty_signs_passes_and_one_of_sixty_one_does_not, set_up, tear_down),
        cmocka_unit_test(a_full_stop_within_brackets_does_not_end_a_sentence),
        cmocka_unit_test_setup_teardown(a_double_negation_is_shown_where_it_stands, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            seven_kanji_in_a_row_are_too_many_but_a_proper_name_may_stay, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sentence_full_of_katakana_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_term_is_told_once_at_its_first_use_and_not_within_another_word, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_term_explained_in_brackets_or_by_toha_passes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_document_that_explains_its_glossary_still_explains_hard_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_unknown_abbreviation_is_told_a_word_or_a_common_one_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hard_chapter_is_told_at_its_first_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            an_exception_silences_its_rule_in_its_file_and_an_unused_one_is_told, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(fields_and_source_numbers_are_no_letters, set_up,
                                        tear_down),
        cmocka_unit_test(the_readability_formula_gives_what_a_hand_computes),
        cmocka_unit_test_setup_teardown(hostile_text_neither_hangs_nor_reads_beyond_its_end, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
