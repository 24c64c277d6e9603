#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/paragraph.h"

enum { SIZE = 10000 }; /* 10 pt: an em is 10000 mpt */

struct fixture {
    struct arena *fonts_arena;
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    f->fonts_arena = arena_new();
    struct diag diag = diag_new(f->fonts_arena);
    f->fonts = fonts_load(f->fonts_arena, "fonts", &diag);
    *state = f;
    return f->fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    fonts_free(f->fonts);
    arena_free(f->fonts_arena);
    free(f);
    return 0;
}

static int fresh(void **state)
{
    struct fixture *f = *state;
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    return 0;
}

static int clear(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

static struct part part_in(const struct fixture *f, const char *family, const char *text)
{
    return (struct part){.text = text_of(text),
                         .font = font_find(f->fonts, text_of(family), false),
                         .size = SIZE,
                         .colour = COLOUR_TEXT};
}

static struct part part_of(const struct fixture *f, const char *text)
{
    return part_in(f, "gothic-fixed", text);
}

static const struct paragraph *compose(struct fixture *f, struct part part,
                                       struct paragraph_rules rules)
{
    return paragraph_compose(f->arena, &part, 1, &rules, &f->diag);
}

static const struct paragraph *justify(struct fixture *f, const char *text, mpt measure)
{
    return compose(f, part_of(f, text),
                   (struct paragraph_rules){.measure = measure, .justify = true});
}

static const struct item *nth_item(const struct line *line, enum item_kind kind, size_t n)
{
    for (size_t i = 0; i < line->item_count; i++) {
        if (line->items[i].kind != kind)
            continue;
        if (n == 0)
            return &line->items[i];
        n--;
    }
    return NULL;
}

static mpt glyph_x(const struct paragraph *p, size_t glyph)
{
    return nth_item(&p->lines[0], ITEM_RUN, 0)->run->glyphs[glyph].x;
}

static void an_empty_text_has_no_lines(void **state)
{
    assert_int_equal(justify(*state, "", 100000)->line_count, 0);
}

static void a_short_text_is_one_run_of_one_line(void **state)
{
    const struct paragraph *p = justify(*state, "安全な紙", 100000);
    assert_int_equal(p->line_count, 1);
    assert_int_equal(p->lines[0].item_count, 1);
    const struct run *run = nth_item(&p->lines[0], ITEM_RUN, 0)->run;
    assert_true(text_is(run->text, "安全な紙"));
    assert_int_equal(run->glyph_count, 4);
    assert_int_equal(run->width, 4 * SIZE);
    assert_int_equal(p->lines[0].width, 4 * SIZE);
    assert_int_equal(run->glyphs[3].x, 3 * SIZE);
    assert_int_equal(run->glyphs[3].start, 9);
    assert_int_equal(run->glyphs[3].end, 12);
}

static void parts_are_broken_as_one_text(void **state)
{
    struct fixture *f = *state;
    struct part parts[] = {part_of(f, "あいう"), part_of(f, "。えお")};
    struct paragraph_rules rules = {.measure = 35000, .justify = true};
    const struct paragraph *p = paragraph_compose(f->arena, parts, 2, &rules, &f->diag);
    assert_true(text_is(p->text, "あいう。えお"));
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].end, strlen("あいう。"));
    assert_int_equal(p->lines[0].item_count, 1); /* of one look: one run */
}

static void an_opening_bracket_at_the_line_head_is_set_solid(void **state)
{
    const struct paragraph *p = justify(*state, "「あ", 100000);
    assert_int_equal(glyph_x(p, 0), -SIZE / 2); /* its empty left half stands out */
    assert_int_equal(glyph_x(p, 1), SIZE / 2);
    assert_int_equal(p->lines[0].width, SIZE * 3 / 2);
}

static void punctuation_at_the_line_end_is_half_wide(void **state)
{
    assert_int_equal(justify(*state, "あ。", 100000)->lines[0].width, SIZE * 3 / 2);
    assert_int_equal(justify(*state, "「あ」", 100000)->lines[0].width, SIZE * 2);
}

