#include "model/obstacle_catalog.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"

enum { OBSTACLES_FILE_LIMIT = 256 * 1024, SIGNS_MOST = 10 };

static const char *const ARGUMENT_KINDS[] = {"gain", "loss", "mission", NULL};
static const char *const RULES[RULE_COUNT + 1] = {
    [RULE_FIRST_CHECK] = "first_check",       [RULE_NEVER_SHOWN] = "never_shown",
    [RULE_NOT_PASSED] = "not_passed",         [RULE_NO_BUDGET] = "no_budget",
    [RULE_MANY_UNKNOWN] = "many_unknown",     [RULE_THREATS_WEAK] = "threats_weak",
    [RULE_INCIDENT_WEAK] = "incident_weak",   [RULE_TRAINING_WEAK] = "training_weak",
    [RULE_BELIEFS_DIFFER] = "beliefs_differ", [RULE_BUDGET_SHORT] = "budget_short",
    [RULE_WORK_SHORT] = "work_short",         [RULE_NO_CONTACT] = "no_contact",
    [RULE_NO_HELPER] = "no_helper",           [RULE_MINIMUM_OPEN] = "minimum_open",
};

static const struct schema_field SIGN_FIELDS[] = {
    {.key = "rule",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct obstacle_sign, rule),
     .required = true,
     .words = RULES},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_sign, text),
     .required = true,
     .max = 50},
};
static const struct schema SIGN = {.name = "steps.signs",
                                   .fields = SIGN_FIELDS,
                                   .field_count = sizeof SIGN_FIELDS / sizeof *SIGN_FIELDS,
                                   .size = sizeof(struct obstacle_sign),
                                   .node_offset = offsetof(struct obstacle_sign, node)};

static const struct schema_field STEP_FIELDS[] = {
    {.key = "id",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct obstacle_step, id),
     .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_step, name),
     .required = true,
     .max = 8},
    {.key = "least",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct obstacle_step, least),
     .required = true,
     .min = 1,
     .max = SIGNS_MOST},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_step, title),
     .required = true,
     .max = 30},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_step, text),
     .required = true,
     .max = 120},
    {.key = "support",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_step, support),
     .required = true,
     .max = 60},
    {.key = "kind",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_step, kind),
     .required = true,
     .max = 6},
    {.key = "programmes",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct obstacle_step, programmes),
     .required = true,
     .max = 60},
    {.key = "signs",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct obstacle_step, signs),
     .required = true,
     .of = &SIGN},
};
static const struct schema STEP = {.name = "steps",
                                   .fields = STEP_FIELDS,
                                   .field_count = sizeof STEP_FIELDS / sizeof *STEP_FIELDS,
                                   .size = sizeof(struct obstacle_step),
                                   .node_offset = offsetof(struct obstacle_step, node)};

static const struct schema_field DONE_FIELDS[] = {
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_done, title),
     .required = true,
     .max = 30},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_done, text),
     .required = true,
     .max = 120},
    {.key = "support",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacle_done, support),
     .required = true,
     .max = 60},
    {.key = "programmes",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct obstacle_done, programmes),
     .required = true,
     .max = 60},
};
static const struct schema DONE = {.name = "done",
                                   .fields = DONE_FIELDS,
                                   .field_count = sizeof DONE_FIELDS / sizeof *DONE_FIELDS,
                                   .size = sizeof(struct obstacle_done),
                                   .node_offset = offsetof(struct obstacle_done, node)};

static const struct schema_field ARGUMENT_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct argument, id), .required = true},
    {.key = "kind",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct argument, kind),
     .required = true,
     .words = ARGUMENT_KINDS},
    {.key = "trades",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct argument, trade_words),
     .max = 20},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct argument, text),
     .required = true,
     .max = 100},
    {.key = "source", .kind = SCHEMA_ID, .offset = offsetof(struct argument, source)},
};
static const struct schema ARGUMENT = {.name = "arguments",
                                       .fields = ARGUMENT_FIELDS,
                                       .field_count =
                                           sizeof ARGUMENT_FIELDS / sizeof *ARGUMENT_FIELDS,
                                       .size = sizeof(struct argument),
                                       .node_offset = offsetof(struct argument, node)};

static const struct schema_field OBSTACLES_FIELDS[] = {
    {.key = "source",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct obstacles, source),
     .required = true},
    {.key = "note",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct obstacles, note),
     .required = true,
     .max = 120},
    {.key = "done",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct obstacles, done),
     .required = true,
     .of = &DONE},
    {.key = "steps",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct obstacles, steps),
     .required = true,
     .of = &STEP},
    {.key = "arguments",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct obstacles, arguments),
     .required = true,
     .of = &ARGUMENT},
};
static const struct schema OBSTACLES = {.name = "obstacles.yaml",
                                        .fields = OBSTACLES_FIELDS,
                                        .field_count =
                                            sizeof OBSTACLES_FIELDS / sizeof *OBSTACLES_FIELDS,
                                        .size = sizeof(struct obstacles),
                                        .node_offset = SIZE_MAX};

static const struct schema_field PROGRAMME_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct programme, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct programme, name),
     .required = true,
     .max = 24},
    {.key = "what",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct programme, what),
     .required = true,
     .max = 60},
    {.key = "money",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct programme, money),
     .required = true,
     .max = 60},
    {.key = "conditions",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct programme, conditions),
     .required = true,
     .max = 90},
    {.key = "first_step",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct programme, first_step),
     .required = true,
     .max = 60},
    {.key = "sources",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct programme, sources),
     .required = true,
     .max = 60},
    {.key = "checked",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct programme, checked),
     .required = true},
    {.key = "regions",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct programme, regions),
     .max = 20},
    {.key = "trades",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct programme, trade_words),
     .max = 20},
};
static const struct schema PROGRAMME = {.name = "programmes",
                                        .fields = PROGRAMME_FIELDS,
                                        .field_count =
                                            sizeof PROGRAMME_FIELDS / sizeof *PROGRAMME_FIELDS,
                                        .size = sizeof(struct programme),
                                        .node_offset = offsetof(struct programme, node)};

