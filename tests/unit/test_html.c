/* The HTML device: escaping, links, headings, the shell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "document/chart.h"
#include "layout/theme.h"

static const char SHELL[] = "<!DOCTYPE html>\n<html lang=\"@lang@\"><head><meta charset=\"utf-8\">"
                            "<title>@title@</title><style>@style@</style></head>"
                            "<body>@body@</body></html>\n";

static const char ATTACK[] = "<img src=x onerror=alert(1)> **x** {{y}} [a](javascript:x) \"'&";
static const char HARMLESS[] = "&lt;img src=x onerror=alert(1)&gt; **x** {{y}} [a](javascript:x) "
                               "&quot;&#39;&amp;";

struct fixture {
    struct arena *arena;
    struct diag diag;
    struct theme theme;
    struct document document;
    struct buffer out;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->diag = diag_new(a);
    f->theme.colours[COLOUR_PRIMARY] = 0x1f3a5f;
    f->document.title = text_of("題");
    f->document.style = text_of("report");
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    buffer_free(&f->out);
    arena_free(f->arena);
    return 0;
}

static bool write_with(struct fixture *f, const char *shell, const char *style)
{
    const struct source *shell_source =
        source_of(f->arena, text_of("document.html"), text_of(shell));
    const struct source *style_source = source_of(f->arena, text_of("style.css"), text_of(style));
    buffer_clear(&f->out);
    return html_write(f->arena, &f->document, shell_source, style_source, &f->theme, &f->out,
                      &f->diag);
}

static void write_document(struct fixture *f)
{
    assert_true(write_with(f, SHELL, "p { margin: 0 }"));
}

static size_t count_of(const struct fixture *f, const char *string)
{
    size_t count = 0;
    size_t at = text_find(buffer_text(&f->out), string, 0);
    while (at != SIZE_MAX) {
        count++;
        at = text_find(buffer_text(&f->out), string, at + 1);
    }
    return count;
}

static void assert_count(const struct fixture *f, const char *string, size_t wanted)
{
    size_t count = count_of(f, string);
    if (count != wanted)
        fail_msg("%zu × %s, not %zu, in\n%.*s", count, string, wanted, (int)f->out.size,
                 f->out.ptr);
}

static struct block *add_block(struct fixture *f, struct block **list, enum block_kind kind)
{
    struct block *block = block_new(f->arena, kind, (struct span){0});
    while (*list)
        list = &(*list)->next;
    *list = block;
    return block;
}

static struct inline_node *words(struct fixture *f, const char *string)
{
    return inline_text(f->arena, text_of(string), (struct span){0});
}

static void add_heading(struct fixture *f, struct block **list, int level, const char *string)
{
    struct block *heading = add_block(f, list, BLOCK_HEADING);
    heading->level = level;
    heading->inlines = words(f, string);
}

static struct block *add_link(struct fixture *f, const char *target)
{
    struct block *paragraph = add_block(f, &f->document.blocks, BLOCK_PARAGRAPH);
    paragraph->inlines = inline_new(f->arena, INLINE_LINK, (struct span){0});
    paragraph->inlines->target = text_of(target);
    paragraph->inlines->children = words(f, "ここ");
    return paragraph;
}

static const struct chart *attack_chart(struct fixture *f)
{
    struct chart_point *point = arena_alloc(f->arena, sizeof *point);
    *point = (struct chart_point){.label = text_of(ATTACK),
                                  .note = text_of(ATTACK),
                                  .value = 1000,
                                  .has_value = true,
                                  .text = text_of(ATTACK)};
    struct chart *chart = arena_alloc(f->arena, sizeof *chart);
    *chart = (struct chart){.kind = CHART_BARS,
                            .title = text_of(ATTACK),
                            .unit = text_of(ATTACK),
                            .alt = text_of(ATTACK),
                            .mark = 1000,
                            .mark_label = text_of(ATTACK),
                            .points = point,
                            .point_count = 1};
    return chart;
}

/* A document whose every text is the attack. */
static void fill_with_attack(struct fixture *f)
{
    struct document *document = &f->document;
    document->title = document->subject = document->author = text_of(ATTACK);
    document->number = document->fineprint = document->sample = text_of(ATTACK);
    struct block **list = &document->blocks;
    add_heading(f, list, 1, ATTACK);
    (*list)->id = text_of(ATTACK);
    struct block *paragraph = add_block(f, list, BLOCK_PARAGRAPH);
    paragraph->inlines = inline_new(f->arena, INLINE_CODE, (struct span){0});
    paragraph->inlines->text = text_of(ATTACK);
    struct inline_node *span = inline_new(f->arena, INLINE_SPAN, (struct span){0});
    span->style = text_of(ATTACK);
    span->children = words(f, ATTACK);
    paragraph->inlines->next = span;
    add_block(f, list, BLOCK_CODE)->text = text_of(ATTACK);
    struct block *box = add_block(f, list, BLOCK_BOX);
    box->style = text_of(ATTACK);
    box->inlines = words(f, ATTACK);
    static const struct text labels[] = {{ATTACK, sizeof ATTACK - 1}};
    struct block *seals = add_block(f, list, BLOCK_SEALS);
    seals->labels = labels;
    seals->label_count = 1;
    add_block(f, list, BLOCK_FIGURE)->chart = attack_chart(f);
    add_block(f, list, BLOCK_CONTENTS)->level = 2;
}

