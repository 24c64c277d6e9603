#include "site/output.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"

enum { LIST_LIMIT = 64 * 1024 * 1024, FILE_MODE = 0644, FOLDER_MODE = 0755 };

/* The first line of a list; a number for the day its form changes. */
static const char LIST_HEAD[] = "mamorigami site 1";

/* A folder or file as it may stand between slashes. */
static bool is_part(struct text part)
{
    for (size_t i = 0; i < part.size; i++) {
        unsigned char byte = (unsigned char)part.ptr[i];
        if (byte < 0x20 || byte == 0x7F || byte == '\\')
            return false;
    }
    return part.size > 0 && !text_is(part, ".") && !text_is(part, "..");
}

bool output_is_name(struct text name)
{
    size_t start = 0;
    for (;;) {
        size_t slash = text_find(name, "/", start);
        size_t end = slash == SIZE_MAX ? name.size : slash;
        if (!is_part(text_slice(name, start, end)))
            return false;
        if (slash == SIZE_MAX)
            return !text_is(name, OUTPUT_LIST);
        start = slash + 1;
    }
}

static const char *path_of(const struct output *output, const char *name)
{
    return text_format(output->arena, "%s/%s", output->folder, name).ptr;
}

/* True when `folder` has something in it; also when that cannot be found out. */
static bool has_entries(const char *folder)
{
    DIR *stream = opendir(folder);
    if (!stream)
        return true;
    bool any = false;
    for (;;) {
        const struct dirent *entry = readdir(stream);
        if (!entry || any)
            break;
        any = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(stream);
    return any;
}

static int compare_texts(const void *x, const void *y)
{
    const struct text *a = x;
    const struct text *b = y;
    return text_compare(*a, *b);
}

static void sort_texts(struct text *items, size_t count)
{
    if (count > 1)
        qsort(items, count, sizeof *items, compare_texts);
}

/* The names of a list's lines. Lines that no run of ours writes are passed over, so that a list
 * changed by hand cannot have a file removed elsewhere. False when it is no list of ours. */
static bool read_list(struct output *output, const struct source *list)
{
    if (!text_is(text_trim(source_line(list, 1)), LIST_HEAD))
        return false;
    for (size_t line = 2; line <= list->line_count; line++) {
        struct text name = source_line(list, line);
        if (!output_is_name(name))
            continue;
        struct text *slot =
            arena_push(output->arena, &output->old, &output->old_count, sizeof *slot);
        *slot = name;
    }
    sort_texts(output->old, output->old_count);
    return true;
}

static bool write_list(struct output *output, const struct text *names, size_t count,
                       struct diag *d)
{
    struct buffer list = {0};
    buffer_printf(&list, "%s\n", LIST_HEAD);
    for (size_t i = 0; i < count; i++) {
        buffer_put(&list, names[i]);
        buffer_byte(&list, '\n');
    }
    bool changed;
    bool good =
        file_update(path_of(output, OUTPUT_LIST), buffer_text(&list), FILE_MODE, &changed, d);
    buffer_free(&list);
    return good;
}

static bool refuse_folder(const struct output *output, struct diag *d)
{
    return diag_add(d, MSG_SITE_FOLDER, (struct span){0}, "%s", output->folder);
}

bool output_open(struct output *output, struct arena *a, const char *folder, struct diag *d)
{
    *output = (struct output){.arena = a, .folder = folder};
    if (!file_make_folders(folder, FOLDER_MODE, d))
        return false;
    const char *path = path_of(output, OUTPUT_LIST);
    if (file_kind_of(path) == FILE_NONE) {
        if (has_entries(folder))
            return refuse_folder(output, d);
        /* First of all, so that a run that is killed leaves a folder the next one knows. */
        return write_list(output, NULL, 0, d);
    }
    const struct source *list = source_load(a, path, LIST_LIMIT, d);
    return list && (read_list(output, list) || refuse_folder(output, d));
}

static bool make_folder_of(const struct output *output, const char *name, struct diag *d)
{
    const char *slash = strrchr(name, '/');
    if (!slash)
        return true;
    struct text folder = {name, (size_t)(slash - name)};
    return file_make_folders(path_of(output, text_string(output->arena, folder)), FOLDER_MODE, d);
}

bool output_write(struct output *output, const char *name, struct text bytes, struct diag *d)
{
    assert(output_is_name(text_of(name)));
    struct text *slot =
        arena_push(output->arena, &output->files, &output->file_count, sizeof *slot);
    *slot = text_copy(output->arena, text_of(name));
    bool changed = false;
    if (!make_folder_of(output, name, d) ||
        !file_update(path_of(output, name), bytes, FILE_MODE, &changed, d)) {
        output->failed = true;
        return false;
    }
    output->written += changed;
    return true;
}

/* Removes what the last run made and this one did not; adds what could not be removed to the list,
 * as the next run must still know it. `made` = files of this run, in byte order. */
static bool remove_old(struct output *output, size_t made, struct diag *d)
{
    bool good = !output->failed;
    for (size_t i = 0; i < output->old_count; i++) {
        struct text name = output->old[i];
        if (made > 0 && bsearch(&name, output->files, made, sizeof *output->files, compare_texts))
            continue;
        if (good && file_remove(path_of(output, text_string(output->arena, name)), d)) {
            output->removed++;
            continue;
        }
        struct text *slot =
            arena_push(output->arena, &output->files, &output->file_count, sizeof *slot);
        *slot = name;
        good = false;
    }
    return good;
}

bool output_close(struct output *output, struct diag *d)
{
    sort_texts(output->files, output->file_count);
    bool good = remove_old(output, output->file_count, d);
    sort_texts(output->files, output->file_count);
    return write_list(output, output->files, output->file_count, d) && good;
}
