#include "model/damage.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/quantity.h"

#define AMOUNT_LIMIT INT64_C(10000000000000) /* 10兆円: sums of draws stay in int64 */
enum { PERSONS_LIMIT = 100000000, DRAW_BITS = 11 };
_Static_assert(DRAWS <= 1 << DRAW_BITS, "a draw's number has its bits");

static const int RANK_PERCENT[OUTCOME_COUNT] = {
    [OUTCOME_LIGHT] = 10, [OUTCOME_LIKELY] = 50, [OUTCOME_HEAVY] = 90};

/* One quantity of a scenario: which rank of its spread each draw takes. */
struct ranks {
    uint16_t of[DRAWS];
};

/* Everything about one scenario while it is simulated. */
struct simulation {
    struct arena *arena;   /* for what stays */
    struct arena *scratch; /* for what the draws need */
    const struct damage_result *result;
    struct damage *damage;
    const struct scenario *scenario;
    const struct ranks *day_ranks, *stop_share, *records_share; /* NULL without a spread */
    const struct ranks **costs;                                 /* per item of the damage */
    int64_t **amounts;                                          /* per item and draw */
    int64_t *totals;                                            /* per draw */
    int64_t *stop_days; /* per draw, the backup considered */
    uint16_t *order;    /* draws by their total, ascending */
};

/* floor(value × numerator ÷ denominator) without overflow where the result fits; none negative. */
static int64_t scale(int64_t value, int64_t numerator, int64_t denominator)
{
    return value / denominator * numerator + value % denominator * numerator / denominator;
}

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

/* Every rank once; NULL without a spread. In every other draw all quantities take the same rank (a
 * severe case is severe in everything), in the others each has an order that only the names decide:
 * how costs and days hang together is not published. */
static const struct ranks *shuffle_ranks(const struct simulation *s, struct text quantity,
                                         bool needed)
{
    if (!needed)
        return NULL;
    struct ranks *ranks = arena_alloc(s->scratch, sizeof *ranks);
    uint64_t state = make_seed(s->result->figures->client->id, s->scenario->id, quantity);
    for (size_t i = 0; i < DRAWS; i++)
        ranks->of[i] = (uint16_t)i;
    for (size_t i = DRAWS / 2 - 1; i > 0; i--) {
        size_t j = (size_t)(((random_next(&state) >> 32) * (i + 1)) >> 32);
        uint16_t kept = ranks->of[2 * i + 1];
        ranks->of[2 * i + 1] = ranks->of[2 * j + 1];
        ranks->of[2 * j + 1] = kept;
    }
    return ranks;
}

static int64_t value_at(const struct spread *spread, const struct ranks *ranks, size_t draw)
{
    return spread ? spread->quantiles[ranks->of[draw]] : 0;
}

static void draw_stop_days(struct simulation *s)
{
    s->stop_days = arena_array(s->scratch, DRAWS, sizeof *s->stop_days);
    int64_t factor = s->scenario->backup_helps ? s->result->backup_factor : 1000;
    for (size_t draw = 0; draw < DRAWS; draw++)
        s->stop_days[draw] =
            scale(value_at(s->scenario->stop_days, s->day_ranks, draw), factor, 1000);
}

static int64_t stop_share_at(const struct simulation *s, size_t draw)
{
    return value_at(s->scenario->stop_share, s->stop_share, draw);
}

/* Of `count` persons those concerned in this draw. */
static int64_t persons_at(const struct simulation *s, int64_t count, size_t draw)
{
    int64_t share = value_at(s->scenario->records_share, s->records_share, draw);
    int64_t persons = scale(count, share, 100000);
    return persons > PERSONS_LIMIT ? PERSONS_LIMIT : persons;
}

/* Each kind of data at the same rank, so that a more sensitive kind costs more. */
static int64_t compensation_at(const struct simulation *s, const struct ranks *ranks, size_t draw)
{
    const struct figures *figures = s->result->figures;
    int64_t sum = 0;
    for (size_t i = 0; i < figures->record_count; i++) {
        const struct figure_records *records = &figures->records[i];
        const int64_t *table = s->result->catalog->compensation[records->level];
        sum = limited(sum + limited(persons_at(s, records->count, draw) * table[ranks->of[draw]]));
    }
    return sum;
}

/* What the item's driver makes of the spread's value, before the firm's size. One loop a driver: a
 * batch spends a tenth of its time on these. */
