#include "layout/memo.h"

#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

enum {
    SLOT_COUNT = 1 << 14,   /* of kept results; a power of two */
    ENTRY_LIMIT = 1 << 13,  /* at most half of the slots are used */
    SEEN_COUNT = 1 << 16,   /* of texts seen once; a power of two */
    LIMIT = 4 * 1024 * 1024 /* bytes: about 50 pages of different text */
};

/* All that composing reads, without padding. Fonts live as long as the run, so their addresses tell
 * them apart. */
struct part_key {
    const struct font *font;
    uint64_t text_size;
    mpt size, rise;
    uint32_t colour;
    uint32_t flags;
};

/* And of an adorned part, behind its text. */
struct adorned_key {
    uint64_t target_size, page_size, ruby_size;
};

/* A single line stands the same in all measures that have room for it, but for its left edge: its
 * measure and first_indent are 0. */
struct rules_key {
    mpt measure, first_indent;
    uint32_t align;
    uint32_t flags;
};

/* A paragraph under one set of rules. */
struct kept {
    struct rules_key rules;
    mpt left, width;                   /* of its one line; void for rules_key with a measure */
    const struct paragraph *paragraph; /* its tag and shift are void */
};

/* What is known of parts that were asked for before. */
struct entry {
    struct text key;
    uint64_t hash;
    struct kept *kept; /* in one place: cells come in up to 60 measures */
    size_t kept_count;
    mpt natural;                      /* as paragraph_widths says */
    mpt minimum;                      /* zero until asked */
    struct paragraph_phrases phrases; /* zero until asked */
    bool measured;                    /* the natural width is known */
};

struct memo {
    struct arena *arena;
    struct entry **slots;
    size_t entry_count;
    uint32_t *seen; /* by hash: the upper half of the last hash that fell there */
    struct arena
        *scratch; /* of the paragraph at hand: a page's boxes and choices would fill caches */
};

struct memo *memo_new(void)
{
    struct arena *arena = arena_new_large();
    struct memo *memo = arena_alloc(arena, sizeof *memo);
    memo->arena = arena;
    memo->scratch = arena_new();
    memo->slots = arena_array(arena, SLOT_COUNT, sizeof(struct entry *));
    memo->seen = arena_array(arena, SEEN_COUNT, sizeof *memo->seen);
    return memo;
}

void memo_free(struct memo *memo)
{
    if (!memo)
        return;
    arena_free(memo->scratch);
    arena_free(memo->arena);
}

/* ---- keys ---- */

/* Whoever adds a member to one of these asks himself whether it belongs into the key; `widths`
 * follow from the parts. */
_Static_assert(sizeof(struct part) == 72, "a part's key has all its members");
_Static_assert(sizeof(struct adornment) == 48, "so has an adornment's");
_Static_assert(sizeof(struct paragraph_rules) == 48, "the rules' key has all their members");
_Static_assert(sizeof(struct part_key) == 32, "no padding");
_Static_assert(sizeof(struct rules_key) == 16, "no padding");

static struct part_key make_part_key(const struct part *part)
{
    return (struct part_key){.font = part->font,
                             .text_size = part->text.size,
                             .size = part->size,
                             .rise = part->rise,
                             .colour = (uint32_t)part->colour,
                             .flags = part->keep | part->badge << 1 | part->number << 2 |
                                      part->strike << 3 | (part->adorned != NULL) << 4};
}

/* Member by member: for so little a call of memcmp is dear. */
static bool same_part_key(const struct part_key *a, const struct part_key *b)
{
    return a->font == b->font && a->text_size == b->text_size && a->size == b->size &&
           a->rise == b->rise && a->colour == b->colour && a->flags == b->flags;
}

static struct adorned_key make_adorned_key(const struct adornment *adorned)
{
    return (struct adorned_key){.target_size = adorned->target.size,
                                .page_size = adorned->page.size,
                                .ruby_size = adorned->ruby.size};
}

