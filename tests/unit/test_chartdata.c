#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/yaml.h"
#include "merge/chartdata.h"

struct fixture {
    struct scope scope;
    struct diag d;
};

static const struct span nowhere = {0};

static void put_text(struct arena *a, struct value *map, const char *key, const char *text)
{
    value_set(a, map, key, value_text(a, text_of(text), nowhere));
}

static void put_point(struct arena *a, struct value *list, const char *label, struct value *value,
                      bool weak)
{
    struct value *point = value_append(a, list, value_map(a));
    put_text(a, point, "label", label);
    value_set(a, point, "value", value);
    value_set(a, point, "is_weak", value_bool(a, weak));
    value_set(a, point, "hint", value_undefined(a));
    put_text(a, point, "words", "ことば");
}

static void put_part(struct arena *a, struct value *parts, const char *label, struct value *value)
{
    struct value *part = value_append(a, parts, value_map(a));
    put_text(a, part, "label", label);
    value_set(a, part, "value", value);
}

/* Two damages with ends, parts and lines; the second has no figures. */
static void add_damages(struct arena *a, struct value *data)
{
    struct value *list = value_set(a, data, "damages", value_list(a));
    put_point(a, list, "身代金ウイルス", value_yen(a, 19000000), true);
    put_point(a, list, "紛失", value_undefined(a), false);
    for (size_t i = 0; i < 2; i++) {
        struct value *point = list->items[i];
        value_set(a, point, "low", i == 0 ? value_yen(a, 7800000) : value_undefined(a));
        value_set(a, point, "high", i == 0 ? value_yen(a, 31500000) : value_undefined(a));
        struct value *parts = value_set(a, point, "parts", value_list(a));
        struct value *lines = value_set(a, point, "lines", value_list(a));
        if (i > 0)
            continue;
        put_part(a, parts, "調査", value_yen(a, 5000000));
        put_part(a, parts, "復旧", value_yen(a, 14000000));
        put_part(a, parts, "おわび", value_yen(a, 0));
        put_part(a, parts, "通知", value_undefined(a));
        value_append(a, lines, value_text(a, text_of("連絡の順を決める"), nowhere));
        value_append(a, lines, value_yen(a, 450000));
    }
}

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    struct value *data = value_map(a);
    f->d = diag_new(a);
    f->scope = (struct scope){.arena = a, .data = data, .d = &f->d};
    value_set(a, data, "total", value_int(a, 58));
    value_set(a, data, "change", value_decimal(a, -12500));
    value_set(a, data, "goal", value_int(a, 70));
    value_set(a, data, "median", value_undefined(a));
    put_text(a, data, "name", "**緑**");
    value_set(a, data, "none", value_list(a));
    struct value *list = value_set(a, data, "points", value_list(a));
    put_point(a, list, "方針", value_int(a, 60), false);
    put_point(a, list, "端末", value_decimal(a, 37500), true);
    put_point(a, list, "委託", value_undefined(a), false);
    put_point(a, list, "費用", value_yen(a, 750000), false);
    add_damages(a, data);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->scope.arena);
    return 0;
}

static const struct yaml_node *parse(struct fixture *f, const char *yaml)
{
    struct arena *a = f->scope.arena;
    return yaml_parse(a, source_of(a, text_of("chart.md"), text_of(yaml)), &f->d);
}

static const struct chart *read(struct fixture *f, const char *yaml)
{
    return chartdata_read(&f->scope, parse(f, yaml));
}

static void assert_text(struct fixture *f, struct text text, const char *expected)
{
    assert_string_equal(text_string(f->scope.arena, text), expected);
}

static void assert_refused(struct fixture *f, const char *yaml, enum message message,
                           const char *detail)
{
    size_t before = f->d.count;
    assert_null(read(f, yaml));
    assert_int_equal(f->d.count, before + 1);
    assert_int_equal(f->d.entries[before].message, message);
    assert_text(f, f->d.entries[before].detail, detail);
    assert_non_null(f->d.entries[before].span.source);
}

static void points_come_from_the_list(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: bars\ndata: points\nweak: is_weak\nunit: 点\n");
    assert_int_equal(f->d.count, 0);
    assert_int_equal(chart->kind, CHART_BARS);
    assert_int_equal(chart->point_count, 4);
    assert_text(f, chart->points[0].label, "方針");
    assert_int_equal(chart->points[0].value, 60000);
    assert_true(chart->points[0].has_value);
    assert_false(chart->points[0].weak);
    assert_text(f, chart->points[0].text, "60点");
    assert_int_equal(chart->points[1].value, 37500);
    assert_true(chart->points[1].weak);
    assert_text(f, chart->points[1].text, "37.5点");
}

static void a_point_without_value_does_not_apply(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: bars\ndata: points\nunit: 点\n");
    assert_false(chart->points[2].has_value);
    assert_text(f, chart->points[2].text, "対象外");
}

static void money_has_its_unit_already(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: bars\ndata: points\nunit: 円\n");
    assert_text(f, chart->points[3].text, "75万円");
    assert_int_equal(chart->points[3].value, 750000000);
}

