#include "model/draws.h"

#include <string.h>

#include "base/arena.h"

#define AMOUNT_LIMIT INT64_C(10000000000000) /* 10兆円: sums of draws stay in int64 */
enum {
    PERSONS_LIMIT = 100000000,
    DRAW_BITS = 11,
    TOTAL_BITS = 48,
    STEP_BITS = 5, /* an octave of totals has 32 buckets */
    BUCKETS = (TOTAL_BITS + 1) << STEP_BITS,
    FRACTION_BITS = 23,
    EXPONENT_OF_1 = 127
};
_Static_assert(DRAWS <= 1 << DRAW_BITS, "a draw's number has its bits");
_Static_assert(COSTS_MOST *AMOUNT_LIMIT < INT64_C(1) << TOTAL_BITS, "a total has its bits");

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

/* The odd draws share the values of the odd ranks out anew: so every value is taken once. */
static void shuffle_values(const struct draws *draws, struct text quantity, int64_t *values)
{
    uint64_t state = make_seed(draws->result->figures->client->id, draws->scenario->id, quantity);
    for (size_t i = DRAWS / 2 - 1; i > 0; i--) {
        size_t j = (size_t)(((random_next(&state) >> 32) * (i + 1)) >> 32);
        int64_t kept = values[2 * i + 1];
        values[2 * i + 1] = values[2 * j + 1];
        values[2 * j + 1] = kept;
    }
}

/* `spread`'s values as the draws take them; nothing but 0 without one. */
static void draw_values(const struct draws *draws, struct text quantity,
                        const struct spread *spread, int64_t *values)
{
    if (!spread) {
        memset(values, 0, DRAWS * sizeof *values);
        return;
    }
    memcpy(values, spread->quantiles, DRAWS * sizeof *values);
    shuffle_values(draws, quantity, values);
}

static int64_t persons_of(int64_t count, int64_t share)
{
    int64_t persons = draws_scale(count, share, 100000);
    return persons > PERSONS_LIMIT ? PERSONS_LIMIT : persons;
}

int64_t draws_persons(const struct draws *draws, int64_t count, size_t draw)
{
    return persons_of(count, draws->records_share[draw]);
}

static void draw_stop_days(struct draws *draws)
{
    const struct scenario *scenario = draws->scenario;
    draw_values(draws, text_of("stop_days"), scenario->stop_days, draws->stop_days);
    if (!scenario->stop_days || !scenario->backup_helps)
        return;
    int64_t factor = draws->result->backup_factor;
    for (size_t draw = 0; draw < DRAWS; draw++)
        draws->stop_days[draw] = draws_scale(draws->stop_days[draw], factor, 1000);
}

/* Each kind of data at the same rank, so that a more sensitive kind costs more. */
static void compensate(struct draws *draws, struct text quantity, int64_t *amounts)
{
    const struct figures *figures = draws->result->figures;
    int64_t *ranks = draws->ranks;
    for (size_t draw = 0; draw < DRAWS; draw++)
        ranks[draw] = (int64_t)draw;
    shuffle_values(draws, quantity, ranks);
    for (size_t i = 0; i < figures->record_count; i++) {
        int64_t count = figures->records[i].count;
        const int64_t *yen = draws->result->catalog->compensation[figures->records[i].level];
        for (size_t draw = 0; draw < DRAWS; draw++) {
            int64_t persons = persons_of(count, draws->records_share[draw]);
            amounts[draw] = limited(amounts[draw] + limited(persons * yen[ranks[draw]]));
        }
    }
}

static void times(int64_t *amounts, int64_t factor)
{
    for (size_t draw = 0; draw < DRAWS; draw++)
        amounts[draw] = limited(amounts[draw]) * factor;
}

/* What the item's driver makes of the spread's value, before the firm's size. One loop a driver: a
 * batch spends a good part of its time on these. */
