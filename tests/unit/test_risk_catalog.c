/* risks.yaml with one mistake at a time: each is told, none is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/catalog.h"
#include "model/risk_catalog.h"
#include "model/spread.h"

struct world {
    struct arena *arena;
    const struct catalog *catalog;
    const struct source *good; /* the real file */
};

static int open_world(void **state)
{
    struct arena *a = arena_new();
    struct world *world = arena_alloc(a, sizeof *world);
    struct diag d = diag_new(a);
    world->arena = a;
    world->catalog = catalog_load(a, "content", &d);
    world->good = source_load(a, "content/catalog/risks.yaml", 1024 * 1024, &d);
    *state = world;
    return world->catalog && world->good ? 0 : -1;
}

static int close_world(void **state)
{
    arena_free(((struct world *)*state)->arena);
    return 0;
}

/* The first complaint about the real file with `old` replaced by `new` once, or MSG_COUNT. */
static enum message complaint(const struct world *world, const char *old, const char *new)
{
    struct arena *a = world->arena;
    size_t at = text_find(world->good->text, old, 0);
    assert_true(at != SIZE_MAX);
    struct text head = text_slice(world->good->text, 0, at);
    struct text tail = text_slice(world->good->text, at + strlen(old), SIZE_MAX);
    struct text changed =
        text_format(a, "%.*s%s%.*s", (int)head.size, head.ptr, new, (int)tail.size, tail.ptr);
    char folder[] = "/tmp/risk-catalog-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct diag d = diag_new(a);
    const char *below = text_format(a, "%s/catalog", folder).ptr;
    const char *path = text_format(a, "%s/risks.yaml", below).ptr;
    assert_true(file_make_folders(below, 0700, &d));
    assert_true(file_write(path, changed, 0600, &d));
    const struct risk_catalog *risks = risk_catalog_load(a, folder, world->catalog, &d);
    unlink(path);
    rmdir(below);
    rmdir(folder);
    assert_true((risks == NULL) == (d.errors > 0));
    return d.count > 0 ? d.entries[0].message : MSG_COUNT;
}

static void the_real_file_is_without_mistakes(void **state)
{
    assert_int_equal(complaint(*state, "staff_day", "staff_day"), MSG_COUNT);
}

static void a_figure_needs_a_source_or_a_reason(void **state)
{
    assert_int_equal(complaint(*state, "value: 500円, source: jo-model", "value: 500円"),
                     MSG_FIGURE_WITHOUT_SOURCE);
    assert_int_equal(complaint(*state, "value: 2万円, assumption: true", "value: 2万円"),
                     MSG_FIGURE_WITHOUT_SOURCE);
    assert_int_equal(complaint(*state, ", reason: 3台に1台ほどが持ち出せるものと置きました。", ""),
                     MSG_FIGURE_WITHOUT_SOURCE);
    assert_int_equal(complaint(*state, "    source: npa-2025\n    assumption: true\n",
                               "    assumption: false\n"),
                     MSG_FIGURE_WITHOUT_SOURCE);
}

static void a_source_has_to_be_in_the_list(void **state)
{
    assert_int_equal(complaint(*state, "source: npa-2025", "source: npa-2052"), MSG_UNKNOWN_SOURCE);
    assert_int_equal(complaint(*state, "[npa-2025, chusho-2021]", "[npa-2025, chusho]"),
                     MSG_UNKNOWN_SOURCE);
}

static void names_have_to_lead_somewhere(void **state)
{
    assert_int_equal(complaint(*state, "exposure: [notebooks]", "exposure: [notebook]"),
                     MSG_UNKNOWN_WORD);
    assert_int_equal(complaint(*state, "stop_days: npa-days", "stop_days: npa-day"),
                     MSG_UNKNOWN_WORD);
    assert_int_equal(complaint(*state, "spread: npa-cost", "spread: npa-days"),
                     MSG_UNKNOWN_WORD); /* days are no money */
    assert_int_equal(complaint(*state, "topic: antivirus", "topic: anti-virus"), MSG_UNKNOWN_WORD);
    assert_int_equal(complaint(*state, "practice: apology", "practice: apologies"),
                     MSG_UNKNOWN_WORD);
    assert_int_equal(complaint(*state, "{when: servers,", "{when: server,"), MSG_UNKNOWN_WORD);
}

