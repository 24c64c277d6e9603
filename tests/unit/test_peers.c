/* Medians, quartiles and who may be told about, against numbers worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "model/client.h"
#include "model/peers.h"

static const struct date NOVEMBER = {2026, 11, 16};

static void quantiles_lie_between_neighbours(void **state)
{
    (void)state;
    const int64_t five[] = {10, 20, 30, 40, 50};
    assert_int_equal(peers_quantile4(five, 5, 1), 4 * 20);
    assert_int_equal(peers_quantile4(five, 5, 2), 4 * 30);
    assert_int_equal(peers_quantile4(five, 5, 3), 4 * 40);
    const int64_t six[] = {10, 20, 30, 40, 50, 60}; /* type 7: 22.5, 35, 47.5 */
    assert_int_equal(peers_quantile4(six, 6, 1), 90);
    assert_int_equal(peers_quantile4(six, 6, 2), 140);
    assert_int_equal(peers_quantile4(six, 6, 3), 190);
    const int64_t one[] = {-25};
    assert_int_equal(peers_quantile4(one, 1, 1), -100);
    assert_int_equal(peers_quantile4(one, 1, 3), -100);
}

static void spreads_are_sorted_and_rounded_to_five_half_up(void **state)
{
    (void)state;
    int64_t values[] = {60, 10, 40, 20, 50, 30};
    struct peer_spread spread = peers_spread(values, 6);
    assert_int_equal(spread.low, 25); /* 22.5 */
    assert_int_equal(spread.middle, 35);
    assert_int_equal(spread.high, 50); /* 47.5 */
    int64_t low[] = {-23, -23, -23, -23, -23, -23};
    spread = peers_spread(low, 6);
    assert_int_equal(spread.low, -25);
    int64_t close[] = {-22, -22, -22, -22, -22, -22};
    assert_int_equal(peers_spread(close, 6).middle, -20);
}

static void sizes_begin_and_end_where_they_say(void **state)
{
    (void)state;
    assert_int_equal(size_class_of(1), SIZE_5);
    assert_int_equal(size_class_of(5), SIZE_5);
    assert_int_equal(size_class_of(6), SIZE_20);
    assert_int_equal(size_class_of(20), SIZE_20);
    assert_int_equal(size_class_of(21), SIZE_50);
    assert_int_equal(size_class_of(100), SIZE_100);
    assert_int_equal(size_class_of(300), SIZE_300);
    assert_int_equal(size_class_of(301), SIZE_OVER);
    assert_int_equal(size_class_of(INT64_MAX), SIZE_OVER);
}

/* `count` manufacturers of 40 people with the same sheet; the category "mail" applies to the first
 * `mail` of them. */
static struct peer *make_members(struct arena *a, size_t count, size_t mail)
{
    struct peer *members = arena_array(a, count, sizeof *members);
    for (size_t i = 0; i < count; i++) {
        members[i] = (struct peer){.trade = TRADE_MANUFACTURING,
                                   .size = SIZE_50,
                                   .sheet = text_of("check"),
                                   .total = 10 * (int64_t)i};
        members[i].categories = arena_array(a, 2, sizeof *members[i].categories);
        members[i].categories[0] = (struct peer_score){text_of("update"), 50};
        members[i].categories[1] = (struct peer_score){text_of("mail"), 60};
        members[i].category_count = i < mail ? 2 : 1;
    }
    return members;
}

static void five_others_are_needed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct peers *four = peers_make(a, make_members(a, 5, 5), 5, NOVEMBER, false);
    assert_int_equal(four->groups.count, 0);
    struct peers *five = peers_make(a, make_members(a, 6, 6), 6, NOVEMBER, false);
    assert_int_equal(five->groups.count, 2); /* the trade and the size */
    const struct peer_group *groups = five->groups.items;
    assert_int_equal(groups[0].by, PEER_BY_TRADE);
    assert_int_equal(groups[0].clients, 6);
    assert_int_equal(groups[0].total.middle, 25);
    assert_int_equal(groups[1].by, PEER_BY_SIZE);
    assert_int_equal(five->month.day, 1);
    arena_free(a);
}

static void a_category_that_few_answered_is_left_out(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct peers *peers = peers_make(a, make_members(a, 8, 5), 8, NOVEMBER, false);
    const struct peer_group *groups = peers->groups.items;
    assert_non_null(peers_category(&groups[0], text_of("update")));
    assert_null(peers_category(&groups[0], text_of("mail")));
    arena_free(a);
}

