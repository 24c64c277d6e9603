#include "model/case_catalog.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"
#include "model/client_schema.h"

enum { CASES_FILE_LIMIT = 1024 * 1024, PEOPLE_MOST = 100000, STORY_MOST = 160 };

static const char *const NEEDS[] = {"nothing",   "shop",   "website", "servers",
                                    "notebooks", "remote", "cloud",   NULL};

static const struct schema_field CASE_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct case_entry, id), .required = true},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, title),
     .required = true,
     .max = 30},
    {.key = "business",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, business),
     .required = true,
     .max = 30},
    {.key = "trade", .kind = SCHEMA_TEXT, .offset = offsetof(struct case_entry, trade_word)},
    {.key = "fictional", .kind = SCHEMA_BOOL, .offset = offsetof(struct case_entry, fictional)},
    {.key = "source", .kind = SCHEMA_ID, .offset = offsetof(struct case_entry, source)},
    {.key = "employees",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct case_entry, employees),
     .min = 1,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "employees_from",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct case_entry, employees_from),
     .min = 1,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "employees_to",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct case_entry, employees_to),
     .min = 1,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "topics",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct case_entry, topics),
     .required = true,
     .max = 30},
    {.key = "needs",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct case_entry, needs),
     .words = NEEDS,
     .fallback = NEEDS_NOTHING},
    {.key = "situation",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, situation),
     .required = true,
     .max = STORY_MOST},
    {.key = "happened",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, happened),
     .required = true,
     .max = STORY_MOST},
    {.key = "missing",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, missing),
     .required = true,
     .max = STORY_MOST},
    {.key = "action",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct case_entry, action),
     .required = true,
     .max = STORY_MOST},
};
static const struct schema CASE = {.name = "cases",
                                   .fields = CASE_FIELDS,
                                   .field_count = sizeof CASE_FIELDS / sizeof *CASE_FIELDS,
                                   .size = sizeof(struct case_entry),
                                   .node_offset = offsetof(struct case_entry, node)};

static const struct schema_field CATALOG_FIELDS[] = {
    {.key = "cases",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct case_catalog, entries),
     .required = true,
     .of = &CASE},
};
static const struct schema CATALOG = {.name = "cases",
                                      .fields = CATALOG_FIELDS,
                                      .field_count = 1,
                                      .size = sizeof(struct case_catalog),
                                      .node_offset = SIZE_MAX};

static void read_trade(struct case_entry *entry, struct diag *d)
{
    entry->trade = -1;
    if (!entry->trade_word.ptr)
        return;
    enum trade trade = TRADE_OTHER;
    if (trade_parse(entry->trade_word, &trade)) {
        entry->trade = (int)trade;
        return;
    }
    diag_add(d, MSG_UNKNOWN_WORD, yaml_span(entry->node, "trade"), "trade: %.*s",
             (int)entry->trade_word.size, entry->trade_word.ptr);
    struct text names[TRADE_OTHER + 1];
    for (int i = 0; i <= TRADE_OTHER; i++)
        names[i] = text_of(TRADE_WORDS[i]);
    diag_near(d, diag_nearest(entry->trade_word, names, TRADE_OTHER + 1));
}

/* One number, or two that are in order, or none; a fictional firm has one. */
static void read_size(struct case_entry *entry, struct diag *d)
{
    bool from = entry->employees_from != SCHEMA_ABSENT;
    bool to = entry->employees_to != SCHEMA_ABSENT;
    bool one = entry->employees != SCHEMA_ABSENT;
    bool wrong = from != to || (one && from) || (entry->fictional && !one) ||
                 (from && entry->employees_from > entry->employees_to);
    if (wrong)
        diag_add(d, MSG_INCONSISTENT, yaml_span(entry->node, from ? "employees_from" : "employees"),
                 "employees, employees_from, employees_to");
    if (!one)
        return;
    entry->employees_from = entry->employees;
    entry->employees_to = entry->employees;
}

static void check_origin(const struct case_entry *entry, const struct catalog *catalog,
                         struct diag *d)
{
    if (!entry->fictional && !entry->source.ptr)
        diag_add(d, MSG_FIGURE_WITHOUT_SOURCE, entry->node->span, "source | fictional: true");
    if (entry->fictional && entry->source.ptr)
        diag_add(d, MSG_INCONSISTENT, yaml_span(entry->node, "source"), "source, fictional");
    if (entry->source.ptr && !catalog_source(catalog, entry->source))
        diag_add(d, MSG_UNKNOWN_SOURCE, yaml_span(entry->node, "source"), "%.*s",
                 (int)entry->source.size, entry->source.ptr);
}

static bool topic_is_asked(const struct catalog *catalog, struct text topic)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        const struct sheet *sheet = &catalog->sheets[i];
        if (sheet->kind == SHEET_SCORED && sheet_topic_index(sheet, topic) != SIZE_MAX)
            return true;
    }
    return false;
}

static void check_topics(const struct case_entry *entry, const struct catalog *catalog,
                         struct diag *d)
{
    const struct text *topics = entry->topics.items;
    for (size_t i = 0; i < entry->topics.count; i++) {
        if (!topic_is_asked(catalog, topics[i]))
            diag_add(d, MSG_UNKNOWN_WORD, yaml_span(entry->node, "topics"), "topics: %.*s",
                     (int)topics[i].size, topics[i].ptr);
    }
    if (entry->topics.count == 0)
        diag_add(d, MSG_EMPTY_VALUE, yaml_span(entry->node, "topics"), "topics");
}

static void check_unique(const struct case_entry *entries, size_t index, struct diag *d)
{
    for (size_t i = 0; i < index; i++) {
        if (text_equal(entries[i].id, entries[index].id))
            diag_add(d, MSG_DUPLICATE_ID, yaml_span(entries[index].node, "id"), "%.*s",
                     (int)entries[index].id.size, entries[index].id.ptr);
    }
}

const struct case_catalog *case_catalog_load(struct arena *a, const char *content,
                                             const struct catalog *catalog, struct diag *d)
{
    size_t errors_before = d->errors;
    struct case_catalog *cases = arena_alloc(a, sizeof *cases);
    struct text path = text_format(a, "%s/catalog/cases.yaml", content);
    /* What a mistake left empty would only be told twice. */
    if (!schema_load(a, path.ptr, CASES_FILE_LIMIT, &CATALOG, cases, d))
        return NULL;
    struct case_entry *entries = cases->entries.items;
    for (size_t i = 0; i < cases->entries.count; i++) {
        read_trade(&entries[i], d);
        read_size(&entries[i], d);
        check_origin(&entries[i], catalog, d);
        check_topics(&entries[i], catalog, d);
        check_unique(entries, i, d);
    }
    return d->errors == errors_before ? cases : NULL;
}
