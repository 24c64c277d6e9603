#include "merge/data_catalog.h"

#include "base/arena.h"
#include "model/catalog.h"
#include "model/obstacle_catalog.h"

struct value *data_vendor(struct arena *a, const struct vendor *vendor)
{
    struct value *map = value_map(a);
    value_set(a, map, "name", value_plain(a, vendor->name));
    value_set(a, map, "department", value_plain(a, vendor->department));
    value_set(a, map, "person", value_plain(a, vendor->person));
    value_set(a, map, "phone", value_plain(a, vendor->phone));
    value_set(a, map, "emergency", value_plain(a, vendor->emergency));
    value_set(a, map, "hours", value_plain(a, vendor->hours));
    value_set(a, map, "email", value_plain(a, vendor->email));
    value_set(a, map, "address", value_plain(a, vendor->address));
    value_set(a, map, "fictional", value_bool(a, vendor->fictional));
    return map;
}

void data_add_source(struct arena *a, struct value *list, const struct source_entry *source,
                     int64_t number)
{
    struct value *map = value_append(a, list, value_map(a));
    value_set(a, map, "number", value_int(a, number));
    value_set(a, map, "id", value_plain(a, source->id));
    value_set(a, map, "title", value_plain(a, source->title));
    value_set(a, map, "publisher", value_plain(a, source->publisher));
    value_set(a, map, "published", value_plain(a, source->published));
    value_set(a, map, "sample", value_plain(a, source->sample));
    value_set(a, map, "address", value_plain(a, source->address));
    value_set(a, map, "checked", value_date(a, source->checked));
    value_set(
        a, map, "certainty",
        value_label(a, source->certainty == CERTAINTY_PRIMARY ? "発表元の資料" : "報道などの記事"));
}

void data_add_programme(struct arena *a, struct value *list, const struct programme *programme)
{
    struct value *entry = value_append(a, list, value_map(a));
    value_set(a, entry, "id", value_plain(a, programme->id));
    value_set(a, entry, "name", value_plain(a, programme->name));
    value_set(a, entry, "what", value_plain(a, programme->what));
    value_set(a, entry, "money", value_plain(a, programme->money));
    value_set(a, entry, "conditions", value_plain(a, programme->conditions));
    value_set(a, entry, "first_step", value_plain(a, programme->first_step));
    value_set(a, entry, "checked", value_date(a, programme->checked));
    value_set(a, entry, "source", value_undefined(a));
}
