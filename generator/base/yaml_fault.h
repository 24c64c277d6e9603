/* yaml_fault.h -- what libyaml refuses, told so that the author finds the slip.
 *
 * Internal to yaml.c. Offsets are bytes of the source; `slice` is the part of it that is parsed. */
#ifndef BASE_YAML_FAULT_H
#define BASE_YAML_FAULT_H

#include "base/messages.h"
#include "base/source.h"

/* The parser's complaint. The problem is where it stopped, the context where the construct began.
 */
struct yaml_fault {
    struct span slice;
    const char *problem; /* libyaml's words */
    size_t problem_at;
    const char *context; /* may be NULL */
    size_t context_at;
};

/* Adds one complaint: a tab, an alias, a mistyped colon with the line as it should be, or libyaml's
 * words. */
void yaml_fault_report(const struct yaml_fault *fault, struct diag *d);

/* Adds `message` about the word that begins at `start`. */
void yaml_fault_word(enum message message, struct span slice, size_t start, struct diag *d);

/* Refuses the tag that begins at `start` and shows the value in quotes. */
void yaml_fault_tag(struct span slice, size_t start, struct diag *d);

/* `span` without white space at its end. */
struct span yaml_fault_trim(struct span span);

#endif
