#include "merge/data.h"

#include "base/arena.h"
#include "merge/data_cases.h"
#include "merge/data_catalog.h"
#include "merge/data_duty.h"
#include "merge/data_obstacle.h"
#include "merge/data_peers.h"
#include "merge/data_plan.h"
#include "merge/data_risk.h"
#include "merge/data_score.h"
#include "model/report.h"

/* The span of `key` in a YAML mapping, so that a sign no font has is reported there. */
static struct span place(const struct yaml_node *node, const char *key)
{
    const struct yaml_node *value = yaml_get(node, key);
    return value ? value->span : (struct span){0};
}

static struct value *optional_int(struct arena *a, int64_t number)
{
    return number == SCHEMA_ABSENT ? value_undefined(a) : value_int(a, number);
}

static struct value *optional_yen(struct arena *a, int64_t yen)
{
    return yen == SCHEMA_ABSENT ? value_undefined(a) : value_yen(a, yen);
}

static struct value *it_data(struct arena *a, const struct client *client)
{
    const struct client_it *it = &client->it;
    struct value *map = value_map(a);
    value_set(a, map, "pcs", optional_int(a, it->pcs));
    value_set(a, map, "notebooks", optional_int(a, it->notebooks));
    value_set(a, map, "servers", optional_int(a, it->servers));
    value_set(a, map, "remote_access",
              value_label(a, remote_label((enum remote_access)it->remote_access)));
    value_set(a, map, "backup", value_label(a, backup_label((enum backup_kind)it->backup)));
    value_set(a, map, "website", value_label(a, website_label((enum website_kind)it->website)));
    return map;
}

static struct value *records_data(struct arena *a, const struct client *client)
{
    struct value *list = value_list(a);
    const struct client_records *records = client->records.items;
    for (size_t i = 0; i < client->records.count; i++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "kind", value_plain(a, records[i].kind));
        value_set(a, map, "count", value_int(a, records[i].count));
    }
    return list;
}

static struct value *visits_data(struct arena *a, const struct client *client)
{
    struct value *list = value_list(a);
    const struct client_visit *visits = client->visits.items;
    for (size_t i = 0; i < client->visits.count; i++) {
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "date", value_date(a, visits[i].date));
        value_set(a, map, "what", value_plain(a, visits[i].what));
    }
    return list;
}

static struct value *client_data(struct arena *a, const struct client *client)
{
    struct value *map = value_map(a);
    const struct yaml_node *node = client->node;
    value_set(a, map, "id", value_text(a, client->id, place(node, "id")));
    value_set(a, map, "name", value_text(a, client->name, place(node, "name")));
    value_set(a, map, "honorific", value_text(a, client->honorific, place(node, "honorific")));
    /* A full-width space between name and honorific is the custom on Japanese letters. */
    struct text addressee = text_format(a, "%.*s　%.*s", (int)client->name.size, client->name.ptr,
                                        (int)client->honorific.size, client->honorific.ptr);
    value_set(a, map, "addressee", value_text(a, addressee, place(node, "name")));
    value_set(a, map, "fictional", value_bool(a, client->fictional));
    value_set(a, map, "trade", value_label(a, trade_label((enum trade)client->trade)));
    value_set(a, map, "business", value_text(a, client->business, place(node, "business")));
    value_set(a, map, "employees", value_int(a, client->employees));
    value_set(a, map, "region", value_text(a, client->region, place(node, "region")));
    value_set(a, map, "contact", value_text(a, client->contact, place(node, "contact")));
    value_set(a, map, "yearly_sales", optional_yen(a, client->yearly_sales));
    value_set(a, map, "gross_profit_per_day", optional_yen(a, client->gross_profit_per_day));
    value_set(a, map, "money_per_year", optional_yen(a, client->money_per_year));
    value_set(a, map, "it", it_data(a, client));
    value_set(a, map, "records", records_data(a, client));
    value_set(a, map, "contract",
              value_label(a, contract_label((enum contract_kind)client->contract.kind)));
    value_set(a, map, "meeting", value_date(a, client->meeting));
    value_set(a, map, "visits", visits_data(a, client));
    return map;
}

/* The client's own number, or one made of id and date: the same on every run. */
static struct text document_number(struct arena *a, const struct report *report)
{
    if (report->client->document_number.ptr)
        return report->client->document_number;
    struct date date = report->score->assessment->date;
    return text_format(a, "%.*s-%04d%02d%02d", (int)report->client->id.size, report->client->id.ptr,
                       date.year, date.month, date.day);
}

