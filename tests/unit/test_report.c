/* What the report says beside the score: comparisons and SECURITY ACTION, on a client written here
 * and the real catalogue. */
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
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/report.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    const struct catalog *catalog;
    char folder[64];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    f->catalog = catalog_load(f->arena, "content", &f->diag);
    strcpy(f->folder, "/tmp/test_report.XXXXXX");
    *state = f;
    return f->catalog && mkdtemp(f->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    rmdir(f->folder);
    arena_free(f->arena);
    free(f);
    return 0;
}

/* A client whose newest answers are `letters` (y p n u -, 25 of them) on `sheet`. */
static const struct report *report_of(struct fixture *f, const char *sheet, const char *letters,
                                      const char *more)
{
    struct buffer yaml = {0};
    buffer_printf(&yaml,
                  "id: sample\nname: 株式会社ためし\ntrade: retail\nbusiness: 小売\n"
                  "employees: 5\nit: {pcs: 3}\ncontract: {kind: none}\n%s"
                  "assessments:\n  - date: 2026-11-10\n    sheet: %s\n    answers:\n",
                  more, sheet);
    for (size_t i = 0; letters[i]; i++) {
        const char *word = letters[i] == 'y'   ? "yes"
                           : letters[i] == 'p' ? "partly"
                           : letters[i] == 'n' ? "no"
                           : letters[i] == 'u' ? "unknown"
                                               : "{na: ありません}";
        buffer_printf(&yaml, "      %zu: %s\n", i + 1, word);
    }
    struct text path = text_format(f->arena, "%s/sample.yaml", f->folder);
    assert_true(file_write(path.ptr, buffer_text(&yaml), 0600, &f->diag));
    buffer_free(&yaml);
    const struct client *client =
        client_load(f->arena, path.ptr, f->catalog->sheets, f->catalog->sheet_count, &f->diag);
    unlink(path.ptr);
    assert_non_null(client);
    return report_make(f->arena, f->catalog, client);
}

static const struct comparison *comparison_of(const struct report *report, const char *item)
{
    for (size_t i = 0; i < report->comparison_count; i++) {
        if (text_is(report->comparisons[i].statistic->item, item))
            return &report->comparisons[i];
    }
    return NULL;
}

static size_t met_of(const struct report *report, int64_t stars, size_t *count)
{
    size_t met = 0;
    *count = 0;
    for (size_t i = 0; i < report->action_count; i++) {
        if (report->actions[i].condition->stars != stars)
            continue;
        ++*count;
        met += report->actions[i].met;
    }
    return met;
}

/* IPA's 2024 survey counts "doing" and "partly" together (facts: n = 4,191). */
static void partly_counts_as_doing_in_a_comparison(void **state)
{
    struct fixture *f = *state;
    const struct report *report = report_of(f, "self-check-2026", "pnyyuyyyyyyyyyyyyyyyyyyyy", "");
    assert_int_equal(report->comparison_count, 5);
    assert_true(comparison_of(report, "1")->does);
    assert_false(comparison_of(report, "2")->does);
    assert_false(comparison_of(report, "5")->does);
    assert_int_equal(comparison_of(report, "1")->statistic->percent, 73000);
    assert_int_equal(comparison_of(report, "5")->statistic->percent, 37900);
}

static void what_does_not_apply_is_not_compared(void **state)
{
    struct fixture *f = *state;
    const struct report *report = report_of(f, "self-check-2026", "-yyyyyyyyyyyyyyyyyyyyyyyy", "");
    assert_null(comparison_of(report, "1"));
    assert_int_equal(report->comparison_count, 4);
}

static void another_edition_is_not_compared(void **state)
{
    struct fixture *f = *state;
    const struct report *report = report_of(f, "self-check-2009", "yyyyyyyyyyyyyyyyyyyyyyyyy", "");
    assert_int_equal(report->comparison_count, 0);
}

static void one_star_has_six_topics_and_needs_a_full_yes(void **state)
{
    struct fixture *f = *state;
    size_t count = 0;
    /* 1 and 11 partly; 2, 3, 4, 5 yes */
    const struct report *report = report_of(f, "self-check-2026", "pyyyyyyyyypyyyyyyyyyyyyyy", "");
    assert_int_equal(met_of(report, 1, &count), 4);
    assert_int_equal(count, 6);
}

static void two_stars_need_a_published_policy(void **state)
{
    struct fixture *f = *state;
    size_t count = 0;
    const char *letters = "yyyyyyyyyyyyyyyyyyyyyyyyy";
    const struct report *report = report_of(f, "self-check-2026", letters, "");
    assert_int_equal(met_of(report, 2, &count), 1);
    assert_int_equal(count, 2);
    report = report_of(f, "self-check-2026", letters,
                       "security_action: {stars: 1, policy_published: true}\n");
    assert_int_equal(met_of(report, 2, &count), 2);
}

static void a_first_assessment_has_nothing_before_it(void **state)
{
    struct fixture *f = *state;
    const struct report *report = report_of(f, "self-check-2026", "yyyyyyyyyyyyyyyyyyyyyyyyy", "");
    assert_null(report->previous);
    assert_false(report->comparable);
    assert_int_equal(report->history_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partly_counts_as_doing_in_a_comparison),
        cmocka_unit_test(what_does_not_apply_is_not_compared),
        cmocka_unit_test(another_edition_is_not_compared),
        cmocka_unit_test(one_star_has_six_topics_and_needs_a_full_yes),
        cmocka_unit_test(two_stars_need_a_published_policy),
        cmocka_unit_test(a_first_assessment_has_nothing_before_it),
    };
    return cmocka_run_group_tests_name("report", tests, set_up, tear_down);
}
