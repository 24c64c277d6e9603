#include "base/finder.h"

#include <assert.h>

#include "base/arena.h"

enum { SIGN_MASK = (1 << 24) - 1, NO_PHRASE = UINT32_MAX };

/* A state: the beginning of some phrases that the last signs read are. Children stand side by
 * side, by symbol; nodes are in order of their depth. */
struct node {
    uint64_t mask;   /* bit symbol % 64 of each child: most signs lead nowhere, and fast */
    uint32_t symbol; /* that leads here */
    uint32_t first;  /* child */
    uint32_t count;
    uint32_t fall;   /* the longest other state that ends in the same signs */
    uint32_t phrase; /* that ends here, or NO_PHRASE */
    uint32_t next; /* the longest state among `fall`, its `fall`, … where a phrase ends; 0 = none */
};

struct finder {
    uint32_t *symbols; /* of each sign, from 1; 0 = in no phrase */
    uint64_t *begins;  /* bit of each sign: does a phrase begin with it? Small: it stays in cache */
    uint32_t limit;    /* all signs of phrases are below */
    uint32_t *start;   /* of each symbol: the state from the root, 0 = none */
    struct node *nodes;
};

/* The phrases [low, high) that begin with a node's signs. */
struct range {
    size_t low, high, depth;
};

int needle_compare(const void *a, const void *b)
{
    const struct needle *x = a;
    const struct needle *y = b;
    for (size_t i = 0; i < x->count && i < y->count; i++) {
        uint32_t left = x->signs[i] & SIGN_MASK;
        uint32_t right = y->signs[i] & SIGN_MASK;
        if (left != right)
            return left < right ? -1 : 1;
    }
    return (x->count > y->count) - (x->count < y->count);
}

static uint32_t symbol_of(const struct finder *finder, uint32_t sign)
{
    sign &= SIGN_MASK;
    return sign < finder->limit ? finder->symbols[sign] : 0;
}

/* One more than the largest sign. */
static uint32_t find_limit(const struct needle *phrases, size_t count)
{
    uint32_t largest = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < phrases[i].count; j++) {
            uint32_t sign = phrases[i].signs[j] & SIGN_MASK;
            assert(sign < FINDER_SIGNS);
            largest = sign > largest ? sign : largest;
        }
    }
    return largest + 1;
}

/* Numbers the signs in their own order, so that sorted phrases are sorted by symbols too. */
static uint32_t number_symbols(struct finder *finder, const struct needle *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < phrases[i].count; j++) {
            finder->symbols[phrases[i].signs[j] & SIGN_MASK] = 1;
        }
    }
    uint32_t symbols = 0;
    for (size_t sign = 0; sign < finder->limit; sign++) {
        if (finder->symbols[sign])
            finder->symbols[sign] = ++symbols;
    }
    return symbols;
}

static void mark_beginnings(struct finder *finder, const struct needle *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t sign = phrases[i].signs[0] & SIGN_MASK;
        finder->begins[sign / 64] |= (uint64_t)1 << (sign % 64);
    }
}

/* Most of a text stands at the root and stays there. */
static bool begins(const struct finder *finder, uint32_t sign)
{
    sign &= SIGN_MASK;
    return sign < finder->limit && (finder->begins[sign / 64] >> (sign % 64) & 1);
}

