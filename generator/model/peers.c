#include "model/peers.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/client.h"
#include "model/score.h"

/* The last number of employees of each class. */
static const int64_t SIZE_ENDS[SIZE_COUNT] = {
    [SIZE_5] = 5,     [SIZE_20] = 20,   [SIZE_50] = 50,
    [SIZE_100] = 100, [SIZE_300] = 300, [SIZE_OVER] = INT64_MAX};

enum size_class size_class_of(int64_t employees)
{
    enum size_class class = SIZE_5;
    while (employees > SIZE_ENDS[class])
        class ++;
    return class;
}

const char *size_class_label(enum size_class class)
{
    static const char *const LABELS[SIZE_COUNT] = {
        [SIZE_5] = "5人以下",     [SIZE_20] = "6〜20人",     [SIZE_50] = "21〜50人",
        [SIZE_100] = "51〜100人", [SIZE_300] = "101〜300人", [SIZE_OVER] = "301人以上"};
    return LABELS[class];
}

struct peer peer_make(struct arena *a, const struct client *client, const struct score *score)
{
    struct peer peer = {.trade = client->trade,
                        .size = size_class_of(client->employees),
                        .sheet = text_copy(a, score->sheet->id),
                        .total = score->total};
    peer.categories = arena_array(a, score->category_count, sizeof *peer.categories);
    for (size_t i = 0; i < score->category_count; i++) {
        const struct score_category *category = &score->categories[i];
        if (category->most == 0)
            continue;
        peer.categories[peer.category_count++] =
            (struct peer_score){text_copy(a, category->category->id), category->score};
    }
    return peer;
}

/* --- quartiles ------------------------------------------------------------------------------- */

static int compare_values(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return (*a > *b) - (*a < *b);
}

int64_t peers_quantile4(const int64_t *sorted, size_t count, int quarter)
{
    size_t quarters = (count - 1) * (size_t)quarter;
    size_t below = quarters / 4;
    int64_t rest = (int64_t)(quarters % 4);
    int64_t next = rest > 0 ? sorted[below + 1] : sorted[below];
    return 4 * sorted[below] + (next - sorted[below]) * rest;
}

struct peer_spread peers_spread(int64_t *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_values);
    int64_t rounded[3];
    for (int i = 0; i < 3; i++)
        rounded[i] =
            score_round(peers_quantile4(values, count, i + 1), 4 * PEERS_STEP) * PEERS_STEP;
    return (struct peer_spread){rounded[0], rounded[1], rounded[2]};
}

/* --- groups ---------------------------------------------------------------------------------- */

/* The clients of one group while it is made. */
struct gathering {
    struct arena *arena;
    const struct peer **members;
    size_t count;
    int64_t *values; /* room for one value of each */
};

static bool belongs(const struct peer *peer, const struct peer_group *group)
{
    bool same =
        group->by == PEER_BY_TRADE ? peer->trade == group->trade : (int)peer->size == group->size;
    return same && text_equal(peer->sheet, group->sheet);
}

static const struct peer_score *score_in(const struct peer *peer, struct text category)
{
    for (size_t i = 0; i < peer->category_count; i++) {
        if (text_equal(peer->categories[i].category, category))
            return &peer->categories[i];
    }
    return NULL;
}

static void add_category(struct gathering *g, struct peer_group *group, struct text id)
{
    size_t count = 0;
    for (size_t i = 0; i < g->count; i++) {
        const struct peer_score *score = score_in(g->members[i], id);
        if (score)
            g->values[count++] = score->score;
    }
    if (count < PEERS_LEAST)
        return;
    struct peer_category *category =
        arena_push(g->arena, &group->categories.items, &group->categories.count, sizeof *category);
    category->id = id;
    category->clients = (int64_t)count;
    category->spread = peers_spread(g->values, count);
}

/* The sheet's categories in its order: members leave out those that do not apply to them, so each
 * member may bring one more. */
