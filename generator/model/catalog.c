#include "model/catalog.h"

#include "base/arena.h"
#include "base/beside.h"
#include "base/diag.h"
#include "japanese/readings.h"
#include "model/case_catalog.h"
#include "model/duty_catalog.h"
#include "model/measure_catalog.h"
#include "model/obstacle_catalog.h"
#include "model/risk_catalog.h"
#include "model/survey.h"

enum { CATALOG_FILE_LIMIT = 4 * 1024 * 1024 };

static const char *const CERTAINTIES[] = {"primary", "secondary", NULL};
static const char *const FACTS[] = {"none", "self_check_done", "policy_published", NULL};

static const struct schema_field SOURCE_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct source_entry, id), .required = true},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct source_entry, title),
     .required = true,
     .max = 120},
    {.key = "publisher",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct source_entry, publisher),
     .required = true,
     .max = 60},
    {.key = "published",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct source_entry, published),
     .required = true,
     .max = 40},
    {.key = "sample",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct source_entry, sample),
     .max = 160},
    {.key = "address",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct source_entry, address),
     .required = true,
     .max = 300},
    {.key = "certainty",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct source_entry, certainty),
     .required = true,
     .words = CERTAINTIES},
    {.key = "checked",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct source_entry, checked),
     .required = true},
};
static const struct schema SOURCE = {.name = "sources",
                                     .fields = SOURCE_FIELDS,
                                     .field_count = sizeof SOURCE_FIELDS / sizeof *SOURCE_FIELDS,
                                     .size = sizeof(struct source_entry),
                                     .node_offset = offsetof(struct source_entry, node)};

static const struct schema_field STATISTIC_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct statistic, id), .required = true},
    {.key = "sheet",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct statistic, sheet),
     .required = true},
    {.key = "item",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct statistic, item),
     .required = true,
     .max = 8},
    {.key = "percent",
     .kind = SCHEMA_DECIMAL,
     .offset = offsetof(struct statistic, percent),
     .required = true,
     .min = 0,
     .max = 100000},
    {.key = "meaning",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct statistic, meaning),
     .required = true,
     .max = 120},
    {.key = "source",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct statistic, source),
     .required = true},
};
static const struct schema STATISTIC = {.name = "statistics",
                                        .fields = STATISTIC_FIELDS,
                                        .field_count =
                                            sizeof STATISTIC_FIELDS / sizeof *STATISTIC_FIELDS,
                                        .size = sizeof(struct statistic),
                                        .node_offset = offsetof(struct statistic, node)};

static const struct schema_field TERM_FIELDS[] = {
    {.key = "term",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct term, term),
     .required = true,
     .max = 40},
    {.key = "reading",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct term, reading),
     .required = true,
     .max = 60},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct term, text),
     .required = true,
     .max = 300},
    {.key = "also", .kind = SCHEMA_TEXTS, .offset = offsetof(struct term, also), .max = 40},
};
static const struct schema TERM = {.name = "glossary",
                                   .fields = TERM_FIELDS,
                                   .field_count = sizeof TERM_FIELDS / sizeof *TERM_FIELDS,
                                   .size = sizeof(struct term),
                                   .node_offset = offsetof(struct term, node)};

static const struct schema_field CONDITION_FIELDS[] = {
    {.key = "stars",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct action_condition, stars),
     .required = true,
     .min = 1,
     .max = 2},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct action_condition, title),
     .required = true,
     .max = 40},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct action_condition, text),
     .required = true,
     .max = 160},
    {.key = "sheet", .kind = SCHEMA_ID, .offset = offsetof(struct action_condition, sheet)},
    {.key = "item",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct action_condition, item),
     .max = 8},
    {.key = "fact",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct action_condition, fact),
     .words = FACTS},
};
static const struct schema CONDITION = {.name = "security_action.conditions",
                                        .fields = CONDITION_FIELDS,
                                        .field_count =
                                            sizeof CONDITION_FIELDS / sizeof *CONDITION_FIELDS,
                                        .size = sizeof(struct action_condition),
                                        .node_offset = offsetof(struct action_condition, node)};

static const struct schema_field ACTION_FIELDS[] = {
    {.key = "source",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct security_action, source),
     .required = true},
    {.key = "note",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct security_action, note),
     .required = true,
     .max = 300},
    {.key = "conditions",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct security_action, conditions),
     .required = true,
     .of = &CONDITION},
};
static const struct schema ACTION = {.name = "security_action",
                                     .fields = ACTION_FIELDS,
                                     .field_count = sizeof ACTION_FIELDS / sizeof *ACTION_FIELDS,
                                     .size = sizeof(struct security_action),
                                     .node_offset = SIZE_MAX};

