/* The choice of near cases, and what the catalogue of cases refuses. */
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
#include "base/file.h"
#include "merge/data_cases.h"
#include "model/cases.h"
#include "model/catalog.h"

enum { TOPIC_COUNT = 4 };
static const char *const TOPICS[TOPIC_COUNT] = {"backup", "password", "takeout", "phishing"};
static const char *const TITLES[TOPIC_COUNT] = {"バックアップ", "パスワード", "持ち出しの備え",
                                                "不審なメール"};

struct fixture {
    struct arena *arena;
    struct catalog catalog; /* one sheet with the topics above, one source */
    struct client client;
    struct diag d;
    char folder[64];
};

static struct sheet *make_sheet(struct arena *a)
{
    struct sheet *sheet = arena_alloc(a, sizeof *sheet);
    struct sheet_item *items = arena_array(a, TOPIC_COUNT, sizeof *items);
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        items[i].number = text_format(a, "%zu", i + 1);
        items[i].topic = text_of(TOPICS[i]);
        items[i].title = text_of(TITLES[i]);
        items[i].priority = 1;
    }
    struct sheet_band *band = arena_alloc(a, sizeof *band);
    band->from = -25;
    sheet->points = (struct sheet_points){.yes = 4, .partly = 2, .no = 0, .unknown = -1};
    sheet->items = (struct schema_list){items, TOPIC_COUNT};
    sheet->bands = (struct schema_list){band, 1};
    return sheet;
}

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->d = diag_new(a);
    struct source_entry *source = arena_alloc(a, sizeof *source);
    source->id = text_of("known");
    f->catalog.sheets = make_sheet(a);
    f->catalog.sheet_count = 1;
    f->catalog.sources = (struct schema_list){source, 1};
    f->client.trade = TRADE_MANUFACTURING;
    f->client.employees = 40;
    f->client.it.notebooks = 9;
    snprintf(f->folder, sizeof f->folder, "/tmp/mamorigami-cases-%d", (int)getpid());
    mkdir(f->folder, 0700);
    mkdir(text_format(a, "%s/catalog", f->folder).ptr, 0700);
    *state = f;
    return 0;
}

static const char *file_path(struct fixture *f)
{
    return text_format(f->arena, "%s/catalog/cases.yaml", f->folder).ptr;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    unlink(file_path(f));
    rmdir(text_format(f->arena, "%s/catalog", f->folder).ptr);
    rmdir(f->folder);
    arena_free(f->arena);
    return 0;
}

/* One letter an answer, in the order of the topics: y p n u -. */
static const struct score *answers(struct fixture *f, const char *letters)
{
    struct assessment *assessment = arena_alloc(f->arena, sizeof *assessment);
    struct answer_entry *entries = arena_array(f->arena, TOPIC_COUNT, sizeof *entries);
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        entries[i].answer = letters[i] == 'y'   ? ANSWER_YES
                            : letters[i] == 'p' ? ANSWER_PARTLY
                            : letters[i] == 'n' ? ANSWER_NO
                            : letters[i] == 'u' ? ANSWER_UNKNOWN
                                                : ANSWER_NOT_APPLICABLE;
    assessment->sheet = f->catalog.sheets;
    assessment->answers = entries;
    return score_make(f->arena, assessment);
}

static const struct case_catalog *load(struct fixture *f, const char *yaml)
{
    assert_true(file_write(file_path(f), text_of(yaml), 0600, &f->d));
    return case_catalog_load(f->arena, f->folder, &f->catalog, &f->d);
}

/* A list of fictional cases: id, trade, employees, topics, more keys. */
static const char *entry(struct fixture *f, const char *id, const char *trade, int employees,
                         const char *topics, const char *more)
{
    return text_format(f->arena,
                       "  - {id: %s, fictional: true, title: %s, business: 仕事, trade: %s, "
                       "employees: %d, topics: [%s], situation: 様子。, happened: 起きた。, "
                       "missing: 足りない。, action: する。%s}\n",
                       id, id, trade, employees, topics, more)
        .ptr;
}

