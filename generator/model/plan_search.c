#include "model/plan_search.h"

#include <string.h>

#include "base/arena.h"

/* What an item is worth in each year, and at least costs: computed once, asked for by the thousand.
 */
struct offer {
    const struct plan_item *item;
    size_t rank; /* in the order of the search */
    int64_t values[PLAN_YEARS];
    int64_t costs[PLAN_YEARS]; /* of all years together, for a bound */
};

/* Depth first: every item in turn into every year it fits, then left out. A branch ends when even
 * the best of what is left could not beat the plan found so far. */
struct search {
    const struct plan_item *items;
    size_t count;
    const size_t *order; /* places in `items`: what comes before stands before */
    size_t order_count;
    struct offer *by_money; /* the items by value for their money, falling */
    struct offer *by_weeks; /* the items by value for their work, falling */
    size_t *above;          /* by place: see find_above */
    struct plan_room room;
    size_t *years; /* of the branch, by place in `items` */
    size_t *best_years;
    int64_t best_value;
    int64_t steps_left;
};

/* Inlined: the search asks thirty times a step. */
static inline bool fits(const struct plan_item *item, size_t year, const struct plan_room *room)
{
    if (year < item->earliest || room->weeks[year] < item->weeks ||
        room->money[year] < item->first + item->yearly)
        return false;
    for (size_t later = year + 1; later < PLAN_YEARS; later++) {
        if (room->money[later] < item->yearly)
            return false;
    }
    return true;
}

bool plan_fits(const struct plan_item *item, size_t year, const struct plan_room *room)
{
    return fits(item, year, room);
}

void plan_take(const struct plan_item *item, size_t year, int sign, struct plan_room *room)
{
    room->weeks[year] -= sign * item->weeks;
    room->money[year] -= sign * item->first;
    for (size_t later = year; later < PLAN_YEARS; later++)
        room->money[later] -= sign * item->yearly;
}

static int64_t value_in(const struct plan_item *item, size_t year)
{
    return item->value * (int64_t)(PLAN_YEARS - year);
}

static double worth_of_money(const struct plan_item *item)
{
    return (double)item->value / ((double)(item->first + PLAN_YEARS * item->yearly) + 1e-3);
}

static double worth_of_weeks(const struct plan_item *item)
{
    return (double)item->value / ((double)item->weeks + 1e-3);
}

/* Only the speed of the search depends on it: money counts, and work a little. */
static double worth(const struct plan_item *item)
{
    double money = (double)(item->first + PLAN_YEARS * item->yearly);
    return (double)item->value / (money + 1000.0 * (double)(item->weeks + 1));
}

static bool all_taken(const struct plan_item *item, const bool *taken)
{
    for (size_t i = 0; i < item->before_count; i++) {
        if (!taken[item->before[i]])
            return false;
    }
    return true;
}

/* The order of search; items in a circle are left out of it. Returns how many there are. */
static size_t sort_items(struct arena *a, const struct plan_item *items, size_t count,
                         size_t *order)
{
    bool *taken = arena_array(a, count, sizeof *taken);
    for (size_t filled = 0; filled < count; filled++) {
        size_t best = count;
        for (size_t i = 0; i < count; i++) {
            if (!taken[i] && all_taken(&items[i], taken) &&
                (best == count || worth(&items[i]) > worth(&items[best])))
                best = i;
        }
        if (best == count)
            return filled;
        taken[best] = true;
        order[filled] = best;
    }
    return count;
}

/* The earliest year with room for the item alone; PLAN_YEARS when there is none. */
static size_t year_alone(const struct search *s, const struct plan_item *item)
{
    size_t year = item->earliest;
    while (year < PLAN_YEARS && !fits(item, year, &s->room))
        year++;
    return year;
}

