/* batch_end.c -- the end of a batch: counting, what is no longer asked for, the manifest. */
#include "command/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/press.h"
#include "merge/compose.h"

enum { GONE_LEAST = 10 /* clients: below that, somebody tidied up */ };

/* The client folder as the manifest names it: absolute, so that another one is noticed. */
static struct text absolute_folder(const struct batch *batch)
{
    char room[PATH_MAX];
    const char *path = realpath(batch->options->operands[0], room);
    return text_copy(batch->arena, text_of(path ? path : batch->options->operands[0]));
}

static bool is_on_roll(const struct roll *roll, struct text id)
{
    size_t low = 0;
    size_t high = roll->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = text_compare(roll->entries[middle].id, id);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* A folder that is not mounted looks like one whose clients have all left. */
static bool are_most_gone(const struct batch *batch, size_t *gone)
{
    *gone = 0;
    size_t known = 0;
    for (size_t i = 0; i < batch->old.client_count; i++) {
        struct text id = batch->old.clients[i].id;
        if (!shard_has(&batch->shard, id))
            continue;
        known++;
        *gone += !is_on_roll(&batch->roll, id);
    }
    return *gone >= GONE_LEAST && *gone > known / 2;
}

bool batch_may_prune(struct batch *batch)
{
    struct diag *diag = &batch->workspace.diag;
    if (!batch->options->batch.prune)
        return true;
    if (batch->roll.count == 0)
        return diag_add(diag, MSG_BATCH_PRUNE_EMPTY, (struct span){0}, "%s",
                        batch->options->operands[0]);
    size_t gone;
    if (are_most_gone(batch, &gone) && !batch->options->batch.force)
        return diag_add(diag, MSG_BATCH_PRUNE_MANY, (struct span){0}, "%s: %zu",
                        batch->options->operands[0], gone);
    struct text folder = absolute_folder(batch);
    if (!batch->old.folder.ptr || text_equal(batch->old.folder, folder))
        return true;
    return diag_add(diag, MSG_BATCH_PRUNE_FOLDER, (struct span){0}, "%s, %s", batch->old.folder.ptr,
                    folder.ptr);
}

/* --- what is no longer asked for -------------------------------------------------------------- */

/* Removes a file this program made; one that somebody changed since stays, with a warning. */
static bool remove_output(struct batch *batch, const struct manifest_output *output)
{
    struct text path = text_format(batch->arena, "%s/%.*s", batch->options->out,
                                   (int)output->file.size, output->file.ptr);
    struct hash content;
    bool there = hash_file(path.ptr, &content);
    if (!there && errno == ENOENT)
        return true;
    if (!there || !hash_equal(&content, &output->content) || unlink(path.ptr) != 0) {
        diag_add(&batch->workspace.diag, MSG_BATCH_PRUNE_CHANGED, (struct span){0}, "%s", path.ptr);
        return false;
    }
    batch->pruned++;
    return true;
}

/* The outputs of `client` that are wanted no more and could not be removed stay in its record. */
static void prune_client(struct batch *batch, struct manifest_client *client, bool gone)
{
    size_t kept = 0;
    for (size_t i = 0; i < client->output_count; i++) {
        const struct manifest_output *output = &client->outputs[i];
        bool wanted = !gone && recipe_find(batch->workspace.recipes, output->document);
        if (wanted || !remove_output(batch, output))
            client->outputs[kept++] = *output;
    }
    client->output_count = kept;
    if (!gone || kept > 0)
        return;
    /* Only when nothing else is in it. */
    rmdir(text_format(batch->arena, "%s/clients/%.*s", batch->options->out, (int)client->id.size,
                      client->id.ptr)
              .ptr);
}

/* Adds to `manifest` the clients whose file is gone but whose outputs are not. */
static void add_removed(struct batch *batch, struct manifest *manifest)
{
    for (size_t i = 0; i < batch->old.client_count; i++) {
        struct manifest_client client = batch->old.clients[i];
        if (is_on_roll(&batch->roll, client.id) || !shard_has(&batch->shard, client.id))
            continue;
        if (batch->options->batch.prune)
            prune_client(batch, &client, true);
        if (client.output_count == 0)
            continue;
        client.state = CLIENT_REMOVED;
        batch->removed++;
        manifest->clients[manifest->client_count++] = client;
    }
}

/* --- counting -------------------------------------------------------------------------------- */

/* Files made of something else than what is there now, because they were not asked for. */
static size_t count_older(const struct batch *batch, const struct batch_client *client)
{
    const struct recipe *list = batch->workspace.recipes->list.items;
    size_t older = 0;
    for (size_t i = 0; i < client->record.output_count; i++) {
        const struct manifest_output *output = &client->record.outputs[i];
        const struct recipe *recipe = recipe_find(batch->workspace.recipes, output->document);
        size_t format = 0;
        while (format < BATCH_FORMATS &&
               !text_is(output->format, press_suffix(batch_format(format))))
            format++;
        if (!recipe || format == BATCH_FORMATS) {
            older++;
            continue;
        }
        struct hash stamp = batch_stamp(batch, client->entry, (size_t)(recipe - list), format);
        older += !hash_equal(&stamp, &output->inputs);
    }
    return older;
}

static void count_client(struct batch *batch, const struct batch_client *client)
{
    switch (client->record.state) {
    case CLIENT_MADE:
        batch->made++;
        break;
    case CLIENT_UNCHANGED:
        batch->unchanged++;
        break;
    case CLIENT_FAILED:
        batch->failed++;
        return; /* that its files are older is no news */
    case CLIENT_REMOVED:
        return;
    }
    batch->older += count_older(batch, client);
}

/* --- the manifest ---------------------------------------------------------------------------- */

static struct text format_words(struct arena *a, unsigned formats)
{
    struct text words = text_of("");
    for (size_t f = 0; f < BATCH_FORMATS; f++) {
        if (formats & batch_format(f))
            words = text_format(a, "%s%s%s", words.ptr, words.size ? " " : "",
                                press_suffix(batch_format(f)));
    }
    return words;
}

/* Only now: in the journal they would say that all documents had been searched for them. */
static struct hash names_of(const struct batch *batch, const struct batch_client *client)
{
    if (batch->names)
        return batch->names[client->entry - batch->roll.entries];
    return client->old ? client->old->names : (struct hash){0};
}

static void fill_manifest(struct batch *batch, struct manifest *manifest)
{
    *manifest = (struct manifest){.version = text_of(MAMORIGAMI_VERSION),
                                  .program = batch->program,
                                  .content = batch->content,
                                  .documents = text_of(batch->options->document),
                                  .formats = format_words(batch->arena, batch->options->formats),
                                  .folder = absolute_folder(batch),
                                  .shard = batch->shard.index,
                                  .shard_count = batch->shard.count,
                                  .total = (int64_t)batch->roll.ids,
                                  .roll = batch->roll.hash,
                                  .names = batch->names ? batch->names_hash : batch->old.names};
    manifest->clients = arena_array(batch->arena, batch->client_count + batch->old.client_count,
                                    sizeof *manifest->clients);
    for (size_t i = 0; i < batch->client_count; i++) {
        struct manifest_client *client = &manifest->clients[manifest->client_count++];
        *client = batch->clients[i].record;
        client->names = names_of(batch, &batch->clients[i]);
    }
}

/* All names on the disk before the manifest speaks of them. */
static void sync_outputs(const struct batch *batch)
{
    int folder = open(batch->options->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    syncfs(folder);
    close(folder);
}

static bool write_manifest(struct batch *batch, const struct manifest *manifest)
{
    struct buffer text = {0};
    manifest_write(manifest, &text);
    bool written = file_write_lasting(batch->manifest_path.ptr, buffer_text(&text), PRESS_FILE_MODE,
                                      &batch->workspace.diag);
    buffer_free(&text);
    /* From here on the journal says nothing new. */
    if (written)
        unlink(batch->journal_path.ptr);
    return written;
}

bool batch_end(struct batch *batch)
{
    struct manifest manifest;
    for (size_t i = 0; i < batch->client_count; i++) {
        if (batch->options->batch.prune)
            prune_client(batch, &batch->clients[i].record, false);
        count_client(batch, &batch->clients[i]);
    }
    fill_manifest(batch, &manifest);
    add_removed(batch, &manifest);
    manifest_sort(&manifest);
    if (batch->files > 0)
        sync_outputs(batch);
    return write_manifest(batch, &manifest);
}
