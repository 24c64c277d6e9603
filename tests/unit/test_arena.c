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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_cleared_arena_hands_out_zeros)};
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
