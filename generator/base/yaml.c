#include "base/yaml.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml_fault.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_LIMIT = 64, EXCERPT_LENGTH = 40 };

/* One parse. libyaml's marks count code points from the start of the slice; spans are bytes of the
 * whole source. Marks hardly ever go back, so a running position keeps a parse linear. */
struct reader {
    struct arena *arena;
    struct span slice;
    struct diag *diag;
    yaml_parser_t parser;
    size_t mark_index;  /* a code point of the slice ... */
    size_t mark_offset; /* ... and its first byte in the source */
    size_t depth;       /* of open sequences and mappings */
};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* libyaml has read the text up to the mark, so it is UTF-8 there. */
static size_t offset_of(struct reader *r, const yaml_mark_t *mark)
{
    const char *bytes = r->slice.source->text.ptr;
    while (r->mark_index < mark->index && r->mark_offset < r->slice.end) {
        unsigned char lead = (unsigned char)bytes[r->mark_offset];
        r->mark_offset += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        r->mark_index++;
    }
    while (r->mark_index > mark->index && r->mark_offset > r->slice.start) {
        do {
            r->mark_offset--;
        } while (r->mark_offset > r->slice.start && is_continuation(bytes[r->mark_offset]));
        r->mark_index--;
    }
    return r->mark_offset;
}

/* A sign that YAML does not allow anywhere. Of these, libyaml gives the offset in bytes. */
static void report_sign(struct reader *r)
{
    struct span span = {r->slice.source, r->slice.start + r->parser.problem_offset, r->slice.end};
    if (span.start > span.end)
        span.start = span.end;
    if (span.start < span.end) {
        span.end = span.start;
        text_next(r->slice.source->text, &span.end);
    }
    diag_add(r->diag, MSG_TEXT_CONTROL, span, "U+%04X", (unsigned)r->parser.problem_value);
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
    yaml_parser_t *p = &r->parser;
    if (yaml_parser_parse(p, event))
        return true;
    if (p->error == YAML_MEMORY_ERROR)
        arena_alloc(r->arena, SIZE_MAX); /* ends the process in the one way there is */
    if (p->error == YAML_READER_ERROR) {
        report_sign(r);
        return false;
    }
    struct yaml_fault fault = {.slice = r->slice, .problem = p->problem, .context = p->context};
    fault.problem_at = offset_of(r, &p->problem_mark);
    fault.context_at = p->context ? offset_of(r, &p->context_mark) : fault.problem_at;
    yaml_fault_report(&fault, r->diag);
    return false;
}

static struct yaml_node *read_node(struct reader *r, const yaml_event_t *event);

/* Anchors and tags change what a value means without being seen in it; `note: !important` would
 * even lose the word. Refused at their place, reading goes on. */
static void refuse_properties(struct reader *r, size_t start)
{
    if (start >= r->slice.end)
        return;
    if (r->slice.source->text.ptr[start] == '!')
        yaml_fault_tag(r->slice, start, r->diag);
    else
        yaml_fault_word(MSG_YAML_ALIAS, r->slice, start, r->diag);
}

static bool has_properties(const yaml_event_t *event)
{
    if (event->type == YAML_SCALAR_EVENT)
        return event->data.scalar.anchor || event->data.scalar.tag;
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    return event->data.mapping_start.anchor || event->data.mapping_start.tag;
}

/* Escapes ("\0", "\x1b") bring in what source_load keeps out of the file itself. */
static void refuse_control_signs(struct reader *r, const struct yaml_node *node)
{
    size_t offset = 0;
    while (offset < node->value.size) {
        uint32_t sign = text_next(node->value, &offset);
        bool allowed = sign == '\t' || sign == '\n';
        if (allowed || (sign >= ' ' && (sign < 0x7F || sign > 0x9F)))
            continue;
        diag_add(r->diag, MSG_TEXT_CONTROL, node->span, "U+%04X", (unsigned)sign);
        return;
    }
}

static struct yaml_node *new_node(struct reader *r, enum yaml_kind kind, const yaml_event_t *event)
{
    struct yaml_node *node = arena_alloc(r->arena, sizeof *node);
    size_t start = offset_of(r, &event->start_mark);
    node->kind = kind;
    node->span = (struct span){r->slice.source, start, start};
    return node;
}

static struct yaml_node *read_scalar(struct reader *r, const yaml_event_t *event)
{
    struct yaml_node *node = new_node(r, YAML_SCALAR, event);
    /* The mark behind a block scalar stands after its line end and the empty lines below. */
    node->span.end = offset_of(r, &event->end_mark);
    node->span = yaml_fault_trim(node->span);
    const char *value = (const char *)event->data.scalar.value;
    node->value = text_copy(r->arena, (struct text){value, event->data.scalar.length});
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (node->quoted)
        refuse_control_signs(r, node);
    return node;
}

