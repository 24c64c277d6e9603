/* Charts of every kind, on several widths, with friendly and hostile points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/chart.h"
#include "document/sketch.h"
#include "japanese/morph.h"
#include "japanese/phrase.h"

enum { SLACK = 2 /* mpt of rounding */ };

static const mpt widths[] = {120000, 170000, 232000, 260000, 400000, 480000};
enum { WIDTH_COUNT = sizeof widths / sizeof *widths };

struct box {
    mpt left, right, top, bottom;
};

/* From the top of the tallest sign to the lowest: BIZ UDPGothic reaches from 0.88 to −0.12 em. */
static struct box text_box(const struct shape *shape)
{
    struct measure measure = measure_estimate();
    mpt width = measure.width(measure.context, shape->text, shape->size, shape->bold);
    mpt left = shape->x;
    if (shape->anchor == ANCHOR_MIDDLE)
        left -= width / 2;
    if (shape->anchor == ANCHOR_END)
        left -= width;
    return (struct box){
        .left = left,
        .right = left + width,
        .top = shape->y - shape->size * 88 / 100,
        .bottom = shape->y + shape->size * 12 / 100,
    };
}

static struct box shape_box(const struct shape *shape)
{
    struct box box = {shape->x, shape->x, shape->y, shape->y};
    switch (shape->kind) {
    case SHAPE_RECT:
    case SHAPE_LINE:
        box.right += shape->width;
        box.bottom += shape->height;
        break;
    case SHAPE_CIRCLE:
        box = (struct box){shape->x - shape->width, shape->x + shape->width,
                           shape->y - shape->width, shape->y + shape->width};
        break;
    case SHAPE_TEXT:
        return text_box(shape);
    case SHAPE_POLYGON:
        assert_true(shape->point_count >= 2);
        box = (struct box){INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN};
        for (size_t i = 0; i < shape->point_count; i++) {
            struct point point = shape->points[i];
            box.left = point.x < box.left ? point.x : box.left;
            box.right = point.x > box.right ? point.x : box.right;
            box.top = point.y < box.top ? point.y : box.top;
            box.bottom = point.y > box.bottom ? point.y : box.bottom;
        }
        break;
    }
    if (box.right < box.left || box.bottom < box.top)
        box = (struct box){box.right < box.left ? box.right : box.left,
                           box.right < box.left ? box.left : box.right,
                           box.bottom < box.top ? box.bottom : box.top,
                           box.bottom < box.top ? box.top : box.bottom};
    return box;
}

static void check_inside(const struct figure *figure, const struct shape *shape)
{
    struct box box = shape_box(shape);
    bool inside = box.left >= -SLACK && box.right <= figure->width + SLACK && box.top >= -SLACK &&
                  box.bottom <= figure->height + SLACK;
    if (!inside)
        fail_msg("kind %d \"%.*s\" at %d..%d, %d..%d leaves %d × %d", (int)shape->kind,
                 (int)shape->text.size, shape->text.ptr ? shape->text.ptr : "", box.left, box.right,
                 box.top, box.bottom, figure->width, figure->height);
}

static void check_apart(const struct shape *a, const struct shape *b)
{
    struct box one = text_box(a);
    struct box two = text_box(b);
    bool apart = one.right <= two.left + SLACK || two.right <= one.left + SLACK ||
                 one.bottom <= two.top + SLACK || two.bottom <= one.top + SLACK;
    if (!apart)
        fail_msg("\"%.*s\" and \"%.*s\" overlap", (int)a->text.size, a->text.ptr, (int)b->text.size,
                 b->text.ptr);
}

static void check_figure(const struct figure *figure)
{
    assert_true(figure->height > 0);
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        check_inside(figure, shape);
        if (shape->kind != SHAPE_TEXT)
            continue;
        assert_true(shape->size >= TYPE_SMALLEST);
        for (size_t j = 0; j < i; j++)
            if (figure->shapes[j].kind == SHAPE_TEXT)
                check_apart(&figure->shapes[j], shape);
    }
}

