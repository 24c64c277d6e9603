#include "document/rubify.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "japanese/furigana.h"
#include "japanese/kanji.h"
#include "japanese/okurigana.h"

enum { HEADING_PLAIN = 2 }; /* headings up to this level are repeated elsewhere */

/* A reading for the bytes [start, end) of a text node. */
struct mark {
    size_t start, end;
    struct text reading;
};

/* A text node of a paragraph, and what was found in it, ascending. */
struct leaf {
    struct inline_node *node;
    bool read; /* may get readings */
    struct mark *marks;
    size_t mark_count;
};

/* A part of a node's text that is read in one go with its neighbours. */
struct piece {
    size_t leaf;
    size_t start, end; /* in the node's text */
    size_t at;         /* in the text that is read */
};

struct rubifier {
    struct arena *arena; /* of the document */
    const struct ruby_rules *rules;
    struct arena *scratch; /* of one paragraph */
    struct arena *said_arena;
    struct text *said; /* words this section has said */
    size_t said_count;
    struct leaf *leaves;
    size_t leaf_count;
    struct piece *pieces;
    size_t piece_count;
    struct buffer line;
};

/* ---- what has been said ---- */

static void begin_section(struct rubifier *r)
{
    arena_free(r->said_arena);
    r->said_arena = arena_new();
    r->said = NULL;
    r->said_count = 0;
}

static bool is_said(const struct rubifier *r, struct text word)
{
    for (size_t i = 0; i < r->said_count; i++) {
        if (text_equal(r->said[i], word))
            return true;
    }
    return false;
}

static void say(struct rubifier *r, struct text word)
{
    *(struct text *)arena_push(r->said_arena, &r->said, &r->said_count, sizeof *r->said) =
        text_copy(r->said_arena, word);
}

/* ---- finding ---- */

static void add_mark(struct rubifier *r, size_t leaf, size_t start, size_t end, struct text reading)
{
    struct leaf *to = &r->leaves[leaf];
    *(struct mark *)arena_push(r->scratch, &to->marks, &to->mark_count, sizeof *to->marks) =
        (struct mark){start, end, text_copy(r->arena, reading)};
}

/* The piece that has all of [start, end) of the text that is read, or NULL. */
static const struct piece *find_piece(const struct rubifier *r, size_t start, size_t end)
{
    for (size_t i = 0; i < r->piece_count; i++) {
        const struct piece *piece = &r->pieces[i];
        if (piece->at <= start && end <= piece->at + (piece->end - piece->start))
            return piece;
    }
    return NULL;
}

/* Is this the first time the section says the word? */
static bool is_wanted(struct rubifier *r, const struct furigana *found)
{
    if (r->rules->mode == RUBY_ALL)
        return true;
    if (!found->hard || is_said(r, found->word))
        return false;
    say(r, found->word);
    return true;
}

/* Reads what has been collected, and begins anew. */
static void read_line(struct rubifier *r)
{
    size_t count = 0;
    const struct furigana *found = NULL;
    struct text line = buffer_text(&r->line);
    if (r->piece_count > 0 && kanji_in(line))
        found = furigana_find(r->scratch, r->rules->sources, line, &count);
    bool wanted = false;
    for (size_t i = 0; i < count; i++) {
        /* The kanji of one word (受け持ち) are answered alike. */
        bool same = i > 0 && found[i].origin == found[i - 1].origin;
        const struct piece *piece = find_piece(r, found[i].start, found[i].end);
        wanted = same ? wanted : piece && is_wanted(r, &found[i]);
        if (piece && wanted)
            add_mark(r, piece->leaf, piece->start + (found[i].start - piece->at),
                     piece->start + (found[i].end - piece->at), found[i].reading);
    }
    r->pieces = NULL;
    r->piece_count = 0;
    buffer_clear(&r->line);
}

static void add_piece(struct rubifier *r, size_t leaf, size_t start, size_t end)
{
    if (start == end)
        return;
    *(struct piece *)arena_push(r->scratch, &r->pieces, &r->piece_count, sizeof *r->pieces) =
        (struct piece){leaf, start, end, r->line.size};
    buffer_put(&r->line, text_slice(r->leaves[leaf].node->text, start, end));
}

/* ---- names ---- */

/* The longest name at `at` of `text`, or NULL. */
static const struct word_reading *find_name(const struct ruby_rules *rules, struct text text,
                                            size_t at)
{
    const struct word_reading *longest = NULL;
    for (size_t i = 0; i < rules->name_count; i++) {
        const struct word_reading *name = &rules->names[i];
        if (name->word.size > 0 && at + name->word.size <= text.size &&
            memcmp(text.ptr + at, name->word.ptr, name->word.size) == 0 &&
            (!longest || name->word.size > longest->word.size))
            longest = name;
    }
    return longest;
}

/* A reading that does not fit the kana of its name stands over the whole. */
static void mark_name(struct rubifier *r, size_t leaf, size_t at, const struct word_reading *name)
{
    if (!name->reading.ptr || !kanji_in(name->word) ||
        (r->rules->mode == RUBY_DIFFICULT && is_said(r, name->word)))
        return;
    say(r, name->word);
    size_t count = 0;
    const struct okurigana *parts = okurigana_split(r->scratch, name->word, name->reading, &count);
    if (!parts)
        add_mark(r, leaf, at, at + name->word.size, name->reading);
    for (size_t i = 0; parts && i < count; i++)
        add_mark(r, leaf, at + parts[i].start, at + parts[i].end, parts[i].reading);
}

