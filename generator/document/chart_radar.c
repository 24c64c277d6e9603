/* Categories as axes around a centre. The web is drawn about (0,0) and moved into the figure when
 * the room its labels need is known. */
#include "document/chart_kinds.h"

#include <math.h>

#include "base/arena.h"

enum { AXES_LEAST = 3, AXES_MOST = 10, RINGS = 4, LABEL_DISTANCE = 7000, LABEL_SPACE = 3000 };
static const mpt RADIUS_MOST = 90000;
static const mpt WIDTH_LEAST = 170000;
static const double PI = 3.14159265358979323846;

struct axis {
    const struct chart_point *point;
    double x, y; /* direction, length 1; the first points up, then clockwise */
    enum anchor anchor;
    struct label label;
    struct label value;
    mpt left, width, top, height; /* of label and value together, centre of the web = (0,0) */
};

struct web {
    struct axis *axes;
    size_t count;
    mpt radius;
    int64_t maximum;
    mpt top, bottom; /* of everything, labels included */
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

static mpt smaller(mpt a, mpt b)
{
    return a < b ? a : b;
}

/* Labels at the sides get what the web leaves; those above and below nearly the whole width. */
static mpt label_room(const struct sketch *s, const struct web *web, const struct axis *axis)
{
    if (axis->anchor == ANCHOR_MIDDLE)
        return s->width * 80 / 100;
    return s->width / 2 - (mpt)lround(web->radius * fabs(axis->x)) - LABEL_DISTANCE;
}

static void place_label(struct sketch *s, const struct web *web, struct axis *axis)
{
    mpt room = label_room(s, web, axis);
    axis->label = label_fit(s, axis->point->label, TYPE_LABEL, false, room);
    axis->value = label_fit(s, sketch_value(s, axis->point), TYPE_LABEL, true, room);
    axis->width = larger(axis->label.width, axis->value.width);
    axis->height = axis->label.height + axis->value.height;
    mpt x = (mpt)lround((web->radius + LABEL_DISTANCE) * axis->x);
    mpt y = (mpt)lround((web->radius + LABEL_DISTANCE) * axis->y);
    switch (axis->anchor) {
    case ANCHOR_START:
        axis->left = x;
        break;
    case ANCHOR_MIDDLE:
        axis->left = x - axis->width / 2;
        break;
    case ANCHOR_END:
        axis->left = x - axis->width;
        break;
    }
    axis->top = y - axis->height / 2;
    if (axis->anchor == ANCHOR_MIDDLE)
        axis->top = axis->y < 0 ? y - axis->height + 3000 : y - 3000;
}

static struct axis new_axis(const struct chart_point *point, size_t index, size_t count)
{
    double angle = 2 * PI * (double)index / (double)count;
    struct axis axis = {.point = point, .x = sin(angle), .y = -cos(angle)};
    axis.anchor = ANCHOR_MIDDLE;
    if (axis.x > 0.05)
        axis.anchor = ANCHOR_START;
    if (axis.x < -0.05)
        axis.anchor = ANCHOR_END;
    return axis;
}

/* Moves the labels of one side apart, from the top down, then the whole stack up by half of what it
 * grew. Clockwise order is top down at the right and bottom up at the left. */
static void spread_side(struct web *web, enum anchor side)
{
    struct axis *above = NULL;
    mpt pushed = 0;
    for (size_t i = 0; i < web->count; i++) {
        size_t index = side == ANCHOR_START ? i : web->count - 1 - i;
        struct axis *axis = &web->axes[index];
        if (axis->anchor != side)
            continue;
        mpt wanted = axis->top;
        if (above)
            axis->top = larger(axis->top, above->top + above->height + LABEL_SPACE);
        pushed = axis->top - wanted;
        above = axis;
    }
    for (size_t i = 0; i < web->count; i++)
        if (web->axes[i].anchor == side)
            web->axes[i].top -= pushed / 2;
}

/* The labels straight above and below give way to the sides'. */
static void clear_middle(struct web *web, struct axis *middle)
{
    for (size_t i = 0; i < web->count; i++) {
        const struct axis *other = &web->axes[i];
        if (other->anchor == ANCHOR_MIDDLE)
            continue;
        bool apart = other->left >= middle->left + middle->width + LABEL_SPACE ||
                     middle->left >= other->left + other->width + LABEL_SPACE;
        if (apart)
            continue;
        if (middle->y < 0)
            middle->top = smaller(middle->top, other->top - LABEL_SPACE - middle->height);
        else
            middle->top = larger(middle->top, other->top + other->height + LABEL_SPACE);
    }
}

static struct web build_web(struct sketch *s, const struct chart *chart)
{
    struct web web = {.count = chart->point_count, .maximum = sketch_maximum(chart)};
    web.radius = smaller(s->width * 29 / 100, RADIUS_MOST);
    web.axes = arena_array(s->arena, web.count, sizeof *web.axes);
    for (size_t i = 0; i < web.count; i++) {
        web.axes[i] = new_axis(&chart->points[i], i, web.count);
        place_label(s, &web, &web.axes[i]);
    }
    spread_side(&web, ANCHOR_START);
    spread_side(&web, ANCHOR_END);
    for (size_t i = 0; i < web.count; i++) {
        struct axis *axis = &web.axes[i];
        if (axis->anchor == ANCHOR_MIDDLE)
            clear_middle(&web, axis);
        mpt end = (mpt)lround(web.radius * axis->y);
        web.top = smaller(web.top, smaller(end, axis->top));
        web.bottom = larger(web.bottom, larger(end, axis->top + axis->height));
    }
    return web;
}

static struct point on_axis(const struct axis *axis, struct point centre, mpt distance)
{
    mpt x = (mpt)lround(distance * axis->x);
    mpt y = (mpt)lround(distance * axis->y);
    return (struct point){centre.x + x, centre.y + y};
}

static void draw_ring(struct sketch *s, const struct web *web, struct point centre, mpt distance,
                      struct shape look)
{
    struct point *points = arena_array(s->arena, web->count, sizeof *points);
    for (size_t i = 0; i < web->count; i++)
        points[i] = on_axis(&web->axes[i], centre, distance);
    look.kind = SHAPE_POLYGON;
    look.points = points;
    look.point_count = web->count;
    sketch_add(s, look);
}

static void draw_grid(struct sketch *s, const struct web *web, struct point centre)
{
    struct shape look = {.stroke = COLOUR_LINE, .stroke_width = 500};
    for (int ring = 1; ring <= RINGS; ring++)
        draw_ring(s, web, centre, web->radius * ring / RINGS, look);
    for (size_t i = 0; i < web->count; i++) {
        struct point end = on_axis(&web->axes[i], centre, web->radius);
        struct point by = {end.x - centre.x, end.y - centre.y};
        sketch_line(s, centre, by, 500, 0, COLOUR_LINE);
    }
}

static mpt distance_of(const struct web *web, const struct chart_point *point)
{
    return sketch_scale(point->value, 0, web->maximum, web->radius);
}

/* Axes without a value have no corner: a corner in the centre would say 0. */
static void draw_values(struct sketch *s, const struct web *web, struct point centre)
{
    struct point *points = arena_array(s->arena, web->count, sizeof *points);
    size_t count = 0;
    for (size_t i = 0; i < web->count; i++) {
        const struct axis *axis = &web->axes[i];
        if (axis->point->has_value)
            points[count++] = on_axis(axis, centre, distance_of(web, axis->point));
    }
    if (count < 2)
        return;
    sketch_add(s, (struct shape){
                      .kind = SHAPE_POLYGON,
                      .points = points,
                      .point_count = count,
                      .fill = COLOUR_PALE,
                      .stroke = COLOUR_SECONDARY,
                      .stroke_width = 1500,
                  });
}

static void draw_dots(struct sketch *s, const struct web *web, struct point centre)
{
    for (size_t i = 0; i < web->count; i++) {
        const struct chart_point *point = web->axes[i].point;
        if (!point->has_value)
            continue;
        struct point at = on_axis(&web->axes[i], centre, distance_of(web, point));
        /* A weak one is a ring, so that it differs without colour. */
        sketch_add(s, (struct shape){
                          .kind = SHAPE_CIRCLE,
                          .x = at.x,
                          .y = at.y,
                          .width = point->weak ? 2800 : 2200,
                          .fill = point->weak ? COLOUR_PAPER : COLOUR_SECONDARY,
                          .stroke = point->weak ? COLOUR_ACCENT : COLOUR_SECONDARY,
                          .stroke_width = point->weak ? 1800 : 500,
                      });
    }
}

static enum colour value_colour(const struct chart_point *point)
{
    if (!point->has_value)
        return COLOUR_MUTED;
    return point->weak ? COLOUR_ACCENT_TEXT : COLOUR_TEXT;
}

static void draw_labels(struct sketch *s, const struct web *web, struct point centre)
{
    for (size_t i = 0; i < web->count; i++) {
        const struct axis *axis = &web->axes[i];
        mpt x = centre.x + axis->left;
        if (axis->anchor == ANCHOR_MIDDLE)
            x += axis->width / 2;
        if (axis->anchor == ANCHOR_END)
            x += axis->width;
        mpt y = centre.y + axis->top;
        sketch_label(s, &axis->label, x, y, axis->anchor, COLOUR_TEXT);
        sketch_label(s, &axis->value, x, y + axis->label.height, axis->anchor,
                     value_colour(axis->point));
    }
}

mpt chart_radar(struct sketch *s, const struct chart *chart, mpt top)
{
    /* Two axes make no area, more than ten no legible web, and a narrow column leaves no room for
     * labels: the same values as bars. */
    bool legible = chart->point_count >= AXES_LEAST && chart->point_count <= AXES_MOST;
    if (!legible || s->width < WIDTH_LEAST)
        return chart_bars(s, chart, top);
    struct web web = build_web(s, chart);
    struct point centre = {s->width / 2, top - web.top};
    draw_values(s, &web, centre);
    draw_grid(s, &web, centre);
    mpt bottom = centre.y + web.bottom;
    if (chart->mark >= 0) {
        struct shape look = {.stroke = COLOUR_TEXT, .stroke_width = 900, .dash = 2200};
        mpt distance = sketch_scale(chart->mark, 0, web.maximum, web.radius);
        draw_ring(s, &web, centre, distance, look);
        bottom = sketch_mark_legend(s, chart, bottom + FIGURE_GAP);
    }
    draw_dots(s, &web, centre);
    draw_labels(s, &web, centre);
    return bottom;
}
