#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "batch/pool.h"

enum { FRAME_MAGIC = 0x4D4D4631, LAST_WORDS_MOST = 600, READ_SIZE = 64 * 1024 };

struct frame_head {
    uint32_t magic;
    uint32_t job;
    uint32_t size; /* of the reply behind it */
};

static bool send_all(int channel, const void *bytes, size_t size)
{
    const char *next = bytes;
    while (size > 0) {
        ssize_t count = send(channel, next, size, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        next += count;
        size -= (size_t)count;
    }
    return true;
}

/* --- in the worker --------------------------------------------------------------------------- */

static bool receive_job(int channel, uint32_t *job)
{
    ssize_t count = recv(channel, job, sizeof *job, MSG_WAITALL);
    return count == (ssize_t)sizeof *job;
}

static _Noreturn void serve(const struct pool *pool, int channel)
{
    struct buffer reply = {0};
    uint32_t job;
    while (receive_job(channel, &job)) {
        buffer_clear(&reply);
        pool->work(pool->context, job, &reply);
        if (reply.size > WORKER_REPLY_MOST)
            abort(); /* told as a crash of this job: better than half an answer */
        struct frame_head head = {FRAME_MAGIC, job, (uint32_t)reply.size};
        if (!send_all(channel, &head, sizeof head) || !send_all(channel, reply.ptr, reply.size))
            break;
    }
    _exit(0);
}

/* Client data must not end in a core file, and one client must not take all memory. */
static void limit(size_t memory)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (memory)
        setrlimit(RLIMIT_DATA, &(struct rlimit){memory, memory});
}

static _Noreturn void live(const struct worker *worker, const struct pool *pool, int channel,
                           pid_t parent)
{
    /* A killed parent takes its workers along; it may have been killed before this line. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* Control-C and a closed terminal reach the whole group: only the parent decides what they
     * mean. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    int empty = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (empty >= 0) {
        dup2(empty, STDIN_FILENO);
        dup2(empty, STDOUT_FILENO);
    }
    dup2(worker->errors, STDERR_FILENO);
    limit(pool->memory);
    serve(pool, channel);
}

/* --- in the parent --------------------------------------------------------------------------- */

static void close_all(struct worker *worker)
{
    if (worker->channel >= 0)
        close(worker->channel);
    if (worker->errors >= 0)
        close(worker->errors);
    buffer_free(&worker->input);
    *worker = (struct worker){.channel = -1, .errors = -1};
}

bool worker_start(struct worker *team, size_t index, const struct pool *pool)
{
    struct worker *worker = &team[index];
    *worker = (struct worker){.channel = -1, .errors = -1};
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    worker->channel = pair[0];
    worker->errors = memfd_create("mamorigami-worker", MFD_CLOEXEC);
    pid_t parent = getpid();
    /* What is still in a buffer would be written by both. */
    fflush(NULL);
    pid_t process = worker->errors < 0 ? -1 : fork();
    if (process == 0) {
        for (size_t i = 0; i < pool->workers; i++) {
            if (team[i].channel >= 0)
                close(team[i].channel);
        }
        live(worker, pool, pair[1], parent);
    }
    int error = errno;
    close(pair[1]);
    if (process < 0) {
        close_all(worker);
        errno = error;
        return false;
    }
    worker->process = process;
    return true;
}

bool worker_send(struct worker *worker, size_t job, int64_t now)
{
    uint32_t number = (uint32_t)job;
    if (worker->queued == 0)
        worker->since = now;
    worker->queue[worker->queued++] = job;
    return send_all(worker->channel, &number, sizeof number);
}

/* Forgets the replies already given out, so that the buffer does not grow with the run. */
static void drop_taken(struct worker *worker)
{
    size_t rest = worker->input.size - worker->taken;
    if (worker->taken > 0 && rest > 0)
        memmove(worker->input.ptr, worker->input.ptr + worker->taken, rest);
    worker->input.size = rest;
    worker->taken = 0;
}

bool worker_receive(struct worker *worker)
{
    drop_taken(worker);
    char piece[READ_SIZE];
    for (;;) {
        ssize_t count = recv(worker->channel, piece, sizeof piece, MSG_DONTWAIT);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        if (count == 0)
            return false;
        buffer_put(&worker->input, (struct text){piece, (size_t)count});
        /* More than one reply may be: it stays in the socket until these are taken. */
        if (worker->input.size > WORKER_REPLY_MOST)
            return true;
    }
}

enum worker_frame worker_next(struct worker *worker, int64_t now, struct text *reply)
{
    size_t rest = worker->input.size - worker->taken;
    struct frame_head head;
    if (rest < sizeof head)
        return FRAME_NONE;
    memcpy(&head, worker->input.ptr + worker->taken, sizeof head);
    if (head.magic != FRAME_MAGIC || head.size > WORKER_REPLY_MOST || worker->queued == 0 ||
        head.job != worker->queue[0])
        return FRAME_WRONG;
    if (rest - sizeof head < head.size)
        return FRAME_NONE;
    *reply = (struct text){worker->input.ptr + worker->taken + sizeof head, head.size};
    worker->taken += sizeof head + head.size;
    worker->queued--;
    memmove(worker->queue, worker->queue + 1, worker->queued * sizeof *worker->queue);
    worker->since = now;
    return FRAME_WHOLE;
}

static struct text describe_end(struct arena *a, int status)
{
    if (WIFSIGNALED(status)) {
        int number = WTERMSIG(status);
        return text_format(a, "signal %d (%s)", number, strsignal(number));
    }
    return text_format(a, "exit %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

/* The last line or so of what it wrote to standard error: an assertion, a library's words. */
static struct text read_errors(struct arena *a, int file)
{
    off_t size = lseek(file, 0, SEEK_END);
    if (size <= 0)
        return (struct text){0};
    size_t wanted = size < LAST_WORDS_MOST ? (size_t)size : LAST_WORDS_MOST;
    char *words = arena_alloc(a, wanted + 1);
    ssize_t count = pread(file, words, wanted, size - (off_t)wanted);
    return text_trim((struct text){words, count > 0 ? (size_t)count : 0});
}

struct text worker_end(struct arena *a, struct worker *worker)
{
    int status = 0;
    kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
        continue;
    struct text end = describe_end(a, status);
    struct text words = read_errors(a, worker->errors);
    if (words.size > 0)
        end = text_format(a, "%s: %.*s", end.ptr, (int)words.size, words.ptr);
    close_all(worker);
    return end;
}
