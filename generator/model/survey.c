#include "model/survey.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"

enum { SURVEYS_FILE_LIMIT = 1024 * 1024, WHOLE = 100000, ROWS_MOST = 30 };

static const struct schema_field ROW_FIELDS[] = {
    {.key = "label",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct survey_row, label),
     .required = true,
     .max = 60},
    {.key = "value",
     .kind = SCHEMA_DECIMAL,
     .offset = offsetof(struct survey_row, value),
     .required = true,
     .min = 0,
     .max = WHOLE},
};
static const struct schema ROW = {.name = "surveys.rows",
                                  .fields = ROW_FIELDS,
                                  .field_count = sizeof ROW_FIELDS / sizeof *ROW_FIELDS,
                                  .size = sizeof(struct survey_row),
                                  .node_offset = offsetof(struct survey_row, node)};

static const struct schema_field SURVEY_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct survey, id), .required = true},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct survey, title),
     .required = true,
     .max = 80},
    {.key = "question",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct survey, question),
     .required = true,
     .max = 200},
    {.key = "sample",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct survey, sample),
     .required = true,
     .max = 160},
    {.key = "source",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct survey, source),
     .required = true},
    {.key = "rows",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct survey, rows),
     .required = true,
     .of = &ROW},
};
static const struct schema SURVEY = {.name = "surveys",
                                     .fields = SURVEY_FIELDS,
                                     .field_count = sizeof SURVEY_FIELDS / sizeof *SURVEY_FIELDS,
                                     .size = sizeof(struct survey),
                                     .node_offset = offsetof(struct survey, node)};

static const struct schema_field SURVEYS_FIELDS[] = {
    {.key = "surveys",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct surveys, list),
     .required = true,
     .of = &SURVEY},
};
static const struct schema SURVEYS = {.name = "surveys",
                                      .fields = SURVEYS_FIELDS,
                                      .field_count = 1,
                                      .size = sizeof(struct surveys),
                                      .node_offset = SIZE_MAX};

/* A field names a survey as {{surveys.ID.…}}, where a dot would end the name. */
static bool has_dot(struct text id)
{
    return text_find(id, ".", 0) != SIZE_MAX;
}

static void check_survey(const struct survey *list, size_t index, const struct catalog *catalog,
                         struct diag *d)
{
    const struct survey *survey = &list[index];
    if (!catalog_source(catalog, survey->source))
        diag_add(d, MSG_UNKNOWN_SOURCE, yaml_span(survey->node, "source"), "%.*s",
                 (int)survey->source.size, survey->source.ptr);
    if (has_dot(survey->id))
        diag_add(d, MSG_BAD_ID, yaml_span(survey->node, "id"), "%.*s", (int)survey->id.size,
                 survey->id.ptr);
    if (survey->rows.count == 0 || survey->rows.count > ROWS_MOST)
        diag_add(d, MSG_OUT_OF_RANGE, yaml_span(survey->node, "rows"), "rows = %zu, 1..%d",
                 survey->rows.count, ROWS_MOST);
    for (size_t i = 0; i < index; i++) {
        if (text_equal(list[i].id, survey->id))
            diag_add(d, MSG_DUPLICATE_ID, yaml_span(survey->node, "id"), "%.*s",
                     (int)survey->id.size, survey->id.ptr);
    }
}

const struct surveys *surveys_load(struct arena *a, const char *content,
                                   const struct catalog *catalog, struct diag *d)
{
    size_t errors_before = d->errors;
    struct surveys *surveys = arena_alloc(a, sizeof *surveys);
    struct text path = text_format(a, "%s/catalog/surveys.yaml", content);
    if (!schema_load(a, path.ptr, SURVEYS_FILE_LIMIT, &SURVEYS, surveys, d))
        return NULL;
    for (size_t i = 0; i < surveys->list.count; i++)
        check_survey(surveys->list.items, i, catalog, d);
    return d->errors == errors_before ? surveys : NULL;
}
