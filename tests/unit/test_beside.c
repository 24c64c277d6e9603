/* Jobs done beside others. */
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/beside.h"

struct work {
    struct arena *arena; /* where it was done */
    char *made;
    size_t sum;
};

static void work(struct arena *a, void *context)
{
    struct work *work = context;
    work->arena = a;
    work->made = arena_alloc(a, 1000);
    memset(work->made, 'x', 999);
    for (size_t i = 0; i < 1000; i++)
        work->sum += strlen(memset(arena_alloc(a, i + 1), 'x', i));
}

static void what_a_job_made_is_there_when_it_is_joined(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct work here = {0};
    struct work there = {0};
    struct beside beside;
    beside_start(&beside);
    beside_give(&beside, work, &there);
    work(a, &here);
    beside_join(a, &beside);
    assert_int_equal(here.sum, 999 * 1000 / 2);
    assert_int_equal(there.sum, here.sum);
    assert_int_equal(strlen(there.made), 999);
    arena_free(a);
}

static void where_no_thread_is_to_be_had_the_job_is_done_all_the_same(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct work there = {0};
    struct beside beside = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    beside_give(&beside, work, &there);
    assert_int_equal(there.sum, 0);
    beside_join(a, &beside);
    assert_int_equal(there.sum, 999 * 1000 / 2);
    assert_ptr_equal(there.arena, a);
    arena_free(a);
}

/* ---- several jobs ---- */

/* A job that ends when `end` is posted, and where it was done. */
struct held {
    sem_t begun, end;
    pthread_t thread;
    struct arena *arena;
};

static void hold(struct arena *a, void *context)
{
    struct held *held = context;
    held->arena = a;
    held->thread = pthread_self();
    sem_post(&held->begun);
    sem_wait(&held->end);
}

static struct held held_new(void)
{
    struct held held;
    sem_init(&held.begun, 0, 0);
    sem_init(&held.end, 0, 0);
    return held;
}

static void the_thread_goes_on_with_what_it_is_given_later(void **state)
{
    (void)state;
    struct held first = held_new();
    struct held second = held_new();
    struct arena *a = arena_new();
    struct beside beside;
    beside_start(&beside);
    beside_give(&beside, hold, &first);
    sem_wait(&first.begun);
    sem_post(&first.end);
    beside_give(&beside, hold, &second);
    sem_wait(&second.begun);
    sem_post(&second.end);
    beside_join(a, &beside);
    assert_true(pthread_equal(first.thread, second.thread));
    assert_false(pthread_equal(first.thread, pthread_self()));
    assert_ptr_equal(first.arena, second.arena);
    assert_ptr_not_equal(first.arena, a);
    arena_free(a);
}

/* A job that lets another end, and where it was done. */
struct freed {
    struct held *first;
    pthread_t thread;
    struct arena *arena;
};

static void free_first(struct arena *a, void *context)
{
    struct freed *freed = context;
    freed->arena = a;
    freed->thread = pthread_self();
    sem_post(&freed->first->end);
}

static void who_joins_does_what_the_thread_has_not_come_to(void **state)
{
    (void)state;
    struct held first = held_new();
    struct freed second = {.first = &first};
    struct arena *a = arena_new();
    struct beside beside;
    beside_start(&beside);
    beside_give(&beside, hold, &first);
    sem_wait(&first.begun);
    beside_give(&beside, free_first, &second);
    beside_join(a, &beside);
    assert_true(pthread_equal(second.thread, pthread_self()));
    assert_ptr_equal(second.arena, a);
    assert_ptr_not_equal(first.arena, a);
    arena_free(a);
}

static void nothing_to_do_is_joined_at_once(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct beside beside;
    beside_start(&beside);
    beside_join(a, &beside);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_job_made_is_there_when_it_is_joined),
        cmocka_unit_test(where_no_thread_is_to_be_had_the_job_is_done_all_the_same),
        cmocka_unit_test(the_thread_goes_on_with_what_it_is_given_later),
        cmocka_unit_test(who_joins_does_what_the_thread_has_not_come_to),
        cmocka_unit_test(nothing_to_do_is_joined_at_once),
    };
    return cmocka_run_group_tests_name("beside", tests, NULL, NULL);
}