/* The child of `node` by `symbol`, 0 = none. */
static uint32_t child_of(const struct finder *finder, const struct node *node, uint32_t symbol)
{
    if (!(node->mask >> (symbol % 64) & 1))
        return 0;
    uint32_t low = node->first;
    uint32_t high = node->first + node->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t found = finder->nodes[middle].symbol;
        if (found == symbol)
            return middle;
        if (found < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static uint32_t step(const struct finder *finder, uint32_t state, uint32_t symbol)
{
    while (state != 0) {
        const struct node *node = &finder->nodes[state];
        uint32_t child = child_of(finder, node, symbol);
        if (child)
            return child;
        state = node->fall;
    }
    return finder->start[symbol];
}

/* Makes the children of node `parent` behind the `*made` nodes there are. */
static void grow(struct finder *finder, const struct needle *phrases, struct range *ranges,
                 uint32_t parent, uint32_t *made)
{
    struct range range = ranges[parent];
    struct node *node = &finder->nodes[parent];
    size_t i = range.low;
    node->phrase = NO_PHRASE;
    if (i < range.high && phrases[i].count == range.depth)
        node->phrase = (uint32_t)i++;
    node->first = *made;
    while (i < range.high) {
        uint32_t symbol = symbol_of(finder, phrases[i].signs[range.depth]);
        size_t end = i + 1;
        while (end < range.high && symbol_of(finder, phrases[end].signs[range.depth]) == symbol)
            end++;
        uint32_t child = (*made)++;
        ranges[child] = (struct range){i, end, range.depth + 1};
        finder->nodes[child].symbol = symbol;
        finder->nodes[child].fall = parent ? step(finder, node->fall, symbol) : 0;
        node->mask |= (uint64_t)1 << (symbol % 64);
        node->count++;
        i = end;
    }
}

/* How many states there are: a sorted phrase adds those behind what it shares with the one before.
 */
static size_t count_nodes(const struct needle *phrases, size_t count)
{
    size_t nodes = 1;
    for (size_t i = 0; i < count; i++) {
        size_t shared = 0;
        size_t most = i > 0 ? phrases[i - 1].count : 0;
        while (shared < most && shared < phrases[i].count &&
               ((phrases[i].signs[shared] ^ phrases[i - 1].signs[shared]) & SIGN_MASK) == 0)
            shared++;
        nodes += phrases[i].count - shared;
    }
    return nodes;
}

const struct finder *finder_new(struct arena *a, const struct needle *phrases, size_t count)
{
    struct finder *finder = arena_alloc(a, sizeof *finder);
    finder->limit = find_limit(phrases, count);
    finder->symbols = arena_array(a, finder->limit, sizeof *finder->symbols);
    finder->begins = arena_array(a, finder->limit / 64 + (size_t)1, sizeof *finder->begins);
    mark_beginnings(finder, phrases, count);
    size_t room = count_nodes(phrases, count);
    finder->nodes = arena_array(a, room, sizeof *finder->nodes);
    finder->start =
        arena_array(a, number_symbols(finder, phrases, count) + (size_t)1, sizeof *finder->start);
    struct arena *scratch = arena_new();
    struct range *ranges = arena_array(scratch, room, sizeof *ranges);
    ranges[0] = (struct range){0, count, 0};
    uint32_t made = 1;
    for (uint32_t i = 0; i < made; i++) {
        grow(finder, phrases, ranges, i, &made);
        for (uint32_t child = 1; i == 0 && child < made; child++)
            finder->start[finder->nodes[child].symbol] = child;
        const struct node *fall = &finder->nodes[finder->nodes[i].fall];
        bool ends = i > 0 && fall->phrase != NO_PHRASE;
        finder->nodes[i].next = ends ? finder->nodes[i].fall : fall->next;
    }
    assert(made == room);
    arena_free(scratch);
    return finder;
}

/* Reads one sign more and reports what ends with it; false when `found` wants no more. */
static inline bool advance(const struct finder *finder, uint32_t *state, uint32_t sign, size_t end,
                           bool (*found)(void *context, size_t phrase, size_t end), void *context)
{
    uint32_t symbol = symbol_of(finder, sign);
    *state = symbol ? step(finder, *state, symbol) : 0;
    if (!*state)
        return true;
    const struct node *node = &finder->nodes[*state];
    if (node->phrase != NO_PHRASE && !found(context, node->phrase, end))
        return false;
    for (uint32_t at = node->next; at; at = finder->nodes[at].next) {
        if (!found(context, finder->nodes[at].phrase, end))
            return false;
    }
    return true;
}

void finder_run(const struct finder *finder, const uint32_t *signs, size_t count,
                bool (*found)(void *context, size_t phrase, size_t end), void *context)
{
    uint32_t state = 0;
    size_t i = 0;
    bool goes_on = true;
    while (goes_on && i < count) {
        uint32_t sign = signs[i++];
        if (state || begins(finder, sign))
            goes_on = advance(finder, &state, sign, i, found, context);
    }
}

void finder_run_text(const struct finder *finder, struct text text,
                     bool (*found)(void *context, size_t phrase, size_t end), void *context)
{
    uint32_t state = 0;
    size_t offset = 0;
    bool goes_on = true;
    while (goes_on && offset < text.size) {
        uint32_t sign = text_next(text, &offset);
        if (state || begins(finder, sign))
            goes_on = advance(finder, &state, sign, offset, found, context);
    }
}