static uint64_t stir(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static uint64_t hash_word(uint64_t hash, const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return stir(hash, word);
}

static uint64_t hash_text(uint64_t hash, struct text text)
{
    enum { WORD = sizeof(uint64_t) };
    if (text.size >= WORD) {
        for (size_t i = 0; i < text.size - WORD; i += WORD)
            hash = hash_word(hash, text.ptr + i);
        return hash_word(hash, text.ptr + text.size - WORD);
    }
    uint64_t word = text.size;
    for (size_t i = 0; i < text.size; i++)
        word = word << 8 | (unsigned char)text.ptr[i];
    return stir(hash, word);
}

/* What is asked for. */
struct question {
    const struct part *parts;
    size_t count;
    size_t key_size;
    uint64_t hash;
};

static struct question ask(const struct part *parts, size_t count)
{
    uint64_t hash = count;
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &parts[i];
        uint64_t look = (uint64_t)part->size << 32 | (uint32_t)part->colour;
        hash = stir(hash, (uintptr_t)part->font ^ look);
        hash = hash_text(hash, part->text);
        size += sizeof(struct part_key) + part->text.size;
        const struct adornment *adorned = part->adorned;
        if (!adorned)
            continue;
        hash = hash_text(hash, adorned->target);
        hash = hash_text(hash, adorned->page);
        hash = hash_text(hash, adorned->ruby);
        size += sizeof(struct adorned_key) + adorned->target.size + adorned->page.size +
                adorned->ruby.size;
    }
    return (struct question){.parts = parts, .count = count, .key_size = size, .hash = hash};
}

static char *put(char *to, const void *bytes, size_t size)
{
    if (size > 0)
        memcpy(to, bytes, size);
    return to + size;
}

static char *put_adorned(char *to, const struct adornment *adorned)
{
    struct adorned_key sizes = make_adorned_key(adorned);
    to = put(to, &sizes, sizeof sizes);
    to = put(to, adorned->target.ptr, adorned->target.size);
    to = put(to, adorned->page.ptr, adorned->page.size);
    return put(to, adorned->ruby.ptr, adorned->ruby.size);
}

/* Everything that was asked, one part behind the other. */
static struct text make_key(struct arena *a, const struct question *question)
{
    char *key = arena_alloc(a, question->key_size);
    char *end = key;
    for (size_t i = 0; i < question->count; i++) {
        const struct part *part = &question->parts[i];
        struct part_key head = make_part_key(part);
        end = put(end, &head, sizeof head);
        end = put(end, part->text.ptr, part->text.size);
        if (part->adorned)
            end = put_adorned(end, part->adorned);
    }
    return (struct text){key, question->key_size};
}

/* Do the next bytes of a key, which has enough, equal these? Moves on behind them. */
static bool goes_on(const char **key, const void *bytes, size_t size)
{
    const char *start = *key;
    *key += size;
    return size == 0 || memcmp(start, bytes, size) == 0;
}

static bool adorned_goes_on(const char **key, const struct adornment *adorned)
{
    struct adorned_key sizes = make_adorned_key(adorned);
    return goes_on(key, &sizes, sizeof sizes) &&
           goes_on(key, adorned->target.ptr, adorned->target.size) &&
           goes_on(key, adorned->page.ptr, adorned->page.size) &&
           goes_on(key, adorned->ruby.ptr, adorned->ruby.size);
}

/* Was this the question that the key was made of? */
static bool is_same(struct text key, const struct question *question)
{
    if (key.size != question->key_size)
        return false;
    const char *next = key.ptr;
    for (size_t i = 0; i < question->count; i++) {
        const struct part *part = &question->parts[i];
        struct part_key head = make_part_key(part);
        struct part_key known;
        memcpy(&known, next, sizeof known);
        next += sizeof known;
        bool same = same_part_key(&known, &head) &&
                    goes_on(&next, part->text.ptr, part->text.size) &&
                    (!part->adorned || adorned_goes_on(&next, part->adorned));
        if (!same)
            return false;
    }
    return true;
}

static struct rules_key make_rules_key(const struct paragraph_rules *rules)
{
    return (struct rules_key){.measure = rules->measure,
                              .first_indent = rules->first_indent,
                              .align = (uint32_t)rules->align,
                              .flags = rules->justify | rules->balance << 1 |
                                       (rules->phraser != NULL) << 2 | (rules->tag == NO_TAG) << 3};
}

static struct rules_key make_line_key(const struct paragraph_rules *rules)
{
    return (struct rules_key){.flags = (uint32_t)(rules->tag == NO_TAG) << 3};
}

/* For the question of a paragraph under these rules, which is another than that of its widths. */
static uint64_t hash_rules(uint64_t hash, const struct rules_key *rules)
{
    uint64_t words[2];
    memcpy(words, rules, sizeof words);
    return stir(stir(hash, words[0] + 1), words[1]);
}

/* ---- entries ---- */