static const struct schema_field VENDOR_FIELDS[] = {
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, name),
     .required = true,
     .max = 60},
    {.key = "reading", .kind = SCHEMA_TEXT, .offset = offsetof(struct vendor, reading), .max = 120},
    {.key = "department",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, department),
     .max = 40},
    {.key = "person",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, person),
     .required = true,
     .max = 40},
    {.key = "person_reading",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, person_reading),
     .max = 80},
    {.key = "phone",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, phone),
     .required = true,
     .max = 30},
    {.key = "emergency",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, emergency),
     .required = true,
     .max = 30},
    {.key = "hours",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct vendor, hours),
     .required = true,
     .max = 60},
    {.key = "email", .kind = SCHEMA_TEXT, .offset = offsetof(struct vendor, email), .max = 80},
    {.key = "address", .kind = SCHEMA_TEXT, .offset = offsetof(struct vendor, address), .max = 100},
    {.key = "fictional", .kind = SCHEMA_BOOL, .offset = offsetof(struct vendor, fictional)},
    {.key = "prices",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct vendor, prices),
     .of = &MEASURE_PRICE_SCHEMA},
};
static const struct schema VENDOR = {.name = "vendor",
                                     .fields = VENDOR_FIELDS,
                                     .field_count = sizeof VENDOR_FIELDS / sizeof *VENDOR_FIELDS,
                                     .size = sizeof(struct vendor),
                                     .node_offset = offsetof(struct vendor, node)};

/* Files with one list: the key is the schema's name. */
static const struct schema_field SOURCES_FIELDS[] = {
    {.key = "sources",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct catalog, sources),
     .required = true,
     .of = &SOURCE},
};
static const struct schema_field STATISTICS_FIELDS[] = {
    {.key = "statistics",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct catalog, statistics),
     .required = true,
     .of = &STATISTIC},
};
static const struct schema_field GLOSSARY_FIELDS[] = {
    {.key = "glossary",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct catalog, terms),
     .required = true,
     .of = &TERM},
};

/* One file into (part of) a struct. */
static bool read_file(struct arena *a, const char *content, const char *name,
                      const struct schema *schema, void *out, struct diag *d)
{
    struct text path = text_format(a, "%s/%s", content, name);
    return schema_load(a, path.ptr, CATALOG_FILE_LIMIT, schema, out, d);
}

static bool read_list(struct arena *a, const char *content, const char *name,
                      const struct schema_field *field, struct catalog *catalog, struct diag *d)
{
    struct schema schema = {.name = field->key,
                            .fields = field,
                            .field_count = 1,
                            .size = sizeof *catalog,
                            .node_offset = SIZE_MAX};
    return read_file(a, content, name, &schema, catalog, d);
}

static bool unknown_source(const struct yaml_node *node, struct text id, struct diag *d)
{
    return diag_add(d, MSG_UNKNOWN_SOURCE, yaml_span(node, "source"), "%.*s", (int)id.size, id.ptr);
}

static bool check_item(const struct catalog *catalog, const struct yaml_node *node,
                       struct text sheet_id, struct text item, struct diag *d)
{
    const struct sheet *sheet = catalog_sheet(catalog, sheet_id);
    if (!sheet)
        return diag_add(d, MSG_UNKNOWN_SHEET, node->span, "%.*s", (int)sheet_id.size, sheet_id.ptr);
    if (sheet_item_index(sheet, item) == SIZE_MAX)
        return diag_add(d, MSG_ANSWER_UNKNOWN_ITEM, node->span, "%.*s: %.*s", (int)sheet_id.size,
                        sheet_id.ptr, (int)item.size, item.ptr);
    return true;
}

/* Ids are unique and references lead somewhere. */
static bool check_references(const struct catalog *catalog, struct diag *d)
{
    bool good = true;
    const struct source_entry *sources = catalog->sources.items;
    for (size_t i = 0; i < catalog->sources.count; i++) {
        if (catalog_source(catalog, sources[i].id) != &sources[i])
            good = diag_add(d, MSG_DUPLICATE_ID, sources[i].node->span, "%.*s",
                            (int)sources[i].id.size, sources[i].id.ptr);
    }
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        const struct sheet *sheet = &catalog->sheets[i];
        if (!catalog_source(catalog, sheet->source))
            good = unknown_source(sheet->node, sheet->source, d);
    }
    const struct statistic *statistics = catalog->statistics.items;
    for (size_t i = 0; i < catalog->statistics.count; i++) {
        const struct statistic *statistic = &statistics[i];
        if (!catalog_source(catalog, statistic->source))
            good = unknown_source(statistic->node, statistic->source, d);
        good = check_item(catalog, statistic->node, statistic->sheet, statistic->item, d) && good;
    }
    const struct action_condition *conditions = catalog->action.conditions.items;
    for (size_t i = 0; i < catalog->action.conditions.count; i++) {
        const struct action_condition *condition = &conditions[i];
        if (condition->item.ptr)
            good =
                check_item(catalog, condition->node, condition->sheet, condition->item, d) && good;
    }
    return good;
}