static const struct case_catalog *load_list(struct fixture *f, const char *const *entries,
                                            size_t count)
{
    struct text yaml = text_of("cases:\n");
    for (size_t i = 0; i < count; i++)
        yaml = text_format(f->arena, "%.*s%s", (int)yaml.size, yaml.ptr, entries[i]);
    const struct case_catalog *cases = load(f, text_string(f->arena, yaml));
    assert_int_equal(f->d.count, 0);
    assert_non_null(cases);
    return cases;
}

static void assert_text(struct fixture *f, struct text text, const char *expected)
{
    assert_string_equal(text_string(f->arena, text), expected);
}

static void the_same_trade_is_nearer_than_a_kindred_one_than_another(void **state)
{
    (void)state;
    int64_t same = cases_trade_nearness(TRADE_MEDICAL, TRADE_MEDICAL);
    int64_t kin = cases_trade_nearness(TRADE_MEDICAL, TRADE_CARE);
    assert_true(same > kin);
    assert_true(kin > cases_trade_nearness(TRADE_MEDICAL, TRADE_RETAIL));
    assert_int_equal(cases_trade_nearness(TRADE_MEDICAL, -1), 0);
    for (int i = 0; i <= TRADE_OTHER; i++)
        for (int j = 0; j <= TRADE_OTHER; j++)
            assert_int_equal(cases_trade_nearness(i, j), cases_trade_nearness(j, i));
}

static void sizes_are_compared_by_doublings(void **state)
{
    (void)state;
    assert_int_equal(cases_size_nearness(40, 40, 40), 30);
    assert_int_equal(cases_size_nearness(40, 80, 80), 20);
    assert_int_equal(cases_size_nearness(40, 20, 20), 20);
    assert_int_equal(cases_size_nearness(40, 10, 10), 10);
    assert_int_equal(cases_size_nearness(40, 320, 320), 0);
    assert_int_equal(cases_size_nearness(1, 100000, 100000), 0);
    /* A band is as near as its nearer end. */
    assert_int_equal(cases_size_nearness(200, 101, 300), 30);
    assert_int_equal(cases_size_nearness(600, 101, 300), 20);
    assert_int_equal(cases_size_nearness(40, SCHEMA_ABSENT, SCHEMA_ABSENT), 0);
}

static void the_nearest_three_come_first(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "far", "retail", 5, "phishing", ""),
        entry(f, "kin", "construction", 40, "password", ""),
        entry(f, "same", "manufacturing", 40, "backup", ""),
        entry(f, "big", "manufacturing", 320, "takeout", ""),
    };
    const struct cases_result *near =
        cases_make(f->arena, load_list(f, list, 4), &f->client, answers(f, "nnnn"));
    assert_int_equal(near->count, CASES_SHOWN);
    /* 40 + 30 + 45, 15 + 30 + 45, 40 + 0 + 45, 0 + 0 + 45 */
    assert_text(f, near->items[0].entry->id, "same");
    assert_int_equal(near->items[0].nearness, 115);
    assert_text(f, near->items[1].entry->id, "kin");
    assert_int_equal(near->items[1].nearness, 90);
    assert_text(f, near->items[2].entry->id, "big");
    assert_int_equal(near->items[2].nearness, 85);
}

static void weak_answers_bring_a_case_nearer(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "a", "manufacturing", 40, "backup, password", ""),
        entry(f, "b", "manufacturing", 40, "phishing, password", ""),
    };
    const struct case_catalog *cases = load_list(f, list, 2);
    const struct cases_result *near = cases_make(f->arena, cases, &f->client, answers(f, "yyyn"));
    assert_text(f, near->items[0].entry->id, "b");
    /* The main topic counts twice: 45 × 4 ÷ 6. */
    assert_int_equal(near->items[0].nearness, 70 + 30);
    near = cases_make(f->arena, cases, &f->client, answers(f, "pnyy"));
    assert_text(f, near->items[0].entry->id, "a");
    assert_int_equal(near->items[0].nearness, 70 + 30);
    assert_int_equal(near->items[1].nearness, 70 + 15);
    /* Equals stand in the order of the file. */
    near = cases_make(f->arena, cases, &f->client, answers(f, "yyyy"));
    assert_text(f, near->items[0].entry->id, "a");
}

