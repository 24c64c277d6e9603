#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/memo.h"

#include <stdio.h>

struct desk {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
    struct memo *memo;
};

static int set_up(void **state)
{
    static struct desk desk;
    desk.arena = arena_new();
    desk.diag = diag_new(desk.arena);
    desk.fonts = fonts_load(desk.arena, "fonts", &desk.diag);
    desk.memo = memo_new();
    *state = &desk;
    return desk.fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    memo_free(desk->memo);
    fonts_free(desk->fonts);
    arena_free(desk->arena);
    return 0;
}

static struct part part_of(const struct desk *desk, const char *text)
{
    return (struct part){.text = text_of(text),
                         .font = font_find(desk->fonts, text_of("gothic"), false),
                         .size = 10000,
                         .colour = COLOUR_TEXT};
}

static void assert_same_run(const struct run *a, const struct run *b)
{
    assert_ptr_equal(a->font, b->font);
    assert_true(text_equal(a->text, b->text));
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->widen, b->widen);
    assert_int_equal(a->glyph_count, b->glyph_count);
    for (size_t i = 0; i < a->glyph_count; i++) {
        assert_int_equal(a->glyphs[i].id, b->glyphs[i].id);
        assert_int_equal(a->glyphs[i].x, b->glyphs[i].x);
        assert_int_equal(a->glyphs[i].start, b->glyphs[i].start);
    }
}

static void assert_same(const struct paragraph *a, const struct paragraph *b, int tag)
{
    assert_int_equal(a->line_count, b->line_count);
    assert_int_equal(a->tag, tag);
    for (size_t i = 0; i < a->line_count; i++) {
        const struct line *left = &a->lines[i];
        const struct line *right = &b->lines[i];
        assert_int_equal(left->width, right->width);
        assert_int_equal(left->start, right->start);
        assert_int_equal(left->item_count, right->item_count);
        for (size_t k = 0; k < left->item_count; k++) {
            const struct item *item = &left->items[k];
            bool untagged = tag == NO_TAG || right->items[k].tag == NO_TAG;
            assert_int_equal(item->tag == NO_TAG, untagged);
            assert_int_equal(item->kind, right->items[k].kind);
            assert_int_equal(item->x + a->shift, right->items[k].x + b->shift);
            assert_true(text_equal(item->target, right->items[k].target));
            if (item->kind == ITEM_RUN)
                assert_same_run(item->run, right->items[k].run);
            if (item->kind == ITEM_SHAPE)
                assert_memory_equal(item->shape, right->items[k].shape, sizeof *item->shape);
        }
    }
}

/* Composed four times, each in an arena that is gone before the next. */
static void what_is_kept_is_what_was_composed(void **state)
{
    struct desk *desk = *state;
    struct part parts[] = {
        part_of(desk, "パソコンを使う人は、まず"),
        part_of(desk, "バックアップ"),
        part_of(desk,
                "を確かめます。𠮷野さんの葛󠄀の字も、か゚も同じです。"),
    };
    parts[1].badge = true;
    parts[0].adorned = &(struct adornment){.ruby = text_of("ぱそこんをつかうひとは")};
    parts[2].adorned = &(struct adornment){.target = text_of("#backup")};
    struct paragraph_rules rules = {.measure = 120000, .justify = true};
    const struct paragraph *plain = paragraph_compose(desk->arena, parts, 3, &rules, &desk->diag);
    for (int tag = NO_TAG; tag <= 4; tag++) {
        struct arena *a = arena_new();
        rules.tag = tag;
        const struct paragraph *kept = memo_compose(desk->memo, a, parts, 3, &rules, &desk->diag);
        assert_same(kept, plain, tag);
        arena_free(a);
    }
}

/* Kept under one measure, asked for under others, also under one that has no room for it. */
static void a_single_line_stands_in_every_measure_as_composed(void **state)
{
    struct desk *desk = *state;
    struct part parts[] = {part_of(desk, "見積もり "), part_of(desk, "52万円「税別」")};
    parts[1].badge = true;
    static const enum align aligns[] = {ALIGN_START, ALIGN_CENTRE, ALIGN_END};
    static const mpt measures[] = {300000, 300000, 200001, 118000, 90000, 60000, 300000};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        for (size_t k = 0; k < 12; k++) {
            struct paragraph_rules rules = {.measure = measures[i],
                                            .first_indent = k % 2 ? 5000 : 0,
                                            .align = aligns[k % 3],
                                            .justify = k >= 6,
                                            .tag = (int)k};
            assert_same(memo_compose(desk->memo, desk->arena, parts, 2, &rules, &desk->diag),
                        paragraph_compose(desk->arena, parts, 2, &rules, &desk->diag), (int)k);
        }
    }
}

static void struck_out_text_is_another(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "月1回");
    struct paragraph_rules rules = {.measure = 100000};
    for (size_t i = 0; i < 6; i++) {
        part.strike = i % 2 == 1;
        assert_same(memo_compose(desk->memo, desk->arena, &part, 1, &rules, &desk->diag),
                    paragraph_compose(desk->arena, &part, 1, &rules, &desk->diag), 0);
    }
}

