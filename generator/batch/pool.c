#include "batch/pool.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "batch/worker.h"

enum {
    TICK = 1000,       /* ms */
    GAP = TICK + 1000, /* ms between two rounds: then the whole run stood still */
    TRIES = 2
};

/* The run of a pool. */
struct run {
    const struct pool *pool;
    struct arena *arena; /* the whole run */
    struct arena *round; /* the texts of its results */
    struct worker *workers;
    size_t next;   /* first job never given out */
    size_t *again; /* jobs to be given out again */
    size_t again_count;
    size_t left;                 /* jobs without a result */
    unsigned char *tries;        /* per job: how often it took a worker along */
    struct pool_result *results; /* of this round; room for all queues */
    size_t result_count;
    int64_t round_began; /* monotonic ms */
    int signals;         /* signalfd */
};

static void add_result(struct run *run, struct pool_result result)
{
    run->results[run->result_count++] = result;
    run->left--;
}

static bool has_jobs(const struct run *run)
{
    return run->again_count > 0 || run->next < run->pool->job_count;
}

static size_t take_job(struct run *run)
{
    return run->again_count > 0 ? run->again[--run->again_count] : run->next++;
}

/* Ends a worker. The job it was at gets `outcome`, or another try; the others wait again. */
static void lose_worker(struct run *run, struct worker *worker, enum pool_outcome outcome)
{
    pid_t process = worker->process;
    size_t queue[WORKER_QUEUE];
    size_t queued = worker->queued;
    for (size_t i = 0; i < queued; i++)
        queue[i] = worker->queue[i];
    struct text last_words = worker_end(run->round, worker);
    /* Backwards, as `again` is a stack: the order of the jobs stays. */
    for (size_t i = queued; i-- > 1;)
        run->again[run->again_count++] = queue[i];
    if (queued == 0)
        return;
    run->tries[queue[0]]++;
    if (outcome != POOL_TIMED_OUT && run->tries[queue[0]] < TRIES) {
        run->again[run->again_count++] = queue[0];
        return;
    }
    add_result(run, (struct pool_result){.job = queue[0],
                                         .outcome = outcome,
                                         .last_words = last_words,
                                         .process = process});
}

/* How many jobs a worker should have: few near the end, so that all end together. */
static size_t share(const struct run *run)
{
    size_t waiting = run->again_count + run->pool->job_count - run->next;
    size_t share = 1 + waiting / (2 * run->pool->workers);
    return share < WORKER_QUEUE ? share : WORKER_QUEUE;
}

/* Gives out jobs; starts workers where there is work for them. False when there is none at all. */
static bool feed(struct run *run)
{
    size_t living = 0;
    for (size_t i = 0; i < run->pool->workers; i++) {
        struct worker *worker = &run->workers[i];
        if (!worker->process && has_jobs(run))
            worker_start(run->workers, i, run->pool);
        if (!worker->process)
            continue;
        living++;
        size_t wanted = share(run);
        while (worker->queued < wanted && has_jobs(run)) {
            if (!worker_send(worker, take_job(run), clock_ms()))
                break; /* it is gone: the job is in its queue, and poll will tell */
        }
    }
    return living > 0;
}

static void collect(struct run *run, struct worker *worker)
{
    bool open = worker_receive(worker);
    for (;;) {
        size_t job = worker->queue[0];
        struct text reply;
        enum worker_frame frame = worker_next(worker, clock_ms(), &reply);
        if (frame == FRAME_NONE)
            break;
        if (frame == FRAME_WRONG) {
            lose_worker(run, worker, POOL_GARBLED);
            return;
        }
        add_result(run, (struct pool_result){.job = job,
                                             .outcome = POOL_DONE,
                                             .reply = text_copy(run->round, reply),
                                             .process = worker->process});
    }
    if (!open)
        lose_worker(run, worker, POOL_CRASHED);
}

/* Waits until a worker answers, a signal comes or a second is over, and notes all results. False
 * when a signal came. */
static bool wait_round(struct run *run, struct pollfd *waits)
{
    size_t count = run->pool->workers;
    for (size_t i = 0; i < count; i++)
        waits[i] = (struct pollfd){.fd = run->workers[i].channel, .events = POLLIN};
    waits[count] = (struct pollfd){.fd = run->signals, .events = POLLIN};
    if (poll(waits, count + 1, TICK) < 0)
        return true; /* EINTR: the next round tells */
    for (size_t i = 0; i < count; i++) {
        if (run->workers[i].process && waits[i].revents)
            collect(run, &run->workers[i]);
    }
    return waits[count].revents == 0;
}

/* Control-Z stops the clock of nobody: what a run stood still is not held against its workers. */
static void forgive_pause(struct run *run)
{
    int64_t now = clock_ms();
    int64_t gap = now - run->round_began;
    run->round_began = now;
    for (size_t i = 0; gap > GAP && i < run->pool->workers; i++)
        run->workers[i].since += gap;
}

static void end_late_workers(struct run *run)
{
    forgive_pause(run);
    if (!run->pool->seconds)
        return;
    int64_t limit = clock_ms() - (int64_t)run->pool->seconds * 1000;
    for (size_t i = 0; i < run->pool->workers; i++) {
        struct worker *worker = &run->workers[i];
        if (worker->process && worker->queued > 0 && worker->since < limit)
            lose_worker(run, worker, POOL_TIMED_OUT);
    }
}

static enum pool_end run_all(struct run *run, struct pollfd *waits)
{
    const struct pool *pool = run->pool;
    while (run->left > 0) {
        arena_free(run->round);
        run->round = arena_new();
        if (!feed(run))
            return POOL_NO_WORKER;
        bool go_on = wait_round(run, waits);
        end_late_workers(run);
        if (run->result_count > 0 &&
            !pool->finished(pool->context, run->results, run->result_count))
            return POOL_STOPPED;
        run->result_count = 0;
        if (pool->tick)
            pool->tick(pool->context);
        if (!go_on)
            return POOL_INTERRUPTED;
    }
    return POOL_FINISHED;
}

static void end_workers(struct run *run)
{
    for (size_t i = 0; i < run->pool->workers; i++) {
        if (run->workers[i].process)
            worker_end(run->arena, &run->workers[i]);
    }
}

enum pool_end pool_run(const struct pool *pool)
{
    assert(pool->workers > 0 && pool->job_count <= UINT32_MAX);
    sigset_t signals;
    sigset_t before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, &before);

    struct run run = {
        .pool = pool, .arena = arena_new(), .round = arena_new(), .left = pool->job_count};
    run.workers = arena_array(run.arena, pool->workers, sizeof *run.workers);
    run.again = arena_array(run.arena, pool->job_count, sizeof *run.again);
    run.tries = arena_array(run.arena, pool->job_count, sizeof *run.tries);
    run.results = arena_array(run.arena, pool->workers * (WORKER_QUEUE + 1), sizeof *run.results);
    struct pollfd *waits = arena_array(run.arena, pool->workers + 1, sizeof *waits);
    for (size_t i = 0; i < pool->workers; i++)
        run.workers[i] = (struct worker){.channel = -1, .errors = -1};
    run.signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    run.round_began = clock_ms();
    enum pool_end end = run_all(&run, waits);
    int error = errno;
    end_workers(&run);
    if (run.signals >= 0)
        close(run.signals);
    arena_free(run.round);
    arena_free(run.arena);
    /* The signal has done its work: what was pending must not end the process as well. */
    while (end == POOL_INTERRUPTED && sigtimedwait(&signals, NULL, &(struct timespec){0}) > 0)
        continue;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return end;
}
