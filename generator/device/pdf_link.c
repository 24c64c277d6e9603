#include "device/pdf_link.h"

#include "base/arena.h"
#include "device/pdf_canvas.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"
#include "device/pdf_tag.h"

#include <stdlib.h>

struct anchor_place {
    struct text id;
    size_t page;
    mpt y;
};

struct pdf_anchors {
    const struct pages *pages;
    struct pdf_sheet *const *sheets;
    struct anchor_place *places; /* sorted by id; of equal ids the first in the document first */
    size_t count;
};

static int compare_places(const void *left, const void *right)
{
    const struct anchor_place *a = left;
    const struct anchor_place *b = right;
    int order = text_compare(a->id, b->id);
    if (order != 0)
        return order;
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

struct pdf_anchors *pdf_anchors_new(struct arena *a, const struct pages *pages,
                                    struct pdf_sheet *const *sheets)
{
    struct pdf_anchors *anchors = arena_alloc(a, sizeof *anchors);
    *anchors = (struct pdf_anchors){.pages = pages, .sheets = sheets};
    for (size_t p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++) {
            const struct item *item = &page->items[i];
            if (item->kind != ITEM_ANCHOR)
                continue;
            struct anchor_place *place =
                arena_push(a, &anchors->places, &anchors->count, sizeof *anchors->places);
            *place = (struct anchor_place){item->target, p, item->y};
        }
    }
    if (anchors->count > 0)
        qsort(anchors->places, anchors->count, sizeof *anchors->places, compare_places);
    return anchors;
}

/* NULL when there is none. */
static const struct anchor_place *find_place(const struct pdf_anchors *anchors, struct text id)
{
    size_t low = 0;
    size_t high = anchors->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(anchors->places[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == anchors->count || !text_equal(anchors->places[low].id, id))
        return NULL;
    return &anchors->places[low];
}

void pdf_put_destination(struct buffer *b, const struct pages *pages, const struct pdf_sheet *sheet,
                         mpt y)
{
    buffer_byte(b, '[');
    pdf_put_reference(b, sheet->page.number);
    buffer_puts(b, " /XYZ null ");
    pdf_put_milli(b, pdf_flip(pages, y));
    buffer_puts(b, "null]");
}

/* What a screen reader says (ISO 14289-1, 7.18.5): the text that is linked, which the runs of the
 * same tag carry; without one the address. */
static void put_contents(struct buffer *b, const struct page *page, const struct item *link)
{
    struct buffer words = {0};
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind == ITEM_RUN && item->tag == link->tag && link->tag != NO_TAG)
            buffer_put(&words, item->run->text);
    }
    buffer_puts(b, "/Contents ");
    pdf_put_text(b, words.size > 0 ? buffer_text(&words) : link->target);
    buffer_free(&words);
}

static void put_rectangle(struct buffer *b, const struct pages *pages, const struct item *link)
{
    buffer_puts(b, "/Rect [");
    pdf_put_milli(b, link->x);
    pdf_put_milli(b, pdf_flip(pages, link->y + link->height));
    pdf_put_milli(b, link->x + link->width);
    pdf_put_milli(b, pdf_flip(pages, link->y));
    buffer_puts(b, "]\n");
}

/* False when the target does not exist. */
static bool put_action(struct buffer *b, const struct pdf_anchors *anchors, struct text target)
{
    if (!text_starts(target, "#")) {
        buffer_puts(b, "/A <</S /URI /URI ");
        pdf_put_address(b, target);
        buffer_puts(b, ">>\n");
        return true;
    }
    const struct anchor_place *place = find_place(anchors, text_slice(target, 1, target.size));
    if (!place)
        return false;
    buffer_puts(b, "/A <</S /GoTo /D ");
    pdf_put_destination(b, anchors->pages, anchors->sheets[place->page], place->y);
    buffer_puts(b, ">>\n");
    return true;
}

/* Returns the annotation's number, 0 when there is nothing to point at. */
static unsigned write_link(const struct pdf_anchors *anchors, struct pdf_tags *tags,
                           struct pdf_file *file, size_t page, const struct item *link)
{
    struct buffer action = {0};
    unsigned number = 0;
    if (put_action(&action, anchors, link->target)) {
        struct pdf_object *object = pdf_object_new(file);
        struct buffer *b = &object->body;
        number = object->number;
        buffer_puts(b, "/Type /Annot /Subtype /Link /Border [0 0 0] /F 4\n"); /* 4: printed */
        put_rectangle(b, anchors->pages, link);
        put_contents(b, &anchors->pages->pages[page], link);
        buffer_put(b, buffer_text(&action));
        if (pdf_tags_exist(tags))
            buffer_printf(b, "/StructParent %zu\n",
                          pdf_tags_annotation(tags, link->tag, page, number));
    }
    buffer_free(&action);
    return number;
}

void pdf_links_write(struct arena *scratch, const struct pdf_anchors *anchors,
                     struct pdf_tags *tags, struct pdf_file *file, size_t page)
{
    const struct page *content = &anchors->pages->pages[page];
    unsigned *numbers = NULL;
    size_t count = 0;
    for (size_t i = 0; i < content->item_count; i++) {
        if (content->items[i].kind != ITEM_LINK)
            continue;
        unsigned number = write_link(anchors, tags, file, page, &content->items[i]);
        if (number)
            *(unsigned *)arena_push(scratch, &numbers, &count, sizeof *numbers) = number;
    }
    if (count == 0)
        return;
    struct buffer *b = &anchors->sheets[page]->page.body;
    buffer_puts(b, "/Annots [");
    for (size_t i = 0; i < count; i++)
        pdf_put_reference(b, numbers[i]);
    buffer_puts(b, "]\n");
}
