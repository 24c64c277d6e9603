/* The damage model with the real catalogue: published numbers, sums, and properties over random
 * clients. PROPERTY_CLIENTS sets how many (2,000; fewer under valgrind). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/quantity.h"
#include "model/catalog.h"
#include "model/draws.h"
#include "model/explain.h"

struct world {
    struct arena *arena;
    const struct catalog *catalog;
    const struct risk_catalog *risks;
    const struct sheet *sheet;
};

static struct world world;

static int open_world(void **state)
{
    (void)state;
    world.arena = arena_new();
    struct diag d = diag_new(world.arena);
    world.catalog = catalog_load(world.arena, "content", &d);
    world.risks =
        world.catalog ? risk_catalog_load(world.arena, "content", world.catalog, &d) : NULL;
    if (!world.risks) {
        struct buffer out = {0};
        diag_print(&d, LANGUAGE_EN, 20, &out);
        print_error("%.*s", (int)out.size, out.ptr);
        buffer_free(&out);
        return -1;
    }
    world.sheet = catalog_sheet(world.catalog, text_of("self-check-2026"));
    return world.sheet ? 0 : -1;
}

static int close_world(void **state)
{
    (void)state;
    arena_free(world.arena);
    return 0;
}

/* xorshift64*, so that the clients are the same everywhere. */
static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * UINT64_C(2685821657736338717) >> 11;
}

static int64_t upto(uint64_t *seed, int64_t most)
{
    return (int64_t)(next(seed) % (uint64_t)(most + 1));
}

/* Small ones mostly, but of every size: a random number of bits. */
static int64_t sized(uint64_t *seed, unsigned bits)
{
    return (int64_t)(next(seed) & ((UINT64_C(1) << next(seed) % (bits + 1)) - 1));
}

static int64_t known(uint64_t *seed, int64_t value)
{
    return upto(seed, 4) == 0 ? SCHEMA_ABSENT : value;
}

static struct client *random_client(struct arena *a, uint64_t *seed)
{
    struct client *client = arena_alloc(a, sizeof *client);
    client->id = text_format(a, "client-%llu", (unsigned long long)next(seed));
    client->trade = (int)upto(seed, TRADE_OTHER);
    client->employees = 1 + sized(seed, 12);
    client->yearly_sales = known(seed, sized(seed, 39));
    client->gross_profit_per_day = known(seed, sized(seed, 39));
    int64_t pcs = sized(seed, 16);
    client->it = (struct client_it){.pcs = known(seed, pcs),
                                    .notebooks = known(seed, pcs / 3),
                                    .servers = known(seed, sized(seed, 10)),
                                    .remote_access = (int)upto(seed, REMOTE_UNKNOWN),
                                    .website = (int)upto(seed, WEBSITE_SHOP),
                                    .backup = (int)upto(seed, BACKUP_UNKNOWN)};
    size_t count = (size_t)upto(seed, 3);
    struct client_records *records = arena_array(a, count, sizeof *records);
    for (size_t i = 0; i < count; i++)
        records[i] = (struct client_records){text_of("名簿"), (int)upto(seed, RECORDS_INCOME),
                                             sized(seed, 26)};
    client->records = (struct schema_list){records, count};
    return client;
}

static const struct score *random_score(struct arena *a, uint64_t *seed)
{
    struct assessment *assessment = arena_alloc(a, sizeof *assessment);
    size_t count = world.sheet->items.count;
    struct answer_entry *answers = arena_array(a, count, sizeof *answers);
    for (size_t i = 0; i < count; i++)
        answers[i].answer = (enum answer)(ANSWER_YES + upto(seed, 4));
    assessment->sheet = world.sheet;
    assessment->answers = answers;
    return score_make(a, assessment);
}

static const struct damage_result *damage_of(struct arena *a, const struct client *client,
                                             const struct score *score)
{
    return damage_make(a, world.risks, risk_make(a, world.risks, client, score));
}

static size_t client_count(void)
{
    const char *count = getenv("PROPERTY_CLIENTS");
    return count ? (size_t)strtoul(count, NULL, 10) : 2000;
}