static void add_categories(struct gathering *g, struct peer_group *group)
{
    struct text *seen = NULL;
    size_t seen_count = 0;
    for (size_t i = 0; i < g->count; i++) {
        for (size_t c = 0; c < g->members[i]->category_count; c++) {
            struct text id = g->members[i]->categories[c].category;
            bool known = false;
            for (size_t s = 0; s < seen_count && !known; s++)
                known = text_equal(seen[s], id);
            if (known)
                continue;
            *(struct text *)arena_push(g->arena, &seen, &seen_count, sizeof *seen) = id;
            add_category(g, group, id);
        }
    }
}

/* Appends `group` with its figures when it is large enough. */
static void add_group(struct gathering *g, struct peers *peers, struct peer_group group,
                      const struct peer *members, size_t count)
{
    g->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (belongs(&members[i], &group))
            g->members[g->count++] = &members[i];
    }
    if (g->count < PEERS_LEAST)
        return;
    for (size_t i = 0; i < g->count; i++)
        g->values[i] = g->members[i]->total;
    group.clients = (int64_t)g->count;
    group.total = peers_spread(g->values, g->count);
    add_categories(g, &group);
    struct peer_group *added =
        arena_push(g->arena, &peers->groups.items, &peers->groups.count, sizeof *added);
    *added = group;
}

static int compare_texts(const void *left, const void *right)
{
    const struct text *a = left;
    const struct text *b = right;
    return text_compare(*a, *b);
}

/* The ids of the members' sheets, each once, in byte order. */
static struct text *list_sheets(struct arena *a, const struct peer *members, size_t count,
                                size_t *sheet_count)
{
    struct text *sheets = NULL;
    *sheet_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t s = 0; s < *sheet_count && !known; s++)
            known = text_equal(sheets[s], members[i].sheet);
        if (!known)
            *(struct text *)arena_push(a, &sheets, sheet_count, sizeof *sheets) = members[i].sheet;
    }
    if (sheets)
        qsort(sheets, *sheet_count, sizeof *sheets, compare_texts);
    return sheets;
}

struct peers *peers_make(struct arena *a, const struct peer *members, size_t count,
                         struct date date, bool fictional)
{
    struct peers *peers = arena_alloc(a, sizeof *peers);
    *peers = (struct peers){.month = {date.year, date.month, 1}, .fictional = fictional};
    struct gathering g = {.arena = a,
                          .members = arena_array(a, count, sizeof *g.members),
                          .values = arena_array(a, count, sizeof *g.values)};
    size_t sheet_count;
    const struct text *sheets = list_sheets(a, members, count, &sheet_count);
    for (size_t s = 0; s < sheet_count; s++) {
        struct peer_group group = {.by = PEER_BY_TRADE, .sheet = sheets[s]};
        for (group.trade = 0; group.trade <= TRADE_OTHER; group.trade++)
            add_group(&g, peers, group, members, count);
        group = (struct peer_group){.by = PEER_BY_SIZE, .sheet = sheets[s]};
        for (group.size = 0; group.size < SIZE_COUNT; group.size++)
            add_group(&g, peers, group, members, count);
    }
    return peers;
}

/* --- finding --------------------------------------------------------------------------------- */

const struct peer_group *peers_find(const struct peers *peers, enum peer_by by,
                                    const struct client *client, struct text sheet)
{
    if (!peers || peers->fictional != client->fictional)
        return NULL;
    struct peer peer = {
        .trade = client->trade, .size = size_class_of(client->employees), .sheet = sheet};
    const struct peer_group *groups = peers->groups.items;
    for (size_t i = 0; i < peers->groups.count; i++) {
        if (groups[i].by == (int)by && belongs(&peer, &groups[i]))
            return &groups[i];
    }
    return NULL;
}

const struct peer_category *peers_category(const struct peer_group *group, struct text id)
{
    const struct peer_category *categories = group->categories.items;
    for (size_t i = 0; i < group->categories.count; i++) {
        if (text_equal(categories[i].id, id))
            return &categories[i];
    }
    return NULL;
}
