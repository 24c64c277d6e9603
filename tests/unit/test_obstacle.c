/* Where a firm is stuck and what supports it: the real catalogue, firms made by hand, and faults.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "merge/data_obstacle.h"
#include "model/catalog.h"
#include "model/obstacle.h"

enum { LIMIT = 1024 * 1024 };

struct world {
    struct arena *arena;
    const struct catalog *catalog;
    const struct measures *measures;
    const struct obstacles *obstacles;
};

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    w->arena = arena_new();
    struct diag d = diag_new(w->arena);
    w->catalog = catalog_load(w->arena, "content", &d);
    if (w->catalog) {
        w->measures = measures_load(w->arena, "content", w->catalog, NULL, &d);
        w->obstacles = obstacles_load(w->arena, "content", w->catalog, &d);
    }
    *state = w;
    return w->measures && w->obstacles ? 0 : -1;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    arena_free(w->arena);
    free(w);
    return 0;
}

/* A firm with everything in place: all answers yes, money, a person in charge, a contract. */
static struct client *settled_client(struct world *w)
{
    struct client *client = arena_alloc(w->arena, sizeof *client);
    client->employees = 40;
    client->trade = TRADE_MANUFACTURING;
    client->region = text_of("石川県");
    client->contact = text_of("総務課長");
    client->contract.kind = CONTRACT_STANDARD;
    client->money_per_year = 450000;
    client->security_action.stars = 2;
    client->security_action.policy_published = true;
    client->assessment_count = 2;
    return client;
}

static const struct obstacle *obstacle_of(struct world *w, const struct client *client,
                                          enum answer answer)
{
    const struct sheet *sheet = catalog_sheet(w->catalog, text_of("self-check-2026"));
    struct assessment *assessment = arena_alloc(w->arena, sizeof *assessment);
    struct answer_entry *answers = arena_array(w->arena, sheet->items.count, sizeof *answers);
    for (size_t i = 0; i < sheet->items.count; i++)
        answers[i].answer = answer;
    assessment->sheet = sheet;
    assessment->answers = answers;
    struct measure_basis *basis = arena_alloc(w->arena, sizeof *basis);
    basis->client = client;
    basis->score = score_make(w->arena, assessment);
    const struct plan *plan = plan_make(w->arena, measure_make(w->arena, w->measures, basis));
    return obstacle_make(w->arena, w->obstacles, plan);
}

static struct text stuck_at(const struct obstacle *obstacle)
{
    return obstacle->stuck < obstacle->state_count ? obstacle->states[obstacle->stuck].step->id
                                                   : text_of("nowhere");
}

static void a_settled_firm_is_stuck_nowhere(void **state)
{
    struct world *w = *state;
    const struct obstacle *obstacle = obstacle_of(w, settled_client(w), ANSWER_YES);
    assert_true(text_is(stuck_at(obstacle), "nowhere"));
    assert_true(obstacle->programme_count > 0);
}

static void a_first_check_without_money_is_stuck_at_the_motive(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    client->assessment_count = 1;
    client->money_per_year = SCHEMA_ABSENT;
    const struct obstacle *obstacle = obstacle_of(w, client, ANSWER_NO);
    assert_true(text_is(stuck_at(obstacle), "motive"));
    assert_int_equal(obstacle->states[0].sign_count, 3);
}

static void unknown_answers_are_a_matter_of_awareness(void **state)
{
    struct world *w = *state;
    const struct obstacle *obstacle = obstacle_of(w, settled_client(w), ANSWER_UNKNOWN);
    assert_true(text_is(stuck_at(obstacle), "awareness"));
}

static void too_little_money_is_told_after_awareness(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    client->money_per_year = 10;
    client->it.cloud.count = 0;
    assert_true(text_is(stuck_at(obstacle_of(w, client, ANSWER_YES)), "nowhere"));
    client->money_per_year = 0;
    assert_true(text_is(stuck_at(obstacle_of(w, client, ANSWER_YES)), "money"));
}

static void without_anybody_in_charge_it_is_the_people(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    client->contact = (struct text){0};
    assert_true(text_is(stuck_at(obstacle_of(w, client, ANSWER_YES)), "people"));
}

static void programmes_of_a_region_stay_there(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    client->money_per_year = 0;
    size_t elsewhere = obstacle_of(w, client, ANSWER_YES)->programme_count;
    client->region = text_of("東京都");
    assert_int_equal(obstacle_of(w, client, ANSWER_YES)->programme_count, elsewhere + 1);
}

static void every_trade_has_a_reason_of_each_kind(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    for (int trade = TRADE_MANUFACTURING; trade <= TRADE_OTHER; trade++) {
        client->trade = trade;
        const struct obstacle *obstacle = obstacle_of(w, client, ANSWER_PARTLY);
        for (int kind = 0; kind < ARGUMENT_KIND_COUNT; kind++)
            assert_non_null(obstacle->arguments[kind]);
    }
    client->trade = TRADE_IT;
    const struct obstacle *obstacle = obstacle_of(w, client, ANSWER_PARTLY);
    assert_true(text_is(obstacle->arguments[ARGUMENT_MISSION]->id, "mission-it"));
}

