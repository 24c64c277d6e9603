/* watch.h -- tells when files below some folders change (inotify). */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include <stdbool.h>

struct diag;

struct watch {
    int file; /* readable when something happened */
};

/* Opens a watch without folders. Reports to `d`; watch_close in any case. */
bool watch_open(struct watch *watch, struct diag *d);

/* Watches `folder`, and with `deep` all folders below it but hidden ones and those inside `except`.
 * Again for a folder is harmless and finds folders that are new. What cannot be watched is passed
 * over: it may be gone already. */
void watch_add(const struct watch *watch, const char *folder, bool deep, const char *except);

/* Reads what happened; true when a file of an author changed. Hidden files and those that editors
 * write beside them do not count. Does not wait. */
bool watch_read(const struct watch *watch);

void watch_close(struct watch *watch);

#endif
