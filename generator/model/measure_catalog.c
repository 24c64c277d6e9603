#include "model/measure_catalog.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"
#include "model/client.h"
#include "model/measure_schema.h"
#include "model/risk_catalog.h"

enum { MEASURES_FILE_LIMIT = 1024 * 1024 };

/* The words of `when:`. */
static const char *const FACTS[MEASURE_FACT_COUNT] = {
    [MEASURE_FACT_REMOTE_ENTRY] = "remote_entry",
    [MEASURE_FACT_REACHABLE] = "reachable_from_outside",
    [MEASURE_FACT_SERVER] = "server",
    [MEASURE_FACT_NO_SERVER] = "no_server",
    [MEASURE_FACT_NOTEBOOKS] = "notebooks",
    [MEASURE_FACT_CLOUD] = "cloud",
    [MEASURE_FACT_WEBSITE_OWN] = "website_own",
    [MEASURE_FACT_SHOP] = "shop",
    [MEASURE_FACT_FACES_OUTSIDE] = "faces_outside",
    [MEASURE_FACT_FACTORY] = "factory",
    [MEASURE_FACT_SUPPLIER] = "supplier",
    [MEASURE_FACT_TEN_OR_MORE] = "ten_or_more",
    [MEASURE_FACT_FIFTY_OR_MORE] = "fifty_or_more",
    [MEASURE_FACT_STARS_NONE] = "stars_none",
    [MEASURE_FACT_POLICY_MISSING] = "policy_missing",
    [MEASURE_FACT_WATCH_MISSING] = "watch_missing",
    [MEASURE_FACT_ROLES_OPEN] = "roles_open",
    [MEASURE_FACT_CHECKLIST_DONE] = "checklist_done",
};

/* What the checks need; `good` becomes false with the first mistake. */
struct check {
    struct arena *arena;
    const struct measures *measures;
    const struct catalog *catalog;
    const struct risk_catalog *risks;
    struct diag *d;
    bool good;
};

static void complain(struct check *c, enum message message, struct span span, struct text what)
{
    diag_add(c->d, message, span, "%.*s", (int)what.size, what.ptr);
    c->good = false;
}

/* The place of a member, or of the mapping that lacks it. */
static struct text *measure_ids(struct arena *a, const struct measures *measures)
{
    const struct measure_entry *list = measures->list.items;
    struct text *ids = arena_array(a, measures->list.count, sizeof *ids);
    for (size_t i = 0; i < measures->list.count; i++)
        ids[i] = list[i].id;
    return ids;
}

static bool unknown_measure(struct arena *a, const struct measures *measures, struct span span,
                            struct text id, struct diag *d)
{
    diag_add(d, MSG_UNKNOWN_WORD, span, "%.*s", (int)id.size, id.ptr);
    diag_near(d, diag_nearest(id, measure_ids(a, measures), measures->list.count));
    return false;
}

static void check_origin(struct check *c, const struct yaml_node *node, struct text source,
                         bool assumption, struct text reason)
{
    if (!source.ptr && !(assumption && reason.ptr))
        complain(c, MSG_FIGURE_WITHOUT_SOURCE, node->span, text_of("source, assumption"));
    if (source.ptr && !catalog_source(c->catalog, source))
        complain(c, MSG_UNKNOWN_SOURCE, yaml_span(node, "source"), source);
}

static void check_shares(struct check *c)
{
    static const char *const KEYS[EFFECT_GRADE_COUNT] = {
        [EFFECT_LARGE] = "large", [EFFECT_MIDDLE] = "middle", [EFFECT_SMALL] = "small"};
    const struct measure_shares *shares = &c->measures->shares;
    for (size_t i = 0; i < EFFECT_GRADE_COUNT; i++) {
        if (shares->grades[i].low > shares->grades[i].high)
            complain(c, MSG_INCONSISTENT, yaml_span(shares->node, KEYS[i]), text_of("low > high"));
    }
    if (shares->most.low > shares->most.high)
        complain(c, MSG_INCONSISTENT, yaml_span(shares->node, "most"), text_of("low > high"));
    const struct measure_budget *budget = &c->measures->budget;
    const struct measure_capacity *capacity = &c->measures->capacity;
    struct text none = {0};
    check_origin(c, shares->node, none, shares->assumption, shares->reason);
    check_origin(c, budget->node, none, budget->assumption, budget->reason);
    check_origin(c, capacity->node, none, capacity->assumption, capacity->reason);
    const struct capacity_step *steps = capacity->steps.items;
    for (size_t i = 1; i < capacity->steps.count; i++) {
        if (steps[i].most <= steps[i - 1].most)
            complain(c, MSG_OUT_OF_RANGE, yaml_span(steps[i].node, "most"), text_of("most"));
    }
}