static struct chart base_chart(enum chart_kind kind, const struct chart_point *points, size_t count)
{
    return (struct chart){
        .kind = kind,
        .alt = text_of("図の説明"),
        .unit = text_of("点"),
        .total = 58000,
        .maximum = 100000,
        .mark = 70000,
        .mark_label = text_of("合格の目安 70"),
        .change = text_of("▲12点"),
        .change_note = text_of("前回46点（2025年11月）"),
        .change_sign = 1,
        .points = points,
        .point_count = count,
    };
}

/* Every kind, on every width, with and without mark and title. */
static void check_all(const struct chart_point *points, size_t count, int64_t total)
{
    for (int kind = 0; kind < CHART_KIND_COUNT; kind++)
        for (size_t w = 0; w < WIDTH_COUNT; w++)
            for (int variant = 0; variant < 4; variant++) {
                struct arena *a = arena_new();
                struct chart chart = base_chart((enum chart_kind)kind, points, count);
                chart.total = total;
                chart.mark = variant & 1 ? 70000 : -1;
                if (variant & 2)
                    chart.title = text_of("いまの守りの点数と、そこからわかること");
                check_figure(chart_draw(a, &chart, widths[w], measure_estimate()));
                arena_free(a);
            }
}

static bool has_text(const struct figure *figure, const char *string)
{
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (shape->kind == SHAPE_TEXT && text_is(shape->text, string))
            return true;
    }
    return false;
}

static const struct chart_point categories[] = {
    {.label = {"保管・廃棄", 15}, .value = 75000, .has_value = true},
    {.label = {"パソコン", 12}, .value = 68000, .has_value = true},
    {.label = {"パスワード", 15}, .value = 50000, .has_value = true},
    {.label = {"バックアップ", 18}, .value = 25000, .has_value = true, .weak = true},
    {.label = {"会社のルール", 18}, .value = 20000, .has_value = true, .weak = true},
    {.label = {"ノートパソコン", 21}, .has_value = false},
};
enum { CATEGORY_COUNT = sizeof categories / sizeof *categories };

static void labels_lie_inside_and_do_not_overlap(void **state)
{
    (void)state;
    for (size_t count = 0; count <= CATEGORY_COUNT; count++)
        check_all(categories, count, 58000);
}

static void labels_of_forty_signs_lie_inside_and_do_not_overlap(void **state)
{
    (void)state;
    struct chart_point points[10];
    for (size_t i = 0; i < 10; i++)
        points[i] = (struct chart_point){
            .label = text_of("情報セキュリティに関する基本的な方針を定めて従業員の全員に知らせてい"
                             "るかどうかを見る"),
            .note = text_of("年に1回は読み合わせをして、1,900万円の損害を防ぐ"),
            .value = (int64_t)i * 10000,
            .has_value = i != 4,
            .text = text_of("1億2,000万円"),
        };
    for (size_t count = 1; count <= 10; count++)
        check_all(points, count, 0);
}

static void words_without_places_to_break_are_broken_all_the_same(void **state)
{
    (void)state;
    struct chart_point point = {
        .label = text_of("https://www.example.jp/a-very-long-address/without-any-space.html"),
        .value = 1,
        .has_value = true,
        .text = text_of("123456789012345678901234567890"),
    };
    check_all(&point, 1, 100000);
}

static void lines_of_a_label_neither_begin_nor_end_with_blanks(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sketch sketch = {.arena = a, .measure = measure_estimate(), .width = 400000};
    struct text text = text_of(" 費用　　45万円 　目標　 72点　");
    struct label label = label_fit(&sketch, text, 10000, false, 45000);
    static const char *const LINES[] = {"費用", "45万円", "目標", "72点"};
    assert_int_equal(label.count, 4);
    for (size_t i = 0; i < label.count; i++)
        assert_true(text_is(label.lines[i], LINES[i]));
    assert_int_equal(label_fit(&sketch, text_of(" 　 "), 10000, false, 45000).count, 0);
    arena_free(a);
}