/* facts of thinkit.co.jp table 12: 500 × (10^(x−1) + 5^(y−1)) × identity × social × response. */
static void the_jo_model_gives_the_published_examples(void **state)
{
    (void)state;
    assert_int_equal(jo_per_person(500, 1, 1, 6, 1, 1), 6000);   /* name and address */
    assert_int_equal(jo_per_person(500, 1, 1, 3, 1, 1), 3000);   /* name only */
    assert_int_equal(jo_per_person(500, 1, 3, 6, 1, 1), 78000);  /* with card numbers */
    assert_int_equal(jo_per_person(500, 2, 1, 6, 1, 1), 33000);  /* with health checks */
    assert_int_equal(jo_per_person(500, 1, 1, 6, 2, 1), 12000);  /* high social duty */
    assert_int_equal(jo_per_person(500, 1, 1, 6, 2, 2), 24000);  /* and handled badly */
    assert_int_equal(jo_per_person(500, 3, 3, 6, 1, 1), 375000); /* (100 + 25) × 3,000 */
}

static void the_catalogue_uses_the_jo_examples_as_its_heavy_end(void **state)
{
    (void)state;
    static const int64_t JO[RECORDS_LEVELS] = {6000, 18000, 78000, 33000, 45000};
    for (size_t level = 0; level < RECORDS_LEVELS; level++) {
        const int64_t *yen = world.risks->compensation[level];
        /* The last rank lies half a rank below the end. */
        assert_true(yen[DRAWS - 1] <= JO[level] && yen[DRAWS - 1] >= JO[level] * 98 / 100);
        assert_true(yen[DRAWS / 2] <= 1000); /* the likely end is the practice */
        for (size_t i = 1; i < DRAWS; i++)
            assert_true(yen[i - 1] <= yen[i]);
    }
}

/* NPA 2025: 16, 18, 9, 32, 9, 5 of 89 by cost; every rank occurs once, so the shares are exact up
 * to one draw a bin. */
static void the_police_bins_come_out_in_their_published_shares(void **state)
{
    (void)state;
    static const int64_t COUNTS[] = {16, 18, 9, 32, 9, 5};
    static const int64_t EDGES[] = {1000000, 5000000, 10000000, 50000000, 100000000, INT64_MAX};
    const struct spread *spread = risk_catalog_spread(world.risks, text_of("npa-cost"));
    size_t i = 0;
    for (size_t bin = 0; bin < 6; bin++) {
        int64_t inside = 0;
        for (; i < DRAWS && spread->quantiles[i] < EDGES[bin]; i++)
            inside++;
        int64_t expected = COUNTS[bin] * DRAWS / 89;
        assert_true(inside >= expected - 1 && inside <= expected + 1);
    }
    assert_int_equal(i, DRAWS);
}

/* 46 of 89 were at 10 million yen or more (52 %, "over half" in the report). */
static void half_of_the_ransomware_costs_exceed_ten_million(void **state)
{
    (void)state;
    const struct spread *spread = risk_catalog_spread(world.risks, text_of("npa-cost"));
    size_t over = 0;
    for (size_t i = 0; i < DRAWS; i++)
        over += spread->quantiles[i] >= 10000000;
    assert_in_range(over, DRAWS * 51 / 100, DRAWS * 53 / 100);
}

static void check_sums(const struct damage *damage, enum outcome outcome)
{
    int64_t yen = 0;
    int64_t printed = 0;
    int64_t step = damage_step(damage->printed[outcome]);
    for (size_t i = 0; i < damage->item_count; i++) {
        assert_true(damage->items[i].yen[outcome] >= 0);
        assert_int_equal(damage->items[i].printed[outcome] % step, 0);
        yen += damage->items[i].yen[outcome];
        printed += damage->items[i].printed[outcome];
    }
    assert_int_equal(yen, damage->yen[outcome]);
    assert_int_equal(printed, damage->printed[outcome]);
    assert_int_equal(damage->printed[outcome], yen_round(damage->yen[outcome]));
}

