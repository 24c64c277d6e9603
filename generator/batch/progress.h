/* progress.h -- how far a long run is: one line rewritten on a terminal, a line now and then
 * elsewhere. */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/messages.h"

enum progress_kind { PROGRESS_NONE, PROGRESS_TERMINAL, PROGRESS_LINES };

struct progress {
    enum progress_kind kind;
    FILE *out;
    enum language language;
    size_t total, done, failed;
    size_t columns; /* of the terminal; 0 = not known */
    int64_t began;  /* monotonic ms */
    int64_t shown;  /* when the last line was written */
    bool stands;    /* a line is there that will be written over */
};

/* TERMINAL when `out` is one, else LINES; `out` is borrowed. */
struct progress progress_begin(FILE *out, size_t total, enum language language);

/* Writes a line when it is time for one: on a terminal as much of it as there is room for, count,
 * failures, rate and time left in this order. */
void progress_show(struct progress *p);

/* Removes the rewritten line, so that other words can follow. */
void progress_clear(struct progress *p);

/* Milliseconds since progress_begin. */
int64_t progress_elapsed(const struct progress *p);

/* "1時間2分", "3分20秒", "8秒" (or "1 h 2 min" …) into `room`. */
void progress_duration(int64_t milliseconds, enum language language, char *room, size_t size);

#endif