/* An empty value in place of the alias, so that the rest of the file is checked too. */
static struct yaml_node *read_alias(struct reader *r, const yaml_event_t *event)
{
    struct yaml_node *node = new_node(r, YAML_SCALAR, event);
    refuse_properties(r, node->span.start);
    node->span.end = offset_of(r, &event->end_mark);
    node->value = text_of("");
    return node;
}

enum child { CHILD_FAILED, CHILD_NONE, CHILD_READ };

/* Reads the next node inside `parent`, or the parent's end. */
static enum child read_child(struct reader *r, struct yaml_node *parent, struct yaml_node **child)
{
    yaml_event_t event;
    if (!next_event(r, &event))
        return CHILD_FAILED;
    if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT) {
        /* Only a closing bracket has a width. A block's end mark is the next token, maybe many
         * lines below: such a parent ends with its last child. */
        if (event.end_mark.index > event.start_mark.index)
            parent->span.end = offset_of(r, &event.end_mark);
        yaml_event_delete(&event);
        return CHILD_NONE;
    }
    *child = read_node(r, &event);
    yaml_event_delete(&event);
    if (!*child)
        return CHILD_FAILED;
    parent->span.end = (*child)->span.end;
    return CHILD_READ;
}

static bool read_items(struct reader *r, struct yaml_node *node)
{
    struct yaml_node **items = NULL;
    struct yaml_node *item = NULL;
    enum child child = read_child(r, node, &item);
    while (child == CHILD_READ) {
        struct yaml_node **place = arena_push(r->arena, &items, &node->count, sizeof *items);
        *place = item;
        child = read_child(r, node, &item);
    }
    node->items = items;
    return child == CHILD_NONE;
}

static bool is_key(struct reader *r, const struct yaml_node *key)
{
    if (key->kind == YAML_SCALAR && !yaml_is_null(key))
        return true;
    struct text key_text = text_slice(r->slice.source->text, key->span.start, key->span.end);
    struct text shown = yaml_excerpt(r->arena, key_text);
    return diag_add(r->diag, MSG_YAML_KEY_NOT_TEXT, key->span, "%.*s", (int)shown.size, shown.ptr);
}

static bool read_pairs(struct reader *r, struct yaml_node *node)
{
    struct yaml_node **keys = NULL;
    struct yaml_node **items = NULL;
    size_t item_count = 0;
    struct yaml_node *key = NULL;
    enum child child = read_child(r, node, &key);
    while (child == CHILD_READ) {
        struct yaml_node *item = NULL;
        if (read_child(r, node, &item) != CHILD_READ)
            return false;
        if (is_key(r, key)) {
            struct yaml_node **place = arena_push(r->arena, &keys, &node->count, sizeof *keys);
            *place = key;
            place = arena_push(r->arena, &items, &item_count, sizeof *items);
            *place = item;
        }
        child = read_child(r, node, &key);
    }
    node->keys = keys;
    node->items = items;
    return child == CHILD_NONE;
}

static int compare_keys(const void *a, const void *b)
{
    const struct yaml_node *first = *(const struct yaml_node *const *)a;
    const struct yaml_node *second = *(const struct yaml_node *const *)b;
    int order = text_compare(first->value, second->value);
    if (order != 0)
        return order;
    return first->span.start < second->span.start ? -1 : 1;
}

/* The common small mapping without any, told apart without sorting. */
static bool is_plainly_unique(const struct yaml_node *node)
{
    enum { COMPARED_MOST = 16 };
    if (node->count > COMPARED_MOST)
        return false;
    for (size_t i = 1; i < node->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (text_equal(node->keys[i]->value, node->keys[j]->value))
                return false;
        }
    }
    return true;
}

/* Sorted, because a generated file may hold very many keys. */
static void refuse_duplicates(struct reader *r, const struct yaml_node *node)
{
    if (is_plainly_unique(node))
        return;
    const struct yaml_node **sorted = arena_array(r->arena, node->count, sizeof *sorted);
    memcpy(sorted, node->keys, node->count * sizeof *sorted);
    qsort(sorted, node->count, sizeof *sorted, compare_keys);
    const struct yaml_node *first = sorted[0];
    for (size_t i = 1; i < node->count; i++) {
        if (!text_equal(first->value, sorted[i]->value)) {
            first = sorted[i];
            continue;
        }
        struct text key = yaml_excerpt(r->arena, first->value);
        size_t line;
        size_t column;
        source_position(r->slice.source, first->span.start, &line, &column);
        diag_add(r->diag, MSG_YAML_DUPLICATE_KEY, sorted[i]->span, "%.*s (%zu:%zu)", (int)key.size,
                 key.ptr, line, column);
    }
}

