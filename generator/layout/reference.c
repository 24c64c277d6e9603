#include "layout/reference.h"

#include <stdlib.h>

#include "base/arena.h"

enum {
    SIZE_PERCENT = 80,    /* of the text around */
    DIGITS = 3,           /* room for so many */
    MANY_HEADINGS = 1500, /* a document with more of them may have 1,000 pages */
    MANY_DIGITS = 4
};

/* Where an id stands. */
struct site {
    struct text id;
    size_t page;
};

static void add_piece(struct setting *s, const struct part *look, struct text text,
                      struct text page, struct parts *out)
{
    struct part *part = arena_push(s->arena, &out->items, &out->count, sizeof *out->items);
    *part = *look;
    part->text = text;
    if (page.ptr)
        part_adorn(s, part)->page = page;
    part->keep = true;
}

void reference_add(struct setting *s, const struct inline_node *node, const struct part *look,
                   struct parts *out)
{
    struct text id = text_slice(node->target, 1, node->target.size);
    if (!setting_has_id(s, id))
        return;
    s->refers = true;
    struct part part = *look;
    part.size = part.size * SIZE_PERCENT / 100;
    part.colour = COLOUR_MUTED;
    part_adorn(s, &part)->target = node->target;
    part.span = node->span;
    int digits = s->heading_count > MANY_HEADINGS ? MANY_DIGITS : DIGITS;
    add_piece(s, &part, text_of("（→"), (struct text){0}, out);
    add_piece(s, &part, text_slice(text_of("0000"), 0, (size_t)digits), id, out);
    add_piece(s, &part, text_of("ページ）"), (struct text){0}, out);
}

static int compare_sites(const void *left, const void *right)
{
    const struct site *a = left;
    const struct site *b = right;
    int order = text_compare(a->id, b->id);
    return order ? order : (a->page > b->page) - (a->page < b->page);
}

static struct site *find_sites(struct setting *s, const struct pages *pages, size_t *count)
{
    struct site *sites = NULL;
    for (size_t p = 0; p < pages->page_count; p++) {
        for (size_t i = 0; i < pages->pages[p].item_count; i++) {
            const struct item *item = &pages->pages[p].items[i];
            if (item->kind == ITEM_ANCHOR)
                *(struct site *)arena_push(s->arena, &sites, count, sizeof *sites) =
                    (struct site){item->target, p};
        }
    }
    if (*count > 0)
        qsort(sites, *count, sizeof *sites, compare_sites);
    return sites;
}

/* The first page with the id; every id that was given room for stands somewhere. */
static size_t find_page(const struct site *sites, size_t count, struct text id)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (text_compare(sites[middle].id, id) < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return sites[low].page;
}

/* The number stands at the end of its room: behind the arrow white is in place, before ページ not.
 */
static void fill_item(struct setting *s, struct item *item, size_t page)
{
    struct part part = {.text = text_format(s->arena, "%zu", page + 1),
                        .font = item->run->font,
                        .size = item->run->size,
                        .colour = item->run->colour,
                        .span = s->document->span};
    struct paragraph_rules rules = {.measure = s->measure, .tag = item->tag};
    const struct paragraph *number = paragraph_compose(s->arena, &part, 1, &rules, s->diag);
    if (number->line_count == 0 || number->lines[0].item_count == 0)
        return;
    item->x += item->run->width - number->lines[0].width;
    item->run = number->lines[0].items[0].run;
    item->target = (struct text){0};
}

void reference_fill(struct setting *s, struct pages *pages)
{
    if (!s->refers)
        return;
    size_t count = 0;
    const struct site *sites = find_sites(s, pages, &count);
    for (size_t p = 0; p < pages->page_count; p++) {
        for (size_t i = 0; i < pages->pages[p].item_count; i++) {
            struct item *item = &pages->pages[p].items[i];
            if (item->kind == ITEM_RUN && item->target.ptr)
                fill_item(s, item, find_page(sites, count, item->target));
        }
    }
}
