/* Bars made of parts: what a total consists of. Parts differ by lightness and pattern, and a legend
 * below names them in the order of the bars. */
#include "document/chart_kinds.h"

#include "base/arena.h"

enum {
    BAR_HEIGHT = 11500,
    ROW_GAP = 7500,
    LABEL_ROOM = 34, /* % of the width */
    VALUE_ROOM = 34,
    TOTAL_EMPHASIS = 10000, /* type size of the total that matters */
    SWATCH = 7500,          /* side of a legend's square */
    SWATCH_GAP = 3500,
    ENTRY_GAP = 12000,
    LEGEND_GAP = 8000
};

/* Neighbours differ in black and white by pattern or much lightness. */
struct look {
    enum colour fill;
    enum pattern pattern;
};
static const struct look LOOKS[] = {
    {COLOUR_PRIMARY, PATTERN_SOLID},  {COLOUR_SECONDARY, PATTERN_HATCH},
    {COLOUR_ACCENT, PATTERN_SOLID},   {COLOUR_ACCENT, PATTERN_DOTS},
    {COLOUR_PRIMARY, PATTERN_DOTS},   {COLOUR_LINE, PATTERN_SOLID},
    {COLOUR_SECONDARY, PATTERN_DOTS}, {COLOUR_ACCENT, PATTERN_HATCH},
};
enum { LOOK_COUNT = sizeof LOOKS / sizeof *LOOKS };

struct stack {
    const struct chart *chart;
    struct text *names; /* of the parts, in order of appearance */
    size_t name_count;
    double longest; /* the largest sum of a bar */
};