static bool is_topic(const struct catalog *catalog, struct text topic)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        if (sheet_topic_index(&catalog->sheets[i], topic) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_checklist_item(const struct catalog *catalog, struct text number)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        const struct sheet *sheet = &catalog->sheets[i];
        if (sheet->kind == SHEET_CHECKLIST && sheet_item_index(sheet, number) != SIZE_MAX)
            return true;
    }
    return false;
}

static void check_answers(struct check *c, const struct measure_entry *measure)
{
    const struct measure_topic *topics = measure->topics.items;
    for (size_t i = 0; i < measure->topics.count; i++) {
        if (!is_topic(c->catalog, topics[i].topic))
            complain(c, MSG_ANSWER_UNKNOWN_ITEM, yaml_span(topics[i].node, "topic"),
                     topics[i].topic);
    }
    const struct text *numbers = measure->checklist.items;
    for (size_t i = 0; i < measure->checklist.count; i++) {
        if (!is_checklist_item(c->catalog, numbers[i]))
            complain(c, MSG_ANSWER_UNKNOWN_ITEM, yaml_element_span(measure->node, "checklist", i),
                     numbers[i]);
    }
}

static void check_effects(struct check *c, const struct measure_entry *measure)
{
    const struct measure_effect *effects = measure->effects.items;
    for (size_t i = 0; i < measure->effects.count; i++) {
        struct span span = yaml_span(effects[i].node, "scenario");
        if (c->risks && !risk_catalog_scenario(c->risks, effects[i].scenario))
            complain(c, MSG_UNKNOWN_WORD, span, effects[i].scenario);
        for (size_t j = 0; j < i; j++) {
            if (text_equal(effects[i].scenario, effects[j].scenario))
                complain(c, MSG_DUPLICATE_ID, span, effects[i].scenario);
        }
    }
}

/* The words of `when:` as facts, in measure->when. */
static void read_facts(struct check *c, struct measure_entry *measure)
{
    const struct text *words = measure->when_words.items;
    enum measure_fact *facts = arena_array(c->arena, measure->when_words.count, sizeof *facts);
    struct text names[MEASURE_FACT_COUNT];
    for (size_t f = 0; f < MEASURE_FACT_COUNT; f++)
        names[f] = text_of(FACTS[f]);
    for (size_t i = 0; i < measure->when_words.count; i++) {
        size_t fact = 0;
        while (fact < MEASURE_FACT_COUNT && !text_equal(words[i], names[fact]))
            fact++;
        if (fact == MEASURE_FACT_COUNT) {
            complain(c, MSG_UNKNOWN_WORD, yaml_element_span(measure->node, "when", i), words[i]);
            diag_near(c->d, diag_nearest(words[i], names, MEASURE_FACT_COUNT));
            continue;
        }
        facts[i] = (enum measure_fact)fact;
    }
    measure->when = facts;
}

/* What comes before exists, stands earlier in the file (so that there are no circles), and is of no
 * later class (classes are planned one after the other). */
static void check_after(struct check *c, const struct measure_entry *measure)
{
    const struct text *after = measure->after.items;
    for (size_t i = 0; i < measure->after.count; i++) {
        struct span span = yaml_element_span(measure->node, "after", i);
        const struct measure_entry *before = measures_find(c->measures, after[i]);
        if (!before) {
            unknown_measure(c->arena, c->measures, span, after[i], c->d);
            c->good = false;
        } else if (before >= measure || before->class > measure->class) {
            complain(c, MSG_INCONSISTENT, span, after[i]);
        }
    }
}

