/* merge_manifests.c -- `merge-manifests OUT`: the records of all shards as one manifest.json, after
 * proving that nothing is missing.
 *
 * What is proved: every shard of N is there and came to its end; all were made by the same program
 * of the same content with the same options; all saw the same clients; every one of these is in
 * exactly one shard, its own; and every file is there with the content recorded. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/lock.h"
#include "batch/manifest.h"
#include "batch/roll.h"
#include "batch/shard.h"
#include "command/press.h"
#include "command/workspace.h"

struct joining {
    const struct options *options;
    const char *out;
    struct arena *arena;
    struct diag diag;
    unsigned count; /* of shards; 0 = none found */
    struct manifest whole;
    size_t failed, outputs;
};

static bool complain(struct joining *j, enum message message, const char *detail)
{
    return diag_add(&j->diag, message, (struct span){0}, "%s", detail);
}

/* "manifest-3-of-8.json"; false for other names. */
static bool parse_name(const char *name, struct shard *shard)
{
    char end[8] = "";
    if (sscanf(name, "manifest-%5u-of-%5u.%7s", &shard->index, &shard->count, end) != 3)
        return false;
    return strcmp(end, "json") == 0 && shard->index >= 1 && shard->index <= shard->count &&
           shard->count <= SHARD_MOST;
}

/* Into how many shards the work was divided: what the names in the out folder say. */
static bool find_count(struct joining *j)
{
    DIR *folder = opendir(j->out);
    if (!folder)
        return complain(j, MSG_FILE_CANNOT_OPEN,
                        text_format(j->arena, "%s: %s", j->out, strerror(errno)).ptr);
    bool good = true;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        struct shard shard;
        if (!parse_name(entry->d_name, &shard))
            continue;
        if (j->count && j->count != shard.count && good)
            good = complain(j, MSG_SHARD_DIFFERS,
                            text_format(j->arena, "manifest-*-of-%u.json, manifest-*-of-%u.json",
                                        j->count, shard.count)
                                .ptr);
        j->count = shard.count;
    }
    closedir(folder);
    if (j->count == 0)
        return complain(j, MSG_SHARD_MISSING,
                        text_format(j->arena, "%s/manifest-I-of-N.json", j->out).ptr);
    return good;
}

/* Complains when `value` is not that of the first shard. */
static void compare(struct joining *j, const char *path, const char *what, bool same)
{
    if (!same)
        complain(j, MSG_SHARD_DIFFERS, text_format(j->arena, "%s: %s", path, what).ptr);
}

static void compare_heads(struct joining *j, const char *path, const struct manifest *shard)
{
    const struct manifest *whole = &j->whole;
    compare(j, path, "program", hash_equal(&shard->program, &whole->program));
    compare(j, path, "content", hash_equal(&shard->content, &whole->content));
    compare(j, path, "documents", text_equal(shard->documents, whole->documents));
    compare(j, path, "formats", text_equal(shard->formats, whole->formats));
    compare(j, path, "clients",
            hash_equal(&shard->roll, &whole->roll) && shard->total == whole->total);
}

static void add_clients(struct joining *j, const char *path, const struct manifest *manifest,
                        const struct shard *shard)
{
    size_t before = j->whole.client_count;
    struct manifest_client *all =
        arena_array(j->arena, before + manifest->client_count, sizeof *all);
    for (size_t i = 0; i < before; i++)
        all[i] = j->whole.clients[i];
    for (size_t i = 0; i < manifest->client_count; i++) {
        const struct manifest_client *client = &manifest->clients[i];
        all[before + i] = *client;
        if (!shard_has(shard, client->id))
            complain(j, MSG_SHARD_CLIENTS,
                     text_format(j->arena, "%s: %s", path, client->id.ptr).ptr);
    }
    j->whole.clients = all;
    j->whole.client_count = before + manifest->client_count;
}

static void add_shard(struct joining *j, const struct shard *shard)
{
    struct arena *a = j->arena;
    const char *name = text_format(a, "%u-of-%u", shard->index, shard->count).ptr;
    const char *path = text_format(a, "%s/manifest-%s.json", j->out, name).ptr;
    const char *journal = text_format(a, "%s/.mamorigami-journal-%s", j->out, name).ptr;
    struct manifest manifest;
    struct text where = {0};
    enum manifest_found found = manifest_load(a, path, &manifest, &where);
    if (found == MANIFEST_DAMAGED)
        complain(j, MSG_SHARD_MISSING, text_format(a, "%s: %s", path, where.ptr).ptr);
    else if (found == MANIFEST_NONE)
        complain(j, MSG_SHARD_MISSING, path);
    else if (manifest.shard != shard->index || manifest.shard_count != shard->count)
        complain(j, MSG_SHARD_DIFFERS, path);
    else if (file_kind_of(journal) != FILE_NONE)
        complain(j, MSG_SHARD_MISSING, journal); /* begun again and not finished */
    if (j->diag.errors > 0 && found != MANIFEST_READ)
        return;
    if (!j->whole.version.ptr) {
        j->whole = manifest;
        j->whole.clients = NULL;
        j->whole.client_count = 0;
        j->whole.names = (struct hash){0}; /* the shards may have searched at different times */
    }
    compare_heads(j, path, &manifest);
    add_clients(j, path, &manifest, shard);
}

