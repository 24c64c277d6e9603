#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

/* One parse: what came out and what was said. */
struct trial {
    struct arena *arena;
    struct diag diag;
    const struct source *source;
    const struct yaml_node *root;
};

static struct trial parse_text(struct text text)
{
    struct trial t = {.arena = arena_new()};
    t.diag = diag_new(t.arena);
    t.source = source_of(t.arena, text_of("test.yaml"), text);
    t.root = yaml_parse(t.arena, t.source, &t.diag);
    return t;
}

static struct trial parse(const char *text)
{
    return parse_text(text_of(text));
}

static void assert_text(struct text t, const char *expected)
{
    if (!text_is(t, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)t.size, t.ptr, expected);
}

static void assert_span(struct span span, const char *expected)
{
    assert_text(text_slice(span.source->text, span.start, span.end), expected);
}

/* `text` has exactly one mistake, `message` at "line:column". */
static struct diag_entry assert_refused(struct trial *t, enum message message, const char *place)
{
    assert_null(t->root);
    assert_int_equal(t->diag.count, 1);
    struct diag_entry entry = t->diag.entries[0];
    if (entry.message != message)
        fail_msg("message %s, %.*s", message_of(entry.message)->id, (int)entry.detail.size,
                 entry.detail.ptr);
    size_t line;
    size_t column;
    source_position(entry.span.source, entry.span.start, &line, &column);
    assert_text(text_format(t->arena, "%zu:%zu", line, column), place);
    return entry;
}

static void refuse(const char *text, enum message message, const char *place)
{
    struct trial t = parse(text);
    assert_refused(&t, message, place);
    arena_free(t.arena);
}

static void scalars_stay_text(void **state)
{
    (void)state;
    struct trial t = parse("a: no\nb: 0123\nc: 12:30\nd: '7'\ne: |\n  x\n  y\n\nf: ~\ng:\nh: ''\n");
    assert_non_null(t.root);
    assert_int_equal(t.root->count, 8);
    assert_text(yaml_get(t.root, "a")->value, "no");
    assert_text(yaml_get(t.root, "b")->value, "0123");
    assert_text(yaml_get(t.root, "c")->value, "12:30");
    assert_true(yaml_get(t.root, "d")->quoted);
    assert_text(yaml_get(t.root, "e")->value, "x\ny\n");
    assert_true(yaml_is_null(yaml_get(t.root, "f")));
    assert_true(yaml_is_null(yaml_get(t.root, "g")));
    assert_false(yaml_is_null(yaml_get(t.root, "h")));
    assert_non_null(yaml_get(t.root, "h")->value.ptr);
    assert_null(yaml_get(t.root, "z"));
    assert_null(yaml_get(yaml_get(t.root, "a"), "z"));
    assert_null(yaml_get(NULL, "z"));
    arena_free(t.arena);
}

static void spans_are_bytes_of_the_source(void **state)
{
    (void)state;
    struct trial t = parse("# 守り紙\n会社: 有限会社髙橋𠮷商店\n一覧:\n  - 甲\n  - [乙, '丙']\n\n\n"
                           "本文: |\n  一行\n  二行\n\n末: 終\n");
    assert_non_null(t.root);
    assert_span(t.root->keys[0]->span, "会社");
    assert_span(yaml_get(t.root, "会社")->span, "有限会社髙橋𠮷商店");
    const struct yaml_node *list = yaml_get(t.root, "一覧");
    assert_span(list->span, "- 甲\n  - [乙, '丙']");
    assert_span(list->items[1]->span, "[乙, '丙']");
    assert_span(list->items[1]->items[1]->span, "'丙'");
    assert_span(yaml_get(t.root, "本文")->span, "|\n  一行\n  二行");
    assert_span(yaml_get(t.root, "末")->span, "終");
    arena_free(t.arena);
}

static void line_ends_of_windows_do_not_move_spans(void **state)
{
    (void)state;
    struct trial t = parse("あ: い\r\n\r\n# 注\r\nう: |\r\n  え\r\nお: か\r\n");
    assert_non_null(t.root);
    assert_text(yaml_get(t.root, "う")->value, "え\n");
    assert_span(yaml_get(t.root, "お")->span, "か");
    arena_free(t.arena);
}

static void a_byte_order_mark_does_not_move_spans(void **state)
{
    (void)state;
    struct trial t = parse("\xEF\xBB\xBFあ: {い: う}\n");
    assert_non_null(t.root);
    assert_span(yaml_get(t.root, "あ")->span, "{い: う}");
    arena_free(t.arena);
}