struct row {
    const struct chart_point *point;
    struct label label, note, value;
    double sum;
    mpt height;
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

/* The look of a part: those behind the last look share it, and the legend calls them 「その他」. */
static size_t look_of(const struct stack *stack, struct text name)
{
    for (size_t i = 0; i < stack->name_count && i < LOOK_COUNT; i++)
        if (text_equal(stack->names[i], name))
            return i;
    return LOOK_COUNT - 1;
}

static void add_name(struct sketch *s, struct stack *stack, struct text name)
{
    for (size_t i = 0; i < stack->name_count; i++)
        if (text_equal(stack->names[i], name))
            return;
    struct text *slot = arena_push(s->arena, &stack->names, &stack->name_count, sizeof *slot);
    *slot = name;
}

static double sum_parts(struct sketch *s, struct stack *stack, const struct chart_point *point)
{
    double sum = 0;
    for (size_t i = 0; i < point->part_count; i++) {
        if (point->parts[i].value <= 0)
            continue;
        add_name(s, stack, point->parts[i].label);
        sum += (double)point->parts[i].value;
    }
    return sum;
}

static void fit_row(struct sketch *s, struct row *row)
{
    const struct chart_point *point = row->point;
    mpt room = s->width * LABEL_ROOM / 100;
    row->label = label_fit(s, point->label, TYPE_LABEL, point->weak, room);
    row->note = label_fit(s, point->note, TYPE_SMALL, false, room);
    mpt size = point->weak ? TOTAL_EMPHASIS : TYPE_LABEL;
    row->value = label_fit(s, sketch_value(s, point), point->has_value ? size : TYPE_SMALL,
                           point->has_value, s->width * VALUE_ROOM / 100);
    row->height = larger(row->label.height + row->note.height, row->value.height);
    row->height = larger(row->height, BAR_HEIGHT);
}

/* Returns the right end of the bar. */
static mpt draw_parts(struct sketch *s, const struct stack *stack, const struct row *row,
                      struct point at, mpt room)
{
    double longest = stack->longest > 0 ? stack->longest : 1;
    double done = 0;
    mpt left = at.x;
    for (size_t i = 0; i < row->point->part_count; i++) {
        const struct chart_part *part = &row->point->parts[i];
        if (part->value <= 0)
            continue;
        /* Ends are rounded, not widths: so the bar is as long as its sum. */
        done += (double)part->value;
        mpt right = at.x + (mpt)(done / longest * room);
        const struct look *look = &LOOKS[look_of(stack, part->label)];
        sketch_add(s, (struct shape){
                          .kind = SHAPE_RECT,
                          .x = left,
                          .y = at.y,
                          .width = right - left,
                          .height = BAR_HEIGHT,
                          .fill = look->fill,
                          .pattern = look->pattern,
                          .stroke = COLOUR_PAPER,
                          .stroke_width = 500,
                      });
        left = right;
    }
    return left;
}

static void draw_row(struct sketch *s, const struct stack *stack, const struct row *row,
                     mpt bar_left, mpt room, mpt top)
{
    mpt middle = top + row->height / 2;
    mpt label_top = middle - (row->label.height + row->note.height) / 2;
    mpt label_x = bar_left - FIGURE_GAP;
    sketch_label(s, &row->label, label_x, label_top, ANCHOR_END, COLOUR_TEXT);
    sketch_label(s, &row->note, label_x, label_top + row->label.height, ANCHOR_END, COLOUR_MUTED);
    mpt end = bar_left;
    if (row->point->has_value)
        end = draw_parts(s, stack, row, (struct point){bar_left, middle - BAR_HEIGHT / 2}, room);
    enum colour colour = row->point->weak ? COLOUR_ACCENT_TEXT : COLOUR_TEXT;
    if (!row->point->has_value)
        colour = COLOUR_MUTED;
    sketch_label(s, &row->value, end + FIGURE_GAP, middle - row->value.height / 2, ANCHOR_START,
                 colour);
}

static void draw_swatch(struct sketch *s, const struct look *look, mpt x, mpt y)
{
    sketch_add(s, (struct shape){
                      .kind = SHAPE_RECT,
                      .x = x,
                      .y = y,
                      .width = SWATCH,
                      .height = SWATCH,
                      .fill = look->fill,
                      .pattern = look->pattern,
                  });
}

/* Entries run on and wrap like words. Returns the y below. */
static mpt draw_legend(struct sketch *s, const struct stack *stack, mpt left, mpt top)
{
    size_t count = stack->name_count < LOOK_COUNT ? stack->name_count : LOOK_COUNT;
    mpt x = left;
    mpt y = top;
    mpt bottom = top;
    for (size_t i = 0; i < count; i++) {
        bool rest = i + 1 == LOOK_COUNT && stack->name_count > LOOK_COUNT;
        struct text name = rest ? text_of("その他") : stack->names[i];
        mpt room = s->width - left - SWATCH - SWATCH_GAP;
        struct label label = label_fit(s, name, TYPE_SMALL, false, room);
        mpt width = SWATCH + SWATCH_GAP + label.width;
        if (x > left && x + width > s->width) {
            x = left;
            y = bottom + 1500;
        }
        draw_swatch(s, &LOOKS[i], x, y + label.size * 5 / 8 - SWATCH / 2);
        sketch_label(s, &label, x + SWATCH + SWATCH_GAP, y, ANCHOR_START, COLOUR_TEXT);
        x += width + ENTRY_GAP;
        bottom = larger(bottom, y + larger(label.height, SWATCH + 2000));
    }
    return bottom;
}

mpt chart_stacked(struct sketch *s, const struct chart *chart, mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct stack stack = {.chart = chart};
    struct row *rows = arena_array(s->arena, chart->point_count, sizeof *rows);
    mpt label_width = 0;
    mpt value_width = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        rows[i].point = &chart->points[i];
        rows[i].sum = sum_parts(s, &stack, rows[i].point);
        fit_row(s, &rows[i]);
        label_width = larger(label_width, larger(rows[i].label.width, rows[i].note.width));
        value_width = larger(value_width, rows[i].value.width);
        if (rows[i].point->has_value && rows[i].sum > stack.longest)
            stack.longest = rows[i].sum;
    }
    mpt bar_left = label_width + FIGURE_GAP;
    mpt room = s->width - bar_left - FIGURE_GAP - value_width;
    mpt y = top;
    for (size_t i = 0; i < chart->point_count; i++) {
        draw_row(s, &stack, &rows[i], bar_left, room, y);
        y += rows[i].height + ROW_GAP;
    }
    if (stack.name_count == 0)
        return y - ROW_GAP;
    /* In a narrow figure the legend takes the whole width. */
    mpt legend_left = s->width < 300000 ? 0 : bar_left;
    return draw_legend(s, &stack, legend_left, y - ROW_GAP + LEGEND_GAP);
}
