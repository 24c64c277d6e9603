#include "model/duty_catalog.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"
#include "model/client_schema.h"

enum { DUTY_FILE_LIMIT = 1024 * 1024, PEOPLE_MOST = 1000 };

static const char *const WHENS[] = {"always",         "server",      "vpn",     "remote",   "cloud",
                                    "website_hosted", "website_own", "records", "notebook", NULL};
static const char *const PARTIES[] = {"client", "vendor", "cloud", "other", NULL};
static const char *const FLAGS[] = {
    "nobody",     "two",        "belief",  "belief_open", "belief_unaware",
    "skill_name", "skill_size", "account", NULL};
static const char *const PLACEHOLDERS[] = {"task", "leads", "believed", "limit", NULL};

static const struct schema_field GROUP_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct duty_group, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_group, name),
     .required = true,
     .max = 20},
};
static const struct schema GROUP = {.name = "tasks.groups",
                                    .fields = GROUP_FIELDS,
                                    .field_count = sizeof GROUP_FIELDS / sizeof *GROUP_FIELDS,
                                    .size = sizeof(struct duty_group),
                                    .node_offset = offsetof(struct duty_group, node)};

static const struct schema_field TASK_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct duty_task, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_task, name),
     .required = true,
     .max = 22},
    {.key = "group",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct duty_task, group),
     .required = true},
    {.key = "why",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_task, why),
     .required = true,
     .max = 60},
    {.key = "often",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_task, often),
     .required = true,
     .max = 16},
    {.key = "when",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct duty_task, when),
     .words = WHENS,
     .fallback = WHEN_ALWAYS},
    {.key = "topics",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct duty_task, topics),
     .max = 30},
    {.key = "needs_skill", .kind = SCHEMA_BOOL, .offset = offsetof(struct duty_task, needs_skill)},
    {.key = "account", .kind = SCHEMA_BOOL, .offset = offsetof(struct duty_task, account)},
    {.key = "rule", .kind = SCHEMA_TEXT, .offset = offsetof(struct duty_task, rule), .max = 200},
    {.key = "source", .kind = SCHEMA_ID, .offset = offsetof(struct duty_task, source)},
};
static const struct schema TASK = {.name = "tasks",
                                   .fields = TASK_FIELDS,
                                   .field_count = sizeof TASK_FIELDS / sizeof *TASK_FIELDS,
                                   .size = sizeof(struct duty_task),
                                   .node_offset = offsetof(struct duty_task, node)};

static const struct schema_field WORDING_FIELDS[] = {
    {.key = "kind",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct duty_wording, kind),
     .required = true,
     .words = FLAGS},
    {.key = "label",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_wording, label),
     .required = true,
     .max = 16},
    {.key = "say",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_wording, say),
     .required = true,
     .max = 160},
    {.key = "reason",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_wording, reason),
     .required = true,
     .max = 80},
    {.key = "decide",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_wording, decide),
     .max = 60},
};
static const struct schema WORDING = {.name = "tasks.flags",
                                      .fields = WORDING_FIELDS,
                                      .field_count = sizeof WORDING_FIELDS / sizeof *WORDING_FIELDS,
                                      .size = sizeof(struct duty_wording),
                                      .node_offset = offsetof(struct duty_wording, node)};

static const struct schema_field LIMIT_FIELDS[] = {
    {.key = "employees",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct duty_limit, employees),
     .required = true,
     .min = 1,
     .max = PEOPLE_MOST},
    {.key = "assumption", .kind = SCHEMA_BOOL, .offset = offsetof(struct duty_limit, assumption)},
    {.key = "reason",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_limit, reason),
     .max = 160},
    {.key = "source", .kind = SCHEMA_ID, .offset = offsetof(struct duty_limit, source)},
};
static const struct schema LIMIT = {.name = "tasks.able",
                                    .fields = LIMIT_FIELDS,
                                    .field_count = sizeof LIMIT_FIELDS / sizeof *LIMIT_FIELDS,
                                    .size = sizeof(struct duty_limit),
                                    .node_offset = offsetof(struct duty_limit, node)};

