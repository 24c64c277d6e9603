/* Chapters of tests/golden/html as HTML, compared with the file beside them. GOLDEN_ACCEPT=1 writes
 * what is there now; read the diff afterwards. Run in the repository's root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "device/device.h"
#include "document/markdown.h"
#include "layout/theme.h"
#include "merge/merge.h"

enum { SOURCE_LIMIT = 1024 * 1024 };

static struct value *text_value(struct arena *a, const char *string)
{
    return value_text(a, text_of(string), (struct span){0});
}

static struct value *add_point(struct arena *a, struct value *list, const char *label, int value)
{
    struct value *point = value_append(a, list, value_map(a));
    value_set(a, point, "label", text_value(a, label));
    value_set(a, point, "value", value_int(a, value));
    value_set(a, point, "weak", value_bool(a, value < 40));
    return point;
}

static void add_band(struct arena *a, struct value *list, const char *label, int from,
                     const char *range)
{
    struct value *band = add_point(a, list, label, from);
    value_set(a, band, "range", text_value(a, range));
    value_set(a, band, "note", text_value(a, "この点数の意味を短く説明します。"));
}

static void add_attack(struct arena *a, struct value *data)
{
    struct value *attack = value_set(a, data, "attack", value_map(a));
    value_set(a, attack, "title", text_value(a, "<script>alert(1)</script> & \"'"));
    value_set(a, attack, "image", text_value(a, "<img src=x onerror=alert(1)>"));
    value_set(a, attack, "bold", text_value(a, "**x**"));
    value_set(a, attack, "field", text_value(a, "{{y}}"));
    value_set(a, attack, "link", text_value(a, "[a](javascript:alert(1))"));
    value_set(a, attack, "close", text_value(a, "</style></svg>"));
    struct value *points = value_set(a, attack, "points", value_list(a));
    add_point(a, points, "</text><script>alert(1)</script>", 50);
}

static struct value *make_data(struct arena *a)
{
    struct value *data = value_map(a);
    struct value *client = value_set(a, data, "client", value_map(a));
    value_set(a, client, "name", text_value(a, "株式会社みどり製作所"));
    struct value *points = value_set(a, data, "points", value_list(a));
    add_point(a, points, "パソコン", 68);
    add_point(a, points, "パスワード", 50);
    add_point(a, points, "バックアップ", 25);
    struct value *missing = add_point(a, points, "ノートパソコン", 0);
    missing->items[1] = value_undefined(a);
    struct value *bands = value_set(a, data, "bands", value_list(a));
    add_band(a, bands, "土台から", 0, "49点以下");
    add_band(a, bands, "もう少し", 50, "50〜69点");
    add_band(a, bands, "合格", 70, "70点以上");
    struct value *history = value_set(a, data, "history", value_list(a));
    add_point(a, history, "2025年11月", 46);
    add_point(a, history, "2026年11月", 58);
    value_set(a, data, "up", value_int(a, 1));
    add_attack(a, data);
    return data;
}

static struct document make_document(struct block *blocks, const char *style)
{
    return (struct document){
        .title = text_of("情報セキュリティ診断のご報告"),
        .subject = text_of("株式会社みどり製作所　御中"),
        .author = text_of("北陸ITサポート株式会社"),
        .number = text_of("MD-2026-0017"),
        .fineprint = text_of("取扱注意"),
        .sample = text_of("見本：架空の会社です"),
        .date = {2026, 11, 10},
        .date_name = text_of("診断日"),
        .style = text_of(style),
        .blocks = blocks,
    };
}

static const struct source *load(struct arena *a, const char *path, struct diag *d)
{
    const struct source *source = source_load(a, path, SOURCE_LIMIT, d);
    assert_non_null(source);
    return source;
}

static void write_html(struct arena *a, const char *name, const char *style, struct buffer *out)
{
    struct diag d = diag_new(a);
    struct text path = text_format(a, "tests/golden/html/%s.md", name);
    const struct chapter *chapter = markdown_parse(a, load(a, path.ptr, &d), MARKDOWN_OURS, &d);
    struct merge_state state = {0};
    struct block *blocks = merge_blocks(a, chapter->blocks, make_data(a), &state, &d);
    struct document document = make_document(blocks, style);
    /* The real shell, but no style sheet: its looks are not what these files are about. */
    const struct source *shell = load(a, "templates/document.html", &d);
    const struct source *css = source_of(a, text_of("style.css"), text_of("/* style */"));
    const struct theme *theme = theme_load(a, "templates", &d);
    assert_non_null(theme);
    assert_true(html_write(a, &document, shell, css, theme, out, &d));
    struct buffer complaints = {0};
    diag_print(&d, LANGUAGE_EN, 20, &complaints);
    if (complaints.size)
        print_error("%.*s", (int)complaints.size, complaints.ptr);
    buffer_free(&complaints);
    assert_int_equal(d.count, 0);
}

static void compare(const char *name, const char *style)
{
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    struct buffer html = {0};
    write_html(a, name, style, &html);
    struct text path = text_format(a, "tests/golden/html/%s.html", name);
    const char *accept = getenv("GOLDEN_ACCEPT");
    if (accept && *accept)
        assert_true(file_write(path.ptr, buffer_text(&html), 0644, &d));
    const struct source *wanted = load(a, path.ptr, &d);
    if (!text_equal(wanted->text, buffer_text(&html))) {
        const char *seen = "out/golden-failed.html";
        file_make_folders("out", 0755, &d);
        file_write(seen, buffer_text(&html), 0644, &d);
        fail_msg("differs: diff -u %s %s", path.ptr, seen);
    }
    buffer_free(&html);
    arena_free(a);
}

static void a_sheet_has_one_heading_of_level_1_and_numbered_sections(void **state)
{
    (void)state;
    compare("sheet", "sheet");
}

static void a_report_has_every_kind_of_block(void **state)
{
    (void)state;
    compare("report", "report");
}

static void values_of_a_client_never_become_markup(void **state)
{
    (void)state;
    compare("hostile", "report");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_has_one_heading_of_level_1_and_numbered_sections),
        cmocka_unit_test(a_report_has_every_kind_of_block),
        cmocka_unit_test(values_of_a_client_never_become_markup),
    };
    return cmocka_run_group_tests_name("golden_html", tests, NULL, NULL);
}
