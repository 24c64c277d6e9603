#include "device/pdf_shape.h"

#include "device/pdf_syntax.h"

#include <assert.h>

/* Patterns are drawn in the colour of paper over the filled shape: they stay visible in black and
 * white and on any printer, which tiling patterns do not. mpt. */
enum {
    HATCH_STEP = 4000,  /* from line to line, along x */
    HATCH_WIDTH = 1697, /* along x; across a stripe 1200 */
    DOT_SIZE = 1200,    /* side of a square dot */
    DOT_STEP = 4000
};

static struct pdf_box polygon_box(const struct shape *shape, mpt x, mpt y)
{
    struct pdf_box box = {0, 0, -1, -1};
    for (size_t i = 0; i < shape->point_count; i++) {
        mpt px = x + shape->points[i].x;
        mpt py = y + shape->points[i].y;
        if (i == 0)
            box = (struct pdf_box){px, py, px, py};
        box.left = px < box.left ? px : box.left;
        box.right = px > box.right ? px : box.right;
        box.top = py < box.top ? py : box.top;
        box.bottom = py > box.bottom ? py : box.bottom;
    }
    return box;
}

struct pdf_box pdf_shape_box(const struct shape *shape, mpt x, mpt y)
{
    mpt left = x + shape->x;
    mpt top = y + shape->y;
    mpt right = left + shape->width;
    mpt bottom = top + shape->height;
    switch (shape->kind) {
    case SHAPE_RECT:
        return (struct pdf_box){left, top, right, bottom};
    case SHAPE_LINE: /* its extent may point left or up */
        return (struct pdf_box){left < right ? left : right, top < bottom ? top : bottom,
                                left < right ? right : left, top < bottom ? bottom : top};
    case SHAPE_CIRCLE:
        return (struct pdf_box){left - shape->width, top - shape->width, left + shape->width,
                                top + shape->width};
    case SHAPE_POLYGON:
        return polygon_box(shape, left, top);
    case SHAPE_TEXT:
        break;
    }
    return (struct pdf_box){left, top, left, top};
}

static void put_path(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y)
{
    mpt left = x + shape->x;
    mpt top = y + shape->y;
    switch (shape->kind) {
    case SHAPE_RECT:
        pdf_path_rect(canvas, left, top, shape->width, shape->height, shape->radius);
        break;
    case SHAPE_LINE:
        pdf_path_line(canvas, left, top, left + shape->width, top + shape->height);
        break;
    case SHAPE_CIRCLE:
        pdf_path_circle(canvas, left, top, shape->width);
        break;
    case SHAPE_POLYGON:
        pdf_path_polygon(canvas, left, top, shape->points, shape->point_count);
        break;
    case SHAPE_TEXT:
        assert(!"layout turns texts of figures into runs");
    }
}

/* One line as thick as the box is high, dashed, in a space that leans to the right by as much as it
 * rises: its dashes are the stripes. Drawn one by one they were a tenth of a handout's pages. */
static void put_hatch(struct pdf_canvas *canvas, struct pdf_box box)
{
    mpt height = box.bottom - box.top;
    mpt middle = box.top + height / 2;
    buffer_puts(canvas->out, "1 0 1 1 ");
    pdf_put_milli(canvas->out, -pdf_flip(canvas->pages, box.bottom));
    buffer_puts(canvas->out, "0 cm\n");
    pdf_set_line(canvas, height, HATCH_WIDTH, HATCH_STEP - HATCH_WIDTH);
    pdf_path_line(canvas, box.left - height - HATCH_WIDTH / 2, middle, box.right, middle);
    buffer_puts(canvas->out, "S\n");
}

/* Rows of dashes as long as they are high, every second row shifted by half a step. */
static void put_dots(struct pdf_canvas *canvas, struct pdf_box box)
{
    pdf_set_line(canvas, DOT_SIZE, DOT_SIZE, DOT_STEP - DOT_SIZE);
    mpt shift = 0;
    for (mpt y = box.top + DOT_STEP / 4; y < box.bottom + DOT_SIZE; y += DOT_STEP / 2) {
        pdf_path_line(canvas, box.left + DOT_STEP / 4 - shift, y, box.right, y);
        shift = DOT_STEP / 2 - shift;
    }
    buffer_puts(canvas->out, "S\n");
}

static void paint_pattern(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y)
{
    if (shape->pattern == PATTERN_SOLID)
        return;
    struct pdf_state outside = canvas->state;
    buffer_puts(canvas->out, "q\n");
    put_path(canvas, shape, x, y);
    buffer_puts(canvas->out, "W n\n");
    pdf_set_stroke(canvas, COLOUR_PAPER);
    switch (shape->pattern) {
    case PATTERN_SOLID:
        break;
    case PATTERN_HATCH:
        put_hatch(canvas, pdf_shape_box(shape, x, y));
        break;
    case PATTERN_DOTS:
        put_dots(canvas, pdf_shape_box(shape, x, y));
        break;
    }
    buffer_puts(canvas->out, "Q\n");
    canvas->state = outside;
}

/* PDF paints a hair line for a path without extent (ISO 32000-1, 8.5.3); we mean nothing. */
static bool has_area(struct pdf_box box)
{
    return box.right > box.left && box.bottom > box.top;
}

static bool has_length(struct pdf_box box)
{
    return box.right > box.left || box.bottom > box.top;
}

static void paint_fill(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y)
{
    pdf_set_fill(canvas, shape->fill);
    put_path(canvas, shape, x, y);
    buffer_puts(canvas->out, "f\n");
    paint_pattern(canvas, shape, x, y);
}

static void paint_stroke(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y)
{
    pdf_set_stroke(canvas, shape->stroke);
    pdf_set_line(canvas, shape->stroke_width, shape->dash, shape->dash);
    put_path(canvas, shape, x, y);
    buffer_puts(canvas->out, "S\n");
}

void pdf_shape_paint(struct pdf_canvas *canvas, const struct shape *shape, mpt x, mpt y)
{
    struct pdf_box box = pdf_shape_box(shape, x, y);
    if (shape->fill != COLOUR_NONE && shape->kind != SHAPE_LINE && has_area(box))
        paint_fill(canvas, shape, x, y);
    if (shape->stroke != COLOUR_NONE && shape->stroke_width > 0 && has_length(box))
        paint_stroke(canvas, shape, x, y);
}
