/* journal.h -- what a running batch has done so far, one client a line.
 *
 * It is appended to while the batch runs and removed when the manifest is written: where there is
 * one at the start, the last run did not come to its end. */
#ifndef BATCH_JOURNAL_H
#define BATCH_JOURNAL_H

#include "batch/manifest.h"

/* Adds the clients in the journal at `path` to `manifest` (call manifest_sort afterwards). A last
 * line that a kill cut short, and whatever else is no client, is left out: those clients are made
 * again. Returns false when there is no journal. */
bool journal_replay(struct arena *a, const char *path, struct manifest *manifest);

/* Opens the journal for more lines, permission 0600. -1 with errno. */
int journal_open(const char *path);

/* Appends a line. Returns 0 or an errno. */
int journal_add(int journal, const struct manifest_client *client);

#endif
