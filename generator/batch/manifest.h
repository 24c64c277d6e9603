/* manifest.h -- manifest.json: what a batch made of what, so that anybody can check it and the next
 * run knows what it need not do.
 *
 * A client is one line of the list "clients". The same line, as soon as it is known, goes into the
 * journal beside the manifest: a run that is killed leaves the old manifest and a journal, and the
 * two together are what the next run begins with. Only manifest_read.c knows jansson. */
#ifndef BATCH_MANIFEST_H
#define BATCH_MANIFEST_H

#include "base/diag.h"
#include "base/hash.h"

enum client_state {
    CLIENT_MADE,
    CLIENT_UNCHANGED,
    CLIENT_FAILED, /* `outputs` are those of an earlier run, untouched */
    CLIENT_REMOVED /* its file is gone; `outputs` are still there */
};
enum { CLIENT_STATE_COUNT = CLIENT_REMOVED + 1 };

/* How a file looked from outside: equal marks are taken for equal content. */
struct file_mark {
    int64_t size;
    int64_t changed; /* time of last change, ns since 1970 */
    int64_t inode;
};

struct manifest_output {
    struct text file; /* below the out folder: clients/ID/NAME */
    struct text document;
    struct text format;  /* "pdf" */
    struct hash inputs;  /* of everything that may have gone in */
    struct hash said;    /* the same, with what the document says in place of the knowledge */
    struct hash content; /* of the file */
    struct file_mark mark;
    int64_t pages;      /* 0 = a format without pages */
    struct text staged; /* worker to parent only: name of the staged file beside `file` */
};

struct manifest_client {
    struct text id;
    struct text file;  /* below the client folder */
    struct hash input; /* of the client file, without byte order mark */
    enum client_state state;
    bool system_failed;  /* FAILED: not by what somebody wrote */
    struct text edition; /* the questionnaire's id; absent = never made */
    struct hash names; /* isolation_marks: what of it no document of another has; zero = unknown */
    struct manifest_output *outputs;
    size_t output_count;
    const struct diag_note *notes;
    size_t note_count;
    size_t order; /* of reading, for manifest_sort */
};

struct manifest {
    struct text version;        /* of the program */
    struct hash program;        /* its code and that of its libraries */
    struct hash content;        /* what all clients share: knowledge, templates, fonts */
    struct text documents;      /* --document */
    struct text formats;        /* "pdf html" */
    struct text folder;         /* of the client files, absolute */
    int64_t shard, shard_count; /* I of N; 1 of 1 = all */
    int64_t total;              /* clients in the folder, all shards */
    struct hash roll;  /* of all their ids and inputs: equal where shards saw the same clients */
    struct hash names; /* of all their names: what no document here has; zero = unknown */
    struct manifest_client *clients; /* by id in byte order */
    size_t client_count;
};

/* "made" …: as in the file. */
const char *client_state_word(enum client_state state);

/* One line of JSON, without line end. */
void manifest_write_client(const struct manifest_client *client, struct buffer *out);
void manifest_write(const struct manifest *manifest, struct buffer *out);

/* A client as written above, in `a`; NULL when `line` is something else: wrong types, numbers below
 * zero, a file that is not clients/ID/NAME. */
const struct manifest_client *manifest_read_client(struct arena *a, struct text line);

enum manifest_found { MANIFEST_NONE, MANIFEST_READ, MANIFEST_DAMAGED };

/* The manifest at `path`. DAMAGED: there is a file, but it is no manifest of this version; *where
 * (in `a`) says why. */
enum manifest_found manifest_load(struct arena *a, const char *path, struct manifest *manifest,
                                  struct text *where);

/* Sorts by id; of several with one id the last one stays. */
void manifest_sort(struct manifest *manifest);
struct manifest_client *manifest_find(const struct manifest *manifest, struct text id);
struct manifest_output *manifest_find_output(const struct manifest_client *client,
                                             struct text file);

#endif
