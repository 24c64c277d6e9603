/* Jobs done beside others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/beside.h"

struct work {
    struct arena *arena;
    size_t sum;
};

static void *work(void *context)
{
    struct work *work = context;
    for (size_t i = 0; i < 1000; i++)
        work->sum += strlen(memset(arena_alloc(work->arena, i + 1), 'x', i));
    return NULL;
}

static void what_a_job_made_is_there_when_it_is_joined(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct work here = {.arena = a};
    struct work there = {.arena = arena_new()};
    struct beside beside;
    beside_start(&beside, work, &there);
    work(&here);
    beside_join(&beside);
    assert_int_equal(here.sum, 999 * 1000 / 2);
    assert_int_equal(there.sum, here.sum);
    arena_take(a, there.arena);
    arena_free(a);
}

static void where_no_thread_is_to_be_had_the_job_is_done_all_the_same(void **state)
{
    (void)state;
    struct work there = {.arena = arena_new()};
    struct beside beside;
    beside_start(&beside, work, &there);
    beside_join(&beside);
    size_t sum = there.sum;
    beside = (struct beside){.job = work, .context = &there}; /* as if it had not started */
    beside_join(&beside);
    assert_int_equal(there.sum, 2 * sum);
    arena_free(there.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_job_made_is_there_when_it_is_joined),
        cmocka_unit_test(where_no_thread_is_to_be_had_the_job_is_done_all_the_same),
    };
    return cmocka_run_group_tests_name("beside", tests, NULL, NULL);
}