static void check_measure(struct check *c, struct measure_entry *measure)
{
    if (measures_find(c->measures, measure->id) != measure)
        complain(c, MSG_DUPLICATE_ID, yaml_span(measure->node, "id"), measure->id);
    bool aim_known = false;
    const struct measure_aim *aims = c->measures->aims.items;
    for (size_t i = 0; i < c->measures->aims.count; i++)
        aim_known = aim_known || text_equal(aims[i].id, measure->aim);
    if (!aim_known)
        complain(c, MSG_UNKNOWN_WORD, yaml_span(measure->node, "aim"), measure->aim);
    check_origin(c, measure->cost.node, measure->cost.source, measure->cost.assumption,
                 measure->cost.reason);
    const struct text *sources = measure->sources.items;
    for (size_t i = 0; i < measure->sources.count; i++) {
        if (!catalog_source(c->catalog, sources[i]))
            complain(c, MSG_UNKNOWN_SOURCE, yaml_element_span(measure->node, "sources", i),
                     sources[i]);
    }
    if (measure->sources.count == 0 && text_find(measure->why, "％", 0) != SIZE_MAX)
        complain(c, MSG_FIGURE_WITHOUT_SOURCE, yaml_span(measure->node, "why"), measure->id);
    check_answers(c, measure);
    check_effects(c, measure);
    read_facts(c, measure);
    check_after(c, measure);
}

const struct measures *measures_load(struct arena *a, const char *content,
                                     const struct catalog *catalog,
                                     const struct risk_catalog *risks, struct diag *d)
{
    struct text path = text_format(a, "%s/catalog/measures.yaml", content);
    struct measures *measures = arena_alloc(a, sizeof *measures);
    if (!schema_load(a, path.ptr, MEASURES_FILE_LIMIT, measure_schema(), measures, d))
        return NULL;
    struct check c = {a, measures, catalog, risks, d, true};
    check_shares(&c);
    struct measure_entry *list = measures->list.items;
    for (size_t i = 0; i < measures->list.count; i++)
        check_measure(&c, &list[i]);
    return c.good ? measures : NULL;
}

const struct measure_entry *measures_find(const struct measures *measures, struct text id)
{
    const struct measure_entry *list = measures->list.items;
    for (size_t i = 0; i < measures->list.count; i++) {
        if (text_equal(list[i].id, id))
            return &list[i];
    }
    return NULL;
}

bool measures_check_client(struct arena *a, const struct measures *measures,
                           const struct client *client, struct diag *d)
{
    bool good = true;
    const struct text *chosen = client->chosen.items;
    for (size_t i = 0; i < client->chosen.count; i++) {
        if (!measures_find(measures, chosen[i]))
            good = unknown_measure(a, measures, yaml_element_span(client->node, "chosen", i),
                                   chosen[i], d);
    }
    const struct text *refused = client->refused.items;
    for (size_t i = 0; i < client->refused.count; i++) {
        struct span span = yaml_element_span(client->node, "refused", i);
        if (!measures_find(measures, refused[i]))
            good = unknown_measure(a, measures, span, refused[i], d);
        if (schema_texts_have(&client->chosen, refused[i]))
            good = diag_add(d, MSG_INCONSISTENT, span, "chosen, refused: %.*s",
                            (int)refused[i].size, refused[i].ptr);
    }
    return good;
}

bool measures_check_prices(struct arena *a, const struct measures *measures,
                           const struct schema_list *prices, struct diag *d)
{
    bool good = true;
    const struct measure_price *list = prices->items;
    for (size_t i = 0; i < prices->count; i++) {
        struct span span = yaml_span(list[i].node, "measure");
        if (!measures_find(measures, list[i].measure))
            good = unknown_measure(a, measures, span, list[i].measure, d);
        for (size_t j = 0; j < i; j++) {
            if (text_equal(list[i].measure, list[j].measure))
                good = diag_add(d, MSG_DUPLICATE_ID, span, "%.*s", (int)list[i].measure.size,
                                list[i].measure.ptr);
        }
    }
    return good;
}

const char *measure_class_label(enum measure_class class)
{
    static const char *const LABELS[MEASURE_CLASS_COUNT] = {
        [MEASURE_MINIMUM] = "最低限",
        [MEASURE_RECOMMENDED] = "おすすめ",
        [MEASURE_ADVANCED] = "一歩先",
    };
    return LABELS[class];
}

const char *effect_grade_label(enum effect_grade grade)
{
    static const char *const LABELS[EFFECT_GRADE_COUNT] = {
        [EFFECT_LARGE] = "大", [EFFECT_MIDDLE] = "中", [EFFECT_SMALL] = "小"};
    return LABELS[grade];
}
