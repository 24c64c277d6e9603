/* beside.h -- jobs done beside others, on a second processor if there is one.
 *
 * All that the program knows of threads: one more, and a list of what it is to do. What is opened
 * once and in no order, files that are read into memory, may be opened at the same time; a job
 * shares nothing that changes with what goes on beside it, and is joined before anything else looks
 * at what it made. Each thread has an arena, so that jobs need none of their own. One thread and
 * not one a job: with two processors a third would only take its time from the one that all wait
 * for. */
#ifndef BASE_BESIDE_H
#define BASE_BESIDE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { BESIDE_MOST = 8 };

struct beside_job {
    void (*run)(struct arena *a, void *context);
    void *context;
};

struct beside {
    struct beside_job jobs[BESIDE_MOST]; /* begun in this order */
    size_t given, begun;
    bool closed;          /* nothing more will be given */
    pthread_mutex_t lock; /* of the members above */
    pthread_cond_t changed;
    pthread_t thread;
    struct arena *arena; /* the thread's */
    bool started;
};

/* Starts the thread. Cannot fail: where none is to be had, beside_join does the jobs. The result
 * must not move before beside_join, which has to be called. */
void beside_start(struct beside *beside);

/* Has `run` called behind what was given before, with `context` and the arena of the thread that
 * comes to it: BESIDE_MOST jobs at most. */
void beside_give(struct beside *beside, void (*run)(struct arena *a, void *context), void *context);

/* Returns when all jobs are done; those that the thread has not come to yet are done here. What
 * they made lives in `a`. */
void beside_join(struct arena *a, struct beside *beside);

#endif
