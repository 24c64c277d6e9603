#include "merge/data_guide.h"

#include "base/arena.h"
#include "merge/data_catalog.h"
#include "merge/data_measure.h"
#include "model/catalog.h"
#include "model/client.h"
#include "model/measure_catalog.h"
#include "model/obstacle_catalog.h"
#include "model/risk_catalog.h"
#include "model/survey.h"

static struct value *glossary_data(struct arena *a, const struct catalog *catalog)
{
    struct value *list = value_list(a);
    const struct term *terms = catalog->terms.items;
    for (size_t i = 0; i < catalog->terms.count; i++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "term", value_plain(a, terms[i].term));
        value_set(a, map, "reading", value_plain(a, terms[i].reading));
        value_set(a, map, "text", value_plain(a, terms[i].text));
    }
    return list;
}

static struct value *rows_data(struct arena *a, const struct survey *survey)
{
    struct value *list = value_list(a);
    const struct survey_row *rows = survey->rows.items;
    for (size_t i = 0; i < survey->rows.count; i++) {
        /* A column of figures has the same decimals: 31.0, not 31, below 18.8. */
        int64_t tenths = (rows[i].value + 50) / 100;
        struct text text =
            text_format(a, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "label", value_plain(a, rows[i].label));
        value_set(a, map, "value", value_decimal(a, rows[i].value));
        value_set(a, map, "text", value_plain(a, text));
    }
    return list;
}

static struct value *surveys_data(struct arena *a, const struct catalog *catalog)
{
    struct value *map = value_map(a);
    const struct survey *surveys = catalog->surveys->list.items;
    for (size_t i = 0; i < catalog->surveys->list.count; i++) {
        struct value *survey = value_put(a, map, surveys[i].id, value_map(a));
        value_set(a, survey, "title", value_plain(a, surveys[i].title));
        value_set(a, survey, "question", value_plain(a, surveys[i].question));
        value_set(a, survey, "sample", value_plain(a, surveys[i].sample));
        value_set(a, survey, "source", value_undefined(a));
        value_set(a, survey, "rows", rows_data(a, &surveys[i]));
    }
    return map;
}

/* The guide speaks to every firm: not 御社 and 当社 as to one client. */
static const char *doer_label(enum doer doer)
{
    static const char *const LABELS[] = {
        [DOER_CLIENT] = "会社", [DOER_VENDOR] = "IT会社", [DOER_BOTH] = "会社とIT会社"};
    return LABELS[doer];
}

static struct value *measures_data(struct arena *a, const struct catalog *catalog)
{
    struct value *list = value_list(a);
    const struct measure_entry *measures = catalog->measures->list.items;
    for (size_t i = 0; i < catalog->measures->list.count; i++) {
        const struct measure_entry *measure = &measures[i];
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "id", value_plain(a, measure->id));
        value_set(a, map, "name", value_plain(a, measure->name));
        value_set(a, map, "class",
                  value_label(a, measure_class_label((enum measure_class)measure->class)));
        value_set(a, map, "why", value_plain(a, measure->why));
        value_set(a, map, "kind", value_plain(a, measure->kind));
        value_set(a, map, "who", value_label(a, doer_label((enum doer)measure->who)));
        value_set(a, map, "first_step", value_plain(a, measure->first_step));
        value_set(a, map, "guide", value_plain(a, measure->guide));
    }
    return list;
}

static struct value *risks_data(struct arena *a, const struct catalog *catalog)
{
    struct value *list = value_list(a);
    const struct scenario *scenarios = catalog->risks->scenarios.items;
    for (size_t i = 0; i < catalog->risks->scenarios.count; i++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "id", value_plain(a, scenarios[i].id));
        value_set(a, map, "name", value_plain(a, scenarios[i].name));
        value_set(a, map, "sentence", value_plain(a, scenarios[i].sentence));
        value_set(a, map, "start", value_plain(a, scenarios[i].start));
        value_set(a, map, "stops", value_plain(a, scenarios[i].stops));
        value_set(a, map, "troubles", value_plain(a, scenarios[i].troubles));
    }
    return list;
}

