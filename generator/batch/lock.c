#include "batch/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 50, PAUSE = 20 * 1000 * 1000 /* ns */ };

static bool try_lock(int file, enum lock_kind kind)
{
    int operation = (kind == LOCK_ALONE ? LOCK_EX : LOCK_SH) | LOCK_NB;
    for (int i = 0; i < TRIES; i++) {
        if (flock(file, operation) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = PAUSE}, NULL);
    }
    errno = EWOULDBLOCK;
    return false;
}

static long read_holder(int file)
{
    char digits[24] = {0};
    ssize_t count = pread(file, digits, sizeof digits - 1, 0);
    return count > 0 ? strtol(digits, NULL, 10) : 0;
}

/* Who has the lock: only for the message of the next one, so nothing depends on it. */
static void write_holder(int file)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%ld\n", (long)getpid());
    if (ftruncate(file, 0) != 0 || pwrite(file, digits, (size_t)size, 0) != size)
        return;
}

int lock_take(const char *path, enum lock_kind kind, long *holder)
{
    *holder = 0;
    int file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return -1;
    if (try_lock(file, kind)) {
        write_holder(file);
        return file;
    }
    int error = errno;
    *holder = read_holder(file);
    close(file);
    errno = error;
    return -1;
}
