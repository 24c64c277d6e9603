#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "layout/cut.h"
#include "layout/sides.h"

/* A page has room for 50 lines; white between blocks is half a line. */
enum { LINE = 10 * MPT_PT, ROOM = 50 * LINE, GAP = LINE / 2 };

struct bench {
    struct arena *arena;
    struct theme_set set;
    struct setting setting;
    struct stack stack;
};

static struct bench *bench_new(void)
{
    struct arena *a = arena_new();
    struct bench *bench = arena_alloc(a, sizeof *bench);
    bench->arena = a;
    bench->setting = (struct setting){.arena = a, .set = &bench->set, .room = ROOM};
    return bench;
}

static void bench_free(struct bench *bench)
{
    arena_free(bench->arena);
}

static void add_blocks(struct bench *bench, struct stack *stack, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        stack_space(stack, GAP);
        stack_add(&bench->setting, stack, LINE, NULL);
    }
}

/* Strips without white between them: lines, or rows when they have a head. */
static size_t add_close(struct bench *bench, struct stack *stack, size_t count,
                        const struct strip *head)
{
    stack_space(stack, GAP);
    size_t first = stack->count;
    for (size_t i = 0; i < count; i++)
        stack_add(&bench->setting, stack, LINE, NULL)->head = i > 0 ? head : NULL;
    return first;
}

static size_t leaf_of(const struct cut *cut, size_t strip)
{
    for (size_t i = 0; i < cut->leaf_count; i++) {
        if (strip >= cut->leaves[i].first && strip < cut->leaves[i].last)
            return i;
    }
    return SIZE_MAX;
}

static mpt height_of(const struct cut *cut, size_t leaf)
{
    return stack_piece_height(&cut->stack, cut->leaves[leaf].first, cut->leaves[leaf].last,
                              cut->white);
}

static void no_page_is_overfull_and_no_strip_is_lost(void **state)
{
    (void)state;
    for (size_t count = 0; count < 200; count += 7) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, count);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        assert_int_equal(cut.stack.count, count);
        assert_int_equal(cut.leaves[0].first, 0);
        for (size_t i = 0; i < cut.leaf_count; i++) {
            assert_true(height_of(&cut, i) <= ROOM);
            assert_int_equal(cut.leaves[i].last,
                             i + 1 < cut.leaf_count ? cut.leaves[i + 1].first : count);
        }
        bench_free(bench);
    }
}

static void a_better_look_never_costs_a_page(void **state)
{
    (void)state;
    for (size_t rows = 10; rows < 130; rows += 3) {
        struct bench *bench = bench_new();
        const struct strip head = {.height = LINE};
        add_blocks(bench, &bench->stack, 17);
        add_close(bench, &bench->stack, rows, &head);
        add_blocks(bench, &bench->stack, 11);
        mpt last = 0;
        size_t fewest = cut_count(&bench->setting, &bench->stack, &last);
        assert_true(cut_pages(&bench->setting, &bench->stack).leaf_count <= fewest);
        bench_free(bench);
    }
}

static void the_last_page_is_a_third_full_where_others_can_give(void **state)
{
    (void)state;
    /* 33 blocks fill a page: 100 would leave one line on the fourth. */
    for (size_t count = 67; count < 132; count++) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, count);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        assert_true(height_of(&cut, cut.leaf_count - 1) >= ROOM * 3 / 10);
        bench_free(bench);
    }
}

static void white_gives_way_only_where_it_saves_a_page_hardly_used(void **state)
{
    (void)state;
    bool saved = false;
    for (size_t count = 34; count < 132; count++) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, count);
        mpt last = 0;
        size_t natural = cut_count(&bench->setting, &bench->stack, &last);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        assert_true(cut.white >= 800);
        assert_true((cut.white < WHITE_FULL) == (cut.leaf_count < natural));
        if (cut.white < WHITE_FULL)
            assert_true(last <= ROOM * 4 / 10);
        saved = saved || cut.white < WHITE_FULL;
        bench_free(bench);
    }
    assert_true(saved);
}

static void no_page_but_the_last_stands_a_third_empty(void **state)
{
    (void)state;
    const struct strip head = {.height = LINE};
    for (size_t before = 0; before < 40; before++) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, before);
        add_close(bench, &bench->stack, 40, &head);
        add_blocks(bench, &bench->stack, 20);
        add_close(bench, &bench->stack, 30, NULL);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        for (size_t i = 0; i + 1 < cut.leaf_count; i++)
            assert_true(height_of(&cut, i) > ROOM * 2 / 3);
        bench_free(bench);
    }
}

