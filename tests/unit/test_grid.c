#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "layout/grid_share.h"

enum { ROOM = 500000 };

static mpt sum(const mpt *widths, size_t count)
{
    mpt total = 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    return total;
}

static void the_columns_fill_the_width_exactly(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (mpt seed = 1; seed < 400; seed++) {
        struct column_need needs[5] = {0};
        for (mpt i = 0; i < 5; i++) {
            needs[i].minimum = 5000 + seed * 37 % 20011;
            needs[i].natural = needs[i].minimum + seed * (i + 3) * 7919 % 400009;
            needs[i].head = seed * (i + 1) * 104729 % 150001;
            needs[i].align = (enum align)(seed % 3);
        }
        mpt widths[5] = {0};
        assert_true(grid_share(a, needs, 5, ROOM, widths));
        assert_int_equal(sum(widths, 5), ROOM);
        for (size_t i = 0; i < 5; i++)
            assert_true(widths[i] >= needs[i].minimum);
    }
    arena_free(a);
}

static void short_columns_stay_on_one_line_beside_a_long_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 60000, .minimum = 20000},
        {.natural = 900000, .minimum = 30000},
        {.natural = 50000, .minimum = 50000, .align = ALIGN_END},
    };
    mpt widths[3] = {0};
    assert_true(grid_share(a, needs, 3, ROOM, widths));
    assert_true(widths[0] >= 60000);
    assert_true(widths[2] >= 50000);
    assert_int_equal(sum(widths, 3), ROOM);
    arena_free(a);
}

static void columns_of_marks_stay_close_together(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 60000},
        {.natural = 10000, .head = 40000, .align = ALIGN_CENTRE},
        {.natural = 10000, .head = 20000, .align = ALIGN_CENTRE},
        {.natural = 80000},
    };
    mpt widths[4] = {0};
    assert_true(grid_share(a, needs, 4, ROOM, widths));
    assert_int_equal(widths[1], 40000);
    assert_int_equal(widths[2], 20000);
    assert_int_equal(sum(widths, 4), ROOM);
    arena_free(a);
}

static void a_text_beside_a_much_longer_one_is_no_sliver(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 300000, .minimum = 20000},
        {.natural = 3000000, .minimum = 20000},
    };
    mpt widths[2] = {0};
    assert_true(grid_share(a, needs, 2, ROOM, widths));
    assert_true(widths[0] > ROOM / 5);
    assert_true(widths[1] > widths[0]);
    arena_free(a);
}

static void a_long_head_takes_two_lines_before_texts_are_squeezed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 390000, .minimum = 20000},
        {.natural = 40000, .minimum = 40000, .head = 120000, .align = ALIGN_END},
    };
    mpt widths[2] = {0};
    assert_true(grid_share(a, needs, 2, ROOM, widths));
    assert_true(widths[0] >= 390000);
    assert_true(widths[1] < 120000);
    arena_free(a);
}

static void white_to_spare_goes_to_texts_rather_than_to_figures(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 60000, .minimum = 20000},
        {.natural = 60000, .minimum = 20000, .align = ALIGN_END},
    };
    mpt widths[2] = {0};
    assert_true(grid_share(a, needs, 2, ROOM, widths));
    assert_true(widths[0] > widths[1]);
    arena_free(a);
}

static void minima_wider_than_the_table_are_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[] = {
        {.natural = 400000, .minimum = 300000},
        {.natural = 400000, .minimum = 300000},
    };
    mpt widths[2] = {0};
    assert_false(grid_share(a, needs, 2, ROOM, widths));
    assert_true(widths[0] >= 300000);
    arena_free(a);
}

static void empty_columns_are_harmless(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct column_need needs[2] = {0};
    mpt widths[2] = {0};
    assert_true(grid_share(a, needs, 2, ROOM, widths));
    assert_int_equal(sum(widths, 2), ROOM);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_columns_fill_the_width_exactly),
        cmocka_unit_test(short_columns_stay_on_one_line_beside_a_long_text),
        cmocka_unit_test(columns_of_marks_stay_close_together),
        cmocka_unit_test(a_text_beside_a_much_longer_one_is_no_sliver),
        cmocka_unit_test(a_long_head_takes_two_lines_before_texts_are_squeezed),
        cmocka_unit_test(white_to_spare_goes_to_texts_rather_than_to_figures),
        cmocka_unit_test(minima_wider_than_the_table_are_refused),
        cmocka_unit_test(empty_columns_are_harmless),
    };
    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