static void assert_two_lines(struct sketch *sketch, const char *text, const char *first)
{
    struct label label = label_fit(sketch, text_of(text), 10000, false, 110000);
    assert_int_equal(label.count, 2);
    assert_true(text_is(label.lines[0], first));
}

static void a_line_of_a_label_does_not_end_inside_a_compound_verb(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sketch sketch = {.arena = a, .measure = measure_estimate(), .width = 400000};
    assert_two_lines(&sketch, "毎月確かめる受け持ちを紙で", "毎月確かめる");
    assert_two_lines(&sketch, "最低限では防ぎ切れないと説明", "最低限では");
    arena_free(a);
}

static void lines_of_a_label_end_with_phrases_where_words_are_known(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    struct morph *morph = morph_open(&d);
    assert_non_null(morph);
    struct sketch sketch = {.arena = a, .measure = measure_estimate(), .width = 400000};
    sketch.measure.phraser = phraser_new(morph);
    /* By script alone: パスワードの使い|回しを. */
    assert_two_lines(&sketch, "パスワードの使い回しをやめて守る", "パスワードの");
    assert_two_lines(&sketch, "最低限では防ぎ切れないと説明", "最低限では");
    phraser_free(sketch.measure.phraser);
    morph_close(morph);
    arena_free(a);
}

static void values_out_of_the_scale_stay_inside(void **state)
{
    (void)state;
    const struct chart_point points[] = {
        {.label = text_of("下"), .value = -25000, .has_value = true},
        {.label = text_of("上"), .value = 150000, .has_value = true},
        {.label = text_of("底"), .value = INT64_MIN, .has_value = true},
        {.label = text_of("天"), .value = INT64_MAX, .has_value = true},
        {.label = text_of("零"), .value = 0, .has_value = true},
        {.label = text_of("百"), .value = 100000, .has_value = true},
    };
    check_all(points, 6, -25000);
    check_all(points, 6, 1000000000);
    check_all(points, 6, -1000000000);
}

static void twenty_four_assessments_leave_out_labels_but_never_the_newest(void **state)
{
    (void)state;
    struct chart_point points[24];
    char months[24][32];
    for (int i = 0; i < 24; i++) {
        snprintf(months[i], sizeof months[i], "%d年%d月", 2024 + i / 12, i % 12 + 1);
        points[i] = (struct chart_point){
            .label = text_of(months[i]), .value = i * 4000, .has_value = i != 5};
    }
    points[23].text = text_of("92点");
    check_all(points, 24, 92000);
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_HISTORY, points, 24);
    const struct figure *figure = chart_draw(a, &chart, 232000, measure_estimate());
    assert_true(has_text(figure, "92点"));
    arena_free(a);
}

static void a_negative_total_is_printed_with_a_minus_sign(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_SCORE, categories, CATEGORY_COUNT);
    chart.total = -25000;
    const struct figure *figure = chart_draw(a, &chart, 232000, measure_estimate());
    assert_true(has_text(figure, "−25"));
    assert_true(has_text(figure, "／100点"));
    arena_free(a);
}

static void a_point_without_value_is_called_not_applicable(void **state)
{
    (void)state;
    static const enum chart_kind kinds[] = {CHART_SCORE, CHART_BARS, CHART_METER, CHART_RADAR,
                                            CHART_HISTORY};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct arena *a = arena_new();
        struct chart chart = base_chart(kinds[i], categories, CATEGORY_COUNT);
        const struct figure *figure = chart_draw(a, &chart, 400000, measure_estimate());
        assert_true(has_text(figure, "対象外"));
        arena_free(a);
    }
}

/* The widths of the bars drawn in the bars' colours, in order. */
static size_t bar_widths(const struct figure *figure, mpt *bars, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        bool bar = shape->fill == COLOUR_SECONDARY || shape->fill == COLOUR_ACCENT;
        if (shape->kind == SHAPE_RECT && bar && count < room)
            bars[count++] = shape->width;
    }
    return count;
}

