/* What the pool promises: every job one result, whatever its worker does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/pool.h"

enum { JOBS = 60 };

enum trick {
    TRICK_NONE,
    TRICK_CRASH,
    TRICK_EXIT,
    TRICK_HANG,
    TRICK_GARBAGE,
    TRICK_KILLED,
    TRICK_LATER, /* spoils the worker, which then dies at its next job */
    TRICK_INTERRUPT,
    TRICK_GREEDY
};

struct plan {
    enum trick tricks[JOBS];
    bool spoilt; /* in a worker */
    size_t results[JOBS];
    enum pool_outcome outcomes[JOBS];
    char words[JOBS][200];
    size_t total;
    size_t stop_after;
};

/* The sockets of a worker are not told to its jobs: garbage goes to every one there may be. */
static void write_garbage(void)
{
    for (int file = 3; file < 64; file++)
        send(file, "nonsense nonsense nonsense", 26, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void eat_memory(void)
{
    for (;;) {
        char *piece = malloc(1 << 20);
        if (!piece) {
            fputs("out of memory\n", stderr);
            _exit(2);
        }
        memset(piece, 1, 1 << 20);
    }
}

static void work(void *context, size_t job, struct buffer *reply)
{
    struct plan *plan = context;
    if (plan->spoilt)
        abort();
    switch (plan->tricks[job]) {
    case TRICK_NONE:
        break;
    case TRICK_CRASH:
        fprintf(stderr, "assertion of job %zu\n", job);
        abort();
    case TRICK_EXIT:
        _exit(7);
    case TRICK_HANG:
        pause();
        break;
    case TRICK_GARBAGE:
        write_garbage();
        break;
    case TRICK_KILLED:
        kill(getpid(), SIGKILL);
        break;
    case TRICK_LATER:
        plan->spoilt = true;
        break;
    case TRICK_INTERRUPT:
        kill(getppid(), SIGTERM);
        break;
    case TRICK_GREEDY:
        eat_memory();
        break;
    }
    buffer_printf(reply, "answer %zu", job);
}

static bool finished(void *context, const struct pool_result *results, size_t count)
{
    struct plan *plan = context;
    for (size_t i = 0; i < count; i++) {
        size_t job = results[i].job;
        assert_true(job < JOBS);
        plan->results[job]++;
        plan->outcomes[job] = results[i].outcome;
        struct text words =
            results[i].outcome == POOL_DONE ? results[i].reply : results[i].last_words;
        snprintf(plan->words[job], sizeof plan->words[job], "%.*s", (int)words.size, words.ptr);
        plan->total++;
    }
    return !plan->stop_after || plan->total < plan->stop_after;
}

static enum pool_end run(struct plan *plan, size_t workers)
{
    struct pool pool = {.job_count = JOBS,
                        .workers = workers,
                        .seconds = 1,
                        .work = work,
                        .finished = finished,
                        .context = plan};
    return pool_run(&pool);
}

/* All jobs but `bad` answered rightly, and each once. */
static void assert_all_but(const struct plan *plan, size_t bad)
{
    for (size_t i = 0; i < JOBS; i++) {
        assert_int_equal(plan->results[i], 1);
        if (i == bad)
            continue;
        char expected[32];
        snprintf(expected, sizeof expected, "answer %zu", i);
        assert_int_equal(plan->outcomes[i], POOL_DONE);
        assert_string_equal(plan->words[i], expected);
    }
}

static void every_job_is_answered_once(void **state)
{
    (void)state;
    for (size_t workers = 1; workers <= 3; workers++) {
        struct plan plan = {0};
        assert_int_equal(run(&plan, workers), POOL_FINISHED);
        assert_all_but(&plan, JOBS);
    }
}

static void check_loss(enum trick trick, size_t job, enum pool_outcome outcome, const char *words)
{
    struct plan plan = {0};
    plan.tricks[job] = trick;
    assert_int_equal(run(&plan, 2), POOL_FINISHED);
    assert_all_but(&plan, job);
    assert_int_equal(plan.outcomes[job], outcome);
    assert_non_null(strstr(plan.words[job], words));
}

static void a_crash_costs_its_job_only_and_says_how(void **state)
{
    (void)state;
    check_loss(TRICK_CRASH, 0, POOL_CRASHED, "signal 6");
    check_loss(TRICK_CRASH, 30, POOL_CRASHED, "assertion of job 30");
    check_loss(TRICK_CRASH, JOBS - 1, POOL_CRASHED, "signal 6");
    check_loss(TRICK_EXIT, 5, POOL_CRASHED, "exit 7");
    check_loss(TRICK_KILLED, 17, POOL_CRASHED, "signal 9");
}

static void a_hang_ends_at_the_time_limit(void **state)
{
    (void)state;
    check_loss(TRICK_HANG, 9, POOL_TIMED_OUT, "signal 9");
}

static void garbage_is_not_believed(void **state)
{
    (void)state;
    check_loss(TRICK_GARBAGE, 12, POOL_GARBLED, "");
}

static void the_job_after_the_guilty_one_is_tried_again(void **state)
{
    (void)state;
    struct plan plan = {0};
    plan.tricks[20] = TRICK_LATER;
    assert_int_equal(run(&plan, 1), POOL_FINISHED);
    assert_all_but(&plan, JOBS);
}

static void every_job_may_fail(void **state)
{
    (void)state;
    struct plan plan = {0};
    for (size_t i = 0; i < JOBS; i++)
        plan.tricks[i] = TRICK_EXIT;
    assert_int_equal(run(&plan, 3), POOL_FINISHED);
    assert_int_equal(plan.total, JOBS);
}

static void the_parent_can_stop(void **state)
{
    (void)state;
    struct plan plan = {.stop_after = 10};
    assert_int_equal(run(&plan, 2), POOL_STOPPED);
    assert_in_range(plan.total, 10, 30);
}

static void a_signal_ends_the_run_and_not_the_process(void **state)
{
    (void)state;
    struct plan plan = {0};
    plan.tricks[10] = TRICK_INTERRUPT;
    assert_int_equal(run(&plan, 1), POOL_INTERRUPTED);
    assert_in_range(plan.total, 0, JOBS - 1);
}

static void memory_is_limited(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* its own tables count as data */
#else
    struct plan plan = {0};
    plan.tricks[3] = TRICK_GREEDY;
    struct pool pool = {.job_count = 8,
                        .workers = 1,
                        .memory = 64 << 20,
                        .work = work,
                        .finished = finished,
                        .context = &plan};
    assert_int_equal(pool_run(&pool), POOL_FINISHED);
    assert_int_equal(plan.outcomes[3], POOL_CRASHED);
    assert_non_null(strstr(plan.words[3], "out of memory"));
    assert_int_equal(plan.total, 8);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_is_answered_once),
        cmocka_unit_test(a_crash_costs_its_job_only_and_says_how),
        cmocka_unit_test(a_hang_ends_at_the_time_limit),
        cmocka_unit_test(garbage_is_not_believed),
        cmocka_unit_test(the_job_after_the_guilty_one_is_tried_again),
        cmocka_unit_test(every_job_may_fail),
        cmocka_unit_test(the_parent_can_stop),
        cmocka_unit_test(a_signal_ends_the_run_and_not_the_process),
        cmocka_unit_test(memory_is_limited),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
