#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/chart.h"
#include "document/markdown.h"
#include "merge/merge.h"

struct fixture {
    struct arena *a;
    struct diag d;
    struct value *data;
    struct merge_state state;
};

static const struct span nowhere = {0};

static struct value *put_text(struct fixture *f, struct value *map, const char *key,
                              const char *text)
{
    return value_set(f->a, map, key, value_text(f->a, text_of(text), nowhere));
}

static int open_fixture(void **state)
{
    static const char *const titles[] = {"暗号化", "誤送信", "紛失"};
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    *f = (struct fixture){.a = a, .d = diag_new(a), .data = value_map(a)};
    put_text(f, f->data, "name", "緑");
    put_text(f, f->data, "empty", "");
    put_text(f, f->data, "lines", "一行目\r\n二行目\n");
    value_set(a, f->data, "total", value_int(a, 58));
    value_set(a, f->data, "missing", value_undefined(a));
    value_set(a, f->data, "none", value_list(a));
    struct value *risks = value_set(a, f->data, "risks", value_list(a));
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        struct value *risk = value_append(a, risks, value_map(a));
        put_text(f, risk, "title", titles[i]);
        value_set(a, risk, "value", value_int(a, (int64_t)i * 10));
        struct value *words = value_set(a, risk, "words", value_list(a));
        for (size_t w = 0; w < i; w++)
            value_append(a, words, value_int(a, (int64_t)w));
    }
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->a);
    return 0;
}

static const struct block *parse(struct fixture *f, const char *markdown)
{
    const struct source *source = source_of(f->a, text_of("chapter.md"), text_of(markdown));
    return markdown_parse(f->a, source, MARKDOWN_OURS, &f->d)->blocks;
}

static const struct block *merge(struct fixture *f, const char *markdown)
{
    return merge_blocks(f->a, parse(f, markdown), f->data, &f->state, &f->d);
}

static void show_inlines(struct buffer *out, const struct inline_node *first)
{
    static const char *const marks[] = {
        [INLINE_TEXT] = "",  [INLINE_STRONG] = "*", [INLINE_EMPHASIS] = "_", [INLINE_CODE] = "`",
        [INLINE_LINK] = "@", [INLINE_SPAN] = "~",   [INLINE_BREAK] = "/",    [INLINE_FIELD] = "?",
    };
    for (const struct inline_node *node = first; node; node = node->next) {
        buffer_puts(out, marks[node->kind]);
        buffer_put(out, node->text);
        show_inlines(out, node->children);
        if (node->children)
            buffer_puts(out, marks[node->kind]);
    }
}

/* A tree as "list(item(paragraph:a) item(paragraph:b))". */
static void show_blocks(struct buffer *out, const struct block *first)
{
    static const char *const names[] = {
        [BLOCK_HEADING] = "heading",     [BLOCK_PARAGRAPH] = "p",   [BLOCK_LIST] = "list",
        [BLOCK_ITEM] = "item",           [BLOCK_QUOTE] = "quote",   [BLOCK_CODE] = "code",
        [BLOCK_RULE] = "rule",           [BLOCK_TABLE] = "table",   [BLOCK_ROW] = "row",
        [BLOCK_CELL] = "cell",           [BLOCK_FIGURE] = "figure", [BLOCK_COLUMNS] = "columns",
        [BLOCK_COLUMN] = "column",       [BLOCK_BOX] = "box",       [BLOCK_CONTENTS] = "contents",
        [BLOCK_PAGEBREAK] = "pagebreak", [BLOCK_SPACE] = "space",   [BLOCK_FILL] = "fill",
        [BLOCK_SEALS] = "seals",         [BLOCK_IF] = "IF",         [BLOCK_EACH] = "EACH",
    };
    for (const struct block *block = first; block; block = block->next) {
        if (block != first)
            buffer_byte(out, ' ');
        buffer_puts(out, names[block->kind]);
        if (block->id.ptr)
            buffer_printf(out, "#%.*s", (int)block->id.size, block->id.ptr);
        for (size_t i = 0; i < block->label_count; i++)
            buffer_printf(out, "[%.*s]", (int)block->labels[i].size, block->labels[i].ptr);
        if (block->inlines)
            buffer_byte(out, ':');
        show_inlines(out, block->inlines);
        if (!block->children)
            continue;
        buffer_byte(out, '(');
        show_blocks(out, block->children);
        buffer_byte(out, ')');
    }
}