static const struct schema_field TASKS_FIELDS[] = {
    {.key = "groups",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct duties, groups),
     .required = true,
     .of = &GROUP},
    {.key = "able",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct duties, able),
     .required = true,
     .of = &LIMIT},
    {.key = "flags",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct duties, wordings),
     .required = true,
     .of = &WORDING},
    {.key = "tasks",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct duties, tasks),
     .required = true,
     .of = &TASK},
};
static const struct schema TASKS = {.name = "tasks",
                                    .fields = TASKS_FIELDS,
                                    .field_count = sizeof TASKS_FIELDS / sizeof *TASKS_FIELDS,
                                    .size = sizeof(struct duties),
                                    .node_offset = SIZE_MAX};

static const struct schema_field TERMS_FIELDS[] = {
    {.key = "task",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct duty_terms, task),
     .required = true},
    {.key = "lead", .kind = SCHEMA_TEXTS, .offset = offsetof(struct duty_terms, lead), .max = 10},
    {.key = "help", .kind = SCHEMA_TEXTS, .offset = offsetof(struct duty_terms, help), .max = 10},
    {.key = "charged",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct duty_terms, charged),
     .max = 10},
    {.key = "undecided",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct duty_terms, undecided),
     .max = 10},
    {.key = "note", .kind = SCHEMA_TEXT, .offset = offsetof(struct duty_terms, note), .max = 40},
};
static const struct schema TERMS = {.name = "contracts.lines",
                                    .fields = TERMS_FIELDS,
                                    .field_count = sizeof TERMS_FIELDS / sizeof *TERMS_FIELDS,
                                    .size = sizeof(struct duty_terms),
                                    .node_offset = offsetof(struct duty_terms, node)};

static const struct schema_field CONTRACT_FIELDS[] = {
    {.key = "kind",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct duty_contract, kind),
     .required = true,
     .words = CONTRACT_WORDS},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_contract, text),
     .required = true,
     .max = 160},
    {.key = "limits",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct duty_contract, limits),
     .required = true,
     .max = 80},
    {.key = "price",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_contract, price),
     .max = 160},
    {.key = "source", .kind = SCHEMA_ID, .offset = offsetof(struct duty_contract, source)},
    {.key = "lines",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct duty_contract, lines),
     .required = true,
     .of = &TERMS},
};
static const struct schema CONTRACT = {.name = "contracts",
                                       .fields = CONTRACT_FIELDS,
                                       .field_count =
                                           sizeof CONTRACT_FIELDS / sizeof *CONTRACT_FIELDS,
                                       .size = sizeof(struct duty_contract),
                                       .node_offset = offsetof(struct duty_contract, node)};

static const struct schema_field NOTES_FIELDS[] = {
    {.key = "client",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, client),
     .required = true,
     .max = 40},
    {.key = "client_charged",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, client_charged),
     .required = true,
     .max = 40},
    {.key = "vendor",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, vendor),
     .required = true,
     .max = 40},
    {.key = "cloud",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, cloud),
     .required = true,
     .max = 40},
    {.key = "other",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, other),
     .required = true,
     .max = 40},
    {.key = "several",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, several),
     .required = true,
     .max = 40},
    {.key = "nobody",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, nobody),
     .required = true,
     .max = 40},
    {.key = "changed",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct duty_notes, changed),
     .required = true,
     .max = 40},
};
static const struct schema NOTES = {.name = "contracts.notes",
                                    .fields = NOTES_FIELDS,
                                    .field_count = sizeof NOTES_FIELDS / sizeof *NOTES_FIELDS,
                                    .size = sizeof(struct duty_notes),
                                    .node_offset = SIZE_MAX};

static const struct schema_field CONTRACTS_FIELDS[] = {
    {.key = "notes",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct duties, notes),
     .required = true,
     .of = &NOTES},
    {.key = "contracts",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct duties, contracts),
     .required = true,
     .of = &CONTRACT},
};

