/* The total at each assessment, oldest first, joined by a line. */
#include "document/chart_kinds.h"

#include "base/arena.h"

enum {
    PLOT_HEIGHT = 78000,
    TICKS = 2,           /* steps of the scale: 0, 50, 100 */
    SIDE_LEAST = 12000,  /* from the plot's sides to the first and last point */
    LABEL_SPACE = 4000,  /* least distance of two labels */
    MONTH_LEAST = 34000, /* 2026年 over 11月; below that some are left out */
    DOT_SPACE = 4500     /* from a point's centre to its value */
};

struct plot {
    int64_t low, high;
    mpt left, right, top, bottom;
    mpt side; /* so much that no value reaches the scale's numbers */
    const struct chart *chart;
};

/* A row of labels of which some may have to stay out. */
struct label_row {
    struct label *labels;
    bool *shown;
};

static int64_t lowest(const struct chart *chart)
{
    int64_t low = 0;
    for (size_t i = 0; i < chart->point_count; i++)
        if (chart->points[i].has_value && chart->points[i].value < low)
            low = chart->points[i].value;
    return low;
}

static mpt plot_x(const struct plot *plot, size_t index)
{
    mpt span = plot->right - plot->left - 2 * plot->side;
    size_t steps = plot->chart->point_count - 1;
    if (steps == 0)
        return plot->left + plot->side + span / 2;
    return plot->left + plot->side + (mpt)((int64_t)span * (int64_t)index / (int64_t)steps);
}

static mpt plot_y(const struct plot *plot, int64_t value)
{
    return plot->bottom - sketch_scale(value, plot->low, plot->high, plot->bottom - plot->top);
}

static struct label value_label(struct sketch *s, const struct chart_point *point)
{
    return label_fit(s, sketch_value(s, point), TYPE_LABEL, point->has_value, s->width / 4);
}

static struct label tick_label(struct sketch *s, int64_t value)
{
    return label_fit(s, sketch_number(s, value), TYPE_SMALL, false, s->width / 4);
}

static int64_t tick_value(const struct chart *chart, int tick)
{
    return sketch_maximum(chart) / TICKS * tick;
}

/* The room the labels of `point` need at either side of it, at least `least`. */
static mpt widest_half(struct sketch *s, const struct chart_point *point, mpt least)
{
    mpt value = value_label(s, point).width / 2;
    mpt month = sketch_measure(s, point->label, TYPE_SMALL, false) / 2;
    if (month > MONTH_LEAST)
        month = MONTH_LEAST; /* it will be broken */
    mpt half = value > month ? value : month;
    return half > least ? half : least;
}

static mpt tallest_value(struct sketch *s, const struct chart *chart)
{
    mpt height = 0;
    for (size_t i = 0; i < chart->point_count; i++) {
        mpt here = value_label(s, &chart->points[i]).height;
        height = here > height ? here : height;
    }
    return height;
}

static struct plot make_plot(struct sketch *s, const struct chart *chart, mpt top)
{
    /* Values stand above their points, also above one at the very top. */
    mpt space = tallest_value(s, chart) + DOT_SPACE;
    struct plot plot = {
        .low = lowest(chart),
        .high = sketch_maximum(chart),
        .right = s->width,
        .top = top + space,
        .bottom = top + space + PLOT_HEIGHT,
        .side = SIDE_LEAST,
        .chart = chart,
    };
    for (int tick = 0; tick <= TICKS; tick++) {
        struct label label = tick_label(s, tick_value(chart, tick));
        if (label.width + FIGURE_GAP / 2 > plot.left)
            plot.left = label.width + FIGURE_GAP / 2;
    }
    for (size_t i = 0; i < chart->point_count; i++)
        plot.side = widest_half(s, &chart->points[i], plot.side);
    return plot;
}

static void draw_scale(struct sketch *s, const struct plot *plot)
{
    mpt free_above = INT32_MAX;
    for (int tick = 0; tick <= TICKS; tick++) {
        int64_t value = tick_value(plot->chart, tick);
        mpt y = plot_y(plot, value);
        struct label label = tick_label(s, value);
        /* A value far below 0 squeezes the rest of the scale. */
        if (y > free_above)
            continue;
        free_above = y - label.height;
        struct point from = {plot->left, y};
        struct point by = {plot->right - plot->left, 0};
        sketch_line(s, from, by, tick == 0 ? 750 : 500, 0, COLOUR_LINE);
        sketch_label(s, &label, plot->left - FIGURE_GAP / 2, y - label.height / 2, ANCHOR_END,
                     COLOUR_MUTED);
    }
}

static void draw_line(struct sketch *s, const struct plot *plot)
{
    bool started = false;
    struct point last = {0, 0};
    for (size_t i = 0; i < plot->chart->point_count; i++) {
        const struct chart_point *point = &plot->chart->points[i];
        if (!point->has_value)
            continue;
        struct point here = {plot_x(plot, i), plot_y(plot, point->value)};
        if (started)
            sketch_line(s, last, (struct point){here.x - last.x, here.y - last.y}, 1600, 0,
                        COLOUR_SECONDARY);
        started = true;
        last = here;
    }
}