static void light_is_at_most_likely_at_most_heavy_and_items_sum_exactly(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    for (size_t i = 0; i < client_count(); i++) {
        struct arena *a = arena_new();
        const struct damage_result *result =
            damage_of(a, random_client(a, &seed), random_score(a, &seed));
        for (size_t k = 0; k < result->count; k++) {
            const struct damage *damage = &result->items[k];
            assert_true(damage->yen[OUTCOME_LIGHT] <= damage->yen[OUTCOME_LIKELY]);
            assert_true(damage->yen[OUTCOME_LIKELY] <= damage->yen[OUTCOME_HEAVY]);
            assert_true(damage->year_low <= damage->year_high);
            for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
                check_sums(damage, (enum outcome)outcome);
        }
        arena_free(a);
    }
}

/* Makes one figure of `client` larger. */
static void grow(struct arena *a, struct client *client, uint64_t *seed)
{
    struct client_records *records = arena_array(a, client->records.count + 1, sizeof *records);
    size_t count = client->records.count;
    if (count > 0)
        memcpy(records, client->records.items, count * sizeof *records);
    client->records.items = records;
    switch (upto(seed, 5)) {
    case 0:
        client->it.pcs += client->it.pcs == SCHEMA_ABSENT ? 0 : 1 + upto(seed, 50);
        break;
    case 1:
        client->it.servers += client->it.servers == SCHEMA_ABSENT ? 0 : 1 + upto(seed, 5);
        break;
    case 2:
        client->gross_profit_per_day +=
            client->gross_profit_per_day == SCHEMA_ABSENT ? 0 : 1 + upto(seed, 1000000);
        break;
    case 3:
        client->yearly_sales +=
            client->yearly_sales == SCHEMA_ABSENT ? 0 : 1 + upto(seed, 1000000000);
        break;
    case 4: /* more persons of the first kind */
        if (count > 0)
            records[0].count += 1 + upto(seed, 100000);
        break;
    default: /* another kind of data */
        if (count > 0)
            records[client->records.count++] = (struct client_records){
                text_of("名簿"), (int)upto(seed, RECORDS_INCOME), 1 + upto(seed, 10000)};
        break;
    }
}

static void more_machines_persons_or_profit_never_cost_less(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (size_t i = 0; i < client_count() / 2; i++) {
        struct arena *a = arena_new();
        struct client *client = random_client(a, &seed);
        const struct score *score = random_score(a, &seed);
        const struct damage_result *before = damage_of(a, client, score);
        struct client *larger = arena_alloc(a, sizeof *larger);
        *larger = *client;
        grow(a, larger, &seed);
        const struct damage_result *after = damage_of(a, larger, score);
        for (size_t k = 0; k < before->count; k++) {
            const struct damage *was = &before->items[k];
            const struct damage *is = damage_find(after, was->risk->scenario->id);
            assert_non_null(is);
            for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
                assert_true(was->yen[outcome] <= is->yen[outcome]);
            assert_true(was->risk->importance <= is->risk->importance);
        }
        arena_free(a);
    }
}

static void a_better_backup_never_costs_more(void **state)
{
    (void)state;
    static const int ORDER[] = {BACKUP_UNKNOWN, BACKUP_NONE,    BACKUP_SAME_MACHINE, BACKUP_ONSITE,
                                BACKUP_CLOUD,   BACKUP_OFFLINE, BACKUP_BOTH};
    uint64_t seed = 7;
    struct arena *a = arena_new();
    struct client *client = random_client(a, &seed);
    const struct score *score = random_score(a, &seed);
    client->gross_profit_per_day = 750000;
    int64_t before = INT64_MAX;
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        client->it.backup = ORDER[i];
        int64_t yen =
            damage_find(damage_of(a, client, score), text_of("ransomware"))->yen[OUTCOME_LIKELY];
        assert_true(yen <= before);
        before = yen;
    }
    arena_free(a);
}

