#include "merge/data_peers.h"

#include "base/arena.h"
#include "model/peers.h"
#include "model/report.h"

enum { GROUPS = PEER_BY_SIZE + 1 };

static struct text points_text(struct arena *a, int64_t points)
{
    return text_format(a, "%s%lld点", points < 0 ? "−" : "",
                       (long long)(points < 0 ? -points : points));
}

static struct text group_label(struct arena *a, const struct peer_group *group)
{
    if (group->by == PEER_BY_TRADE)
        return text_copy(a, text_of(trade_label((enum trade)group->trade)));
    return text_format(a, "社員%s", size_class_label((enum size_class)group->size));
}

/* A rounded median may be off by half a step: nearer than that, nobody can say who is higher. */
static const char *standing_words(int64_t mine, int64_t middle)
{
    int64_t difference = 2 * (mine - middle);
    if (difference > PEERS_STEP)
        return "それより高い点数です";
    return difference < -PEERS_STEP ? "それより低い点数です" : "それと同じくらいです";
}

static void add_row(struct arena *a, struct value *rows, struct text label, struct text note,
                    const struct peer_spread *spread)
{
    struct value *row = value_append(a, rows, value_map(a));
    value_set(a, row, "label", value_plain(a, label));
    value_set(a, row, "note", value_plain(a, note));
    value_set(a, row, "value", value_int(a, spread->middle));
    value_set(a, row, "low", value_int(a, spread->low));
    value_set(a, row, "high", value_int(a, spread->high));
    value_set(a, row, "text", value_plain(a, points_text(a, spread->middle)));
    value_set(a, row, "mine", value_bool(a, note.size == 0));
}

static void add_group(struct arena *a, struct value *map, const struct peer_group *group,
                      int64_t mine)
{
    struct value *entry = value_append(a, value_get(map, text_of("groups")), value_map(a));
    struct text label = group_label(a, group);
    value_set(a, entry, "label", value_plain(a, label));
    value_set(a, entry, "count", value_int(a, group->clients));
    value_set(a, entry, "low", value_int(a, group->total.low));
    value_set(a, entry, "middle", value_int(a, group->total.middle));
    value_set(a, entry, "high", value_int(a, group->total.high));
    value_set(a, entry, "words", value_label(a, standing_words(mine, group->total.middle)));
    add_row(a, value_get(map, text_of("rows")), label,
            text_format(a, "%lld社", (long long)group->clients), &group->total);
}

static void add_categories(struct arena *a, struct value *map, const struct score *score,
                           const struct peer_group *group)
{
    struct value *list = value_get(map, text_of("categories"));
    for (size_t i = 0; i < score->category_count; i++) {
        const struct score_category *mine = &score->categories[i];
        const struct peer_category *others = peers_category(group, mine->category->id);
        if (!others || mine->most == 0)
            continue;
        struct value *entry = value_append(a, list, value_map(a));
        value_set(a, entry, "name", value_plain(a, mine->category->name));
        value_set(a, entry, "score", value_int(a, mine->score));
        value_set(a, entry, "score_text", value_plain(a, points_text(a, mine->score)));
        value_set(a, entry, "count", value_int(a, others->clients));
        value_set(a, entry, "middle", value_int(a, others->spread.middle));
        value_set(a, entry, "middle_text", value_plain(a, points_text(a, others->spread.middle)));
        value_set(a, entry, "low_text", value_plain(a, points_text(a, others->spread.low)));
        value_set(a, entry, "high_text", value_plain(a, points_text(a, others->spread.high)));
    }
}

struct value *data_peers(struct arena *a, const struct report *report)
{
    const struct peers *peers = report->catalog->peers;
    const struct score *score = report->score;
    struct value *map = value_map(a);
    value_set(a, map, "month", value_date(a, peers ? peers->month : (struct date){0}));
    value_set(a, map, "groups", value_list(a));
    value_set(a, map, "about", value_undefined(a));
    value_set(a, map, "categories", value_list(a));
    struct value *rows = value_set(a, map, "rows", value_list(a));
    struct peer_spread mine = {score->total, score->total, score->total};
    add_row(a, rows, text_of("御社"), (struct text){0}, &mine);
    const struct peer_group *first = NULL;
    for (int by = 0; by < GROUPS; by++) {
        const struct peer_group *group =
            peers_find(peers, (enum peer_by)by, report->client, score->sheet->id);
        if (!group)
            continue;
        first = first ? first : group;
        add_group(a, map, group, score->total);
    }
    if (first) {
        *value_get(map, text_of("about")) = *value_plain(a, group_label(a, first));
        add_categories(a, map, score, first);
    }
    return map;
}