static void drive_amounts(struct draws *draws, const struct cost_item *cost, int64_t *amounts)
{
    const int64_t *values = draws->result->figures->values;
    int64_t staff_day = draws->result->catalog->staff_day.value;
    switch ((enum cost_driver)cost->driver) {
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
            amounts[draw] *= persons_of(values[FIGURE_PERSONS], draws->records_share[draw]);
        break;
    case DRIVER_SALES:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = draws_scale(values[FIGURE_SALES], amounts[draw], 100000);
        break;
    case DRIVER_STOP:
        for (size_t draw = 0; draw < DRAWS; draw++) {
            int64_t profit = draws_scale(values[FIGURE_PROFIT], draws->stop_days[draw], 1000);
            amounts[draw] = draws_scale(profit, draws->stop_share[draw], 100000);
        }
        break;
    case DRIVER_STAFF_DAYS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = draws_scale(staff_day, amounts[draw], 1000);
        break;
    case DRIVER_COMPENSATION:
        compensate(draws, cost->id, amounts);
        break;
    }
}

/* The item's amount in every draw, added to the totals. */
static void draw_amounts(struct draws *draws, const struct cost_item *cost, int64_t *amounts)
{
    int64_t size = cost->by_size ? draws->result->size_factor : 1000;
    draw_values(draws, cost->id, cost->spread, amounts);
    drive_amounts(draws, cost, amounts);
    for (size_t draw = 0; size != 1000 && draw < DRAWS; draw++)
        amounts[draw] = draws_scale(amounts[draw], size, 1000);
    for (size_t draw = 0; draw < DRAWS; draw++) {
        amounts[draw] = limited(amounts[draw]);
        draws->totals[draw] += amounts[draw];
    }
}

/* Totals in the order of their size, up to 3 % the same: the exponent and the first bits of the
 * fraction as a float has them (IEEE 754, binary32), counted from those of 1. */
static size_t bucket_of(int64_t total)
{
    float size = (float)(total | 1);
    uint32_t bits;
    memcpy(&bits, &size, sizeof bits);
    return (bits >> (FRACTION_BITS - STEP_BITS)) - (EXPONENT_OF_1 << STEP_BITS);
}

/* Orders the keys by bucket; inside one they ascend in their draws. */
static void sort_roughly(struct draws *draws)
{
    uint16_t starts[BUCKETS + 1] = {0};
    uint16_t buckets[DRAWS];
    for (size_t draw = 0; draw < DRAWS; draw++) {
        buckets[draw] = (uint16_t)bucket_of(draws->totals[draw]);
        starts[buckets[draw] + 1]++;
    }
    for (size_t bucket = 0; bucket < BUCKETS; bucket++)
        starts[bucket + 1] = (uint16_t)(starts[bucket + 1] + starts[bucket]);
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

static size_t bucket_of_key(uint64_t key)
{
    return bucket_of((int64_t)(key >> DRAW_BITS));
}

/* Sorts the keys of the bucket of the one at `place`. */
static void sort_bucket(struct draws *draws, size_t place)
{
    size_t bucket = bucket_of_key(draws->keys[place]);
    size_t low = place;
    size_t high = place + 1;
    while (low > 0 && bucket_of_key(draws->keys[low - 1]) == bucket)
        low--;
    while (high < DRAWS && bucket_of_key(draws->keys[high]) == bucket)
        high++;
    sort_keys(draws->keys + low, high - low);
}

/* Only the two buckets are sorted of which a part may be in the window. */
const uint64_t *draws_by_total(struct draws *draws, size_t first, size_t count)
{
    sort_bucket(draws, first);
    sort_bucket(draws, first + count - 1);
    return draws->keys + first;
}

struct draws *draws_new(struct arena *a, const struct damage_result *result)
{
    struct draws *draws = arena_alloc(a, sizeof *draws);
    draws->arena = a;
    draws->result = result;
    return draws;
}

void draws_make(struct draws *draws, const struct damage *damage)
{
    const struct scenario *scenario = damage->risk->scenario;
    draws->scenario = scenario;
    draw_stop_days(draws);
    draw_values(draws, text_of("stop_share"), scenario->stop_share, draws->stop_share);
    draw_values(draws, text_of("records_share"), scenario->records_share, draws->records_share);
    for (size_t draw = 0; draw < DRAWS; draw++)
        draws->totals[draw] = 0;
    for (size_t item = 0; item < damage->item_count; item++) {
        if (!draws->amounts[item])
            draws->amounts[item] = arena_array(draws->arena, DRAWS, sizeof *draws->amounts[item]);
        draw_amounts(draws, damage->items[item].cost, draws->amounts[item]);
    }
    sort_roughly(draws);
}
