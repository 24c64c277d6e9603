#include "base/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

enum { TRIES = 100, OLD = 60 * 60 /* s */ };

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return text_string(a, (struct text){path, (size_t)(slash - path)});
}

/* Creates a new file in `folder` and puts its path into *path. One that exists already is another
 * run's and stays. Returns -1 with errno. */
static int create_staged(struct arena *a, const char *folder, const char **path)
{
    for (int i = 0; i < TRIES; i++) {
        *path = text_format(a, "%s/.mamorigami-%ld-%d.tmp", folder, (long)getpid(), i).ptr;
        int file = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

static bool write_all(int file, struct text bytes)
{
    size_t done = 0;
    while (done < bytes.size) {
        ssize_t count = write(file, bytes.ptr + done, bytes.size - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        done += (size_t)count;
    }
    return true;
}

int stage_write(struct arena *a, const char *path, struct text bytes, unsigned mode,
                const char **staged)
{
    int file = create_staged(a, folder_of(a, path), staged);
    if (file < 0)
        return errno;
    int error = 0;
    if (!write_all(file, bytes) || fchmod(file, mode) != 0)
        error = errno;
    /* Only a head start for the fsync of stage_sync: its result does not matter. */
    if (error == 0)
        sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
    /* close may be the first to tell of a full disk on a network file system. */
    if (close(file) != 0 && error == 0)
        error = errno;
    if (error)
        unlink(*staged);
    return error;
}

int stage_sync(const char *staged)
{
    int file = open(staged, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int error = file >= 0 && fsync(file) == 0 ? 0 : errno;
    if (file >= 0)
        close(file);
    if (error)
        unlink(staged);
    return error;
}

int stage_settle(const char *staged, const char *path)
{
    if (rename(staged, path) == 0)
        return 0;
    int error = errno;
    unlink(staged);
    return error;
}

int stage_sync_folder(const char *path)
{
    struct arena *scratch = arena_new();
    int file = open(folder_of(scratch, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = file < 0 ? errno : 0;
    arena_free(scratch);
    if (file < 0)
        return error == EACCES ? 0 : error; /* may be written to, but not read: nothing to do */
    error = fsync(file) == 0 ? 0 : errno;
    close(file);
    return error == EINVAL ? 0 : error; /* a file system without fsync of folders */
}

/* The process that a staged file's name speaks of, or -1 for another name. */
static long process_of(const char *name)
{
    static const char HEAD[] = ".mamorigami-";
    if (strncmp(name, HEAD, sizeof HEAD - 1) != 0)
        return -1;
    char *end;
    const char *digits = name + sizeof HEAD - 1;
    if (*digits < '0' || *digits > '9')
        return -1;
    errno = 0;
    long process = strtol(digits, &end, 10);
    if (errno || process <= 0 || end[0] != '-' || end[1] < '0' || end[1] > '9')
        return -1;
    strtol(end + 1, &end, 10);
    return strcmp(end, ".tmp") == 0 ? process : -1;
}

bool stage_is_staged(struct text name)
{
    char copy[80];
    if (name.size >= sizeof copy || memchr(name.ptr, '/', name.size))
        return false;
    memcpy(copy, name.ptr, name.size);
    copy[name.size] = '\0';
    return process_of(copy) > 0;
}

/* Has the process ended? A zombie has: where nobody collects it, it stays for ever. */
static bool is_gone(long process)
{
    if (kill((pid_t)process, 0) != 0)
        return errno == ESRCH;
    char path[40];
    char text[256] = {0};
    snprintf(path, sizeof path, "/proc/%ld/stat", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t count = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0)
        close(file);
    /* proc(5): the state follows the name, which may hold anything but ends at the last ')'. */
    const char *name_end = count > 0 ? strrchr(text, ')') : NULL;
    return name_end && (strncmp(name_end, ") Z", 3) == 0 || strncmp(name_end, ") X", 3) == 0);
}

/* Numbers of processes come again, but no file is being written for so long. */
static bool is_old(int folder, const char *name)
{
    struct stat status;
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           status.st_mtime + OLD < time(NULL);
}

size_t stage_sweep(const char *folder, long process)
{
    DIR *stream = opendir(folder);
    if (!stream)
        return 0;
    size_t count = 0;
    for (const struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        long owner = process_of(entry->d_name);
        if (owner < 0 || owner == getpid())
            continue;
        bool gone = owner == process || is_gone(owner) || is_old(dirfd(stream), entry->d_name);
        count += gone && unlinkat(dirfd(stream), entry->d_name, 0) == 0;
    }
    closedir(stream);
    return count;
}
