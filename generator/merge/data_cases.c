#include "merge/data_cases.h"

#include "base/arena.h"
#include "model/cases.h"

/* "金属部品の加工・社員38人", "建設（石川県）・社員101〜300人". */
static struct text firm_text(struct arena *a, const struct case_entry *entry)
{
    int size = (int)entry->business.size;
    const char *business = entry->business.ptr;
    if (entry->employees_from == SCHEMA_ABSENT)
        return entry->business;
    if (entry->employees_from == entry->employees_to)
        return text_format(a, "%.*s・社員%lld人", size, business, (long long)entry->employees_from);
    return text_format(a, "%.*s・社員%lld〜%lld人", size, business,
                       (long long)entry->employees_from, (long long)entry->employees_to);
}

static struct value *case_data(struct arena *a, const struct near_case *near)
{
    const struct case_entry *entry = near->entry;
    struct value *map = value_map(a);
    value_set(a, map, "id", value_plain(a, entry->id));
    value_set(a, map, "title", value_plain(a, entry->title));
    value_set(a, map, "firm", value_plain(a, firm_text(a, entry)));
    value_set(a, map, "label",
              value_label(a, entry->fictional ? "説明のための架空の例" : "実際にあった例"));
    value_set(a, map, "situation", value_plain(a, entry->situation));
    value_set(a, map, "happened", value_plain(a, entry->happened));
    value_set(a, map, "missing", value_plain(a, entry->missing));
    value_set(a, map, "action", value_plain(a, entry->action));
    value_set(a, map, "why_near", value_plain(a, near->why));
    value_set(a, map, "fictional", value_bool(a, entry->fictional));
    value_set(a, map, "source_id", value_plain(a, entry->source));
    value_set(a, map, "source", value_undefined(a));
    return map;
}

struct value *data_cases(struct arena *a, const struct cases_result *result)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < result->count; i++)
        value_append(a, list, case_data(a, &result->items[i]));
    return list;
}

bool data_cases_cites(const struct cases_result *result, struct text id)
{
    for (size_t i = 0; i < result->count; i++) {
        if (text_equal(result->items[i].entry->source, id))
            return true;
    }
    return false;
}

void data_cases_cite(struct arena *a, struct value *cases, const struct cases_result *result,
                     const struct value *cite)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct case_entry *entry = result->items[i].entry;
        const struct value *number = entry->fictional ? NULL : value_get(cite, entry->source);
        *value_get(cases->items[i], text_of("source")) = number ? *number : *value_undefined(a);
    }
}