static void bars_are_as_long_as_their_values(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct chart_point points[] = {
        {.label = text_of("全部"), .value = 100000, .has_value = true},
        {.label = text_of("半分"), .value = 50000, .has_value = true, .weak = true},
        {.label = text_of("無"), .value = 0, .has_value = true},
    };
    struct chart chart = base_chart(CHART_SCORE, points, 3);
    mpt bars[3];
    const struct figure *figure = chart_draw(a, &chart, 300000, measure_estimate());
    /* 0 % has no bar at all. */
    assert_int_equal(bar_widths(figure, bars, 3), 2);
    assert_in_range(bars[0] - 2 * bars[1], 0, 1);
    arena_free(a);
}

static void weak_bars_differ_without_colour(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_SCORE, categories, CATEGORY_COUNT);
    const struct figure *figure = chart_draw(a, &chart, 232000, measure_estimate());
    size_t hatched = 0;
    for (size_t i = 0; i < figure->shape_count; i++)
        if (figure->shapes[i].fill == COLOUR_ACCENT) {
            assert_int_equal(figure->shapes[i].pattern, PATTERN_HATCH);
            hatched++;
        }
    assert_int_equal(hatched, 2);
    arena_free(a);
}

static void the_band_of_the_total_is_marked(void **state)
{
    (void)state;
    const struct chart_point bands[] = {{.label = text_of("満点"), .value = 100000},
                                        {.label = text_of("合格"), .value = 70000},
                                        {.label = text_of("もう少し"), .value = 50000},
                                        {.label = text_of("土台から"), .value = -25000}};
    check_all(bands, 4, 58000);
    check_all(bands, 4, 100000);
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_BANDS, bands, 4);
    const struct figure *figure = chart_draw(a, &chart, 400000, measure_estimate());
    size_t marked = 0;
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (shape->kind != SHAPE_RECT || shape->fill != COLOUR_PRIMARY)
            continue;
        marked++;
        /* 50 on a scale from −25 to 100, with room for the cap at its end. */
        assert_in_range(shape->x, 225000, 240000);
    }
    assert_int_equal(marked, 1);
    arena_free(a);
}

static void labels_break_at_sensible_places(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct chart_point points[] = {
        {.label = text_of("クラウドサービスやウェブサイトの運用"),
         .value = 1000,
         .has_value = true},
        {.label = text_of("スマートフォン・タブレット"), .value = 1000, .has_value = true},
        {.label = text_of("取引先管理（契約・秘密保持）"), .value = 1000, .has_value = true},
    };
    struct chart chart = base_chart(CHART_SCORE, points, 3);
    const struct figure *figure = chart_draw(a, &chart, 232000, measure_estimate());
    assert_true(has_text(figure, "クラウドサービスや"));
    assert_true(has_text(figure, "ウェブサイトの運用"));
    assert_true(has_text(figure, "スマートフォン・"));
    assert_true(has_text(figure, "（契約・秘密保持）"));
    arena_free(a);
}

enum { MAN = 10000 * 1000 }; /* 1万円 in thousandths */

static const struct chart_part light_parts[] = {
    {.label = {"調査", 6}, .value = 260 * (int64_t)MAN},
    {.label = {"復旧・入れ替え", 21}, .value = 290 * (int64_t)MAN},
    {.label = {"止まった間の粗利（12日 × 75万円 × 影響5割）", 61}, .value = 230 * (int64_t)MAN},
    {.label = {"おわび", 9}, .value = 0},
};
static const struct chart_part heavy_parts[] = {
    {.label = {"調査", 6}, .value = 520 * (int64_t)MAN},
    {.label = {"復旧・入れ替え", 21}, .value = 580 * (int64_t)MAN},
    {.label = {"止まった間の粗利（12日 × 75万円 × 影響5割）", 61}, .value = 670 * (int64_t)MAN},
    {.label = {"おわび", 9}, .value = 130 * (int64_t)MAN},
};
static const struct chart_point damages[] = {
    {.label = {"身代金ウイルス", 21},
     .note = {"仕事が約12日止まる", 26},
     .text = {"780万円", 9},
     .low = 300 * (int64_t)MAN,
     .value = 780 * (int64_t)MAN,
     .high = 1900 * (int64_t)MAN,
     .has_value = true,
     .parts = light_parts,
     .part_count = 4},
    {.label = {"だましメールの送金", 27},
     .text = {"1,900万円", 11},
     .low = 780 * (int64_t)MAN,
     .value = 1900 * (int64_t)MAN,
     .high = 2900 * (int64_t)MAN,
     .has_value = true,
     .weak = true,
     .parts = heavy_parts,
     .part_count = 4},
    {.label = {"端末の紛失", 15}, .has_value = false},
};
enum { DAMAGE_COUNT = sizeof damages / sizeof *damages };

