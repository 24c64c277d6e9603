/* Sweeps: what must not happen at line ends is tried at every place of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/paragraph.h"

/* JLREQ Appendix A: cl-02 to cl-11 and cl-13, with what CSS Text 3 `line-break: strict` adds. */
static const char *const never_first[] = {
    "’",  "”",  "）", "〕", "］", "｝", "〉", "》", "」", "』", "】", "｠", "〙", "〗",
    "»",  "〟",                                                             /* 02 */
    "‐",  "〜", "～", "゠", "–",                                            /* 03 */
    "！", "？", "‼",  "⁇",  "⁈",  "⁉",                                      /* 04 */
    "・", "：", "；",                                                       /* 05 */
    "。", "．", "、", "，",                                                 /* 06, 07 */
    "…",  "‥",  "―",  "—",                                                  /* 08 */
    "ヽ", "ヾ", "ゝ", "ゞ", "々", "〻", "ー",                               /* 09, 10 */
    "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ゎ", "ゕ", "ゖ", /* 11 */
    "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", "ヮ", "ヵ", "ヶ", /* 11 */
    "ㇰ", "ㇱ", "ㇲ", "ㇳ", "ㇴ", "ㇵ", "ㇶ", "ㇷ", "ㇸ", "ㇹ", "ㇺ", "ㇻ", "ㇼ", "ㇽ",
    "ㇾ", "ㇿ", "°",  "′",  "″",  "℃",  "％", "‰",  "ℓ",  "㏋", "㌃", "㎡", "￠", "%", /* 13 */
    "｡",  "｣",  "､",  "･",  "ｰ",  "ｧ",  "ｯ",  "ｮ",  ")",  "]",  ",",  ".",  "!",  "?",
};

/* cl-01 and cl-12. */
static const char *const never_last[] = {
    "‘",  "“",  "（", "〔", "［", "｛", "〈", "《", "「", "『", "【", "｟",
    "〘", "〖", "«",  "〝", "￥", "＄", "￡", "＃", "№",  "¥",  "｢",  "(",
};

static const char *const chunks[] = {
    "3,843万円",
    "1億2,000万円",
    "2026年4月",
    "2026年11月10日",
    "令和8年11月10日",
    "5.8日",
    "50名",
    "第3章",
    "25問",
    "48.0％",
    "100点",
    "約12日",
    "1〜3",
    "10:00",
    "35,000円",
    "3か月",
    "1か所",
    "No.5",
    "A4",
    "20〜30名",
    "……",
    "――",
    "第三章",
    "午前10時30分",
    "30万円",
    "１２３件",
    "3年間",
    "100km",
    "2倍",
    "7ページ",
    "か゚",
    "葛󠄀",
    "e-mail",
    "GmbH",
};

static const char *const honorifics[] = {"様", "御中", "殿", "さん", "氏"};

static const char ground[] =
    "社内の機器を守るために今日から始められる小さな工夫を三つの段に分けて並べました順番に読むと"
    "何を先に行うかが分かり費用の見当もつくように書いてあります担当の方が替わっても困りません";
enum { GROUND_SIGN = 3 /* bytes: all of it is kana and kanji */ };

