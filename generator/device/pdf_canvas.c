#include "device/pdf_canvas.h"

#include "device/pdf_syntax.h"

#include <assert.h>

/* Distance of a Bézier's control points for a quarter of a circle, as a share of the radius:
 * 4/3 (sqrt 2 - 1) in 1/100,000. The arc is off by 0.03 % at most. */
enum { QUARTER_ARC = 55228, QUARTER_ARC_ONE = 100000 };

mpt pdf_flip(const struct pages *pages, mpt y)
{
    return pages->height - y;
}

void pdf_put_point(struct pdf_canvas *canvas, mpt x, mpt y)
{
    pdf_put_milli(canvas->out, x);
    pdf_put_milli(canvas->out, pdf_flip(canvas->pages, y));
}

static void put_colour(struct pdf_canvas *canvas, enum colour colour, const char *operator)
{
    assert(colour > COLOUR_NONE && colour < COLOUR_COUNT);
    uint32_t rgb = canvas->pages->colours[colour];
    for (int shift = 16; shift >= 0; shift -= 8)
        pdf_put_milli(canvas->out, ((rgb >> shift & 255) * 1000 + 127) / 255);
    buffer_puts(canvas->out, operator);
}

void pdf_set_fill(struct pdf_canvas *canvas, enum colour colour)
{
    if (canvas->state.fill != colour)
        put_colour(canvas, colour, "rg\n");
    canvas->state.fill = colour;
}

void pdf_set_stroke(struct pdf_canvas *canvas, enum colour colour)
{
    if (canvas->state.stroke != colour)
        put_colour(canvas, colour, "RG\n");
    canvas->state.stroke = colour;
}

void pdf_set_line(struct pdf_canvas *canvas, mpt width, mpt dash, mpt gap)
{
    struct pdf_state *state = &canvas->state;
    bool dashed = dash > 0 && gap > 0;
    if (state->line_width != width) {
        pdf_put_milli(canvas->out, width);
        buffer_puts(canvas->out, "w\n");
        state->line_width = width;
    }
    if (state->dash == (dashed ? dash : 0) && state->gap == (dashed ? gap : 0))
        return;
    state->dash = dashed ? dash : 0;
    state->gap = dashed ? gap : 0;
    buffer_byte(canvas->out, '[');
    if (dashed) {
        pdf_put_milli(canvas->out, dash);
        pdf_put_milli(canvas->out, gap);
    }
    buffer_puts(canvas->out, "]0 d\n");
}

void pdf_text_begin(struct pdf_canvas *canvas)
{
    if (canvas->in_text)
        return;
    buffer_puts(canvas->out, "BT\n");
    canvas->in_text = true;
    canvas->line_x = 0; /* the origin: at the bottom */
    canvas->line_y = canvas->pages->height;
}

void pdf_text_end(struct pdf_canvas *canvas)
{
    if (canvas->in_text)
        buffer_puts(canvas->out, "ET\n");
    canvas->in_text = false;
}

void pdf_text_line(struct pdf_canvas *canvas, mpt x, mpt y)
{
    assert(canvas->in_text);
    pdf_put_milli(canvas->out, x - canvas->line_x);
    pdf_put_milli(canvas->out, canvas->line_y - y);
    buffer_puts(canvas->out, "Td\n");
    canvas->line_x = x;
    canvas->line_y = y;
}

static void move_to(struct pdf_canvas *canvas, mpt x, mpt y)
{
    pdf_put_point(canvas, x, y);
    buffer_puts(canvas->out, "m\n");
}

static void line_to(struct pdf_canvas *canvas, mpt x, mpt y)
{
    pdf_put_point(canvas, x, y);
    buffer_puts(canvas->out, "l\n");
}

/* A quarter of a circle from `from` to `to`, leaving and arriving towards `corner`. */
static void corner_to(struct pdf_canvas *canvas, struct point from, struct point corner,
                      struct point to)
{
    int64_t share = QUARTER_ARC;
    pdf_put_point(canvas, from.x + (mpt)((corner.x - from.x) * share / QUARTER_ARC_ONE),
                  from.y + (mpt)((corner.y - from.y) * share / QUARTER_ARC_ONE));
    pdf_put_point(canvas, to.x + (mpt)((corner.x - to.x) * share / QUARTER_ARC_ONE),
                  to.y + (mpt)((corner.y - to.y) * share / QUARTER_ARC_ONE));
    pdf_put_point(canvas, to.x, to.y);
    buffer_puts(canvas->out, "c\n");
}

static void round_rect(struct pdf_canvas *canvas, mpt x, mpt y, mpt width, mpt height, mpt radius)
{
    mpt right = x + width;
    mpt bottom = y + height;
    mpt r = radius;
    bool wide = right - r > x + r; /* else two corners meet */
    bool high = bottom - r > y + r;
    move_to(canvas, x + r, y);
    if (wide)
        line_to(canvas, right - r, y);
    corner_to(canvas, (struct point){right - r, y}, (struct point){right, y},
              (struct point){right, y + r});
    if (high)
        line_to(canvas, right, bottom - r);
    corner_to(canvas, (struct point){right, bottom - r}, (struct point){right, bottom},
              (struct point){right - r, bottom});
    if (wide)
        line_to(canvas, x + r, bottom);
    corner_to(canvas, (struct point){x + r, bottom}, (struct point){x, bottom},
              (struct point){x, bottom - r});
    if (high)
        line_to(canvas, x, y + r);
    corner_to(canvas, (struct point){x, y + r}, (struct point){x, y}, (struct point){x + r, y});
    buffer_puts(canvas->out, "h\n");
}

void pdf_path_rect(struct pdf_canvas *canvas, mpt x, mpt y, mpt width, mpt height, mpt radius)
{
    mpt shorter = width < height ? width : height;
    mpt r = radius < shorter / 2 ? radius : shorter / 2;
    if (r > 0) {
        round_rect(canvas, x, y, width, height, r);
        return;
    }
    pdf_put_point(canvas, x, y + height); /* PDF's rectangles begin at the bottom left */
    pdf_put_milli(canvas->out, width);
    pdf_put_milli(canvas->out, height);
    buffer_puts(canvas->out, "re\n");
}

void pdf_path_circle(struct pdf_canvas *canvas, mpt x, mpt y, mpt radius)
{
    round_rect(canvas, x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

void pdf_path_polygon(struct pdf_canvas *canvas, mpt x, mpt y, const struct point *points,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0)
            move_to(canvas, x + points[i].x, y + points[i].y);
        else
            line_to(canvas, x + points[i].x, y + points[i].y);
    }
    buffer_puts(canvas->out, "h\n");
}

void pdf_path_line(struct pdf_canvas *canvas, mpt x1, mpt y1, mpt x2, mpt y2)
{
    move_to(canvas, x1, y1);
    line_to(canvas, x2, y2);
}
