#include "guide/order.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/schema.h"
#include "document/markdown.h"
#include "guide/slug.h"

enum { GUIDE_FILE_LIMIT = 256 * 1024, INTRO_MOST = 300 };

/* guide.yaml as it is written. */
struct written_part {
    const struct yaml_node *node;
    struct text title;
    struct text intro;
    struct schema_list chapters; /* struct text */
};

struct written {
    const struct yaml_node *node;
    struct text title;
    struct text subtitle;
    struct text edition;
    struct date date;
    struct schema_list parts; /* struct written_part */
};

static const struct schema_field PART_FIELDS[] = {
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct written_part, title),
     .required = true,
     .max = 60},
    {.key = "intro",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct written_part, intro),
     .multiline = true,
     .max = INTRO_MOST},
    {.key = "chapters",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct written_part, chapters),
     .required = true,
     .max = 80},
};
static const struct schema PART = {.name = "guide.parts",
                                   .fields = PART_FIELDS,
                                   .field_count = sizeof PART_FIELDS / sizeof *PART_FIELDS,
                                   .size = sizeof(struct written_part),
                                   .node_offset = offsetof(struct written_part, node)};

static const struct schema_field GUIDE_FIELDS[] = {
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct written, title),
     .required = true,
     .max = 60},
    {.key = "subtitle",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct written, subtitle),
     .max = 80},
    {.key = "edition", .kind = SCHEMA_TEXT, .offset = offsetof(struct written, edition), .max = 40},
    {.key = "date", .kind = SCHEMA_DATE, .offset = offsetof(struct written, date)},
    {.key = "parts",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct written, parts),
     .required = true,
     .of = &PART},
};
static const struct schema GUIDE = {.name = "guide.yaml",
                                    .fields = GUIDE_FIELDS,
                                    .field_count = sizeof GUIDE_FIELDS / sizeof *GUIDE_FIELDS,
                                    .size = sizeof(struct written),
                                    .node_offset = offsetof(struct written, node)};

static struct order_chapter *find_name(const struct order *order, struct text name)
{
    for (size_t i = 0; i < order->chapter_count; i++) {
        if (text_equal(order->chapters[i].name, name))
            return &order->chapters[i];
    }
    return NULL;
}

/* False when the name was refused. */
static bool check_name(struct arena *a, const struct order *order, const char *folder,
                       struct text name, struct span span, struct diag *d)
{
    if (!text_ends(name, ".md") || !slug_is_good(text_slice(name, 0, name.size - 3)))
        return diag_add(d, MSG_CHAPTER_SLUG, span, "%.*s", (int)name.size, name.ptr);
    if (find_name(order, name))
        return diag_add(d, MSG_DUPLICATE_ID, span, "%.*s", (int)name.size, name.ptr);
    struct text path = text_format(a, "%s/%.*s", folder, (int)name.size, name.ptr);
    if (file_kind_of(path.ptr) == FILE_REGULAR)
        return true;
    diag_add(d, MSG_UNKNOWN_CHAPTER, span, "%.*s", (int)name.size, name.ptr);
    size_t count = 0;
    const struct text *names = file_list(a, folder, ".md", &count, d);
    if (names)
        diag_near(d, diag_nearest(name, names, count));
    return false;
}

static void add_part(struct arena *a, struct order *order, const char *folder,
                     const struct written_part *written, struct diag *d)
{
    size_t index = order->part_count;
    size_t first = order->chapter_count;
    const struct text *names = written->chapters.items;
    for (size_t i = 0; i < written->chapters.count; i++) {
        struct span span = yaml_element_span(written->node, "chapters", i);
        if (!check_name(a, order, folder, names[i], span, d))
            continue;
        struct text path = text_format(a, "%s/%.*s", folder, (int)names[i].size, names[i].ptr);
        const struct source *source = source_load(a, path.ptr, CHAPTER_LIMIT, d);
        if (!source)
            continue;
        struct order_chapter *chapter =
            arena_push(a, &order->chapters, &order->chapter_count, sizeof *chapter);
        *chapter = (struct order_chapter){.source = source,
                                          .path = path,
                                          .name = names[i],
                                          .slug = text_slice(names[i], 0, names[i].size - 3),
                                          .part = index,
                                          .span = span};
    }
    if (written->chapters.count == 0)
        diag_add(d, MSG_EMPTY_VALUE, yaml_span(written->node, "chapters"), "chapters");
    if (order->chapter_count == first)
        return;
    struct order_part *part = arena_push(a, &order->parts, &order->part_count, sizeof *part);
    *part = (struct order_part){.title = written->title,
                                .intro = written->intro,
                                .first = first,
                                .count = order->chapter_count - first};
}

static void find_unlisted(struct arena *a, const struct order *order, const char *folder,
                          struct span span, struct diag *d)
{
    size_t count = 0;
    const struct text *names = file_list(a, folder, ".md", &count, d);
    for (size_t i = 0; i < count; i++) {
        if (!find_name(order, names[i]))
            diag_add(d, MSG_CHAPTER_UNLISTED, span, "%.*s", (int)names[i].size, names[i].ptr);
    }
}

const struct order *order_read(struct arena *a, const char *folder, struct diag *d)
{
    struct written written = {0};
    struct text path = text_format(a, "%s/guide.yaml", folder);
    if (!schema_load(a, path.ptr, GUIDE_FILE_LIMIT, &GUIDE, &written, d))
        return NULL;
    struct order *order = arena_alloc(a, sizeof *order);
    order->title = written.title;
    order->subtitle = written.subtitle;
    order->edition = written.edition;
    order->date = written.date;
    const struct written_part *parts = written.parts.items;
    for (size_t i = 0; i < written.parts.count; i++)
        add_part(a, order, folder, &parts[i], d);
    find_unlisted(a, order, folder, yaml_span(written.node, "parts"), d);
    if (order->chapter_count == 0) {
        diag_add(d, MSG_GUIDE_EMPTY, written.node->span, "%s", folder);
        return NULL;
    }
    return order;
}