static void assert_shown(struct fixture *f, const struct block *blocks, const char *expected)
{
    struct buffer out = {0};
    show_blocks(&out, blocks);
    const char *shown = text_string(f->a, buffer_text(&out));
    buffer_free(&out);
    assert_string_equal(shown, expected);
}

static void assert_merges(struct fixture *f, const char *markdown, const char *expected)
{
    assert_shown(f, merge(f, markdown), expected);
    assert_int_equal(f->d.count, 0);
}

static void assert_refuses(struct fixture *f, const char *markdown, enum message message,
                           const char *detail)
{
    f->d = diag_new(f->a);
    merge(f, markdown);
    assert_true(f->d.count > 0);
    assert_int_equal(f->d.entries[0].message, message);
    assert_string_equal(text_string(f->a, f->d.entries[0].detail), detail);
    assert_non_null(f->d.entries[0].span.source);
}

static void fields_become_text(void **state)
{
    assert_merges(*state, "{{name}}は**{{total}}点**です", "p:緑は*58点*です");
    assert_merges(*state, "## {{name}}の結果", "heading#h1:緑の結果");
}

static void client_text_never_becomes_markup(void **state)
{
    static const char hostile[] = "**x** `y` [a](javascript:b) <b> {{name}} | ::: {{#if name}}";
    struct fixture *f = *state;
    put_text(f, f->data, "hostile", hostile);
    const struct block *p = merge(f, "前{{hostile}}後");
    assert_int_equal(p->kind, BLOCK_PARAGRAPH);
    const struct inline_node *node = p->inlines;
    assert_true(text_is(node->text, "前"));
    node = node->next;
    assert_int_equal(node->kind, INLINE_TEXT);
    assert_true(text_is(node->text, hostile));
    node = node->next;
    assert_true(text_is(node->text, "後"));
    assert_null(node->next);
}

static void lines_of_a_client_become_breaks(void **state)
{
    assert_merges(*state, "{{lines}}", "p:一行目/二行目");
}

static void text_knows_where_the_client_wrote_it(void **state)
{
    struct fixture *f = *state;
    const struct source *client = source_of(f->a, text_of("client.yaml"), text_of("name: 緑"));
    struct span span = {.source = client, .start = 6, .end = 9};
    value_set(f->a, f->data, "place", value_text(f->a, text_of("緑"), span));
    const struct block *p = merge(f, "{{place}}");
    assert_ptr_equal(p->inlines->span.source, client);
    assert_int_equal(p->inlines->span.start, 6);
    p = merge(f, "{{total}}");
    assert_string_equal(text_string(f->a, p->inlines->span.source->path), "chapter.md");
}

static void a_condition_chooses_its_branch(void **state)
{
    assert_merges(*state, "{{#if total >= 70}}\n\n合格\n\n{{#else}}\n\n不足\n\n{{/if}}", "p:不足");
    assert_merges(*state, "{{#if total}}\n\n合格\n\n{{#else}}\n\n不足\n\n{{/if}}", "p:合格");
    assert_merges(*state, "前\n\n{{#if missing}}\n\n{{missing}}\n\n{{/if}}\n\n後", "p:前 p:後");
}

static void a_loop_repeats_its_body(void **state)
{
    assert_merges(*state, "{{#each risks as risk}}\n\n{{risk.index}} {{risk.title}}\n\n{{/each}}",
                  "p:1 暗号化 p:2 誤送信 p:3 紛失");
    assert_merges(*state, "{{#each missing as x}}\n\n{{x.y}}\n\n{{/each}}", "");
}

static void loop_helpers_tell_the_ends(void **state)
{
    assert_merges(*state,
                  "{{#each risks as r}}\n\n{{#if r.first}}\n\n始\n\n{{/if}}\n\n{{r.title}}\n\n"
                  "{{#if r.last}}\n\n終\n\n{{/if}}\n\n{{/each}}",
                  "p:始 p:暗号化 p:誤送信 p:紛失 p:終");
}

