#include "layout/page.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/cut.h"
#include "layout/sides.h"

/* What the white of a single page may give and take, in thousandths of what the theme wants. */
enum { WHITE_LEAST = 600, WHITE_MOST = 1300 };

enum { RUNNING_ITEMS = 6 }; /* above and below the text, mostly */

struct paging {
    struct setting *setting;
    const struct stack *stack;
    const struct leaf *leaves;
    size_t leaf_count;
    int white; /* thousandths */
};

static mpt scaled(mpt space, int white)
{
    return (mpt)((int64_t)space * white / WHITE_FULL);
}

static mpt leaf_height(const struct paging *p, const struct leaf *leaf)
{
    return stack_piece_height(p->stack, leaf->first, leaf->last, p->white);
}

/* ---- one page ---- */

static bool is_one_page(const struct paging *p)
{
    const struct setting *s = p->setting;
    if (!s->set->stretch || s->document->page_limit != 1 || p->stack->count == 0)
        return false;
    for (size_t i = 1; i < p->stack->count; i++) {
        if (p->stack->strips[i].new_page)
            return false;
    }
    return true;
}

static int millimetres_up(mpt length)
{
    return (length + MPT_MM - 1) / MPT_MM;
}

static void report_over(const struct paging *p, size_t pages, mpt over)
{
    const struct document *document = p->setting->document;
    diag_add(p->setting->diag, MSG_PAGES_TOO_MANY, document->span, "%.*s: %zu > %d, +%d mm",
             (int)document->name.size, document->name.ptr, pages, document->page_limit,
             millimetres_up(over));
}

/* White gives way until the page is just full. */
static void fill_one_page(struct paging *p)
{
    struct leaf *leaf = arena_alloc(p->setting->arena, sizeof *leaf);
    leaf->last = p->stack->count;
    p->leaves = leaf;
    p->leaf_count = 1;
    mpt room = p->setting->room;
    p->white = 0;
    mpt ink = leaf_height(p, leaf);
    p->white = WHITE_FULL;
    mpt space = leaf_height(p, leaf) - ink;
    int64_t white = space > 0 ? (int64_t)(room - ink) * WHITE_FULL / space : WHITE_FULL;
    if (ink > room || white < WHITE_LEAST)
        report_over(p, 2, ink + scaled(space, WHITE_LEAST) - room);
    if (white > WHITE_MOST)
        white = WHITE_MOST;
    p->white = white < WHITE_LEAST ? WHITE_LEAST : (int)white;
}

/* ---- checks ---- */

static void check_heights(const struct paging *p)
{
    mpt room = p->setting->room;
    for (size_t i = 0; i < p->stack->count; i++) {
        const struct strip *strip = &p->stack->strips[i];
        mpt height = strip->sides ? sides_tallest(strip->sides) : strip->height;
        height += strip->head ? strip->head->height : 0;
        if (height > room)
            diag_add(p->setting->diag, MSG_TOO_TALL, strip->span, "%d mm > %d mm",
                     millimetres_up(height), room / MPT_MM);
    }
}

static void check_limit(const struct paging *p)
{
    int limit = p->setting->document->page_limit;
    if (limit <= 0 || p->leaf_count <= (size_t)limit)
        return;
    mpt over = 0;
    for (size_t i = (size_t)limit; i < p->leaf_count; i++)
        over += leaf_height(p, &p->leaves[i]);
    report_over(p, p->leaf_count, over);
}

/* ---- painting ---- */

/* What is left of the page goes to its fills in equal parts. */
static mpt fill_share(const struct paging *p, const struct leaf *leaf)
{
    mpt fills = 0;
    for (size_t i = leaf->first; i < leaf->last; i++)
        fills += p->stack->strips[i].fill;
    mpt left = p->setting->room - leaf_height(p, leaf);
    return fills > 0 && left > 0 ? left / fills : 0;
}

static mpt *leaf_tops(const struct paging *p, const struct leaf *leaf)
{
    const struct strip *strips = p->stack->strips;
    mpt *tops = arena_array(p->setting->arena, leaf->last - leaf->first, sizeof *tops);
    mpt fill = fill_share(p, leaf);
    mpt y = leaf->first < leaf->last ? stack_lead(p->stack, leaf->first) : 0;
    for (size_t i = leaf->first; i < leaf->last; i++) {
        y += i > leaf->first ? scaled(strips[i].space, p->white) : 0;
        tops[i - leaf->first] = y;
        y += strips[i].height + (strips[i].fill ? fill : 0);
    }
    return tops;
}

static void place_marks(struct setting *s, const struct strip *strip, size_t page, mpt top)
{
    for (size_t i = 0; i < strip->mark_count; i++) {
        struct heading *heading = &s->headings[strip->marks[i].heading];
        heading->page = page;
        heading->y = top + strip->marks[i].y;
    }
}

static void paint_leaf(struct paging *p, const struct leaf *leaf, size_t number,
                       struct pages *result)
{
    struct setting *s = p->setting;
    const mpt *tops = leaf_tops(p, leaf);
    struct range range = {
        .stack = p->stack, .first = leaf->first, .last = leaf->last, .tops = tops};
    struct strip list = {0};
    strip_reserve(s, &list, stack_items(p->stack, leaf->first, leaf->last) + RUNNING_ITEMS);
    for (size_t i = leaf->first; i < leaf->last; i++) {
        const struct strip *strip = &p->stack->strips[i];
        mpt top = tops[i - leaf->first];
        range_paint(s, &range, i, &list);
        place_marks(s, strip, number, s->set->margin_top + top);
        s->bare[number] = s->bare[number] || strip->bare;
    }
    for (size_t i = 0; i < list.item_count; i++) {
        list.items[i].x += s->set->margin_left;
        list.items[i].y += s->set->margin_top;
    }
    page_close(s, result, number, &list);
}

struct strip page_open(const struct setting *s, const struct pages *pages, size_t index)
{
    const struct page *page = &pages->pages[index];
    return (struct strip){
        .items = page->items, .item_count = page->item_count, .item_room = s->rooms[index]};
}

void page_close(struct setting *s, struct pages *pages, size_t index, const struct strip *list)
{
    pages->pages[index] = (struct page){.items = list->items, .item_count = list->item_count};
    s->rooms[index] = list->item_room;
}

static void grow(struct setting *s, struct pages *result, size_t count)
{
    struct page *pages = arena_array(s->arena, count, sizeof *pages);
    bool *bare = arena_array(s->arena, count, sizeof *bare);
    size_t *rooms = arena_array(s->arena, count, sizeof *rooms);
    for (size_t i = 0; i < result->page_count; i++) {
        pages[i] = result->pages[i];
        bare[i] = s->bare[i];
        rooms[i] = s->rooms[i];
    }
    result->pages = pages;
    result->page_count = count;
    s->bare = bare;
    s->rooms = rooms;
}

void page_make(struct setting *s, const struct stack *stack, struct pages *result)
{
    struct paging paging = {.setting = s, .stack = stack, .white = WHITE_FULL};
    struct cut cut; /* `paging` borrows its stack until the last leaf is painted */
    check_heights(&paging);
    if (is_one_page(&paging)) {
        fill_one_page(&paging);
    } else {
        cut = cut_pages(s, stack);
        paging.stack = &cut.stack;
        paging.leaves = cut.leaves;
        paging.leaf_count = cut.leaf_count;
        paging.white = cut.white;
        check_limit(&paging);
    }
    size_t before = result->page_count;
    grow(s, result, before + paging.leaf_count);
    for (size_t i = 0; i < paging.leaf_count; i++)
        paint_leaf(&paging, &paging.leaves[i], before + i, result);
}