static int64_t money_of(const struct plan_item *item)
{
    return item->first + PLAN_YEARS * item->yearly;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* value × part ÷ whole, rounded down but for the last digit of a double. Bounds must never be too
 * small: values are rounded up by one, costs down by one. */
static int64_t share_of(int64_t value, int64_t part, int64_t whole)
{
    return (int64_t)((double)value * (double)part / (double)whole);
}

/* Could the items from rank `at` on add more than `enough` with the money there is? Items may be
 * cut to fill up the money of all years together, the best value for money first: no choice of them
 * is worth more. */
static bool money_adds(const struct search *s, size_t at, int64_t enough)
{
    int64_t money = 0;
    int64_t sum = 0;
    for (size_t year = 0; year < PLAN_YEARS; year++)
        money += s->room.money[year];
    for (size_t i = 0; i < s->order_count && sum <= enough; i++) {
        const struct offer *offer = &s->by_money[i];
        size_t year = offer->rank < at ? PLAN_YEARS : year_alone(s, offer->item);
        if (year == PLAN_YEARS)
            continue;
        if (offer->costs[year] > money)
            return sum + share_of(offer->values[year], money, offer->costs[year]) + 1 > enough;
        sum += offer->values[year];
        money -= offer->costs[year];
    }
    return sum > enough;
}

/* The same with the weeks, year by year, as if every item could begin in any of them. */
static bool weeks_add(const struct search *s, size_t at, int64_t enough)
{
    size_t year = 0;
    int64_t weeks = s->room.weeks[0];
    int64_t sum = 0;
    for (size_t i = 0; i < s->order_count && year < PLAN_YEARS && sum <= enough; i++) {
        const struct offer *offer = &s->by_weeks[i];
        if (offer->rank < at || year_alone(s, offer->item) == PLAN_YEARS)
            continue;
        int64_t open = offer->item->weeks;
        sum += open == 0 ? offer->values[0] : 0;
        while (open > 0 && year < PLAN_YEARS) {
            int64_t used = least(open, weeks);
            sum += used > 0 ? share_of(offer->values[year], used, offer->item->weeks) + 1 : 0;
            open -= used;
            weeks -= used;
            if (weeks == 0 && ++year < PLAN_YEARS)
                weeks = s->room.weeks[year];
        }
    }
    return sum > enough;
}

/* The first year in which everything that comes before is in place; PLAN_YEARS = never. */
static size_t first_year(const struct search *s, size_t place)
{
    const struct plan_item *item = &s->items[place];
    size_t first = item->earliest;
    if (s->above[place] < s->count && s->years[s->above[place]] > first)
        first = s->years[s->above[place]];
    for (size_t i = 0; i < item->before_count; i++) {
        if (s->years[item->before[i]] > first)
            first = s->years[item->before[i]];
    }
    return first;
}

static void search_from(struct search *s, size_t at, int64_t value)
{
    if (value > s->best_value) {
        s->best_value = value;
        memcpy(s->best_years, s->years, s->count * sizeof *s->years);
    }
    if (at == s->order_count || s->steps_left <= 0 || !money_adds(s, at, s->best_value - value) ||
        !weeks_add(s, at, s->best_value - value))
        return;
    s->steps_left--;
    size_t place = s->order[at];
    const struct plan_item *item = &s->items[place];
    for (size_t year = first_year(s, place); year < PLAN_YEARS; year++) {
        if (!fits(item, year, &s->room))
            continue;
        plan_take(item, year, 1, &s->room);
        s->years[place] = year;
        search_from(s, at + 1, value + value_in(item, year));
        s->years[place] = PLAN_YEARS;
        plan_take(item, year, -1, &s->room);
    }
    search_from(s, at + 1, value);
}

static bool is_needed(const struct search *s, size_t place)
{
    for (size_t i = 0; i < s->count; i++) {
        for (size_t b = 0; b < s->items[i].before_count; b++) {
            if (s->items[i].before[b] == place)
                return true;
        }
    }
    return false;
}

/* May `upper` take the year of `lower`, and the other way round, in every plan, to gain by it or to
 * lose nothing? */
static bool may_change_places(const struct plan_item *upper, const struct plan_item *lower)
{
    return upper->value >= lower->value && upper->first == lower->first &&
           upper->yearly == lower->yearly && upper->weeks == lower->weeks &&
           upper->earliest <= lower->earliest && upper->before_count == 0;
}

/* For each item the nearest before it in the order that takes the same and is worth as much or
 * more: it begins in the same year or earlier, for otherwise the two would change places. Of a
 * dozen measures that cost nothing and a week each, 4^12 branches become a few hundred. `count` =
 * none. */
static size_t *find_above(struct arena *a, const struct search *s)
{
    size_t *above = arena_array(a, s->count, sizeof *above);
    for (size_t i = 0; i < s->count; i++)
        above[i] = s->count;
    for (size_t rank = 1; rank < s->order_count; rank++) {
        size_t place = s->order[rank];
        if (is_needed(s, place))
            continue;
        for (size_t upper = rank; upper-- > 0 && above[place] == s->count;) {
            if (may_change_places(&s->items[s->order[upper]], &s->items[place]))
                above[place] = s->order[upper];
        }
    }
    return above;
}

static struct offer offer_of(const struct plan_item *item, size_t rank)
{
    struct offer offer = {.item = item, .rank = rank};
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        offer.values[year] = value_in(item, year);
        /* A later year costs less, but never less for its value. */
        int64_t cost = 0;
        if (item->value > 0)
            cost = share_of(money_of(item), offer.values[year], offer.values[0]) - 1;
        offer.costs[year] = cost > 0 ? cost : 0;
    }
    return offer;
}