/* The boxes that the widths were found by give the same paragraph. */
static void measured_boxes_compose_alike(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "バックアップから戻す試しを、半年に1回行います。");
    struct paragraph_widths widths = paragraph_widths(desk->arena, &part, 1);
    struct paragraph_rules rules = {.measure = 70000, .widths = &widths};
    struct paragraph_rules plain = {.measure = 70000};
    assert_same(paragraph_compose(desk->arena, &part, 1, &rules, &desk->diag),
                paragraph_compose(desk->arena, &part, 1, &plain, &desk->diag), 0);
}

/* Each change of one member must be seen. */
static void another_rule_or_look_gives_another_paragraph(void **state)
{
    struct desk *desk = *state;
    struct part part =
        part_of(desk, "会社の大切な情報を守るために、今日からできることがあります。");
    enum { LOOKS = 8 };
    struct part changed[LOOKS];
    for (size_t i = 0; i < LOOKS; i++)
        changed[i] = part;
    changed[1].size = 9000;
    changed[2].font = font_find(desk->fonts, text_of("gothic"), true);
    changed[3].colour = COLOUR_ACCENT;
    changed[4].keep = true;
    changed[5].adorned = &(struct adornment){.target = text_of("#a")};
    changed[6].adorned = &(struct adornment){.page = text_of("#a")};
    changed[7].adorned = &(struct adornment){.ruby = text_of("#a")};
    struct paragraph_rules rules[] = {
        {.measure = 100000},
        {.measure = 90000},
        {.measure = 100000, .justify = true},
        {.measure = 100000, .align = ALIGN_END},
        {.measure = 100000, .balance = true},
        {.measure = 100000, .first_indent = 10000},
    };
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 6 * LOOKS; i++) {
            const struct part *one = &changed[i / 6];
            const struct paragraph_rules *rule = &rules[i % 6];
            assert_same(memo_compose(desk->memo, desk->arena, one, 1, rule, &desk->diag),
                        paragraph_compose(desk->arena, one, 1, rule, &desk->diag), 0);
        }
    }
}

static void the_same_letters_in_other_parts_are_another_text(void **state)
{
    struct desk *desk = *state;
    struct part one[] = {part_of(desk, "あいう"), part_of(desk, "え")};
    struct part two[] = {part_of(desk, "あい"), part_of(desk, "うえ")};
    one[0].colour = two[0].colour = COLOUR_ACCENT;
    struct paragraph_rules rules = {.measure = 200000};
    for (int round = 0; round < 3; round++) {
        const struct paragraph *a =
            memo_compose(desk->memo, desk->arena, one, 2, &rules, &desk->diag);
        const struct paragraph *b =
            memo_compose(desk->memo, desk->arena, two, 2, &rules, &desk->diag);
        assert_int_equal(a->lines[0].items[0].run->text.size, 9);
        assert_int_equal(b->lines[0].items[0].run->text.size, 6);
    }
}

static void a_missing_sign_is_reported_every_time(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "絵文字🦉です");
    struct paragraph_rules rules = {.measure = 100000};
    for (size_t i = 0; i < 4; i++) {
        struct diag diag = diag_new(desk->arena);
        /* Measuring says nothing, so composing must not take its boxes for complained about. */
        struct paragraph_widths widths = memo_widths(desk->memo, desk->arena, &part, 1);
        rules.widths = i % 2 ? &widths : NULL;
        memo_compose(desk->memo, desk->arena, &part, 1, &rules, &diag);
        assert_int_equal(diag.count, 1);
    }
}

static void widths_are_kept_apart_from_paragraphs(void **state)
{
    struct desk *desk = *state;
    struct part part = part_of(desk, "項目と対策\n担当");
    struct paragraph_widths plain = paragraph_widths(desk->arena, &part, 1);
    for (int i = 0; i < 4; i++) {
        struct paragraph_widths kept = memo_widths(desk->memo, desk->arena, &part, 1);
        assert_int_equal(kept.natural, plain.natural);
        assert_int_equal(memo_minimum(desk->arena, &part, 1, &kept),
                         paragraph_minimum(desk->arena, &plain));
    }
}

/* More texts than it keeps: still right, and no larger for it. */
static void a_full_memo_goes_on_composing(void **state)
{
    struct desk *desk = *state;
    struct paragraph_rules rules = {.measure = 100000};
    char text[32];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 20000; i++) {
            struct arena *a = arena_new();
            snprintf(text, sizeof text, "第%d号", i);
            struct part part = part_of(desk, text);
            const struct paragraph *p = memo_compose(desk->memo, a, &part, 1, &rules, &desk->diag);
            assert_true(text_is(p->lines[0].items[0].run->text, text));
            memo_compose(desk->memo, a, &part, 1, &rules, &desk->diag);
            arena_free(a);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_what_was_composed),
        cmocka_unit_test(a_single_line_stands_in_every_measure_as_composed),
        cmocka_unit_test(struck_out_text_is_another),
        cmocka_unit_test(measured_boxes_compose_alike),
        cmocka_unit_test(another_rule_or_look_gives_another_paragraph),
        cmocka_unit_test(the_same_letters_in_other_parts_are_another_text),
        cmocka_unit_test(a_missing_sign_is_reported_every_time),
        cmocka_unit_test(widths_are_kept_apart_from_paragraphs),
        cmocka_unit_test(a_full_memo_goes_on_composing),
    };
    return cmocka_run_group_tests_name("memo", tests, set_up, tear_down);
}