static struct yaml_node *read_collection(struct reader *r, const yaml_event_t *event)
{
    bool sequence = event->type == YAML_SEQUENCE_START_EVENT;
    struct yaml_node *node = new_node(r, sequence ? YAML_SEQUENCE : YAML_MAPPING, event);
    if (r->depth == DEPTH_LIMIT) {
        /* libyaml needs quadratic time for deeper brackets, so nothing behind them is read. */
        diag_add(r->diag, MSG_YAML_TOO_DEEP, node->span, "> %d", DEPTH_LIMIT);
        return NULL;
    }
    r->depth++;
    bool read = sequence ? read_items(r, node) : read_pairs(r, node);
    r->depth--;
    if (!read)
        return NULL;
    if (!sequence)
        refuse_duplicates(r, node);
    return node;
}

/* NULL when nothing behind this node can be read. */
static struct yaml_node *read_node(struct reader *r, const yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT)
        return read_alias(r, event);
    if (has_properties(event))
        refuse_properties(r, offset_of(r, &event->start_mark));
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(r, event);
    return read_collection(r, event);
}

static bool is_node_event(const yaml_event_t *event)
{
    return event->type == YAML_ALIAS_EVENT || event->type == YAML_SCALAR_EVENT ||
           event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
}

/* The root of the only document; NULL without a document or after a mistake. */
static struct yaml_node *read_stream(struct reader *r)
{
    struct yaml_node *root = NULL;
    bool more = true;
    while (more) {
        yaml_event_t event;
        if (!next_event(r, &event))
            return NULL;
        if (event.type == YAML_STREAM_END_EVENT) {
            more = false;
        } else if (event.type == YAML_DOCUMENT_START_EVENT && root) {
            size_t start = offset_of(r, &event.start_mark);
            yaml_fault_word(MSG_YAML_MANY_DOCUMENTS, r->slice, start, r->diag);
            more = false;
        } else if (is_node_event(&event)) {
            root = read_node(r, &event);
            more = root != NULL;
        }
        yaml_event_delete(&event);
    }
    return root;
}

/* *complained tells a mistake from a slice without a document. */
static const struct yaml_node *read_slice(struct arena *a, struct span slice, bool *complained,
                                          struct diag *d)
{
    size_t before = d->count;
    struct reader r = {.arena = a, .slice = slice, .diag = d, .mark_offset = slice.start};
    if (!yaml_parser_initialize(&r.parser))
        arena_alloc(a, SIZE_MAX); /* ends the process in the one way there is */
    /* Without this a byte order mark inside the slice would not be counted by the marks. */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    struct text text = text_slice(slice.source->text, slice.start, slice.end);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.ptr, text.size);
    const struct yaml_node *root = read_stream(&r);
    yaml_parser_delete(&r.parser);
    *complained = d->count > before;
    return *complained ? NULL : root;
}

const struct yaml_node *yaml_parse(struct arena *a, const struct source *s, struct diag *d)
{
    bool complained;
    const struct yaml_node *root = read_slice(a, (struct span){s, 0, s->text.size}, &complained, d);
    if (!root && !complained)
        diag_add(d, MSG_FILE_EMPTY, (struct span){s, 0, 0}, "YAML");
    return root;
}

const struct yaml_node *yaml_parse_slice(struct arena *a, const struct source *s, size_t start,
                                         size_t end, struct diag *d)
{
    struct span slice = {s, start, end < s->text.size ? end : s->text.size};
    if (slice.start > slice.end)
        slice.start = slice.end;
    bool complained;
    const struct yaml_node *root = read_slice(a, slice, &complained, d);
    if (root || complained)
        return root;
    struct yaml_node *empty = arena_alloc(a, sizeof *empty);
    empty->kind = YAML_MAPPING;
    empty->span = (struct span){s, slice.start, slice.start};
    return empty;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < node->count; i++) {
        if (text_is(node->keys[i]->value, key))
            return node->items[i];
    }
    return NULL;
}

struct span yaml_span(const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_get(node, key);
    return value ? value->span : node->span;
}

struct span yaml_element_span(const struct yaml_node *node, const char *key, size_t index)
{
    const struct yaml_node *list = yaml_get(node, key);
    if (list && list->kind == YAML_SEQUENCE && index < list->count)
        return list->items[index]->span;
    return yaml_span(node, key);
}

bool yaml_is_null(const struct yaml_node *node)
{
    if (!node || node->kind != YAML_SCALAR || node->quoted)
        return false;
    return node->value.size == 0 || text_is(node->value, "~") || text_is(node->value, "null");
}

struct text yaml_excerpt(struct arena *a, struct text t)
{
    size_t offset = 0;
    for (int i = 0; i < EXCERPT_LENGTH && offset < t.size && t.ptr[offset] != '\n'; i++)
        text_next(t, &offset);
    struct text head = text_slice(t, 0, offset);
    return offset == t.size ? head : text_format(a, "%.*s…", (int)head.size, head.ptr);
}