static void inner_loops_see_outer_names(void **state)
{
    assert_merges(*state,
                  "{{#each risks as r}}\n\n{{#each r.words as word}}\n\n{{r.title}}{{word}}\n\n"
                  "{{/each}}\n\n{{/each}}",
                  "p:誤送信0 p:紛失0 p:紛失1");
    assert_merges(*state, "{{#each risks as name}}\n\n{{name.title}}\n\n{{/each}}\n\n{{name}}",
                  "p:暗号化 p:誤送信 p:紛失 p:緑");
}

static void a_loop_over_items_makes_one_list(void **state)
{
    assert_merges(*state, "{{#each risks as r}}\n\n- {{r.title}}\n\n{{/each}}",
                  "list(item(p:暗号化) item(p:誤送信) item(p:紛失))");
    assert_merges(*state, "- 前\n\n{{#each risks as r}}\n\n- {{r.title}}\n\n{{/each}}\n\n- 後",
                  "list(item(p:前) item(p:暗号化) item(p:誤送信) item(p:紛失) item(p:後))");
    assert_merges(*state, "1. 前\n\n{{#if total}}\n\n- a\n\n{{/if}}",
                  "list(item(p:前)) list(item(p:a))");
}

static void lists_the_author_kept_apart_stay_apart(void **state)
{
    assert_merges(*state, "{{#if total}}\n\n- a\n\n* b\n\n{{/if}}",
                  "list(item(p:a)) list(item(p:b))");
    assert_merges(*state, "- a\n\n* b", "list(item(p:a)) list(item(p:b))");
}

static void a_loop_makes_table_rows(void **state)
{
    assert_merges(*state,
                  "| 名 | 値 |\n|---|---|\n{{#each risks as r}}\n| {{r.title}} | {{r.value}} |\n"
                  "{{/each}}\n",
                  "table(row(cell:名 cell:値) row(cell:暗号化 cell:0) row(cell:誤送信 cell:10) "
                  "row(cell:紛失 cell:20))");
}

static void what_has_no_content_left_stays_out(void **state)
{
    assert_merges(*state, "| 名 |\n|---|\n{{#each none as r}}\n| {{r.title}} |\n{{/each}}\n\n後",
                  "p:後");
    assert_merges(*state, "::: note 注意\n{{#if missing}}\n\n文\n\n{{/if}}\n:::\n\n後", "p:後");
    assert_merges(*state, "- 前\n- {{empty}}", "list(item(p:前))");
    assert_merges(*state, "**{{empty}}**\n\n後", "p:後");
    assert_merges(*state, "```chart\nkind: bars\ndata: none\n```\n\n後", "p:後");
}

static void what_the_author_left_empty_stays(void **state)
{
    assert_merges(*state, "::: columns\n::: column\n左\n:::\n::: column\n:::\n:::\n",
                  "columns(column(p:左) column)");
    assert_merges(*state, "| 記入欄 |\n|---|\n", "table(row(cell:記入欄))");
}

static void a_chart_gets_its_numbers(void **state)
{
    struct fixture *f = *state;
    const struct block *figure =
        merge(f, "```chart\nkind: bars\ndata: risks\nlabel: title\nunit: 点\n```\n");
    assert_int_equal(f->d.count, 0);
    assert_int_equal(figure->kind, BLOCK_FIGURE);
    assert_int_equal(figure->chart->point_count, 3);
    assert_true(text_is(figure->chart->alt, "暗号化 0点、誤送信 10点、紛失 20点"));
    assert_null(figure->chart_source);
}

static void labels_of_seals_are_merged(void **state)
{
    struct fixture *f = *state;
    struct text labels[] = {text_of("{{name}}"), text_of("確認")};
    struct block *seals = block_new(f->a, BLOCK_SEALS, nowhere);
    seals->labels = labels;
    seals->label_count = 2;
    assert_shown(f, merge_blocks(f->a, seals, f->data, &f->state, &f->d), "seals[緑][確認]");
}

static void ids_are_unique_over_all_chapters(void **state)
{
    assert_merges(*state, "# 一 {#top}\n\n# 二\n\n# 三 {#top}",
                  "heading#top:一 heading#h2:二 heading#top-2:三");
    assert_merges(*state, "# 四\n\n# 五 {#top}\n\n# 六 {#h4}",
                  "heading#h4:四 heading#top-3:五 heading#h4-2:六");
}