static void members_are_named_by_the_author(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: meter\ndata: points\nlabel: words\ntext: label\n"
                                        "note: hint\n");
    assert_text(f, chart->points[0].label, "ことば");
    assert_text(f, chart->points[0].text, "方針");
    assert_null(chart->points[0].note.ptr);
}

static void numbers_are_literals_or_names(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart =
        read(f, "kind: score\ndata: points\ntotal: total\nmaximum: 120\nmark: goal\n"
                "change_sign: change\n");
    assert_int_equal(chart->total, 58000);
    assert_int_equal(chart->maximum, 120000);
    assert_int_equal(chart->mark, 70000);
    assert_int_equal(chart->change_sign, -1);
}

static void what_is_not_said_has_a_default(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: bands\ntotal: 3\nmark: median\n");
    assert_int_equal(chart->maximum, 100000);
    assert_int_equal(chart->mark, -1);
    assert_int_equal(chart->change_sign, 0);
    assert_null(chart->title.ptr);
    assert_null(chart->change.ptr);
}

static void texts_have_fields_and_stay_plain(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart =
        read(f, "kind: bands\ntotal: total\ntitle: \"{{name}}の点数\"\nunit: 点\n"
                "change: \"▲{{change|abs}}点\"\nalt: \"全部で{{total}}\"\n");
    assert_text(f, chart->title, "**緑**の点数");
    assert_text(f, chart->change, "▲12.5点");
    assert_text(f, chart->alt, "全部で58");
}

static void the_picture_is_told_in_words(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: score\ndata: points\ntotal: total\nunit: 点\n"
                                        "title: 診断\nchange: ▲12点\n");
    assert_text(f, chart->alt,
                "診断：合計58点、▲12点、方針 60点、端末 37.5点、委託 対象外、費用 75万円");
    chart = read(f, "kind: bars\ndata: points\n");
    assert_text(f, chart->alt, "方針 60、端末 37.5、委託 対象外、費用 75万円");
}

static void a_comparison_of_nothing_is_left_out(void **state)
{
    struct fixture *f = *state;
    assert_null(read(f, "kind: bars\ndata: none\n"));
    assert_non_null(read(f, "kind: score\ndata: none\ntotal: 3\n"));
    assert_int_equal(f->d.count, 0);
}

static void keys_and_kinds_are_checked(void **state)
{
    assert_refused(*state, "kind: bars\ndata: points\nmaximun: 3\n", MSG_MD_CHART, "maximun");
    struct fixture *f = *state;
    assert_text(f, f->d.entries[0].near, "maximum");
    assert_refused(*state, "kind: bar\ndata: points\n", MSG_MD_CHART, "bar");
    assert_text(f, f->d.entries[1].near, "bars");
    assert_refused(*state, "data: points\n", MSG_MD_CHART, "kind");
    assert_refused(*state, "kind: score\ndata: points\n", MSG_MD_CHART, "total");
    assert_refused(*state, "kind: bars\n", MSG_MD_CHART, "data");
    assert_refused(*state, "kind: bands\ntotal: [3]\n", MSG_MD_CHART, "total");
    assert_refused(*state, "kind: bands\ntotal: 3\nmaximum: 0\n", MSG_MD_CHART, "0");
    assert_refused(*state, "- kind\n", MSG_MD_CHART, "kind: …");
}

static void names_in_a_chart_are_checked(void **state)
{
    assert_refused(*state, "kind: bars\ndata: pionts\n", MSG_FIELD_UNKNOWN, "pionts");
    assert_refused(*state, "kind: bars\ndata: total\n", MSG_FIELD_KIND, "total");
    assert_refused(*state, "kind: bars\ndata: median\n", MSG_FIELD_UNDEFINED, "median");
    assert_refused(*state, "kind: bands\ntotal: median\n", MSG_FIELD_UNDEFINED, "median");
    assert_refused(*state, "kind: bands\ntotal: name\n", MSG_FIELD_KIND, "name");
    assert_refused(*state, "kind: bands\ntotal: 3\ntitle: \"{{median}}\"\n", MSG_FIELD_UNDEFINED,
                   "median");
}

static void members_in_a_chart_are_checked(void **state)
{
    struct fixture *f = *state;
    assert_null(read(f, "kind: bars\ndata: points\nweak: is_waek\n"));
    assert_int_equal(f->d.entries[0].message, MSG_FIELD_UNKNOWN);
    assert_text(f, f->d.entries[0].near, "is_weak");
    size_t before = f->d.count;
    assert_null(read(f, "kind: bars\ndata: points\nvalue: words\n"));
    assert_int_equal(f->d.entries[before].message, MSG_FIELD_KIND);
}

