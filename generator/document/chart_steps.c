/* One step after another: arrows with a title inside and a few lines below each. Where the figure
 * is too narrow for arrows side by side they stand one below the other. */
#include "document/chart_kinds.h"

#include "base/arena.h"

enum {
    STEP_LEAST = 82000, /* narrower arrows hold no title */
    TIP = 11000,        /* how far an arrow's point stands out */
    ARROW_GAP = 3500,
    ARROW_LEAST = 26000, /* height */
    PAD = 7000,
    LINES_GAP = 6000,
    LINE_GAP = 1500,
    STACK_GAP = 9000
};

struct step {
    const struct chart_point *point;
    struct label title;
    struct label *lines;
    mpt lines_height;
    mpt x, y; /* left upper corner of the arrow */
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

static void fit_step(struct sketch *s, const struct steps *steps, struct step *step, size_t index)
{
    mpt notch = index > 0 && !steps->stacked ? TIP : 0;
    mpt room = steps->width - notch - 2 * PAD;
    step->title = label_fit(s, step->point->label, TYPE_LABEL + 1000, true, room + TIP / 2);
    step->lines = arena_array(s->arena, step->point->line_count, sizeof *step->lines);
    for (size_t i = 0; i < step->point->line_count; i++) {
        step->lines[i] = label_fit(s, step->point->lines[i], i == 0 ? TYPE_LABEL : TYPE_SMALL,
                                   false, room + TIP / 2);
        step->lines_height += step->lines[i].height + (i > 0 ? LINE_GAP : 0);
    }
}

/* A band with a point at its right end and, from the second on, the same notch at its left. */
static void draw_arrow(struct sketch *s, const struct steps *steps, const struct step *step,
                       size_t index)
{
    bool notch = index > 0 && !steps->stacked;
    bool last = index + 1 == steps->count && steps->count > 2;
    mpt x = step->x;
    mpt right = x + steps->width;
    mpt bottom = step->y + steps->height;
    mpt middle = step->y + steps->height / 2;
    struct point *points = arena_array(s->arena, 6, sizeof *points);
    points[0] = (struct point){x, step->y};
    points[1] = (struct point){right, step->y};
    points[2] = (struct point){right + TIP, middle};
    points[3] = (struct point){right, bottom};
    points[4] = (struct point){x, bottom};
    points[5] = (struct point){notch ? x + TIP : x, middle};
    sketch_add(s, (struct shape){
                      .kind = SHAPE_POLYGON,
                      .points = points,
                      .point_count = 6,
                      .fill = index == 0 ? COLOUR_PRIMARY
                              : last     ? COLOUR_PALE
                                         : COLOUR_SECONDARY,
                      .stroke = last ? COLOUR_SECONDARY : COLOUR_NONE,
                      .stroke_width = last ? 750 : 0,
                  });
    mpt left = x + PAD + (notch ? TIP : 0);
    sketch_label(s, &step->title, left, middle - step->title.height / 2, ANCHOR_START,
                 last ? COLOUR_PRIMARY : COLOUR_PAPER);
}

static void draw_lines(struct sketch *s, const struct steps *steps, const struct step *step,
                       size_t index)
{
    mpt x = step->x + PAD + (index > 0 && !steps->stacked ? TIP : 0);
    mpt y = step->y + steps->height + LINES_GAP;
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
    steps.width = s->width - TIP;
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
            end += LINES_GAP + step->lines_height;
        bottom = larger(bottom, end);
        if (steps.stacked)
            y = end + STACK_GAP;
    }
    return bottom;
}
