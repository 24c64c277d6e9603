/* peers_file.c -- the statistics as a YAML file: written by `portfolio`, read with --peers. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "model/client_schema.h"
#include "model/peers.h"

enum { SCORE_LEAST = -100, SCORE_MOST = 100 };

static const char *const BY_WORDS[] = {"trade", "size", NULL};
static const char *const SIZE_WORDS[] = {"1-5", "6-20", "21-50", "51-100", "101-300", "301-", NULL};

/* --- writing --------------------------------------------------------------------------------- */

static void put_spread(struct buffer *out, const struct peer_spread *spread)
{
    buffer_printf(out, "low: %" PRId64 ", middle: %" PRId64 ", high: %" PRId64, spread->low,
                  spread->middle, spread->high);
}

static void put_group(struct buffer *out, const struct peer_group *group)
{
    bool trade = group->by == PEER_BY_TRADE;
    buffer_printf(out, "  - by: %s\n    %s: \"%s\"\n", BY_WORDS[group->by], BY_WORDS[group->by],
                  trade ? TRADE_WORDS[group->trade] : SIZE_WORDS[group->size]);
    buffer_printf(out, "    sheet: \"%.*s\"\n    clients: %" PRId64 "\n    total: {",
                  (int)group->sheet.size, group->sheet.ptr, group->clients);
    put_spread(out, &group->total);
    buffer_puts(out, "}\n    categories:\n");
    const struct peer_category *categories = group->categories.items;
    for (size_t i = 0; i < group->categories.count; i++) {
        buffer_printf(out, "      - {id: \"%.*s\", clients: %" PRId64 ", spread: {",
                      (int)categories[i].id.size, categories[i].id.ptr, categories[i].clients);
        put_spread(out, &categories[i].spread);
        buffer_puts(out, "}}\n");
    }
    if (group->categories.count == 0)
        buffer_puts(out, "      []\n");
}

void peers_write(const struct peers *peers, struct buffer *out)
{
    buffer_puts(out,
                "# mamorigami portfolio が書きました。会社の名前は入っていません。\n"
                "# 同じ業種か同じ大きさのお客様の点数です（low 下から4分の1、middle まん中、high "
                "上から4分の1。5点きざみ）。\n"
                "# handout と batch に --peers で渡します。\n");
    buffer_printf(out, "month: %04d-%02d-01\nfictional: %s\ngroups:\n", peers->month.year,
                  peers->month.month, peers->fictional ? "true" : "false");
    const struct peer_group *groups = peers->groups.items;
    for (size_t i = 0; i < peers->groups.count; i++)
        put_group(out, &groups[i]);
    if (peers->groups.count == 0)
        buffer_puts(out, "  []\n");
}

/* --- reading --------------------------------------------------------------------------------- */

static const struct schema_field SPREAD_FIELDS[] = {
    {.key = "low",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct peer_spread, low),
     .required = true,
     .min = SCORE_LEAST,
     .max = SCORE_MOST},
    {.key = "middle",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct peer_spread, middle),
     .required = true,
     .min = SCORE_LEAST,
     .max = SCORE_MOST},
    {.key = "high",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct peer_spread, high),
     .required = true,
     .min = SCORE_LEAST,
     .max = SCORE_MOST},
};
static const struct schema SPREAD = {.name = "peers.total",
                                     .fields = SPREAD_FIELDS,
                                     .field_count = sizeof SPREAD_FIELDS / sizeof *SPREAD_FIELDS,
                                     .size = sizeof(struct peer_spread),
                                     .node_offset = SIZE_MAX};

static const struct schema_field CATEGORY_FIELDS[] = {
    {.key = "id",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct peer_category, id),
     .required = true},
    {.key = "clients",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct peer_category, clients),
     .required = true,
     .min = PEERS_LEAST,
     .max = INT32_MAX},
    {.key = "spread",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct peer_category, spread),
     .required = true,
     .of = &SPREAD},
};
static const struct schema CATEGORY = {.name = "peers.categories",
                                       .fields = CATEGORY_FIELDS,
                                       .field_count =
                                           sizeof CATEGORY_FIELDS / sizeof *CATEGORY_FIELDS,
                                       .size = sizeof(struct peer_category),
                                       .node_offset = offsetof(struct peer_category, node)};

static const struct schema_field GROUP_FIELDS[] = {
    {.key = "by",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct peer_group, by),
     .required = true,
     .words = BY_WORDS},
    {.key = "trade",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct peer_group, trade),
     .fallback = -1,
     .words = TRADE_WORDS},
    {.key = "size",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct peer_group, size),
     .fallback = -1,
     .words = SIZE_WORDS},
    {.key = "sheet",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct peer_group, sheet),
     .required = true},
    {.key = "clients",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct peer_group, clients),
     .required = true,
     .min = PEERS_LEAST,
     .max = INT32_MAX},
    {.key = "total",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct peer_group, total),
     .required = true,
     .of = &SPREAD},
    {.key = "categories",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct peer_group, categories),
     .of = &CATEGORY},
};
static const struct schema GROUP = {.name = "peers.groups",
                                    .fields = GROUP_FIELDS,
                                    .field_count = sizeof GROUP_FIELDS / sizeof *GROUP_FIELDS,
                                    .size = sizeof(struct peer_group),
                                    .node_offset = offsetof(struct peer_group, node)};

static const struct schema_field PEERS_FIELDS[] = {
    {.key = "month",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct peers, month),
     .required = true},
    {.key = "fictional",
     .kind = SCHEMA_BOOL,
     .offset = offsetof(struct peers, fictional),
     .required = true},
    {.key = "groups", .kind = SCHEMA_LIST, .offset = offsetof(struct peers, groups), .of = &GROUP},
};
static const struct schema PEERS = {.name = "peers",
                                    .fields = PEERS_FIELDS,
                                    .field_count = sizeof PEERS_FIELDS / sizeof *PEERS_FIELDS,
                                    .size = sizeof(struct peers),
                                    .node_offset = SIZE_MAX};

static bool check_spread(const struct peer_spread *spread, const struct yaml_node *node,
                         struct diag *d)
{
    if (spread->low <= spread->middle && spread->middle <= spread->high)
        return true;
    return diag_add(d, MSG_INCONSISTENT, node->span, "low ≤ middle ≤ high");
}

static bool check_group(const struct peer_group *group, struct diag *d)
{
    bool trade = group->by == PEER_BY_TRADE;
    bool good = check_spread(&group->total, group->node, d);
    if ((trade ? group->trade : group->size) < 0)
        good = diag_add(d, MSG_MISSING_KEY, group->node->span, "%s", BY_WORDS[group->by]);
    const struct peer_category *categories = group->categories.items;
    for (size_t i = 0; i < group->categories.count; i++) {
        good = check_spread(&categories[i].spread, categories[i].node, d) && good;
        /* Nobody answers a category without having a total. */
        if (categories[i].clients > group->clients)
            good =
                diag_add(d, MSG_INCONSISTENT, categories[i].node->span,
                         "clients: %" PRId64 " > %" PRId64, categories[i].clients, group->clients);
    }
    return good;
}

const struct peers *peers_load(struct arena *a, const char *path, struct diag *d)
{
    struct peers *peers = arena_alloc(a, sizeof *peers);
    if (!schema_load(a, path, PEERS_FILE_LIMIT, &PEERS, peers, d))
        return NULL;
    bool good = true;
    const struct peer_group *groups = peers->groups.items;
    for (size_t i = 0; i < peers->groups.count; i++)
        good = check_group(&groups[i], d) && good;
    return good ? peers : NULL;
}