static void a_slice_has_spans_of_its_source(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    const char *page = "---\n題: 守り\n---\n本文 b：1\n";
    const struct source *s = source_of(a, text_of("page.md"), text_of(page));
    size_t start = 4;
    size_t end = text_find(s->text, "---", start);
    const struct yaml_node *root = yaml_parse_slice(a, s, start, end, &d);
    assert_span(yaml_get(root, "題")->span, "守り");
    root = yaml_parse_slice(a, s, start, start, &d);
    assert_non_null(root);
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 0);
    assert_int_equal(d.count, 0);
    root = yaml_parse_slice(a, s, SIZE_MAX, SIZE_MAX, &d);
    assert_int_equal(root->count, 0);
    arena_free(a);
}

static void an_empty_file_is_refused(void **state)
{
    (void)state;
    refuse("", MSG_FILE_EMPTY, "1:1");
    refuse("\n# 注\n\n", MSG_FILE_EMPTY, "1:1");
}

static void every_duplicate_key_is_reported(void **state)
{
    (void)state;
    struct trial t = parse("a: 1\nb: 2\na: 3\nc: {x: 1, 'x': 2}\na: 4\n");
    assert_null(t.root);
    assert_int_equal(t.diag.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(t.diag.entries[i].message, MSG_YAML_DUPLICATE_KEY);
    assert_text(t.diag.entries[0].detail, "x (4:5)");
    assert_text(t.diag.entries[1].detail, "a (1:1)");
    assert_span(t.diag.entries[0].span, "'x'");
    assert_int_equal(t.diag.entries[1].span.start, 10);
    arena_free(t.arena);
}

static void what_a_value_does_not_show_is_refused(void **state)
{
    (void)state;
    refuse("a: &x 1\n", MSG_YAML_ALIAS, "1:4");
    refuse("a: *x\n", MSG_YAML_ALIAS, "1:4");
    refuse("a: *重要\n", MSG_YAML_ALIAS, "1:4");
    refuse("a: &重要\n", MSG_YAML_ALIAS, "1:4");
    refuse("a: !!str 1\n", MSG_YAML_SYNTAX, "1:4");
    refuse("a: !重要 期限\n", MSG_YAML_SYNTAX, "1:4");
    refuse("- &a\n  b: 1\n", MSG_YAML_ALIAS, "1:3");
    struct trial t = parse("a: !important 期限\n");
    struct diag_entry entry = assert_refused(&t, MSG_YAML_SYNTAX, "1:4");
    assert_text(entry.near, "\"!important 期限\"");
    arena_free(t.arena);
    t = parse("a: &x 1\nb: *x\nc: *y\nc: 2\n");
    assert_null(t.root);
    assert_int_equal(t.diag.count, 4);
    arena_free(t.arena);
}

static void only_text_can_be_a_key(void **state)
{
    (void)state;
    refuse("a: 1\n[b]: 2\n", MSG_YAML_KEY_NOT_TEXT, "2:1");
    refuse("? {a: 1}\n: 2\n", MSG_YAML_KEY_NOT_TEXT, "1:3");
    refuse("a: 1\n?\n: 2\n", MSG_YAML_KEY_NOT_TEXT, "2:2");
    refuse("a: 1\n~: 2\n", MSG_YAML_KEY_NOT_TEXT, "2:1");
}

static void a_file_is_one_document(void **state)
{
    (void)state;
    refuse("a: 1\n---\nb: 2\n", MSG_YAML_MANY_DOCUMENTS, "2:1");
    refuse("a: 1\n...\n---\nb: 2\n", MSG_YAML_MANY_DOCUMENTS, "3:1");
    refuse("a: 1\n...\nb: 2\n", MSG_YAML_SYNTAX, "3:1");
    struct trial t = parse("---\na: 1\n...\n");
    assert_non_null(t.root);
    arena_free(t.arena);
}

static void tabs_do_not_indent(void **state)
{
    (void)state;
    refuse("a:\n\tb: 1\n", MSG_YAML_TAB, "2:1");
    refuse("a: 1\n\tb: 2\n", MSG_YAML_TAB, "2:1");
    refuse("a:\n  b: 1\n\tc: 2\n", MSG_YAML_TAB, "3:1");
    refuse("a:\n  b: 1\n  \tc: 2\n", MSG_YAML_TAB, "3:3");
    refuse("a: |\n\tb\n", MSG_YAML_TAB, "2:1");
    refuse("- a\n\t- b: 2\n", MSG_YAML_TAB, "2:1");
}

static void assert_colon(const char *text, const char *place, const char *near)
{
    struct trial t = parse(text);
    struct diag_entry entry = assert_refused(&t, MSG_YAML_SYNTAX, place);
    assert_text(entry.near, near);
    arena_free(t.arena);
}

static void a_mistyped_colon_is_shown_right(void **state)
{
    (void)state;
    assert_colon("a: 1\nb：2\nc: 3\n", "2:2", "b: 2");
    assert_colon("a: 1\n従業員数：25名\nc: 3\n", "2:5", "従業員数: 25名");
    assert_colon("a: 1\nb:2\nc: 3\n", "2:2", "b: 2");
    assert_colon("a：\n  b: 3\n", "1:2", "a:");
    assert_colon("a:\n  - b：1\n    c: 2\n", "2:6", "- b: 1");
    assert_colon("a: 1\nb：2\n", "2:2", "b: 2");
}

static void a_syntax_error_points_to_its_cause(void **state)
{
    (void)state;
    refuse("a: 'open\nb: 1\n", MSG_YAML_SYNTAX, "1:4");
    refuse("a: [1, 2\n", MSG_YAML_SYNTAX, "1:4");
    refuse("a: b: c\n", MSG_YAML_SYNTAX, "1:5");
    refuse("a: @b\n", MSG_YAML_SYNTAX, "1:4");
    refuse("a: 1\n b: 2\n", MSG_YAML_SYNTAX, "2:3");
    refuse("a: 1\nこれは文です\nb: 2\n", MSG_YAML_SYNTAX, "2:1");
    refuse("あ: \"\\q\"\n", MSG_YAML_SYNTAX, "1:5");
    refuse("a: 1\nsee b:c\nd: 2\n", MSG_YAML_SYNTAX, "2:1");
    refuse("a: ]\n", MSG_YAML_SYNTAX, "1:4");
    refuse("%YAML 9.9\n---\na: 1\n", MSG_YAML_SYNTAX, "1:1");
}

static void control_signs_are_refused(void **state)
{
    (void)state;
    refuse("あ: \"x\\0y\"\n", MSG_TEXT_CONTROL, "1:4");
    refuse("\"\\x1b\": y\n", MSG_TEXT_CONTROL, "1:1");
    refuse("あ: \xEF\xBF\xBE\n", MSG_TEXT_CONTROL, "1:4"); /* U+FFFE */
    struct trial t = parse("a: \"x\\ty\\nz\"\n");
    assert_non_null(t.root);
    arena_free(t.arena);
}

static struct text repeat(struct arena *a, const char *part, size_t times)
{
    size_t size = strlen(part);
    char *bytes = arena_alloc(a, size * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + i * size, part, size);
    return (struct text){bytes, size * times};
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void deep_nesting_is_refused_at_once(void **state)
{
    (void)state;
    static const char *const parts[] = {"[", "{a: ", "- ", "? ", "[a: "};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        double start = seconds();
        struct trial t = parse_text(repeat(a, parts[i], 100000));
        assert_null(t.root);
        assert_int_equal(t.diag.count, 1);
        assert_int_equal(t.diag.entries[0].message, MSG_YAML_TOO_DEEP);
        assert_true(seconds() - start < 5); /* libyaml alone needs 23 s for the first */
        arena_free(t.arena);
    }
    arena_free(a);
}

static void sixty_four_levels_are_the_limit(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int depth = 64; depth <= 65; depth++) {
        const char *open = repeat(a, "[", 65).ptr;
        const char *close = repeat(a, "]", 65).ptr;
        struct trial t = parse_text(text_format(a, "%.*s1%.*s", depth, open, depth, close));
        if (depth == 64)
            assert_non_null(t.root);
        else
            assert_refused(&t, MSG_YAML_TOO_DEEP, "1:65");
        arena_free(t.arena);
    }
    arena_free(a);
}

