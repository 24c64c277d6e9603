#include "plain/passage.h"

#include "base/arena.h"

struct collector {
    struct arena *arena;
    struct passage *items;
    size_t count;
    struct buffer text; /* of the passage being read */
    struct passage_piece *pieces;
    size_t piece_count;
};

static void add_piece(struct collector *c, struct text text, struct span span)
{
    if (text.size == 0)
        return;
    struct passage_piece *piece =
        arena_push(c->arena, &c->pieces, &c->piece_count, sizeof *c->pieces);
    *piece = (struct passage_piece){.at = c->text.size, .span = span};
    buffer_put(&c->text, text);
}

static void add_field(struct collector *c, struct span span)
{
    char sign[4];
    size_t size = text_encode(FIELD_SIGN, sign);
    add_piece(c, (struct text){sign, size}, span);
}

static bool is_source_number(const struct inline_node *node)
{
    return text_is(node->style, "note") || text_is(node->style, "number");
}

static void add_inlines(struct collector *c, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_TEXT)
            add_piece(c, node->text, node->span);
        else if (node->kind == INLINE_FIELD)
            add_field(c, node->span);
        else if (node->kind == INLINE_BREAK)
            add_piece(c, text_of("\n"), node->span);
        else if (node->kind != INLINE_CODE && !is_source_number(node))
            add_inlines(c, node->children);
    }
}

static void finish(struct collector *c, enum passage_kind kind, bool heading)
{
    if (c->piece_count > 0) {
        struct passage *passage = arena_push(c->arena, &c->items, &c->count, sizeof *c->items);
        *passage = (struct passage){.kind = kind,
                                    .text = text_copy(c->arena, buffer_text(&c->text)),
                                    .pieces = c->pieces,
                                    .piece_count = c->piece_count,
                                    .heading = heading};
    }
    buffer_clear(&c->text);
    c->pieces = NULL;
    c->piece_count = 0;
}

/* Names, dates and marks that the program or the vendor's own stationery sets. */
static bool is_furniture(const struct block *block)
{
    static const char *const NAMES[] = {"cover", "meta", "foot"};
    for (size_t i = 0; block->kind == BLOCK_BOX && i < sizeof NAMES / sizeof *NAMES; i++) {
        if (text_is(block->style, NAMES[i]))
            return true;
    }
    return false;
}

static void add_blocks(struct collector *c, const struct block *first)
{
    for (const struct block *block = first; block; block = block->next) {
        if (is_furniture(block))
            continue;
        bool heading = block->kind == BLOCK_HEADING;
        bool prose = block->kind == BLOCK_PARAGRAPH;
        add_inlines(c, block->inlines);
        finish(c, prose ? PASSAGE_PROSE : PASSAGE_LABEL, heading);
        add_blocks(c, block->children);
        add_blocks(c, block->otherwise);
    }
}

const struct passage *passages_of(struct arena *a, const struct block *blocks, size_t *count)
{
    struct collector collector = {.arena = a};
    add_blocks(&collector, blocks);
    buffer_free(&collector.text);
    *count = collector.count;
    return collector.items;
}

struct passage passage_of_text(struct arena *a, struct text text, struct span span)
{
    struct passage_piece *piece = arena_alloc(a, sizeof *piece);
    piece->span = span;
    return (struct passage){.kind = PASSAGE_PROSE, .text = text, .pieces = piece, .piece_count = 1};
}

struct span passage_span(const struct passage *passage, size_t start, size_t end)
{
    size_t i = passage->piece_count - 1;
    while (i > 0 && passage->pieces[i].at > start)
        i--;
    struct passage_piece piece = passage->pieces[i];
    size_t next = i + 1 < passage->piece_count ? passage->pieces[i + 1].at : passage->text.size;
    /* Escapes and entities make a text shorter than its source: then the whole piece is shown. */
    bool parallel = next - piece.at == piece.span.end - piece.span.start;
    if (!parallel)
        return piece.span;
    size_t stop = end < next ? end : next;
    piece.span.end = piece.span.start + (stop - piece.at);
    piece.span.start += start - piece.at;
    return piece.span;
}
