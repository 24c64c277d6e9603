#include "base/schema.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/quantity.h"

#include <inttypes.h>
#include <string.h>

enum {
    TEXT_LENGTH_MAX = 2000, /* code points, for fields without a limit of their own */
    ID_LENGTH_MAX = 60,
    NEAR_MATCHES_MAX = 100 /* complaints that still get one: each costs a comparison per name */
};

/* One value on its way into its member. */
struct reading {
    struct arena *arena;
    const struct schema_field *field;
    const struct yaml_node *node;
    struct diag *diag;
};

/* Complains "key = value, allowed"; `allowed` may be absent. */
static bool refuse(const struct reading *r, enum message message, struct text allowed)
{
    struct text value = yaml_excerpt(r->arena, r->node->value);
    return diag_add(r->diag, message, r->node->span, "%s = %.*s%s%.*s", r->field->key,
                    (int)value.size, value.ptr, allowed.ptr ? ", " : "", (int)allowed.size,
                    allowed.ptr ? allowed.ptr : "");
}

static const char *kind_name(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_SCALAR:
        return "text";
    case YAML_SEQUENCE:
        return "list";
    case YAML_MAPPING:
        return "mapping";
    }
    return "";
}

static bool is_kind(const struct reading *r, enum yaml_kind kind)
{
    if (r->node->kind == kind)
        return true;
    return diag_add(r->diag, MSG_WRONG_KIND, r->node->span, "%s: %s ≠ %s", r->field->key,
                    kind_name(r->node->kind), kind_name(kind));
}

static void suggest(struct diag *d, struct text word, const struct text *names, size_t count)
{
    if (d->count <= NEAR_MATCHES_MAX)
        diag_near(d, diag_nearest(word, names, count));
}

static struct text bound_text(const struct reading *r, int64_t bound)
{
    if (r->field->kind == SCHEMA_DECIMAL)
        return decimal_format(r->arena, bound);
    if (r->field->kind == SCHEMA_YEN)
        return yen_format(r->arena, bound);
    if (r->field->kind == SCHEMA_LENGTH) {
        struct text points = decimal_format(r->arena, bound); /* mpt are thousandths of a point */
        return text_format(r->arena, "%.*spt", (int)points.size, points.ptr);
    }
    return text_format(r->arena, "%" PRId64, bound);
}

static struct text range_text(const struct reading *r, int64_t min, int64_t max)
{
    struct text low = bound_text(r, min);
    struct text high = max < min || max == INT64_MAX ? text_of("") : bound_text(r, max);
    return text_format(r->arena, "%.*s..%.*s", (int)low.size, low.ptr, (int)high.size, high.ptr);
}

static bool in_range(const struct reading *r, int64_t value)
{
    int64_t min = r->field->min;
    int64_t max = r->field->max;
    if (min == 0 && max == 0)
        return true;
    if (value >= min && (max < min || value <= max))
        return true;
    return refuse(r, MSG_OUT_OF_RANGE, range_text(r, min, max));
}

static bool read_number(const struct reading *r, bool (*parse)(struct text, int64_t *),
                        enum message message, int64_t *out)
{
    int64_t value;
    if (!is_kind(r, YAML_SCALAR))
        return false;
    if (!parse(r->node->value, &value))
        return refuse(r, message, (struct text){0});
    if (!in_range(r, value))
        return false;
    *out = value;
    return true;
}

static bool read_length(const struct reading *r, mpt *out)
{
    mpt value;
    if (!is_kind(r, YAML_SCALAR))
        return false;
    if (!length_parse(r->node->value, &value))
        return refuse(r, MSG_BAD_LENGTH, (struct text){0});
    if (!in_range(r, value))
        return false;
    *out = value;
    return true;
}

static bool read_date(const struct reading *r, struct date *out)
{
    if (!is_kind(r, YAML_SCALAR))
        return false;
    if (!date_parse(r->node->value, out))
        return refuse(r, MSG_BAD_DATE, (struct text){0});
    return true;
}

static int hex_digit(char sign)
{
    if (sign >= '0' && sign <= '9')
        return sign - '0';
    if (sign >= 'a' && sign <= 'f')
        return sign - 'a' + 10;
    if (sign >= 'A' && sign <= 'F')
        return sign - 'A' + 10;
    return -1;
}

static bool parse_colour(struct text t, uint32_t *colour)
{
    if (t.size != 7 || t.ptr[0] != '#')
        return false;
    uint32_t value = 0;
    for (size_t i = 1; i < t.size; i++) {
        int digit = hex_digit(t.ptr[i]);
        if (digit < 0)
            return false;
        value = value * 16 + (uint32_t)digit;
    }
    *colour = value;
    return true;
}

