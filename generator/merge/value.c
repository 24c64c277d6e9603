#include "merge/value.h"

#include "base/arena.h"
#include "base/json.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 8 }; /* members of a map or list, a power of two */

static struct value *new_value(struct arena *a, enum value_kind kind)
{
    struct value *value = arena_alloc(a, sizeof *value);
    value->kind = kind;
    return value;
}

struct value *value_undefined(struct arena *a)
{
    return new_value(a, VALUE_UNDEFINED);
}

struct value *value_text(struct arena *a, struct text text, struct span span)
{
    if (!text.ptr)
        return value_undefined(a);
    struct value *value = new_value(a, VALUE_TEXT);
    value->text = text;
    value->span = span;
    return value;
}

struct value *value_plain(struct arena *a, struct text text)
{
    return value_text(a, text, (struct span){0});
}

struct value *value_label(struct arena *a, const char *text)
{
    return value_plain(a, text_of(text));
}

static struct value *new_number(struct arena *a, enum value_kind kind, int64_t number)
{
    struct value *value = new_value(a, kind);
    value->number = number;
    return value;
}

struct value *value_int(struct arena *a, int64_t number)
{
    return new_number(a, VALUE_INT, number);
}

struct value *value_decimal(struct arena *a, int64_t thousandths)
{
    return new_number(a, VALUE_DECIMAL, thousandths);
}

struct value *value_bool(struct arena *a, bool truth)
{
    return new_number(a, VALUE_BOOL, truth);
}

struct value *value_yen(struct arena *a, int64_t yen)
{
    return new_number(a, VALUE_YEN, yen);
}

struct value *value_date(struct arena *a, struct date date)
{
    if (date.year == 0)
        return value_undefined(a);
    struct value *value = new_value(a, VALUE_DATE);
    value->date = date;
    return value;
}

struct value *value_list(struct arena *a)
{
    return new_value(a, VALUE_LIST);
}

struct value *value_map(struct arena *a)
{
    return new_value(a, VALUE_MAP);
}

/* An array in `a` with room for one more than `count`: FIRST_ROOM, then twice as many. */
static void *grow(struct arena *a, void *items, size_t count, size_t size)
{
    bool full = count == 0 || (count >= FIRST_ROOM && (count & (count - 1)) == 0);
    if (!full)
        return items;
    void *grown = arena_array(a, count ? 2 * count : FIRST_ROOM, size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

struct value *value_append(struct arena *a, struct value *list, struct value *item)
{
    assert(list->kind == VALUE_LIST);
    list->items = grow(a, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = item;
    return item;
}

struct value *value_put(struct arena *a, struct value *map, struct text key, struct value *item)
{
    assert(map->kind == VALUE_MAP);
    map->keys = grow(a, map->keys, map->count, sizeof *map->keys);
    map->keys[map->count] = key;
    map->items = grow(a, map->items, map->count, sizeof *map->items);
    map->items[map->count++] = item;
    return item;
}

/* Maps have two dozen members whose names begin alike or have one length, seldom both and end
 * alike. */
struct value *value_get(const struct value *map, struct text key)
{
    if (!map || map->kind != VALUE_MAP || key.size == 0)
        return NULL;
    const char last = key.ptr[key.size - 1];
    for (size_t i = 0; i < map->count; i++) {
        const struct text *own = &map->keys[i];
        if (own->size == key.size && own->ptr[key.size - 1] == last && text_equal(*own, key))
            return map->items[i];
    }
    return NULL;
}

bool value_is_true(const struct value *value)
{
    switch (value->kind) {
    case VALUE_UNDEFINED:
        return false;
    case VALUE_TEXT:
        return value->text.size > 0;
    case VALUE_INT:
    case VALUE_DECIMAL:
    case VALUE_BOOL:
    case VALUE_YEN:
        return value->number != 0;
    case VALUE_DATE:
        return true;
    case VALUE_LIST:
    case VALUE_MAP:
        return value->count > 0;
    }
    return false;
}

bool value_print(struct arena *a, const struct value *value, struct text *text)
{
    switch (value->kind) {
    case VALUE_UNDEFINED:
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    case VALUE_TEXT:
        *text = value->text;
        return true;
    case VALUE_INT:
        *text = count_format(a, value->number);
        return true;
    case VALUE_DECIMAL:
        *text = decimal_format(a, value->number);
        return true;
    case VALUE_BOOL:
        *text = text_of(value->number ? "はい" : "いいえ");
        return true;
    case VALUE_YEN:
        *text = yen_format(a, value->number);
        return true;
    case VALUE_DATE:
        *text = date_format(a, value->date);
        return true;
    }
    return false;
}

bool value_thousandths(const struct value *value, int64_t *thousandths)
{
    switch (value->kind) {
    case VALUE_INT:
    case VALUE_YEN:
        return !__builtin_mul_overflow(value->number, (int64_t)1000, thousandths);
    case VALUE_DECIMAL:
        *thousandths = value->number;
        return true;
    case VALUE_UNDEFINED:
    case VALUE_TEXT:
    case VALUE_BOOL:
    case VALUE_DATE:
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    }
    return false;
}

bool value_parse_number(struct text text, int64_t *thousandths)
{
    bool negative = text_starts(text, "-");
    struct text digits = text_slice(text, negative ? 1 : 0, text.size);
    int64_t yen;
    if (!decimal_parse(digits, thousandths)) {
        if (!yen_parse(digits, &yen) || __builtin_mul_overflow(yen, (int64_t)1000, thousandths))
            return false;
    }
    if (negative)
        *thousandths = -*thousandths; /* parsed without a sign, so never INT64_MIN */
    return true;
}

static void write_json(struct json *j, const struct value *value)
{
    char iso[32];
    switch (value->kind) {
    case VALUE_UNDEFINED:
        json_none(j);
        break;
    case VALUE_TEXT:
        json_text(j, value->text);
        break;
    case VALUE_INT:
    case VALUE_YEN:
        json_int(j, value->number);
        break;
    case VALUE_DECIMAL:
        json_milli(j, value->number);
        break;
    case VALUE_BOOL:
        json_bool(j, value->number != 0);
        break;
    case VALUE_DATE:
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", value->date.year, value->date.month,
                 value->date.day);
        json_text(j, text_of(iso));
        break;
    case VALUE_LIST:
        json_array_begin(j);
        for (size_t i = 0; i < value->count; i++)
            write_json(j, value->items[i]);
        json_array_end(j);
        break;
    case VALUE_MAP:
        json_object_begin(j);
        for (size_t i = 0; i < value->count; i++) {
            assert(value_get(value, value->keys[i]) == value->items[i]);
            json_key(j, value->keys[i]);
            write_json(j, value->items[i]);
        }
        json_object_end(j);
        break;
    }
}

void value_write_json(const struct value *value, struct buffer *out)
{
    struct json j = json_new(out);
    write_json(&j, value);
}
