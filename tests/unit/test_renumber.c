#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/renumber.h"

struct desk {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
};

static int set_up(void **state)
{
    static struct desk desk;
    desk.arena = arena_new();
    desk.diag = diag_new(desk.arena);
    desk.fonts = fonts_load(desk.arena, "fonts", &desk.diag);
    *state = &desk;
    return desk.fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    fonts_free(desk->fonts);
    arena_free(desk->arena);
    return 0;
}

static struct part part_of(const struct desk *desk, const char *text)
{
    return (struct part){.text = text_of(text),
                         .font = font_find(desk->fonts, text_of("gothic"), false),
                         .size = 7140,
                         .colour = COLOUR_MUTED};
}

static const struct paragraph *compose(struct desk *desk, const struct part *part)
{
    struct paragraph_rules rules = {.measure = 200 * MPT_PT, .tag = 3};
    return paragraph_compose(desk->arena, part, 1, &rules, &desk->diag);
}

static const struct paragraph *change(struct desk *desk, const char *old, const char *new)
{
    struct part part = part_of(desk, old);
    return renumber_line(desk->arena, compose(desk, &part), text_of(new));
}

static void assert_same_line(const struct paragraph *a, const struct paragraph *b)
{
    assert_true(text_equal(a->text, b->text));
    assert_int_equal(a->tag, b->tag);
    assert_int_equal(a->line_count, 1);
    assert_int_equal(a->lines[0].width, b->lines[0].width);
    assert_int_equal(a->lines[0].item_count, b->lines[0].item_count);
    for (size_t i = 0; i < a->lines[0].item_count; i++) {
        const struct item *left = &a->lines[0].items[i];
        const struct item *right = &b->lines[0].items[i];
        assert_int_equal(left->x, right->x);
        assert_true(text_equal(left->run->text, right->run->text));
        assert_int_equal(left->run->width, right->run->width);
        assert_int_equal(left->run->glyph_count, right->run->glyph_count);
        assert_memory_equal(left->run->glyphs, right->run->glyphs,
                            left->run->glyph_count * sizeof *left->run->glyphs);
    }
}

static void the_line_is_as_if_composed(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "診断日 2026年6月1日　8／13ページ");
    const struct paragraph *changed =
        change(desk, "診断日 2026年6月1日　3／13ページ", "診断日 2026年6月1日　8／13ページ");
    assert_non_null(changed);
    assert_same_line(changed, compose(desk, &part));
}

static void the_line_before_stays_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "3／13ページ");
    const struct paragraph *old = compose(desk, &part);
    assert_non_null(renumber_line(desk->arena, old, text_of("8／13ページ")));
    assert_same_line(old, compose(desk, &part));
}

static void other_words_are_composed(void **state)
{
    struct desk *desk = *state;
    assert_null(change(desk, "3ページ", "3ペーパ"));
    assert_null(change(desk, "9ページ", "10ページ"));
    assert_null(change(desk, "3ページ", "Aページ"));
}

/* A digit with a mark is one cluster, whose glyphs are another matter. */
static void digits_that_are_part_of_a_cluster_are_composed(void **state)
{
    struct desk *desk = *state;
    assert_null(change(desk, "1\u3099", "2\u3099"));
}

static void links_and_frames_are_composed(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "3ページ");
    part.adorned = &(struct adornment){.target = text_of("#三")};
    assert_null(renumber_line(desk->arena, compose(desk, &part), text_of("4ページ")));
    part = part_of(desk, "3ページ");
    part.badge = true;
    assert_null(renumber_line(desk->arena, compose(desk, &part), text_of("4ページ")));
    part = part_of(desk, "3ページ");
    part.adorned = &(struct adornment){.ruby = text_of("さん")};
    assert_null(renumber_line(desk->arena, compose(desk, &part), text_of("4ページ")));
}

static void several_lines_are_composed(void **state)
{
    struct desk *desk = *state;
    assert_null(change(desk, "3\nページ", "4\nページ"));
}

/* Of a font whose 1 is narrower than its 2, and in two runs. */
static void every_digit_can_stand_for_every_other(void **state)
{
    struct desk *desk = *state;
    for (int i = 0; i < 100; i++) {
        struct text old = text_format(desk->arena, "第%d／%d頁", i / 10, i / 10);
        struct text new = text_format(desk->arena, "第%d／%d頁", i % 10, i / 10);
        struct part part = part_of(desk, "");
        part.text = old;
        const struct paragraph *before = compose(desk, &part);
        const struct paragraph *changed = renumber_line(desk->arena, before, new);
        part.text = new;
        assert_non_null(changed);
        assert_same_line(changed, compose(desk, &part));
        assert_int_equal(renumber_growth(&part, old),
                         changed->lines[0].width - before->lines[0].width);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_is_as_if_composed),
        cmocka_unit_test(the_line_before_stays_as_it_was),
        cmocka_unit_test(other_words_are_composed),
        cmocka_unit_test(digits_that_are_part_of_a_cluster_are_composed),
        cmocka_unit_test(links_and_frames_are_composed),
        cmocka_unit_test(several_lines_are_composed),
        cmocka_unit_test(every_digit_can_stand_for_every_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
