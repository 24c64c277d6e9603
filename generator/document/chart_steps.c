/* One step after another: arrows with a title inside and a few lines below each. Where the figure
 * is too narrow for arrows side by side they stand one below the other. */
#include "document/chart_kinds.h"

#include "base/arena.h"

enum {
    STEP_LEAST = 105000, /* narrower arrows hold no title */
    TIP = 11000,         /* how far an arrow's point stands out */
    DOWN_TIP = 6000,     /* the same, of arrows one below the other */
    ARROW_GAP = 3500,
    ARROW_LEAST = 26000, /* height */
    PAD = 7000,
    LINES_GAP = 6000,
    LINES_GAP_STACKED = 9000, /* below the downward point */
    LINE_GAP = 1500,
    STACK_GAP = 9000
};

struct step {
    const struct chart_point *point;
    struct label title;
    struct label *lines;
    mpt lines_height; /* of all lines, gaps included */
    mpt x, y;         /* left upper corner of the arrow */
};

struct steps {
    struct step *items;
    size_t count;
    mpt width; /* of one arrow's body, without its tip */
    mpt height;
    bool stacked;
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

static mpt lines_gap(const struct steps *steps)
{
    return steps->stacked ? LINES_GAP_STACKED : LINES_GAP;
}

/* How far the arrow before stands into this one. */
static mpt notch(const struct steps *steps, size_t index)
{
    return index > 0 && !steps->stacked ? TIP : 0;
}

static void fit_step(struct sketch *s, const struct steps *steps, struct step *step, size_t index)
{
    mpt room = steps->width - notch(steps, index) - 2 * PAD;
    step->title = label_fit(s, step->point->label, TYPE_LABEL + 1000, true, room);
    step->lines = arena_array(s->arena, step->point->line_count, sizeof *step->lines);
    for (size_t i = 0; i < step->point->line_count; i++) {
        step->lines[i] =
            label_fit(s, step->point->lines[i], i == 0 ? TYPE_LABEL : TYPE_SMALL, false, room);
        step->lines_height += step->lines[i].height + (i > 0 ? LINE_GAP : 0);
    }
}

/* A band with a point at its right end and, from the second on, the same notch at its left. */
static void shape_arrow(struct shape *shape, struct point *points, const struct steps *steps,
                        const struct step *step, bool first)
{
    mpt right = step->x + steps->width;
    mpt bottom = step->y + steps->height;
    mpt middle = step->y + steps->height / 2;
    points[0] = (struct point){step->x, step->y};
    points[1] = (struct point){right, step->y};
    points[2] = (struct point){right + TIP, middle};
    points[3] = (struct point){right, bottom};
    points[4] = (struct point){step->x, bottom};
    points[5] = (struct point){step->x + TIP, middle};
    shape->point_count = first ? 5 : 6;
}

/* A band with a small point downwards, but for the last. */
static void shape_band(struct shape *shape, struct point *points, const struct steps *steps,
                       const struct step *step, bool last)
{
    mpt right = step->x + steps->width;
    mpt bottom = step->y + steps->height;
    mpt tip = step->x + PAD + 2 * DOWN_TIP;
    points[0] = (struct point){step->x, step->y};
    points[1] = (struct point){right, step->y};
    points[2] = (struct point){right, bottom};
    points[3] = (struct point){step->x, bottom};
    shape->point_count = 4;
    if (last)
        return;
    points[3] = (struct point){tip, bottom};
    points[4] = (struct point){tip - DOWN_TIP, bottom + DOWN_TIP};
    points[5] = (struct point){tip - 2 * DOWN_TIP, bottom};
    points[6] = (struct point){step->x, bottom};
    shape->point_count = 7;
}

static void draw_arrow(struct sketch *s, const struct steps *steps, const struct step *step,
                       size_t index)
{
    struct point *points = arena_array(s->arena, 7, sizeof *points);
    bool last = index + 1 == steps->count;
    bool pale = last && steps->count > 2;
    struct shape shape = {.kind = SHAPE_POLYGON, .points = points};
    if (steps->stacked)
        shape_band(&shape, points, steps, step, last);
    else
        shape_arrow(&shape, points, steps, step, index == 0);
    shape.fill = index == 0 ? COLOUR_PRIMARY : COLOUR_SECONDARY;
    if (pale) {
        shape.fill = COLOUR_PALE;
        shape.stroke = COLOUR_SECONDARY;
        shape.stroke_width = 750;
    }
    sketch_add(s, shape);
    sketch_label(s, &step->title, step->x + PAD + notch(steps, index),
                 step->y + (steps->height - step->title.height) / 2, ANCHOR_START,
                 pale ? COLOUR_PRIMARY : COLOUR_PAPER);
}

static void draw_lines(struct sketch *s, const struct steps *steps, const struct step *step,
                       size_t index)
{
    mpt x = step->x + PAD + notch(steps, index);
    mpt y = step->y + steps->height + lines_gap(steps);
    for (size_t i = 0; i < step->point->line_count; i++) {
        sketch_label(s, &step->lines[i], x, y, ANCHOR_START, i == 0 ? COLOUR_TEXT : COLOUR_MUTED);
        y += step->lines[i].height + LINE_GAP;
    }
}

static struct steps fit_steps(struct sketch *s, const struct chart *chart)
{
    struct steps steps = {.count = chart->point_count, .height = ARROW_LEAST};
    mpt count = (mpt)steps.count;
    steps.stacked = s->width / count < STEP_LEAST;
    steps.width = s->width;
    if (!steps.stacked)
        steps.width = (s->width - TIP - (count - 1) * ARROW_GAP) / count;
    steps.items = arena_array(s->arena, steps.count, sizeof *steps.items);
    for (size_t i = 0; i < steps.count; i++) {
        steps.items[i].point = &chart->points[i];
        fit_step(s, &steps, &steps.items[i], i);
        steps.height = larger(steps.height, steps.items[i].title.height + PAD);
    }
    return steps;
}

mpt chart_steps(struct sketch *s, const struct chart *chart, mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct steps steps = fit_steps(s, chart);
    mpt bottom = top;
    mpt y = top;
    for (size_t i = 0; i < steps.count; i++) {
        struct step *step = &steps.items[i];
        step->x = steps.stacked ? 0 : (mpt)i * (steps.width + ARROW_GAP);
        step->y = y;
        draw_arrow(s, &steps, step, i);
        draw_lines(s, &steps, step, i);
        mpt end = step->y + steps.height;
        if (step->lines_height > 0)
            end += lines_gap(&steps) + step->lines_height;
        else if (steps.stacked && i + 1 < steps.count)
            end += DOWN_TIP;
        bottom = larger(bottom, end);
        if (steps.stacked)
            y = end + STACK_GAP;
    }
    return bottom;
}