static void a_clients_texts_never_become_markup(void **state)
{
    struct fixture *f = *state;
    fill_with_attack(f);
    write_document(f);
    assert_count(f, "<img", 0);
    assert_count(f, "href=\"javascript", 0);
    assert_count(f, "onerror=\"", 0);
    /* title twice (subject), header, h1 with id, code twice, span twice, box twice, seal, figure …
     */
    assert_in_range(count_of(f, HARMLESS), 15, 100);
}

/* Elements that HTML closes by themselves. */
static bool is_void(struct text name)
{
    static const char *const names[] = {"br", "hr", "meta", "!DOCTYPE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

static struct text name_at(struct text html, size_t start)
{
    size_t end = start;
    while (end < html.size && !strchr(" >/\n", html.ptr[end]))
        end++;
    return text_slice(html, start, end);
}

/* Every tag is closed in the right order. Values never hold a bare > (markup_text). */
static void assert_balanced(struct text html)
{
    struct text open[64];
    size_t depth = 0;
    size_t at = text_find(html, "<", 0);
    for (; at != SIZE_MAX; at = text_find(html, "<", at + 1)) {
        bool closes = html.ptr[at + 1] == '/';
        struct text name = name_at(html, at + (closes ? 2 : 1));
        size_t end = text_find(html, ">", at);
        assert_int_not_equal(end, SIZE_MAX);
        if (html.ptr[end - 1] == '/' || is_void(name))
            continue;
        if (!closes) {
            assert_true(depth < 64);
            open[depth++] = name;
            continue;
        }
        assert_true(depth > 0);
        if (!text_equal(open[--depth], name))
            fail_msg("<%.*s> closed by </%.*s>", (int)open[depth].size, open[depth].ptr,
                     (int)name.size, name.ptr);
    }
    assert_int_equal(depth, 0);
}

static void every_element_is_closed(void **state)
{
    struct fixture *f = *state;
    fill_with_attack(f);
    write_document(f);
    assert_balanced(buffer_text(&f->out));
}

static void links_lead_only_where_links_may_lead(void **state)
{
    struct fixture *f = *state;
    static const char *const refused[] = {"javascript:alert(1)", "JavaScript:alert(1)",
                                          " javascript:x",       "data:text/html,x",
                                          "vbscript:x",          "//example.jp/",
                                          "file:///etc",         "",
                                          "\tjavascript:x",      "page.html"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        add_link(f, refused[i]);
    write_document(f);
    assert_count(f, "<a ", 1); /* the skip link */
    assert_count(f, "<p>ここ</p>", sizeof refused / sizeof *refused);
}

static void links_outside_do_not_tell_where_they_come_from(void **state)
{
    struct fixture *f = *state;
    add_link(f, "https://example.jp/?a=1&b=\"");
    add_link(f, "#here");
    add_link(f, "mailto:a@example.jp");
    add_link(f, "tel:0312345678");
    write_document(f);
    assert_count(f, "<a href=\"https://example.jp/?a=1&amp;b=&quot;\" rel=\"noreferrer\">ここ</a>",
                 1);
    assert_count(f, "<a href=\"#here\">", 1);
    assert_count(f, "<a href=\"mailto:a@example.jp\">", 1);
    assert_count(f, "<a href=\"tel:0312345678\">", 1);
    assert_count(f, "noreferrer", 1);
}

static void one_heading_of_level_1_keeps_the_levels(void **state)
{
    struct fixture *f = *state;
    add_heading(f, &f->document.blocks, 1, "一");
    add_heading(f, &f->document.blocks, 2, "二");
    write_document(f);
    assert_count(f, "<h1", 1);
    assert_count(f, "<h1 class=\"heading-1\">一</h1>", 1);
    assert_count(f, "<h2 class=\"heading-2\">二</h2>", 1);
}

static void chapters_go_below_the_documents_title(void **state)
{
    struct fixture *f = *state;
    add_heading(f, &f->document.blocks, 1, "一章");
    add_heading(f, &f->document.blocks, 2, "節");
    add_heading(f, &f->document.blocks, 1, "二章");
    write_document(f);
    assert_count(f, "<h1>題</h1>", 1);
    assert_count(f, "<h2 class=\"heading-1\">一章</h2>", 1);
    assert_count(f, "<h3 class=\"heading-2\">節</h3>", 1);
    assert_count(f, "<h2 class=\"heading-1\">二章</h2>", 1);
}

static void no_level_of_headings_is_skipped(void **state)
{
    struct fixture *f = *state;
    add_heading(f, &f->document.blocks, 1, "一");
    add_heading(f, &f->document.blocks, 4, "四");
    write_document(f);
    assert_count(f, "<h2 class=\"heading-4\">四</h2>", 1);
}

static void a_style_sheet_cannot_end_its_element(void **state)
{
    struct fixture *f = *state;
    assert_true(write_with(f, SHELL, "a { content: '</style><script>' }"));
    assert_count(f, "</style>", 1);
    assert_count(f, "<\\/style>", 1);
}

static void the_themes_colours_are_variables(void **state)
{
    struct fixture *f = *state;
    write_document(f);
    assert_count(f, "--primary: #1f3a5f;", 1);
}

static void a_shell_with_an_unknown_place_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_false(write_with(f, "@lang@ @title@\n@style@ @bodi@ @body@", ""));
    assert_int_equal(f->out.size, 0);
    assert_int_equal(f->diag.count, 1);
    assert_int_equal(f->diag.entries[0].message, MSG_TEMPLATE);
    assert_true(text_is(f->diag.entries[0].detail, "@bodi@"));
    assert_int_equal(f->diag.entries[0].span.start, 23);
}

static void a_shell_without_a_place_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_false(write_with(f, "@lang@ @style@ a@b.jp", ""));
    assert_int_equal(f->diag.count, 2);
    assert_true(text_is(f->diag.entries[0].detail, "@title@ × 0"));
}

static void an_alert_is_said_in_words(void **state)
{
    struct fixture *f = *state;
    struct block *table = add_block(f, &f->document.blocks, BLOCK_TABLE);
    struct column columns[] = {{ALIGN_START}, {ALIGN_END}};
    table->columns = columns;
    table->column_count = 2;
    table->head_rows = 1;
    struct block *head = add_block(f, &table->children, BLOCK_ROW);
    add_block(f, &head->children, BLOCK_CELL)->inlines = words(f, "仕事");
    add_block(f, &head->children, BLOCK_CELL);
    struct block *row = add_block(f, &table->children, BLOCK_ROW);
    row->style = text_of("alert");
    add_block(f, &row->children, BLOCK_CELL)->inlines = words(f, "更新");
    add_block(f, &row->children, BLOCK_CELL)->inlines = words(f, "？");
    write_document(f);
    assert_count(f, "<tr><th scope=\"col\">仕事</th><td class=\"end\"></td></tr>", 1);
    assert_count(f,
                 "<tr class=\"alert\"><td><span class=\"hidden\">要確認：</span>更新</td>"
                 "<td class=\"end\">？</td></tr>",
                 1);
}

/* A head and one row of texts, NULL for an empty cell. */
static void add_table(struct fixture *f, const struct column *columns, size_t count,
                      const char *const *head, const char *const *cells)
{
    struct block *table = add_block(f, &f->document.blocks, BLOCK_TABLE);
    struct column *own = arena_alloc(f->arena, count * sizeof *own);
    memcpy(own, columns, count * sizeof *own);
    table->columns = own;
    table->column_count = count;
    table->head_rows = 1;
    const char *const *rows[] = {head, cells};
    for (size_t r = 0; r < 2; r++) {
        struct block *row = add_block(f, &table->children, BLOCK_ROW);
        for (size_t i = 0; i < count; i++) {
            struct block *cell = add_block(f, &row->children, BLOCK_CELL);
            if (rows[r][i])
                cell->inlines = words(f, rows[r][i]);
        }
    }
}

static void a_table_wider_than_a_phone_says_its_heads_in_each_cell(void **state)
{
    struct fixture *f = *state;
    static const struct column columns[] = {{ALIGN_END}, {ALIGN_START}, {ALIGN_START}, {ALIGN_END}};
    static const char *const head[] = {"問", "ことがら", "起きやすい\"こと\"", "費用"};
    static const char *const cells[] = {"3", "パスワードの長さ",
                                        "パスワードを見破られると、正面から入られます。", NULL};
    add_table(f, columns, 4, head, cells);
    write_document(f);
    assert_count(f, "<table class=\"cards\">", 1);
    /* The number keeps its head, the row's name needs none. */
    assert_count(f,
                 "<tr><td class=\"end\" data-label=\"問\">3</td><td>パスワードの長さ</td>"
                 "<td data-label=\"起きやすい&quot;こと&quot;\">パスワードを見破られると、正面から"
                 "入られます。</td><td class=\"end\" data-label=\"費用\"></td></tr>",
                 1);
}

static void amounts_that_fit_a_phone_stay_a_table(void **state)
{
    struct fixture *f = *state;
    static const struct column columns[] = {{ALIGN_START}, {ALIGN_END}, {ALIGN_END}, {ALIGN_END}};
    static const char *const head[] = {"費目", "軽い", "ありそう", "重い"};
    static const char *const cells[] = {"弁護士への相談", "80万円", "1,000万円", "100万円未満"};
    add_table(f, columns, 4, head, cells);
    write_document(f);
    assert_count(f, "cards", 0);
    assert_count(f, "data-label", 0);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    struct fixture *f = *state;
    fill_with_attack(f);
    write_document(f);
    struct text first = text_copy(f->arena, buffer_text(&f->out));
    write_document(f);
    assert_true(text_equal(first, buffer_text(&f->out)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_clients_texts_never_become_markup, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_element_is_closed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_lead_only_where_links_may_lead, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_outside_do_not_tell_where_they_come_from, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_heading_of_level_1_keeps_the_levels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(chapters_go_below_the_documents_title, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_level_of_headings_is_skipped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_style_sheet_cannot_end_its_element, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_themes_colours_are_variables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_shell_with_an_unknown_place_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_shell_without_a_place_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_alert_is_said_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_table_wider_than_a_phone_says_its_heads_in_each_cell,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(amounts_that_fit_a_phone_stay_a_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_document_gives_the_same_bytes, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