/* The clients found are exactly those that every shard saw: same number, same hash. */
static void check_roll(struct joining *j)
{
    struct hasher *hasher = hasher_new(j->arena);
    int64_t count = 0;
    for (size_t i = 0; i < j->whole.client_count; i++) {
        const struct manifest_client *client = &j->whole.clients[i];
        j->failed += client->state == CLIENT_FAILED;
        if (client->state == CLIENT_REMOVED)
            continue;
        roll_add(hasher, client->id, &client->input);
        count++;
    }
    struct hash roll = hasher_end(hasher);
    if (count != j->whole.total || !hash_equal(&roll, &j->whole.roll))
        complain(
            j, MSG_SHARD_CLIENTS,
            text_format(j->arena, "%lld / %lld", (long long)count, (long long)j->whole.total).ptr);
}

static void check_outputs(struct joining *j)
{
    for (size_t i = 0; i < j->whole.client_count; i++) {
        const struct manifest_client *client = &j->whole.clients[i];
        for (size_t k = 0; k < client->output_count; k++) {
            const struct manifest_output *output = &client->outputs[k];
            const char *path = text_format(j->arena, "%s/%s", j->out, output->file.ptr).ptr;
            struct hash content;
            if (!hash_file(path, &content))
                complain(j, MSG_SHARD_OUTPUT,
                         text_format(j->arena, "%s: %s", path, strerror(errno)).ptr);
            else if (!hash_equal(&content, &output->content))
                complain(j, MSG_SHARD_OUTPUT, path);
            j->outputs++;
        }
    }
}

static bool write_whole(struct joining *j)
{
    j->whole.shard = 1;
    j->whole.shard_count = 1;
    struct buffer text = {0};
    manifest_write(&j->whole, &text);
    const char *path = text_format(j->arena, "%s/manifest.json", j->out).ptr;
    bool written = file_write_lasting(path, buffer_text(&text), PRESS_FILE_MODE, &j->diag);
    buffer_free(&text);
    return written;
}

static void print_result(const struct joining *j)
{
    bool japanese = j->options->language == LANGUAGE_JA;
    for (size_t i = 0; i < j->whole.client_count; i++) {
        const struct manifest_client *client = &j->whole.clients[i];
        for (size_t n = 0; client->state == CLIENT_FAILED && n < client->note_count; n++)
            fwrite(client->notes[n].text.ptr, 1, client->notes[n].text.size, stderr);
    }
    printf(
        japanese
            ? "分割 %u個がそろいました。お客様 %lld社（失敗 %zu）、ファイル %zu個を確かめました\n"
            : "all %u shards are there: %lld clients (%zu failed), %zu files checked\n",
        j->count, (long long)j->whole.total, j->failed, j->outputs);
}

static enum exit_code join(struct joining *j)
{
    if (!find_count(j))
        return EXIT_SYSTEM;
    for (unsigned i = 1; i <= j->count; i++)
        add_shard(j, &(struct shard){i, j->count});
    if (j->diag.errors > 0)
        return EXIT_SYSTEM;
    size_t before = j->whole.client_count;
    manifest_sort(&j->whole);
    if (j->whole.client_count != before)
        complain(j, MSG_SHARD_CLIENTS,
                 text_format(j->arena, "%zu > %zu", before, j->whole.client_count).ptr);
    check_roll(j);
    check_outputs(j);
    if (j->diag.errors > 0 || !write_whole(j))
        return EXIT_SYSTEM;
    print_result(j);
    return j->failed > 0 ? EXIT_INPUT_WRONG : EXIT_DONE;
}

enum exit_code command_merge_manifests(const struct options *options)
{
    struct joining j = {.options = options, .out = options->operands[0], .arena = arena_new()};
    j.diag = diag_new(j.arena);
    long holder = 0;
    enum exit_code code = EXIT_SYSTEM;
    const char *path = text_format(j.arena, "%s/.mamorigami-lock", j.out).ptr;
    int lock = lock_take(path, LOCK_ALONE, &holder);
    if (lock >= 0)
        code = join(&j);
    else if (errno == EWOULDBLOCK)
        complain(&j, MSG_BATCH_LOCKED, text_format(j.arena, "%s (%ld)", path, holder).ptr);
    else
        complain(&j, MSG_FILE_CANNOT_OPEN,
                 text_format(j.arena, "%s: %s", path, strerror(errno)).ptr);
    workspace_report(&j.diag, options);
    if (lock >= 0)
        close(lock);
    arena_free(j.arena);
    return code;
}
