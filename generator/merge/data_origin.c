#include "merge/data_origin.h"

#include "base/arena.h"
#include "model/damage.h"

struct value *data_origin_list(struct arena *a, struct value *map)
{
    value_set(a, map, "assumption", value_bool(a, false));
    return value_set(a, map, "sources", value_list(a));
}

static bool has_text(const struct value *list, struct text text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i]->text, text))
            return true;
    }
    return false;
}

void data_origin_add(struct arena *a, struct value *map, struct value *sources,
                     const struct origin *origin)
{
    const struct text *ids = origin->sources.items;
    for (size_t i = 0; i < origin->sources.count; i++) {
        if (!has_text(sources, ids[i]))
            value_append(a, sources, value_plain(a, ids[i]));
    }
    if (origin->assumption)
        *value_get(map, text_of("assumption")) = *value_bool(a, true);
}

void data_origin_close(struct arena *a, struct value *map)
{
    value_set(a, map, "basis", value_undefined(a));
    data_origin_number(a, map, NULL);
}

void data_origin(struct arena *a, struct value *map, const struct origin *origin)
{
    struct value *sources = data_origin_list(a, map);
    if (origin)
        data_origin_add(a, map, sources, origin);
    value_set(a, map, "reason",
              origin && origin->reason.ptr ? value_plain(a, origin->reason)
                                           : value_plain(a, text_of("")));
    data_origin_close(a, map);
}

static void add_spread(struct arena *a, struct value *map, struct value *sources,
                       const struct spread *spread)
{
    if (spread)
        data_origin_add(a, map, sources, &spread->origin);
}

static void add_compensation(struct arena *a, struct value *map, struct value *sources,
                             const struct risk_catalog *catalog)
{
    add_spread(a, map, sources, catalog->practice);
    data_origin_add(a, map, sources, &catalog->practice_share.origin);
    data_origin_add(a, map, sources, &catalog->jo_base.origin);
    data_origin_add(a, map, sources, &catalog->jo_sued.origin);
}

static void add_stop(struct arena *a, struct value *map, struct value *sources,
                     const struct damage_result *result, const struct scenario *scenario)
{
    add_spread(a, map, sources, scenario->stop_days);
    add_spread(a, map, sources, scenario->stop_share);
    if (scenario->backup_helps)
        data_origin_add(a, map, sources,
                        &result->catalog->backup[result->figures->client->it.backup].origin);
}

void data_origin_cost(struct arena *a, struct value *map, const struct damage_result *result,
                      const struct scenario *scenario, const struct cost_item *cost)
{
    const struct risk_catalog *catalog = result->catalog;
    struct value *sources = data_origin_list(a, map);
    add_spread(a, map, sources, cost->spread);
    switch ((enum cost_driver)cost->driver) {
    case DRIVER_ONCE:
    case DRIVER_PCS:
    case DRIVER_SERVERS:
    case DRIVER_SALES:
        break;
    case DRIVER_PERSONS:
        add_spread(a, map, sources, scenario->records_share);
        break;
    case DRIVER_STOP:
        add_stop(a, map, sources, result, scenario);
        break;
    case DRIVER_STAFF_DAYS:
        data_origin_add(a, map, sources, &catalog->staff_day.origin);
        break;
    case DRIVER_COMPENSATION:
        add_spread(a, map, sources, scenario->records_share);
        add_compensation(a, map, sources, catalog);
        break;
    }
    if (cost->by_size && result->size_factor < 1000)
        data_origin_add(a, map, sources, &catalog->full_size.origin);
    data_origin_close(a, map);
}

void data_origin_number(struct arena *a, struct value *map, const struct value *cite)
{
    const struct value *sources = value_get(map, text_of("sources"));
    bool assumption = value_get(map, text_of("assumption"))->number != 0;
    struct text basis = text_of("");
    /* In the order of `cite`, which is that of the numbers. */
    for (size_t i = 0; cite && i < cite->count; i++) {
        const struct value *number = cite->items[i];
        if (number->kind != VALUE_INT || !has_text(sources, cite->keys[i]))
            continue;
        basis = text_format(a, "%.*s%s%lld", (int)basis.size, basis.ptr, basis.size ? "・" : "",
                            (long long)number->number);
    }
    if (assumption)
        basis = text_format(a, "%.*s%s仮定", (int)basis.size, basis.ptr, basis.size ? "・" : "");
    if (basis.size == 0)
        basis = text_of(sources->count > 0 ? "出典" : "計算");
    *value_get(map, text_of("basis")) = *value_plain(a, basis);
}

static bool names(const struct origin *origin, struct text id)
{
    const struct text *ids = origin->sources.items;
    for (size_t i = 0; i < origin->sources.count; i++) {
        if (text_equal(ids[i], id))
            return true;
    }
    return false;
}

static bool spread_names(const struct spread *spread, struct text id)
{
    return spread && names(&spread->origin, id);
}

static bool compensation_names(const struct risk_catalog *catalog, struct text id)
{
    return names(&catalog->practice->origin, id) || names(&catalog->practice_share.origin, id) ||
           names(&catalog->jo_base.origin, id) || names(&catalog->jo_sued.origin, id);
}

static bool damage_names(const struct damage_result *result, const struct damage *damage,
                         struct text id)
{
    const struct scenario *scenario = damage->risk->scenario;
    bool found = spread_names(scenario->stop_days, id) || spread_names(scenario->stop_share, id) ||
                 spread_names(scenario->records_share, id) ||
                 names(&scenario->frequency.low.origin, id) ||
                 names(&scenario->frequency.high.origin, id);
    for (size_t i = 0; i < damage->item_count && !found; i++) {
        const struct cost_item *cost = damage->items[i].cost;
        found = spread_names(cost->spread, id) ||
                (cost->driver == DRIVER_COMPENSATION && compensation_names(result->catalog, id));
    }
    return found;
}

bool data_origin_cites(const struct damage_result *damage, struct text id, size_t count)
{
    for (size_t i = 0; i < damage->count && i < count; i++) {
        if (damage_names(damage, damage->worst[i], id))
            return true;
    }
    const struct frequent *frequent = &damage->catalog->frequent;
    return names(&frequent->low.origin, id) || names(&frequent->high.origin, id) ||
           names(&frequent->mean.origin, id) || names(&frequent->over_million.origin, id) ||
           names(&frequent->days.origin, id);
}