static void headings_not_printed_take_no_number(void **state)
{
    assert_merges(*state, "{{#if missing}}\n\n# 無 {#a}\n\n# 無\n\n{{/if}}\n\n# 一 {#a}\n\n# 二",
                  "heading#a:一 heading#h2:二");
}

static void only_inlines_with_fields_are_copied(void **state)
{
    struct fixture *f = *state;
    const struct block *chapter = parse(f, "お客様の**会社**\n\n**{{name}}**の会社\n");
    const struct block *merged = merge_blocks(f->a, chapter, f->data, &f->state, &f->d);
    assert_ptr_equal(merged->inlines, chapter->inlines);
    assert_ptr_not_equal(merged->next->inlines, chapter->next->inlines);
}

static void the_chapter_is_not_changed(void **state)
{
    static const char markdown[] =
        "# {{name}} {#a}\n\n{{#each risks as r}}\n\n- {{r.title}}\n\n{{/each}}\n\n| a |\n|---|\n"
        "{{#if total}}\n| {{name}} |\n{{/if}}\n";
    struct fixture *f = *state;
    const struct block *chapter = parse(f, markdown);
    struct buffer before = {0};
    show_blocks(&before, chapter);
    struct merge_state first = {0}, second = {0};
    const struct block *once = merge_blocks(f->a, chapter, f->data, &first, &f->d);
    struct buffer merged = {0};
    show_blocks(&merged, once);
    assert_shown(f, merge_blocks(f->a, chapter, f->data, &second, &f->d),
                 text_string(f->a, buffer_text(&merged)));
    assert_shown(f, chapter, text_string(f->a, buffer_text(&before)));
    buffer_free(&before);
    buffer_free(&merged);
}

static void names_are_checked_in_branches_not_taken(void **state)
{
    assert_refuses(*state, "{{#if missing}}\n\n{{nmae}}\n\n{{/if}}", MSG_FIELD_UNKNOWN,
                   "nmae ({{#if missing}})");
    assert_refuses(*state, "{{#if total}}\n\n文\n\n{{#else}}\n\n{{nmae}}\n\n{{/if}}",
                   MSG_FIELD_UNKNOWN, "nmae ({{#if total}} … {{#else}})");
    assert_refuses(*state, "{{#each none as r}}\n\n{{r.anything}}{{nmae}}\n\n{{/each}}",
                   MSG_FIELD_UNKNOWN, "nmae");
    assert_refuses(*state,
                   "{{#if missing}}\n\n{{#each risks as r}}\n\n{{r.tilte}}\n\n{{/each}}\n\n"
                   "{{/if}}",
                   MSG_FIELD_UNKNOWN, "r.tilte ({{#if missing}})");
    assert_refuses(*state, "{{#if missing}}\n\n{{name|yne}}\n\n{{/if}}", MSG_FILTER_UNKNOWN,
                   "yne ({{#if missing}})");
    assert_refuses(*state, "{{#if missing}}\n\n{{#if totla}}\n\n文\n\n{{/if}}\n\n{{/if}}",
                   MSG_FIELD_UNKNOWN, "totla ({{#if missing}})");
    assert_refuses(*state, "{{#if missing}}\n\n```chart\nkind: bars\ndata: riks\n```\n\n{{/if}}",
                   MSG_FIELD_UNKNOWN, "riks ({{#if missing}})");
}

static void values_do_not_matter_in_branches_not_taken(void **state)
{
    assert_merges(*state,
                  "{{#if missing}}\n\n{{missing|yen}}{{risks}}{{name|yen}}\n\n"
                  "{{#if name > 3}}\n\n文\n\n{{/if}}\n\n{{#each name as x}}\n\n{{x}}\n\n{{/each}}"
                  "\n\n{{/if}}",
                  "");
}

static void a_branch_in_a_branch_not_taken_is_not_taken(void **state)
{
    assert_merges(*state,
                  "{{#if missing}}\n\n{{#if total}}\n\n{{missing}}\n\n{{/if}}\n\n"
                  "{{#each risks as r}}\n\n{{missing}}\n\n{{/each}}\n\n{{/if}}",
                  "");
}

static void a_typing_error_in_a_loop_not_run_is_told_once(void **state)
{
    struct fixture *f = *state;
    merge(f, "{{#if missing}}\n\n{{#each risks as r}}\n\n{{nmae}}\n\n{{/each}}\n\n{{/if}}");
    assert_int_equal(f->d.count, 1);
}