/* `out` keeps what an earlier file filled in: the schema names a few of its members only. */
static void read_file(struct arena *a, const char *content, const char *name,
                      const struct schema *schema, struct duties *out, struct diag *d)
{
    struct text path = text_format(a, "%s/catalog/%s", content, name);
    schema_load(a, path.ptr, DUTY_FILE_LIMIT, schema, out, d);
}

static void refuse(enum message message, struct span span, struct text what, struct diag *d)
{
    diag_add(d, message, span, "%.*s", (int)what.size, what.ptr);
}

/* A statement that needs a source: has one, and it exists. */
static void check_source(const struct catalog *catalog, const struct yaml_node *node,
                         struct text statement, struct text source, const char *key, struct diag *d)
{
    if (!source.ptr && statement.ptr)
        diag_add(d, MSG_FIGURE_WITHOUT_SOURCE, yaml_span(node, key), "%s", key);
    if (source.ptr && !catalog_source(catalog, source))
        refuse(MSG_UNKNOWN_SOURCE, yaml_span(node, "source"), source, d);
}

static void check_groups(const struct duties *duties, struct diag *d)
{
    const struct duty_group *groups = duties->groups.items;
    for (size_t i = 0; i < duties->groups.count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (text_equal(groups[i].id, groups[j].id))
                refuse(MSG_DUPLICATE_ID, groups[i].node->span, groups[i].id, d);
        }
    }
}

static bool group_exists(const struct duties *duties, struct text id)
{
    const struct duty_group *groups = duties->groups.items;
    for (size_t i = 0; i < duties->groups.count; i++) {
        if (text_equal(groups[i].id, id))
            return true;
    }
    return false;
}

static bool topic_exists(const struct catalog *catalog, struct text topic)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        if (sheet_topic_index(&catalog->sheets[i], topic) != SIZE_MAX)
            return true;
    }
    return false;
}

static void check_tasks(const struct duties *duties, const struct catalog *catalog, struct diag *d)
{
    const struct duty_task *tasks = duties->tasks.items;
    for (size_t i = 0; i < duties->tasks.count; i++) {
        const struct duty_task *task = &tasks[i];
        if (duties_task_index(duties, task->id) != i)
            refuse(MSG_DUPLICATE_ID, yaml_span(task->node, "id"), task->id, d);
        if (!group_exists(duties, task->group))
            refuse(MSG_UNKNOWN_WORD, yaml_span(task->node, "group"), task->group, d);
        const struct text *topics = task->topics.items;
        for (size_t t = 0; t < task->topics.count; t++) {
            if (!topic_exists(catalog, topics[t]))
                refuse(MSG_UNKNOWN_WORD, yaml_span(task->node, "topics"), topics[t], d);
        }
        check_source(catalog, task->node, task->rule, task->source, "rule", d);
    }
}

/* Reports the placeholders of `template` that nothing fills. */
static void check_template(const struct duty_wording *wording, const char *key,
                           struct text template, struct diag *d)
{
    struct text names[sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS];
    size_t count = 0;
    for (; PLACEHOLDERS[count]; count++)
        names[count] = text_of(PLACEHOLDERS[count]);
    size_t open = text_find(template, "{", 0);
    while (open != SIZE_MAX) {
        size_t close = text_find(template, "}", open);
        size_t end = close == SIZE_MAX ? template.size : close;
        struct text name = text_slice(template, open + 1, end);
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known = known || (close != SIZE_MAX && text_equal(names[i], name));
        if (!known) {
            refuse(MSG_UNKNOWN_WORD, yaml_span(wording->node, key), name, d);
            diag_near(d, diag_nearest(name, names, count));
        }
        open = text_find(template, "{", end);
    }
}

static void check_wordings(const struct duties *duties, struct span file, struct diag *d)
{
    const struct duty_wording *wordings = duties->wordings.items;
    size_t seen[DUTY_FLAG_KINDS] = {0};
    for (size_t i = 0; i < duties->wordings.count; i++) {
        if (seen[wordings[i].kind]++ > 0)
            refuse(MSG_DUPLICATE_ID, wordings[i].node->span, text_of(FLAGS[wordings[i].kind]), d);
        check_template(&wordings[i], "say", wordings[i].say, d);
        check_template(&wordings[i], "reason", wordings[i].reason, d);
        check_template(&wordings[i], "decide", wordings[i].decide, d);
    }
    for (size_t kind = 0; kind < DUTY_FLAG_KINDS; kind++) {
        if (seen[kind] == 0)
            diag_add(d, MSG_MISSING_KEY, file, "tasks.flags: %s", FLAGS[kind]);
    }
}

