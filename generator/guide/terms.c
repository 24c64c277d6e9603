#include "guide/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "guide/guide.h"
#include "japanese/reading.h"
#include "model/catalog.h"

struct spelling {
    struct text text;
    uint32_t first; /* code point */
    size_t term;    /* index into the list */
};

struct terms {
    struct guide_term *list;
    size_t count;
    struct spelling *spellings; /* the longest first */
    size_t spelling_count;
};

/* A term and where its reading stands in the order of an index. */
struct sorted_term {
    struct text key;
    const struct term *term;
};

static int compare_readings(const void *left, const void *right)
{
    const struct sorted_term *a = left;
    const struct sorted_term *b = right;
    int order = text_compare(a->key, b->key);
    return order ? order : text_compare(a->term->term, b->term->term);
}

static int compare_lengths(const void *left, const void *right)
{
    const struct spelling *a = left;
    const struct spelling *b = right;
    if (a->text.size != b->text.size)
        return a->text.size > b->text.size ? -1 : 1;
    return text_compare(a->text, b->text);
}

static void add_spelling(struct arena *a, struct terms *terms, struct text text, size_t term)
{
    if (!text.size)
        return;
    struct spelling *spelling =
        arena_push(a, &terms->spellings, &terms->spelling_count, sizeof *spelling);
    size_t at = 0;
    *spelling = (struct spelling){.text = text, .first = text_next(text, &at), .term = term};
}

const struct terms *terms_new(struct arena *a, const struct catalog *catalog)
{
    struct terms *terms = arena_alloc(a, sizeof *terms);
    const struct term *all = catalog->terms.items;
    terms->count = catalog->terms.count;
    terms->list = arena_array(a, terms->count, sizeof *terms->list);
    struct sorted_term *sorted = arena_array(a, terms->count, sizeof *sorted);
    for (size_t i = 0; i < terms->count; i++)
        sorted[i] = (struct sorted_term){reading_key(a, all[i].reading), &all[i]};
    qsort(sorted, terms->count, sizeof *sorted, compare_readings);
    for (size_t i = 0; i < terms->count; i++) {
        terms->list[i] = (struct guide_term){.id = text_format(a, "term-%zu", i + 1),
                                             .term = sorted[i].term->term,
                                             .reading = sorted[i].term->reading,
                                             .text = sorted[i].term->text};
        add_spelling(a, terms, sorted[i].term->term, i);
        const struct text *also = sorted[i].term->also.items;
        for (size_t k = 0; k < sorted[i].term->also.count; k++)
            add_spelling(a, terms, also[k], i);
    }
    qsort(terms->spellings, terms->spelling_count, sizeof *terms->spellings, compare_lengths);
    return terms;
}

const struct guide_term *terms_list(const struct terms *terms, size_t *count)
{
    *count = terms->count;
    return terms->list;
}

/* ---- words ---- */

enum script { SCRIPT_OTHER, SCRIPT_KANJI, SCRIPT_KATAKANA, SCRIPT_LATIN };

