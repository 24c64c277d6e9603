#include "batch/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

enum { DEPTH_MOST = 16 };

struct input {
    struct text path;
    struct text name; /* what of the path counts */
    struct file_mark mark;
};

struct inputs {
    struct arena *arena;
    struct input *files;
    size_t count;
};

static bool refuse(const char *path, struct diag *d)
{
    return diag_add(d, MSG_FILE_CANNOT_OPEN, (struct span){0}, "%s: %s", path, strerror(errno));
}

static struct file_mark mark_of(const struct stat *status)
{
    return (struct file_mark){.size = status->st_size,
                              .changed = (int64_t)status->st_mtim.tv_sec * 1000000000 +
                                         status->st_mtim.tv_nsec,
                              .inode = (int64_t)(status->st_ino & INT64_MAX)};
}

bool file_mark_of(const char *path, struct file_mark *mark)
{
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *mark = mark_of(&status);
    return true;
}

bool file_mark_equal(const struct file_mark *a, const struct file_mark *b)
{
    return a->size == b->size && a->changed == b->changed && a->inode == b->inode;
}

struct inputs *inputs_new(struct arena *a)
{
    struct inputs *inputs = arena_alloc(a, sizeof *inputs);
    inputs->arena = a;
    return inputs;
}

static void add(struct inputs *inputs, const char *path, size_t name_start,
                const struct stat *status)
{
    struct input *input = arena_push(inputs->arena, &inputs->files, &inputs->count, sizeof *input);
    input->path = text_copy(inputs->arena, text_of(path));
    input->name = text_slice(input->path, name_start, input->path.size);
    input->mark = mark_of(status);
}

bool inputs_add_file(struct inputs *inputs, const char *path, struct diag *d)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return refuse(path, d);
    const char *slash = strrchr(path, '/');
    add(inputs, path, slash ? (size_t)(slash + 1 - path) : 0, &status);
    return true;
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* scandir's alphasort asks the locale; the order must be the same everywhere. */
static int compare_entries(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_excepted(const char *name, const char *const *except)
{
    for (; *except; except++) {
        if (strcmp(name, *except) == 0)
            return true;
    }
    return false;
}

static bool add_folder(struct inputs *inputs, const char *folder, size_t name_start, int depth,
                       const char *const *except, struct diag *d)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_shown, compare_entries);
    if (count < 0)
        return errno == ENOENT || refuse(folder, d);
    bool good = true;
    for (int i = 0; i < count; i++) {
        struct text path = text_format(inputs->arena, "%s/%s", folder, entries[i]->d_name);
        struct stat status;
        bool wanted = !is_excepted(entries[i]->d_name, except);
        if (wanted && stat(path.ptr, &status) != 0)
            good = refuse(path.ptr, d);
        else if (wanted && S_ISREG(status.st_mode))
            add(inputs, path.ptr, name_start, &status);
        else if (wanted && S_ISDIR(status.st_mode) && depth > 0)
            good = add_folder(inputs, path.ptr, name_start, depth - 1, except, d) && good;
        free(entries[i]);
    }
    free(entries);
    return good;
}

bool inputs_add_folder(struct inputs *inputs, const char *folder, bool deep,
                       const char *const *except, struct diag *d)
{
    return add_folder(inputs, folder, strlen(folder) + 1, deep ? DEPTH_MOST : 0, except, d);
}

bool inputs_hash(const struct inputs *inputs, struct hash *hash, struct diag *d)
{
    struct arena *scratch = arena_new();
    struct hasher *all = hasher_new(scratch);
    bool good = true;
    for (size_t i = 0; i < inputs->count && good; i++) {
        struct hash content;
        if (!hash_file_sampled(inputs->files[i].path.ptr, &content))
            good = refuse(inputs->files[i].path.ptr, d);
        hasher_field(all, inputs->files[i].name);
        hasher_hash(all, &content);
    }
    *hash = hasher_end(all);
    arena_free(scratch);
    return good;
}

bool inputs_unchanged(const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        struct stat status;
        if (stat(inputs->files[i].path.ptr, &status) != 0)
            return false;
        struct file_mark mark = mark_of(&status);
        if (!file_mark_equal(&mark, &inputs->files[i].mark))
            return false;
    }
    return true;
}

/* Finds the build id among the notes of a loaded object (ELF gABI: name, descriptor, type, each
 * part padded to four bytes). */
static struct text find_build_id(const char *notes, size_t size)
{
    size_t offset = 0;
    while (offset + sizeof(ElfW(Nhdr)) <= size) {
        ElfW(Nhdr) head;
        memcpy(&head, notes + offset, sizeof head);
        size_t name = offset + sizeof head;
        size_t content = name + ((head.n_namesz + 3) & ~(size_t)3);
        size_t end = content + ((head.n_descsz + 3) & ~(size_t)3);
        if (content > size || end > size)
            break;
        if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == 4 &&
            memcmp(notes + name, "GNU", 4) == 0)
            return (struct text){notes + content, head.n_descsz};
        offset = end;
    }
    return (struct text){0};
}

/* dl_iterate_phdr's callback: one loaded object into the hasher. One without a build id counts with
 * its file's bytes. What the kernel maps into every process is no part of the program. Stops at a
 * file that cannot be read. */
static int hash_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    struct hasher *hasher = context;
    struct text id = {0};
    struct hash content;
    if (text_starts(text_of(info->dlpi_name), "linux-vdso"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum && !id.ptr; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_NOTE)
            id = find_build_id((const char *)(info->dlpi_addr + part->p_vaddr), part->p_memsz);
    }
    if (!id.ptr) {
        if (!hash_file(*info->dlpi_name ? info->dlpi_name : "/proc/self/exe", &content))
            return -1;
        id = (struct text){(const char *)content.bytes, sizeof content.bytes};
    }
    hasher_field(hasher, id);
    return 0;
}

bool program_hash(struct arena *a, struct hash *hash)
{
    struct hasher *hasher = hasher_new(a);
    bool read = dl_iterate_phdr(hash_object, hasher) == 0;
    *hash = hasher_end(hasher);
    return read;
}