/* Elements may have members of their own. */
static void a_branch_never_taken_of_a_loop_is_checked_in_each_pass_and_told_once(void **state)
{
    struct fixture *f = *state;
    merge(f, "{{#each risks as r}}\n\n{{#if r.value < 0}}\n\n{{r.titel}}\n\n{{/if}}\n\n{{/each}}");
    size_t told = 0;
    diag_notes(f->a, &f->d, LANGUAGE_EN, 10, &told);
    assert_int_equal(f->d.count, 3);
    assert_int_equal(told, 1);
}

/* The first risk has no words: what stands in the inner loop is not looked at before the second. */
static void a_typing_error_is_found_where_the_first_pass_had_nothing_to_look_at(void **state)
{
    struct fixture *f = *state;
    merge(f, "{{#each risks as r}}\n\n{{#each r.words as w}}\n\n{{#if empty}}\n\n{{w.indx}}\n\n"
             "{{/if}}\n\n{{/each}}\n\n{{/each}}");
    assert_true(f->d.count > 0);
    assert_string_equal(text_string(f->a, f->d.entries[0].near), "w.index");
}

static void a_complaint_names_the_branch_it_stands_in(void **state)
{
    struct fixture *f = *state;
    merge(f, "{{#if name}}\n{{missing}}\n{{#else}}\n{{nome}}\n{{/if}}\n");
    assert_int_equal(f->d.count, 2);
    assert_string_equal(text_string(f->a, f->d.entries[0].detail), "missing ({{#if name}})");
    assert_string_equal(text_string(f->a, f->d.entries[1].detail),
                        "nome ({{#if name}} … {{#else}})");
}

static void an_undefined_value_needs_a_condition(void **state)
{
    assert_refuses(*state, "{{missing}}", MSG_FIELD_UNDEFINED, "missing");
    assert_refuses(*state, "{{#if total}}\n\n{{missing}}\n\n{{/if}}", MSG_FIELD_UNDEFINED,
                   "missing ({{#if total}})");
}

static void wrong_sections_are_refused(void **state)
{
    assert_refuses(*state, "{{#if total and name or missing}}\n\n文\n\n{{/if}}", MSG_SECTION_SYNTAX,
                   "total and name or missing");
    assert_refuses(*state, "{{#each name as x}}\n\n文\n\n{{/each}}", MSG_FIELD_KIND, "name");
    assert_refuses(*state, "{{#each riskz as x}}\n\n文\n\n{{/each}}", MSG_FIELD_UNKNOWN, "riskz");
    struct fixture *f = *state;
    assert_true(text_is(f->d.entries[0].near, "risks"));
}

static void a_wrong_condition_takes_no_branch(void **state)
{
    struct fixture *f = *state;
    assert_shown(f, merge(f, "{{#if totla}}\n\n一\n\n{{#else}}\n\n二\n\n{{/if}}"), "");
    assert_int_equal(f->d.count, 1);
}

static void the_context_of_the_caller_is_kept(void **state)
{
    struct fixture *f = *state;
    f->d.context = text_of("client midori");
    merge(f, "{{nmae}}");
    assert_true(text_is(f->d.entries[0].note, "client midori"));
    assert_true(text_is(f->d.entries[0].near, "name"));
}

static struct inline_node *link_to(struct fixture *f, const char *target)
{
    struct inline_node *link = inline_new(f->a, INLINE_LINK, nowhere);
    link->target = text_of(target);
    link->children = inline_text(f->a, text_of("電話"), nowhere);
    return link;
}

static void a_target_keeps_the_scheme_of_the_author(void **state)
{
    struct fixture *f = *state;
    put_text(f, f->data, "phone", "03-0000-0000");
    put_text(f, f->data, "bad", "javascript:alert(1)");
    struct block *p = block_new(f->a, BLOCK_PARAGRAPH, nowhere);
    p->inlines = link_to(f, "tel:{{phone}}");
    const struct block *merged = merge_blocks(f->a, p, f->data, &f->state, &f->d);
    assert_true(text_is(merged->inlines->target, "tel:03-0000-0000"));
    assert_int_equal(f->d.count, 0);
    p->inlines = link_to(f, "{{bad}}");
    merged = merge_blocks(f->a, p, f->data, &f->state, &f->d);
    assert_int_equal(merged->inlines->target.size, 0);
    assert_int_equal(f->d.entries[0].message, MSG_LINK_TARGET);
}

