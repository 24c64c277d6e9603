#include "guide/front.h"

#include "base/arena.h"
#include "base/diag.h"

enum { MINUTES_MOST = 60, TITLE_MOST = 200 /* signs of a foreign title */ };

static const char *const READERS[] = {"owner", "staff", "vendor"};
enum { READER_COUNT = sizeof READERS / sizeof *READERS };

static const struct schema_field FIELDS[] = {
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct front, title),
     .required = true,
     .max = 60},
    {.key = "minutes",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct front, minutes),
     .min = 1,
     .max = MINUTES_MOST},
    {.key = "audience",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct front, audience),
     .max = 10},
    {.key = "tags", .kind = SCHEMA_TEXTS, .offset = offsetof(struct front, tags), .max = 20},
};
static const struct schema FRONT = {.name = "chapter",
                                    .fields = FIELDS,
                                    .field_count = sizeof FIELDS / sizeof *FIELDS,
                                    .size = sizeof(struct front),
                                    .node_offset = SIZE_MAX};

static bool is_reader(struct text word)
{
    for (size_t i = 0; i < READER_COUNT; i++) {
        if (text_is(word, READERS[i]))
            return true;
    }
    return false;
}

void front_read(struct arena *a, const struct yaml_node *node, struct front *front, struct diag *d)
{
    schema_read(a, &FRONT, node, front, d);
    const struct text *words = front->audience.items;
    for (size_t i = 0; i < front->audience.count; i++) {
        if (is_reader(words[i]))
            continue;
        struct text names[READER_COUNT];
        for (size_t k = 0; k < READER_COUNT; k++)
            names[k] = text_of(READERS[k]);
        diag_add(d, MSG_UNKNOWN_WORD, yaml_element_span(node, "audience", i), "audience: %.*s",
                 (int)words[i].size, words[i].ptr);
        diag_near(d, diag_nearest(words[i], names, READER_COUNT));
    }
}

static bool is_line(const struct yaml_node *node)
{
    return node && node->kind == YAML_SCALAR && text_trim(node->value).size > 0 &&
           text_find(text_trim(node->value), "\n", 0) == SIZE_MAX &&
           text_length(node->value) <= TITLE_MOST;
}

void front_glance(struct arena *a, const struct yaml_node *node, struct front *front)
{
    const struct yaml_node *title = yaml_get(node, "title");
    if (is_line(title))
        front->title = text_trim(title->value);
    const struct yaml_node *tags = yaml_get(node, "tags");
    if (!tags || tags->kind != YAML_SEQUENCE)
        return;
    struct text *items = NULL;
    for (size_t i = 0; i < tags->count; i++) {
        if (is_line(tags->items[i]))
            *(struct text *)arena_push(a, &items, &front->tags.count, sizeof *items) =
                text_trim(tags->items[i]->value);
    }
    front->tags.items = items;
}