static void draw_dots(struct sketch *s, const struct plot *plot)
{
    for (size_t i = 0; i < plot->chart->point_count; i++) {
        const struct chart_point *point = &plot->chart->points[i];
        if (!point->has_value)
            continue;
        bool newest = i + 1 == plot->chart->point_count;
        sketch_add(s, (struct shape){
                          .kind = SHAPE_CIRCLE,
                          .x = plot_x(plot, i),
                          .y = plot_y(plot, point->value),
                          .width = newest ? 3400 : 2600,
                          .fill = newest ? COLOUR_PRIMARY : COLOUR_PAPER,
                          .stroke = newest ? COLOUR_PRIMARY : COLOUR_SECONDARY,
                          .stroke_width = 1400,
                      });
    }
}

/* Where the middle of a label may stand without leaving the figure. */
static mpt label_middle(const struct plot *plot, size_t index, mpt width)
{
    mpt x = plot_x(plot, index);
    if (x > plot->right - width / 2 - 1)
        x = plot->right - width / 2 - 1;
    return x < width / 2 + 1 ? width / 2 + 1 : x;
}

/* The newest assessment matters most: labels are kept from the right as long as there is room. */
static void choose_labels(const struct plot *plot, struct label_row *row)
{
    mpt free_to = INT32_MAX;
    for (size_t i = plot->chart->point_count; i-- > 0;) {
        mpt middle = label_middle(plot, i, row->labels[i].width);
        mpt right = middle + row->labels[i].width / 2;
        row->shown[i] = right < free_to;
        if (row->shown[i])
            free_to = middle - row->labels[i].width / 2 - LABEL_SPACE;
    }
}

static struct label_row new_row(struct sketch *s, const struct plot *plot)
{
    size_t count = plot->chart->point_count;
    return (struct label_row){
        .labels = arena_array(s->arena, count, sizeof(struct label)),
        .shown = arena_array(s->arena, count, sizeof(bool)),
    };
}

static mpt draw_months(struct sketch *s, const struct plot *plot)
{
    struct label_row row = new_row(s, plot);
    size_t count = plot->chart->point_count;
    mpt step = count > 1 ? plot_x(plot, 1) - plot_x(plot, 0) : s->width;
    mpt room = step - LABEL_SPACE;
    if (room < MONTH_LEAST)
        room = MONTH_LEAST;
    for (size_t i = 0; i < count; i++)
        row.labels[i] = label_fit(s, plot->chart->points[i].label, TYPE_SMALL, false, room);
    choose_labels(plot, &row);
    mpt bottom = plot->bottom;
    for (size_t i = 0; i < count; i++) {
        const struct label *label = &row.labels[i];
        if (!row.shown[i])
            continue;
        mpt top = plot->bottom + FIGURE_GAP;
        sketch_label(s, label, label_middle(plot, i, label->width), top, ANCHOR_MIDDLE,
                     COLOUR_TEXT);
        bottom = top + label->height > bottom ? top + label->height : bottom;
    }
    return bottom;
}

/* Above its point; below where the mark's line would run through it and there is room. */
static mpt value_top(const struct plot *plot, const struct chart_point *point, mpt height)
{
    mpt y = point->has_value ? plot_y(plot, point->value) : plot->bottom;
    mpt above = y - DOT_SPACE - height;
    mpt below = y + DOT_SPACE;
    if (plot->chart->mark < 0)
        return above;
    mpt mark = plot_y(plot, plot->chart->mark);
    bool struck = mark > above && mark < above + height;
    return struck && below + height < plot->bottom ? below : above;
}

static void draw_value(struct sketch *s, const struct plot *plot, size_t index,
                       const struct label *label)
{
    const struct chart_point *point = &plot->chart->points[index];
    enum colour colour = point->has_value ? COLOUR_TEXT : COLOUR_MUTED;
    if (index + 1 == plot->chart->point_count && point->has_value)
        colour = COLOUR_PRIMARY;
    sketch_label(s, label, label_middle(plot, index, label->width),
                 value_top(plot, point, label->height), ANCHOR_MIDDLE, colour);
}

/* Paper where a value will stand, so that no line of the scale runs through it. */
static void draw_ground(struct sketch *s, const struct plot *plot, size_t index,
                        const struct label *label)
{
    mpt left = label_middle(plot, index, label->width) - label->width / 2;
    mpt top = value_top(plot, &plot->chart->points[index], label->height);
    sketch_rect(s, left, top, label->width, label->height, COLOUR_PAPER);
}

/* `draw` for each value that has room beside the others. */
static void each_value(struct sketch *s, const struct plot *plot,
                       void (*draw)(struct sketch *s, const struct plot *plot, size_t index,
                                    const struct label *label))
{
    struct label_row row = new_row(s, plot);
    size_t count = plot->chart->point_count;
    for (size_t i = 0; i < count; i++)
        row.labels[i] = value_label(s, &plot->chart->points[i]);
    choose_labels(plot, &row);
    for (size_t i = 0; i < count; i++) {
        if (row.shown[i])
            draw(s, plot, i, &row.labels[i]);
    }
}

mpt chart_history(struct sketch *s, const struct chart *chart, mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct plot plot = make_plot(s, chart, top);
    draw_scale(s, &plot);
    each_value(s, &plot, draw_ground);
    mpt bottom = draw_months(s, &plot);
    if (chart->mark >= 0) {
        struct point from = {plot.left, plot_y(&plot, chart->mark)};
        sketch_line(s, from, (struct point){plot.right - plot.left, 0}, 750, 2200, COLOUR_TEXT);
        bottom = sketch_mark_legend(s, chart, bottom + 3000);
    }
    draw_line(s, &plot);
    draw_dots(s, &plot);
    each_value(s, &plot, draw_value);
    return bottom;
}
