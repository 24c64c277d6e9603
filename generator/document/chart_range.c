/* What something may cost: per row a pale band from the light to the heavy case, a thick tick at
 * the likely one with its amount above, over a scale with round steps. */
#include "document/chart_kinds.h"

#include "base/arena.h"
#include "base/quantity.h"

enum {
    BAND_HEIGHT = 10000,
    TICK_WIDTH = 3200,
    TICK_OVER = 2000, /* the tick stands out above and below its band */
    ROW_GAP = 6000,
    STEPS_MOST = 5,
    STEP_SPACE = 5000, /* least distance of two numbers of the scale */
    AXIS_GAP = 2000,   /* from the scale to its numbers */
    AMOUNT_PAD = 2000  /* around an amount: beside a line of the scale its first sign reads as 1 */
};
/* Five times the largest step below it stays an int64. */
static const int64_t SCALE_MOST = 1000000000000000000;

struct row {
    const struct chart_point *point;
    struct label label, note, value;
    mpt above, below; /* of the middle of the band */
};

/* The scale below the bands: `count` steps from 0. */
struct scale {
    int64_t step;
    int64_t count;
    mpt left, width;
    bool tight; /* a single step whose end leaves no room for the 0 */
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

static int64_t highest(const struct chart *chart)
{
    int64_t high = chart->maximum > 0 ? chart->maximum : 1000;
    for (size_t i = 0; i < chart->point_count && chart->maximum <= 0; i++) {
        const struct chart_point *point = &chart->points[i];
        if (!point->has_value)
            continue;
        high = point->high > high ? point->high : high;
        high = point->value > high ? point->value : high;
    }
    return high < SCALE_MOST ? high : SCALE_MOST;
}

static struct label number_label(struct sketch *s, const struct chart *chart, int64_t value)
{
    struct text text = sketch_number(s, value);
    if (chart->money && value > 0)
        text = yen_format(s->arena, value / 1000);
    else if (!chart->money && chart->unit.size)
        text = text_format(s->arena, "%.*s%.*s", (int)text.size, text.ptr, (int)chart->unit.size,
                           chart->unit.ptr);
    return label_fit(s, text, TYPE_SMALL, false, s->width);
}

/* Sets the width that the last number leaves, which is centred under the end of the scale. True
 * when all numbers have room. */
static bool fit_scale(struct sketch *s, const struct chart *chart, struct scale *scale)
{
    mpt widest = 0;
    mpt last = 0;
    for (int64_t i = 0; i <= scale->count; i++) {
        last = number_label(s, chart, scale->step * i).width;
        widest = larger(widest, last);
    }
    scale->width = s->width - scale->left - last / 2 - 1;
    return scale->width / (mpt)scale->count >= widest + STEP_SPACE;
}

/* The smallest of 1, 2, 5, 10, 20, … that cuts the scale into few enough steps. A single step is
 * taken even when its numbers are tight. */
static struct scale choose_scale(struct sketch *s, const struct chart *chart, mpt left)
{
    static const int64_t FACTORS[] = {1, 2, 5};
    struct scale scale = {.left = left};
    int64_t high = highest(chart);
    int64_t power = 1000;
    for (size_t i = 0;; i++) {
        if (i > 0 && i % 3 == 0)
            power *= 10;
        scale.step = power * FACTORS[i % 3];
        scale.count = high / scale.step + (high % scale.step != 0);
        if (scale.count > STEPS_MOST)
            continue;
        scale.tight = !fit_scale(s, chart, &scale);
        if (!scale.tight || scale.count == 1)
            return scale;
    }
}

static mpt scale_x(const struct scale *scale, int64_t value)
{
    return scale->left + sketch_scale(value, 0, scale->step * scale->count, scale->width);
}

static void fit_labels(struct sketch *s, struct row *row)
{
    mpt room = s->width * 40 / 100;
    row->label = label_fit(s, row->point->label, TYPE_LABEL, true, room);
    row->note = label_fit(s, row->point->note, TYPE_SMALL, false, room);
}

static void fit_value(struct sketch *s, struct row *row, mpt left)
{
    bool bold = row->point->has_value;
    mpt size = bold ? TYPE_LABEL + 500 : TYPE_SMALL;
    row->value =
        label_fit(s, sketch_value(s, row->point), size, bold, s->width - left - 2 * AMOUNT_PAD);
    mpt half = (row->label.height + row->note.height) / 2;
    mpt band = BAND_HEIGHT / 2 + TICK_OVER;
    row->above = larger(half, band + row->value.height);
    row->below = larger(half, band);
    if (!row->point->has_value) {
        row->above = larger(half, row->value.height / 2);
        row->below = row->above;
    }
}

static void draw_band(struct sketch *s, const struct scale *scale, const struct chart_point *point,
                      mpt middle)
{
    int64_t low = point->low < point->high ? point->low : point->high;
    int64_t high = point->low < point->high ? point->high : point->low;
    mpt left = scale_x(scale, low);
    mpt right = scale_x(scale, high);
    if (right > left)
        /* The weak one has an outline, so that it differs in black and white too. */
        sketch_add(s, (struct shape){
                          .kind = SHAPE_RECT,
                          .x = left,
                          .y = middle - BAND_HEIGHT / 2,
                          .width = right - left,
                          .height = BAND_HEIGHT,
                          .radius = 1500,
                          .fill = point->weak ? COLOUR_ACCENT_PALE : COLOUR_LINE,
                          .stroke = point->weak ? COLOUR_ACCENT : COLOUR_NONE,
                          .stroke_width = point->weak ? 1000 : 0,
                      });
    mpt tick = scale_x(scale, point->value);
    mpt height = BAND_HEIGHT + 2 * TICK_OVER;
    sketch_rect(s, tick - TICK_WIDTH / 2, middle - height / 2, TICK_WIDTH, height,
                point->weak ? COLOUR_ACCENT_TEXT : COLOUR_PRIMARY);
}

/* Above its tick, moved aside where the figure or the column of labels ends. */
static void draw_value(struct sketch *s, const struct scale *scale, const struct row *row,
                       mpt middle)
{
    mpt half = row->value.width / 2 + AMOUNT_PAD;
    mpt x = scale_x(scale, row->point->value);
    if (x > s->width - half)
        x = s->width - half;
    x = larger(x, scale->left + half);
    mpt top = middle - BAND_HEIGHT / 2 - TICK_OVER - row->value.height;
    /* Paper under the words, which the lines of the scale would run through. */
    sketch_rect(s, x - half, top, 2 * half, row->value.height, COLOUR_PAPER);
    sketch_label(s, &row->value, x, top, ANCHOR_MIDDLE,
                 row->point->weak ? COLOUR_ACCENT_TEXT : COLOUR_TEXT);
}

static void draw_row(struct sketch *s, const struct scale *scale, const struct row *row, mpt middle)
{
    mpt top = middle - (row->label.height + row->note.height) / 2;
    mpt x = scale->left - FIGURE_GAP;
    sketch_label(s, &row->label, x, top, ANCHOR_END, COLOUR_TEXT);
    sketch_label(s, &row->note, x, top + row->label.height, ANCHOR_END, COLOUR_MUTED);
    if (!row->point->has_value) {
        sketch_label(s, &row->value, scale->left + FIGURE_GAP / 2, middle - row->value.height / 2,
                     ANCHOR_START, COLOUR_MUTED);
        return;
    }
    draw_value(s, scale, row, middle);
    draw_band(s, scale, row->point, middle);
}

static mpt draw_scale(struct sketch *s, const struct chart *chart, const struct scale *scale,
                      mpt top, mpt bottom)
{
    mpt below = bottom;
    for (int64_t i = 0; i <= scale->count; i++) {
        struct point from = {scale_x(scale, scale->step * i), top};
        sketch_line(s, from, (struct point){0, bottom - top}, i == 0 ? 750 : 500, 0, COLOUR_LINE);
        if (i == 0 && scale->tight)
            continue;
        struct label label = number_label(s, chart, scale->step * i);
        sketch_label(s, &label, from.x, bottom + AXIS_GAP, ANCHOR_MIDDLE, COLOUR_MUTED);
        below = larger(below, bottom + AXIS_GAP + label.height);
    }
    return below;
}

mpt chart_range(struct sketch *s, const struct chart *chart, mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct row *rows = arena_array(s->arena, chart->point_count, sizeof *rows);
    mpt left = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        rows[i].point = &chart->points[i];
        fit_labels(s, &rows[i]);
        left = larger(left, larger(rows[i].label.width, rows[i].note.width));
    }
    left = larger(left + FIGURE_GAP, number_label(s, chart, 0).width / 2 + 1);
    struct scale scale = choose_scale(s, chart, left);
    mpt bottom = top;
    for (size_t i = 0; i < chart->point_count; i++) {
        fit_value(s, &rows[i], scale.left);
        bottom += rows[i].above + rows[i].below + ROW_GAP;
    }
    mpt end = draw_scale(s, chart, &scale, top, bottom);
    mpt y = top + ROW_GAP / 2;
    for (size_t i = 0; i < chart->point_count; i++) {
        draw_row(s, &scale, &rows[i], y + rows[i].above);
        y += rows[i].above + rows[i].below + ROW_GAP;
    }
    return end;
}
