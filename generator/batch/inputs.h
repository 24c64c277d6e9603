/* inputs.h -- the hash of what all clients share, and of the program itself. */
#ifndef BATCH_INPUTS_H
#define BATCH_INPUTS_H

#include "base/hash.h"
#include "batch/manifest.h"

struct inputs; /* a list of files */

struct inputs *inputs_new(struct arena *a);

/* Adds a regular file. Reports to `d` when it cannot be looked at. */
bool inputs_add_file(struct inputs *inputs, const char *path, struct diag *d);

/* Adds the regular files of `folder` and, when `deep`, of its folders, by name; hidden ones and
 * those named in `except` (ends with NULL) are left out. A folder that is not there adds nothing.
 * Links are followed. */
bool inputs_add_folder(struct inputs *inputs, const char *folder, bool deep,
                       const char *const *except, struct diag *d);

/* Of the contents (see hash_file_sampled), in order; names count without their folder, so that the
 * same content elsewhere has the same hash. False when a file cannot be read (reported). */
bool inputs_hash(const struct inputs *inputs, struct hash *hash, struct diag *d);

/* Do all files still look as when they were added? */
bool inputs_unchanged(const struct inputs *inputs);

/* The running program: the build ids (which linkers make of all they write) of its file and of the
 * libraries it has loaded, so that an updated library counts as another program; what has none
 * counts with its file's bytes. False with errno. */
bool program_hash(struct arena *a, struct hash *hash);

/* How the regular file `path` looks from outside. False when it is none; links are not followed. */
bool file_mark_of(const char *path, struct file_mark *mark);
bool file_mark_equal(const struct file_mark *a, const struct file_mark *b);

#endif
