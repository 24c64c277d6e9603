#include "device/device.h"
#include "document/image.h"
#include "layout/font.h"

#include <inttypes.h>

static const char *const role_names[] = {
    [TAG_DOCUMENT] = "document",
    [TAG_PART] = "part",
    [TAG_H1] = "h1",
    [TAG_H2] = "h2",
    [TAG_H3] = "h3",
    [TAG_H4] = "h4",
    [TAG_P] = "p",
    [TAG_LIST] = "list",
    [TAG_ITEM] = "item",
    [TAG_LABEL] = "label",
    [TAG_ITEM_BODY] = "item-body",
    [TAG_TABLE] = "table",
    [TAG_ROW] = "row",
    [TAG_HEAD_CELL] = "head-cell",
    [TAG_CELL] = "cell",
    [TAG_FIGURE] = "figure",
    [TAG_LINK] = "link",
    [TAG_TOC] = "toc",
    [TAG_TOC_ITEM] = "toc-item",
    [TAG_QUOTE] = "quote",
    [TAG_CODE] = "code",
    [TAG_SECTION] = "section",
};

static void put_number(struct buffer *out, mpt value)
{
    buffer_printf(out, " %" PRId32, value);
}

/* In quotes, with quotes, backslashes and control signs escaped: an item stays one line. */
static void put_quoted(struct buffer *out, struct text t)
{
    buffer_puts(out, " \"");
    for (size_t i = 0; i < t.size; i++) {
        char c = t.ptr[i];
        if (c == '"' || c == '\\')
            buffer_printf(out, "\\%c", c);
        else if (c == '\n')
            buffer_puts(out, "\\n");
        else if ((unsigned char)c < 0x20 || c == 0x7f)
            buffer_printf(out, "\\x%02x", (unsigned char)c);
        else
            buffer_byte(out, c);
    }
    buffer_byte(out, '"');
}

static void put_run(struct buffer *out, const struct item *item)
{
    const struct run *run = item->run;
    buffer_puts(out, "  run");
    put_number(out, item->x);
    put_number(out, item->y);
    put_number(out, run->size);
    buffer_printf(out, " %s ", COLOUR_NAMES[run->colour]);
    buffer_put(out, font_name(run->font));
    put_quoted(out, run->text);
    put_number(out, run->width);
    if (run->widen != 0)
        buffer_printf(out, " wide %d", run->widen);
}

/* Fill with pattern, stroke with width and dash: only what is painted. */
static void put_paint(struct buffer *out, const struct shape *shape)
{
    if (shape->fill != COLOUR_NONE) {
        buffer_printf(out, " fill %s", COLOUR_NAMES[shape->fill]);
        switch (shape->pattern) {
        case PATTERN_SOLID:
            break;
        case PATTERN_HATCH:
            buffer_puts(out, " hatch");
            break;
        case PATTERN_DOTS:
            buffer_puts(out, " dots");
            break;
        }
    }
    if (shape->stroke != COLOUR_NONE) {
        buffer_printf(out, " stroke %s", COLOUR_NAMES[shape->stroke]);
        put_number(out, shape->stroke_width);
        if (shape->dash > 0)
            buffer_printf(out, " dash %" PRId32, shape->dash);
    }
}

static void put_origin(struct buffer *out, const char *name, const struct item *item)
{
    buffer_printf(out, "  %s", name);
    put_number(out, item->x + item->shape->x);
    put_number(out, item->y + item->shape->y);
}

static void put_shape(struct buffer *out, const struct item *item)
{
    const struct shape *shape = item->shape;
    switch (shape->kind) {
    case SHAPE_RECT:
        put_origin(out, "rect", item);
        put_number(out, shape->width);
        put_number(out, shape->height);
        if (shape->radius > 0)
            buffer_printf(out, " radius %" PRId32, shape->radius);
        break;
    case SHAPE_LINE:
        put_origin(out, "line", item);
        put_number(out, shape->width);
        put_number(out, shape->height);
        break;
    case SHAPE_CIRCLE:
        put_origin(out, "circle", item);
        put_number(out, shape->width);
        break;
    case SHAPE_POLYGON:
        put_origin(out, "polygon", item);
        for (size_t i = 0; i < shape->point_count; i++)
            buffer_printf(out, " %" PRId32 ",%" PRId32, shape->points[i].x, shape->points[i].y);
        break;
    case SHAPE_TEXT: /* not in finished pages; shown, so that a golden test would tell */
        put_origin(out, "text", item);
        put_quoted(out, shape->text);
        break;
    }
    put_paint(out, shape);
}

static void put_image(struct buffer *out, const struct item *item)
{
    buffer_puts(out, "  image");
    put_number(out, item->x);
    put_number(out, item->y);
    put_number(out, item->width);
    put_number(out, item->height);
    put_quoted(out, item->image->name);
}

static void put_link(struct buffer *out, const struct item *item)
{
    buffer_puts(out, "  link");
    put_number(out, item->x);
    put_number(out, item->y);
    put_number(out, item->width);
    put_number(out, item->height);
    put_quoted(out, item->target);
}

static void put_anchor(struct buffer *out, const struct item *item)
{
    buffer_puts(out, "  anchor");
    put_number(out, item->x);
    put_number(out, item->y);
    put_quoted(out, item->target);
}

static void put_item(struct buffer *out, const struct pages *pages, const struct item *item)
{
    switch (item->kind) {
    case ITEM_RUN:
        put_run(out, item);
        break;
    case ITEM_SHAPE:
        put_shape(out, item);
        break;
    case ITEM_IMAGE:
        put_image(out, item);
        break;
    case ITEM_LINK:
        put_link(out, item);
        break;
    case ITEM_ANCHOR:
        put_anchor(out, item);
        break;
    }
    /* The role, not the index: one more paragraph must not change every line behind it. */
    if (item->tag != NO_TAG && (size_t)item->tag < pages->tag_count)
        buffer_printf(out, " %s", role_names[pages->tags[item->tag].role]);
    buffer_byte(out, '\n');
}

void trace_write(const struct pages *pages, struct buffer *out)
{
    buffer_puts(out, "size");
    put_number(out, pages->width);
    put_number(out, pages->height);
    buffer_byte(out, '\n');
    for (size_t i = 0; i < pages->page_count; i++) {
        const struct page *page = &pages->pages[i];
        buffer_printf(out, "page %zu\n", i + 1);
        for (size_t k = 0; k < page->item_count; k++)
            put_item(out, pages, &page->items[k]);
    }
    for (size_t i = 0; i < pages->outline_count; i++) {
        const struct outline *outline = &pages->outlines[i];
        buffer_printf(out, "outline %d page %zu", outline->level, outline->page + 1);
        put_number(out, outline->y);
        put_quoted(out, outline->title);
        buffer_byte(out, '\n');
    }
}
