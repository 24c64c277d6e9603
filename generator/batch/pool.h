/* pool.h -- numbered jobs done by forked workers.
 *
 * A worker that crashes, is killed, hangs or answers nonsense costs the job it was at and nothing
 * else: the job is tried once more in a new worker (the fault may have been an earlier job's), what
 * was waiting behind it goes to another worker. A worker inherits everything loaded before pool_run
 * and shares it with the others as long as nobody writes to it. */
#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <sys/types.h>

#include "base/buffer.h"

enum pool_outcome {
    POOL_DONE,
    POOL_CRASHED,   /* ended by a signal or an exit of its own, twice */
    POOL_TIMED_OUT, /* took longer than the limit, once */
    POOL_GARBLED    /* answered what is no answer, twice */
};

struct pool_result {
    size_t job;
    enum pool_outcome outcome;
    struct text reply;      /* DONE: what the worker wrote; valid during the call */
    struct text last_words; /* else: how it ended and the end of what it wrote to standard error */
    pid_t process;          /* the worker */
};

enum pool_end {
    POOL_FINISHED,    /* every job has a result */
    POOL_STOPPED,     /* `finished` said so */
    POOL_INTERRUPTED, /* SIGINT, SIGTERM or SIGHUP came */
    POOL_NO_WORKER    /* the system gives no process; errno says why */
};

struct pool {
    size_t job_count; /* jobs are 0 .. job_count - 1, begun in this order */
    size_t workers;   /* at least 1 */
    unsigned seconds; /* a job may take; 0 = for ever */
    size_t memory;    /* bytes of data a worker may have; 0 = no limit */
    /* Does a job, in a worker, and writes its answer. Standard input is empty there. */
    void (*work)(void *context, size_t job, struct buffer *reply);
    /* Takes results that came together, each job's once, in the parent. False ends the run. */
    bool (*finished)(void *context, const struct pool_result *results, size_t count);
    /* Called in the parent at least once a second. May be NULL. */
    void (*tick)(void *context);
    void *context;
};

/* Runs all jobs. However it ends, no worker is left. */
enum pool_end pool_run(const struct pool *pool);

#endif