static void a_link_to_a_chapter_has_no_place_in_a_client_document(void **state)
{
    struct fixture *f = *state;
    struct block *p = block_new(f->a, BLOCK_PARAGRAPH, nowhere);
    p->inlines = link_to(f, "backup.md#copies");
    const struct block *merged = merge_blocks(f->a, p, f->data, &f->state, &f->d);
    assert_int_equal(merged->inlines->target.size, 0);
    assert_int_equal(f->d.count, 1);
    assert_int_equal(f->d.entries[0].message, MSG_LINK_TARGET);
}

static void all_named_paths_are_collected(void **state)
{
    static const char *const expected[] = {"name",    "risks", "r.title", "cite.a",
                                           "missing", "risks", "name",    "cite.b"};
    struct fixture *f = *state;
    size_t count;
    const struct text *paths = merge_paths(
        f->a,
        parse(f, "# {{name}}\n\n{{#each risks as r}}\n\n- {{r.title}}**{{cite.a|plus}}**\n\n"
                 "{{/each}}\n\n{{#if total}}\n\n{{#else}}\n\n{{missing}}\n\n{{/if}}\n\n"
                 "```chart\nkind: bars\ndata: risks\ntitle: \"{{name}}\"\n```\n\n"
                 "::: note {{cite.b}}\n文\n:::\n"),
        &count);
    assert_int_equal(f->d.count, 0);
    assert_int_equal(count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(text_string(f->a, paths[i]), expected[i]);
}

static void a_large_loop_is_done_in_a_moment(void **state)
{
    enum { COUNT = 3000 };
    struct fixture *f = *state;
    struct value *many = value_set(f->a, f->data, "many", value_list(f->a));
    for (int i = 0; i < COUNT; i++)
        value_append(f->a, many, value_int(f->a, i));
    const struct block *first = merge(f, "{{#each many as x}}\n\n- {{x}}\n\n{{/each}}\n\n"
                                         "{{#each many as x}}\n\n## {{x}} {#same}\n\n{{/each}}");
    size_t items = 0;
    for (const struct block *item = first->children; item; item = item->next)
        items++;
    assert_int_equal(items, COUNT);
    assert_true(text_is(first->next->id, "same"));
    assert_true(text_is(first->next->next->next->id, "same-3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_become_text, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(client_text_never_becomes_markup, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(lines_of_a_client_become_breaks, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(text_knows_where_the_client_wrote_it, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_condition_chooses_its_branch, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_loop_repeats_its_body, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(loop_helpers_tell_the_ends, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(inner_loops_see_outer_names, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_loop_over_items_makes_one_list, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(lists_the_author_kept_apart_stay_apart, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_loop_makes_table_rows, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(what_has_no_content_left_stays_out, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(what_the_author_left_empty_stays, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_chart_gets_its_numbers, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(labels_of_seals_are_merged, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(ids_are_unique_over_all_chapters, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(headings_not_printed_take_no_number, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(only_inlines_with_fields_are_copied, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_chapter_is_not_changed, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(names_are_checked_in_branches_not_taken, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(values_do_not_matter_in_branches_not_taken, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_branch_in_a_branch_not_taken_is_not_taken, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_typing_error_in_a_loop_not_run_is_told_once, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(
            a_branch_never_taken_of_a_loop_is_checked_in_each_pass_and_told_once, open_fixture,
            close_fixture),
        cmocka_unit_test_setup_teardown(
            a_typing_error_is_found_where_the_first_pass_had_nothing_to_look_at, open_fixture,
            close_fixture),
        cmocka_unit_test_setup_teardown(a_complaint_names_the_branch_it_stands_in, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(an_undefined_value_needs_a_condition, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(wrong_sections_are_refused, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_wrong_condition_takes_no_branch, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_context_of_the_caller_is_kept, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_target_keeps_the_scheme_of_the_author, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_link_to_a_chapter_has_no_place_in_a_client_document,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(all_named_paths_are_collected, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_large_loop_is_done_in_a_moment, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
