#include "batch/roll.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"

enum {
    DEPTH_MOST = 16,
    CONTENT_MOST = 2 * 1024 * 1024 /* bytes; client_load refuses files long before */
};

struct reading {
    struct arena *arena;
    const char *folder;
    struct roll *roll;
    struct diag *diag;
};

static struct text path_of(const struct reading *r, struct text file)
{
    return file.size ? text_format(r->arena, "%s/%.*s", r->folder, (int)file.size, file.ptr)
                     : text_copy(r->arena, text_of(r->folder));
}

static struct text without_mark(struct text bytes)
{
    return text_starts(bytes, "\xEF\xBB\xBF") ? text_slice(bytes, 3, bytes.size) : bytes;
}

struct hash roll_content(struct text text)
{
    return hash_of(without_mark(text));
}

/* Hashes a client file. Longer ones than any client are cut: they fail when they are read. */
static bool hash_client(const char *path, char *room, struct hash *hash)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return false;
    size_t size = 0;
    ssize_t count = 0;
    do {
        count = read(file, room + size, CONTENT_MOST - size);
        size += count > 0 ? (size_t)count : 0;
    } while ((count < 0 && errno == EINTR) || (count > 0 && size < CONTENT_MOST));
    close(file);
    *hash = roll_content((struct text){room, size});
    return count >= 0;
}

static void add_client(struct reading *r, struct text file)
{
    struct roll_entry *entry =
        arena_push(r->arena, &r->roll->entries, &r->roll->count, sizeof *entry);
    const char *slash = memrchr(file.ptr, '/', file.size);
    size_t start = slash ? (size_t)(slash + 1 - file.ptr) : 0;
    entry->file = file;
    entry->path = path_of(r, file);
    entry->id = text_slice(file, start, file.size - 5); /* without .yaml */
}

/* Names that were probably meant to be a client. */
static bool is_near_miss(struct text name)
{
    struct text end = text_slice(name, name.size > 5 ? name.size - 5 : 0, name.size);
    struct text short_end = text_slice(name, name.size > 4 ? name.size - 4 : 0, name.size);
    return (end.size == 5 && strncasecmp(end.ptr, ".yaml", 5) == 0) ||
           (short_end.size == 4 && strncasecmp(short_end.ptr, ".yml", 4) == 0);
}

static bool read_folder(struct reading *r, struct text folder, int depth);

/* One name in a folder; `file` is its path below the roll's folder. */
static bool read_entry(struct reading *r, DIR *stream, const char *name, struct text file,
                       int depth)
{
    struct stat status;
    if (fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return true; /* gone since: as if it had never been there */
    if (S_ISDIR(status.st_mode))
        return depth == 0 || read_folder(r, file, depth - 1);
    struct text text = text_of(name);
    if (S_ISREG(status.st_mode) && text_ends(text, ".yaml"))
        add_client(r, file);
    else if (is_near_miss(text))
        diag_add(r->diag, MSG_BATCH_PASSED_OVER, (struct span){0}, "%s", path_of(r, file).ptr);
    return true;
}

static bool read_folder(struct reading *r, struct text folder, int depth)
{
    struct text path = path_of(r, folder);
    DIR *stream = opendir(path.ptr);
    if (!stream)
        return diag_add(r->diag, MSG_FILE_CANNOT_OPEN, (struct span){0}, "%s: %s", path.ptr,
                        strerror(errno));
    bool good = true;
    for (const struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        if (entry->d_name[0] == '.')
            continue;
        struct text file = text_format(r->arena, "%.*s%s%s", (int)folder.size, folder.ptr,
                                       folder.size ? "/" : "", entry->d_name);
        good = read_entry(r, stream, entry->d_name, file, depth) && good;
    }
    closedir(stream);
    return good;
}

static int compare_entries(const void *x, const void *y)
{
    const struct roll_entry *a = x;
    const struct roll_entry *b = y;
    int order = text_compare(a->id, b->id);
    return order ? order : text_compare(a->file, b->file);
}

static void find_twins(struct roll *roll)
{
    for (size_t i = 1; i < roll->count; i++) {
        struct roll_entry *one = &roll->entries[i - 1];
        struct roll_entry *other = &roll->entries[i];
        if (!text_equal(one->id, other->id))
            continue;
        one->twin = one->twin ? one->twin : other;
        other->twin = one;
    }
}

void roll_add(struct hasher *hasher, struct text id, const struct hash *content)
{
    hasher_field(hasher, id);
    hasher_hash(hasher, content);
}

static void hash_clients(struct reading *r)
{
    struct roll *roll = r->roll;
    struct arena *scratch = arena_new();
    char *room = malloc(CONTENT_MOST); /* touched only as far as the longest file goes */
    struct hasher *all = hasher_new(scratch);
    for (size_t i = 0; i < roll->count; i++) {
        struct roll_entry *entry = &roll->entries[i];
        entry->unreadable = !room || !hash_client(entry->path.ptr, room, &entry->content);
        if (i > 0 && text_equal(entry->id, roll->entries[i - 1].id))
            continue;
        roll_add(all, entry->id, &entry->content);
        roll->ids++;
    }
    roll->hash = hasher_end(all);
    free(room);
    arena_free(scratch);
}

bool roll_read(struct arena *a, const char *folder, struct roll *roll, struct diag *d)
{
    *roll = (struct roll){0};
    struct reading r = {.arena = a, .folder = folder, .roll = roll, .diag = d};
    if (!read_folder(&r, (struct text){0}, DEPTH_MOST))
        return false;
    if (roll->count > 0)
        qsort(roll->entries, roll->count, sizeof *roll->entries, compare_entries);
    find_twins(roll);
    hash_clients(&r);
    return true;
}
