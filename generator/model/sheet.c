#include "model/sheet.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { SHEET_FILE_LIMIT = 1024 * 1024 };

static const char *const KIND_WORDS[] = {"scored", "checklist", NULL};
static const char *const RULE_WORDS[] = {"rescale", "full", NULL};
static const char *const DOER_WORDS[] = {"client", "vendor", "both", NULL};

static const struct schema_field ITEM_FIELDS[] = {
    {.key = "number",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, number),
     .required = true,
     .max = 8},
    {.key = "topic", .kind = SCHEMA_ID, .offset = offsetof(struct sheet_item, topic)},
    {.key = "category",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct sheet_item, category),
     .required = true},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, title),
     .required = true,
     .max = 20},
    {.key = "question",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, question),
     .required = true,
     .max = 160},
    {.key = "aim",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, aim),
     .required = true,
     .max = 200},
    {.key = "example",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, example),
     .required = true,
     .max = 200},
    {.key = "if_no",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, if_no),
     .required = true,
     .max = 200},
    {.key = "first_step",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_item, first_step),
     .required = true,
     .max = 120},
    {.key = "doer",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct sheet_item, doer),
     .required = true,
     .words = DOER_WORDS},
    {.key = "priority",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_item, priority),
     .required = true,
     .min = 1,
     .max = 3},
    {.key = "yes_no", .kind = SCHEMA_BOOL, .offset = offsetof(struct sheet_item, yes_no)},
};

static const struct schema ITEM = {.name = "sheet.items",
                                   .fields = ITEM_FIELDS,
                                   .field_count = sizeof ITEM_FIELDS / sizeof *ITEM_FIELDS,
                                   .size = sizeof(struct sheet_item),
                                   .node_offset = offsetof(struct sheet_item, node)};

static const struct schema_field CATEGORY_FIELDS[] = {
    {.key = "id",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct sheet_category, id),
     .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_category, name),
     .required = true,
     .max = 16},
};

static const struct schema CATEGORY = {.name = "sheet.categories",
                                       .fields = CATEGORY_FIELDS,
                                       .field_count =
                                           sizeof CATEGORY_FIELDS / sizeof *CATEGORY_FIELDS,
                                       .size = sizeof(struct sheet_category),
                                       .node_offset = offsetof(struct sheet_category, node)};

static const struct schema_field BAND_FIELDS[] = {
    {.key = "from",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_band, from),
     .required = true,
     .min = -100,
     .max = 100},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_band, name),
     .required = true,
     .max = 30},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet_band, text),
     .required = true,
     .max = 200},
};

static const struct schema BAND = {.name = "sheet.bands",
                                   .fields = BAND_FIELDS,
                                   .field_count = sizeof BAND_FIELDS / sizeof *BAND_FIELDS,
                                   .size = sizeof(struct sheet_band),
                                   .node_offset = offsetof(struct sheet_band, node)};

static const struct schema_field POINTS_FIELDS[] = {
    {.key = "yes",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_points, yes),
     .required = true,
     .min = 1,
     .max = 100},
    {.key = "partly",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_points, partly),
     .required = true,
     .min = -100,
     .max = 100},
    {.key = "no",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_points, no),
     .required = true,
     .min = -100,
     .max = 100},
    {.key = "unknown",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet_points, unknown),
     .required = true,
     .min = -100,
     .max = 100},
};

static const struct schema POINTS = {.name = "sheet.points",
                                     .fields = POINTS_FIELDS,
                                     .field_count = sizeof POINTS_FIELDS / sizeof *POINTS_FIELDS,
                                     .size = sizeof(struct sheet_points),
                                     .node_offset = SIZE_MAX};

static const struct schema_field SHEET_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct sheet, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet, name),
     .required = true,
     .max = 60},
    {.key = "edition",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct sheet, edition),
     .required = true,
     .max = 60},
    {.key = "note", .kind = SCHEMA_TEXT, .offset = offsetof(struct sheet, note), .max = 400},
    {.key = "source",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct sheet, source),
     .required = true},
    {.key = "kind",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct sheet, kind),
     .required = true,
     .words = KIND_WORDS},
    {.key = "not_applicable",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct sheet, not_applicable),
     .words = RULE_WORDS},
    {.key = "pass",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct sheet, pass),
     .required = true,
     .min = 0,
     .max = 100},
    {.key = "points",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct sheet, points),
     .required = true,
     .of = &POINTS},
    {.key = "bands",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct sheet, bands),
     .required = true,
     .of = &BAND},
    {.key = "categories",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct sheet, categories),
     .required = true,
     .of = &CATEGORY},
    {.key = "items",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct sheet, items),
     .required = true,
     .of = &ITEM},
};

static const struct schema SHEET = {.name = "sheet",
                                    .fields = SHEET_FIELDS,
                                    .field_count = sizeof SHEET_FIELDS / sizeof *SHEET_FIELDS,
                                    .size = sizeof(struct sheet),
                                    .node_offset = offsetof(struct sheet, node)};

static const struct sheet_category *find_category(const struct sheet *sheet, struct text id)
{
    const struct sheet_category *categories = sheet->categories.items;
    for (size_t i = 0; i < sheet->categories.count; i++) {
        if (text_equal(categories[i].id, id))
            return &categories[i];
    }
    return NULL;
}