static void a_range_has_ends_in_numbers_and_words(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: range\ndata: damages\n");
    assert_int_equal(f->d.count, 0);
    assert_int_equal(chart->kind, CHART_RANGE);
    assert_true(chart->money);
    assert_int_equal(chart->maximum, 0);
    assert_int_equal(chart->points[0].low, 7800000000);
    assert_int_equal(chart->points[0].high, 31500000000);
    assert_text(f, chart->points[0].range, "780万円〜3,150万円");
    assert_false(chart->points[1].has_value);
    assert_null(chart->points[1].range.ptr);
    assert_text(f, chart->alt, "身代金ウイルス 1,900万円（780万円〜3,150万円）、紛失 対象外");
}

static void ends_that_are_no_numbers_are_refused(void **state)
{
    struct fixture *f = *state;
    assert_null(read(f, "kind: range\ndata: damages\nlow: words\n"));
    assert_int_equal(f->d.entries[0].message, MSG_FIELD_KIND);
    assert_text(f, f->d.entries[0].detail, "low");
    assert_null(read(f, "kind: range\ndata: points\n"));
    assert_int_equal(f->d.entries[1].message, MSG_FIELD_UNKNOWN);
}

static void parts_of_a_bar_come_from_a_list(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: stacked\ndata: damages\n");
    assert_int_equal(f->d.count, 0);
    assert_int_equal(chart->points[0].part_count, 4);
    assert_text(f, chart->points[0].parts[1].label, "復旧");
    assert_int_equal(chart->points[0].parts[1].value, 14000000000);
    assert_text(f, chart->points[0].parts[1].text, "1,400万円");
    assert_int_equal(chart->points[0].parts[3].value, 0);
    assert_int_equal(chart->points[1].part_count, 0);
    assert_text(f, chart->alt,
                "身代金ウイルス 1,900万円（調査 500万円、復旧 1,400万円）、紛失 対象外");
}

static void parts_that_are_no_maps_are_refused(void **state)
{
    struct fixture *f = *state;
    assert_null(read(f, "kind: stacked\ndata: damages\nparts: label\n"));
    assert_int_equal(f->d.entries[0].message, MSG_FIELD_KIND);
    assert_text(f, f->d.entries[0].detail, "parts");
    size_t before = f->d.count;
    assert_null(read(f, "kind: stacked\ndata: damages\nparts: lines\n"));
    assert_int_equal(f->d.entries[before].message, MSG_FIELD_KIND);
    assert_text(f, f->d.entries[before].detail, "parts");
}

static void steps_have_lines_and_need_no_value(void **state)
{
    struct fixture *f = *state;
    const struct chart *chart = read(f, "kind: steps\ndata: damages\n");
    assert_int_equal(f->d.count, 0);
    assert_int_equal(chart->points[0].line_count, 2);
    assert_text(f, chart->points[0].lines[0], "連絡の順を決める");
    assert_text(f, chart->points[0].lines[1], "45万円");
    assert_int_equal(chart->points[1].line_count, 0);
    assert_text(f, chart->alt, "身代金ウイルス（連絡の順を決める、45万円）、紛失");
    assert_null(read(f, "kind: steps\ndata: damages\nlines: parts\n"));
    assert_int_equal(f->d.entries[0].message, MSG_FIELD_KIND);
}

static void in_a_branch_not_taken_only_names_matter(void **state)
{
    struct fixture *f = *state;
    f->scope.unused = true;
    assert_null(read(f, "kind: bars\ndata: points\n"));
    assert_null(read(f, "kind: bars\ndata: median\ntitle: \"{{median}}\"\nmaximum: median\n"));
    assert_int_equal(f->d.count, 0);
    assert_null(read(f, "kind: bars\ndata: pionts\n"));
    assert_int_equal(f->d.count, 1);
}

static void paths_are_collected_without_members_and_numbers(void **state)
{
    struct fixture *f = *state;
    struct text *paths = NULL;
    size_t count = 0;
    chartdata_paths(f->scope.arena,
                    parse(f, "kind: score\ndata: points\nlabel: words\ntotal: total\nmark: 70\n"
                             "title: \"{{name}} {{goal|plus}}\"\n"),
                    &paths, &count);
    assert_int_equal(count, 4);
    assert_text(f, paths[0], "points");
    assert_text(f, paths[1], "total");
    assert_text(f, paths[2], "name");
    assert_text(f, paths[3], "goal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(points_come_from_the_list, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_point_without_value_does_not_apply, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(money_has_its_unit_already, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(members_are_named_by_the_author, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(numbers_are_literals_or_names, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(what_is_not_said_has_a_default, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(texts_have_fields_and_stay_plain, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_picture_is_told_in_words, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_comparison_of_nothing_is_left_out, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(keys_and_kinds_are_checked, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(names_in_a_chart_are_checked, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(members_in_a_chart_are_checked, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_range_has_ends_in_numbers_and_words, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(ends_that_are_no_numbers_are_refused, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(parts_of_a_bar_come_from_a_list, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(parts_that_are_no_maps_are_refused, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(steps_have_lines_and_need_no_value, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(in_a_branch_not_taken_only_names_matter, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(paths_are_collected_without_members_and_numbers,
                                        open_fixture, close_fixture),
    };
    return cmocka_run_group_tests_name("chartdata", tests, NULL, NULL);
}