static void what_a_cost_multiplies_has_to_be_there(void **state)
{
    assert_int_equal(complaint(*state, "    records_share: persons-few\n", ""), MSG_MISSING_KEY);
    assert_int_equal(complaint(*state, "    stop_share: npa-share\n", ""), MSG_MISSING_KEY);
    assert_int_equal(complaint(*state, "spread: legal, driver: once", "driver: once"),
                     MSG_MISSING_KEY);
    assert_int_equal(complaint(*state, "    absent: 持ち出すパソコンがないため\n", ""),
                     MSG_MISSING_KEY);
}

static void numbers_have_to_make_sense(void **state)
{
    assert_int_equal(complaint(*state, "low: 100万円, high: 500万円", "low: 50万円, high: 500万円"),
                     MSG_OUT_OF_RANGE); /* overlaps the bin below */
    assert_int_equal(
        complaint(*state, "low: 300万円, high: 400万円", "low: 400万円, high: 300万円"),
        MSG_OUT_OF_RANGE);
    assert_int_equal(complaint(*state, "low: 10万円, high: 100万円", "low: 0円, high: 100万円"),
                     MSG_OUT_OF_RANGE); /* a logarithmic scale has no zero */
    assert_int_equal(complaint(*state, "low: 130円", "low: 百円"), MSG_BAD_YEN);
    assert_int_equal(complaint(*state, "low: 0.5, high: 10}", "low: a, high: 10}"), MSG_BAD_NUMBER);
    assert_int_equal(complaint(*state, "value: 0.004", "value: 40"), MSG_INCONSISTENT);
    assert_int_equal(complaint(*state, "value: 85", "value: 101"), MSG_OUT_OF_RANGE);
    assert_int_equal(complaint(*state, "value: 30, unit: 台", "value: 0, unit: 台"),
                     MSG_OUT_OF_RANGE);
    assert_int_equal(complaint(*state, "level: 3, because", "level: 4, because"), MSG_OUT_OF_RANGE);
    assert_int_equal(complaint(*state, "value: 500円", "value: 500万円"), MSG_OUT_OF_RANGE);
}

static void ids_stand_once(void **state)
{
    assert_int_equal(complaint(*state, "- id: mail-fraud", "- id: ransomware"), MSG_DUPLICATE_ID);
    assert_int_equal(complaint(*state, "- id: npa-days", "- id: npa-cost"), MSG_DUPLICATE_ID);
}

static void a_cut_file_is_refused(void **state)
{
    const struct world *world = *state;
    assert_int_not_equal(complaint(world, "scenarios:", "scenario:"), MSG_COUNT);
    assert_int_not_equal(complaint(world, "spreads:", "- spreads:"), MSG_COUNT);
}

static void quantiles_are_log_uniform_inside_a_bin(void **state)
{
    const struct world *world = *state;
    const struct spread_bin bins[] = {{.count = 1, .low = 100, .high = 10000}};
    const int64_t *quantiles = spread_quantiles(world->arena, bins, 1);
    assert_in_range(quantiles[DRAWS / 2], 995, 1005); /* the geometric mean of 100 and 10,000 */
    assert_in_range(quantiles[0], 100, 101);
    assert_in_range(quantiles[DRAWS - 1], 9900, 10000);
    assert_int_equal(spread_between(0, 0, 1, 2), 0);
    assert_int_equal(spread_between(500, 500, 1, 2), 500);
    assert_int_equal(spread_between(100, 400, 1, 2), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_file_is_without_mistakes),
        cmocka_unit_test(a_figure_needs_a_source_or_a_reason),
        cmocka_unit_test(a_source_has_to_be_in_the_list),
        cmocka_unit_test(names_have_to_lead_somewhere),
        cmocka_unit_test(what_a_cost_multiplies_has_to_be_there),
        cmocka_unit_test(numbers_have_to_make_sense),
        cmocka_unit_test(ids_stand_once),
        cmocka_unit_test(a_cut_file_is_refused),
        cmocka_unit_test(quantiles_are_log_uniform_inside_a_bin),
    };
    return cmocka_run_group_tests_name("risk_catalog", tests, open_world, close_world);
}