static void three_cases_do_not_tell_the_same(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "one", "manufacturing", 40, "backup", ""),
        entry(f, "two", "manufacturing", 40, "backup", ""),
        entry(f, "other", "manufacturing", 60, "password", ""),
    };
    const struct cases_result *near =
        cases_make(f->arena, load_list(f, list, 3), &f->client, answers(f, "nnnn"));
    assert_text(f, near->items[0].entry->id, "one");
    assert_text(f, near->items[1].entry->id, "other");
    assert_text(f, near->items[2].entry->id, "two");
}

static void what_cannot_happen_here_stays_out(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "takeout", "manufacturing", 40, "takeout", ""),
        entry(f, "notebook", "manufacturing", 40, "password", ", needs: notebooks"),
        entry(f, "shop", "manufacturing", 40, "password", ", needs: shop"),
        entry(f, "server", "manufacturing", 40, "password", ", needs: servers"),
    };
    const struct case_catalog *cases = load_list(f, list, 4);
    f->client.it.notebooks = 0;
    f->client.it.servers = SCHEMA_ABSENT; /* not known: it may well happen */
    f->client.it.website = WEBSITE_OWN;
    const struct cases_result *near = cases_make(f->arena, cases, &f->client, answers(f, "nn-n"));
    assert_int_equal(near->count, 1);
    assert_text(f, near->items[0].entry->id, "server");
}

static void the_reason_is_told_in_words(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "a", "manufacturing", 40, "backup, phishing, password", ""),
        entry(f, "b", "retail", 2000, "takeout", ""),
    };
    const struct case_catalog *cases = load_list(f, list, 2);
    const struct cases_result *near = cases_make(f->arena, cases, &f->client, answers(f, "nyyu"));
    assert_text(
        f, near->items[0].why,
        "業種が同じで、社員の数も近い会社です。"
        "もとになったのは、御社でもこれから取り組む「バックアップ」と「不審なメール」です。");
    assert_text(
        f, near->items[1].why,
        "業種や大きさが違っても、起こりうることです。守りを続けるための参考にしてください。");
}

static void a_case_is_fictional_or_has_a_source(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *origin;
        enum message message;
    } wrong[] = {
        {"employees: 5", MSG_FIGURE_WITHOUT_SOURCE},
        {"source: unknown", MSG_UNKNOWN_SOURCE},
        {"source: known, fictional: true, employees: 5", MSG_INCONSISTENT},
        {"fictional: true", MSG_INCONSISTENT},
        {"source: known, employees_from: 5", MSG_INCONSISTENT},
        {"source: known, employees_from: 9, employees_to: 5", MSG_INCONSISTENT},
        {"source: known, employees: 9, employees_from: 5, employees_to: 9", MSG_INCONSISTENT},
        {"source: known, trade: retial", MSG_UNKNOWN_WORD},
        {"source: known, needs: boat", MSG_UNKNOWN_WORD},
        {"source: known, yen: 5", MSG_UNKNOWN_KEY},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t before = f->d.count;
        struct text yaml = text_format(f->arena,
                                       "cases:\n  - {id: a, title: t, business: b, topics: backup, "
                                       "situation: s, happened: h, missing: m, action: a, %s}\n",
                                       wrong[i].origin);
        assert_null(load(f, yaml.ptr));
        assert_int_equal(f->d.count, before + 1);
        assert_int_equal(f->d.entries[before].message, wrong[i].message);
    }
}

