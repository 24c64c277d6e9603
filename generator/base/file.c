#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"

enum { TEMPORARY_TRIES = 100 };

/* Reports `error` (an errno) about `path`; returns false. */
static bool refuse(enum message message, const char *path, int error, struct diag *d)
{
    return diag_add(d, message, (struct span){0}, "%s: %s", path, strerror(error));
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return text_string(a, (struct text){path, (size_t)(slash - path)});
}

/* Creates a new file in `folder` and puts its path into *path. The name says who made it, so that
 * what a killed run left is recognised; one that exists already is another run's and stays.
 * Returns -1 with errno. */
static int create_temporary(struct arena *a, const char *folder, const char **path)
{
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
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

/* Fills and closes `file`; returns 0 or an errno. */
static int fill(int file, struct text bytes, unsigned mode)
{
    int error = 0;
    if (!write_all(file, bytes) || fchmod(file, mode) != 0 || fsync(file) != 0)
        error = errno;
    /* close may be the first to tell of a full disk on a network file system. */
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

/* Makes a rename in `folder` last through a power cut. Returns 0 or an errno. */
static int sync_folder(const char *folder)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return errno == EACCES ? 0 : errno; /* may be written to, but not read: nothing to do */
    int error = fsync(file) == 0 ? 0 : errno;
    close(file);
    return error == EINVAL ? 0 : error; /* a file system without fsync of folders */
}

static int replace(struct arena *a, const char *path, struct text bytes, unsigned mode)
{
    const char *folder = folder_of(a, path);
    const char *temporary;
    int file = create_temporary(a, folder, &temporary);
    if (file < 0)
        return errno;
    int error = fill(file, bytes, mode);
    if (error == 0 && rename(temporary, path) != 0)
        error = errno;
    if (error) {
        unlink(temporary);
        return error;
    }
    return sync_folder(folder);
}

bool file_write(const char *path, struct text bytes, unsigned mode, struct diag *d)
{
    struct arena *scratch = arena_new();
    int error = replace(scratch, path, bytes, mode);
    arena_free(scratch);
    return error == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, error, d);
}

/* Returns 0 or an errno. */
static int make_folder(const char *path, unsigned mode)
{
    if (mkdir(path, mode) == 0)
        return 0;
    int error = errno;
    if (file_kind_of(path) == FILE_FOLDER)
        return 0;
    return error == EEXIST ? ENOTDIR : error;
}

bool file_make_folders(const char *path, unsigned mode, struct diag *d)
{
    char *part = strdup(path);
    if (!part)
        return refuse(MSG_FILE_CANNOT_WRITE, path, ENOMEM, d);
    int error = 0;
    /* From the second byte: the root is there, and so is the folder an empty path means. */
    for (size_t i = 1; part[0] && part[i - 1] && error == 0; i++) {
        char end = part[i];
        if ((end != '/' && end != '\0') || part[i - 1] == '/')
            continue;
        part[i] = '\0';
        error = make_folder(part, mode);
        part[i] = end;
    }
    free(part);
    return error == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, error, d);
}

static int compare_names(const void *x, const void *y)
{
    const struct text *a = x;
    const struct text *b = y;
    return text_compare(*a, *b);
}

/* `suffix` NULL = folders. The status is asked for, as not every file system fills d_type in. */
static bool is_wanted(DIR *folder, const char *name, const char *suffix)
{
    struct stat status;
    if (name[0] == '.')
        return false;
    if (!suffix)
        return fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               S_ISDIR(status.st_mode);
    return text_ends(text_of(name), suffix) && fstatat(dirfd(folder), name, &status, 0) == 0 &&
           S_ISREG(status.st_mode);
}

static const struct text *list(struct arena *a, const char *folder, const char *suffix,
                               size_t *count, struct diag *d)
{
    *count = 0;
    DIR *stream = opendir(folder);
    if (!stream) {
        refuse(MSG_FILE_CANNOT_OPEN, folder, errno, d);
        return NULL;
    }
    struct text *names = NULL;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry)
            break;
        if (!is_wanted(stream, entry->d_name, suffix))
            continue;
        struct text *name = arena_push(a, &names, count, sizeof *names);
        *name = text_copy(a, text_of(entry->d_name));
    }
    int error = errno;
    closedir(stream);
    if (error) {
        refuse(MSG_FILE_CANNOT_OPEN, folder, error, d);
        return NULL;
    }
    if (!names)
        return arena_alloc(a, sizeof *names);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

const struct text *file_list(struct arena *a, const char *folder, const char *suffix, size_t *count,
                             struct diag *d)
{
    return list(a, folder, suffix, count, d);
}

const struct text *file_list_folders(struct arena *a, const char *folder, size_t *count,
                                     struct diag *d)
{
    return list(a, folder, NULL, count, d);
}

enum file_kind file_kind_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return FILE_NONE;
    if (S_ISREG(status.st_mode))
        return FILE_REGULAR;
    return S_ISDIR(status.st_mode) ? FILE_FOLDER : FILE_OTHER;
}
