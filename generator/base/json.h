/* json.h -- writes JSON (RFC 8259) into a buffer, indented by two spaces. Cannot fail.
 *
 * While `flat` is set, what is written stays on one line: for lists with a long line an element,
 * and for files of one value a line.
 *
 * Calls must nest properly (asserted). In an object every value is preceded by json_key. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buffer.h"

struct json {
    struct buffer *out;
    unsigned depth;
    bool first[64]; /* per depth: nothing written yet */
    bool after_key;
    bool flat; /* set and unset by the caller */
};

struct json json_new(struct buffer *out);
void json_object_begin(struct json *j);
void json_object_end(struct json *j);
void json_array_begin(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, struct text key);
void json_text(struct json *j, struct text value);
void json_int(struct json *j, int64_t value);
void json_milli(struct json *j, int64_t thousandths);
void json_bool(struct json *j, bool value);
void json_none(struct json *j);

#endif