static const struct schema_field PROGRAMMES_FIELDS[] = {
    {.key = "programmes",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct obstacles, programmes),
     .required = true,
     .of = &PROGRAMME},
};
static const struct schema PROGRAMMES = {.name = "programmes.yaml",
                                         .fields = PROGRAMMES_FIELDS,
                                         .field_count = 1,
                                         .size = sizeof(struct obstacles),
                                         .node_offset = SIZE_MAX};

struct check {
    const struct obstacles *obstacles;
    const struct catalog *catalog;
    struct diag *d;
    bool good;
};

static void complain(struct check *c, enum message message, struct span span, struct text what)
{
    diag_add(c->d, message, span, "%.*s", (int)what.size, what.ptr);
    c->good = false;
}

static void check_sources(struct check *c, const struct yaml_node *node, const char *key,
                          const struct text *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!catalog_source(c->catalog, ids[i]))
            complain(c, MSG_UNKNOWN_SOURCE, yaml_element_span(node, key, i), ids[i]);
    }
}

static void check_programme_ids(struct check *c, const struct yaml_node *node,
                                const struct schema_list *ids)
{
    const struct text *list = ids->items;
    const struct programme *programmes = c->obstacles->programmes.items;
    for (size_t i = 0; i < ids->count; i++) {
        bool known = false;
        for (size_t p = 0; p < c->obstacles->programmes.count; p++)
            known = known || text_equal(programmes[p].id, list[i]);
        if (!known)
            complain(c, MSG_UNKNOWN_WORD, yaml_element_span(node, "programmes", i), list[i]);
    }
}

static void check_trades(struct check *c, const struct yaml_node *node,
                         const struct schema_list *words)
{
    const struct text *list = words->items;
    for (size_t i = 0; i < words->count; i++) {
        enum trade trade = TRADE_OTHER;
        if (!trade_parse(list[i], &trade))
            complain(c, MSG_UNKNOWN_WORD, yaml_element_span(node, "trades", i), list[i]);
    }
}

/* True when a text has a share or an amount of money, which needs a source. */
static bool has_figure(struct text t)
{
    return text_find(t, "％", 0) != SIZE_MAX || text_find(t, "割", 0) != SIZE_MAX ||
           text_find(t, "万円", 0) != SIZE_MAX;
}

static void check_arguments(struct check *c)
{
    const struct argument *list = c->obstacles->arguments.items;
    for (size_t i = 0; i < c->obstacles->arguments.count; i++) {
        if (list[i].source.ptr)
            check_sources(c, list[i].node, "source", &list[i].source, 1);
        else if (has_figure(list[i].text))
            complain(c, MSG_FIGURE_WITHOUT_SOURCE, list[i].node->span, list[i].id);
        check_trades(c, list[i].node, &list[i].trade_words);
        for (size_t j = 0; j < i; j++) {
            if (text_equal(list[i].id, list[j].id))
                complain(c, MSG_DUPLICATE_ID, list[i].node->span, list[i].id);
        }
    }
}

static void check_programmes(struct check *c)
{
    const struct programme *list = c->obstacles->programmes.items;
    for (size_t i = 0; i < c->obstacles->programmes.count; i++) {
        check_sources(c, list[i].node, "sources", list[i].sources.items, list[i].sources.count);
        check_trades(c, list[i].node, &list[i].trade_words);
        for (size_t j = 0; j < i; j++) {
            if (text_equal(list[i].id, list[j].id))
                complain(c, MSG_DUPLICATE_ID, list[i].node->span, list[i].id);
        }
    }
}

static void check_steps(struct check *c)
{
    const struct obstacle_step *steps = c->obstacles->steps.items;
    for (size_t i = 0; i < c->obstacles->steps.count; i++) {
        check_programme_ids(c, steps[i].node, &steps[i].programmes);
        if (steps[i].least > (int64_t)steps[i].signs.count)
            complain(c, MSG_OUT_OF_RANGE, steps[i].node->span, text_of("least > signs"));
    }
    check_programme_ids(c, c->obstacles->done.node, &c->obstacles->done.programmes);
}

static bool read_file(struct arena *a, const char *content, const char *name,
                      const struct schema *schema, struct obstacles *out, struct diag *d)
{
    struct text path = text_format(a, "%s/catalog/%s", content, name);
    return schema_load(a, path.ptr, OBSTACLES_FILE_LIMIT, schema, out, d);
}

const struct obstacles *obstacles_load(struct arena *a, const char *content,
                                       const struct catalog *catalog, struct diag *d)
{
    struct obstacles *obstacles = arena_alloc(a, sizeof *obstacles);
    bool good = read_file(a, content, "obstacles.yaml", &OBSTACLES, obstacles, d);
    good = read_file(a, content, "programmes.yaml", &PROGRAMMES, obstacles, d) && good;
    if (!good)
        return NULL;
    struct check c = {obstacles, catalog, d, true};
    if (!catalog_source(catalog, obstacles->source))
        complain(&c, MSG_UNKNOWN_SOURCE, obstacles->done.node->span, obstacles->source);
    check_steps(&c);
    check_arguments(&c);
    check_programmes(&c);
    return c.good ? obstacles : NULL;
}
