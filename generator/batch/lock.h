/* lock.h -- no two batches at once in one out folder.
 *
 * flock on a file that stays: released by the system however the process ends, and it works over
 * NFS (Linux turns it into a byte-range lock there). Forked workers hold it too, so that a new run
 * waits until the last worker of a killed one is gone. */
#ifndef BATCH_LOCK_H
#define BATCH_LOCK_H

#include <stdbool.h>

enum lock_kind { LOCK_SHARED /* shards beside each other */, LOCK_ALONE };

/* Takes the lock file `path`, made where missing. Waits a moment: a killed run may be ending. -1
 * with errno; EWOULDBLOCK when another batch has it, then *holder is its process (0 = unknown).
 * Close the result to release. */
int lock_take(const char *path, enum lock_kind kind, long *holder);

#endif
