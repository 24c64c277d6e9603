/* tag.h -- what stands between {{ and }}: fields and section lines.
 *
 * Only the form is checked here; whether a name exists is known when a client is merged. */
#ifndef DOCUMENT_TAG_H
#define DOCUMENT_TAG_H

#include "base/text.h"

enum { TAG_LIMIT = 500 }; /* bytes of one tag: an unclosed one must not cost a scan of the line */

/* The offset behind the }} that closes the {{ at `at`, or SIZE_MAX. A }} within "…" does not count.
 * A tag never crosses a line. */
size_t tag_end(struct text t, size_t at);

struct tag_field {
    struct text path;   /* score.total */
    struct text filter; /* yen, default:"…"; absent = none */
};

/* Reads a whole tag "{{…}}" as a field; false when it is none. */
bool tag_read_field(struct text tag, struct tag_field *field);

/* True for a tag that belongs to a section ({{#…, {{/… or a forgotten # as in {{else}}). */
bool tag_is_section(struct text tag);

enum section_kind {
    SECTION_NONE, /* the line is not a section line */
    SECTION_IF,
    SECTION_ELSE,
    SECTION_END_IF,
    SECTION_EACH,
    SECTION_END_EACH,
    SECTION_UNKNOWN
};

struct section {
    enum section_kind kind;
    bool valid;            /* false: the kind is clear, the rest is not */
    struct text condition; /* IF; EACH: the path */
    struct text name;      /* EACH: the loop variable */
};

/* Reads `line` as a section line: one section tag and spaces. */
struct section tag_read_section(struct text line);

#endif
