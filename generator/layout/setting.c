#include "layout/setting.h"

#include "base/arena.h"
#include "layout/font.h"

#include <assert.h>

static void add_heading(struct setting *s, const struct block *block, bool listed)
{
    size_t number = s->heading_count;
    struct heading *heading =
        arena_push(s->arena, &s->headings, &s->heading_count, sizeof *s->headings);
    heading->block = block;
    heading->title = inline_plain(s->arena, block->inlines);
    heading->listed = listed;
    /* No author can write a colon in an id, so ours never meet theirs. */
    heading->target = block->id.ptr
                          ? text_format(s->arena, "#%.*s", (int)block->id.size, block->id.ptr)
                          : text_format(s->arena, "#heading:%zu", number);
}

static void read_blocks(struct setting *s, const struct block *first, bool listed)
{
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_HEADING)
            add_heading(s, block, listed);
        if (block->id.ptr) {
            struct text *id = arena_push(s->arena, &s->ids, &s->id_count, sizeof *s->ids);
            *id = block->id;
        }
        bool cover = block->kind == BLOCK_BOX && text_is(block->style, "cover");
        read_blocks(s, block->children, listed && !cover);
    }
}

void setting_read(struct setting *s)
{
    read_blocks(s, s->document->blocks, true);
}

int setting_tag(struct setting *s, enum tag_role role, int parent)
{
    int index = (int)s->tag_count;
    struct tag *tag = arena_push(s->arena, &s->tags, &s->tag_count, sizeof *s->tags);
    tag->role = role;
    tag->parent = parent;
    return index;
}

size_t setting_heading(const struct setting *s, const struct block *block)
{
    size_t index = 0;
    while (index < s->heading_count && s->headings[index].block != block)
        index++;
    assert(index < s->heading_count);
    return index;
}

bool setting_has_id(const struct setting *s, struct text id)
{
    for (size_t i = 0; i < s->id_count; i++) {
        if (text_equal(s->ids[i], id))
            return true;
    }
    return false;
}

mpt setting_baseline(const struct text_style *style)
{
    const struct font *font = setting_font(style, false);
    mpt ascender = font_scale(font_ascender(font), style->size);
    mpt descender = font_scale(font_descender(font), style->size);
    return (style->leading - (ascender - descender)) / 2 + ascender;
}
