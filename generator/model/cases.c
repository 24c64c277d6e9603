#include "model/cases.h"

#include <math.h>

#include "base/arena.h"

enum {
    TRADE_SAME = 40,
    TRADE_KIN = 15,
    SIZE_MOST = 30,
    SIZE_DOUBLING = 10, /* lost for each doubling */
    SIZE_CLOSE = 20,    /* from here on the sizes are called near: at most twice or half */
    WEAK_MOST = 45,
    REAL_BONUS = 5,
    TOPIC_AGAIN = 20,
    TITLES_TOLD = 2
};

/* Trades whose day looks alike. */
enum kin { KIN_MAKING, KIN_SELLING, KIN_CARING, KIN_OFFICE };

static enum kin kin_of(enum trade trade)
{
    switch (trade) {
    case TRADE_MANUFACTURING:
    case TRADE_CONSTRUCTION:
    case TRADE_AGRICULTURE:
        return KIN_MAKING;
    case TRADE_WHOLESALE:
    case TRADE_RETAIL:
    case TRADE_TRANSPORT:
    case TRADE_LODGING:
    case TRADE_FOOD:
        return KIN_SELLING;
    case TRADE_MEDICAL:
    case TRADE_CARE:
    case TRADE_EDUCATION:
        return KIN_CARING;
    case TRADE_SERVICES:
    case TRADE_IT:
    case TRADE_PROFESSIONAL:
    case TRADE_OTHER:
        break;
    }
    return KIN_OFFICE;
}

int64_t cases_trade_nearness(int trade, int other)
{
    if (trade < 0 || other < 0)
        return 0;
    if (trade == other)
        return TRADE_SAME;
    return kin_of((enum trade)trade) == kin_of((enum trade)other) ? TRADE_KIN : 0;
}

int64_t cases_size_nearness(int64_t employees, int64_t from, int64_t to)
{
    if (from == SCHEMA_ABSENT || to == SCHEMA_ABSENT)
        return 0;
    if (employees >= from && employees <= to)
        return SIZE_MOST;
    double ratio =
        employees < from ? (double)from / (double)employees : (double)employees / (double)to;
    int64_t lost = lround(SIZE_DOUBLING * log2(ratio));
    return lost < SIZE_MOST ? SIZE_MOST - lost : 0;
}

/* NULL when the client's sheet does not ask it. */
static const struct score_item *find_item(const struct score *score, struct text topic)
{
    size_t index = sheet_topic_index(score->sheet, topic);
    return index == SIZE_MAX ? NULL : &score->items[index];
}

/* 0 done or not asked, 1 partly, 2 not done or unknown. */
static int64_t weakness(const struct score *score, struct text topic)
{
    const struct score_item *item = find_item(score, topic);
    if (!item)
        return 0;
    switch (item->entry->answer) {
    case ANSWER_PARTLY:
        return 1;
    case ANSWER_NO:
    case ANSWER_UNKNOWN:
        return 2;
    case ANSWER_NONE:
    case ANSWER_YES:
    case ANSWER_NOT_APPLICABLE:
    case ANSWER_COUNT:
        break;
    }
    return 0;
}

static int64_t weak_nearness(const struct case_entry *entry, const struct score *score)
{
    const struct text *topics = entry->topics.items;
    int64_t weak = weakness(score, topics[0]);
    int64_t most = 2;
    for (size_t i = 0; i < entry->topics.count; i++) {
        weak += weakness(score, topics[i]);
        most += 2;
    }
    return WEAK_MOST * weak / most;
}

static bool has_some(int64_t count)
{
    return count == SCHEMA_ABSENT || count > 0;
}

static bool has_needed(const struct client *client, enum case_needs needs)
{
    switch (needs) {
    case NEEDS_NOTHING:
        return true;
    case NEEDS_SHOP:
        return client->it.website == WEBSITE_SHOP;
    case NEEDS_WEBSITE:
        return client->it.website != WEBSITE_NONE;
    case NEEDS_SERVERS:
        return has_some(client->it.servers);
    case NEEDS_NOTEBOOKS:
        return has_some(client->it.notebooks);
    case NEEDS_REMOTE:
        return client->it.remote_access != REMOTE_NONE && client->it.remote_access != REMOTE_CLOUD;
    case NEEDS_CLOUD:
        return client->it.cloud.count > 0;
    }
    return true;
}