static void a_better_answer_never_raises_any_risk(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (size_t i = 0; i < client_count() / 10; i++) {
        struct arena *a = arena_new();
        const struct client *client = random_client(a, &seed);
        struct score *score = (struct score *)random_score(a, &seed);
        const struct risk_result *before = risk_make(a, world.risks, client, score);
        size_t item = (size_t)upto(&seed, (int64_t)score->item_count - 1);
        struct answer_entry better = *score->items[item].entry;
        if (better.answer != ANSWER_NOT_APPLICABLE)
            better.answer = ANSWER_YES;
        score->items[item].entry = &better;
        const struct risk_result *after = risk_make(a, world.risks, client, score);
        for (size_t k = 0; k < before->count; k++)
            assert_true(after->items[k].value <= before->items[k].value);
        arena_free(a);
    }
}

static void the_same_client_gives_the_same_yen(void **state)
{
    (void)state;
    uint64_t seed = 5;
    struct arena *a = arena_new();
    const struct client *client = random_client(a, &seed);
    const struct score *score = random_score(a, &seed);
    const struct damage_result *one = damage_of(a, client, score);
    const struct damage_result *two = damage_of(a, client, score);
    for (size_t i = 0; i < one->count; i++)
        assert_memory_equal(one->items[i].yen, two->items[i].yen, sizeof one->items[i].yen);
    arena_free(a);
}

