/* text.h -- views of UTF-8 text.
 *
 * A text is not owned and not NUL-terminated. Except where said, functions expect valid UTF-8;
 * everything read from outside is checked once, in source.c. Offsets are bytes. The smallest
 * functions stand here to be inlined: they are called by the million, often with literals. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct text {
    const char *ptr; /* NULL means "absent"; a present but empty text has a pointer */
    size_t size;     /* bytes */
};

/* The view of a NUL-terminated string; borrowed. NULL gives the absent text. */
static inline struct text text_of(const char *string)
{
    if (!string)
        return (struct text){0};
    return (struct text){string, strlen(string)};
}

/* A copy in `a`, with a NUL behind it that the size does not count. Absent stays absent. */
struct text text_copy(struct arena *a, struct text t);

/* The bytes [start, end) of `t`; both are clamped to its size. */
struct text text_slice(struct text t, size_t start, size_t end);

/* printf into `a`. */
struct text text_format(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text text_vformat(struct arena *a, const char *format, va_list arguments);

/* `t` as a NUL-terminated string in `a`, for libraries and the system; "" for the absent text. */
const char *text_string(struct arena *a, struct text t);

/* The same bytes; an absent text equals an empty one. */
static inline bool text_equal(struct text a, struct text b)
{
    if (a.size != b.size || a.size == 0)
        return a.size == b.size;
    return a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.size) == 0;
}
/* Mostly the first sign decides: names of fields are compared by the hundred thousand. */
static inline bool text_is(struct text t, const char *string)
{
    if (t.size > 0 && t.ptr[0] != string[0])
        return false;
    return text_equal(t, text_of(string));
}
bool text_starts(struct text t, const char *prefix);
bool text_ends(struct text t, const char *suffix);
/* Byte order, which for UTF-8 is code point order: <0, 0, >0. */
int text_compare(struct text a, struct text b);
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t text_find(struct text t, const char *needle, size_t from);
/* Without ASCII white space at both ends. */
struct text text_trim(struct text t);

/* text_next for the signs it does not decode in place. */
uint32_t text_next_rare(struct text t, size_t *offset);

/* The code point at `*offset`, which moves behind it. `*offset` must be < t.size and on a
 * boundary. Bytes that are not UTF-8 give U+FFFD and move by one. */
static inline uint32_t text_next(struct text t, size_t *offset)
{
    const unsigned char *p = (const unsigned char *)t.ptr + *offset;
    if (p[0] < 0x80) {
        *offset += 1;
        return p[0];
    }
    /* Most of kana and kanji: three bytes whose second has no special bounds. */
    bool plain = p[0] >= 0xE1 && p[0] <= 0xEC && t.size - *offset >= 3;
    if (plain && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        *offset += 3;
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    return text_next_rare(t, offset);
}
/* A copy in `a` of `t`, which is UTF-8, with each code point as `map` gives it; 0 leaves it out.
 * `map` gives none that takes more bytes than its own. */
struct text text_map(struct arena *a, struct text t, uint32_t (*map)(uint32_t codepoint));
/* Number of code points. */
size_t text_length(struct text t);
/* True when `t` is valid UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF);
 * otherwise *bad is the offset of the first wrong byte. */
bool text_is_utf8(struct text t, size_t *bad);
/* Writes `codepoint` as 1 to 4 bytes to `out`; returns their number. */
size_t text_encode(uint32_t codepoint, char out[4]);

/* True for code points that terminals and Japanese fonts draw two columns wide (UAX #11 W and F).
 */
bool text_is_wide(uint32_t codepoint);
/* False for combining marks, variation selectors and signs that only steer the text: drawn on the
 * sign before, if at all. */
bool text_has_width(uint32_t codepoint);

/* Columns on a terminal: wide signs count two, combining marks and variation selectors none. */
size_t text_columns(struct text t);

/* The number of single-sign edits (insert, delete, replace, swap of neighbours) that turn `a` into
 * `b`, at most `limit` + 1; for "did you mean". Texts over 64 code points are `limit` + 1 apart. */
size_t text_distance(struct text a, struct text b, size_t limit);

#endif