struct fixture {
    struct arena *arena; /* fonts */
    struct diag diag;
    const struct font_set *fonts;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    f->fonts = fonts_load(f->arena, "fonts", &f->diag);
    *state = f;
    return f->fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    fonts_free(f->fonts);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const struct paragraph *compose(struct arena *a, const struct font *font, const char *text,
                                       mpt size, mpt measure)
{
    struct diag diag = diag_new(a);
    struct part part = {.text = text_of(text), .font = font, .size = size, .colour = COLOUR_TEXT};
    struct paragraph_rules rules = {.measure = measure, .justify = true};
    return paragraph_compose(a, &part, 1, &rules, &diag);
}

/* The ground text with `chunk` put in behind its first `signs` signs. */
static void insert(char *out, size_t room, size_t signs, const char *chunk)
{
    size_t at = signs * GROUND_SIGN;
    snprintf(out, room, "%.*s%s%s", (int)at, ground, chunk, ground + at);
}

/* Composes with the chunk at each place of the first three lines, the measure growing in small
 * steps, and fails when a line ends strictly between bytes `from` and `to` of the chunk, counted
 * from its start; -1 is the boundary before it. Returns the number of line ends seen. */
static size_t sweep(const struct font *font, const char *chunk, int from, int to)
{
    size_t seen = 0;
    struct arena *a = arena_new();
    for (size_t signs = 1; signs < 36; signs++) {
        char text[600];
        insert(text, sizeof text, signs, chunk);
        int at = (int)(signs * GROUND_SIGN);
        for (mpt measure = 120000; measure < 131000; measure += 1900) {
            const struct paragraph *p = compose(a, font, text, 10000, measure);
            for (size_t i = 0; i + 1 < p->line_count; i++) {
                int end = (int)p->lines[i].end;
                seen++;
                if (end > at + from && end < at + to)
                    fail_msg("%s: line %zu of %s ends at %d, measure %d", chunk, i, text, end,
                             (int)measure);
            }
        }
        arena_free(a);
        a = arena_new();
    }
    arena_free(a);
    return seen;
}

static const struct font *family(void **state, const char *name)
{
    struct fixture *f = *state;
    return font_find(f->fonts, text_of(name), false);
}

static void no_line_begins_with_a_sign_that_must_not(void **state)
{
    size_t count = sizeof never_first / sizeof never_first[0];
    for (size_t i = 0; i < count; i++) {
        assert_true(sweep(family(state, "gothic"), never_first[i], -1, 1) > 1000);
        assert_true(sweep(family(state, "gothic-fixed"), never_first[i], -1, 1) > 1000);
    }
}

static void no_line_ends_with_a_sign_that_must_not(void **state)
{
    size_t count = sizeof never_last / sizeof never_last[0];
    for (size_t i = 0; i < count; i++) {
        int size = (int)strlen(never_last[i]);
        assert_true(sweep(family(state, "gothic"), never_last[i], size - 1, size + 1) > 1000);
        assert_true(sweep(family(state, "gothic-fixed"), never_last[i], size - 1, size + 1) > 1000);
    }
}

static void runs_of_such_signs_are_kept_too(void **state)
{
    /* A line may end neither before nor inside, only behind. */
    const char *const closing[] = {"」、", "）。」", "！？」", "……。", "々」ー", "％）、"};
    const char *const opening[] = {"「『", "（「", "“（"};
    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++)
        sweep(family(state, "gothic"), closing[i], -1, (int)strlen(closing[i]));
    for (size_t i = 0; i < sizeof opening / sizeof opening[0]; i++)
        sweep(family(state, "gothic-fixed"), opening[i], 0, (int)strlen(opening[i]) + 1);
}

static void numbers_and_units_are_never_parted(void **state)
{
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        sweep(family(state, "gothic"), chunks[i], 0, (int)strlen(chunks[i]));
        sweep(family(state, "mincho"), chunks[i], 0, (int)strlen(chunks[i]));
    }
}

static void no_line_ends_before_an_honorific(void **state)
{
    for (size_t i = 0; i < sizeof honorifics / sizeof honorifics[0]; i++) {
        char chunk[64];
        int size = snprintf(chunk, sizeof chunk, "山田%s", honorifics[i]);
        sweep(family(state, "gothic"), chunk, 3, size);
    }
}

static void the_sweep_can_fail(void **state)
{
    /* Ordinary kanji are parted somewhere: the sweep does come across its chunk. */
    struct arena *a = arena_new();
    size_t parted = 0;
    for (size_t signs = 1; signs < 36; signs++) {
        char text[600];
        insert(text, sizeof text, signs, "安全");
        const struct paragraph *p = compose(a, family(state, "gothic"), text, 10000, 120000);
        for (size_t i = 0; i + 1 < p->line_count; i++)
            parted += p->lines[i].end == signs * GROUND_SIGN + 3;
    }
    assert_true(parted >= 2);
    arena_free(a);
}

