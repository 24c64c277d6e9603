/* batch_settle.c -- what workers have made, brought to its place in the parent.
 *
 * A file is on the disk before it gets its name, so that a power cut leaves the old or the new one.
 * Waiting for the disk costs the more the more often it is done (each time the file system writes
 * its journal): so some clients are waited for together. The workers go on meanwhile; what a kill
 * loses is made again by the next run. */
#include "command/batch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/stage.h"
#include "batch/inputs.h"
#include "batch/journal.h"

enum { WAIT_MOST = 250 /* ms that a client may wait for others */ };

void batch_note(struct batch *batch, const struct manifest_client *record)
{
    batch->progress.done++;
    batch->progress.failed += record->state == CLIENT_FAILED;
    batch->system_failures = record->system_failed ? batch->system_failures + 1 : 0;
    batch->system_failed = batch->system_failed || record->system_failed;
    if (batch->journal >= 0 && journal_add(batch->journal, record) != 0)
        batch->system_failed = true;
    if (batch->options->batch.json)
        batch_report_client(batch, record);
}

static void set_notes(struct batch *batch, struct manifest_client *record, const struct diag *diag)
{
    record->notes =
        diag_notes(batch->arena, diag, batch->options->language, BATCH_NOTES, &record->note_count);
}

void batch_fail(struct batch *batch, struct batch_client *client, enum message message,
                struct text detail, bool system)
{
    struct arena *scratch = arena_new();
    struct diag diag = diag_new(scratch);
    diag_add(&diag, message, (struct span){0}, "%.*s", (int)detail.size, detail.ptr);
    client->record.state = CLIENT_FAILED;
    client->record.system_failed = system;
    set_notes(batch, &client->record, &diag);
    arena_free(scratch);
}

/* Gives the record room for `more` outputs: once a client, as nothing in an arena is freed. */
static void make_room(struct batch *batch, struct manifest_client *record, size_t more)
{
    struct manifest_output *grown =
        arena_array(batch->arena, record->output_count + more, sizeof *grown);
    for (size_t i = 0; i < record->output_count; i++)
        grown[i] = record->outputs[i];
    record->outputs = grown;
}

/* Puts `output` into the record in place of the one with its name. */
static void put_output(struct manifest_client *record, const struct manifest_output *output)
{
    struct manifest_output *same = manifest_find_output(record, output->file);
    if (same)
        *same = *output;
    else
        record->outputs[record->output_count++] = *output;
}

/* The path of the staged file of `output`. */
static const char *staged_path(struct arena *a, const struct batch *batch,
                               const struct manifest_client *made,
                               const struct manifest_output *output)
{
    return text_format(a, "%s/clients/%.*s/%.*s", batch->options->out, (int)made->id.size,
                       made->id.ptr, (int)output->staged.size, output->staged.ptr)
        .ptr;
}

/* Waits until all files of a client are on the disk. Returns 0 or an errno. */
static int sync_client(const struct batch *batch, const struct manifest_client *made)
{
    struct arena *scratch = arena_new();
    int error = 0;
    for (size_t i = 0; i < made->output_count && error == 0; i++) {
        if (made->outputs[i].staged.ptr)
            error = stage_sync(staged_path(scratch, batch, made, &made->outputs[i]));
    }
    arena_free(scratch);
    return error;
}

/* Gives one staged file its name, unless `error` (an errno) says that it is not whole. Reports to
 * `d`. */
static bool settle_output(struct batch *batch, const struct manifest_client *made,
                          struct manifest_output *output, int error, struct diag *d)
{
    struct text path = text_format(d->arena, "%s/%.*s", batch->options->out, (int)output->file.size,
                                   output->file.ptr);
    const char *staged = staged_path(d->arena, batch, made, output);
    if (error)
        unlink(staged);
    else
        error = stage_settle(staged, path.ptr);
    output->staged = (struct text){0};
    if (error == 0 && !file_mark_of(path.ptr, &output->mark))
        error = ENOENT; /* somebody removed it at once, or put something else there */
    if (error == 0)
        return true;
    return diag_add(d, MSG_FILE_CANNOT_WRITE, (struct span){0}, "%s: %s", path.ptr,
                    strerror(error));
}

static void settle_client(struct batch *batch, const struct batch_made *waiting)
{
    const struct manifest_client *made = waiting->record;
    struct manifest_client *record = &waiting->client->record;
    struct arena *scratch = arena_new();
    struct diag diag = diag_new(scratch);
    record->state = made->state;
    record->system_failed = made->system_failed;
    record->notes = made->notes;
    record->note_count = made->note_count;
    if (made->edition.ptr)
        record->edition = made->edition;
    make_room(batch, record, made->output_count);
    for (size_t i = 0; i < made->output_count; i++) {
        struct manifest_output output = made->outputs[i];
        bool staged = output.staged.ptr;
        if (staged && !settle_output(batch, made, &output, waiting->error, &diag))
            continue;
        put_output(record, &output);
        batch->files += staged;
    }
    if (diag.errors > 0) {
        record->state = CLIENT_FAILED;
        record->system_failed = true;
        set_notes(batch, record, &diag);
    }
    arena_free(scratch);
    batch_note(batch, record);
}

void batch_settle(struct batch *batch)
{
    for (size_t i = 0; i < batch->waiting_count; i++)
        batch->waiting[i].error = sync_client(batch, batch->waiting[i].record);
    for (size_t i = 0; i < batch->waiting_count; i++)
        settle_client(batch, &batch->waiting[i]);
    batch->waiting_count = 0;
}

void batch_settle_late(struct batch *batch)
{
    if (batch->waiting_count > 0 &&
        progress_elapsed(&batch->progress) - batch->waiting_since >= WAIT_MOST)
        batch_settle(batch);
}

void batch_take(struct batch *batch, struct batch_client *client,
                const struct manifest_client *made)
{
    if (batch->waiting_count == 0)
        batch->waiting_since = progress_elapsed(&batch->progress);
    batch->waiting[batch->waiting_count++] = (struct batch_made){.client = client, .record = made};
    /* A failure of the system is counted at once: after some of them the run stops. */
    if (batch->waiting_count == BATCH_WAITING || made->system_failed)
        batch_settle(batch);
}
