/* batch_job.c -- one client of a batch, in a worker.
 *
 * It only writes staged files and says which; the parent brings them to their places
 * (batch_settle.c). So a worker may die at any moment without leaving half a result. */
#include "command/batch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/stage.h"
#include "command/press.h"
#include "command/seal.h"
#include "document/fingerprint.h"
#include "merge/compose.h"
#include "model/client.h"

struct job {
    const struct batch *batch;
    const struct batch_client *client;
    struct arena *arena;
    struct diag *diag;
    struct text folder;      /* OUT/clients/ID */
    struct hash fingerprint; /* of the document that is being made */
    bool staged;             /* something was made */
    struct manifest_client record;
};

static size_t recipe_index(const struct batch *batch, struct text name)
{
    const struct recipe *list = batch->workspace.recipes->list.items;
    return (size_t)(recipe_find(batch->workspace.recipes, name) - list);
}

static unsigned wanted(void *context, const struct recipe *recipe)
{
    const struct job *job = context;
    return job->client->wanted[recipe_index(job->batch, recipe->name)];
}

static size_t format_index(enum format format)
{
    size_t index = 0;
    while (batch_format(index) != format)
        index++;
    return index;
}

/* Adds the file of `document` in `format` (an index) to the record, with its stamps of now. */
static struct manifest_output *add_output(struct job *job, struct text document, size_t format)
{
    struct manifest_client *record = &job->record;
    const struct batch *batch = job->batch;
    const struct roll_entry *entry = job->client->entry;
    size_t recipe = recipe_index(batch, document);
    struct manifest_output *output =
        arena_push(job->arena, &record->outputs, &record->output_count, sizeof *output);
    output->file = batch_file(job->arena, record->id, document, batch_format(format));
    output->document = document;
    output->format = text_of(press_suffix(batch_format(format)));
    output->inputs = batch_stamp(batch, entry, recipe, format);
    output->said = batch_stamp_said(batch, entry, recipe, format, &job->fingerprint);
    return output;
}

/* Does the file of `document` in `format` that is there say what it would say now? If so, it is
 * added to the record as it is, with the stamp of now: the next run sees at the first look that it
 * is right. */
static bool is_there(struct job *job, struct text document, size_t format)
{
    const struct manifest_client *known = &job->client->record;
    struct manifest_output *output = add_output(job, document, format);
    const struct manifest_output *old = manifest_find_output(known, output->file);
    if (job->client->anyway || !old || !hash_equal(&old->said, &output->said)) {
        job->record.output_count--;
        return false;
    }
    struct hash inputs = output->inputs;
    *output = *old;
    output->inputs = inputs;
    return true;
}

static unsigned missing(void *context, const struct document *document, unsigned formats)
{
    struct job *job = context;
    unsigned left = formats;
    job->fingerprint = document_fingerprint(document);
    for (size_t f = 0; f < BATCH_FORMATS; f++) {
        if (formats & batch_format(f) && is_there(job, document->name, f))
            left &= ~(unsigned)batch_format(f);
    }
    return left;
}

static void stage(void *context, const struct press_file *file)
{
    struct job *job = context;
    struct manifest_output *output = add_output(job, file->document, format_index(file->format));
    output->pages = (int64_t)file->pages;
    output->mark.size = (int64_t)file->bytes.size;
    output->content = hash_of(file->bytes);
    struct text path = text_format(job->arena, "%s/%.*s", job->batch->options->out,
                                   (int)output->file.size, output->file.ptr);
    const char *staged;
    int error = stage_write(job->arena, path.ptr, file->bytes, PRESS_FILE_MODE, &staged);
    if (error == 0) {
        output->staged = text_of(strrchr(staged, '/') + 1);
        job->staged = true;
        return;
    }
    job->record.output_count--;
    job->record.system_failed = true;
    diag_add(job->diag, MSG_FILE_CANNOT_WRITE, (struct span){0}, "%s: %s", path.ptr,
             strerror(error));
}

/* Where none is asked for, that is good too. */
static bool get_password(struct job *job, const struct client *client, char password[PASSWORD_SIZE])
{
    const struct batch *batch = job->batch;
    if (!batch->passwords)
        return true;
    seal_warn_open(batch->workspace.recipes, job->folder, job->diag);
    return seal_password(job->arena, batch->passwords, client, password, job->diag);
}

static void make(struct job *job)
{
    char password[PASSWORD_SIZE];
    const struct workspace *w = &job->batch->workspace;
    const struct roll_entry *entry = job->client->entry;
    struct press press = {.workspace = w,
                          .diag = job->diag,
                          .isolation = job->batch->isolation,
                          .client = (size_t)(entry - job->batch->roll.entries),
                          .password = job->batch->passwords ? password : NULL,
                          .wanted = wanted,
                          .missing = missing,
                          .take = stage,
                          .context = job};
    const struct client *client = workspace_client(job->arena, w, entry->path.ptr, job->diag);
    if (!client)
        return;
    job->diag->context = client->id;
    struct hash content = roll_content(client->source->text);
    /* Without names the parent could not read this file. */
    if (!hash_equal(&content, &entry->content) || !job->batch->isolation) {
        diag_add(job->diag, MSG_BATCH_CHANGED, (struct span){0}, "%s", entry->path.ptr);
        job->record.system_failed = true;
        return;
    }
    const struct assessment *newest = &client->assessments[client->assessment_count - 1];
    job->record.edition = newest->sheet_id;
    job->folder = press_folder(job->arena, job->batch->options->out, client->id, job->diag);
    job->record.system_failed = !job->folder.ptr;
    if (!job->folder.ptr || !get_password(job, client, password))
        return;
    press_client(job->arena, &press, client);
    explicit_bzero(password, sizeof password);
}

/* A client that has any mistake gives nothing: its old files stay, all of them. */
static void drop_staged(struct job *job)
{
    for (size_t i = 0; i < job->record.output_count; i++) {
        struct text staged = job->record.outputs[i].staged;
        if (!staged.ptr)
            continue;
        unlink(text_format(job->arena, "%.*s/%.*s", (int)job->folder.size, job->folder.ptr,
                           (int)staged.size, staged.ptr)
                   .ptr);
    }
    job->record.output_count = 0;
}

void batch_work(void *context, size_t number, struct buffer *reply)
{
    const struct batch *batch = context;
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct job job = {.batch = batch,
                      .client = &batch->clients[batch->jobs[number]],
                      .arena = arena,
                      .diag = &diag};
    job.record.id = job.client->entry->id;
    job.record.file = job.client->entry->file;
    job.record.input = job.client->entry->content;
    make(&job);
    job.record.state = diag.errors > 0 ? CLIENT_FAILED
                       : job.staged    ? CLIENT_MADE
                                       : CLIENT_UNCHANGED;
    if (diag.errors > 0)
        drop_staged(&job);
    job.record.notes =
        diag_notes(arena, &diag, batch->options->language, BATCH_NOTES, &job.record.note_count);
    manifest_write_client(&job.record, reply);
    arena_free(arena);
}