static void punctuation_in_a_row_is_set_solid(void **state)
{
    struct fixture *f = *state;
    /* JLREQ 3.1.4: 」「 keep one half em between them, 」、 and 「『 none. */
    assert_int_equal(glyph_x(justify(f, "あ」、い", 100000), 2), SIZE * 3 / 2);
    assert_int_equal(glyph_x(justify(f, "あ」、い", 100000), 3), SIZE * 5 / 2);
    assert_int_equal(glyph_x(justify(f, "あ」「い", 100000), 3), SIZE * 5 / 2);
    assert_int_equal(glyph_x(justify(f, "あ「『い", 100000), 3), SIZE * 5 / 2);
}

static void proportional_punctuation_has_little_to_squeeze(void **state)
{
    struct fixture *f = *state;
    const struct paragraph *p =
        compose(f, part_in(f, "gothic", "紙、紙「紙"), (struct paragraph_rules){.measure = 100000});
    assert_int_equal(glyph_x(p, 2), 16000); /* 、 is 0.6 em */
    assert_int_equal(glyph_x(p, 4), 31000); /* 「 is 0.5 em */
}

static void latin_and_kanji_have_a_small_gap(void **state)
{
    const struct paragraph *p = justify(*state, "紙a紙", 100000);
    assert_int_equal(glyph_x(p, 1), SIZE + 800);
    assert_int_equal(glyph_x(p, 2), SIZE + 800 + SIZE / 2 + 800);
}

static void stretching_is_even_and_reaches_the_measure(void **state)
{
    const struct paragraph *p = justify(*state, "安全安全安全安全安全", 50400);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].width, 50400);
    assert_int_equal(glyph_x(p, 1), SIZE + 100);
    assert_int_equal(glyph_x(p, 4), 4 * (SIZE + 100));
    assert_int_equal(p->lines[0].stretch, 100);
    assert_int_equal(p->lines[1].stretch, 0);
}

static void glyphs_widen_before_gaps_look_like_spaces(void **state)
{
    struct fixture *f = *state;
    /* 20 kanji, then an amount of 8 signs that must stay whole: the first line lacks some em. */
    const char *text = "安全安全安全安全安全安全安全安全安全安全1億2,000万円安全安全安全安全";
    const struct paragraph *p = justify(f, text, 211000);
    const struct run *run = nth_item(&p->lines[0], ITEM_RUN, 0)->run;
    assert_in_range(run->widen, 1, 80);
    assert_in_range(p->lines[0].width, 211000 - 500, 211000);
    for (size_t i = 1; i < run->glyph_count; i++) {
        mpt body = 10000 * (1000 + run->widen) / 1000;
        assert_true(run->glyphs[i].x - run->glyphs[i - 1].x - body < 1000); /* 1/10 em */
    }
}

static void lines_that_need_little_keep_their_glyphs(void **state)
{
    struct fixture *f = *state;
    const struct paragraph *p = justify(f, "安全安全安全安全安全安全安全安全", 83000);
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->run->widen, 0);
}

static void word_spaces_stretch_first(void **state)
{
    struct fixture *f = *state;
    /* 5 em wide with two kanji; the 350 left go to the two blanks alone. */
    const struct paragraph *p = justify(f, "aa aa 安全安全", 53500);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].width, 53500);
    const struct glyph *glyphs = nth_item(&p->lines[0], ITEM_RUN, 0)->run->glyphs;
    assert_int_equal(glyphs[3].x - glyphs[2].x, SIZE / 2 + 1750);
    assert_int_equal(glyphs[7].x - glyphs[6].x, SIZE);
}

static void commas_give_way_before_the_line_becomes_loose(void **state)
{
    const struct paragraph *p = justify(*state, "安全、安全安全安全安全", 65000);
    assert_int_equal(p->lines[0].width, 65000);
    assert_int_equal(p->lines[0].end, strlen("安全、安全安全"));
    assert_int_equal(glyph_x(p, 3), SIZE * 5 / 2);
    assert_true(p->lines[0].stretch < 0);
}