static void drive_amounts(const struct simulation *s, const struct cost_item *cost,
                          const struct ranks *ranks, int64_t *amounts)
{
    const int64_t *values = s->result->figures->values;
    switch ((enum cost_driver)cost->driver) {
    case DRIVER_ONCE:
        break;
    case DRIVER_PCS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = limited(amounts[draw]) * values[FIGURE_PCS];
        break;
    case DRIVER_SERVERS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = limited(amounts[draw]) * values[FIGURE_SERVERS];
        break;
    case DRIVER_PERSONS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] *= persons_at(s, values[FIGURE_PERSONS], draw);
        break;
    case DRIVER_SALES:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = scale(values[FIGURE_SALES], amounts[draw], 100000);
        break;
    case DRIVER_STOP:
        for (size_t draw = 0; draw < DRAWS; draw++) {
            int64_t profit = scale(values[FIGURE_PROFIT], s->stop_days[draw], 1000);
            amounts[draw] = scale(profit, stop_share_at(s, draw), 100000);
        }
        break;
    case DRIVER_STAFF_DAYS:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = scale(s->result->catalog->staff_day.value, amounts[draw], 1000);
        break;
    case DRIVER_COMPENSATION:
        for (size_t draw = 0; draw < DRAWS; draw++)
            amounts[draw] = compensation_at(s, ranks, draw);
        break;
    }
}

/* The item's amount in every draw. */
static int64_t *make_amounts(const struct simulation *s, size_t item)
{
    const struct cost_item *cost = s->damage->items[item].cost;
    const struct ranks *ranks = s->costs[item];
    int64_t *amounts = arena_array(s->scratch, DRAWS, sizeof *amounts);
    for (size_t draw = 0; cost->spread && draw < DRAWS; draw++)
        amounts[draw] = cost->spread->quantiles[ranks->of[draw]];
    drive_amounts(s, cost, ranks, amounts);
    for (size_t draw = 0; draw < DRAWS; draw++) {
        if (cost->by_size)
            amounts[draw] = scale(amounts[draw], s->result->size_factor, 1000);
        amounts[draw] = limited(amounts[draw]);
    }
    return amounts;
}

static bool cost_applies(const struct cost_item *cost, const struct figures *figures)
{
    for (size_t i = 0; i < cost->when_words.count; i++) {
        if (!exposure_holds(figures, (enum exposure)cost->when[i]))
            return false;
    }
    return true;
}

static void add_costs(struct simulation *s)
{
    const struct cost_item *costs = s->scenario->costs.items;
    size_t count = s->scenario->costs.count;
    s->damage->items = arena_array(s->arena, count, sizeof *s->damage->items);
    s->costs = arena_array(s->scratch, count, sizeof *s->costs);
    for (size_t i = 0; i < count; i++) {
        if (!cost_applies(&costs[i], s->result->figures))
            continue;
        size_t item = s->damage->item_count++;
        s->damage->items[item].cost = &costs[i];
        bool needed = costs[i].spread || costs[i].driver == DRIVER_COMPENSATION;
        s->costs[item] = shuffle_ranks(s, costs[i].id, needed);
    }
}

/* Sorts `keys`, which already ascend in their lowest 11 bits, byte by byte up to the highest bit of
 * `most`: a comparison sort would take most of the model's time. Returns them. */
static uint64_t *sort_keys(struct arena *scratch, uint64_t *keys, uint64_t most)
{
    uint64_t *other = arena_array(scratch, DRAWS, sizeof *other);
    for (unsigned shift = DRAW_BITS; shift < 64 && most >> shift > 0; shift += 8) {
        uint16_t starts[257] = {0};
        for (size_t i = 0; i < DRAWS; i++)
            starts[(keys[i] >> shift & 255) + 1]++;
        for (size_t b = 0; b < 256; b++)
            starts[b + 1] = (uint16_t)(starts[b + 1] + starts[b]);
        for (size_t i = 0; i < DRAWS; i++)
            other[starts[keys[i] >> shift & 255]++] = keys[i];
        uint64_t *sorted = other;
        other = keys;
        keys = sorted;
    }
    return keys;
}