static void check_limit(const struct duty_limit *limit, const struct catalog *catalog,
                        struct diag *d)
{
    if (!limit->source.ptr && !(limit->assumption && limit->reason.ptr))
        diag_add(d, MSG_FIGURE_WITHOUT_SOURCE, yaml_span(limit->node, "employees"), "employees");
    check_source(catalog, limit->node, (struct text){0}, limit->source, "employees", d);
}

/* Gives the parties of one list their mark; one with two marks is reported. */
static void set_marks(struct duty_terms *terms, const struct schema_list *list, const char *key,
                      enum duty_mark mark, struct diag *d)
{
    struct text names[PARTY_COUNT];
    for (size_t i = 0; i < PARTY_COUNT; i++)
        names[i] = text_of(PARTIES[i]);
    const struct text *words = list->items;
    for (size_t i = 0; i < list->count; i++) {
        enum duty_party party = duty_party_parse(words[i]);
        if (party == PARTY_COUNT) {
            refuse(MSG_UNKNOWN_WORD, yaml_span(terms->node, key), words[i], d);
            diag_near(d, diag_nearest(words[i], names, PARTY_COUNT));
            continue;
        }
        if (terms->marks[party] != MARK_NONE)
            refuse(MSG_INCONSISTENT, yaml_span(terms->node, key), words[i], d);
        terms->marks[party] = mark;
    }
}

static void resolve_line(const struct duties *duties, struct duty_contract *contract,
                         struct duty_terms *terms, struct diag *d)
{
    size_t task = duties_task_index(duties, terms->task);
    if (task == SIZE_MAX) {
        refuse(MSG_UNKNOWN_WORD, yaml_span(terms->node, "task"), terms->task, d);
        return;
    }
    if (contract->terms[task]) {
        refuse(MSG_DUPLICATE_ID, yaml_span(terms->node, "task"), terms->task, d);
        return;
    }
    contract->terms[task] = terms;
    set_marks(terms, &terms->lead, "lead", MARK_LEAD, d);
    set_marks(terms, &terms->help, "help", MARK_HELP, d);
    set_marks(terms, &terms->charged, "charged", MARK_CHARGED, d);
    set_marks(terms, &terms->undecided, "undecided", MARK_UNDECIDED, d);
    /* A line on which nobody leads and nobody is asked to decide would hide a gap. */
    if (terms->lead.count == 0 && terms->undecided.count == 0)
        diag_add(d, MSG_MISSING_KEY, terms->node->span, "%.*s: lead | undecided",
                 (int)terms->task.size, terms->task.ptr);
    if (!terms->note.ptr)
        terms->note = duty_note(&duties->notes, terms->marks);
}

static void resolve_contract(struct arena *a, const struct duties *duties,
                             struct duty_contract *contract, const struct catalog *catalog,
                             struct diag *d)
{
    const struct duty_task *tasks = duties->tasks.items;
    contract->terms = arena_array(a, duties->tasks.count, sizeof *contract->terms);
    struct duty_terms *lines = contract->lines.items;
    for (size_t i = 0; i < contract->lines.count; i++)
        resolve_line(duties, contract, &lines[i], d);
    for (size_t i = 0; i < duties->tasks.count; i++) {
        if (!contract->terms[i])
            diag_add(d, MSG_MISSING_KEY, yaml_span(contract->node, "kind"), "%s: %.*s",
                     CONTRACT_WORDS[contract->kind], (int)tasks[i].id.size, tasks[i].id.ptr);
    }
    check_source(catalog, contract->node, contract->price, contract->source, "price", d);
}