static struct chart damage_chart(enum chart_kind kind)
{
    struct chart chart = base_chart(kind, damages, DAMAGE_COUNT);
    chart.maximum = 0;
    chart.mark = -1;
    chart.money = true;
    return chart;
}

static void damages_lie_inside_and_do_not_overlap(void **state)
{
    (void)state;
    static const enum chart_kind kinds[] = {CHART_RANGE, CHART_STACKED};
    for (size_t k = 0; k < 2; k++)
        for (size_t w = 0; w < WIDTH_COUNT; w++)
            for (size_t count = 0; count <= DAMAGE_COUNT; count++) {
                struct arena *a = arena_new();
                struct chart chart = damage_chart(kinds[k]);
                chart.point_count = count;
                check_figure(chart_draw(a, &chart, widths[w], measure_estimate()));
                arena_free(a);
            }
}

/* The only shape of `figure` that `fill` and `kind` fit, but for the first `skip`. */
static const struct shape *find_shape(const struct figure *figure, enum shape_kind kind,
                                      enum colour fill, size_t skip)
{
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (shape->kind == kind && shape->fill == fill && skip-- == 0)
            return shape;
    }
    return NULL;
}

static void a_band_reaches_from_low_to_high_with_the_tick_between(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = damage_chart(CHART_RANGE);
    const struct figure *figure = chart_draw(a, &chart, 480000, measure_estimate());
    const struct shape *band = find_shape(figure, SHAPE_RECT, COLOUR_LINE, 0);
    const struct shape *tick = find_shape(figure, SHAPE_RECT, COLOUR_PRIMARY, 0);
    const struct shape *weak_band = find_shape(figure, SHAPE_RECT, COLOUR_ACCENT_PALE, 0);
    const struct shape *weak_tick = find_shape(figure, SHAPE_RECT, COLOUR_ACCENT_TEXT, 0);
    /* 1,900 − 300 against 2,900 − 780 */
    assert_in_range(band->width * 2120 / 1600 - weak_band->width + 3, 0, 6);
    /* The tick's middle lies at (780 − 300) ÷ (1,900 − 300) = 30 % of the band. */
    assert_in_range(tick->x + tick->width / 2 - band->x - band->width * 30 / 100 + 3, 0, 6);
    assert_true(weak_tick->x > weak_band->x);
    /* The weak band differs without colour. */
    assert_int_equal(band->stroke, COLOUR_NONE);
    assert_int_equal(weak_band->stroke, COLOUR_ACCENT);
    assert_true(has_text(figure, "対象外"));
    arena_free(a);
}

static void an_amount_near_zero_does_not_touch_the_scale(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart_point point = damages[1];
    point.low = 0;
    point.value = 1000; /* one yen, of many: its tick stands on the scale's line */
    struct chart chart = damage_chart(CHART_RANGE);
    chart.points = &point;
    chart.point_count = 1;
    const struct figure *figure = chart_draw(a, &chart, 260000, measure_estimate());
    const struct shape *line = NULL;
    const struct shape *amount = NULL;
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (shape->kind == SHAPE_LINE && !line)
            line = shape;
        if (shape->kind == SHAPE_TEXT && shape->bold && shape->anchor == ANCHOR_MIDDLE)
            amount = shape;
    }
    assert_true(line && amount);
    assert_true(text_box(amount).left >= line->x + 1500);
    arena_free(a);
}

