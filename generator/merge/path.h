/* path.h -- what a name in a chapter stands for: `score.total`, `risk.title`, `sources.0.name`.
 *
 * A name that no client could have is reported wherever it stands; that this client lacks a value
 * matters only where the value would be printed. */
#ifndef MERGE_PATH_H
#define MERGE_PATH_H

#include "base/diag.h"
#include "merge/value.h"

/* One pass of {{#each}}. */
struct loop {
    struct text name;
    const struct value
        *element; /* NULL: the list is empty, nothing below the name can be checked */
    size_t index; /* from 0 */
    size_t count;
    const struct loop *outer;
};

/* A branch of {{#if}}. */
struct branch {
    struct text condition;
    bool otherwise; /* behind {{#else}} */
};

/* What names mean at one place of a chapter. */
struct scope {
    struct arena *arena;
    const struct value *data;     /* a map */
    const struct loop *loops;     /* innermost first */
    const struct branch *section; /* the innermost around this place, for complaints, or NULL */
    bool unused;                  /* a branch not taken: names are checked, values do not matter */
    struct diag *d;
};

/* True for the name of a loop variable or one step of a path: ASCII letters, digits, `-`, `_`. */
bool path_is_name(struct text name);

/* The value of `path`; an unknown or malformed one is reported at `span`. NULL when reported or not
 * checkable; a value of kind UNDEFINED when this client has none. */
const struct value *path_find(const struct scope *s, struct text path, struct span span);

/* The same, from `map` instead of the names of the scope: members of a chart's elements. */
const struct value *path_find_in(const struct scope *s, const struct value *map, struct text path,
                                 struct span span);

/* Reports `what` and the condition it stands under. Returns false. */
bool scope_complain(const struct scope *s, enum message message, struct span span,
                    struct text what);

#endif
