/* stage.h -- files that appear whole or not at all: written beside their place, brought there by a
 * rename.
 *
 * A staged file is called .mamorigami-<process>-<n>.tmp, so that what a killed run left is
 * recognised. Results are 0 or an errno: the caller knows what to say about it. */
#ifndef BASE_STAGE_H
#define BASE_STAGE_H

#include "base/text.h"

struct arena;

/* Writes `bytes` into a new file in the folder of `path`, with permission `mode`, and puts its path
 * into *staged (in `a`). The system has begun to write it to the disk, but is not waited for. On an
 * error nothing is left. */
int stage_write(struct arena *a, const char *path, struct text bytes, unsigned mode,
                const char **staged);

/* Waits until `staged` is on the disk. On an error it is removed. */
int stage_sync(const char *staged);

/* Gives `staged` the name `path`. After stage_sync a power cut leaves the whole old or the whole
 * new file; without, it may leave an empty one. On an error `staged` is removed and `path` is as it
 * was. The new name itself lasts through a power cut after stage_sync_folder (or syncfs). */
int stage_settle(const char *staged, const char *path);

/* Makes the names in the folder of `path` last through a power cut. */
int stage_sync_folder(const char *path);

/* Removes from `folder` the staged files whose process is gone or that are over an hour old, and
 * those of `process` (0 = none), which the caller knows to be gone. Returns how many; a folder that
 * is not there has none.
 */
size_t stage_sweep(const char *folder, long process);

/* True for a name as stage_write makes them, without a folder. */
bool stage_is_staged(struct text name);

#endif