enum { JAPANESE_SAMPLES = 3 };
static const char *const samples[] = {
    "ランサムウェアの被害は、2025年上半期だけで116件ありました。復旧に1,000万円以上かかった会社は"
    "全体の59％です。「うちは小さいから狙われない」と考える会社ほど、備えが遅れています。",
    "USBメモリーやNASに写したデータは、つないだままだと一緒に暗号化されます。週1回、外したUSB HDDへ"
    "写してください（これを「オフライン・バックアップ」といいます）。Windows 11のPCが15台あれば、"
    "費用は35,000円ほどです。詳しくはJPCERT/CCの資料と第3章をご覧ください。",
    "取引先のメールをよそおった「請求書.xlsx」を開くと、Emotetのようなマルウェアが動きます。"
    "差出人の名前ではなく、アドレス（例：info@example.jp）を見てください。迷ったら、03-1234-5678の"
    "山田様までお電話ください。……あわてて押さないこと――それが一番の対策です。",
    "The quick brown fox jumps over the lazy dog, while 守り紙 keeps the paper in order and the "
    "owner of the shop reads it in three minutes; then she signs the plan and files it.",
};

/* Right edge of what is drawn in the line, from its runs. */
static mpt right_edge(const struct line *line)
{
    mpt right = 0;
    for (size_t i = 0; i < line->item_count; i++) {
        const struct item *item = &line->items[i];
        if (item->kind == ITEM_RUN && item->x + item->run->width > right)
            right = item->x + item->run->width;
    }
    return right;
}

struct tally {
    size_t lines;
    size_t loose; /* with gaps that readers of the PDF take for spaces */
};

/* Every line of `p` but the last must end at the measure. */
static void check_edges(const struct paragraph *p, mpt size, mpt measure, struct tally *tally)
{
    for (size_t i = 0; i < p->line_count; i++) {
        mpt rest = measure - right_edge(&p->lines[i]);
        bool last = i + 1 == p->line_count;
        if (rest < 0 || (rest > 500 && !last))
            fail_msg("size %d, measure %d, line %zu: %d left: %.*s", (int)size, (int)measure, i,
                     (int)rest, (int)p->text.size, p->text.ptr);
        tally->lines++;
        tally->loose += p->lines[i].stretch > size * 9 / 100;
    }
}

static void check_sample(const struct font *font, const char *sample, struct tally *wide)
{
    static const mpt sizes[] = {7500, 8500, 9000, 10000, 10500, 12000};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        struct arena *a = arena_new();
        for (mpt measure = 150000; measure <= 480000; measure += 7300) {
            struct tally tally = {0};
            check_edges(compose(a, font, sample, sizes[k], measure), sizes[k], measure, &tally);
            if (measure >= 35 * sizes[k]) {
                wide->lines += tally.lines;
                wide->loose += tally.loose;
            }
        }
        arena_free(a);
    }
}

static void justified_lines_end_at_the_measure(void **state)
{
    struct tally wide = {0};
    for (size_t s = 0; s < sizeof samples / sizeof samples[0]; s++) {
        check_sample(family(state, "gothic"), samples[s], &wide);
        check_sample(family(state, "gothic-fixed"), samples[s], &wide);
        check_sample(family(state, "mincho"), samples[s], &wide);
    }
}

static void gaps_stay_invisible_where_lines_are_long_enough(void **state)
{
    struct tally wide = {0};
    for (size_t s = 0; s < JAPANESE_SAMPLES; s++) {
        check_sample(family(state, "gothic"), samples[s], &wide);
        check_sample(family(state, "mincho"), samples[s], &wide);
    }
    print_message("%zu long lines, %zu with visible gaps\n", wide.lines, wide.loose);
    assert_true(wide.lines > 1000);
    assert_true(wide.loose * 25 < wide.lines);
}

int main(void)
{
    const struct CMUnitTest kinsoku_sweep[] = {
        cmocka_unit_test(the_sweep_can_fail),
        cmocka_unit_test(no_line_begins_with_a_sign_that_must_not),
        cmocka_unit_test(no_line_ends_with_a_sign_that_must_not),
        cmocka_unit_test(runs_of_such_signs_are_kept_too),
        cmocka_unit_test(numbers_and_units_are_never_parted),
        cmocka_unit_test(no_line_ends_before_an_honorific),
        cmocka_unit_test(justified_lines_end_at_the_measure),
        cmocka_unit_test(gaps_stay_invisible_where_lines_are_long_enough),
    };
    return cmocka_run_group_tests_name("kinsoku_sweep", kinsoku_sweep, set_up, tear_down);
}