/* The time to read a mapping of `count` different keys and a repeated one. */
static double time_keys(int count)
{
    struct buffer b = {0};
    for (int i = 0; i < count; i++)
        buffer_printf(&b, "項目%d: 値\n", i);
    buffer_puts(&b, "項目7: 値\n");
    double start = seconds();
    struct trial t = parse_text(buffer_text(&b));
    double time = seconds() - start;
    struct text place = text_format(t.arena, "%d:1", count + 1);
    assert_refused(&t, MSG_YAML_DUPLICATE_KEY, place.ptr);
    arena_free(t.arena);
    buffer_free(&b);
    return time;
}

/* Ten times the keys cost a little over ten times the work, not a hundred times; a ratio holds
 * under valgrind too. */
static void many_keys_do_not_cost_quadratic_time(void **state)
{
    (void)state;
    time_keys(5000); /* warms up */
    double few = time_keys(5000);
    assert_true(time_keys(50000) < 40 * few);
}

/* The time to read `count` items on one line. */
static double time_items(size_t count)
{
    struct arena *a = arena_new();
    struct text items = repeat(a, "漢, ", count);
    struct text line = text_format(a, "[%.*s]", (int)items.size, items.ptr);
    double start = seconds();
    struct trial t = parse_text(line);
    double time = seconds() - start;
    assert_non_null(t.root);
    assert_int_equal(t.root->count, count);
    assert_span(t.root->items[count - 1]->span, "漢");
    arena_free(t.arena);
    arena_free(a);
    return time;
}

