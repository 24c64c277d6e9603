#include "base/beside.h"

#include <assert.h>

#include "base/arena.h"

/* The next job; false when there is none and, for the one who `waits`, will be none. */
static bool take(struct beside *beside, bool waits, struct beside_job *job)
{
    pthread_mutex_lock(&beside->lock);
    while (waits && beside->begun == beside->given && !beside->closed)
        pthread_cond_wait(&beside->changed, &beside->lock);
    bool taken = beside->begun < beside->given;
    if (taken)
        *job = beside->jobs[beside->begun++];
    pthread_mutex_unlock(&beside->lock);
    return taken;
}

static void *work(void *context)
{
    struct beside *beside = context;
    struct beside_job job;
    beside->arena = arena_new_large();
    while (take(beside, true, &job))
        job.run(beside->arena, job.context);
    return NULL;
}

void beside_start(struct beside *beside)
{
    *beside =
        (struct beside){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    beside->started = pthread_create(&beside->thread, NULL, work, beside) == 0;
}

void beside_give(struct beside *beside, void (*run)(struct arena *a, void *context), void *context)
{
    pthread_mutex_lock(&beside->lock);
    assert(beside->given < BESIDE_MOST && !beside->closed);
    beside->jobs[beside->given++] = (struct beside_job){run, context};
    pthread_cond_signal(&beside->changed);
    pthread_mutex_unlock(&beside->lock);
}

void beside_join(struct arena *a, struct beside *beside)
{
    pthread_mutex_lock(&beside->lock);
    beside->closed = true;
    pthread_cond_signal(&beside->changed);
    pthread_mutex_unlock(&beside->lock);
    struct beside_job job;
    while (take(beside, false, &job))
        job.run(a, job.context);
    if (!beside->started)
        return;
    pthread_join(beside->thread, NULL);
    arena_take(a, beside->arena);
}
