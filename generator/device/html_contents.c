/* The table of contents: nested lists of links to the headings that have an id. */
#include "device/html_parts.h"

#include "base/arena.h"
#include "device/device.h"

enum { LEVELS = 2 }; /* without a level of its own */

struct entries {
    const struct block **items;
    size_t count;
};

static void collect(struct html *h, const struct block *first, int level, struct entries *entries)
{
    for (const struct block *block = first; block; block = block->next) {
        bool wanted = block->kind == BLOCK_HEADING && block->level <= level && block->id.size;
        if (wanted && block != h->title) {
            const struct block **slot =
                arena_push(h->scratch, &entries->items, &entries->count, sizeof *slot);
            *slot = block;
        }
        collect(h, block->children, level, entries);
    }
}

/* Writes the list that begins at `index`, with deeper ones inside; returns the index behind it. The
 * depth is bounded by the four levels of headings. */
static size_t put_list(struct html *h, const struct entries *entries, size_t index)
{
    int level = entries->items[index]->level;
    buffer_puts(h->out, "<ol>\n");
    while (index < entries->count && entries->items[index]->level >= level) {
        const struct block *heading = entries->items[index++];
        buffer_puts(h->out, "<li><a href=\"#");
        markup_text(h->out, heading->id);
        buffer_puts(h->out, "\">");
        markup_text(h->out, inline_plain(h->scratch, heading->inlines));
        buffer_puts(h->out, "</a>");
        if (index < entries->count && entries->items[index]->level > level) {
            buffer_byte(h->out, '\n');
            index = put_list(h, entries, index);
        }
        buffer_puts(h->out, "</li>\n");
    }
    buffer_puts(h->out, "</ol>\n");
    return index;
}

/* Of a part: the entries from the one behind the heading `id` to the next of its level. */
static void cut_below(struct entries *entries, struct text id)
{
    size_t at = 0;
    while (at < entries->count && !text_equal(entries->items[at]->id, id))
        at++;
    size_t end = at + 1;
    while (end < entries->count && entries->items[end]->level > entries->items[at]->level)
        end++;
    bool found = at < entries->count;
    entries->items = found ? entries->items + at + 1 : NULL;
    entries->count = found ? end - at - 1 : 0;
}

void html_contents(struct html *h, const struct block *block)
{
    struct entries entries = {0};
    collect(h, h->document->blocks, block->level > 0 ? block->level : LEVELS, &entries);
    if (block->text.size)
        cut_below(&entries, block->text);
    if (entries.count == 0)
        return;
    buffer_puts(h->out, "<nav class=\"contents\" aria-label=\"目次");
    if (block->text.size) {
        buffer_puts(h->out, "：");
        markup_text(h->out, h->heading);
    }
    buffer_puts(h->out, "\">\n");
    for (size_t index = 0; index < entries.count;)
        index = put_list(h, &entries, index);
    buffer_puts(h->out, "</nav>\n");
}