/* Only where it is written: nothing is said of a reading that is not there. */
static void check_reading(const struct vendor *vendor, const char *key, struct text reading,
                          struct diag *d)
{
    if (reading.ptr && !reading_is_kana(reading))
        diag_add(d, MSG_READING, yaml_span(vendor->node, key), "%.*s", (int)reading.size,
                 reading.ptr);
}

/* Files that refer to the sources and sheets just checked, and to none of each other. Each is a job
 * of its own: whichever thread is free takes the next, so that neither waits long. */
struct part {
    void (*load)(struct arena *a, struct part *part);
    struct diag diag;
    const char *content;
    struct catalog *catalog; /* each writes one member that the others do not look at */
};

static void load_cases(struct arena *a, struct part *part)
{
    part->catalog->cases = case_catalog_load(a, part->content, part->catalog, &part->diag);
}

static void load_duties(struct arena *a, struct part *part)
{
    part->catalog->duties = duties_load(a, part->content, part->catalog, &part->diag);
}

static void load_obstacles(struct arena *a, struct part *part)
{
    part->catalog->obstacles = obstacles_load(a, part->content, part->catalog, &part->diag);
}

static void load_surveys(struct arena *a, struct part *part)
{
    part->catalog->surveys = surveys_load(a, part->content, part->catalog, &part->diag);
}

static void load_part(struct arena *a, void *context)
{
    struct part *part = context;
    part->diag = diag_new(a);
    part->load(a, part);
}

/* The longest chain: measures refer to risks. */
static void load_risks_and_measures(struct arena *a, const char *content, struct catalog *catalog,
                                    struct diag *d)
{
    catalog->risks = risk_catalog_load(a, content, catalog, d);
    catalog->measures = measures_load(a, content, catalog, catalog->risks, d);
    if (catalog->measures)
        measures_check_prices(a, catalog->measures, &catalog->vendor.prices, d);
}

static void load_parts(struct arena *a, const char *content, struct catalog *catalog,
                       struct beside *beside, struct diag *d)
{
    enum { PARTS = 4 };
    struct part parts[PARTS] = {{.load = load_duties},
                                {.load = load_cases},
                                {.load = load_surveys},
                                {.load = load_obstacles}};
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &parts[i];
        part->content = content;
        part->catalog = catalog;
        beside_give(beside, load_part, part);
    }
    load_risks_and_measures(a, content, catalog, d);
    beside_join(a, beside);
    for (size_t i = 0; i < PARTS; i++)
        diag_take(d, &parts[i].diag);
}

const struct catalog *catalog_load_beside(struct arena *a, const char *content,
                                          struct beside *beside, struct diag *d)
{
    size_t errors_before = d->errors;
    struct catalog *catalog = arena_alloc(a, sizeof *catalog);
    struct text sheets = text_format(a, "%s/catalog/sheets", content);
    catalog->sheets = sheets_load(a, sheets.ptr, &catalog->sheet_count, d);
    read_list(a, content, "catalog/sources.yaml", SOURCES_FIELDS, catalog, d);
    read_list(a, content, "catalog/statistics.yaml", STATISTICS_FIELDS, catalog, d);
    read_list(a, content, "catalog/glossary.yaml", GLOSSARY_FIELDS, catalog, d);
    read_file(a, content, "catalog/security_action.yaml", &ACTION, &catalog->action, d);
    read_file(a, content, "vendor.yaml", &VENDOR, &catalog->vendor, d);
    check_reading(&catalog->vendor, "reading", catalog->vendor.reading, d);
    check_reading(&catalog->vendor, "person_reading", catalog->vendor.person_reading, d);
    /* References into a file that could not be read would only repeat its errors. */
    if (d->errors == errors_before)
        check_references(catalog, d);
    if (d->errors == errors_before)
        load_parts(a, content, catalog, beside, d);
    else
        beside_join(a, beside);
    return d->errors == errors_before ? catalog : NULL;
}

const struct catalog *catalog_load(struct arena *a, const char *content, struct diag *d)
{
    struct beside beside;
    beside_start(&beside);
    return catalog_load_beside(a, content, &beside, d);
}

const struct sheet *catalog_sheet(const struct catalog *catalog, struct text id)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        if (text_equal(catalog->sheets[i].id, id))
            return &catalog->sheets[i];
    }
    return NULL;
}

const struct source_entry *catalog_source(const struct catalog *catalog, struct text id)
{
    const struct source_entry *sources = catalog->sources.items;
    for (size_t i = 0; i < catalog->sources.count; i++) {
        if (text_equal(sources[i].id, id))
            return &sources[i];
    }
    return NULL;
}
