#include "layout/contents.h"

#include "base/arena.h"
#include "layout/memo.h"

enum {
    LEVELS = 2,           /* without a level of its own */
    NUMBER_EMS = 3,       /* room for a page number, in em */
    INDENT_PERCENT = 130, /* per level, of the type size */
    DOT = 700
};

static const struct text_style *entry_style(const struct setting *s, int level)
{
    return setting_style(s, level == 1 ? STYLE_TOC : STYLE_TOC_MINOR);
}

/* Dots lead the eye from the title to the number. */
static void add_leader(struct setting *s, struct strip *strip, mpt from, mpt to, mpt y)
{
    if (from < to)
        strip_rule(s, strip, from, y - DOT, to - from, DOT, COLOUR_LINE, 2 * DOT);
}

static void add_number(struct setting *s, struct strip *strip, size_t heading, mpt right,
                       mpt baseline, int tag)
{
    struct item *item = strip_item(s, strip);
    item->kind = ITEM_RUN;
    item->run = arena_alloc(s->arena, sizeof *item->run); /* empty until contents_fill */
    item->tag = tag;
    item->x = right;
    item->y = baseline;
    struct entry *entry = arena_push(s->arena, &s->entries, &s->entry_count, sizeof *s->entries);
    entry->heading = heading;
    entry->tag = tag;
}

static void add_link(struct setting *s, struct strip *strip, const struct heading *heading,
                     const struct place *place, mpt height, int tag)
{
    struct item *link = strip_item(s, strip);
    link->kind = ITEM_LINK;
    link->tag = tag;
    link->x = place->x;
    link->width = place->width;
    link->height = height;
    link->target = heading->target;
}

static mpt items_end(const struct strip *strip)
{
    mpt end = 0;
    for (size_t i = 0; i < strip->item_count; i++) {
        const struct item *item = &strip->items[i];
        if (item->kind == ITEM_RUN && item->x + item->run->width > end)
            end = item->x + item->run->width;
    }
    return end;
}

/* `depth`: levels below the outermost entries. */
static void flow_entry(struct setting *s, size_t index, int depth, const struct place *place,
                       struct stack *out)
{
    const struct heading *heading = &s->headings[index];
    const struct text_style *style = entry_style(s, heading->block->level);
    int tag = setting_tag(s, TAG_LINK, setting_tag(s, TAG_TOC_ITEM, place->tag));
    mpt indent = depth * (style->size * INDENT_PERCENT / 100);
    struct place inner = *place;
    place_inset(&inner, indent, NUMBER_EMS * style->size);
    struct part part = part_of(s, heading->title, style);
    part.span = heading->block->span;
    struct paragraph_rules rules = {.phraser = s->phraser, .tag = tag};
    stack_space(out, style->before);
    size_t first = out->count;
    flow_parts(s, (struct parts){.items = &part, .count = 1}, style, rules, &inner, out);
    if (out->count == first)
        return;
    stack_keep(out, first);
    for (size_t i = first; i < out->count; i++)
        add_link(s, &out->strips[i], heading, place, style->leading, tag);
    struct strip *last = &out->strips[out->count - 1];
    mpt baseline = setting_baseline(style);
    mpt right = place->x + place->width;
    add_leader(s, last, items_end(last) + style->size / 2, right - 2 * style->size, baseline);
    add_number(s, last, index, right, baseline, tag);
    stack_space(out, style->after);
}

/* The heading of the contents themselves stays out. */
static bool is_entry(const struct heading *heading, int levels)
{
    const struct block *next = heading->block->next;
    bool own = next && next->kind == BLOCK_CONTENTS;
    return heading->listed && heading->block->level <= levels && !own;
}

/* The headings below the one with the id. */
static void find_below(const struct setting *s, struct text id, size_t *first, size_t *end)
{
    size_t at = 0;
    while (at < s->heading_count && !text_equal(s->headings[at].block->id, id))
        at++;
    *first = at < s->heading_count ? at + 1 : at;
    *end = *first;
    while (*end < s->heading_count && s->headings[*end].block->level > s->headings[at].block->level)
        (*end)++;
}

void contents_flow(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out)
{
    int levels = block->level > 0 ? block->level : LEVELS;
    size_t first = 0;
    size_t end = s->heading_count;
    if (block->text.size)
        find_below(s, block->text, &first, &end);
    int outermost = block->text.size && first > 0 ? s->headings[first - 1].block->level + 1 : 1;
    struct place inner = *place;
    inner.tag = setting_tag(s, TAG_TOC, place->tag);
    for (size_t i = first; i < end; i++) {
        if (is_entry(&s->headings[i], levels))
            flow_entry(s, i, s->headings[i].block->level - outermost, &inner, out);
    }
    stack_space(out, s->set->block_gap);
}

/* False when the item is no entry's number. */
static bool fill_item(struct setting *s, struct item *item)
{
    for (size_t i = 0; i < s->entry_count; i++) {
        if (s->entries[i].tag != item->tag)
            continue;
        const struct heading *heading = &s->headings[s->entries[i].heading];
        const struct text_style *style = entry_style(s, heading->block->level);
        struct part part = part_of(s, text_format(s->arena, "%zu", heading->page + 1), style);
        struct paragraph_rules rules = {.measure = s->measure, .tag = item->tag};
        const struct paragraph *number = memo_compose(s->memo, s->arena, &part, 1, &rules, s->diag);
        if (number->line_count == 0 || number->lines[0].item_count == 0)
            return true;
        item->run = number->lines[0].items[0].run;
        item->x -= number->lines[0].width;
        return true;
    }
    return false;
}

void contents_fill(struct setting *s, struct page *pages, size_t page_count)
{
    size_t left = s->entry_count; /* each has one number */
    for (size_t i = 0; i < page_count && left > 0; i++) {
        for (size_t k = 0; k < pages[i].item_count && left > 0; k++) {
            struct item *item = &pages[i].items[k];
            if (item->kind == ITEM_RUN && item->run->glyph_count == 0)
                left -= fill_item(s, item);
        }
    }
}