/* The draws by total; among equal totals the first draw first. */
static void draw_totals(struct simulation *s)
{
    uint64_t *keys = arena_array(s->scratch, DRAWS, sizeof *keys);
    uint64_t all = 0;
    s->amounts = arena_array(s->scratch, s->damage->item_count, sizeof *s->amounts);
    s->totals = arena_array(s->scratch, DRAWS, sizeof *s->totals);
    s->order = arena_array(s->scratch, DRAWS, sizeof *s->order);
    for (size_t item = 0; item < s->damage->item_count; item++) {
        s->amounts[item] = make_amounts(s, item);
        for (size_t draw = 0; draw < DRAWS; draw++)
            s->totals[draw] += s->amounts[item][draw];
    }
    for (size_t draw = 0; draw < DRAWS; draw++) {
        /* Totals stay below 2^48 (COSTS_MOST items of AMOUNT_LIMIT). */
        keys[draw] = (uint64_t)s->totals[draw] << DRAW_BITS | draw;
        all |= keys[draw];
    }
    keys = sort_keys(s->scratch, keys, all);
    for (size_t i = 0; i < DRAWS; i++)
        s->order[i] = keys[i] & ((1 << DRAW_BITS) - 1);
}

/* Rounded half up; nothing here is negative. */
static int64_t mean(int64_t sum)
{
    return (sum + WINDOW / 2) / WINDOW;
}

/* The breakdown in multiples of `step`, summing to `total`, into the member at `shares` of each
 * item. */
static void share_out(const struct simulation *s, const int64_t *sums, enum outcome outcome)
{
    struct damage *damage = s->damage;
    int64_t *shares = arena_array(s->scratch, damage->item_count, sizeof *shares);
    damage_apportion(sums, damage->item_count, damage->yen[outcome], 1, shares);
    for (size_t item = 0; item < damage->item_count; item++)
        damage->items[item].yen[outcome] = shares[item];
    int64_t printed = damage->printed[outcome];
    damage_apportion(sums, damage->item_count, printed, damage_step(printed), shares);
    for (size_t item = 0; item < damage->item_count; item++)
        damage->items[item].printed[outcome] = shares[item];
}

static int compare_days(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void take_outcome(const struct simulation *s, enum outcome outcome)
{
    int64_t days[WINDOW];
    struct damage *damage = s->damage;
    int64_t all_persons = s->result->figures->values[FIGURE_PERSONS];
    size_t first = (size_t)(DRAWS * RANK_PERCENT[outcome] / 100 - WINDOW / 2);
    int64_t *sums = arena_array(s->scratch, damage->item_count, sizeof *sums);
    int64_t total = 0;
    for (size_t i = first; i < first + WINDOW; i++) {
        size_t draw = s->order[i];
        total += s->totals[draw];
        days[i - first] = s->stop_days[draw];
        damage->stop_share[outcome] += stop_share_at(s, draw);
        damage->persons[outcome] += persons_at(s, all_persons, draw);
        for (size_t item = 0; item < damage->item_count; item++)
            sums[item] += s->amounts[item][draw];
    }
    damage->yen[outcome] = mean(total);
    damage->printed[outcome] = yen_round(damage->yen[outcome]);
    qsort(days, WINDOW, sizeof *days, compare_days);
    damage->stop_days[outcome] = days[WINDOW / 2];
    damage->stop_share[outcome] = mean(damage->stop_share[outcome]);
    damage->persons[outcome] = mean(damage->persons[outcome]);
    share_out(s, sums, outcome);
}

int64_t damage_step(int64_t printed)
{
    int64_t step = 100; /* as yen_round below 10,000 yen */
    while (printed / step >= 100)
        step *= 10;
    return step;
}

/* value × units ÷ sum, and what is left over. The product needs more than 64 bits. */
static int64_t divide_share(int64_t value, int64_t units, int64_t sum, int64_t *rest)
{
    __extension__ unsigned __int128 product = (unsigned __int128)value * (uint64_t)units;
    *rest = (int64_t)(product % (uint64_t)sum);
    return (int64_t)(product / (uint64_t)sum);
}

void damage_apportion(const int64_t *weights, size_t count, int64_t total, int64_t step,
                      int64_t *shares)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    int64_t units = total / step;
    int64_t left = units;
    for (size_t i = 0; i < count; i++) {
        int64_t rest = 0;
        shares[i] = sum > 0 ? divide_share(weights[i], units, sum, &rest) : 0;
        left -= shares[i];
    }
    if (sum == 0 && count > 0)
        shares[0] = left;
    /* What is left goes to the largest remainders, one unit each: `left` is below `count`. */
    int64_t edge = INT64_MAX;
    size_t edge_at = SIZE_MAX;
    for (; sum > 0 && left > 0; left--) {
        int64_t largest = -1;
        size_t largest_at = 0;
        for (size_t i = 0; i < count; i++) {
            int64_t rest = 0;
            divide_share(weights[i], units, sum, &rest);
            bool served = rest > edge || (rest == edge && i <= edge_at && edge_at != SIZE_MAX);
            if (served || rest <= largest)
                continue;
            largest = rest;
            largest_at = i;
        }
        edge = largest;
        edge_at = largest_at;
        shares[largest_at]++;
    }
    for (size_t i = 0; i < count; i++)
        shares[i] *= step;
}

