/* worker.h -- one forked worker, and the frames it answers in.
 *
 * The parent sends job numbers (uint32), the worker answers each, in the same order, with a frame:
 * head and reply. A frame that is not one ends the worker, so that nothing it says is believed. */
#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H

#include <stdint.h>
#include <sys/types.h>

#include "base/buffer.h"

struct arena;
struct pool;

enum {
    WORKER_QUEUE = 16, /* jobs a worker has at most: the one it is at and those waiting */
    WORKER_REPLY_MOST = 8 * 1024 * 1024 /* bytes */
};

struct worker {
    pid_t process;              /* 0 = none */
    int channel;                /* stream socket to it */
    int errors;                 /* file that is its standard error */
    size_t queue[WORKER_QUEUE]; /* jobs, the one it is at first */
    size_t queued;
    int64_t since; /* when it began queue[0], monotonic ms */
    struct buffer input;
    size_t taken; /* bytes of `input` already given out as replies */
};

enum worker_frame { FRAME_NONE, FRAME_WHOLE, FRAME_WRONG };

/* Forks `team[index]`. False with errno when the system gives no process. In the worker it never
 * returns: it does jobs until the parent closes the channel or ends. What leads to the rest of the
 * team is closed there. */
bool worker_start(struct worker *team, size_t index, const struct pool *pool);

/* Puts `job` at the end of its queue, which must have room. False when it is gone. */
bool worker_send(struct worker *worker, size_t job, int64_t now);

/* Reads what has come, without waiting. False when the channel is closed. */
bool worker_receive(struct worker *worker);

/* The next reply, for queue[0], which it takes off the queue; valid until the next
 * worker_receive. */
enum worker_frame worker_next(struct worker *worker, int64_t now, struct text *reply);

/* Kills it if it still runs, waits for it, and closes everything. Returns in `a` how it ended and
 * the last of what it wrote to standard error. */
struct text worker_end(struct arena *a, struct worker *worker);

#endif