static int compare_keys(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static void assert_window(struct draws *draws, const uint64_t *sorted, size_t first, size_t count)
{
    uint64_t window[DRAWS];
    memcpy(window, draws_by_total(draws, first, count), count * sizeof *window);
    qsort(window, count, sizeof *window, compare_keys);
    assert_memory_equal(window, sorted + first, count * sizeof *window);
}

static void a_window_has_the_draws_a_whole_sort_gives(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (size_t client = 0; client < 20; client++) {
        struct arena *a = arena_new();
        const struct damage_result *result =
            damage_of(a, random_client(a, &seed), random_score(a, &seed));
        struct draws *draws = draws_new(a, result);
        for (size_t i = 0; i < result->count; i++) {
            uint64_t sorted[DRAWS];
            draws_make(draws, &result->items[i]);
            memcpy(sorted, draws->keys, sizeof sorted);
            qsort(sorted, DRAWS, sizeof *sorted, compare_keys);
            assert_window(draws, sorted, 150, 100);
            assert_window(draws, sorted, 1750, 100);
            assert_window(draws, sorted, 240, 3);
            assert_window(draws, sorted, 0, DRAWS);
            for (size_t draw = 0; draw < DRAWS; draw++)
                assert_int_equal(draws->totals[draws_key_draw(sorted[draw])], sorted[draw] >> 11);
        }
        arena_free(a);
    }
}

static void a_share_of_a_large_amount_is_exact(void **state)
{
    (void)state;
    assert_int_equal(draws_scale(7, 3, 2), 10);
    assert_int_equal(draws_scale(INT64_MAX / 1000, 1000, 1000), INT64_MAX / 1000);
    assert_int_equal(draws_scale(INT64_MAX, 1000, 1000), INT64_MAX);
    assert_int_equal(draws_scale(INT64_C(4000000000000000001), 500, 1000),
                     INT64_C(2000000000000000000));
    assert_int_equal(draws_scale(0, 99, 100000), 0);
}

static void worst_are_sorted_by_value_then_by_likely_yen(void **state)
{
    (void)state;
    uint64_t seed = 13;
    struct arena *a = arena_new();
    const struct damage_result *result =
        damage_of(a, random_client(a, &seed), random_score(a, &seed));
    for (size_t i = 1; i < result->count; i++) {
        const struct damage *before = result->worst[i - 1];
        const struct damage *behind = result->worst[i];
        assert_true(before->risk->value >= behind->risk->value);
        if (before->risk->value == behind->risk->value)
            assert_true(before->yen[OUTCOME_LIKELY] >= behind->yen[OUTCOME_LIKELY]);
    }
    arena_free(a);
}

static void shares_by_the_largest_remainder_sum_to_the_total(void **state)
{
    (void)state;
    int64_t shares[4];
    /* 19 units: 19 × 1/3 = 6.33 each; the one that is left goes to the first. */
    damage_apportion((const int64_t[]){1, 1, 1}, 3, 19000000, 1000000, shares);
    assert_int_equal(shares[0], 7000000);
    assert_int_equal(shares[1], 6000000);
    assert_int_equal(shares[2], 6000000);
    /* 10 units of 5, 3, 1, 1 tenths exactly. */
    damage_apportion((const int64_t[]){50, 30, 10, 10}, 4, 1000, 100, shares);
    assert_int_equal(shares[0], 500);
    assert_int_equal(shares[3], 100);
    /* Two left: 2.8, 1.6, 0.6 of 5 → 2, 1, 0 and one each to .8 and the first .6. */
    damage_apportion((const int64_t[]){28, 16, 6}, 3, 5, 1, shares);
    assert_int_equal(shares[0], 3);
    assert_int_equal(shares[1], 2);
    assert_int_equal(shares[2], 0);
    damage_apportion((const int64_t[]){0, 0}, 2, 0, 100, shares);
    assert_int_equal(shares[0] + shares[1], 0);
    /* Products over 64 bits. */
    damage_apportion((const int64_t[]){INT64_C(1000000000000000), INT64_C(2000000000000000)}, 2,
                     INT64_C(30000000000001), 1, shares);
    assert_int_equal(shares[0] + shares[1], INT64_C(30000000000001));
}

static void every_printed_figure_can_be_explained(void **state)
{
    (void)state;
    uint64_t seed = 17;
    for (size_t round = 0; round < 10; round++) {
        struct arena *a = arena_new();
        const struct damage_result *result =
            damage_of(a, random_client(a, &seed), random_score(a, &seed));
        const struct explanations *all = explain_make(a, result, NULL);
        for (size_t i = 0; i < result->count; i++) {
            const struct damage *damage = &result->items[i];
            struct text id = damage->risk->scenario->id;
            struct text name = text_format(a, "damage.%.*s.likely", (int)id.size, id.ptr);
            const struct explanation *x = explain_find(all, name);
            assert_non_null(x);
            assert_true(text_equal(x->value, yen_format(a, damage->printed[OUTCOME_LIKELY])));
            const struct explanation *alone = explain_outcome(a, result, damage, OUTCOME_LIKELY);
            assert_int_equal(alone->step_count, x->step_count);
        }
        for (size_t i = 0; i < all->count; i++) {
            const struct explanation *x = &all->items[i];
            assert_true(x->step_count > 0 && x->value.ptr);
            assert_true(text_equal(x->value, x->steps[x->step_count - 1].result));
            assert_ptr_equal(explain_find(all, x->id), x); /* ids are unique */
        }
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_jo_model_gives_the_published_examples),
        cmocka_unit_test(the_catalogue_uses_the_jo_examples_as_its_heavy_end),
        cmocka_unit_test(the_police_bins_come_out_in_their_published_shares),
        cmocka_unit_test(half_of_the_ransomware_costs_exceed_ten_million),
        cmocka_unit_test(light_is_at_most_likely_at_most_heavy_and_items_sum_exactly),
        cmocka_unit_test(more_machines_persons_or_profit_never_cost_less),
        cmocka_unit_test(a_better_backup_never_costs_more),
        cmocka_unit_test(a_better_answer_never_raises_any_risk),
        cmocka_unit_test(the_same_client_gives_the_same_yen),
        cmocka_unit_test(a_window_has_the_draws_a_whole_sort_gives),
        cmocka_unit_test(a_share_of_a_large_amount_is_exact),
        cmocka_unit_test(worst_are_sorted_by_value_then_by_likely_yen),
        cmocka_unit_test(shares_by_the_largest_remainder_sum_to_the_total),
        cmocka_unit_test(every_printed_figure_can_be_explained),
    };
    return cmocka_run_group_tests_name("damage", tests, open_world, close_world);
}