struct value *data_guide(struct arena *a, const struct catalog *catalog)
{
    struct value *data = value_map(a);
    value_set(a, data, "vendor", data_vendor(a, &catalog->vendor));
    struct value *cite = value_set(a, data, "cite", value_map(a));
    const struct source_entry *sources = catalog->sources.items;
    for (size_t i = 0; i < catalog->sources.count; i++)
        value_put(a, cite, sources[i].id, value_undefined(a));
    value_set(a, data, "sources", value_list(a));
    value_set(a, data, "glossary", glossary_data(a, catalog));
    value_set(a, data, "surveys", surveys_data(a, catalog));
    struct value *programmes = value_set(a, data, "programmes", value_list(a));
    const struct programme *all = catalog->obstacles->programmes.items;
    for (size_t i = 0; i < catalog->obstacles->programmes.count; i++)
        data_add_programme(a, programmes, &all[i]);
    value_set(a, data, "measures", measures_data(a, catalog));
    value_set(a, data, "risks", risks_data(a, catalog));
    return data;
}

/* "surveys.ID" or anything below it. */
static bool is_below(struct text path, struct text parent)
{
    return path.size >= parent.size && text_equal(text_slice(path, 0, parent.size), parent) &&
           (path.size == parent.size || path.ptr[parent.size] == '.');
}

static bool survey_cites(const struct catalog *catalog, struct text path, struct text id)
{
    struct text name = text_slice(path, sizeof "surveys." - 1, path.size);
    const struct survey *surveys = catalog->surveys->list.items;
    for (size_t i = 0; i < catalog->surveys->list.count; i++) {
        if (text_equal(surveys[i].source, id) && is_below(name, surveys[i].id))
            return true;
    }
    return false;
}

static bool programmes_cite(const struct catalog *catalog, struct text id)
{
    const struct programme *all = catalog->obstacles->programmes.items;
    for (size_t i = 0; i < catalog->obstacles->programmes.count; i++) {
        if (schema_texts_have(&all[i].sources, id))
            return true;
    }
    return false;
}

static bool is_cited(const struct catalog *catalog, struct text id, const struct text *paths,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text path = paths[i];
        if (text_starts(path, "cite.") && text_equal(text_slice(path, 5, path.size), id))
            return true;
        if (text_starts(path, "surveys.") && survey_cites(catalog, path, id))
            return true;
        if (is_below(path, text_of("programmes")) && programmes_cite(catalog, id))
            return true;
    }
    return false;
}

/* Surveys and programmes print the numbers of their own sources. */
static void cite_parts(struct arena *a, struct value *data, const struct catalog *catalog)
{
    const struct value *cite = value_get(data, text_of("cite"));
    struct value *surveys = value_get(data, text_of("surveys"));
    const struct survey *survey = catalog->surveys->list.items;
    for (size_t i = 0; i < surveys->count; i++)
        *value_get(surveys->items[i], text_of("source")) = *value_get(cite, survey[i].source);
    struct value *programmes = value_get(data, text_of("programmes"));
    const struct programme *programme = catalog->obstacles->programmes.items;
    for (size_t i = 0; i < programmes->count; i++)
        *value_get(programmes->items[i], text_of("source")) =
            *data_numbers(a, programme[i].sources.items, programme[i].sources.count, cite);
}

const struct source_entry *const *data_guide_cite(struct arena *a, struct value *data,
                                                  const struct catalog *catalog,
                                                  const struct text *paths, size_t path_count,
                                                  size_t *count)
{
    struct value *cite = value_get(data, text_of("cite"));
    struct value *list = value_get(data, text_of("sources"));
    *list = *value_list(a);
    *count = 0;
    const struct source_entry **used = NULL;
    const struct source_entry *sources = catalog->sources.items;
    for (size_t i = 0; i < catalog->sources.count; i++) {
        struct value *entry = value_get(cite, sources[i].id);
        *entry = *value_undefined(a);
        if (!is_cited(catalog, sources[i].id, paths, path_count))
            continue;
        *(const struct source_entry **)arena_push(a, &used, count, sizeof *used) = &sources[i];
        *entry = *value_int(a, (int64_t)*count);
        data_add_source(a, list, &sources[i], (int64_t)*count);
    }
    cite_parts(a, data, catalog);
    return used;
}
