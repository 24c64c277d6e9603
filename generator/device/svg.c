/* A figure as SVG 1.1 inside HTML. Lengths are pt in the view box; the page decides the real size.
 * Colours are classes (fill-primary, stroke-line), so that templates/style.css can restyle them for
 * dark screens and print. */
#include "device/device.h"

static const char *const pattern_names[] = {
    [PATTERN_SOLID] = "solid",
    [PATTERN_HATCH] = "hatch",
    [PATTERN_DOTS] = "dots",
};

/* Not printf, which took most of the time of a figure. */
static void put_joined(struct buffer *out, const char *first, const char *second)
{
    buffer_puts(out, first);
    buffer_puts(out, second);
}

/* `name` is " x=\"". */
static inline void put_length(struct buffer *out, const char *name, mpt length)
{
    buffer_puts(out, name);
    buffer_milli(out, length);
    buffer_byte(out, '"');
}

static void put_id(struct buffer *out, struct text id, const char *part)
{
    markup_text(out, id);
    put_joined(out, "-", part);
}

static void put_pattern_id(struct buffer *out, struct text id, const struct shape *shape)
{
    put_id(out, id, pattern_names[shape->pattern]);
    put_joined(out, "-", COLOUR_NAMES[shape->fill]);
}

static bool has_pattern(const struct shape *shape)
{
    return shape->fill != COLOUR_NONE && shape->pattern != PATTERN_SOLID;
}

/* Class and attributes that paint the shape. A pattern must not have a fill class: style sheets win
 * over attributes. */
static void put_paint(struct buffer *out, struct text id, const struct shape *shape)
{
    bool pattern = has_pattern(shape);
    bool fill = shape->fill != COLOUR_NONE && !pattern;
    bool stroke = shape->stroke != COLOUR_NONE;
    if (fill || stroke) {
        buffer_puts(out, " class=\"");
        if (fill)
            put_joined(out, "fill-", COLOUR_NAMES[shape->fill]);
        if (stroke)
            put_joined(out, fill ? " stroke-" : "stroke-", COLOUR_NAMES[shape->stroke]);
        buffer_byte(out, '"');
    }
    if (pattern) {
        buffer_puts(out, " fill=\"url(#");
        put_pattern_id(out, id, shape);
        buffer_puts(out, ")\"");
    } else if (!fill) {
        buffer_puts(out, " fill=\"none\"");
    }
    if (stroke)
        put_length(out, " stroke-width=\"", shape->stroke_width);
    if (shape->dash > 0)
        put_length(out, " stroke-dasharray=\"", shape->dash);
}

static void put_rect(struct buffer *out, struct text id, const struct shape *shape)
{
    buffer_puts(out, "<rect");
    put_length(out, " x=\"", shape->x);
    put_length(out, " y=\"", shape->y);
    put_length(out, " width=\"", shape->width);
    put_length(out, " height=\"", shape->height);
    if (shape->radius > 0)
        put_length(out, " rx=\"", shape->radius);
    put_paint(out, id, shape);
    buffer_puts(out, "/>\n");
}

static void put_line(struct buffer *out, struct text id, const struct shape *shape)
{
    buffer_puts(out, "<line");
    put_length(out, " x1=\"", shape->x);
    put_length(out, " y1=\"", shape->y);
    put_length(out, " x2=\"", shape->x + shape->width);
    put_length(out, " y2=\"", shape->y + shape->height);
    put_paint(out, id, shape);
    buffer_puts(out, "/>\n");
}

static void put_polygon(struct buffer *out, struct text id, const struct shape *shape)
{
    buffer_puts(out, "<polygon points=\"");
    for (size_t i = 0; i < shape->point_count; i++) {
        if (i > 0)
            buffer_byte(out, ' ');
        buffer_milli(out, shape->points[i].x);
        buffer_byte(out, ',');
        buffer_milli(out, shape->points[i].y);
    }
    buffer_byte(out, '"');
    put_paint(out, id, shape);
    buffer_puts(out, "/>\n");
}

static void put_circle(struct buffer *out, struct text id, const struct shape *shape)
{
    buffer_puts(out, "<circle");
    put_length(out, " cx=\"", shape->x);
    put_length(out, " cy=\"", shape->y);
    put_length(out, " r=\"", shape->width);
    put_paint(out, id, shape);
    buffer_puts(out, "/>\n");
}

