/* Shapes as SVG. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "device/device.h"

static struct buffer write_one(struct shape shape)
{
    struct buffer out = {0};
    const struct figure figure = {
        .width = 100500,
        .height = 50000,
        .shapes = &shape,
        .shape_count = 1,
        .title = text_of("題"),
        .alt = text_of("説明"),
    };
    svg_write(&figure, text_of("f1"), &out);
    return out;
}

static void assert_has(const struct buffer *out, const char *string)
{
    if (text_find(buffer_text(out), string, 0) == SIZE_MAX)
        fail_msg("no %s in %.*s", string, (int)out->size, out->ptr);
}

static void assert_lacks(const struct buffer *out, const char *string)
{
    if (text_find(buffer_text(out), string, 0) != SIZE_MAX)
        fail_msg("%s in %.*s", string, (int)out->size, out->ptr);
}

static void a_figure_has_a_name_and_a_description(void **state)
{
    (void)state;
    struct buffer out = write_one((struct shape){.kind = SHAPE_LINE});
    assert_has(&out, "viewBox=\"0 0 100.5 50\" role=\"img\"");
    assert_has(&out, "aria-labelledby=\"f1-title f1-description\"");
    assert_has(&out, "<title id=\"f1-title\">題</title>");
    assert_has(&out, "<desc id=\"f1-description\">説明</desc>");
    buffer_free(&out);
}

static void colours_are_classes_and_never_values(void **state)
{
    (void)state;
    struct buffer out = write_one((struct shape){.kind = SHAPE_RECT,
                                                 .x = -500,
                                                 .width = 12345,
                                                 .height = 1000,
                                                 .radius = 1500,
                                                 .fill = COLOUR_PALE,
                                                 .stroke = COLOUR_ACCENT_TEXT,
                                                 .stroke_width = 750,
                                                 .dash = 2200});
    assert_has(&out, "<rect x=\"-0.5\" y=\"0\" width=\"12.345\" height=\"1\" rx=\"1.5\""
                     " class=\"fill-pale stroke-accent-text\" stroke-width=\"0.75\""
                     " stroke-dasharray=\"2.2\"/>");
    buffer_free(&out);
}

static void a_shape_without_fill_is_not_painted_black(void **state)
{
    (void)state;
    struct point points[] = {{0, 0}, {1000, 0}, {500, 500}};
    struct buffer out = write_one((struct shape){.kind = SHAPE_POLYGON,
                                                 .points = points,
                                                 .point_count = 3,
                                                 .stroke = COLOUR_LINE,
                                                 .stroke_width = 500});
    assert_has(&out, "<polygon points=\"0,0 1,0 0.5,0.5\" class=\"stroke-line\" fill=\"none\"");
    buffer_free(&out);
}

static void a_pattern_is_defined_once_under_the_figures_id(void **state)
{
    (void)state;
    struct shape shapes[] = {
        {.kind = SHAPE_RECT,
         .width = 1000,
         .height = 1000,
         .fill = COLOUR_ACCENT,
         .pattern = PATTERN_HATCH},
        {.kind = SHAPE_RECT,
         .width = 2000,
         .height = 1000,
         .fill = COLOUR_ACCENT,
         .pattern = PATTERN_HATCH},
        {.kind = SHAPE_CIRCLE, .width = 2000, .fill = COLOUR_PRIMARY, .pattern = PATTERN_DOTS},
    };
    const struct figure figure = {.shapes = shapes, .shape_count = 3, .alt = text_of("説明")};
    struct buffer out = {0};
    svg_write(&figure, text_of("f7"), &out);
    size_t first = text_find(buffer_text(&out), "<pattern id=\"f7-hatch-accent\"", 0);
    assert_int_not_equal(first, SIZE_MAX);
    assert_int_equal(text_find(buffer_text(&out), "<pattern id=\"f7-hatch", first + 1), SIZE_MAX);
    assert_has(&out, "<pattern id=\"f7-dots-primary\"");
    /* A class would win over the attribute. */
    assert_has(&out, "height=\"1\" fill=\"url(#f7-hatch-accent)\"/>");
    buffer_free(&out);
}

static void text_is_escaped(void **state)
{
    (void)state;
    struct buffer out = write_one((struct shape){.kind = SHAPE_TEXT,
                                                 .x = 1000,
                                                 .y = 9000,
                                                 .size = 8500,
                                                 .bold = true,
                                                 .anchor = ANCHOR_END,
                                                 .fill = COLOUR_TEXT,
                                                 .text = text_of("</text><script>&\"'\x01")});
    assert_has(&out, "<text x=\"1\" y=\"9\" font-size=\"8.5\" font-weight=\"700\""
                     " text-anchor=\"end\" class=\"fill-text\">"
                     "&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;</text>");
    assert_lacks(&out, "<script");
    buffer_free(&out);
}

static void markup_drops_signs_that_hide_or_turn_text(void **state)
{
    (void)state;
    struct buffer out = {0};
    markup_text(&out, text_of("a\x07"
                              "b\x7f"
                              "c\xc2\x85"
                              "d\xe2\x80\xae"
                              "e\xe2\x81\xa6"
                              "f\xef\xbf\xbf"
                              "g\th\ni"));
    assert_true(text_is(buffer_text(&out), "abcdefg\th\ni"));
    buffer_clear(&out);
    markup_text(&out, text_of("x\xff<"));
    assert_true(text_is(buffer_text(&out), "x\xef\xbf\xbd&lt;"));
    buffer_free(&out);
}

static void markup_keeps_what_stands_around_a_sign(void **state)
{
    (void)state;
    static const char *const same[] = {"守り紙 A1、〜", "−３％ｱ", "\U00020BB7𠮷", "あ\u3000い\t"};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        markup_text(&out, text_of(same[i]));
        assert_true(text_is(buffer_text(&out), same[i]));
        buffer_clear(&out);
    }
    /* A sign cut off in its middle, and one whose second byte is no later one. */
    markup_text(&out, text_of("守\xe5\xae"));
    markup_text(&out, text_of("\xe5"
                              "aa守'\xed\xa0\x80"));
    assert_true(text_is(buffer_text(&out), "守\uFFFD\uFFFD\uFFFD"
                                           "aa守&#39;\uFFFD\uFFFD\uFFFD"));
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_has_a_name_and_a_description),
        cmocka_unit_test(colours_are_classes_and_never_values),
        cmocka_unit_test(a_shape_without_fill_is_not_painted_black),
        cmocka_unit_test(a_pattern_is_defined_once_under_the_figures_id),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(markup_drops_signs_that_hide_or_turn_text),
        cmocka_unit_test(markup_keeps_what_stands_around_a_sign),
    };
    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