static void a_blank_at_the_line_end_vanishes_but_is_copied(void **state)
{
    const struct paragraph *p = justify(*state, "aaaa bbbb", 22000);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].width, 20000);
    const struct run *run = nth_item(&p->lines[0], ITEM_RUN, 0)->run;
    assert_true(text_is(run->text, "aaaa "));
    assert_int_equal(run->width, 20000);
    assert_int_equal(glyph_x(p, 4), 20000);
}

static void a_full_width_blank_never_begins_a_broken_line(void **state)
{
    const struct paragraph *p = justify(*state, "あいう　えお", 30000);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].width, 30000);
    assert_true(text_is(nth_item(&p->lines[1], ITEM_RUN, 0)->run->text, "えお"));
}

static void an_indent_written_as_a_blank_is_kept(void **state)
{
    const struct paragraph *p = justify(*state, "　あ", 100000);
    assert_int_equal(glyph_x(p, 1), SIZE);
}

static void line_feeds_end_lines_and_are_not_drawn(void **state)
{
    const struct paragraph *p = justify(*state, "あ\n\nいう\n", 100000);
    assert_int_equal(p->line_count, 3);
    assert_true(text_is(nth_item(&p->lines[0], ITEM_RUN, 0)->run->text, "あ"));
    assert_int_equal(p->lines[1].item_count, 0);
    assert_int_equal(p->lines[2].start, 5);
    assert_int_equal(p->lines[2].end, 12);
}

static void lines_before_line_feeds_are_not_justified(void **state)
{
    const struct paragraph *p = justify(*state, "あいう\nえ", 35000);
    assert_int_equal(p->lines[0].width, 30000);
}

static void alignment_moves_the_line(void **state)
{
    struct fixture *f = *state;
    struct paragraph_rules rules = {.measure = 100000, .align = ALIGN_END};
    const struct paragraph *p = compose(f, part_of(f, "安全"), rules);
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->x, 80000);
    rules.align = ALIGN_CENTRE;
    p = compose(f, part_of(f, "安全"), rules);
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->x, 40000);
}

static void the_first_line_is_indented(void **state)
{
    struct fixture *f = *state;
    struct paragraph_rules rules = {.measure = 50000, .first_indent = 10000, .justify = true};
    const struct paragraph *p = compose(f, part_of(f, "安全安全安全安全"), rules);
    assert_int_equal(p->lines[0].end, strlen("安全安全"));
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->x, 10000);
    assert_int_equal(nth_item(&p->lines[1], ITEM_RUN, 0)->x, 0);
}

static void the_last_line_is_not_a_single_sign(void **state)
{
    const struct paragraph *p =
        justify(*state, "安全安全安全安全安全安全安全安全安全安全あい", 211000);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[1].width, 2 * SIZE);
    p = justify(*state, "安全安全安全安全安全安全安全安全安全安全安あい", 211000);
    assert_int_equal(p->lines[1].width, 3 * SIZE);
}

static void balanced_lines_have_like_lengths(void **state)
{
    struct fixture *f = *state;
    struct paragraph_rules rules = {.measure = 90000, .balance = true};
    const struct paragraph *p = compose(f, part_of(f, "安全安全安全安全安全"), rules);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].width, 50000);
    assert_int_equal(p->lines[1].width, 50000);
}

static void balanced_lines_end_with_phrases(void **state)
{
    struct fixture *f = *state;
    struct paragraph_rules rules = {.measure = 110000, .balance = true};
    const struct paragraph *p = compose(f, part_of(f, "御社の情報をどう守るかを考える"), rules);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[0].end, strlen("御社の情報をどう"));
}