static void resolve_contracts(struct arena *a, const struct duties *duties,
                              const struct catalog *catalog, struct diag *d)
{
    struct duty_contract *contracts = duties->contracts.items;
    size_t seen[CONTRACT_PACKAGE + 1] = {0};
    for (size_t i = 0; i < duties->contracts.count; i++) {
        if (seen[contracts[i].kind]++ > 0)
            refuse(MSG_DUPLICATE_ID, yaml_span(contracts[i].node, "kind"),
                   text_of(CONTRACT_WORDS[contracts[i].kind]), d);
        resolve_contract(a, duties, &contracts[i], catalog, d);
    }
    for (size_t kind = 0; kind <= CONTRACT_PACKAGE; kind++) {
        if (seen[kind] == 0)
            diag_add(d, MSG_MISSING_KEY, contracts[0].node->span, "contracts: %s",
                     CONTRACT_WORDS[kind]);
    }
}

const struct duties *duties_load(struct arena *a, const char *content,
                                 const struct catalog *catalog, struct diag *d)
{
    const struct schema contracts = {.name = "contracts",
                                     .fields = CONTRACTS_FIELDS,
                                     .field_count =
                                         sizeof CONTRACTS_FIELDS / sizeof *CONTRACTS_FIELDS,
                                     .size = sizeof(struct duties),
                                     .node_offset = SIZE_MAX};
    size_t errors_before = d->errors;
    struct duties *duties = arena_alloc(a, sizeof *duties);
    read_file(a, content, "tasks.yaml", &TASKS, duties, d);
    read_file(a, content, "contracts.yaml", &contracts, duties, d);
    /* References into a file that could not be read would only repeat its errors. */
    if (d->errors > errors_before)
        return NULL;
    check_groups(duties, d);
    check_tasks(duties, catalog, d);
    check_wordings(duties, duties->able.node->span, d);
    check_limit(&duties->able, catalog, d);
    resolve_contracts(a, duties, catalog, d);
    return d->errors == errors_before ? duties : NULL;
}

size_t duties_task_index(const struct duties *duties, struct text id)
{
    const struct duty_task *tasks = duties->tasks.items;
    for (size_t i = 0; i < duties->tasks.count; i++) {
        if (text_equal(tasks[i].id, id))
            return i;
    }
    return SIZE_MAX;
}

const struct duty_contract *duties_contract(const struct duties *duties, enum contract_kind kind)
{
    const struct duty_contract *contracts = duties->contracts.items;
    for (size_t i = 0; i < duties->contracts.count; i++) {
        if (contracts[i].kind == (int)kind)
            return &contracts[i];
    }
    assert(!"duties_load has seen every kind");
    return NULL;
}

const struct duty_wording *duties_wording(const struct duties *duties, enum duty_flag_kind kind)
{
    const struct duty_wording *wordings = duties->wordings.items;
    for (size_t i = 0; i < duties->wordings.count; i++) {
        if (wordings[i].kind == (int)kind)
            return &wordings[i];
    }
    assert(!"duties_load has seen every kind");
    return NULL;
}

enum duty_party duty_party_parse(struct text word)
{
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        if (text_is(word, PARTIES[i]))
            return (enum duty_party)i;
    }
    return PARTY_COUNT;
}

bool duty_lead_parse(struct text word, enum duty_party *party)
{
    *party = duty_party_parse(word);
    return *party != PARTY_COUNT || text_is(word, "nobody");
}

struct text duty_note(const struct duty_notes *notes, const enum duty_mark marks[PARTY_COUNT])
{
    size_t leads = 0;
    for (size_t i = 0; i < PARTY_COUNT; i++)
        leads += marks[i] == MARK_LEAD;
    if (leads == 0)
        return notes->nobody;
    if (leads > 1)
        return notes->several;
    if (marks[PARTY_VENDOR] == MARK_LEAD)
        return notes->vendor;
    if (marks[PARTY_CLOUD] == MARK_LEAD)
        return notes->cloud;
    if (marks[PARTY_OTHER] == MARK_LEAD)
        return notes->other;
    return marks[PARTY_VENDOR] == MARK_CHARGED ? notes->client_charged : notes->client;
}