static bool read_colour(const struct reading *r, uint32_t *out)
{
    if (!is_kind(r, YAML_SCALAR))
        return false;
    if (!parse_colour(r->node->value, out))
        return refuse(r, MSG_BAD_COLOUR, text_of("\"#rrggbb\""));
    return true;
}

/* Without white space at both ends, the ideographic space included. */
static struct text trim(struct text t)
{
    const char *const space = "　";
    struct text trimmed = text_trim(t);
    while (text_starts(trimmed, space))
        trimmed = text_trim(text_slice(trimmed, strlen(space), trimmed.size));
    while (text_ends(trimmed, space))
        trimmed = text_trim(text_slice(trimmed, 0, trimmed.size - strlen(space)));
    return trimmed;
}

/* An empty text that is not required counts as absent: nobody can print nothing by accident. */
static bool read_text(const struct reading *r, bool required, struct text *out)
{
    const struct schema_field *field = r->field;
    if (!is_kind(r, YAML_SCALAR))
        return false;
    struct text value = trim(r->node->value);
    if (value.size == 0 && required)
        return diag_add(r->diag, MSG_EMPTY_VALUE, r->node->span, "%s", field->key);
    if (value.size == 0)
        return true;
    if (!field->multiline && text_find(value, "\n", 0) != SIZE_MAX)
        return refuse(r, MSG_TEXT_ONE_LINE, (struct text){0});
    int64_t length = (int64_t)text_length(value);
    int64_t max = field->max > 0 ? field->max : TEXT_LENGTH_MAX;
    if (length > max)
        return refuse(r, MSG_TEXT_TOO_LONG,
                      text_format(r->arena, "%" PRId64 " > %" PRId64, length, max));
    if (length < field->min)
        return refuse(r, MSG_OUT_OF_RANGE, range_text(r, field->min, max));
    *out = value;
    return true;
}

static bool is_id(struct text t)
{
    bool joined = true; /* the sign before was a joint, or there is none */
    for (size_t i = 0; i < t.size; i++) {
        char sign = t.ptr[i];
        bool word = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
        bool joint = sign == '-' || sign == '_' || sign == '.';
        if (!word && (!joint || joined))
            return false;
        joined = joint;
    }
    return !joined && t.size <= ID_LENGTH_MAX;
}

/* `t` in lower case and with hyphens for spaces, when that is all it takes to make an id. */
static struct text nearest_id(struct arena *a, struct text t)
{
    if (t.size > ID_LENGTH_MAX)
        return (struct text){0};
    char *id = arena_alloc(a, t.size);
    for (size_t i = 0; i < t.size; i++) {
        char sign = t.ptr[i];
        bool upper = sign >= 'A' && sign <= 'Z';
        id[i] = upper ? (char)(sign - 'A' + 'a') : sign;
        if (sign == ' ')
            id[i] = '-';
    }
    struct text result = {id, t.size};
    return is_id(result) ? result : (struct text){0};
}

static bool read_id(const struct reading *r, struct text *out)
{
    if (!is_kind(r, YAML_SCALAR))
        return false;
    if (r->node->value.size == 0)
        return diag_add(r->diag, MSG_EMPTY_VALUE, r->node->span, "%s", r->field->key);
    if (!is_id(r->node->value)) {
        refuse(r, MSG_BAD_ID, (struct text){0});
        diag_near(r->diag, nearest_id(r->arena, r->node->value));
        return false;
    }
    *out = r->node->value;
    return true;
}

/* The words as "a | b | c" for a detail, at most a line of them. */
static struct text list_words(struct arena *a, const struct text *words, size_t count)
{
    enum { SHOWN_WORDS = 12 };
    struct buffer b = {0};
    for (size_t i = 0; i < count && i < SHOWN_WORDS; i++) {
        if (i > 0)
            buffer_puts(&b, " | ");
        buffer_put(&b, words[i]);
    }
    if (count > SHOWN_WORDS)
        buffer_puts(&b, " | …");
    struct text list = text_copy(a, buffer_text(&b));
    buffer_free(&b);
    return list;
}

