/* value.h -- the tree of merge data: what {{…}} can name, and what `data` prints.
 *
 * A value knows where it was written, so that a sign no font has is reported at the client file. */
#ifndef MERGE_VALUE_H
#define MERGE_VALUE_H

#include "base/quantity.h"
#include "base/source.h"

enum value_kind {
    VALUE_UNDEFINED, /* the name is known, but this client has no value (JSON null) */
    VALUE_TEXT,
    VALUE_INT,
    VALUE_DECIMAL, /* thousandths */
    VALUE_BOOL,
    VALUE_YEN,
    VALUE_DATE,
    VALUE_LIST,
    VALUE_MAP
};

struct value {
    enum value_kind kind;
    struct span span; /* where it comes from; {0} when computed */
    union {
        struct text text; /* TEXT; borrowed */
        int64_t number;   /* INT, DECIMAL, YEN, BOOL (0, 1) */
        struct date date; /* DATE */
        struct {          /* MAP and LIST */
            struct value **items;
            struct text *keys; /* MAP: in order of insertion, unique */
            size_t count;
        };
    };
};

struct value *value_undefined(struct arena *a);
struct value *value_text(struct arena *a, struct text text, struct span span); /* absent text gives
                                                                                  undefined */
/* Texts of the program or the catalogue, whose place no client can help: without a span. */
struct value *value_plain(struct arena *a, struct text text);
struct value *value_label(struct arena *a, const char *text);
struct value *value_int(struct arena *a, int64_t number);
struct value *value_decimal(struct arena *a, int64_t thousandths);
struct value *value_bool(struct arena *a, bool truth);
struct value *value_yen(struct arena *a, int64_t yen);
struct value *value_date(struct arena *a, struct date date); /* year 0 gives undefined */
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);

/* Appends; `list` and `map` must be of that kind, `key` not empty, borrowed (most are literals)
 * and new, which value_write_json asserts: asked at every put, it took a tenth of the time. Returns
 * `item`. */
struct value *value_append(struct arena *a, struct value *list, struct value *item);
struct value *value_put(struct arena *a, struct value *map, struct text key, struct value *item);
static inline struct value *value_set(struct arena *a, struct value *map, const char *key,
                                      struct value *item)
{
    return value_put(a, map, text_of(key), item);
}

/* The member `key` of a map, or NULL; also when `map` is NULL or no map. */
struct value *value_get(const struct value *map, struct text key);

/* What a condition makes of it: undefined, "", 0, no, an empty list or map are false. Money, counts
 * and dates follow the same rule. */
bool value_is_true(const struct value *value);

/* As plain Japanese text without a filter: counts with commas, money as 75万円, dates as
 * 2026年11月10日, truth as はい/いいえ. False for lists, maps and undefined. */
bool value_print(struct arena *a, const struct value *value, struct text *text);

/* Counts, decimals and money as thousandths of one; false for other kinds and out of range. */
bool value_thousandths(const struct value *value, int64_t *thousandths);

/* A number as authors write it in conditions and charts: "70", "-3.5", "100万円". */
bool value_parse_number(struct text text, int64_t *thousandths);

struct buffer;
/* As JSON, two spaces of indent, line feed at the end. Money and counts are numbers, decimals
 * numbers, dates ISO texts. */
void value_write_json(const struct value *value, struct buffer *out);

#endif