/* Items have unique numbers and known categories; bands fall and reach the lowest total. */
static bool check_sheet(struct arena *a, const struct sheet *sheet, struct diag *d)
{
    bool good = true;
    const struct sheet_item *items = sheet->items.items;
    struct text *ids = arena_array(a, sheet->categories.count, sizeof *ids);
    for (size_t i = 0; i < sheet->categories.count; i++)
        ids[i] = ((const struct sheet_category *)sheet->categories.items)[i].id;
    for (size_t i = 0; i < sheet->items.count; i++) {
        if (sheet_item_index(sheet, items[i].number) != i)
            good = diag_add(d, MSG_DUPLICATE_ID, yaml_get(items[i].node, "number")->span, "%.*s",
                            (int)items[i].number.size, items[i].number.ptr);
        if (items[i].topic.ptr && sheet_topic_index(sheet, items[i].topic) != i)
            good = diag_add(d, MSG_DUPLICATE_ID, yaml_get(items[i].node, "topic")->span, "%.*s",
                            (int)items[i].topic.size, items[i].topic.ptr);
        if (!find_category(sheet, items[i].category)) {
            good = diag_add(d, MSG_UNKNOWN_WORD, yaml_get(items[i].node, "category")->span,
                            "category = %.*s", (int)items[i].category.size, items[i].category.ptr);
            diag_near(d, diag_nearest(items[i].category, ids, sheet->categories.count));
        }
    }
    const struct sheet_band *bands = sheet->bands.items;
    for (size_t i = 1; i < sheet->bands.count; i++) {
        if (bands[i].from >= bands[i - 1].from)
            good = diag_add(d, MSG_OUT_OF_RANGE, bands[i].node->span, "from = %lld, < %lld",
                            (long long)bands[i].from, (long long)bands[i - 1].from);
    }
    return good;
}

static bool load_sheet(struct arena *a, const char *path, struct sheet *sheet, struct diag *d)
{
    return schema_load(a, path, SHEET_FILE_LIMIT, &SHEET, sheet, d) && check_sheet(a, sheet, d);
}

const struct sheet *sheets_load(struct arena *a, const char *folder, size_t *count, struct diag *d)
{
    *count = 0;
    size_t file_count = 0;
    const struct text *names = file_list(a, folder, ".yaml", &file_count, d);
    struct sheet *sheets = arena_array(a, file_count, sizeof *sheets);
    for (size_t i = 0; i < file_count; i++) {
        struct text path = text_format(a, "%s/%.*s", folder, (int)names[i].size, names[i].ptr);
        struct sheet sheet = {0};
        if (load_sheet(a, path.ptr, &sheet, d))
            sheets[(*count)++] = sheet;
    }
    return sheets;
}

size_t sheet_item_index(const struct sheet *sheet, struct text number)
{
    const struct sheet_item *items = sheet->items.items;
    for (size_t i = 0; i < sheet->items.count; i++) {
        if (text_equal(items[i].number, number))
            return i;
    }
    return SIZE_MAX;
}

size_t sheet_topic_index(const struct sheet *sheet, struct text topic)
{
    const struct sheet_item *items = sheet->items.items;
    for (size_t i = 0; i < sheet->items.count; i++) {
        if (items[i].topic.ptr && text_equal(items[i].topic, topic))
            return i;
    }
    return SIZE_MAX;
}

/* The words of client files and those on paper; ANSWER_NONE is written nowhere. */
static const struct {
    const char *word;
    const char *label;
} ANSWERS[ANSWER_COUNT] = {
    [ANSWER_NONE] = {"", "未回答"},
    [ANSWER_YES] = {"yes", "実施している"},
    [ANSWER_PARTLY] = {"partly", "一部だけ"},
    [ANSWER_NO] = {"no", "実施していない"},
    [ANSWER_UNKNOWN] = {"unknown", "わからない"},
    [ANSWER_NOT_APPLICABLE] = {"na", "対象外"},
};

enum answer answer_parse(struct text word)
{
    for (int answer = ANSWER_YES; answer < ANSWER_NOT_APPLICABLE; answer++) {
        if (text_is(word, ANSWERS[answer].word))
            return (enum answer)answer;
    }
    return ANSWER_NONE;
}

const char *answer_word(enum answer answer)
{
    return ANSWERS[answer].word;
}

const char *answer_label(enum answer answer)
{
    return ANSWERS[answer].label;
}

int64_t sheet_points_of(const struct sheet *sheet, enum answer answer, bool *counts)
{
    *counts = true;
    switch (answer) {
    case ANSWER_YES:
        return sheet->points.yes;
    case ANSWER_PARTLY:
        return sheet->points.partly;
    case ANSWER_NO:
        return sheet->points.no;
    case ANSWER_UNKNOWN:
        return sheet->points.unknown;
    case ANSWER_NOT_APPLICABLE:
        *counts = sheet->not_applicable == NOT_APPLICABLE_FULL;
        return *counts ? sheet->points.yes : 0;
    case ANSWER_NONE:
    case ANSWER_COUNT:
        break;
    }
    *counts = false;
    return 0;
}