static void a_long_line_does_not_cost_quadratic_time(void **state)
{
    (void)state;
    time_items(10000); /* warms up */
    double few = time_items(10000);
    assert_true(time_items(100000) < 40 * few);
}

/* Cuts and stirs a rich document; whatever comes out, each span lies inside the source. */
static void assert_spans_inside(const struct yaml_node *node)
{
    assert_true(node->span.start <= node->span.end);
    assert_true(node->span.end <= node->span.source->text.size);
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == YAML_MAPPING)
            assert_spans_inside(node->keys[i]);
        assert_spans_inside(node->items[i]);
    }
}

static void damaged_files_never_break_the_reader(void **state)
{
    (void)state;
    static const char document[] = "会社: {名: 甲, 数: [1, 2]}\r\n一覧:\n  - 'a'\n  - |\n    乙\n"
                                   "\t# x\n\"k\\x41\": &a !t *a\n? - b\n: >-\n  c\n\n...\n";
    static const char stir[] = "\t\n:'\"[]{}|>-?&*!%@`#, ";
    struct arena *a = arena_new();
    size_t size = sizeof document - 1;
    for (size_t cut = 0; cut < size; cut++) {
        for (size_t i = 0; i < sizeof stir; i++) {
            char *bytes = arena_alloc(a, size);
            memcpy(bytes, document, size);
            bytes[cut] = stir[i];
            size_t end = stir[i] ? size : cut;
            size_t bad;
            if (!text_is_utf8((struct text){bytes, end}, &bad))
                continue;
            struct trial t = parse_text((struct text){bytes, end});
            assert_true((t.root != NULL) != (t.diag.count > 0));
            if (t.root)
                assert_spans_inside(t.root);
            for (size_t j = 0; j < t.diag.count; j++) {
                assert_true(t.diag.entries[j].span.start <= t.diag.entries[j].span.end);
                assert_true(t.diag.entries[j].span.end <= end);
            }
            arena_free(t.arena);
        }
    }
    arena_free(a);
}

static void an_excerpt_is_one_short_line(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_text(yaml_excerpt(a, text_of("短い")), "短い");
    assert_text(yaml_excerpt(a, text_of("一行\n二行")), "一行…");
    struct text excerpt = yaml_excerpt(a, repeat(a, "漢", 41));
    assert_int_equal(text_length(excerpt), 41);
    assert_true(text_ends(excerpt, "漢…"));
    arena_free(a);
}

static void a_complaint_stands_as_near_as_it_can(void **state)
{
    (void)state;
    struct trial t = parse("{a: [x, yy], b: z}\n");
    assert_span(yaml_span(t.root, "b"), "z");
    assert_span(yaml_span(t.root, "c"), "{a: [x, yy], b: z}");
    assert_span(yaml_element_span(t.root, "a", 1), "yy");
    assert_span(yaml_element_span(t.root, "a", 2), "[x, yy]");
    assert_span(yaml_element_span(t.root, "b", 0), "z");
    assert_span(yaml_element_span(t.root, "c", 0), "{a: [x, yy], b: z}");
    arena_free(t.arena);
}

int main(void)
{
    const struct CMUnitTest yaml[] = {
        cmocka_unit_test(scalars_stay_text),
        cmocka_unit_test(spans_are_bytes_of_the_source),
        cmocka_unit_test(line_ends_of_windows_do_not_move_spans),
        cmocka_unit_test(a_byte_order_mark_does_not_move_spans),
        cmocka_unit_test(a_slice_has_spans_of_its_source),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(every_duplicate_key_is_reported),
        cmocka_unit_test(what_a_value_does_not_show_is_refused),
        cmocka_unit_test(only_text_can_be_a_key),
        cmocka_unit_test(a_file_is_one_document),
        cmocka_unit_test(tabs_do_not_indent),
        cmocka_unit_test(a_mistyped_colon_is_shown_right),
        cmocka_unit_test(a_syntax_error_points_to_its_cause),
        cmocka_unit_test(control_signs_are_refused),
        cmocka_unit_test(deep_nesting_is_refused_at_once),
        cmocka_unit_test(sixty_four_levels_are_the_limit),
        cmocka_unit_test(many_keys_do_not_cost_quadratic_time),
        cmocka_unit_test(a_long_line_does_not_cost_quadratic_time),
        cmocka_unit_test(damaged_files_never_break_the_reader),
        cmocka_unit_test(an_excerpt_is_one_short_line),
        cmocka_unit_test(a_complaint_stands_as_near_as_it_can),
    };
    return cmocka_run_group_tests(yaml, NULL, NULL);
}
