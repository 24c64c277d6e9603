#include "document/sketch.h"

#include <math.h>

#include "base/arena.h"
#include "base/quantity.h"

void sketch_add(struct sketch *s, struct shape shape)
{
    struct shape *slot = arena_push(s->arena, &s->shapes, &s->count, sizeof *slot);
    *slot = shape;
}

void sketch_rect(struct sketch *s, mpt x, mpt y, mpt width, mpt height, enum colour fill)
{
    if (width <= 0 || height <= 0)
        return;
    sketch_add(s, (struct shape){
                      .kind = SHAPE_RECT,
                      .x = x,
                      .y = y,
                      .width = width,
                      .height = height,
                      .fill = fill,
                  });
}

void sketch_bar(struct sketch *s, mpt x, mpt y, mpt width, mpt height, bool weak)
{
    if (width <= 0)
        return;
    sketch_add(s, (struct shape){
                      .kind = SHAPE_RECT,
                      .x = x,
                      .y = y,
                      .width = width,
                      .height = height,
                      .fill = weak ? COLOUR_ACCENT : COLOUR_SECONDARY,
                      .pattern = weak ? PATTERN_HATCH : PATTERN_SOLID,
                  });
}

void sketch_line(struct sketch *s, struct point from, struct point by, mpt stroke_width, mpt dash,
                 enum colour colour)
{
    sketch_add(s, (struct shape){
                      .kind = SHAPE_LINE,
                      .x = from.x,
                      .y = from.y,
                      .width = by.x,
                      .height = by.y,
                      .stroke = colour,
                      .stroke_width = stroke_width,
                      .dash = dash,
                  });
}

void sketch_label(struct sketch *s, const struct label *label, mpt x, mpt top, enum anchor anchor,
                  enum colour colour)
{
    if (label->count == 0)
        return;
    mpt leading = label->height / (mpt)label->count;
    for (size_t i = 0; i < label->count; i++)
        sketch_add(s, (struct shape){
                          .kind = SHAPE_TEXT,
                          .x = x,
                          .y = top + label->size + (mpt)i * leading,
                          .fill = colour,
                          .text = label->lines[i],
                          .size = label->size,
                          .bold = label->bold,
                          .anchor = anchor,
                      });
}

mpt sketch_title(struct sketch *s, const struct chart *chart)
{
    if (chart->title.size == 0)
        return 0;
    struct label title = label_fit(s, chart->title, TYPE_TITLE, true, s->width);
    sketch_label(s, &title, 0, 0, ANCHOR_START, COLOUR_PRIMARY);
    return title.height + FIGURE_GAP;
}

mpt sketch_nothing(struct sketch *s, mpt top)
{
    struct label label =
        label_fit(s, text_of("表示できる値がありません"), TYPE_LABEL, false, s->width);
    sketch_label(s, &label, 0, top, ANCHOR_START, COLOUR_MUTED);
    return top + label.height;
}

static struct label fit_mark_label(struct sketch *s, const struct chart *chart, mpt room)
{
    struct text text = chart->mark_label.size ? chart->mark_label : sketch_number(s, chart->mark);
    return label_fit(s, text, TYPE_SMALL, false, room);
}

mpt sketch_mark_label(struct sketch *s, const struct chart *chart, mpt x, mpt top)
{
    struct label label = fit_mark_label(s, chart, s->width);
    mpt half = label.width / 2 + 1;
    if (x > s->width - half)
        x = s->width - half;
    if (x < half)
        x = half;
    sketch_label(s, &label, x, top, ANCHOR_MIDDLE, COLOUR_TEXT);
    return top + label.height;
}

mpt sketch_mark_legend(struct sketch *s, const struct chart *chart, mpt top)
{
    mpt sample = 16000;
    struct label label = fit_mark_label(s, chart, s->width - sample - 2 * FIGURE_GAP);
    mpt x = (s->width - sample - FIGURE_GAP - label.width) / 2;
    struct point from = {x, top + label.size * 5 / 8};
    sketch_line(s, from, (struct point){sample, 0}, 900, 2200, COLOUR_TEXT);
    sketch_label(s, &label, x + sample + FIGURE_GAP, top, ANCHOR_START, COLOUR_TEXT);
    return top + label.height;
}

mpt sketch_scale(int64_t value, int64_t low, int64_t high, mpt length)
{
    if (value <= low || high <= low)
        return 0;
    if (value >= high)
        return length;
    /* In double: yen in thousandths times a length would not fit 64 bits. */
    double share = ((double)value - (double)low) / ((double)high - (double)low);
    return (mpt)lround(share * length);
}

int64_t sketch_maximum(const struct chart *chart)
{
    if (chart->maximum > 0)
        return chart->maximum;
    int64_t largest = 1;
    for (size_t i = 0; i < chart->point_count; i++)
        if (chart->points[i].has_value && chart->points[i].value > largest)
            largest = chart->points[i].value;
    return largest;
}

struct text sketch_number(struct sketch *s, int64_t value)
{
    if (value >= 0)
        return decimal_format(s->arena, value);
    int64_t size = value == INT64_MIN ? INT64_MAX : -value;
    struct text digits = decimal_format(s->arena, size);
    return text_format(s->arena, "−%.*s", (int)digits.size, digits.ptr);
}

struct text sketch_value(struct sketch *s, const struct chart_point *point)
{
    if (!point->has_value)
        return text_of("対象外");
    if (point->text.size)
        return point->text;
    return sketch_number(s, point->value);
}

mpt sketch_measure(const struct sketch *s, struct text text, mpt size, bool bold)
{
    return s->measure.width(s->measure.context, text, size, bold);
}
