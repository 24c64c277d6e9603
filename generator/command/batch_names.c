/* batch_names.c -- what clients are called, and which finished documents that concerns.
 *
 * A document that is made is searched for the names of all others (separate). One that stays was
 * searched when it was made: for a client that has come since, or has another name, it must be
 * again. What it says of others can only come from its own client's file (all else it shares with
 * every document, and such words are no names), so the files are searched, and the few clients
 * whose file says a new name are made again, with the search of what is made. */
#include "command/batch.h"

#include "base/arena.h"
#include "batch/isolation.h"
#include "command/separate.h"
#include "merge/compose.h"

static bool is_readable(const struct batch *batch, const struct batch_client *client)
{
    struct arena *scratch = arena_new();
    struct diag diag = diag_new(scratch);
    bool readable =
        workspace_client(scratch, &batch->workspace, client->entry->path.ptr, &diag) != NULL;
    arena_free(scratch);
    return readable;
}

bool batch_needs_names(const struct batch *batch)
{
    if (!hash_equal(&batch->roll.hash, &batch->old.roll))
        return true;
    for (size_t i = 0; i < batch->job_count; i++) {
        if (is_readable(batch, &batch->clients[batch->jobs[i]]))
            return true;
    }
    return false;
}

static void gather(struct batch *batch)
{
    const struct roll *roll = &batch->roll;
    const char **paths = arena_array(batch->arena, roll->count, sizeof *paths);
    for (size_t i = 0; i < roll->count; i++)
        paths[i] = roll->entries[i].path.ptr;
    batch->isolation =
        separate_new(batch->arena, &batch->workspace, batch->options, paths, roll->count);
    batch->names = isolation_marks(batch->arena, batch->isolation);
    struct hasher *hasher = hasher_new(batch->arena);
    for (size_t i = 0; i < roll->count; i++)
        hasher_hash(hasher, &batch->names[i]);
    batch->names_hash = hasher_end(hasher);
}

/* Which clients of the roll have names that were not sought before? *any tells if there are. */
static bool *find_new(const struct batch *batch, bool *any)
{
    const struct roll *roll = &batch->roll;
    bool *new = arena_array(batch->arena, roll->count, sizeof *new);
    *any = false;
    for (size_t i = 0; i < roll->count; i++) {
        const struct manifest_client *old = manifest_find(&batch->old, roll->entries[i].id);
        new[i] = !old || !hash_equal(&old->names, &batch->names[i]);
        *any = *any || new[i];
    }
    return new;
}

/* Wants all files of `client` that are there, asked for or not. */
static void want_all(struct batch *batch, struct batch_client *client)
{
    const struct recipe *list = batch->workspace.recipes->list.items;
    const struct manifest_client *record = &client->record;
    bool was_wanted = false;
    for (size_t i = 0; i < batch->workspace.recipes->list.count; i++) {
        was_wanted = was_wanted || client->wanted[i];
        for (size_t f = 0; f < BATCH_FORMATS; f++) {
            struct arena *scratch = arena_new();
            struct text file = batch_file(scratch, record->id, list[i].name, batch_format(f));
            if (manifest_find_output(record, file))
                client->wanted[i] |= (unsigned char)batch_format(f);
            arena_free(scratch);
        }
    }
    client->anyway = true;
    if (!was_wanted)
        batch->jobs[batch->job_count++] = (size_t)(client - batch->clients);
}

void batch_gather_names(struct batch *batch)
{
    gather(batch);
    bool any = false;
    const bool *new = find_new(batch, &any);
    if (!any || hash_equal(&batch->names_hash, &batch->old.names))
        return;
    for (size_t i = 0; i < batch->client_count; i++) {
        struct batch_client *client = &batch->clients[i];
        const struct roll_entry *entry = client->entry;
        size_t number = (size_t)(entry - batch->roll.entries);
        if (!entry->twin && client->record.output_count > 0 &&
            separate_may_name(batch->isolation, number, entry->path.ptr, new))
            want_all(batch, client);
    }
}