static void a_scale_of_money_has_round_steps(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = damage_chart(CHART_RANGE);
    const struct figure *figure = chart_draw(a, &chart, 260000, measure_estimate());
    assert_true(has_text(figure, "0"));
    assert_true(has_text(figure, "1,000万円"));
    assert_true(has_text(figure, "3,000万円"));
    assert_false(has_text(figure, "4,000万円"));
    chart.point_count = 1;
    figure = chart_draw(a, &chart, 480000, measure_estimate());
    assert_true(has_text(figure, "500万円"));
    assert_true(has_text(figure, "2,000万円"));
    arena_free(a);
}

static void ends_of_a_band_may_be_hostile(void **state)
{
    (void)state;
    static const int64_t ends[] = {INT64_MIN, -1, 0, 1, 999, 75000, INT64_MAX};
    enum { ENDS = sizeof ends / sizeof *ends };
    for (size_t low = 0; low < ENDS; low++)
        for (size_t high = 0; high < ENDS; high++)
            for (size_t w = 0; w < WIDTH_COUNT; w++) {
                struct arena *a = arena_new();
                struct chart_point point = {.label = text_of("天"),
                                            .text = text_of("1億2,000万円"),
                                            .low = ends[low],
                                            .value = ends[(low + high) % ENDS],
                                            .high = ends[high],
                                            .has_value = true};
                struct chart chart = base_chart(CHART_RANGE, &point, 1);
                chart.maximum = 0;
                chart.money = w & 1;
                check_figure(chart_draw(a, &chart, widths[w], measure_estimate()));
                arena_free(a);
            }
}

static void parts_fill_a_bar_in_proportion(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = damage_chart(CHART_STACKED);
    const struct figure *figure = chart_draw(a, &chart, 480000, measure_estimate());
    const struct shape *first = find_shape(figure, SHAPE_RECT, COLOUR_PRIMARY, 0);
    const struct shape *second = find_shape(figure, SHAPE_RECT, COLOUR_PRIMARY, 1);
    assert_in_range(second->width - 2 * first->width + 2, 0, 4); /* 520 = 2 × 260 */
    const struct shape *repair = find_shape(figure, SHAPE_RECT, COLOUR_SECONDARY, 0);
    assert_int_equal(repair->x, first->x + first->width);
    assert_int_equal(repair->pattern, PATTERN_HATCH);
    assert_true(has_text(figure, "780万円"));
    assert_true(has_text(figure, "1,900万円"));
    arena_free(a);
}

static size_t count_shapes(const struct figure *figure, enum shape_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < figure->shape_count; i++)
        count += figure->shapes[i].kind == kind;
    return count;
}

static void a_legend_names_the_parts_that_are_drawn(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = damage_chart(CHART_STACKED);
    const struct figure *figure = chart_draw(a, &chart, 480000, measure_estimate());
    assert_true(has_text(figure, "調査"));
    assert_true(has_text(figure, "おわび"));
    /* 3 parts of the first bar, 4 of the second, 4 squares of the legend */
    assert_int_equal(count_shapes(figure, SHAPE_RECT), 11);
    chart.point_count = 1;
    figure = chart_draw(a, &chart, 480000, measure_estimate());
    assert_false(has_text(figure, "おわび"));
    assert_int_equal(count_shapes(figure, SHAPE_RECT), 6);
    arena_free(a);
}