static void every_source_on_paper_gets_its_number(void **state)
{
    struct world *w = *state;
    struct client *client = settled_client(w);
    client->money_per_year = 0;
    const struct obstacle *obstacle = obstacle_of(w, client, ANSWER_YES);
    struct value *map = data_obstacle(w->arena, obstacle);
    struct value *cite = value_map(w->arena);
    const struct source_entry *sources = w->catalog->sources.items;
    int64_t number = 0;
    for (size_t i = 0; i < w->catalog->sources.count; i++) {
        if (data_obstacle_cites(obstacle, sources[i].id))
            value_set(w->arena, cite, text_string(w->arena, sources[i].id),
                      value_int(w->arena, ++number));
    }
    data_obstacle_cite(w->arena, map, obstacle, cite);
    assert_int_equal(value_get(map, text_of("source"))->kind, VALUE_TEXT);
    const struct value *programmes = value_get(map, text_of("programmes"));
    assert_true(programmes->count > 0);
    for (size_t i = 0; i < programmes->count; i++)
        assert_int_equal(value_get(programmes->items[i], text_of("source"))->kind, VALUE_TEXT);
}

/* The loader, on the real files with one thing changed in one of them. */

static void write_file(struct arena *a, const char *folder, const char *name, const char *from,
                       const char *to)
{
    struct diag d = diag_new(a);
    struct text real = text_format(a, "content/catalog/%s", name);
    const struct source *source = source_load(a, real.ptr, LIMIT, &d);
    assert_non_null(source);
    FILE *file = fopen(text_format(a, "%s/catalog/%s", folder, name).ptr, "wb");
    assert_non_null(file);
    size_t at = text_find(source->text, from, 0);
    if (at == SIZE_MAX)
        fprintf(file, "%s", source->text.ptr);
    else
        fprintf(file, "%.*s%s%s", (int)at, source->text.ptr, to,
                source->text.ptr + at + text_of(from).size);
    assert_int_equal(fclose(file), 0);
}

static void refuses(void **state, const char *from, const char *to, enum message message)
{
    struct world *w = *state;
    struct diag d = diag_new(w->arena);
    char folder[] = "/tmp/test_obstacle.XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct text sub = text_format(w->arena, "%s/catalog", folder);
    assert_int_equal(mkdir(sub.ptr, 0700), 0);
    write_file(w->arena, folder, "obstacles.yaml", from, to);
    write_file(w->arena, folder, "programmes.yaml", from, to);
    const struct obstacles *obstacles = obstacles_load(w->arena, folder, w->catalog, &d);
    remove(text_format(w->arena, "%s/obstacles.yaml", sub.ptr).ptr);
    remove(text_format(w->arena, "%s/programmes.yaml", sub.ptr).ptr);
    rmdir(sub.ptr);
    rmdir(folder);
    assert_null(obstacles);
    assert_int_equal(d.entries[0].message, message);
}

static void faults_in_the_files_are_told(void **state)
{
    refuses(state, "rule: first_check", "rule: first_chek", MSG_UNKNOWN_WORD);
    refuses(state, "least: 3", "least: 9", MSG_OUT_OF_RANGE);
    refuses(state, "programmes: [security-action, guideline]", "programmes: [security-actoin]",
            MSG_UNKNOWN_WORD);
    refuses(state, "id: gain-medical", "id: gain-supplier", MSG_DUPLICATE_ID);
    refuses(state, "trades: [medical, care]", "trades: [medicine]", MSG_UNKNOWN_WORD);
    refuses(state, "sources: [tokyo-subsidy]", "sources: [tokyo]", MSG_UNKNOWN_SOURCE);
    refuses(state,
            "    text: 被害にあった会社の約7割で、取引先にも影響が及びました。\n    source: "
            "ipa-sme-2024",
            "    text: 被害にあった会社の約7割で、取引先にも影響が及びました。",
            MSG_FIGURE_WITHOUT_SOURCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_settled_firm_is_stuck_nowhere),
        cmocka_unit_test(a_first_check_without_money_is_stuck_at_the_motive),
        cmocka_unit_test(unknown_answers_are_a_matter_of_awareness),
        cmocka_unit_test(too_little_money_is_told_after_awareness),
        cmocka_unit_test(without_anybody_in_charge_it_is_the_people),
        cmocka_unit_test(programmes_of_a_region_stay_there),
        cmocka_unit_test(every_trade_has_a_reason_of_each_kind),
        cmocka_unit_test(every_source_on_paper_gets_its_number),
        cmocka_unit_test(faults_in_the_files_are_told),
    };
    return cmocka_run_group_tests_name("obstacle", tests, set_up, tear_down);
}
