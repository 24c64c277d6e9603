/* diag.h -- collected complaints about what authors and clients wrote.
 *
 * Complaints are gathered, so that one run shows all of them, and printed sorted, once each:
 *
 *     content/clients/acme.yaml:4:9: error: 値が範囲の外です [E205]: 従業員数 = -3, 1..
 *         4 | employees: -3
 *           |            ^~
 *       hint: …
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buffer.h"
#include "base/messages.h"
#include "base/source.h"

struct diag_entry {
    enum message message;
    enum severity severity; /* of the message, or a warning (see lenient) */
    struct span span;
    struct text detail; /* language-neutral: names and values; may be empty */
    struct text near;   /* what the author may have meant; absent if nothing is near */
    struct text note;   /* for which client, under which condition; may be absent */
};

struct diag {
    struct arena *arena; /* holds the entries' texts */
    struct diag_entry *entries;
    size_t count;
    size_t errors;       /* entries of severity error */
    bool lenient;        /* errors are told as warnings: what others wrote need not obey us */
    struct text context; /* copied into `note` of every new entry; absent = none */
};

/* A collector whose texts live in `a`. */
struct diag diag_new(struct arena *a);

/* Adds a complaint at `span`. Returns false, so that `return diag_add(…)` reads as a refusal. */
bool diag_add(struct diag *d, enum message message, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds the complaints of `other`, whose texts the caller makes live as long as those of `d`. */
void diag_take(struct diag *d, const struct diag *other);

/* Attaches a near match ("did you mean") to the newest entry; an absent text changes nothing. */
void diag_near(struct diag *d, struct text near);

/* The one of `names` that is nearest to `word`, or the absent text when none is near enough. */
struct text diag_nearest(struct text word, const struct text *names, size_t count);

/* Prints the entries sorted by file, place and id, equal ones once, at most `limit`, then a count
 * of the rest. */
void diag_print(const struct diag *d, enum language language, size_t limit, struct buffer *out);

/* A complaint apart from its source, for lists that outlive it. */
struct diag_note {
    struct text id; /* "E205" */
    enum severity severity;
    struct text path; /* absent = no place known */
    int64_t line, column;
    struct text text; /* as diag_print prints it, with the last line end */
};

/* What diag_print would print, one note a complaint, in `a`. */
const struct diag_note *diag_notes(struct arena *a, const struct diag *d, enum language language,
                                   size_t limit, size_t *count);

#endif
