/* batch_plan.c -- which files a batch has to look after, and which are right at the first look: all
 * that went into them is as it was (batch_stamp), and they are themselves as they were made.
 * Nothing of a client is parsed for that. */
#include "command/batch.h"

#include "base/arena.h"
#include "batch/inputs.h"
#include "command/press.h"
#include "merge/compose.h"

enum format batch_format(size_t index)
{
    return (enum format)(1 << index);
}

struct text batch_file(struct arena *a, struct text id, struct text document, enum format format)
{
    return text_format(a, "clients/%.*s/%.*s.%s", (int)id.size, id.ptr, (int)document.size,
                       document.ptr, press_suffix(format));
}

/* --- clients --------------------------------------------------------------------------------- */

/* Is the file on the disk the one that was made? Its mark is asked first; only when that differs,
 * or with --verify, it is read. */
static bool is_as_made(const struct batch *batch, struct manifest_output *output)
{
    struct arena *scratch = arena_new();
    struct text path = text_format(scratch, "%s/%.*s", batch->options->out, (int)output->file.size,
                                   output->file.ptr);
    struct file_mark mark;
    struct hash content;
    bool same = file_mark_of(path.ptr, &mark) && mark.size == output->mark.size;
    if (same && (batch->options->batch.verify || !file_mark_equal(&mark, &output->mark)))
        same = hash_file(path.ptr, &content) && hash_equal(&content, &output->content);
    if (same)
        output->mark = mark;
    arena_free(scratch);
    return same;
}

/* The old record of a client with only those outputs that are still as they were made. */
static void keep_outputs(struct batch *batch, struct batch_client *client)
{
    const struct manifest_client *old = client->old;
    struct manifest_client *record = &client->record;
    record->outputs =
        arena_array(batch->arena, old ? old->output_count : 0, sizeof *record->outputs);
    for (size_t i = 0; old && i < old->output_count; i++) {
        if (is_as_made(batch, &old->outputs[i]))
            record->outputs[record->output_count++] = old->outputs[i];
    }
}

/* Is there a file of `document` made of what is there now? */
static bool is_current(const struct batch *batch, const struct batch_client *client, size_t recipe,
                       size_t format)
{
    const struct recipe *list = batch->workspace.recipes->list.items;
    struct arena *scratch = arena_new();
    struct text file =
        batch_file(scratch, client->entry->id, list[recipe].name, batch_format(format));
    const struct manifest_output *output = manifest_find_output(&client->record, file);
    arena_free(scratch);
    if (!output)
        return false;
    struct hash stamp = batch_stamp(batch, client->entry, recipe, format);
    return hash_equal(&output->inputs, &stamp);
}

/* Marks what is to be looked after for a client; true when that is anything. What failed is tried
 * again: it costs little, and says again what is wrong. What had warnings may stay, but is made as
 * a whole when it cannot: they may have come from making it. */
static bool plan_client(struct batch *batch, struct batch_client *client)
{
    const struct options *options = batch->options;
    const struct recipes *recipes = batch->workspace.recipes;
    const struct recipe *list = recipes->list.items;
    bool all = text_is(text_of(options->document), "all");
    const struct manifest_client *old = client->old;
    bool retry = options->batch.force || (old && old->state == CLIENT_FAILED);
    bool needed = false;
    client->anyway = retry || (old && old->note_count > 0);
    client->wanted = arena_array(batch->arena, recipes->list.count, sizeof *client->wanted);
    for (size_t i = 0; i < recipes->list.count; i++) {
        if (!all && !text_is(list[i].name, options->document))
            continue;
        for (size_t f = 0; f < BATCH_FORMATS; f++) {
            bool asked = (options->formats & batch_format(f)) != 0;
            if (!asked || (!retry && is_current(batch, client, i, f)))
                continue;
            client->wanted[i] |= (unsigned char)batch_format(f);
            needed = true;
        }
    }
    return needed;
}

static void start_record(struct batch_client *client)
{
    struct manifest_client *record = &client->record;
    record->id = client->entry->id;
    record->file = client->entry->file;
    record->input = client->entry->content;
    record->state = CLIENT_UNCHANGED;
    if (!client->old)
        return;
    record->edition = client->old->edition;
    record->notes = client->old->notes;
    record->note_count = client->old->note_count;
}

/* Files with one id: which of them is the client, nobody can say. They are one failed client that
 * names them all. */
static bool refuse_twins(struct batch *batch, struct batch_client *client, size_t index)
{
    const struct roll *roll = &batch->roll;
    struct text id = client->entry->id;
    if (!client->entry->twin)
        return false;
    struct text files = text_of("");
    for (size_t i = index; i < roll->count && text_equal(roll->entries[i].id, id); i++)
        files = text_format(batch->arena, "%s%s%s", files.ptr, files.size ? ", " : "",
                            roll->entries[i].path.ptr);
    batch_fail(batch, client, MSG_BATCH_TWINS, files, false);
    if (batch->options->batch.json)
        batch_report_client(batch, &client->record);
    return true;
}

static void plan_clients(struct batch *batch)
{
    const struct roll *roll = &batch->roll;
    batch->clients = arena_array(batch->arena, roll->count, sizeof *batch->clients);
    batch->jobs = arena_array(batch->arena, roll->count, sizeof *batch->jobs);
    for (size_t i = 0; i < roll->count; i++) {
        bool again = i > 0 && text_equal(roll->entries[i].id, roll->entries[i - 1].id);
        if (again || !shard_has(&batch->shard, roll->entries[i].id))
            continue;
        struct batch_client *client = &batch->clients[batch->client_count];
        client->entry = &roll->entries[i];
        client->old = manifest_find(&batch->old, client->entry->id);
        start_record(client);
        keep_outputs(batch, client);
        if (!refuse_twins(batch, client, i) && plan_client(batch, client))
            batch->jobs[batch->job_count++] = batch->client_count;
        batch->client_count++;
    }
}

bool batch_plan(struct batch *batch)
{
    if (!batch_stamp_shared(batch))
        return false;
    plan_clients(batch);
    return true;
}
