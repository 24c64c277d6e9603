#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/theme.h"

static const struct theme *read_text(struct arena *a, struct text text, struct diag *d)
{
    return theme_read(a, source_of(a, text_of("theme.yaml"), text), d);
}

/* The house's theme with the first `from` replaced by `to`. */
static const struct theme *read_changed(struct arena *a, const char *from, const char *to,
                                        struct diag *d)
{
    const struct source *source = source_load(a, "templates/theme.yaml", 1 << 20, d);
    assert_non_null(source);
    size_t at = text_find(source->text, from, 0);
    assert_true(at != SIZE_MAX);
    struct text before = text_slice(source->text, 0, at);
    struct text after = text_slice(source->text, at + text_of(from).size, source->text.size);
    return read_text(
        a,
        text_format(a, "%.*s%s%.*s", (int)before.size, before.ptr, to, (int)after.size, after.ptr),
        d);
}

static void expect_refused(const char *from, const char *to, enum message message)
{
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    assert_null(read_changed(a, from, to, &d));
    bool found = false;
    for (size_t i = 0; i < d.count; i++)
        found = found || d.entries[i].message == message;
    assert_true(found);
    arena_free(a);
}

static void the_theme_of_the_house_has_both_sets(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    const struct theme *theme = theme_load(a, "templates", &d);
    assert_non_null(theme);
    assert_int_equal(d.count, 0);
    const struct theme_set *sheet = theme_find(theme, text_of("sheet"));
    const struct theme_set *report = theme_find(theme, text_of("report"));
    assert_non_null(sheet);
    assert_non_null(report);
    assert_null(theme_find(theme, text_of("shee")));
    assert_int_equal(sheet->page_width, 210 * MPT_MM);
    assert_int_equal(sheet->styles[STYLE_BODY].size, 9600);
    assert_true(report->styles[STYLE_BODY].leading > report->styles[STYLE_BODY].size);
    assert_int_equal(report->styles[STYLE_TITLE].colour, COLOUR_PRIMARY);
    assert_true(sheet->section_circle);
    assert_false(report->section_circle);
    arena_free(a);
}

static void a_style_without_family_is_gothic_and_without_colour_is_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    const struct theme *theme = theme_load(a, "templates", &d);
    const struct text_style *body = &theme->sets[0].styles[STYLE_BODY];
    assert_true(text_is(body->family, "gothic"));
    assert_int_equal(body->colour, COLOUR_TEXT);
    assert_int_equal(body->strong, COLOUR_NONE);
    arena_free(a);
}

static void every_colour_is_read(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    const struct theme *theme = theme_load(a, "templates", &d);
    assert_int_equal(theme->colours[COLOUR_TEXT], 0x1c2430);
    assert_int_equal(theme->colours[COLOUR_ACCENT_TEXT], 0xa8430f);
    assert_int_equal(theme->colours[COLOUR_PAPER], 0xffffff);
    arena_free(a);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    expect_refused("  muted: \"#4a5568\"\n", "", MSG_MISSING_KEY);
    expect_refused("muted: \"#4a5568\"", "muted: grey", MSG_BAD_COLOUR);
    expect_refused("margin-top: 13mm", "margin-top: 13", MSG_BAD_LENGTH);
    expect_refused("margin-top: 13mm", "margin-upper: 13mm", MSG_UNKNOWN_KEY);
    expect_refused("colour: primary", "colour: navy", MSG_UNKNOWN_WORD);
    expect_refused("size: 9.6pt", "size: 1pt", MSG_OUT_OF_RANGE);
    expect_refused("      lead: {", "      leed: {", MSG_MISSING_KEY);
}

static void margins_that_leave_no_room_are_refused(void **state)
{
    (void)state;
    expect_refused("margin-left: 14mm", "margin-left: 180mm", MSG_OUT_OF_RANGE);
    expect_refused("margin-bottom: 10mm", "margin-bottom: 290mm", MSG_OUT_OF_RANGE);
}

static void two_sets_of_one_name_are_refused(void **state)
{
    (void)state;
    expect_refused("name: report", "name: sheet", MSG_DUPLICATE_ID);
}

static void other_yaml_is_refused_without_harm(void **state)
{
    (void)state;
    const char *const texts[] = {"",
                                 "[]",
                                 "colours: 3\nsets: 4\n",
                                 "colours: {}\nsets: []\n",
                                 "colours: [a]\nsets: [1, {name: x}]\n",
                                 "sets:\n  - name: a\n    styles: [1]\n",
                                 "colours: {text: {text: {}}}\nsets: [{styles: {body: 1}}]"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena *a = arena_new();
        struct diag d = diag_new(a);
        assert_null(read_text(a, text_of(texts[i]), &d));
        assert_true(d.errors > 0);
        arena_free(a);
    }
}

static void a_missing_file_is_reported(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    assert_null(theme_load(a, "no-such-folder", &d));
    assert_int_equal(d.entries[0].message, MSG_FILE_CANNOT_OPEN);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_theme_of_the_house_has_both_sets),
        cmocka_unit_test(a_style_without_family_is_gothic_and_without_colour_is_text),
        cmocka_unit_test(every_colour_is_read),
        cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(margins_that_leave_no_room_are_refused),
        cmocka_unit_test(two_sets_of_one_name_are_refused),
        cmocka_unit_test(other_yaml_is_refused_without_harm),
        cmocka_unit_test(a_missing_file_is_reported),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