static void a_short_table_moves_on_rather_than_being_cut(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    const struct strip head = {.height = LINE};
    add_blocks(bench, &bench->stack, 31); /* 46 lines; four rows would still fit */
    size_t first = add_close(bench, &bench->stack, 7, &head);
    add_blocks(bench, &bench->stack, 20);
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(leaf_of(&cut, first), 1);
    assert_int_equal(leaf_of(&cut, first + 6), 1);
    bench_free(bench);
}

static void three_rows_of_a_table_stand_on_each_side_of_a_pages_end(void **state)
{
    (void)state;
    const struct strip head = {.height = LINE};
    for (size_t before = 1; before < 34; before++) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, before);
        size_t first = add_close(bench, &bench->stack, 50, &head);
        add_blocks(bench, &bench->stack, 20);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        size_t top = leaf_of(&cut, first);
        size_t foot = leaf_of(&cut, first + 49);
        assert_true(leaf_of(&cut, first + 2) == top);
        assert_true(leaf_of(&cut, first + 47) == foot);
        bench_free(bench);
    }
}

static void a_table_is_cut_before_the_title_of_some_rows(void **state)
{
    (void)state;
    const struct strip head = {.height = LINE};
    struct bench *bench = bench_new();
    add_blocks(bench, &bench->stack, 19); /* 29 lines; 20 rows would fit */
    size_t first = add_close(bench, &bench->stack, 40, &head);
    size_t title = first + 17;
    bench->stack.strips[title].keep = true;
    bench->stack.strips[title + 1].keep = true;
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(cut.leaves[1].first, title);
    bench_free(bench);
}

static void kept_strips_are_parted_only_when_taller_than_a_page(void **state)
{
    (void)state;
    for (size_t kept = 2; kept < 120; kept += 13) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, 20);
        size_t first = add_close(bench, &bench->stack, kept, NULL);
        stack_keep(&bench->stack, first);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        bool together = leaf_of(&cut, first) == leaf_of(&cut, first + kept - 1);
        assert_true(together == (kept <= 50));
        for (size_t i = 0; i < cut.leaf_count; i++)
            assert_true(height_of(&cut, i) <= ROOM);
        bench_free(bench);
    }
}

static void a_page_begins_where_it_must(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    add_blocks(bench, &bench->stack, 3);
    bench->stack.new_page = true;
    add_blocks(bench, &bench->stack, 3);
    bench->stack.strips[2].keep = true;
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(cut.leaf_count, 2);
    assert_int_equal(cut.leaves[1].first, 3);
    bench_free(bench);
}

static void a_strip_taller_than_a_page_has_one_of_its_own(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    add_blocks(bench, &bench->stack, 2);
    stack_add(&bench->setting, &bench->stack, 2 * ROOM, NULL);
    add_blocks(bench, &bench->stack, 2);
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(cut.leaf_count, 3);
    assert_int_equal(cut.leaves[1].first, 2);
    assert_int_equal(cut.leaves[1].last, 3);
    bench_free(bench);
}

/* ---- side by side ---- */

/* Two columns as one strip at the end of the stack; their lines are 10 and 7 pt high. */
static void add_columns(struct bench *bench, size_t left, size_t right)
{
    struct stack *columns = arena_array(bench->arena, 2, sizeof *columns);
    for (size_t i = 0; i < left; i++)
        stack_add(&bench->setting, &columns[0], LINE, NULL);
    for (size_t i = 0; i < right; i++)
        stack_add(&bench->setting, &columns[1], LINE * 7 / 10, NULL);
    const struct sides *sides = sides_new(&bench->setting, columns, 2);
    mpt height = sides_height(sides, 0, sides->cut_count + 1);
    stack_add(&bench->setting, &bench->stack, height, NULL)->sides = sides;
}

static void columns_are_cut_between_lines_in_all_of_them(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    add_columns(bench, 30, 30);
    const struct sides *sides = bench->stack.strips[0].sides;
    assert_true(sides->cut_count > 10);
    for (size_t cut = 1; cut <= sides->cut_count; cut++) {
        size_t left = sides->ends[cut * 2];
        size_t right = sides->ends[cut * 2 + 1];
        assert_true(left > 0 && right > 0);
        assert_true((mpt)right * LINE * 7 / 10 <= (mpt)left * LINE);
        assert_true(right == 30 || (mpt)(right + 1) * LINE * 7 / 10 > (mpt)left * LINE);
    }
    bench_free(bench);
}

