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
#include "base/stage.h"

/* Reports `error` (an errno) about `path`; returns false. */
static bool refuse(enum message message, const char *path, int error, struct diag *d)
{
    return diag_add(d, message, (struct span){0}, "%s: %s", path, strerror(error));
}

/* Returns 0 or an errno. */
static int replace_file(const char *path, struct text bytes, unsigned mode)
{
    struct arena *scratch = arena_new();
    const char *staged;
    int error = stage_write(scratch, path, bytes, mode, &staged);
    if (error == 0)
        error = stage_sync(staged);
    if (error == 0)
        error = stage_settle(staged, path);
    arena_free(scratch);
    return error;
}

bool file_write(const char *path, struct text bytes, unsigned mode, struct diag *d)
{
    int error = replace_file(path, bytes, mode);
    return error == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, error, d);
}

bool file_write_lasting(const char *path, struct text bytes, unsigned mode, struct diag *d)
{
    int error = replace_file(path, bytes, mode);
    if (error == 0)
        error = stage_sync_folder(path);
    return error == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, error, d);
}

/* True when what `file` still has to read are exactly `bytes`. */
static bool reads_as(int file, struct text bytes)
{
    char part[32768];
    size_t done = 0;
    for (;;) {
        ssize_t count = read(file, part, sizeof part);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count == 0 && done == bytes.size;
        if ((size_t)count > bytes.size - done || memcmp(part, bytes.ptr + done, (size_t)count) != 0)
            return false;
        done += (size_t)count;
    }
}

static bool has_bytes(const char *path, struct text bytes)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    struct stat status;
    bool same = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                (size_t)status.st_size == bytes.size && reads_as(file, bytes);
    close(file);
    return same;
}

bool file_update(const char *path, struct text bytes, unsigned mode, bool *changed, struct diag *d)
{
    *changed = !has_bytes(path, bytes);
    if (!*changed)
        return true;
    struct arena *scratch = arena_new();
    const char *staged;
    int error = stage_write(scratch, path, bytes, mode, &staged);
    if (error == 0)
        error = stage_settle(staged, path);
    arena_free(scratch);
    return error == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, error, d);
}

bool file_remove(const char *path, struct diag *d)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT || refuse(MSG_FILE_CANNOT_WRITE, path, errno, d);
    if (!S_ISREG(status.st_mode))
        return diag_add(d, MSG_FILE_NOT_REGULAR, (struct span){0}, "%s", path);
    return unlink(path) == 0 || refuse(MSG_FILE_CANNOT_WRITE, path, errno, d);
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

bool file_is_below(const char *inner, const char *outer)
{
    char *low = realpath(inner, NULL);
    char *high = realpath(outer, NULL);
    size_t size = high ? strlen(high) : 0;
    while (size > 0 && high[size - 1] == '/') /* the root */
        size--;
    bool below =
        low && high && strncmp(low, high, size) == 0 && (low[size] == '/' || low[size] == '\0');
    free(low);
    free(high);
    return below;
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
