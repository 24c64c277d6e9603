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

void pdf_page_paint(struct pdf_canvas *canvas, struct pdf_subsets *subsets,
                    struct pdf_images *images, struct pdf_tags *tags, size_t index)
{
    const struct page *page = &canvas->pages->pages[index];
    bool open = false;
    int tag = NO_TAG;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (!is_painted(item))
            continue;
        if (open && item->tag != tag) {
            pdf_tags_end(tags, canvas->out);
            open = false;
        }
        if (!open)
            pdf_tags_begin(tags, canvas->out, item->tag, index);
        open = true;
        tag = item->tag;
        if (pdf_tags_is_figure(tags, tag))
            pdf_tags_extend(tags, tag, box_of(item));
        if (item->kind == ITEM_IMAGE)
            pdf_image_paint(images, canvas, item);
        else if (item->kind == ITEM_RUN)
            pdf_run_paint(canvas, subsets, item->run, item->x, item->y);
        else
            pdf_shape_paint(canvas, item->shape, item->x, item->y);
    }
    if (open)
        pdf_tags_end(tags, canvas->out);
}