static void simulate(struct arena *a, const struct damage_result *result, struct damage *damage)
{
    struct simulation s = {.arena = a,
                           .scratch = arena_new(),
                           .result = result,
                           .damage = damage,
                           .scenario = damage->risk->scenario};
    s.day_ranks = shuffle_ranks(&s, text_of("stop_days"), s.scenario->stop_days);
    s.stop_share = shuffle_ranks(&s, text_of("stop_share"), s.scenario->stop_share);
    s.records_share = shuffle_ranks(&s, text_of("records_share"), s.scenario->records_share);
    draw_stop_days(&s);
    add_costs(&s);
    draw_totals(&s);
    take_outcome(&s, OUTCOME_LIGHT);
    take_outcome(&s, OUTCOME_LIKELY);
    take_outcome(&s, OUTCOME_HEAVY);
    const struct frequency *frequency = &s.scenario->frequency;
    damage->year_low = scale(damage->yen[OUTCOME_LIKELY], frequency->low.value, 100000);
    damage->year_high = scale(damage->yen[OUTCOME_LIKELY], frequency->high.value, 100000);
    arena_free(s.scratch);
}

/* The largest whole number whose square is at most `value`. */
static int64_t square_root(int64_t value)
{
    int64_t root = 0;
    while ((root + 1) * (root + 1) <= value)
        root++;
    return root;
}

/* √(machines ÷ full size) in thousandths, at most 1000. */
static int64_t find_size_factor(const struct risk_catalog *catalog, const struct figures *figures)
{
    int64_t machines = figures->values[FIGURE_PCS] * 1000 +
                       figures->values[FIGURE_SERVERS] * catalog->server_weight.value;
    if (machines >= catalog->full_size.value)
        return 1000;
    return square_root(machines * 1000000 / catalog->full_size.value);
}

static int compare_worst(const void *left, const void *right)
{
    const struct damage *a = *(const struct damage *const *)left;
    const struct damage *b = *(const struct damage *const *)right;
    if (a->risk->value != b->risk->value)
        return a->risk->value > b->risk->value ? -1 : 1;
    if (a->yen[OUTCOME_LIKELY] != b->yen[OUTCOME_LIKELY])
        return a->yen[OUTCOME_LIKELY] > b->yen[OUTCOME_LIKELY] ? -1 : 1;
    return a < b ? -1 : a > b;
}

const struct damage_result *damage_make(struct arena *a, const struct risk_catalog *catalog,
                                        const struct risk_result *risks)
{
    struct damage_result *result = arena_alloc(a, sizeof *result);
    result->catalog = catalog;
    result->figures = risks->figures;
    result->size_factor = find_size_factor(catalog, risks->figures);
    /* Given in percent: 60 % = 60000, as thousandths 600. */
    result->backup_factor = catalog->backup[risks->figures->client->it.backup].value / 100;
    result->count = risks->count;
    result->items = arena_array(a, risks->count, sizeof *result->items);
    result->worst = arena_array(a, risks->count, sizeof *result->worst);
    for (size_t i = 0; i < risks->count; i++) {
        result->items[i].risk = &risks->items[i];
        simulate(a, result, &result->items[i]);
        result->worst[i] = &result->items[i];
    }
    qsort(result->worst, result->count, sizeof *result->worst, compare_worst);
    return result;
}

const struct damage *damage_find(const struct damage_result *result, struct text id)
{
    for (size_t i = 0; i < result->count; i++) {
        if (text_equal(result->items[i].risk->scenario->id, id))
            return &result->items[i];
    }
    return NULL;
}