static void other_questions_and_other_trades_are_other_groups(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct peer *members = make_members(a, 10, 10);
    for (size_t i = 0; i < 5; i++)
        members[i].sheet = text_of("older");
    assert_int_equal(peers_make(a, members, 10, NOVEMBER, false)->groups.count, 0);
    for (size_t i = 0; i < 10; i++) {
        members[i].sheet = text_of("check");
        members[i].trade = i < 5 ? TRADE_RETAIL : TRADE_CARE;
    }
    struct peers *peers = peers_make(a, members, 10, NOVEMBER, false);
    assert_int_equal(peers->groups.count, 1); /* only the size has six */
    arena_free(a);
}

static void samples_are_compared_with_samples_only(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct peers *peers = peers_make(a, make_members(a, 6, 6), 6, NOVEMBER, true);
    struct client client = {.trade = TRADE_MANUFACTURING, .employees = 30, .fictional = true};
    assert_non_null(peers_find(peers, PEER_BY_TRADE, &client, text_of("check")));
    assert_non_null(peers_find(peers, PEER_BY_SIZE, &client, text_of("check")));
    assert_null(peers_find(peers, PEER_BY_TRADE, &client, text_of("older")));
    client.fictional = false;
    assert_null(peers_find(peers, PEER_BY_TRADE, &client, text_of("check")));
    assert_null(peers_find(NULL, PEER_BY_TRADE, &client, text_of("check")));
    arena_free(a);
}

/* Reads `text` as a file of statistics; NULL with *errors when it is refused. */
static const struct peers *read_text(struct arena *a, struct text text, size_t *errors)
{
    char path[] = "/tmp/test_peers-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text.ptr, text.size), text.size);
    close(file);
    struct diag diag = diag_new(a);
    const struct peers *peers = peers_load(a, path, &diag);
    unlink(path);
    *errors = diag.errors;
    return peers;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct peers *peers = peers_make(a, make_members(a, 9, 7), 9, NOVEMBER, true);
    struct buffer first = {0};
    peers_write(peers, &first);
    size_t errors;
    const struct peers *back = read_text(a, buffer_text(&first), &errors);
    assert_non_null(back);
    struct buffer second = {0};
    peers_write(back, &second);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
    struct peers *none = peers_make(a, NULL, 0, NOVEMBER, false);
    buffer_clear(&first);
    peers_write(none, &first);
    assert_non_null(read_text(a, buffer_text(&first), &errors));
    buffer_free(&first);
    buffer_free(&second);
    arena_free(a);
}

/* A file may have been edited by hand: the rules hold for what is read, too. */
static void files_that_tell_too_much_or_nonsense_are_refused(void **state)
{
    (void)state;
    static const char *const GROUPS[] = {
        "{by: trade, trade: retail, sheet: s, clients: 5, total: {low: 1, middle: 2, high: 3}}",
        "{by: trade, sheet: s, clients: 6, total: {low: 1, middle: 2, high: 3}}",
        "{by: size, trade: retail, sheet: s, clients: 6, total: {low: 1, middle: 2, high: 3}}",
        "{by: trade, trade: retail, sheet: s, clients: 6, total: {low: 3, middle: 2, high: 3}}",
        "{by: trade, trade: retail, sheet: s, clients: 6, total: {low: 1, middle: 2, high: 300}}",
        "{by: trade, trade: retail, sheet: s, clients: 6, total: {low: 1, middle: 2, high: 3},"
        " categories: [{id: a, clients: 7, spread: {low: 1, middle: 2, high: 3}}]}",
        "{by: trade, trade: retail, sheet: s, clients: 6, total: {low: 1, middle: 2, high: 3},"
        " categories: [{id: a, clients: 3, spread: {low: 1, middle: 2, high: 3}}]}",
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
        struct text text =
            text_format(a, "month: 2026-11-01\nfictional: no\ngroups:\n  - %s\n", GROUPS[i]);
        size_t errors;
        assert_null(read_text(a, text, &errors));
        assert_int_equal(errors, 1);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_lie_between_neighbours),
        cmocka_unit_test(spreads_are_sorted_and_rounded_to_five_half_up),
        cmocka_unit_test(sizes_begin_and_end_where_they_say),
        cmocka_unit_test(five_others_are_needed),
        cmocka_unit_test(a_category_that_few_answered_is_left_out),
        cmocka_unit_test(other_questions_and_other_trades_are_other_groups),
        cmocka_unit_test(samples_are_compared_with_samples_only),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(files_that_tell_too_much_or_nonsense_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