static void parts_beyond_the_looks_are_called_the_rest(void **state)
{
    (void)state;
    struct chart_part parts[12];
    char names[12][16];
    for (int i = 0; i < 12; i++) {
        snprintf(names[i], sizeof names[i], "品%d", i + 1);
        parts[i] = (struct chart_part){.label = text_of(names[i]), .value = 1000};
    }
    const struct chart_point point = {.label = text_of("全部"),
                                      .value = 12000,
                                      .has_value = true,
                                      .parts = parts,
                                      .part_count = 12};
    for (size_t w = 0; w < WIDTH_COUNT; w++) {
        struct arena *a = arena_new();
        struct chart chart = base_chart(CHART_STACKED, &point, 1);
        const struct figure *figure = chart_draw(a, &chart, widths[w], measure_estimate());
        check_figure(figure);
        assert_true(has_text(figure, "品7"));
        assert_true(has_text(figure, "その他"));
        assert_false(has_text(figure, "品8"));
        arena_free(a);
    }
}

static void steps_stand_side_by_side_or_in_a_narrow_figure_below_each_other(void **state)
{
    (void)state;
    const struct text lines[] = {text_of("バックアップ・2段階の確認・連絡順"),
                                 text_of("費用 45万円　目標 72点")};
    struct chart_point points[5];
    for (size_t i = 0; i < 5; i++)
        points[i] = (struct chart_point){.label = text_of("1年目　止まらない会社に"),
                                         .lines = i == 3 ? NULL : lines,
                                         .line_count = i == 3 ? 0 : 2};
    for (size_t w = 0; w < WIDTH_COUNT; w++)
        for (size_t count = 0; count <= 5; count++) {
            struct arena *a = arena_new();
            struct chart chart = base_chart(CHART_STEPS, points, count);
            const struct figure *figure = chart_draw(a, &chart, widths[w], measure_estimate());
            check_figure(figure);
            assert_int_equal(count_shapes(figure, SHAPE_POLYGON), count);
            arena_free(a);
        }
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_STEPS, points, 3);
    mpt wide = chart_draw(a, &chart, 480000, measure_estimate())->height;
    mpt narrow = chart_draw(a, &chart, 170000, measure_estimate())->height;
    assert_true(narrow > 2 * wide);
    arena_free(a);
}

static void a_chart_without_points_says_so(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct chart chart = base_chart(CHART_BARS, NULL, 0);
    const struct figure *figure = chart_draw(a, &chart, 400000, measure_estimate());
    assert_true(has_text(figure, "表示できる値がありません"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_lie_inside_and_do_not_overlap),
        cmocka_unit_test(labels_of_forty_signs_lie_inside_and_do_not_overlap),
        cmocka_unit_test(words_without_places_to_break_are_broken_all_the_same),
        cmocka_unit_test(lines_of_a_label_neither_begin_nor_end_with_blanks),
        cmocka_unit_test(a_line_of_a_label_does_not_end_inside_a_compound_verb),
        cmocka_unit_test(lines_of_a_label_end_with_phrases_where_words_are_known),
        cmocka_unit_test(values_out_of_the_scale_stay_inside),
        cmocka_unit_test(twenty_four_assessments_leave_out_labels_but_never_the_newest),
        cmocka_unit_test(a_negative_total_is_printed_with_a_minus_sign),
        cmocka_unit_test(a_point_without_value_is_called_not_applicable),
        cmocka_unit_test(bars_are_as_long_as_their_values),
        cmocka_unit_test(weak_bars_differ_without_colour),
        cmocka_unit_test(the_band_of_the_total_is_marked),
        cmocka_unit_test(labels_break_at_sensible_places),
        cmocka_unit_test(damages_lie_inside_and_do_not_overlap),
        cmocka_unit_test(a_band_reaches_from_low_to_high_with_the_tick_between),
        cmocka_unit_test(an_amount_near_zero_does_not_touch_the_scale),
        cmocka_unit_test(a_scale_of_money_has_round_steps),
        cmocka_unit_test(ends_of_a_band_may_be_hostile),
        cmocka_unit_test(parts_fill_a_bar_in_proportion),
        cmocka_unit_test(a_legend_names_the_parts_that_are_drawn),
        cmocka_unit_test(parts_beyond_the_looks_are_called_the_rest),
        cmocka_unit_test(steps_stand_side_by_side_or_in_a_narrow_figure_below_each_other),
        cmocka_unit_test(a_chart_without_points_says_so),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
