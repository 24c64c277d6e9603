#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/morph.h"
#include "japanese/phrase.h"
#include "layout/font.h"
#include "layout/paragraph.h"

enum { SIZE = 10000 };

/* Fonts and dictionary, opened once. */
struct shop {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
    struct morph *morph;
    struct phraser *phraser;
};

static int open_shop(void **state)
{
    static struct shop shop;
    shop.arena = arena_new();
    shop.diag = diag_new(shop.arena);
    shop.fonts = fonts_load(shop.arena, "fonts", &shop.diag);
    shop.morph = morph_open(&shop.diag);
    shop.phraser = phraser_new(shop.morph);
    *state = &shop;
    return shop.fonts && shop.morph ? 0 : 1;
}

static int close_shop(void **state)
{
    struct shop *shop = *state;
    fonts_free(shop->fonts);
    phraser_free(shop->phraser);
    morph_close(shop->morph);
    arena_free(shop->arena);
    return 0;
}

/* The lines of `text` in a measure of `ems`, with / between them. */
static const char *break_lines(struct shop *shop, const char *text, int ems, bool balance)
{
    struct part part = {.text = text_of(text),
                        .font = font_find(shop->fonts, text_of("gothic-fixed"), false),
                        .size = SIZE};
    struct paragraph_rules rules = {
        .measure = ems * SIZE, .balance = balance, .phraser = shop->phraser};
    const struct paragraph *p = paragraph_compose(shop->arena, &part, 1, &rules, &shop->diag);
    struct text lines = text_of("");
    for (size_t i = 0; i < p->line_count; i++) {
        struct text line = text_slice(p->text, p->lines[i].start, p->lines[i].end);
        lines = text_format(shop->arena, "%.*s%s%.*s", (int)lines.size, lines.ptr, i > 0 ? "/" : "",
                            (int)line.size, line.ptr);
    }
    return lines.ptr;
}

static void narrow_cells_break_between_phrases(void **state)
{
    static const struct {
        int ems;
        const char *text, *lines;
    } cells[] = {
        {10, "サイバーセキュリティお助け隊", "サイバーセキュリティ/お助け隊"},
        {7, "サイバーセキュリティお助け隊", "サイバー/セキュリティ/お助け隊"},
        {7, "更新を毎月たしかめる", "更新を毎月/たしかめる"},
        {8, "国の手引きとひな形", "国の手引きと/ひな形"},
        {9, "社外からの入口を更新する", "社外からの/入口を更新する"},
        {7, "アカウントを乗っ取られる", "アカウントを/乗っ取られる"},
        {6, "取引先がやり取りを止める日数", "取引先が/やり取りを/止める日数"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_string_equal(break_lines(*state, cells[i].text, cells[i].ems, true), cells[i].lines);
}

static void headings_leave_no_sign_alone(void **state)
{
    assert_string_equal(break_lines(*state, "だれが何を受け持つか", 9, true),
                        "だれが何を/受け持つか");
    assert_string_equal(break_lines(*state, "取引先とお客様への連絡", 10, true),
                        "取引先と/お客様への連絡");
}

static void a_phrase_too_long_breaks_between_words_before_it_breaks_one(void **state)
{
    assert_string_equal(break_lines(*state, "バックアップを", 6, true), "バックアップ/を");
    assert_string_equal(break_lines(*state, "セキュリティ", 4, true), "セキュ/リティ");
}

static void kinsoku_is_kept_whatever_the_phrases_are(void **state)
{
    assert_string_equal(break_lines(*state, "守り、「今日」", 5, true), "守り、/「今日」");
    assert_string_equal(break_lines(*state, "約1億8,000万円の損害", 9, true),
                        "約1億8,000万円の/損害");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrow_cells_break_between_phrases),
        cmocka_unit_test(headings_leave_no_sign_alone),
        cmocka_unit_test(a_phrase_too_long_breaks_between_words_before_it_breaks_one),
        cmocka_unit_test(kinsoku_is_kept_whatever_the_phrases_are)};
    return cmocka_run_group_tests(tests, open_shop, close_shop);
}
