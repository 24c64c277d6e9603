#include "layout/drawing.h"

#include "base/arena.h"
#include "layout/memo.h"
#include "layout/paragraph.h"

enum { ONE_LINE = INT32_MAX / 8 }; /* a measure no text of a figure reaches */

static struct part drawing_part(const struct setting *s, struct text text, mpt size, bool bold)
{
    return (struct part){.text = text,
                         .font = setting_style(s, STYLE_BODY)->faces[bold],
                         .size = size,
                         .colour = COLOUR_TEXT,
                         .span = s->document->span};
}

static mpt measure_width(const void *context, struct text text, mpt size, bool bold)
{
    const struct setting *s = context;
    struct part part = drawing_part(s, text, size, bold);
    /* Charts have mostly the same labels for all clients. Only a line feed would tell the width of
     * a paragraph from that of a line. */
    bool one_line = text_find(text, "\n", 0) == SIZE_MAX;
    return one_line ? memo_widths(s->memo, s->arena, &part, 1).natural
                    : paragraph_width(s->arena, &part);
}

static void measure_edges(const void *context, struct text text, mpt size, bool bold, mpt *left,
                          mpt *right)
{
    const struct setting *s = context;
    struct part part = drawing_part(s, text, size, bold);
    paragraph_edges(s->arena, &part, left, right);
}

static void add_text(struct setting *s, struct strip *strip, const struct shape *shape, mpt x,
                     int tag)
{
    struct part part = drawing_part(s, shape->text, shape->size, shape->bold);
    if (shape->fill != COLOUR_NONE)
        part.colour = shape->fill;
    struct paragraph_rules rules = {.measure = ONE_LINE, .tag = tag};
    const struct paragraph *paragraph = memo_compose(s->memo, s->arena, &part, 1, &rules, s->diag);
    if (paragraph->line_count == 0)
        return;
    const struct line *line = &paragraph->lines[0];
    mpt start = x + shape->x;
    if (shape->anchor == ANCHOR_MIDDLE)
        start -= line->width / 2;
    if (shape->anchor == ANCHOR_END)
        start -= line->width;
    strip_line(s, strip, paragraph, 0, start, shape->y);
}

void drawing_add(struct setting *s, struct strip *strip, const struct chart *chart, mpt x,
                 mpt width, int parent)
{
    struct measure measure = {
        .width = measure_width, .edges = measure_edges, .context = s, .phraser = s->phraser};
    const struct figure *figure = chart_draw(s->arena, chart, width, measure);
    int tag = setting_tag(s, TAG_FIGURE, parent);
    s->tags[tag].alt = figure->alt;
    strip->height = figure->height;
    strip_reserve(s, strip, figure->shape_count);
    for (size_t i = 0; i < figure->shape_count; i++) {
        const struct shape *shape = &figure->shapes[i];
        if (shape->kind == SHAPE_TEXT) {
            add_text(s, strip, shape, x, tag);
            continue;
        }
        struct item *item = strip_item(s, strip);
        item->kind = ITEM_SHAPE;
        item->tag = tag;
        item->x = x;
        item->shape = shape;
    }
}
