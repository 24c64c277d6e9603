#include "model/draws.h"

#include "base/arena.h"

#define AMOUNT_LIMIT INT64_C(10000000000000) /* 10兆円: sums of draws stay in int64 */
enum {
    PERSONS_LIMIT = 100000000,
    DRAW_BITS = 11,
    STEP_BITS = 5, /* an octave of totals has 32 buckets */
    BUCKETS = (64 - STEP_BITS) << STEP_BITS
};
_Static_assert(DRAWS <= 1 << DRAW_BITS, "a draw's number has its bits");

static int64_t limited(int64_t amount)
{
    return amount > AMOUNT_LIMIT ? AMOUNT_LIMIT : amount;
}

/* FNV-1a, 64 bit. */
static uint64_t hash_text(uint64_t hash, struct text t)
{
    for (size_t i = 0; i < t.size; i++)
        hash = (hash ^ (unsigned char)t.ptr[i]) * UINT64_C(1099511628211);
    return (hash ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t make_seed(struct text client, struct text scenario, struct text quantity)
{
    uint64_t hash = UINT64_C(14695981039346656037) + MODEL_VERSION;
    return hash_text(hash_text(hash_text(hash, client), scenario), quantity);
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t random_next(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Every rank once: the odd draws share the odd ranks out anew. */
static void shuffle_ranks(const struct draws *draws, struct text quantity, struct ranks *ranks)
{
    uint64_t state = make_seed(draws->result->figures->client->id, draws->scenario->id, quantity);
    *ranks = draws->same;
    for (size_t i = DRAWS / 2 - 1; i > 0; i--) {
        size_t j = (size_t)(((random_next(&state) >> 32) * (i + 1)) >> 32);
        uint16_t kept = ranks->of[2 * i + 1];
        ranks->of[2 * i + 1] = ranks->of[2 * j + 1];
        ranks->of[2 * j + 1] = kept;
    }
}

static int64_t value_at(const struct spread *spread, const struct ranks *ranks, size_t draw)
{
    return spread ? spread->quantiles[ranks->of[draw]] : 0;
}

int64_t draws_stop_share(const struct draws *draws, size_t draw)
{
    return value_at(draws->scenario->stop_share, &draws->stop_share, draw);
}

int64_t draws_persons(const struct draws *draws, int64_t count, size_t draw)
{
    int64_t share = value_at(draws->scenario->records_share, &draws->records_share, draw);
    int64_t persons = draws_scale(count, share, 100000);
    return persons > PERSONS_LIMIT ? PERSONS_LIMIT : persons;
}

static void draw_stop_days(struct draws *draws)
{
    const struct spread *days = draws->scenario->stop_days;
    int64_t factor = draws->scenario->backup_helps ? draws->result->backup_factor : 1000;
    for (size_t draw = 0; draw < DRAWS; draw++)
        draws->stop_days[draw] = draws_scale(value_at(days, &draws->day_ranks, draw), factor, 1000);
}

/* Each kind of data at the same rank, so that a more sensitive kind costs more. */
static int64_t compensation_at(const struct draws *draws, size_t draw)
{
    const struct figures *figures = draws->result->figures;
    int64_t sum = 0;
    for (size_t i = 0; i < figures->record_count; i++) {
        const struct figure_records *records = &figures->records[i];
        int64_t yen = draws->result->catalog->compensation[records->level][draws->costs.of[draw]];
        sum = limited(sum + limited(draws_persons(draws, records->count, draw) * yen));
    }
    return sum;
}

static void times(int64_t *amounts, int64_t factor)
{
    for (size_t draw = 0; draw < DRAWS; draw++)
        amounts[draw] = limited(amounts[draw]) * factor;
}

/* What the item's driver makes of the spread's value, before the firm's size. One loop a driver: a
 * batch spends a good part of its time on these. */
static void drive_amounts(const struct draws *draws, enum cost_driver driver, int64_t *amounts)
{
    const int64_t *values = draws->result->figures->values;
    int64_t staff_day = draws->result->catalog->staff_day.value;
    switch (driver) {
    case DRIVER_ONCE:
        break;
    case DRIVER_PCS:
        times(amounts, values[FIGURE_PCS]);
        break;
    case DRIVER_SERVERS:
        times(amounts, values[FIGURE_SERVERS]);
        break;
    case DRIVER_PERSONS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] *= draws_persons(draws, values[FIGURE_PERSONS], draw);
        break;
    case DRIVER_SALES:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = draws_scale(values[FIGURE_SALES], amounts[draw], 100000);
        break;
    case DRIVER_STOP:
        for (size_t draw = 0; draw < DRAWS; draw++) {
            int64_t profit = draws_scale(values[FIGURE_PROFIT], draws->stop_days[draw], 1000);
            amounts[draw] = draws_scale(profit, draws_stop_share(draws, draw), 100000);
        }
        break;
    case DRIVER_STAFF_DAYS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = draws_scale(staff_day, amounts[draw], 1000);
        break;
    case DRIVER_COMPENSATION:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = compensation_at(draws, draw);
        break;
    }
}

/* The item's amount in every draw, added to the totals. */
static void draw_amounts(struct draws *draws, const struct cost_item *cost, int64_t *amounts)
{
    int64_t size = cost->by_size ? draws->result->size_factor : 1000;
    const int64_t *quantiles = cost->spread ? cost->spread->quantiles : NULL;
    if (quantiles || cost->driver == DRIVER_COMPENSATION)
        shuffle_ranks(draws, cost->id, &draws->costs);
    for (size_t draw = 0; draw < DRAWS; draw++)
        amounts[draw] = quantiles ? quantiles[draws->costs.of[draw]] : 0;
    drive_amounts(draws, (enum cost_driver)cost->driver, amounts);
    for (size_t draw = 0; draw < DRAWS; draw++) {
        int64_t amount = amounts[draw];
        if (size != 1000)
            amount = draws_scale(amount, size, 1000);
        amounts[draw] = limited(amount);
        draws->totals[draw] += amounts[draw];
    }
}

/* Totals in the order of their size, up to 3 % the same. */
static size_t bucket_of(uint64_t total)
{
    unsigned bits = 64 - (unsigned)__builtin_clzll(total | 1);
    unsigned shift = bits > STEP_BITS + 1 ? bits - STEP_BITS - 1 : 0;
    return ((size_t)shift << STEP_BITS) + (size_t)(total >> shift);
}

/* Orders the keys by bucket; inside one they ascend in their draws. */
static void sort_roughly(struct draws *draws)
{
    uint16_t starts[BUCKETS + 1] = {0};
    uint16_t buckets[DRAWS];
    for (size_t draw = 0; draw < DRAWS; draw++) {
        buckets[draw] = (uint16_t)bucket_of((uint64_t)draws->totals[draw]);
        starts[buckets[draw] + 1]++;
    }
    for (size_t bucket = 0; bucket < BUCKETS; bucket++)
        starts[bucket + 1] = (uint16_t)(starts[bucket + 1] + starts[bucket]);
    /* Totals stay below 2^48 (COSTS_MOST items of AMOUNT_LIMIT). */
    for (size_t draw = 0; draw < DRAWS; draw++)
        draws->keys[starts[buckets[draw]]++] = (uint64_t)draws->totals[draw] << DRAW_BITS | draw;
}

size_t draws_key_draw(uint64_t key)
{
    return (size_t)(key & ((1 << DRAW_BITS) - 1));
}

/* Shell's sort with Ciura's gaps: good for keys that are nearly in order, not bad for others. */
static void sort_keys(uint64_t *keys, size_t count)
{
    static const size_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
        for (size_t i = gaps[g]; i < count; i++) {
            uint64_t key = keys[i];
            size_t at = i;
            for (; at >= gaps[g] && keys[at - gaps[g]] > key; at -= gaps[g])
                keys[at] = keys[at - gaps[g]];
            keys[at] = key;
        }
    }
}

/* Only the buckets that a window touches are sorted: a whole sort took a tenth of the model's
 * time. */
const uint64_t *draws_by_total(struct draws *draws, size_t first, size_t count)
{
    size_t low = first;
    size_t high = first + count;
    size_t lowest = bucket_of(draws->keys[first] >> DRAW_BITS);
    size_t highest = bucket_of(draws->keys[high - 1] >> DRAW_BITS);
    while (low > 0 && bucket_of(draws->keys[low - 1] >> DRAW_BITS) == lowest)
        low--;
    while (high < DRAWS && bucket_of(draws->keys[high] >> DRAW_BITS) == highest)
        high++;
    sort_keys(draws->keys + low, high - low);
    return draws->keys + first;
}

struct draws *draws_new(struct arena *a, const struct damage_result *result)
{
    struct draws *draws = arena_alloc(a, sizeof *draws);
    draws->arena = a;
    draws->result = result;
    for (size_t i = 0; i < DRAWS; i++)
        draws->same.of[i] = (uint16_t)i;
    return draws;
}

void draws_make(struct draws *draws, const struct damage *damage)
{
    const struct scenario *scenario = damage->risk->scenario;
    draws->scenario = scenario;
    if (scenario->stop_days)
        shuffle_ranks(draws, text_of("stop_days"), &draws->day_ranks);
    if (scenario->stop_share)
        shuffle_ranks(draws, text_of("stop_share"), &draws->stop_share);
    if (scenario->records_share)
        shuffle_ranks(draws, text_of("records_share"), &draws->records_share);
    draw_stop_days(draws);
    for (size_t draw = 0; draw < DRAWS; draw++)
        draws->totals[draw] = 0;
    for (size_t item = 0; item < damage->item_count; item++) {
        if (!draws->amounts[item])
            draws->amounts[item] = arena_array(draws->arena, DRAWS, sizeof *draws->amounts[item]);
        draw_amounts(draws, damage->items[item].cost, draws->amounts[item]);
    }
    sort_roughly(draws);
}