/* The index of the value in `words`; -1 after a complaint. */
static int find_word(const struct reading *r, const char *const *words)
{
    size_t count = 0;
    if (!is_kind(r, YAML_SCALAR))
        return -1;
    for (; words[count]; count++) {
        if (text_is(r->node->value, words[count]))
            return (int)count;
    }
    struct text *names = arena_array(r->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = text_of(words[i]);
    refuse(r, MSG_UNKNOWN_WORD, list_words(r->arena, names, count));
    suggest(r->diag, r->node->value, names, count);
    return -1;
}

static bool read_choice(const struct reading *r, int *out)
{
    int index = find_word(r, r->field->words);
    if (index < 0)
        return false;
    *out = index;
    return true;
}

static bool read_bool(const struct reading *r, bool *out)
{
    static const char *const words[] = {"true", "false", "yes", "no", "はい", "いいえ", NULL};
    int index = find_word(r, words);
    if (index < 0)
        return false;
    *out = index % 2 == 0;
    return true;
}

static bool read_value(const struct reading *r, void *out);

static bool is_filled(const struct reading *r)
{
    if (!yaml_is_null(r->node))
        return true;
    return diag_add(r->diag, MSG_EMPTY_VALUE, r->node->span, "%s", r->field->key);
}

/* Reads the elements of a list with `read_item` into an array of elements of `size` bytes. */
static bool read_items(const struct reading *r, size_t size,
                       bool (*read_item)(const struct reading *item, void *out),
                       struct schema_list *out)
{
    if (!is_kind(r, YAML_SEQUENCE))
        return false;
    size_t count = r->node->count;
    if (count == 0 && r->field->required)
        return diag_add(r->diag, MSG_EMPTY_VALUE, r->node->span, "%s", r->field->key);
    if (count == 0)
        return true;
    char *items = arena_array(r->arena, count, size);
    bool right = true;
    for (size_t i = 0; i < count; i++) {
        struct reading item = *r;
        item.node = r->node->items[i];
        right = is_filled(&item) && read_item(&item, items + i * size) && right;
    }
    *out = (struct schema_list){items, count};
    return right;
}

static bool read_struct_item(const struct reading *r, void *out)
{
    return schema_read(r->arena, r->field->of, r->node, out, r->diag);
}

static bool read_text_item(const struct reading *r, void *out)
{
    return read_text(r, true, out);
}

static bool read_texts(const struct reading *r, struct schema_list *out)
{
    if (r->node->kind != YAML_SCALAR)
        return read_items(r, sizeof(struct text), read_text_item, out);
    struct text *item = arena_alloc(r->arena, sizeof *item);
    if (!read_text(r, r->field->required, item))
        return false;
    if (item->ptr)
        *out = (struct schema_list){item, 1};
    return true;
}

static bool read_value(const struct reading *r, void *out)
{
    switch (r->field->kind) {
    case SCHEMA_TEXT:
        return read_text(r, r->field->required, out);
    case SCHEMA_ID:
        return read_id(r, out);
    case SCHEMA_INT:
        return read_number(r, integer_parse, MSG_BAD_NUMBER, out);
    case SCHEMA_DECIMAL:
        return read_number(r, decimal_parse, MSG_BAD_NUMBER, out);
    case SCHEMA_BOOL:
        return read_bool(r, out);
    case SCHEMA_YEN:
        return read_number(r, yen_parse, MSG_BAD_YEN, out);
    case SCHEMA_DATE:
        return read_date(r, out);
    case SCHEMA_LENGTH:
        return read_length(r, out);
    case SCHEMA_COLOUR:
        return read_colour(r, out);
    case SCHEMA_CHOICE:
        return read_choice(r, out);
    case SCHEMA_STRUCT:
        return schema_read(r->arena, r->field->of, r->node, out, r->diag);
    case SCHEMA_LIST:
        return read_items(r, r->field->of->size, read_struct_item, out);
    case SCHEMA_TEXTS:
        return read_texts(r, out);
    case SCHEMA_NODE:
        *(const struct yaml_node **)out = r->node;
        return true;
    }
    return false;
}

static void set_fallbacks(const struct schema *schema, char *out);

static void set_fallback(const struct schema_field *field, void *out)
{
    switch (field->kind) {
    case SCHEMA_INT:
    case SCHEMA_DECIMAL:
    case SCHEMA_YEN:
        *(int64_t *)out = field->fallback;
        break;
    case SCHEMA_LENGTH:
        *(mpt *)out = (mpt)field->fallback;
        break;
    case SCHEMA_COLOUR:
        *(uint32_t *)out = (uint32_t)field->fallback;
        break;
    case SCHEMA_CHOICE:
        *(int *)out = (int)field->fallback;
        break;
    case SCHEMA_BOOL:
        *(bool *)out = field->fallback != 0;
        break;
    case SCHEMA_STRUCT:
        set_fallbacks(field->of, out);
        break;
    case SCHEMA_TEXT:
    case SCHEMA_ID:
    case SCHEMA_DATE:
    case SCHEMA_LIST:
    case SCHEMA_TEXTS:
    case SCHEMA_NODE:
        break; /* zero means absent */
    }
}

static void set_fallbacks(const struct schema *schema, char *out)
{
    for (size_t i = 0; i < schema->field_count; i++)
        set_fallback(&schema->fields[i], out + schema->fields[i].offset);
}

/* The comment that YAML makes of an unquoted colour (`colour: #1f3a5f`), or the absent text. */
static struct text comment_colour(const struct schema_field *field, const struct yaml_node *null)
{
    if (field->kind != SCHEMA_COLOUR || null->value.size > 0)
        return (struct text){0};
    struct text rest = null->span.source->text;
    size_t start = null->span.end;
    while (start < rest.size && rest.ptr[start] == ' ')
        start++;
    if (start == rest.size || rest.ptr[start] != '#')
        return (struct text){0};
    size_t end = start + 1;
    while (end < rest.size && hex_digit(rest.ptr[end]) >= 0)
        end++;
    return end - start > 3 ? text_slice(rest, start, end) : (struct text){0};
}

/* A written value, which may be null; a complaint about its absence points to `key`. */
static bool read_written(const struct reading *r, struct span key, void *out)
{
    if (!yaml_is_null(r->node))
        return read_value(r, out);
    struct text colour = comment_colour(r->field, r->node);
    if (colour.ptr) {
        diag_add(r->diag, MSG_BAD_COLOUR, key, "%s", r->field->key);
        diag_near(r->diag, text_format(r->arena, "\"%.*s\"", (int)colour.size, colour.ptr));
        return false;
    }
    if (r->field->required)
        return diag_add(r->diag, MSG_EMPTY_VALUE, key, "%s", r->field->key);
    return true;
}

bool schema_read_value(struct arena *a, const struct schema_field *field,
                       const struct yaml_node *node, void *out, struct diag *d)
{
    set_fallback(field, out);
    if (!node && field->required)
        return diag_add(d, MSG_MISSING_KEY, (struct span){0}, "%s", field->key);
    if (!node)
        return true;
    struct reading r = {.arena = a, .field = field, .node = node, .diag = d};
    return read_written(&r, node->span, out);
}

static bool is_known(const struct schema *schema, struct text key)
{
    for (size_t i = 0; i < schema->field_count; i++) {
        if (text_is(key, schema->fields[i].key))
            return true;
    }
    return false;
}

static bool refuse_unknown_keys(struct arena *a, const struct schema *schema,
                                const struct yaml_node *node, struct diag *d)
{
    struct text *names = NULL;
    for (size_t i = 0; i < node->count; i++) {
        struct text key = node->keys[i]->value;
        if (is_known(schema, key))
            continue;
        if (!names) {
            names = arena_array(a, schema->field_count, sizeof *names);
            for (size_t j = 0; j < schema->field_count; j++)
                names[j] = text_of(schema->fields[j].key);
        }
        struct text shown = yaml_excerpt(a, key);
        diag_add(d, MSG_UNKNOWN_KEY, node->keys[i]->span, "%s: %.*s", schema->name, (int)shown.size,
                 shown.ptr);
        suggest(d, key, names, schema->field_count);
    }
    return names == NULL;
}

static bool read_field(struct arena *a, const struct schema *schema,
                       const struct schema_field *field, const struct yaml_node *node, char *out,
                       struct diag *d)
{
    for (size_t i = 0; i < node->count; i++) {
        if (!text_is(node->keys[i]->value, field->key))
            continue;
        struct reading r = {.arena = a, .field = field, .node = node->items[i], .diag = d};
        return read_written(&r, node->keys[i]->span, out + field->offset);
    }
    if (!field->required)
        return true;
    struct span place = node->count > 0 ? node->keys[0]->span : node->span;
    return diag_add(d, MSG_MISSING_KEY, place, "%s: %s", schema->name, field->key);
}

bool schema_read(struct arena *a, const struct schema *schema, const struct yaml_node *node,
                 void *out, struct diag *d)
{
    set_fallbacks(schema, out);
    if (!node)
        return false;
    if (schema->node_offset != SIZE_MAX)
        *(const struct yaml_node **)(void *)((char *)out + schema->node_offset) = node;
    if (node->kind != YAML_MAPPING)
        return diag_add(d, MSG_WRONG_KIND, node->span, "%s: %s ≠ %s", schema->name,
                        kind_name(node->kind), kind_name(YAML_MAPPING));
    bool right = refuse_unknown_keys(a, schema, node, d);
    for (size_t i = 0; i < schema->field_count; i++)
        right = read_field(a, schema, &schema->fields[i], node, out, d) && right;
    return right;
}

bool schema_load(struct arena *a, const char *path, size_t limit, const struct schema *schema,
                 void *out, struct diag *d)
{
    const struct source *source = source_load(a, path, limit, d);
    const struct yaml_node *root = source ? yaml_parse(a, source, d) : NULL;
    return root && schema_read(a, schema, root, out, d);
}

bool schema_texts_have(const struct schema_list *list, struct text text)
{
    const struct text *texts = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(texts[i], text))
            return true;
    }
    return false;
}