static void ragged_lines_prefer_to_end_with_phrases(void **state)
{
    struct fixture *f = *state;
    const char *text = "合格の目安は七十点まで";
    const struct paragraph *p =
        compose(f, part_of(f, text), (struct paragraph_rules){.measure = 80000});
    assert_int_equal(p->lines[0].end, strlen("合格の目安は"));
    p = justify(f, text, 80000);
    assert_int_equal(p->lines[0].end, strlen("合格の目安は七十"));
}

static void what_is_too_wide_is_broken_not_clipped(void **state)
{
    struct fixture *f = *state;
    const char *texts[] = {"supercalifragilistic", "」」」」」」」」", "1,000,000,000,000円"};
    for (size_t i = 0; i < 3; i++) {
        const struct paragraph *p = justify(f, texts[i], 25000);
        assert_true(p->line_count > 1);
        for (size_t k = 0; k < p->line_count; k++)
            assert_true(p->lines[k].width <= 25000);
    }
    assert_int_equal(justify(f, "あい", 1)->line_count, 2);
}

static void an_emergency_break_still_obeys_kinsoku(void **state)
{
    const struct paragraph *p = justify(*state, "1,000,000,000", 12000);
    for (size_t i = 1; i < p->line_count; i++)
        assert_int_not_equal(p->text.ptr[p->lines[i].start], ',');
}

static void kept_parts_are_not_broken(void **state)
{
    struct fixture *f = *state;
    struct part parts[] = {part_of(f, "安全安"), part_of(f, "会社名会社名"), part_of(f, "全安全")};
    parts[1].keep = true;
    for (mpt measure = 60000; measure < 130000; measure += 1000) {
        struct paragraph_rules rules = {.measure = measure, .justify = true};
        const struct paragraph *p = paragraph_compose(f->arena, parts, 3, &rules, &f->diag);
        for (size_t i = 0; i < p->line_count; i++)
            assert_false(p->lines[i].end > 9 && p->lines[i].end < 9 + 18);
    }
}

static void fallback_fonts_make_runs_of_their_own(void **state)
{
    struct fixture *f = *state;
    const struct paragraph *p = justify(f, "☐𠮷野家", 100000);
    assert_int_equal(p->lines[0].item_count, 3);
    assert_true(text_is(nth_item(&p->lines[0], ITEM_RUN, 1)->run->text, "𠮷"));
    assert_ptr_equal(nth_item(&p->lines[0], ITEM_RUN, 1)->run->font,
                     font_find(f->fonts, text_of("rare"), false));
    assert_int_equal(f->diag.count, 0);
}

static void a_sign_no_font_has_is_reported_and_shown_as_a_geta_mark(void **state)
{
    struct fixture *f = *state;
    struct part part = part_of(f, "安\xF4\x8F\xBF\xBD全");
    part.span = (struct span){.start = 7, .end = 9};
    const struct paragraph *p =
        compose(f, part, (struct paragraph_rules){.measure = 100000, .justify = true});
    assert_int_equal(f->diag.count, 1);
    assert_int_equal(f->diag.entries[0].message, MSG_NO_GLYPH);
    assert_int_equal(f->diag.entries[0].span.start, 7);
    assert_true(text_ends(f->diag.entries[0].detail, "U+10FFFD"));
    const struct run *run = nth_item(&p->lines[0], ITEM_RUN, 0)->run;
    assert_int_equal(run->glyph_count, 3);
    const struct paragraph *geta = justify(f, "〓", 100000);
    assert_int_equal(run->glyphs[1].id, nth_item(&geta->lines[0], ITEM_RUN, 0)->run->glyphs[0].id);
    assert_int_equal(p->lines[0].width, 3 * SIZE);
}

static void clusters_share_their_bytes(void **state)
{
    struct fixture *f = *state;
    const struct paragraph *p = justify(f, "か\xE3\x82\x9A葛\xF3\xA0\x84\x80", 100000);
    const struct run *run = nth_item(&p->lines[0], ITEM_RUN, 0)->run;
    assert_int_equal(run->glyph_count, 2);
    assert_int_equal(run->glyphs[0].end, 6);
    assert_int_equal(run->glyphs[1].end, 13);
    assert_int_equal(f->diag.count, 0);
}

