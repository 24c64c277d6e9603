/* batch.c -- `batch FOLDER`: every client of a folder, what has not changed left alone. */
#include "command/batch.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/stage.h"
#include "batch/journal.h"
#include "batch/lock.h"
#include "batch/pool.h"
#include "command/press.h"
#include "command/seal.h"
#include "merge/compose.h"

enum {
    JOBS_MOST = 256,
    SYSTEM_FAILURES_MOST = 10, /* clients one after the other: then it is not the clients */
    WORKER_MEMORY_MB = 2048    /* data of a worker; a client needs some 10 MB */
};

/* --- beginning ------------------------------------------------------------------------------- */

static bool refuse(struct batch *batch, enum message message, const char *detail)
{
    return diag_add(&batch->workspace.diag, message, (struct span){0}, "%s", detail);
}

static const char *out_path(struct batch *batch, const char *name)
{
    return text_format(batch->arena, "%s/%s", batch->options->out, name).ptr;
}

/* A full batch is alone in its out folder; shards are beside each other, each once. */
static bool take_lock(struct batch *batch, const char *name, enum lock_kind kind, int *lock)
{
    long holder = 0;
    const char *path = out_path(batch, name);
    *lock = lock_take(path, kind, &holder);
    if (*lock >= 0)
        return true;
    if (errno == EWOULDBLOCK)
        return refuse(batch, MSG_BATCH_LOCKED,
                      text_format(batch->arena, "%s (%ld)", path, holder).ptr);
    return refuse(batch, MSG_FILE_CANNOT_WRITE,
                  text_format(batch->arena, "%s: %s", path, strerror(errno)).ptr);
}

static bool take_locks(struct batch *batch, int locks[2])
{
    if (!file_make_folders(batch->options->out, PRESS_OUT_MODE, &batch->workspace.diag))
        return false;
    bool alone = batch->shard.count == 1;
    if (!take_lock(batch, ".mamorigami-lock", alone ? LOCK_ALONE : LOCK_SHARED, &locks[0]))
        return false;
    if (alone)
        return true;
    struct text name = text_format(batch->arena, ".mamorigami-lock-%u-of-%u", batch->shard.index,
                                   batch->shard.count);
    return take_lock(batch, name.ptr, LOCK_ALONE, &locks[1]);
}

static bool read_shard(struct batch *batch)
{
    const char *word = batch->options->batch.shard;
    batch->shard = (struct shard){1, 1};
    return !word || shard_parse(text_of(word), &batch->shard);
}

/* What earlier runs knew: the manifest of the whole, of this shard, and a journal. */
static void read_old(struct batch *batch)
{
    struct arena *a = batch->arena;
    const char *shard = text_format(a, "%u-of-%u", batch->shard.index, batch->shard.count).ptr;
    bool alone = batch->shard.count == 1;
    const char *whole = out_path(batch, "manifest.json");
    batch->manifest_path =
        text_of(alone ? whole : out_path(batch, text_format(a, "manifest-%s.json", shard).ptr));
    batch->journal_path =
        text_of(out_path(batch, alone ? ".mamorigami-journal"
                                      : text_format(a, ".mamorigami-journal-%s", shard).ptr));
    struct text where = {0};
    enum manifest_found found = manifest_load(a, batch->manifest_path.ptr, &batch->old, &where);
    if (found == MANIFEST_NONE && !alone)
        found = manifest_load(a, whole, &batch->old, &where);
    if (found == MANIFEST_DAMAGED)
        refuse(batch, MSG_BATCH_MANIFEST,
               text_format(a, "%s: %s", batch->manifest_path.ptr, where.ptr).ptr);
    journal_replay(a, batch->journal_path.ptr, &batch->old);
    manifest_sort(&batch->old);
}