/* The slot that holds the key, or the free one where it belongs. */
static struct entry **find_slot(const struct memo *memo, const struct question *question)
{
    for (size_t i = question->hash & (SLOT_COUNT - 1);; i = (i + 1) & (SLOT_COUNT - 1)) {
        struct entry *entry = memo->slots[i];
        if (!entry || (entry->hash == question->hash && is_same(entry->key, question)))
            return &memo->slots[i];
    }
}

/* Was this asked for before? From now on it was. */
static bool was_seen(struct memo *memo, uint64_t hash)
{
    uint32_t *place = &memo->seen[hash & (SEEN_COUNT - 1)];
    uint32_t sign = (uint32_t)(hash >> 32) | 1;
    bool seen = *place == sign;
    *place = sign;
    return seen;
}

static bool is_full(const struct memo *memo)
{
    return memo->entry_count == ENTRY_LIMIT || arena_used(memo->arena) > LIMIT;
}

/* The entry of the question, whose `slot` may be free. */
static struct entry *need_entry(struct memo *memo, struct entry **slot,
                                const struct question *question)
{
    if (*slot)
        return *slot;
    struct entry *entry = arena_alloc(memo->arena, sizeof *entry);
    entry->key = make_key(memo->arena, question);
    entry->hash = question->hash;
    *slot = entry;
    memo->entry_count++;
    return entry;
}

/* ---- paragraphs ---- */

static const struct run *keep_run(struct arena *a, const struct run *said,
                                  const struct paragraph *from, struct text text)
{
    struct run *run = arena_alloc(a, sizeof *run);
    *run = *said;
    size_t start = run->text.size > 0 ? (size_t)(run->text.ptr - from->text.ptr) : 0;
    run->text = text_slice(text, start, start + run->text.size);
    struct glyph *glyphs = arena_array(a, run->glyph_count, sizeof *glyphs);
    if (run->glyph_count > 0)
        memcpy(glyphs, run->glyphs, run->glyph_count * sizeof *glyphs);
    run->glyphs = glyphs;
    return run;
}

static void keep_item(struct arena *a, struct item *item, const struct paragraph *from,
                      struct text text)
{
    item->target = text_copy(a, item->target);
    if (item->kind == ITEM_RUN)
        item->run = keep_run(a, item->run, from, text);
    if (item->kind == ITEM_SHAPE) {
        struct shape *shape = arena_alloc(a, sizeof *shape);
        *shape = *item->shape; /* frames and discs: neither points nor text */
        item->shape = shape;
    }
}

/* A copy that refers to nothing but fonts and what is in `a`. */
static struct paragraph *keep_paragraph(struct arena *a, const struct paragraph *from)
{
    struct paragraph *kept = arena_alloc(a, sizeof *kept);
    *kept = *from;
    kept->text = text_copy(a, from->text);
    kept->lines = arena_array(a, from->line_count, sizeof *kept->lines);
    for (size_t i = 0; i < from->line_count; i++) {
        struct line *line = &kept->lines[i];
        *line = from->lines[i];
        line->items = arena_array(a, line->item_count, sizeof *line->items);
        for (size_t k = 0; k < line->item_count; k++) {
            line->items[k] = from->lines[i].items[k];
            keep_item(a, &line->items[k], from, kept->text);
        }
    }
    return kept;
}

static mpt room_of(const struct paragraph_rules *rules)
{
    return rules->measure - rules->first_indent;
}

/* Would the paragraph be the same line in any measure with room for it? A line that ends at the
 * measure may have been squeezed into it. Readings above words lean on the measure. */
static bool is_free_line(const struct paragraph *paragraph, const struct paragraph_rules *rules)
{
    return paragraph->line_count == 1 && !paragraph->lines[0].ruby &&
           paragraph->lines[0].width < room_of(rules);
}

static bool same_rules(const struct rules_key *a, const struct rules_key *b)
{
    return a->measure == b->measure && a->first_indent == b->first_indent && a->align == b->align &&
           a->flags == b->flags;
}

static const struct kept *find_kept(const struct entry *entry, const struct paragraph_rules *rules)
{
    struct rules_key line = make_line_key(rules);
    struct rules_key key = make_rules_key(rules);
    for (size_t i = 0; i < entry->kept_count; i++) {
        const struct kept *kept = &entry->kept[i];
        bool fits = same_rules(&kept->rules, &line) && kept->width <= room_of(rules);
        if (fits || same_rules(&kept->rules, &key))
            return kept;
    }
    return NULL;
}