static void invisible_signs_are_copied_but_not_missed(void **state)
{
    struct fixture *f = *state;
    const struct paragraph *p = justify(f, "安\xE2\x80\x8B全", 100000); /* U+200B */
    assert_int_equal(f->diag.count, 0);
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->run->text.size, 9);
    assert_int_equal(p->lines[0].width, 2 * SIZE);
}

static void a_link_covers_each_lines_piece(void **state)
{
    struct fixture *f = *state;
    struct part parts[] = {part_of(f, "安全"), part_of(f, "安全安全")};
    parts[1].adorned = &(struct adornment){.target = text_of("#here")};
    struct paragraph_rules rules = {.measure = 30000, .justify = true};
    const struct paragraph *p = paragraph_compose(f->arena, parts, 2, &rules, &f->diag);
    assert_int_equal(p->line_count, 2);
    const struct item *first = nth_item(&p->lines[0], ITEM_LINK, 0);
    const struct item *second = nth_item(&p->lines[1], ITEM_LINK, 0);
    assert_int_equal(first->x, 20000);
    assert_int_equal(first->width, 10000);
    assert_int_equal(first->y, -8800);
    assert_int_equal(first->height, 10000);
    assert_int_equal(second->x, 0);
    assert_int_equal(second->width, 30000);
    assert_true(text_is(second->target, "#here"));
    /* The link's text is a run of its own: devices tag it. */
    assert_non_null(nth_item(&p->lines[0], ITEM_RUN, 1));
}

static void a_badge_has_a_frame_with_air(void **state)
{
    struct fixture *f = *state;
    struct part part = part_of(f, "必須");
    part.badge = true;
    const struct paragraph *p = compose(f, part, (struct paragraph_rules){.measure = 100000});
    assert_int_equal(p->lines[0].width, 2 * SIZE + 2 * 2500);
    const struct item *frame = nth_item(&p->lines[0], ITEM_SHAPE, 0);
    assert_int_equal(frame->shape->kind, SHAPE_RECT);
    assert_int_equal(frame->shape->stroke, COLOUR_TEXT);
    assert_ptr_equal(frame, &p->lines[0].items[0]);
    assert_int_equal(nth_item(&p->lines[0], ITEM_RUN, 0)->x, 2500);
}

static void a_number_stands_in_the_middle_of_a_disc(void **state)
{
    struct fixture *f = *state;
    struct part part = part_of(f, "3");
    part.number = true;
    part.colour = COLOUR_PRIMARY;
    const struct paragraph *p = compose(f, part, (struct paragraph_rules){.measure = 100000});
    assert_int_equal(p->lines[0].width, 16000);
    const struct item *disc = nth_item(&p->lines[0], ITEM_SHAPE, 0);
    assert_int_equal(disc->shape->kind, SHAPE_CIRCLE);
    assert_int_equal(disc->shape->fill, COLOUR_PRIMARY);
    assert_int_equal(disc->shape->width, 8000);
    const struct item *digit = nth_item(&p->lines[0], ITEM_RUN, 0);
    assert_int_equal(digit->x + digit->run->width / 2, 8000);
    assert_int_equal(digit->run->colour, COLOUR_PAPER);
}

static void a_note_number_stands_higher_and_stays_with_its_word(void **state)
{
    struct fixture *f = *state;
    struct part parts[] = {part_of(f, "安全"), part_of(f, "1")};
    parts[1].rise = 4000;
    parts[1].size = 6000;
    struct paragraph_rules rules = {.measure = 20000};
    const struct paragraph *p = paragraph_compose(f->arena, parts, 2, &rules, &f->diag);
    assert_int_equal(p->line_count, 2);
    assert_int_equal(p->lines[1].start, strlen("安"));
    assert_int_equal(nth_item(&p->lines[1], ITEM_RUN, 1)->y, -4000);
}

