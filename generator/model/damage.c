#include "model/damage.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/quantity.h"
#include "model/draws.h"

static const int RANK_PERCENT[OUTCOME_COUNT] = {
    [OUTCOME_LIGHT] = 10, [OUTCOME_LIKELY] = 50, [OUTCOME_HEAVY] = 90};

static bool cost_applies(const struct cost_item *cost, const struct figures *figures)
{
    for (size_t i = 0; i < cost->when_words.count; i++) {
        if (!exposure_holds(figures, (enum exposure)cost->when[i]))
            return false;
    }
    return true;
}

/* The items whose conditions hold. */
static void add_costs(struct arena *a, const struct damage_result *result, struct damage *damage)
{
    const struct schema_list *list = &damage->risk->scenario->costs;
    const struct cost_item *costs = list->items;
    damage->items = arena_array(a, list->count, sizeof *damage->items);
    for (size_t i = 0; i < list->count; i++) {
        if (cost_applies(&costs[i], result->figures))
            damage->items[damage->item_count++].cost = &costs[i];
    }
}

/* Rounded half up; nothing here is negative. */
static int64_t mean(int64_t sum)
{
    return (sum + WINDOW / 2) / WINDOW;
}

/* The breakdown in multiples of `step`, summing to `total`, into the member at `shares` of each
 * item. */
static void share_out(struct damage *damage, const int64_t *sums, enum outcome outcome)
{
    int64_t shares[COSTS_MOST];
    damage_apportion(sums, damage->item_count, damage->yen[outcome], 1, shares);
    for (size_t item = 0; item < damage->item_count; item++)
        damage->items[item].yen[outcome] = shares[item];
    int64_t printed = damage->printed[outcome];
    damage_apportion(sums, damage->item_count, printed, damage_step(printed), shares);
    for (size_t item = 0; item < damage->item_count; item++)
        damage->items[item].printed[outcome] = shares[item];
}

/* The element that would be at `place` of `items` in ascending order (Hoare's selection). */
static int64_t select_at(int64_t *items, size_t count, size_t place)
{
    size_t low = 0;
    size_t high = count - 1;
    while (low < high) {
        int64_t pivot = items[low + (high - low) / 2];
        size_t left = low;
        size_t right = high;
        while (true) {
            while (items[left] < pivot)
                left++;
            while (items[right] > pivot)
                right--;
            if (left >= right)
                break;
            int64_t kept = items[left];
            items[left++] = items[right];
            items[right--] = kept;
        }
        if (place <= right)
            high = right;
        else
            low = right + 1;
    }
    return items[place];
}

static void take_outcome(struct draws *draws, struct damage *damage, enum outcome outcome)
{
    size_t window[WINDOW];
    int64_t days[WINDOW];
    int64_t sums[COSTS_MOST] = {0};
    int64_t all_persons = draws->result->figures->values[FIGURE_PERSONS];
    size_t first = (size_t)(DRAWS * RANK_PERCENT[outcome] / 100 - WINDOW / 2);
    const uint64_t *keys = draws_by_total(draws, first, WINDOW);
    int64_t total = 0;
    for (size_t i = 0; i < WINDOW; i++) {
        size_t draw = draws_key_draw(keys[i]);
        window[i] = draw;
        total += draws->totals[draw];
        days[i] = draws->stop_days[draw];
        damage->stop_share[outcome] += draws->stop_share[draw];
        damage->persons[outcome] += draws_persons(draws, all_persons, draw);
    }
    for (size_t item = 0; item < damage->item_count; item++) {
        for (size_t i = 0; i < WINDOW; i++)
            sums[item] += draws->amounts[item][window[i]];
    }
    damage->yen[outcome] = mean(total);
    damage->printed[outcome] = yen_round(damage->yen[outcome]);
    damage->stop_days[outcome] = select_at(days, WINDOW, WINDOW / 2);
    damage->stop_share[outcome] = mean(damage->stop_share[outcome]);
    damage->persons[outcome] = mean(damage->persons[outcome]);
    share_out(damage, sums, outcome);
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

static void simulate(struct arena *a, struct draws *draws, struct damage *damage)
{
    const struct frequency *frequency = &damage->risk->scenario->frequency;
    add_costs(a, draws->result, damage);
    draws_make(draws, damage);
    for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
        take_outcome(draws, damage, (enum outcome)outcome);
    damage->year_low = draws_scale(damage->yen[OUTCOME_LIKELY], frequency->low.value, 100000);
    damage->year_high = draws_scale(damage->yen[OUTCOME_LIKELY], frequency->high.value, 100000);
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
    struct arena *scratch = arena_new();
    struct draws *draws = draws_new(scratch, result);
    for (size_t i = 0; i < risks->count; i++) {
        result->items[i].risk = &risks->items[i];
        simulate(a, draws, &result->items[i]);
        result->worst[i] = &result->items[i];
    }
    arena_free(scratch);
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
