#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#include <string.h>

/* Also behind blocks of their own, which are larger than the usual ones. */
static void a_cleared_arena_hands_out_zeros(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 100, 70000, 300000, 16, 65536};
    struct arena *a = arena_new();
    arena_clear(a); /* nothing in it yet */
    for (size_t round = 0; round < 4; round++) {
        assert_int_equal(arena_used(a), 0);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            unsigned char *bytes = arena_alloc(a, sizes[(i + round) % 6]);
            for (size_t k = 0; k < sizes[(i + round) % 6]; k++)
                assert_int_equal(bytes[k], 0);
            memset(bytes, 0xAB, sizes[(i + round) % 6]);
        }
        arena_clear(a);
    }
    arena_free(a);
}

/* Up to the end of its addresses, and beyond. */
static void a_large_arena_hands_out_zeros_without_end(void **state)
{
    (void)state;
    enum { MEGABYTE = 1024 * 1024, ROUNDS = 20 };
    struct arena *a = arena_new_large();
    char *parts[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        parts[i] = arena_alloc(a, 2 * MEGABYTE);
        for (size_t k = 0; k < 2 * MEGABYTE; k += 999)
            assert_int_equal(parts[i][k], 0);
        memset(parts[i], (int)i + 1, 2 * MEGABYTE);
        assert_int_equal(*(char *)arena_alloc(a, 1), 0);
    }
    for (size_t i = 0; i < ROUNDS; i++)
        assert_int_equal(parts[i][2 * MEGABYTE - 1], i + 1);
    struct arena *other = arena_new();
    arena_take(other, a);
    memset(arena_alloc(other, MEGABYTE), 1, MEGABYTE);
    assert_int_equal(parts[0][0], 1);
    arena_free(other);
}

/* One element or many at once, the array last in its block or not, behind its block's end. */
static void a_growing_array_keeps_what_is_in_it(void **state)
{
    (void)state;
    for (int between = 0; between < 2; between++) {
        struct arena *a = arena_new();
        int *items = NULL;
        size_t count = 0;
        for (int round = 0; round < 200; round++) {
            size_t more = round % 3 == 0 ? (size_t)round : 0;
            int *added = arena_extend(a, &items, &count, more, sizeof *items);
            for (size_t i = 0; i < more; i++) {
                assert_int_equal(added[i], 0);
                added[i] = (int)(count - more + i);
            }
            int *one = arena_push(a, &items, &count, sizeof *items);
            assert_int_equal(*one, 0);
            *one = (int)count - 1;
            if (between)
                memset(arena_alloc(a, 40), 0xAB, 40);
        }
        assert_int_equal(count, 200 + 66 * 67 / 2 * 3);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(items[i], i);
        arena_free(a);
    }
}

/* Of an empty arena, of one with a block, of one with a mapping of its own. */
static void what_an_arena_takes_lives_on_in_it(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1000, 1024 * 1024};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *kept = arena_alloc(a, 100);
        memset(kept, 'a', 100);
        struct arena *other = arena_new();
        char *taken = sizes[i] ? arena_alloc(other, sizes[i]) : NULL;
        if (taken)
            memset(taken, 'b', sizes[i]);
        size_t both = arena_used(a) + arena_used(other);
        arena_take(a, other);
        assert_int_equal(arena_used(a), both);
        memset(arena_alloc(a, 100), 'c', 100);
        assert_int_equal(kept[99], 'a');
        if (taken)
            assert_int_equal(taken[sizes[i] - 1], 'b');
    }
    arena_clear(a);
    const char *again = arena_alloc(a, 2000);
    for (size_t i = 0; i < 2000; i++)
        assert_int_equal(again[i], 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cleared_arena_hands_out_zeros),
        cmocka_unit_test(a_large_arena_hands_out_zeros_without_end),
        cmocka_unit_test(a_growing_array_keeps_what_is_in_it),
        cmocka_unit_test(what_an_arena_takes_lives_on_in_it),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
