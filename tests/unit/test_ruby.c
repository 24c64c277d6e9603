#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/font.h"
#include "layout/paragraph.h"
#include "layout/ruby.h"

enum { SIZE = 10000, RUBY = SIZE / 2 };

struct shop {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
};

static int open_shop(void **state)
{
    static struct shop shop;
    shop.arena = arena_new();
    shop.diag = diag_new(shop.arena);
    shop.fonts = fonts_load(shop.arena, "fonts", &shop.diag);
    *state = &shop;
    return shop.fonts ? 0 : 1;
}

static int close_shop(void **state)
{
    struct shop *shop = *state;
    fonts_free(shop->fonts);
    arena_free(shop->arena);
    return 0;
}

static struct part part_of(struct shop *shop, const char *text, const char *ruby)
{
    struct adornment *adorned = arena_alloc(shop->arena, sizeof *adorned);
    adorned->ruby = text_of(ruby);
    return (struct part){.text = text_of(text),
                         .font = font_find(shop->fonts, text_of("gothic-fixed"), false),
                         .size = SIZE,
                         .adorned = adorned};
}

/* One line of kana (or other text) before a word with a reading and behind it. */
static const struct line *compose(struct shop *shop, const char *before, const char *word,
                                  const char *reading, const char *behind)
{
    struct part parts[] = {part_of(shop, before, NULL), part_of(shop, word, reading),
                           part_of(shop, behind, NULL)};
    struct paragraph_rules rules = {.measure = 40 * SIZE};
    const struct paragraph *p = paragraph_compose(shop->arena, parts, 3, &rules, &shop->diag);
    assert_int_equal(p->line_count, 1);
    return &p->lines[0];
}

static const struct item *find_ruby(const struct line *line)
{
    for (size_t i = 0; i < line->item_count; i++) {
        if (line->items[i].kind == ITEM_RUN && line->items[i].run->size == RUBY)
            return &line->items[i];
    }
    return NULL;
}

static void a_reading_stands_over_its_word_in_half_size_and_says_nothing(void **state)
{
    const struct line *line = compose(*state, "この", "対策", "たいさく", "は");
    const struct item *ruby = find_ruby(line);
    assert_non_null(ruby);
    assert_int_equal(ruby->x, 2 * SIZE);
    assert_true(ruby->y < -SIZE * 88 / 100);
    assert_int_equal(ruby->run->text.size, 0);
    assert_int_equal(ruby->tag, NO_TAG);
    assert_int_equal(ruby->run->glyph_count, 4);
    assert_int_equal(line->width, 5 * SIZE);
}

static void a_short_reading_is_spaced_one_two_one(void **state)
{
    /* 2 signs of 5 pt over 20 pt: 10 pt of white as 2.5, 5, 2.5. */
    const struct item *ruby = find_ruby(compose(*state, "の", "意味", "いみ", "は"));
    assert_int_equal(ruby->x, SIZE + RUBY / 2);
    assert_int_equal(ruby->run->glyphs[1].x - ruby->run->glyphs[0].x, 2 * RUBY);
}

static void a_long_reading_hangs_over_kana_by_half_a_sign(void **state)
{
    /* 3 signs of 5 pt over 10 pt: 2.5 pt on each side, nothing moves. */
    const struct line *line = compose(*state, "は", "鍵", "かぎの", "を");
    assert_int_equal(line->width, 3 * SIZE);
    assert_int_equal(find_ruby(line)->x, SIZE - RUBY / 2);
}

static void a_long_reading_never_hangs_over_kanji(void **state)
{
    const struct line *line = compose(*state, "本", "鍵", "かぎの", "本");
    assert_int_equal(line->width, 3 * SIZE + RUBY);
    assert_int_equal(find_ruby(line)->x, SIZE);
    line = compose(*state, "は", "鍵", "かぎの", "本");
    assert_int_equal(line->width, 3 * SIZE + RUBY / 2);
}

static void a_word_shorter_than_its_reading_is_spaced_one_two_one(void **state)
{
    /* 6 signs of 5 pt over 20 pt, kanji beside: 10 pt of white as 2.5, 5, 2.5. */
    const struct line *line = compose(*state, "本", "取引", "とりひきさき", "本");
    assert_int_equal(line->width, 5 * SIZE);
    assert_int_equal(find_ruby(line)->x, SIZE);
    const struct run *run = line->items[0].run;
    assert_int_equal(run->glyphs[1].x - run->glyphs[0].x, SIZE + RUBY / 2);
    assert_int_equal(run->glyphs[2].x - run->glyphs[1].x, SIZE + RUBY);
}

static void a_word_with_a_reading_is_not_broken(void **state)
{
    struct shop *shop = *state;
    struct part parts[] = {part_of(shop, "あいう", NULL), part_of(shop, "取引先", "とりひきさき")};
    struct paragraph_rules rules = {.measure = 5 * SIZE};
    const struct paragraph *p = paragraph_compose(shop->arena, parts, 2, &rules, &shop->diag);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[1].start, strlen("あいう"));
    assert_false(p->lines[0].ruby);
    assert_true(p->lines[1].ruby);
}

static void lines_with_readings_get_the_room_they_lack(void **state)
{
    (void)state;
    struct text_style style = {.size = SIZE, .leading = 14000};
    struct line line = {.ruby = true};
    assert_int_equal(ruby_extra(&line, &style, false), 1500);
    assert_int_equal(ruby_extra(&line, &style, true), 3500);
    style.leading = 17000;
    assert_int_equal(ruby_extra(&line, &style, false), 0);
    line.ruby = false;
    style.leading = SIZE;
    assert_int_equal(ruby_extra(&line, &style, true), 0);
}

static void odd_readings_are_set_or_left_out(void **state)
{
    static const char *const readings[] = {
        "", " ", "\n", "\U0010FFFD", "か\u3099", "あいうえおかきくけこさしすせそたちつてと"};
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
        assert_true(compose(*state, "", "紙", readings[i], "")->width >= SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reading_stands_over_its_word_in_half_size_and_says_nothing),
        cmocka_unit_test(a_short_reading_is_spaced_one_two_one),
        cmocka_unit_test(a_long_reading_hangs_over_kana_by_half_a_sign),
        cmocka_unit_test(a_long_reading_never_hangs_over_kanji),
        cmocka_unit_test(a_word_shorter_than_its_reading_is_spaced_one_two_one),
        cmocka_unit_test(a_word_with_a_reading_is_not_broken),
        cmocka_unit_test(lines_with_readings_get_the_room_they_lack),
        cmocka_unit_test(odd_readings_are_set_or_left_out)};
    return cmocka_run_group_tests(tests, open_shop, close_shop);
}