static void columns_go_on_on_the_next_page(void **state)
{
    (void)state;
    for (size_t before = 5; before < 30; before++) {
        struct bench *bench = bench_new();
        add_blocks(bench, &bench->stack, before);
        add_columns(bench, 40, 30);
        add_blocks(bench, &bench->stack, 12);
        struct cut cut = cut_pages(&bench->setting, &bench->stack);
        for (size_t i = 0; i < cut.leaf_count; i++)
            assert_true(height_of(&cut, i) <= ROOM);
        assert_true(height_of(&cut, 0) > ROOM * 3 / 4);
        bench_free(bench);
    }
}

static void columns_taller_than_pages_need_no_complaint(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    add_columns(bench, 170, 30);
    assert_true(sides_tallest(bench->stack.strips[0].sides) < ROOM / 10);
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(cut.leaf_count, 4);
    for (size_t i = 0; i < cut.leaf_count; i++)
        assert_true(height_of(&cut, i) <= ROOM);
    bench_free(bench);
}

static void a_column_of_one_piece_is_not_cut_but_what_stands_beside_it(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    struct stack *columns = arena_array(bench->arena, 2, sizeof *columns);
    stack_add(&bench->setting, &columns[0], 20 * LINE, NULL);
    for (size_t i = 0; i < 30; i++)
        stack_add(&bench->setting, &columns[1], LINE, NULL);
    const struct sides *sides = sides_new(&bench->setting, columns, 2);
    assert_true(sides->cut_count > 0);
    for (size_t cut = 1; cut <= sides->cut_count; cut++) {
        assert_int_equal(sides->ends[cut * 2], 1);
        assert_true(sides->ends[cut * 2 + 1] >= 20);
    }
    bench_free(bench);
}

static void low_columns_and_kept_ones_stay_whole(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    add_columns(bench, 9, 9);
    assert_int_equal(bench->stack.strips[0].sides->cut_count, 0);
    add_blocks(bench, &bench->stack, 15);
    size_t kept = bench->stack.count;
    add_columns(bench, 25, 25);
    stack_keep(&bench->stack, kept);
    add_blocks(bench, &bench->stack, 15);
    struct cut cut = cut_pages(&bench->setting, &bench->stack);
    assert_int_equal(cut.stack.count, bench->stack.count);
    bench_free(bench);
}

static void lines_kept_in_a_column_stay_together(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    struct stack *columns = arena_array(bench->arena, 2, sizeof *columns);
    for (size_t column = 0; column < 2; column++) {
        for (size_t i = 0; i < 30; i++)
            stack_add(&bench->setting, &columns[column], LINE, NULL)->keep = i % 3 != 2;
    }
    const struct sides *sides = sides_new(&bench->setting, columns, 2);
    assert_true(sides->cut_count > 3);
    for (size_t cut = 1; cut <= sides->cut_count; cut++) {
        assert_int_equal(sides->ends[cut * 2] % 3, 0);
        assert_int_equal(sides->ends[cut * 2 + 1] % 3, 0);
    }
    bench_free(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_page_is_overfull_and_no_strip_is_lost),
        cmocka_unit_test(a_better_look_never_costs_a_page),
        cmocka_unit_test(the_last_page_is_a_third_full_where_others_can_give),
        cmocka_unit_test(white_gives_way_only_where_it_saves_a_page_hardly_used),
        cmocka_unit_test(no_page_but_the_last_stands_a_third_empty),
        cmocka_unit_test(a_short_table_moves_on_rather_than_being_cut),
        cmocka_unit_test(three_rows_of_a_table_stand_on_each_side_of_a_pages_end),
        cmocka_unit_test(a_table_is_cut_before_the_title_of_some_rows),
        cmocka_unit_test(kept_strips_are_parted_only_when_taller_than_a_page),
        cmocka_unit_test(a_page_begins_where_it_must),
        cmocka_unit_test(a_strip_taller_than_a_page_has_one_of_its_own),
        cmocka_unit_test(columns_are_cut_between_lines_in_all_of_them),
        cmocka_unit_test(columns_go_on_on_the_next_page),
        cmocka_unit_test(columns_taller_than_pages_need_no_complaint),
        cmocka_unit_test(a_column_of_one_piece_is_not_cut_but_what_stands_beside_it),
        cmocka_unit_test(low_columns_and_kept_ones_stay_whole),
        cmocka_unit_test(lines_kept_in_a_column_stay_together),
    };
    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