/* The kept lines, with what is the asker's own. */
static const struct paragraph *recall(struct arena *a, const struct kept *kept,
                                      const struct paragraph_rules *rules)
{
    struct paragraph *paragraph = arena_alloc(a, sizeof *paragraph);
    *paragraph = *kept->paragraph;
    paragraph->tag = rules->tag;
    if (kept->rules.measure == 0)
        paragraph->shift = paragraph_left(rules, true, kept->width) - kept->left;
    return paragraph;
}

/* Keeps the paragraph when it is asked for the second time: then it is returned, else NULL. */
static const struct kept *keep(struct memo *memo, struct entry **slot,
                               const struct question *question, const struct paragraph *paragraph,
                               const struct paragraph_rules *rules)
{
    bool line = is_free_line(paragraph, rules);
    struct rules_key key = line ? make_line_key(rules) : make_rules_key(rules);
    if (!was_seen(memo, hash_rules(question->hash, &key)) || is_full(memo))
        return NULL;
    struct entry *entry = need_entry(memo, slot, question);
    struct kept *kept =
        arena_push(memo->arena, &entry->kept, &entry->kept_count, sizeof *entry->kept);
    kept->rules = key;
    kept->paragraph = keep_paragraph(memo->arena, paragraph);
    if (line) {
        kept->width = paragraph->lines[0].width;
        kept->left = paragraph_left(rules, true, kept->width);
    }
    return kept;
}

const struct paragraph *memo_compose(struct memo *memo, struct arena *a, const struct part *parts,
                                     size_t count, const struct paragraph_rules *rules,
                                     struct diag *d)
{
    if (!memo)
        return paragraph_compose(a, parts, count, rules, d);
    const struct kept *kept = NULL;
    if (rules->widths && rules->widths->entry)
        kept = find_kept(rules->widths->entry, rules);
    if (kept)
        return recall(a, kept, rules);
    struct question question = ask(parts, count);
    struct entry **slot = find_slot(memo, &question);
    kept = *slot ? find_kept(*slot, rules) : NULL;
    if (kept)
        return recall(a, kept, rules);
    size_t said = d->count;
    const struct paragraph *composed = paragraph_compose(memo->scratch, parts, count, rules, d);
    if (d->count == said)
        kept = keep(memo, slot, &question, composed, rules);
    const struct paragraph *paragraph = kept ? recall(a, kept, rules) : keep_paragraph(a, composed);
    arena_clear(memo->scratch);
    return paragraph;
}

struct paragraph_widths memo_widths(struct memo *memo, struct arena *a, const struct part *parts,
                                    size_t count)
{
    if (!memo)
        return paragraph_widths(a, parts, count);
    struct question question = ask(parts, count);
    struct entry **slot = find_slot(memo, &question);
    if (*slot && (*slot)->measured)
        return (struct paragraph_widths){.natural = (*slot)->natural, .entry = *slot};
    struct paragraph_widths widths = paragraph_widths(a, parts, count);
    widths.entry = *slot;
    if (!was_seen(memo, question.hash) || is_full(memo))
        return widths;
    struct entry *entry = need_entry(memo, slot, &question);
    entry->measured = true;
    entry->natural = widths.natural;
    widths.entry = entry;
    return widths;
}

static void need_boxes(struct arena *a, const struct part *parts, size_t count,
                       struct paragraph_widths *widths)
{
    if (!widths->boxes)
        widths->boxes = paragraph_widths(a, parts, count).boxes;
}

mpt memo_minimum(struct arena *a, const struct part *parts, size_t count,
                 struct paragraph_widths *widths)
{
    struct entry *entry = widths->entry;
    if (entry && entry->minimum > 0)
        return entry->minimum;
    need_boxes(a, parts, count, widths);
    mpt minimum = paragraph_minimum(a, widths);
    if (entry)
        entry->minimum = minimum;
    return minimum;
}

struct paragraph_phrases memo_phrases(struct arena *a, const struct part *parts, size_t count,
                                      struct paragraph_widths *widths, struct phraser *phraser)
{
    struct entry *entry = widths->entry;
    if (entry && entry->phrases.word > 0)
        return entry->phrases;
    need_boxes(a, parts, count, widths);
    struct paragraph_phrases phrases = paragraph_phrases(a, widths, phraser);
    if (entry)
        entry->phrases = phrases;
    return phrases;
}
