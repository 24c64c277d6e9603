/* duty.h -- who does what for one client, and where that is not clear. Pure functions.
 *
 * A row begins as its line of the contract. Deviations of the client's file replace its leads: a
 * vendor who led before can still be asked (charged), a client who led before still helps, others
 * are out. "nobody" makes the former leads undecided. Several deviations of one task: all lead. */
#ifndef MODEL_DUTY_H
#define MODEL_DUTY_H

#include "model/client.h"
#include "model/duty_catalog.h"
#include "model/score.h"

/* One thing to talk about; every text is set but `decide`. */
struct duty_flag {
    enum duty_flag_kind kind;
    struct text label;
    struct text say;
    struct text reason;
    struct text decide; /* absent = nothing to be decided */
};

enum { DUTY_FLAGS_MOST = 3 };

struct duty_row {
    const struct duty_task *task;
    const struct duty_terms *terms; /* the contract's line */
    enum duty_mark marks[PARTY_COUNT];
    struct text note;
    size_t leads;    /* how many parties lead */
    bool changed;    /* the client's file names a lead of its own */
    int64_t urgency; /* points lost × priority of the worst answer about it, as in score.h */
    struct duty_flag flags[DUTY_FLAGS_MOST];
    size_t flag_count;
};

struct duty_table {
    const struct duties *duties;
    const struct duty_contract *contract;
    struct duty_row *rows; /* tasks that concern this client, in the catalogue's order */
    size_t row_count;
    size_t flagged;              /* rows with flags */
    const struct duty_row **top; /* the few to show first, in the catalogue's order */
    size_t top_count;
};

/* The table of `client`. `score` (of the newest assessment) may be NULL. A task concerns a client
 * that has what the task is about, unless every answer about it is "not applicable"; and whenever
 * the client's file names it. Names of the file that mean nothing are passed over: see duty_check.
 * Cannot fail. */
const struct duty_table *duty_make(struct arena *a, const struct duties *duties,
                                   const struct client *client, const struct score *score);

/* Reports unknown tasks and parties, repetitions and contradictions in the client's deviations and
 * beliefs, each at its place. False when there were any. */
bool duty_check(struct arena *a, const struct duties *duties, const struct client *client,
                struct diag *d);

/* Words in data and signs and names on paper. */
const char *duty_mark_sign(enum duty_mark mark);
const char *duty_mark_word(enum duty_mark mark);
const char *duty_party_label(enum duty_party party);
const char *duty_flag_word(enum duty_flag_kind kind);

#endif
