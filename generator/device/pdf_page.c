#include "device/pdf_page.h"

#include "device/pdf_image.h"
#include "device/pdf_run.h"
#include "device/pdf_shape.h"
#include "device/pdf_tag.h"
#include "layout/font.h"

static bool is_painted(const struct item *item)
{
    switch (item->kind) {
    case ITEM_RUN:
    case ITEM_SHAPE:
    case ITEM_IMAGE:
        return true;
    case ITEM_LINK:
    case ITEM_ANCHOR:
        return false;
    }
    return false;
}

static struct pdf_box box_of(const struct item *item)
{
    if (item->kind == ITEM_SHAPE)
        return pdf_shape_box(item->shape, item->x, item->y);
    if (item->kind == ITEM_IMAGE)
        return (struct pdf_box){item->x, item->y, item->x + item->width, item->y + item->height};
    const struct run *run = item->run;
    return (struct pdf_box){item->x, item->y - font_scale(font_ascender(run->font), run->size),
                            item->x + run->width,
                            item->y - font_scale(font_descender(run->font), run->size)};
}

struct painter {
    struct pdf_canvas *canvas;
    struct pdf_subsets *subsets;
    struct pdf_images *images;
    struct pdf_tags *tags;
};

static void paint_item(struct painter *p, const struct item *item)
{
    if (pdf_tags_is_figure(p->tags, item->tag))
        pdf_tags_extend(p->tags, item->tag, box_of(item));
    if (item->kind == ITEM_RUN) {
        pdf_run_paint(p->canvas, p->subsets, item->run, item->x, item->y);
        return;
    }
    pdf_text_end(p->canvas);
    if (item->kind == ITEM_IMAGE)
        pdf_image_paint(p->images, p->canvas, item);
    else
        pdf_shape_paint(p->canvas, item->shape, item->x, item->y);
}

/* Items that are painted one after another for the same tag, up to the first of another tag. */
struct stretch {
    size_t first, end;
    bool only_runs;
};

/* That from `first` on, which is painted. */
static struct stretch stretch_at(const struct page *page, size_t first)
{
    struct stretch stretch = {first, first, true};
    for (size_t i = first; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (!is_painted(item))
            continue;
        if (item->tag != page->items[first].tag)
            break;
        stretch.only_runs = stretch.only_runs && item->kind == ITEM_RUN;
        stretch.end = i + 1;
    }
    return stretch;
}

/* Marked content and text objects nest (ISO 32000-1, 14.6.1): runs alone are marked within a text
 * object, which goes on behind them; anything else is marked with its text objects in it. */
static void paint_stretch(struct painter *p, size_t index, struct stretch stretch)
{
    const struct item *items = p->canvas->pages->pages[index].items;
    if (stretch.only_runs)
        pdf_text_begin(p->canvas);
    else
        pdf_text_end(p->canvas);
    pdf_tags_begin(p->tags, p->canvas->out, items[stretch.first].tag, index);
    for (size_t i = stretch.first; i < stretch.end; i++) {
        if (is_painted(&items[i]))
            paint_item(p, &items[i]);
    }
    if (!stretch.only_runs)
        pdf_text_end(p->canvas);
    pdf_tags_end(p->tags, p->canvas->out);
}

void pdf_page_paint(struct pdf_canvas *canvas, struct pdf_subsets *subsets,
                    struct pdf_images *images, struct pdf_tags *tags, size_t index)
{
    const struct page *page = &canvas->pages->pages[index];
    struct painter painter = {canvas, subsets, images, tags};
    for (size_t i = 0; i < page->item_count;) {
        if (!is_painted(&page->items[i])) {
            i++;
            continue;
        }
        struct stretch stretch = stretch_at(page, i);
        paint_stretch(&painter, index, stretch);
        i = stretch.end;
    }
    pdf_text_end(canvas);
}