static void widths_tell_the_longest_line_and_the_longest_piece(void **state)
{
    struct fixture *f = *state;
    struct part part = part_of(f, "安全 abcd\n安全、安全 ");
    struct paragraph_widths widths = paragraph_widths(f->arena, &part, 1);
    assert_int_equal(widths.natural, 5 * SIZE);
    assert_int_equal(paragraph_minimum(f->arena, &widths), 2 * SIZE);
    part.text = text_of("");
    widths = paragraph_widths(f->arena, &part, 1);
    assert_int_equal(widths.natural, 0);
    assert_int_equal(paragraph_minimum(f->arena, &widths), 0);
}

static void a_text_fits_exactly_into_its_own_widths(void **state)
{
    struct fixture *f = *state;
    const char *text = "「安全」は2026年4月から（PC 15台）で、約35,000円。";
    struct part part = part_in(f, "gothic", text);
    struct paragraph_widths widths = paragraph_widths(f->arena, &part, 1);
    const struct paragraph *p =
        compose(f, part, (struct paragraph_rules){.measure = widths.natural});
    assert_int_equal(p->line_count, 1);
    assert_int_equal(p->lines[0].width, widths.natural);
    p = compose(f, part, (struct paragraph_rules){.measure = widths.natural - 1});
    assert_int_equal(p->line_count, 2);
    mpt minimum = paragraph_minimum(f->arena, &widths);
    p = compose(f, part, (struct paragraph_rules){.measure = minimum});
    mpt widest = 0;
    for (size_t i = 0; i < p->line_count; i++)
        widest = p->lines[i].width > widest ? p->lines[i].width : widest;
    assert_int_equal(widest, minimum);
}

static void what_no_line_may_break_needs_no_dictionary(void **state)
{
    struct fixture *f = *state;
    struct part part = part_of(f, "1億6,456万円");
    struct paragraph_widths widths = paragraph_widths(f->arena, &part, 1);
    struct paragraph_phrases phrases = paragraph_phrases(f->arena, &widths, NULL);
    assert_int_equal(paragraph_minimum(f->arena, &widths), widths.natural);
    assert_int_equal(phrases.phrase, widths.natural);
    assert_int_equal(phrases.word, widths.natural);
}

static void the_lines_hold_every_byte_once(void **state)
{
    struct fixture *f = *state;
    const char *text = "USBメモリー（8 GB）を、\n『毎日』写す。☐ 済み？　はい！";
    for (mpt measure = 15000; measure < 300000; measure += 5000) {
        const struct paragraph *p = justify(f, text, measure);
        size_t offset = 0;
        for (size_t i = 0; i < p->line_count; i++) {
            assert_int_equal(p->lines[i].start, offset);
            offset = p->lines[i].end;
        }
        assert_int_equal(offset, strlen(text));
    }
}

