/* beside.h -- one job done beside another, on a second processor if there is one.
 *
 * All that the program knows of threads. What is opened once and in no order, files that are read
 * into memory of their own, may be opened at the same time; a job shares nothing that changes with
 * what goes on beside it, and is joined before anything else looks at what it made. */
#ifndef BASE_BESIDE_H
#define BASE_BESIDE_H

#include <pthread.h>
#include <stdbool.h>

struct beside {
    void *(*job)(void *context); /* what it returns is not looked at */
    void *context;
    pthread_t thread;
    bool started;
};

/* Starts `job` with `context`. Cannot fail: where no thread is to be had, beside_join does the job.
 * The result must not move before beside_join, which has to be called. */
void beside_start(struct beside *beside, void *(*job)(void *context), void *context);

/* Returns when the job is done. */
void beside_join(struct beside *beside);

#endif