static void put_text(struct buffer *out, struct text id, const struct shape *shape)
{
    static const char *const anchors[] = {
        [ANCHOR_START] = "start\"",
        [ANCHOR_MIDDLE] = "middle\"",
        [ANCHOR_END] = "end\"",
    };
    buffer_puts(out, "<text");
    put_length(out, " x=\"", shape->x);
    put_length(out, " y=\"", shape->y);
    put_length(out, " font-size=\"", shape->size);
    if (shape->bold)
        buffer_puts(out, " font-weight=\"700\"");
    if (shape->anchor != ANCHOR_START)
        put_joined(out, " text-anchor=\"", anchors[shape->anchor]);
    put_paint(out, id, shape);
    buffer_byte(out, '>');
    markup_text(out, shape->text);
    buffer_puts(out, "</text>\n");
}

static void put_shape(struct buffer *out, struct text id, const struct shape *shape)
{
    switch (shape->kind) {
    case SHAPE_RECT:
        put_rect(out, id, shape);
        break;
    case SHAPE_LINE:
        put_line(out, id, shape);
        break;
    case SHAPE_POLYGON:
        put_polygon(out, id, shape);
        break;
    case SHAPE_CIRCLE:
        put_circle(out, id, shape);
        break;
    case SHAPE_TEXT:
        put_text(out, id, shape);
        break;
    }
}

/* The fill colour with signs of paper colour on it: legible in black and white. */
static void put_pattern(struct buffer *out, struct text id, const struct shape *shape)
{
    const char *fill = COLOUR_NAMES[shape->fill];
    buffer_puts(out, "<pattern id=\"");
    put_pattern_id(out, id, shape);
    buffer_puts(out, "\" width=\"4.5\" height=\"4.5\" patternUnits=\"userSpaceOnUse\">");
    buffer_printf(out, "<rect width=\"4.5\" height=\"4.5\" class=\"fill-%s\"/>", fill);
    if (shape->pattern == PATTERN_HATCH)
        /* The corners' short strokes keep the diagonal whole across tiles. */
        buffer_puts(out, "<path d=\"M-1 1 1-1M0 4.5 4.5 0M3.5 5.5 5.5 3.5\" fill=\"none\""
                         " class=\"stroke-paper\" stroke-width=\"0.9\"/>");
    else
        buffer_puts(out, "<circle cx=\"2.25\" cy=\"2.25\" r=\"0.9\" class=\"fill-paper\"/>");
    buffer_puts(out, "</pattern>\n");
}

static void put_patterns(struct buffer *out, struct text id, const struct figure *figure)
{
    bool written[sizeof pattern_names / sizeof *pattern_names][COLOUR_COUNT] = {{false}};
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (!has_pattern(shape) || written[shape->pattern][shape->fill])
            continue;
        put_pattern(out, id, shape);
        written[shape->pattern][shape->fill] = true;
    }
}

static void put_head(struct buffer *out, struct text id, const struct figure *figure)
{
    buffer_puts(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    buffer_milli(out, figure->width);
    buffer_byte(out, ' ');
    buffer_milli(out, figure->height);
    buffer_puts(out, "\" role=\"img\" aria-labelledby=\"");
    put_id(out, id, "title");
    buffer_byte(out, ' ');
    put_id(out, id, "description");
    buffer_puts(out, "\">\n<title id=\"");
    put_id(out, id, "title");
    buffer_puts(out, "\">");
    markup_text(out, figure->title.size ? figure->title : text_of("図"));
    buffer_puts(out, "</title>\n<desc id=\"");
    put_id(out, id, "description");
    buffer_puts(out, "\">");
    markup_text(out, figure->alt);
    buffer_puts(out, "</desc>\n");
}

void svg_write(const struct figure *figure, struct text id, struct buffer *out)
{
    put_head(out, id, figure);
    put_patterns(out, id, figure);
    for (size_t i = 0; i < figure->shape_count; i++)
        put_shape(out, id, &figure->shapes[i]);
    buffer_puts(out, "</svg>\n");
}