/* Collects a text to be read up to the next name, and goes on behind it: what stands beside a name
 * is read without it, since names lead the dictionary astray. */
static void read_leaf(struct rubifier *r, size_t leaf)
{
    struct text text = r->leaves[leaf].node->text;
    const struct source *client = r->rules->client;
    bool foreign = client && r->leaves[leaf].node->span.source == client;
    size_t start = 0;
    for (size_t at = 0; at < text.size;) {
        const struct word_reading *name = find_name(r->rules, text, at);
        if (!name) {
            text_next(text, &at);
            continue;
        }
        if (!foreign)
            add_piece(r, leaf, start, at);
        read_line(r);
        mark_name(r, leaf, at, name);
        at += name->word.size;
        start = at;
    }
    if (foreign)
        read_line(r);
    else
        add_piece(r, leaf, start, text.size);
}

/* ---- writing ---- */

/* Cuts the text node of `leaf` at its marks, the last first. */
static void cut_leaf(struct rubifier *r, const struct leaf *leaf)
{
    struct arena *a = r->arena;
    struct inline_node *node = leaf->node;
    struct text text = node->text;
    for (size_t i = leaf->mark_count; i > 0; i--) {
        const struct mark *mark = &leaf->marks[i - 1];
        size_t limit = node->text.size;
        struct inline_node *ruby = inline_new(a, INLINE_RUBY, node->span);
        ruby->text = mark->reading;
        ruby->children = inline_text(a, text_slice(text, mark->start, mark->end), node->span);
        ruby->next = node->next;
        if (mark->end < limit) {
            struct inline_node *rest =
                inline_text(a, text_slice(text, mark->end, limit), node->span);
            rest->next = node->next;
            ruby->next = rest;
        }
        node->next = ruby;
        node->text = text_slice(text, 0, mark->start);
    }
    if (node->text.size == 0)
        *node = *node->next;
}

static bool is_readable(const struct inline_node *node)
{
    switch (node->kind) {
    case INLINE_SPAN:
        return !text_is(node->style, "badge") && !text_is(node->style, "number") &&
               !text_is(node->style, "note");
    case INLINE_TEXT:
    case INLINE_STRONG:
    case INLINE_EMPHASIS:
    case INLINE_LINK:
    case INLINE_TERM:
        return true;
    case INLINE_CODE:
    case INLINE_RUBY:
    case INLINE_BREAK:
    case INLINE_PAGE:
    case INLINE_FIELD:
        return false;
    }
    return false;
}

static void collect(struct rubifier *r, struct inline_node *first, bool readable)
{
    for (struct inline_node *node = first; node; node = node->next) {
        bool read = readable && is_readable(node);
        if (node->kind == INLINE_TEXT || !read)
            *(struct leaf *)arena_push(r->scratch, &r->leaves, &r->leaf_count, sizeof *r->leaves) =
                (struct leaf){.node = node, .read = read && node->kind == INLINE_TEXT};
        if (read)
            collect(r, node->children, read);
    }
}

static void rubify_inlines(struct rubifier *r, struct block *block)
{
    if (!block->inlines)
        return;
    block->inlines = inline_copy(r->arena, block->inlines);
    r->scratch = arena_new();
    r->leaves = NULL;
    r->leaf_count = 0;
    collect(r, block->inlines, true);
    for (size_t i = 0; i < r->leaf_count; i++) {
        if (r->leaves[i].read)
            read_leaf(r, i);
        else
            read_line(r);
    }
    read_line(r);
    for (size_t i = 0; i < r->leaf_count; i++) {
        if (r->leaves[i].mark_count > 0)
            cut_leaf(r, &r->leaves[i]);
    }
    arena_free(r->scratch);
}

/* ---- blocks ---- */

static bool is_plain(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        return block->level <= HEADING_PLAIN;
    case BLOCK_BOX:
        return text_is(block->style, "meta") || text_is(block->style, "foot");
    case BLOCK_CODE:
    case BLOCK_FIGURE:
    case BLOCK_CONTENTS:
    case BLOCK_INDEX:
    case BLOCK_SEALS:
        return true;
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_RULE:
    case BLOCK_TABLE:
    case BLOCK_ROW:
    case BLOCK_CELL:
    case BLOCK_IMAGE:
    case BLOCK_COLUMNS:
    case BLOCK_COLUMN:
    case BLOCK_PAGEBREAK:
    case BLOCK_SPACE:
    case BLOCK_FILL:
    case BLOCK_IF:
    case BLOCK_EACH:
        return false;
    }
    return false;
}

static void rubify_siblings(struct rubifier *r, struct block *first)
{
    for (struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_HEADING)
            begin_section(r);
        if (is_plain(block))
            continue;
        rubify_inlines(r, block);
        rubify_siblings(r, block->children);
    }
}

void rubify_blocks(struct arena *a, const struct ruby_rules *rules, struct block *blocks)
{
    if (rules->mode == RUBY_NONE)
        return;
    struct rubifier rubifier = {.arena = a, .rules = rules};
    begin_section(&rubifier);
    rubify_siblings(&rubifier, blocks);
    arena_free(rubifier.said_arena);
    buffer_free(&rubifier.line);
}