/* False for what cannot happen here: the main question does not apply, or the thing is missing. */
static bool can_happen(const struct case_entry *entry, const struct client *client,
                       const struct score *score)
{
    const struct text *topics = entry->topics.items;
    const struct score_item *item = find_item(score, topics[0]);
    if (item && item->entry->answer == ANSWER_NOT_APPLICABLE)
        return false;
    return has_needed(client, (enum case_needs)entry->needs);
}

static int64_t nearness(const struct case_entry *entry, const struct client *client,
                        const struct score *score)
{
    return cases_trade_nearness(client->trade, entry->trade) +
           cases_size_nearness(client->employees, entry->employees_from, entry->employees_to) +
           weak_nearness(entry, score) + (entry->fictional ? 0 : REAL_BONUS);
}

/* "「バックアップ」と「パスワード」": the case's topics that are weak here too; empty for none. */
static struct text shared_titles(struct arena *a, const struct case_entry *entry,
                                 const struct score *score)
{
    const struct text *topics = entry->topics.items;
    struct text titles = text_of("");
    size_t told = 0;
    for (size_t i = 0; i < entry->topics.count && told < TITLES_TOLD; i++) {
        if (weakness(score, topics[i]) == 0)
            continue;
        struct text title = find_item(score, topics[i])->item->title;
        titles = text_format(a, "%.*s%s「%.*s」", (int)titles.size, titles.ptr,
                             told > 0 ? "と" : "", (int)title.size, title.ptr);
        told++;
    }
    return titles;
}

/* "業種が同じで、社員の数も近い会社です。", "社員の数が近い会社です。" */
static const char *firm_words(const struct case_entry *entry, const struct client *client)
{
    bool close = cases_size_nearness(client->employees, entry->employees_from,
                                     entry->employees_to) >= SIZE_CLOSE;
    switch (cases_trade_nearness(client->trade, entry->trade)) {
    case TRADE_SAME:
        return close ? "業種が同じで、社員の数も近い会社です。" : "業種が同じ会社です。";
    case TRADE_KIN:
        return close ? "仕事の様子と社員の数が近い会社です。" : "仕事の様子が近い会社です。";
    }
    return close ? "業種は違っても、社員の数が近い会社です。"
                 : "業種や大きさが違っても、起こりうることです。";
}

static struct text why_near(struct arena *a, const struct case_entry *entry,
                            const struct client *client, const struct score *score)
{
    const char *firm = firm_words(entry, client);
    struct text titles = shared_titles(a, entry, score);
    if (titles.size == 0)
        return text_format(a, "%s守りを続けるための参考にしてください。", firm);
    /* What lies behind a real case only its source could say. */
    const char *relation = entry->fictional ? "もとになった" : "関わる";
    return text_format(a, "%s%sのは、御社でもこれから取り組む%.*sです。", firm, relation,
                       (int)titles.size, titles.ptr);
}

/* One case during the choice. */
struct candidate {
    const struct case_entry *entry;
    int64_t nearness;
    bool taken;
};

/* The nearest that is not taken, the first of equals; NULL when none is left. */
static struct candidate *nearest(struct candidate *candidates, size_t count)
{
    struct candidate *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].taken)
            continue;
        if (!best || candidates[i].nearness > best->nearness)
            best = &candidates[i];
    }
    return best;
}

static void lower_same_topic(struct candidate *candidates, size_t count,
                             const struct case_entry *chosen)
{
    const struct text *main_topic = chosen->topics.items;
    for (size_t i = 0; i < count; i++) {
        const struct text *topic = candidates[i].entry->topics.items;
        if (text_equal(*topic, *main_topic))
            candidates[i].nearness -= TOPIC_AGAIN;
    }
}

const struct cases_result *cases_make(struct arena *a, const struct case_catalog *catalog,
                                      const struct client *client, const struct score *score)
{
    struct cases_result *result = arena_alloc(a, sizeof *result);
    const struct case_entry *entries = catalog->entries.items;
    struct candidate *candidates = arena_array(a, catalog->entries.count, sizeof *candidates);
    size_t count = 0;
    for (size_t i = 0; i < catalog->entries.count; i++) {
        if (!can_happen(&entries[i], client, score))
            continue;
        candidates[count].entry = &entries[i];
        candidates[count++].nearness = nearness(&entries[i], client, score);
    }
    while (result->count < CASES_SHOWN) {
        struct candidate *best = nearest(candidates, count);
        if (!best)
            break;
        best->taken = true;
        result->items[result->count++] = (struct near_case){
            .entry = best->entry,
            .nearness = best->nearness,
            .why = why_near(a, best->entry, client, score),
        };
        lower_same_topic(candidates, count, best->entry);
    }
    return result;
}
