/* field.h -- {{path|filter}} turned into text that may stand in a document. */
#ifndef MERGE_FIELD_H
#define MERGE_FIELD_H

#include "merge/path.h"

/* One piece of a template: literal text, or the inside of a field. */
struct field_piece {
    bool is_field;
    struct text text;   /* the literal, or the path */
    struct text filter; /* absent = none */
};

/* The piece of `template` at `*offset`, which moves behind it. False at the end. A malformed
 * field comes as one whose path is absent. */
bool field_next(struct text template, size_t *offset, struct field_piece *piece);

/* The text of a field in *text, as by field_print; *span
 * comes as the field's place and becomes the value's, if that has one. Reports unknown and
 * undefined names, lists, maps and filters, then returns false; also in a branch not taken. */
bool field_text(const struct scope *s, struct text path, struct text filter, struct span *span,
                struct text *text);

/* `value` as text without control signs, lines joined by line feeds. False for lists, maps and
 * undefined. */
bool field_print(struct arena *a, const struct value *value, struct text *text);

/* `template` on one line with its fields filled in; a wrong one leaves nothing behind. */
struct text field_fill(const struct scope *s, struct text template, struct span span);

/* Appends the paths of the fields in `template`. */
void field_paths(struct arena *a, struct text template, struct text **paths, size_t *count);

#endif