static void hostile_texts_are_set_quickly(void **state)
{
    struct fixture *f = *state;
    static const char *const signs[] = {"\xE2\x80\x8B",    "\n", " ", "「", "a", "\xCC\x81", "安",
                                        "\xF4\x8F\xBF\xBD"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t size = strlen(signs[i]);
        size_t count = 20000;
        char *bytes = malloc(size * count);
        assert_non_null(bytes);
        for (size_t k = 0; k < count; k++)
            memcpy(bytes + k * size, signs[i], size);
        struct part part = part_of(f, "");
        part.text = (struct text){bytes, size * count};
        struct paragraph_rules rules = {.measure = 200000, .justify = true};
        const struct paragraph *p = paragraph_compose(f->arena, &part, 1, &rules, &f->diag);
        assert_true(p->line_count > 0);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest paragraph[] = {
        cmocka_unit_test_setup_teardown(an_empty_text_has_no_lines, fresh, clear),
        cmocka_unit_test_setup_teardown(a_short_text_is_one_run_of_one_line, fresh, clear),
        cmocka_unit_test_setup_teardown(parts_are_broken_as_one_text, fresh, clear),
        cmocka_unit_test_setup_teardown(an_opening_bracket_at_the_line_head_is_set_solid, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(punctuation_at_the_line_end_is_half_wide, fresh, clear),
        cmocka_unit_test_setup_teardown(punctuation_in_a_row_is_set_solid, fresh, clear),
        cmocka_unit_test_setup_teardown(proportional_punctuation_has_little_to_squeeze, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(latin_and_kanji_have_a_small_gap, fresh, clear),
        cmocka_unit_test_setup_teardown(stretching_is_even_and_reaches_the_measure, fresh, clear),
        cmocka_unit_test_setup_teardown(glyphs_widen_before_gaps_look_like_spaces, fresh, clear),
        cmocka_unit_test_setup_teardown(lines_that_need_little_keep_their_glyphs, fresh, clear),
        cmocka_unit_test_setup_teardown(word_spaces_stretch_first, fresh, clear),
        cmocka_unit_test_setup_teardown(commas_give_way_before_the_line_becomes_loose, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(a_blank_at_the_line_end_vanishes_but_is_copied, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(a_full_width_blank_never_begins_a_broken_line, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(an_indent_written_as_a_blank_is_kept, fresh, clear),
        cmocka_unit_test_setup_teardown(line_feeds_end_lines_and_are_not_drawn, fresh, clear),
        cmocka_unit_test_setup_teardown(lines_before_line_feeds_are_not_justified, fresh, clear),
        cmocka_unit_test_setup_teardown(alignment_moves_the_line, fresh, clear),
        cmocka_unit_test_setup_teardown(the_first_line_is_indented, fresh, clear),
        cmocka_unit_test_setup_teardown(the_last_line_is_not_a_single_sign, fresh, clear),
        cmocka_unit_test_setup_teardown(balanced_lines_have_like_lengths, fresh, clear),
        cmocka_unit_test_setup_teardown(balanced_lines_end_with_phrases, fresh, clear),
        cmocka_unit_test_setup_teardown(ragged_lines_prefer_to_end_with_phrases, fresh, clear),
        cmocka_unit_test_setup_teardown(what_is_too_wide_is_broken_not_clipped, fresh, clear),
        cmocka_unit_test_setup_teardown(an_emergency_break_still_obeys_kinsoku, fresh, clear),
        cmocka_unit_test_setup_teardown(kept_parts_are_not_broken, fresh, clear),
        cmocka_unit_test_setup_teardown(fallback_fonts_make_runs_of_their_own, fresh, clear),
        cmocka_unit_test_setup_teardown(a_sign_no_font_has_is_reported_and_shown_as_a_geta_mark,
                                        fresh, clear),
        cmocka_unit_test_setup_teardown(clusters_share_their_bytes, fresh, clear),
        cmocka_unit_test_setup_teardown(invisible_signs_are_copied_but_not_missed, fresh, clear),
        cmocka_unit_test_setup_teardown(a_link_covers_each_lines_piece, fresh, clear),
        cmocka_unit_test_setup_teardown(a_badge_has_a_frame_with_air, fresh, clear),
        cmocka_unit_test_setup_teardown(a_number_stands_in_the_middle_of_a_disc, fresh, clear),
        cmocka_unit_test_setup_teardown(a_note_number_stands_higher_and_stays_with_its_word, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(widths_tell_the_longest_line_and_the_longest_piece, fresh,
                                        clear),
        cmocka_unit_test_setup_teardown(a_text_fits_exactly_into_its_own_widths, fresh, clear),
        cmocka_unit_test_setup_teardown(what_no_line_may_break_needs_no_dictionary, fresh, clear),
        cmocka_unit_test_setup_teardown(the_lines_hold_every_byte_once, fresh, clear),
        cmocka_unit_test_setup_teardown(hostile_texts_are_set_quickly, fresh, clear),
    };
    return cmocka_run_group_tests_name("paragraph", paragraph, set_up, tear_down);
}
