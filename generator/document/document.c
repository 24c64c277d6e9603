#include "document/document.h"

#include "base/arena.h"
#include "base/buffer.h"

struct block *block_new(struct arena *a, enum block_kind kind, struct span span)
{
    struct block *block = arena_alloc(a, sizeof *block);
    block->kind = kind;
    block->span = span;
    return block;
}

struct inline_node *inline_new(struct arena *a, enum inline_kind kind, struct span span)
{
    struct inline_node *node = arena_alloc(a, sizeof *node);
    node->kind = kind;
    node->span = span;
    return node;
}

struct inline_node *inline_text(struct arena *a, struct text text, struct span span)
{
    struct inline_node *node = inline_new(a, INLINE_TEXT, span);
    node->text = text;
    return node;
}

struct inline_node *inline_copy(struct arena *a, const struct inline_node *first)
{
    struct inline_node *copies = NULL;
    struct inline_node **last = &copies;
    for (const struct inline_node *node = first; node; node = node->next) {
        *last = inline_new(a, node->kind, node->span);
        **last = *node;
        (*last)->children = inline_copy(a, node->children);
        last = &(*last)->next;
    }
    *last = NULL;
    return copies;
}

bool target_is_chapter(struct text target)
{
    size_t end = 0;
    while (end < target.size && target.ptr[end] != '#' && target.ptr[end] != ':')
        end++;
    bool scheme = end < target.size && target.ptr[end] == ':';
    return !scheme && text_ends(text_slice(target, 0, end), ".md") && !text_starts(target, "/") &&
           !text_starts(target, "{{");
}

void inline_put_plain(struct buffer *out, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        switch (node->kind) {
        case INLINE_TEXT:
        case INLINE_CODE:
            buffer_put(out, node->text);
            break;
        case INLINE_STRONG:
        case INLINE_EMPHASIS:
        case INLINE_LINK:
        case INLINE_SPAN:
        case INLINE_RUBY:
        case INLINE_TERM:
            inline_put_plain(out, node->children);
            break;
        case INLINE_BREAK:
            buffer_byte(out, ' ');
            break;
        case INLINE_PAGE: /* not known before layout */
            break;
        case INLINE_FIELD:
            /* Only before merging; a reader of diagnostics recognises the field by its path. */
            buffer_puts(out, "{{");
            buffer_put(out, node->text);
            buffer_puts(out, "}}");
            break;
        }
    }
}

struct text inline_plain(struct arena *a, const struct inline_node *first)
{
    struct buffer out = {0};
    inline_put_plain(&out, first);
    struct text plain = text_copy(a, out.size ? buffer_text(&out) : text_of(""));
    buffer_free(&out);
    return plain;
}