/* Removes what killed runs and killed workers left in this run's client folders. */
static void sweep(const struct batch *batch)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < batch->client_count; i++) {
        struct text id = batch->clients[i].entry->id;
        stage_sweep(
            text_format(scratch, "%s/clients/%.*s", batch->options->out, (int)id.size, id.ptr).ptr,
            0);
    }
    arena_free(scratch);
}

/* --- running --------------------------------------------------------------------------------- */

static void take_failure(struct batch *batch, struct batch_client *client,
                         const struct pool_result *result)
{
    struct text id = client->entry->id;
    struct text folder =
        text_format(batch->arena, "%s/clients/%.*s", batch->options->out, (int)id.size, id.ptr);
    stage_sweep(folder.ptr, result->process);
    static const enum message MESSAGES[] = {[POOL_DONE] = MSG_BATCH_GARBLED,
                                            [POOL_CRASHED] = MSG_BATCH_CRASHED,
                                            [POOL_TIMED_OUT] = MSG_BATCH_TIME,
                                            [POOL_GARBLED] = MSG_BATCH_GARBLED};
    struct text detail = text_format(batch->arena, "%s: %.*s", client->entry->path.ptr,
                                     (int)result->last_words.size, result->last_words.ptr);
    batch_fail(batch, client, MESSAGES[result->outcome], detail, false);
    batch_note(batch, &client->record);
}

/* Is `record` about this client, with files that are staged or there already and nothing else? */
static bool is_honest(const struct manifest_client *record, const struct batch_client *client)
{
    if (!record || !text_equal(record->id, client->entry->id))
        return false;
    for (size_t i = 0; i < record->output_count; i++) {
        const struct manifest_output *output = &record->outputs[i];
        bool good = output->staged.ptr
                        ? stage_is_staged(output->staged)
                        : manifest_find_output(&client->record, output->file) != NULL;
        if (!good)
            return false;
    }
    return true;
}

static bool finished(void *context, const struct pool_result *results, size_t count)
{
    struct batch *batch = context;
    for (size_t i = 0; i < count; i++) {
        struct batch_client *client = &batch->clients[batch->jobs[results[i].job]];
        const struct manifest_client *record = NULL;
        if (results[i].outcome == POOL_DONE)
            record = manifest_read_client(batch->arena, results[i].reply);
        if (is_honest(record, client))
            batch_take(batch, client, record);
        else
            take_failure(batch, client, &results[i]);
    }
    return batch->system_failures < SYSTEM_FAILURES_MOST;
}

static void tick(void *context)
{
    struct batch *batch = context;
    batch_settle_late(batch);
    progress_show(&batch->progress);
}

static size_t worker_count(const struct batch *batch)
{
    cpu_set_t processors;
    size_t count = batch->options->batch.jobs;
    if (count == 0 && sched_getaffinity(0, sizeof processors, &processors) == 0)
        count = (size_t)CPU_COUNT(&processors);
    if (count == 0 || count > JOBS_MOST)
        count = count ? JOBS_MOST : 1;
    return count < batch->job_count ? count : batch->job_count;
}

static bool run_jobs(struct batch *batch)
{
    struct pool pool = {.job_count = batch->job_count,
                        .workers = worker_count(batch),
                        .seconds = batch->options->batch.time_limit,
                        .work = batch_work,
                        .finished = finished,
                        .tick = tick,
                        .context = batch};
#if !defined(__SANITIZE_ADDRESS__) /* its own tables count as data */
    pool.memory = (size_t)WORKER_MEMORY_MB << 20;
#endif
    enum pool_end end = pool_run(&pool);
    int error = errno;
    batch_settle(batch);
    progress_clear(&batch->progress);
    if (end == POOL_NO_WORKER)
        refuse(batch, MSG_BATCH_NO_WORKER, strerror(error));
    return end == POOL_FINISHED;
}