struct value *data_make(struct arena *a, const struct report *report)
{
    struct value *data = value_map(a);
    value_set(a, data, "client", client_data(a, report->client));
    value_set(a, data, "vendor", data_vendor(a, &report->catalog->vendor));
    struct value *document = value_set(a, data, "document", value_map(a));
    value_set(a, document, "date", value_date(a, report->score->assessment->date));
    value_set(a, document, "number", value_plain(a, document_number(a, report)));
    value_set(a, data, "score", data_score(a, report));
    value_set(a, data, "checklist", data_checklist(a, report));
    value_set(a, data, "compare", data_compare(a, report));
    value_set(a, data, "peers", data_peers(a, report));
    value_set(a, data, "action", data_action(a, report));
    value_set(a, data, "cases", data_cases(a, report->cases));
    struct value *duties = value_set(a, data, "duties", data_duties(a, report->duty));
    value_set(a, data, "duty", data_duty(a, report->duty, duties));
    data_risk(a, data, report->risks, report->damage);
    struct value *measures = value_set(a, data, "measures", data_measures(a, report->plan));
    value_set(a, data, "plan", data_plan(a, report->plan, measures));
    value_set(a, data, "obstacle", data_obstacle(a, report->obstacle));
    value_set(a, data, "words", value_list(a));
    struct value *cite = value_set(a, data, "cite", value_map(a));
    const struct source_entry *sources = report->catalog->sources.items;
    for (size_t i = 0; i < report->catalog->sources.count; i++)
        value_put(a, cite, sources[i].id, value_undefined(a));
    value_set(a, data, "sources", value_list(a));
    value_set(a, data, "sources_used", value_list(a));
    return data;
}

/* What a document's chapters print that brings sources of its own. */
struct citing {
    struct text risk; /* the widest of the paths that print risks and damage; absent = none */
    bool plan, obstacle, cases, duty, comparison;
    struct text *named; /* ids of {{cite.…}} */
    size_t named_count;
};

static struct citing find_citing(struct arena *a, const struct text *paths, size_t count)
{
    struct citing citing = {.named = arena_array(a, count, sizeof *citing.named)};
    for (size_t i = 0; i < count; i++) {
        struct text path = paths[i];
        if (text_starts(path, "cite."))
            citing.named[citing.named_count++] = text_slice(path, 5, path.size);
        bool risk = text_starts(path, "damage.") || text_starts(path, "risk");
        bool everything = text_starts(path, "calculation.") || text_is(path, "calculation");
        if (everything || (risk && !citing.risk.ptr))
            citing.risk = path;
        citing.plan = citing.plan || text_is(path, "plan.years.0.measures");
        citing.obstacle = citing.obstacle || text_is(path, "obstacle.steps");
        citing.cases = citing.cases || text_is(path, "cases");
        citing.duty = citing.duty || text_is(path, "duty.groups");
        citing.comparison = citing.comparison || text_is(path, "compare");
    }
    return citing;
}

static bool comparison_cites(const struct report *report, struct text id)
{
    for (size_t i = 0; i < report->comparison_count; i++) {
        if (text_equal(report->comparisons[i].statistic->source, id))
            return true;
    }
    return false;
}

static bool is_cited(struct text id, const struct report *report, const struct citing *citing)
{
    for (size_t i = 0; i < citing->named_count; i++) {
        if (text_equal(citing->named[i], id))
            return true;
    }
    if (citing->risk.ptr && data_risk_cites(report->damage, citing->risk, id))
        return true;
    return (citing->plan && data_plan_cites(report->plan, id)) ||
           (citing->obstacle && data_obstacle_cites(report->obstacle, id)) ||
           (citing->cases && data_cases_cites(report->cases, id)) ||
           (citing->duty && data_duty_cites(report->duty, id)) ||
           (citing->comparison && comparison_cites(report, id)) ||
           text_equal(report->score->sheet->source, id);
}

/* Gives every comparison the number of its source. */
static void cite_comparisons(struct arena *a, const struct value *data, const struct report *report)
{
    struct value *list = value_get(data, text_of("compare"));
    struct value *cite = value_get(data, text_of("cite"));
    for (size_t i = 0; i < report->comparison_count; i++) {
        struct value *number = value_get(cite, report->comparisons[i].statistic->source);
        *value_get(list->items[i], text_of("source")) = number ? *number : *value_undefined(a);
    }
}

void data_cite(struct arena *a, struct value *data, const struct report *report,
               const struct text *paths, size_t path_count)
{
    struct value *cite = value_get(data, text_of("cite"));
    struct value *list = value_get(data, text_of("sources"));
    struct value *used = value_get(data, text_of("sources_used"));
    *list = *value_list(a);
    *used = *value_list(a);
    const struct source_entry *sources = report->catalog->sources.items;
    struct citing citing = find_citing(a, paths, path_count);
    int64_t number = 0;
    for (size_t i = 0; i < report->catalog->sources.count; i++) {
        struct value *entry = value_get(cite, sources[i].id);
        *entry = *value_undefined(a);
        if (!is_cited(sources[i].id, report, &citing))
            continue;
        *entry = *value_int(a, ++number);
        data_add_source(a, list, &sources[i], number);
        value_append(a, used, value_plain(a, sources[i].id));
    }
    cite_comparisons(a, data, report);
    data_risk_cite(a, data);
    data_plan_cite(a, value_get(data, text_of("measures")), report->plan, cite);
    data_obstacle_cite(a, value_get(data, text_of("obstacle")), report->obstacle, cite);
    struct value *score = value_get(data, text_of("score"));
    struct value *sheet = value_get(score, text_of("sheet"));
    *value_get(sheet, text_of("source")) = *value_get(cite, report->score->sheet->source);
    data_cases_cite(a, value_get(data, text_of("cases")), report->cases, cite);
    data_duty_cite(a, value_get(data, text_of("duty")), value_get(data, text_of("duties")),
                   report->duty, cite);
}
