#include "site/headings.h"

#include "base/arena.h"

/* The guide's ids are unique in the whole book: "why-now/h2". A page needs the part behind its own
 * name only. */
static struct text id_in_page(struct arena *a, const struct block *heading, size_t number)
{
    size_t slash = text_find(heading->id, "/", 0);
    struct text id = heading->id;
    if (slash != SIZE_MAX)
        id = text_slice(id, slash + 1, id.size);
    return id.size > 0 ? id : text_format(a, "page-section-%zu", number);
}

static void collect(struct arena *a, const struct block *first, struct headings *headings)
{
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_HEADING) {
            struct heading_entry *entry =
                arena_push(a, &headings->entries, &headings->count, sizeof *entry);
            entry->heading = block;
            entry->words = inline_plain(a, block->inlines);
            entry->id = id_in_page(a, block, headings->count);
        }
        collect(a, block->children, headings);
    }
}

struct headings headings_make(struct arena *a, const struct block *blocks)
{
    struct headings headings = {0};
    collect(a, blocks, &headings);
    headings.ids = arena_array(a, headings.count, sizeof *headings.ids);
    for (size_t i = 0; i < headings.count; i++)
        headings.ids[i] = headings.entries[i].id;
    return headings;
}

const struct heading_entry *headings_find(const struct headings *headings, struct text id)
{
    for (size_t i = 0; i < headings->count; i++)
        if (text_equal(headings->entries[i].id, id))
            return &headings->entries[i];
    return NULL;
}