/* The items of the search by `judge`, falling; equal ones stay in its order. */
static struct offer *sort_offers(struct arena *a, const struct search *s,
                                 double (*judge)(const struct plan_item *))
{
    struct offer *offers = arena_array(a, s->order_count, sizeof *offers);
    for (size_t i = 0; i < s->order_count; i++) {
        const struct plan_item *item = &s->items[s->order[i]];
        size_t at = i;
        while (at > 0 && judge(offers[at - 1].item) < judge(item)) {
            offers[at] = offers[at - 1];
            at--;
        }
        offers[at] = offer_of(item, i);
    }
    return offers;
}

/* A search that was ended early may have left out what still fits, such as things that take
 * nothing.
 */
static void fill_room(const struct search *s, struct plan_room *room)
{
    for (size_t rank = 0; rank < s->order_count; rank++) {
        size_t place = s->order[rank];
        const struct plan_item *item = &s->items[place];
        if (s->best_years[place] < PLAN_YEARS)
            continue;
        size_t year = item->earliest;
        for (size_t i = 0; i < item->before_count; i++) {
            if (s->best_years[item->before[i]] > year)
                year = s->best_years[item->before[i]];
        }
        while (year < PLAN_YEARS && !fits(item, year, room))
            year++;
        if (year == PLAN_YEARS)
            continue;
        plan_take(item, year, 1, room);
        s->best_years[place] = year;
    }
}

bool plan_search(struct arena *a, const struct plan_item *items, size_t count,
                 struct plan_room *room, size_t *years)
{
    size_t *order = arena_array(a, count, sizeof *order);
    struct search s = {.items = items,
                       .count = count,
                       .order = order,
                       .room = *room,
                       .best_years = years,
                       .steps_left = PLAN_SEARCH_STEPS};
    s.order_count = sort_items(a, items, count, order);
    s.by_money = sort_offers(a, &s, worth_of_money);
    s.by_weeks = sort_offers(a, &s, worth_of_weeks);
    s.above = find_above(a, &s);
    s.years = arena_array(a, count, sizeof *s.years);
    for (size_t i = 0; i < count; i++)
        years[i] = s.years[i] = PLAN_YEARS;
    search_from(&s, 0, 0);
    for (size_t i = 0; i < count; i++) {
        if (years[i] < PLAN_YEARS)
            plan_take(&items[i], years[i], 1, room);
    }
    fill_room(&s, room);
    return s.steps_left > 0;
}