static void topics_and_ids_are_checked(void **state)
{
    struct fixture *f = *state;
    assert_null(load(f, "cases:\n  - {id: a, fictional: true, employees: 3, title: t, business: b, "
                        "topics: [backup, bakcup], situation: s, happened: h, missing: m, "
                        "action: a}\n"));
    assert_int_equal(f->d.entries[0].message, MSG_UNKNOWN_WORD);
    assert_text(f, f->d.entries[0].detail, "topics: bakcup");
    const char *twice = entry(f, "a", "retail", 3, "backup", "");
    assert_null(load(f, text_format(f->arena, "cases:\n%s%s", twice, twice).ptr));
    assert_int_equal(f->d.entries[1].message, MSG_DUPLICATE_ID);
    assert_null(load(f, "cases:\n  - {id: a, fictional: true, employees: 3, title: t, business: b, "
                        "topics: [], situation: s, happened: h, missing: m, action: a}\n"));
    assert_int_equal(f->d.count, 3);
    assert_null(load(f, "cases: [a, b\n"));
    assert_null(load(f, "[]\n"));
}

static void real_cases_are_cited_and_fictional_ones_labelled(void **state)
{
    struct fixture *f = *state;
    const char *list[] = {
        entry(f, "made-up", "manufacturing", 40, "backup", ""),
        "  - {id: real, source: known, title: t, business: 建設, trade: construction, "
        "employees_from: 101, employees_to: 300, topics: takeout, situation: s, happened: h, "
        "missing: m, action: a}\n",
    };
    const struct cases_result *near =
        cases_make(f->arena, load_list(f, list, 2), &f->client, answers(f, "nnnn"));
    struct value *cases = data_cases(f->arena, near);
    struct value *cite = value_map(f->arena);
    value_set(f->arena, cite, "known", value_int(f->arena, 7));
    assert_true(data_cases_cites(near, text_of("known")));
    assert_false(data_cases_cites(near, text_of("other")));
    data_cases_cite(f->arena, cases, near, cite);
    assert_int_equal(cases->count, 2);
    const struct value *made_up = cases->items[0];
    const struct value *real = cases->items[1];
    assert_text(f, value_get(made_up, text_of("label"))->text, "説明のための架空の例");
    assert_text(f, value_get(made_up, text_of("firm"))->text, "仕事・社員40人");
    assert_int_equal(value_get(made_up, text_of("source"))->kind, VALUE_UNDEFINED);
    assert_text(f, value_get(real, text_of("label"))->text, "実際にあった例");
    assert_text(f, value_get(real, text_of("firm"))->text, "建設・社員101〜300人");
    assert_int_equal(value_get(real, text_of("source"))->number, 7);
}

/* The whole catalogue as it is shipped, with the real questionnaires. Run in the repository. */
static void the_shipped_cases_are_good(void **state)
{
    struct fixture *f = *state;
    const struct catalog *catalog = catalog_load(f->arena, "content", &f->d);
    assert_non_null(catalog);
    const struct case_catalog *cases = case_catalog_load(f->arena, "content", catalog, &f->d);
    assert_int_equal(f->d.count, 0);
    const struct case_entry *entries = cases->entries.items;
    size_t fictional = 0;
    bool told[TRADE_OTHER + 1] = {false};
    for (size_t i = 0; i < cases->entries.count; i++) {
        fictional += entries[i].fictional;
        if (entries[i].trade >= 0)
            told[entries[i].trade] = true;
    }
    assert_true(fictional >= 16);
    assert_true(fictional < cases->entries.count);
    for (int trade = 0; trade <= TRADE_OTHER; trade++)
        assert_true(told[trade]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_trade_is_nearer_than_a_kindred_one_than_another),
        cmocka_unit_test(sizes_are_compared_by_doublings),
        cmocka_unit_test_setup_teardown(the_nearest_three_come_first, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(weak_answers_bring_a_case_nearer, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(three_cases_do_not_tell_the_same, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(what_cannot_happen_here_stays_out, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_reason_is_told_in_words, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_case_is_fictional_or_has_a_source, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(topics_and_ids_are_checked, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(real_cases_are_cited_and_fictional_ones_labelled,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(the_shipped_cases_are_good, open_fixture, close_fixture),
    };
    return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
