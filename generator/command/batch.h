/* batch.h -- the parts of `batch`: what goes into a file (batch_stamp), what is to be done
 * (batch_plan), doing it for one client in a worker (batch_job), bringing that to its place
 * (batch_settle), and telling about it (batch_report). */
#ifndef COMMAND_BATCH_H
#define COMMAND_BATCH_H

#include "base/diag.h"
#include "batch/manifest.h"
#include "batch/progress.h"
#include "batch/roll.h"
#include "batch/shard.h"
#include "command/workspace.h"

struct inputs;
struct isolation;
struct passwords;

enum {
    BATCH_FORMATS = 3,
    BATCH_NOTES = 20,
    BATCH_WAITING = 16 /* clients whose files are waited for together: some 10 MB */
};

/* A client of this run: of the shard, in the order of ids. */
struct batch_client {
    const struct roll_entry *entry;
    const struct manifest_client *old; /* NULL = not known so far */
    unsigned char *wanted; /* per recipe: set of enum format that is not right at first look */
    bool anyway;           /* what is wanted is made, also when it would say the same */
    struct manifest_client record; /* what the manifest will say */
};

/* A client whose files are made but not at their places yet. */
struct batch_made {
    struct batch_client *client;
    const struct manifest_client *record; /* from batch_work */
    int error;                            /* errno of bringing its files to the disk */
};

struct batch {
    const struct options *options;
    struct arena *arena;
    struct workspace workspace;
    struct shard shard;
    struct roll roll;
    struct inputs *knowledge;      /* the files all clients share but chapters */
    struct inputs *paper, *screen; /* those that decide how documents look */
    struct hash program, knowledge_hash;
    struct hash content; /* of all of these, for the manifest */
    struct hash *stamps; /* per recipe and format: all that goes in but knowledge and client */
    struct manifest old;
    struct text manifest_path, journal_path;
    struct batch_client *clients;
    size_t client_count;
    size_t *jobs; /* indices of clients that need something made */
    size_t job_count;
    const struct isolation *isolation; /* of all clients of the roll, in its order; NULL = nothing
                                          can be made */
    struct hash *names;                /* isolation_marks of these */
    struct hash names_hash;            /* of all of them */
    struct passwords *passwords;       /* NULL = documents open without */
    struct hash password_key;
    /* while it runs */
    int journal;
    struct progress progress;
    struct batch_made waiting[BATCH_WAITING];
    size_t waiting_count;
    int64_t waiting_since;  /* ms of progress, the first of them */
    size_t system_failures; /* one after the other, without a success between */
    bool system_failed;
    bool cut_short; /* not every job has a result */
    /* counts of the result */
    size_t made, unchanged, failed, files, older, removed, pruned;
};

/* The bit of format `index` (0 .. BATCH_FORMATS - 1) in a set of formats. */
enum format batch_format(size_t index);

/* Notes how the files of the knowledge look, before they are read. */
void batch_look(struct batch *batch);

/* Hashes all that clients share. False on an error (told to the workspace's diag). */
bool batch_stamp_shared(struct batch *batch);

/* Are the files still as they were when they were looked at? */
bool batch_as_stamped(const struct batch *batch);

/* Fills in stamps, clients and jobs from workspace, roll and old. False on an error (told to the
 * workspace's diag). */
bool batch_plan(struct batch *batch);

/* Are the clients of the folder not those of the last run, or can a document be made: is there a
 * job whose client file can be read? What failed before mostly fails again, and needs no names. */
bool batch_needs_names(const struct batch *batch);

/* Gathers what all clients of the folder are called, also those of other shards, and adds to the
 * jobs the clients whose finished documents may have one of these names that nobody sought when
 * they were made. */
void batch_gather_names(struct batch *batch);

/* clients/ID/DOCUMENT.FORMAT below the out folder. */
struct text batch_file(struct arena *a, struct text id, struct text document, enum format format);

/* The hash of everything that may go into a client's document in format `format` (an index). */
struct hash batch_stamp(const struct batch *batch, const struct roll_entry *entry, size_t recipe,
                        size_t format);

/* The same with `fingerprint`, what the document says, in place of the whole knowledge. */
struct hash batch_stamp_said(const struct batch *batch, const struct roll_entry *entry,
                             size_t recipe, size_t format, const struct hash *fingerprint);

/* In a worker: makes what client `job` wants into staged files and answers with its record. A file
 * whose document would say what it says now is named without a staged one. */
void batch_work(void *context, size_t job, struct buffer *reply);

/* In the parent: takes `made` (from batch_work, kept in the batch's arena) about `client`, and
 * brings files to their places when enough have come together. */
void batch_take(struct batch *batch, struct batch_client *client,
                const struct manifest_client *made);

/* Brings the staged files of all clients taken to their places and notes the results. */
void batch_settle(struct batch *batch);

/* The same when the first of them has waited for a while. */
void batch_settle_late(struct batch *batch);

/* Notes that the job of `record` is done: journal, progress, --json. */
void batch_note(struct batch *batch, const struct manifest_client *record);

/* Puts into the client's record a failure that no worker could tell about. */
void batch_fail(struct batch *batch, struct batch_client *client, enum message message,
                struct text detail, bool system);

/* Before anything is made: is --prune safe here? Reports to the workspace's diag. */
bool batch_may_prune(struct batch *batch);

/* Counts, removes with --prune what is no longer asked for, and writes the manifest. False when it
 * cannot be written. */
bool batch_end(struct batch *batch);

/* Prints what failed with its diagnostics, then warnings, then the summary. */
void batch_report(const struct batch *batch, enum exit_code code);

/* --json: a client's line. */
void batch_report_client(const struct batch *batch, const struct manifest_client *client);

#endif