static bool open_journal(struct batch *batch)
{
    batch->journal = journal_open(batch->journal_path.ptr);
    return batch->journal >= 0 ||
           refuse(
               batch, MSG_FILE_CANNOT_WRITE,
               text_format(batch->arena, "%s: %s", batch->journal_path.ptr, strerror(errno)).ptr);
}

/* Makes what is to be made. False when the run could not come to its end. */
static bool make_all(struct batch *batch)
{
    bool needs_names = batch_needs_names(batch);
    if (!needs_names && batch->job_count == 0)
        return true;
    if (!workspace_prepare(&batch->workspace, batch->options, press_needs(batch->options->formats)))
        return false;
    if (!batch_as_stamped(batch))
        return refuse(batch, MSG_BATCH_CHANGED, batch->options->content);
    if (needs_names)
        batch_gather_names(batch);
    batch->progress.total = batch->job_count;
    if (batch->job_count == 0)
        return true;
    if (!open_journal(batch))
        return false;
    bool whole = run_jobs(batch);
    close(batch->journal);
    sweep(batch);
    return whole;
}

/* --- the command ----------------------------------------------------------------------------- */

/* The passwords of all clients of the folder, and the key their marks are salted with. */
static bool open_passwords(struct batch *batch)
{
    if (!seal_wanted(batch->options))
        return true;
    struct diag *diag = &batch->workspace.diag;
    const struct roll *roll = &batch->roll;
    struct text *ids = arena_array(batch->arena, roll->count, sizeof *ids);
    for (size_t i = 0; i < roll->count; i++)
        ids[i] = roll->entries[i].id;
    batch->passwords = seal_open(batch->options, ids, roll->count, diag);
    return batch->passwords &&
           passwords_key(out_path(batch, ".mamorigami-key"), &batch->password_key, diag);
}

static bool begin(struct batch *batch, int locks[2])
{
    const struct options *options = batch->options;
    struct diag *diag = &batch->workspace.diag;
    return take_locks(batch, locks) &&
           roll_read(batch->arena, options->operands[0], &batch->roll, diag) &&
           open_passwords(batch);
}

static enum exit_code run(struct batch *batch)
{
    read_old(batch);
    if (!batch_may_prune(batch))
        return EXIT_SYSTEM;
    batch->progress = progress_begin(stderr, 0, batch->options->language);
    if (batch->options->batch.json)
        batch->progress.kind = PROGRESS_NONE;
    if (!batch_plan(batch))
        return EXIT_INPUT_WRONG;
    sweep(batch);
    if (!make_all(batch)) {
        batch->system_failed = true;
        batch->cut_short = true;
    } else if (!batch_end(batch)) {
        batch->system_failed = true;
    }
    enum exit_code code = batch->system_failed ? EXIT_SYSTEM
                          : batch->failed > 0  ? EXIT_INPUT_WRONG
                                               : EXIT_DONE;
    batch_report(batch, code);
    return code;
}

enum exit_code command_batch(const struct options *asked)
{
    struct options copy = *asked;
    const struct options *options = &copy;
    struct batch batch = {.options = options, .arena = arena_new(), .journal = -1};
    int locks[2] = {-1, -1};
    enum exit_code code = EXIT_SYSTEM;
    batch_look(&batch);
    if (!workspace_open(&batch.workspace, options, 0))
        code = EXIT_INPUT_WRONG;
    else if (options->operand_count != 1 || !read_shard(&batch))
        refuse(&batch, MSG_BATCH_USAGE,
               options->operand_count != 1 ? options->operands[1] : options->batch.shard);
    else if (press_knows(&batch.workspace, options->document) &&
             seal_options(&copy, &batch.workspace.diag) && begin(&batch, locks))
        code = run(&batch);
    workspace_report(&batch.workspace.diag, options);
    for (int i = 0; i < 2; i++) {
        if (locks[i] >= 0)
            close(locks[i]);
    }
    passwords_free(batch.passwords);
    workspace_close(&batch.workspace);
    arena_free(batch.arena);
    return code;
}
