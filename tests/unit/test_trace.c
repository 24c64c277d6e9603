#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "layout/font.h"

#include <string.h>

static struct tag tags[] = {
    {.role = TAG_DOCUMENT, .parent = -1},
    {.role = TAG_H1, .parent = 0},
    {.role = TAG_FIGURE, .parent = 0},
};

/* One page with `items`, traced; the caller frees the buffer. */
static struct buffer trace_of(struct item *items, size_t count)
{
    struct page page = {items, count};
    struct outline outline = {2, text_of("見出し \"一\""), 0, 20000};
    struct pages pages = {.width = 595276,
                          .height = 841890,
                          .pages = &page,
                          .page_count = 1,
                          .outlines = &outline,
                          .outline_count = 1,
                          .tags = tags,
                          .tag_count = 3};
    struct buffer out = {0};
    trace_write(&pages, &out);
    buffer_byte(&out, '\0');
    return out;
}

static void assert_traced(struct item *items, size_t count, const char *expected)
{
    static const char head[] = "size 595276 841890\npage 1\n";
    static const char foot[] = "outline 2 page 1 20000 \"見出し \\\"一\\\"\"\n";
    struct buffer out = trace_of(items, count);
    size_t size = strlen(out.ptr);
    assert_true(size >= strlen(head) + strlen(foot));
    assert_memory_equal(out.ptr, head, strlen(head));
    assert_string_equal(out.ptr + size - strlen(foot), foot);
    out.ptr[size - strlen(foot)] = '\0';
    assert_string_equal(out.ptr + strlen(head), expected);
    buffer_free(&out);
}

static void a_run_is_one_line(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    const struct font_set *fonts = fonts_load(a, "fonts", &d);
    assert_non_null(fonts);
    struct run run = {.font = font_find(fonts, text_of("gothic"), true),
                      .size = 10500,
                      .colour = COLOUR_ACCENT_TEXT,
                      .text = text_of("守り\n\"紙\"\\\t"),
                      .width = 42000};
    struct item item = {.kind = ITEM_RUN, .tag = 1, .x = 56693, .y = 80000, .run = &run};
    assert_traced(&item, 1,
                  "  run 56693 80000 10500 accent-text BIZUDPGothic-Bold "
                  "\"守り\\n\\\"紙\\\"\\\\\\x09\" 42000 h1\n");
    fonts_free(fonts);
    arena_free(a);
}

static void shapes_show_what_is_painted(void **state)
{
    (void)state;
    static const struct point corners[] = {{0, 0}, {1000, -500}, {500, 700}};
    static const struct shape shapes[] = {
        {.kind = SHAPE_RECT,
         .x = 10,
         .y = 20,
         .width = 300,
         .height = 400,
         .radius = 5,
         .fill = COLOUR_PALE,
         .pattern = PATTERN_HATCH},
        {.kind = SHAPE_LINE,
         .width = -300,
         .stroke = COLOUR_LINE,
         .stroke_width = 250,
         .dash = 1500},
        {.kind = SHAPE_CIRCLE,
         .width = 99,
         .fill = COLOUR_GOOD,
         .pattern = PATTERN_DOTS,
         .stroke = COLOUR_TEXT,
         .stroke_width = 500},
        {.kind = SHAPE_POLYGON, .points = corners, .point_count = 3, .fill = COLOUR_ACCENT},
    };
    struct item items[4];
    for (size_t i = 0; i < 4; i++)
        items[i] = (struct item){.kind = ITEM_SHAPE,
                                 .tag = i == 0 ? NO_TAG : 2,
                                 .x = 1000,
                                 .y = 2000,
                                 .shape = &shapes[i]};
    assert_traced(items, 4,
                  "  rect 1010 2020 300 400 radius 5 fill pale hatch\n"
                  "  line 1000 2000 -300 0 stroke line 250 dash 1500 figure\n"
                  "  circle 1000 2000 99 fill good dots stroke text 500 figure\n"
                  "  polygon 1000 2000 0,0 1000,-500 500,700 fill accent figure\n");
}

static void links_and_anchors_are_shown(void **state)
{
    (void)state;
    struct item items[] = {
        {.kind = ITEM_LINK,
         .tag = NO_TAG,
         .x = 1,
         .y = 2,
         .width = 3,
         .height = 4,
         .target = text_of("#対策")},
        {.kind = ITEM_ANCHOR, .tag = NO_TAG, .x = 5, .y = 6, .target = text_of("対策")},
    };
    assert_traced(items, 2, "  link 1 2 3 4 \"#対策\"\n  anchor 5 6 \"対策\"\n");
}

static void an_empty_page_is_shown(void **state)
{
    (void)state;
    assert_traced(NULL, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_one_line),
        cmocka_unit_test(shapes_show_what_is_painted),
        cmocka_unit_test(links_and_anchors_are_shown),
        cmocka_unit_test(an_empty_page_is_shown),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