/* Blocks of the Unicode standard. Hiragana counts as other: particles follow words directly. */
static enum script script_of(uint32_t sign)
{
    bool digit = (sign >= '0' && sign <= '9') || (sign >= 0xFF10 && sign <= 0xFF19);
    bool latin = (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
                 (sign >= 0xFF21 && sign <= 0xFF3A) || (sign >= 0xFF41 && sign <= 0xFF5A);
    if (digit || latin)
        return SCRIPT_LATIN;
    if ((sign >= 0x30A1 && sign <= 0x30FA) || sign == 0x30FC || (sign >= 0xFF66 && sign <= 0xFF9F))
        return SCRIPT_KATAKANA;
    if ((sign >= 0x4E00 && sign <= 0x9FFF) || (sign >= 0x3400 && sign <= 0x4DBF) ||
        (sign >= 0x20000 && sign <= 0x3FFFF) || sign == 0x3005 /* 々 */)
        return SCRIPT_KANJI;
    return SCRIPT_OTHER;
}

static bool is_joined(uint32_t left, uint32_t right)
{
    enum script script = script_of(left);
    return script != SCRIPT_OTHER && script == script_of(right);
}

static uint32_t sign_before(struct text text, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return text_next(text, &at);
}

static uint32_t sign_at(struct text text, size_t at)
{
    return at < text.size ? text_next(text, &at) : 0;
}

/* ---- marking ---- */

struct marking {
    struct arena *arena;
    const struct terms *terms;
    bool *used; /* as many as terms */
};

/* The texts of a paragraph in a row, so that a word set partly bold is still one word. */
struct leaf {
    struct inline_node **texts;
    bool *markable; /* outside links and the like */
    size_t count;
    size_t markable_count;
};

/* The longest spelling at `at` that is a word there, or NULL. */
static const struct spelling *find_spelling(const struct terms *terms, struct text text, size_t at,
                                            uint32_t before, uint32_t behind)
{
    uint32_t first = sign_at(text, at);
    uint32_t left = at > 0 ? sign_before(text, at) : before;
    if (is_joined(left, first))
        return NULL;
    for (size_t i = 0; i < terms->spelling_count; i++) {
        const struct spelling *spelling = &terms->spellings[i];
        size_t end = at + spelling->text.size;
        if (spelling->first != first || end > text.size ||
            memcmp(text.ptr + at, spelling->text.ptr, spelling->text.size) != 0)
            continue;
        uint32_t right = end < text.size ? sign_at(text, end) : behind;
        if (!is_joined(sign_before(text, end), right))
            return spelling;
    }
    return NULL;
}

/* Cuts `node` at the term [at, at + size); returns the text behind it, or NULL. */
static struct inline_node *cut(struct marking *m, struct inline_node *node, size_t at,
                               const struct spelling *spelling)
{
    struct arena *a = m->arena;
    struct text text = node->text;
    size_t end = at + spelling->text.size;
    struct inline_node *term = inline_new(a, INLINE_TERM, node->span);
    const struct guide_term *entry = &m->terms->list[spelling->term];
    term->target = text_format(a, "#%.*s", (int)entry->id.size, entry->id.ptr);
    term->children = inline_text(a, text_slice(text, at, end), node->span);
    term->next = node->next;
    struct inline_node *rest = NULL;
    if (end < text.size) {
        rest = inline_text(a, text_slice(text, end, text.size), node->span);
        rest->next = node->next;
        term->next = rest;
    }
    node->text = text_slice(text, 0, at);
    node->next = term;
    return rest;
}

static void mark_text(struct marking *m, struct inline_node *node, uint32_t before, uint32_t behind)
{
    for (size_t at = 0; at < node->text.size;) {
        const struct spelling *found = find_spelling(m->terms, node->text, at, before, behind);
        if (!found) {
            text_next(node->text, &at);
            continue;
        }
        if (m->used[found->term]) {
            at += found->text.size; /* nor a shorter term inside it */
            continue;
        }
        m->used[found->term] = true;
        size_t end = at + found->text.size;
        before = sign_before(node->text, end);
        node = cut(m, node, at, found);
        if (!node)
            return;
        at = 0;
    }
}

static bool is_small_mark(const struct inline_node *node)
{
    return node->kind == INLINE_SPAN &&
           (text_is(node->style, "badge") || text_is(node->style, "number") ||
            text_is(node->style, "note"));
}

static void collect(struct marking *m, struct inline_node *first, bool markable, struct leaf *leaf)
{
    for (struct inline_node *node = first; node; node = node->next) {
        bool inside = markable && node->kind != INLINE_LINK && !is_small_mark(node);
        if (node->kind == INLINE_TEXT || node->kind == INLINE_CODE) {
            *(struct inline_node **)arena_push(m->arena, &leaf->texts, &leaf->count,
                                               sizeof *leaf->texts) = node;
            *(bool *)arena_push(m->arena, &leaf->markable, &leaf->markable_count,
                                sizeof *leaf->markable) = inside && node->kind == INLINE_TEXT;
        }
        collect(m, node->children, inside, leaf);
    }
}

static void mark_leaf(struct marking *m, struct block *block)
{
    struct leaf leaf = {0};
    block->inlines = inline_copy(m->arena, block->inlines);
    collect(m, block->inlines, true, &leaf);
    uint32_t before = 0;
    for (size_t i = 0; i < leaf.count; i++) {
        struct text text = leaf.texts[i]->text;
        uint32_t behind = i + 1 < leaf.count ? sign_at(leaf.texts[i + 1]->text, 0) : 0;
        if (leaf.markable[i])
            mark_text(m, leaf.texts[i], before, behind);
        before = sign_before(text, text.size);
    }
}

static void mark_blocks(struct marking *m, struct block *first);

static void mark_table(struct marking *m, struct block *table)
{
    size_t row_number = 0;
    for (struct block *row = table->children; row; row = row->next) {
        if (row_number++ >= table->head_rows)
            mark_blocks(m, row->children);
    }
}

static void mark_blocks(struct marking *m, struct block *first)
{
    for (struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_CELL)
            mark_leaf(m, block);
        if (block->kind == BLOCK_TABLE)
            mark_table(m, block);
        else
            mark_blocks(m, block->children);
    }
}

void terms_mark(struct arena *a, const struct terms *terms, struct block *blocks)
{
    struct marking marking = {.arena = a, .terms = terms};
    marking.used = arena_array(a, terms->count, sizeof *marking.used);
    mark_blocks(&marking, blocks);
}
