/* duty_catalog.h -- who does what, as the vendor's catalogue says: content/catalog/tasks.yaml and
 * contracts.yaml, read once a run.
 *
 * Every kind of contract has a line for every task; a party that a line does not name is not
 * involved. What one client agreed differently stands in the client's file (duty.h). */
#ifndef MODEL_DUTY_CATALOG_H
#define MODEL_DUTY_CATALOG_H

#include "model/client.h"

struct catalog;

enum duty_party { PARTY_CLIENT, PARTY_VENDOR, PARTY_CLOUD, PARTY_OTHER, PARTY_COUNT };

enum duty_mark {
    MARK_NONE,     /* ― not involved */
    MARK_LEAD,     /* ◎ does it in the first place */
    MARK_HELP,     /* ○ helps */
    MARK_CHARGED,  /* △ on request, charged */
    MARK_UNDECIDED /* ？ not agreed */
};

/* What a firm must have for a task to concern it. */
enum duty_when {
    WHEN_ALWAYS,
    WHEN_SERVER,
    WHEN_VPN,
    WHEN_REMOTE, /* an entrance from outside, or nobody knows whether there is one */
    WHEN_CLOUD,
    WHEN_WEBSITE_HOSTED,
    WHEN_WEBSITE_OWN,
    WHEN_RECORDS, /* personal data of others */
    WHEN_NOTEBOOK
};

/* What can be wrong with a row; each has its own wording. */
enum duty_flag_kind {
    DUTY_NOBODY,         /* nobody leads */
    DUTY_TWO,            /* two or more lead */
    DUTY_BELIEF,         /* the client thinks of another lead than the agreement */
    DUTY_BELIEF_OPEN,    /* the client thinks of a lead, the agreement has none */
    DUTY_BELIEF_UNAWARE, /* the client thinks nobody leads, the agreement has a lead */
    DUTY_SKILL_NAME,     /* the client leads, but has named no person */
    DUTY_SKILL_SIZE,     /* the client leads, but is too small for somebody able */
    DUTY_ACCOUNT,        /* an entrance for remote maintenance that nobody owns */
    DUTY_FLAG_KINDS
};

struct duty_group {
    const struct yaml_node *node;
    struct text id;
    struct text name;
};

struct duty_task {
    const struct yaml_node *node;
    struct text id;
    struct text name;
    struct text group;         /* id */
    struct text why;           /* one sentence */
    struct text often;         /* in words; our suggestion */
    int when;                  /* enum duty_when */
    struct schema_list topics; /* struct text: topics of the sheets it belongs to */
    bool needs_skill;          /* not for a person without training */
    bool account;              /* about the entrance for remote maintenance */
    struct text rule;          /* a duty from outside, in words; absent = none */
    struct text source;        /* of the rule: id in sources.yaml */
};

/* How a flag is said. {task} {leads} {believed} {limit} are filled in. */
struct duty_wording {
    const struct yaml_node *node;
    int kind;           /* enum duty_flag_kind */
    struct text label;  /* a few words for the table */
    struct text say;    /* polite enough to be read out to the client */
    struct text reason; /* why it matters */
    struct text decide; /* what is to be decided; absent = nothing */
};

/* Below how many employees nobody is expected to be able to do a task that needs skill. */
struct duty_limit {
    const struct yaml_node *node;
    int64_t employees;
    bool assumption;
    struct text reason;
    struct text source;
};

/* One line of a contract. */
struct duty_terms {
    const struct yaml_node *node;
    struct text task;                                  /* id */
    struct schema_list lead, help, charged, undecided; /* struct text: words for parties */
    struct text note; /* what is agreed, in a few words; made from the marks unless written */
    enum duty_mark marks[PARTY_COUNT];
};

struct duty_contract {
    const struct yaml_node *node;
    int kind;                        /* enum contract_kind */
    struct text text;                /* what it is */
    struct schema_list limits;       /* struct text: what it does not contain */
    struct text price;               /* what is known of its price; absent = nothing */
    struct text source;              /* of the price */
    struct schema_list lines;        /* struct duty_terms, as written */
    const struct duty_terms **terms; /* one per task, in the order of the tasks */
};

/* What is said of a line without a note. */
struct duty_notes {
    struct text client, client_charged, vendor, cloud, other, several, nobody;
    struct text changed; /* the client's own agreement differs from the contract */
};

struct duties {
    struct schema_list groups;   /* struct duty_group, in the order of printing */
    struct schema_list tasks;    /* struct duty_task, in the order of printing */
    struct schema_list wordings; /* struct duty_wording */
    struct duty_limit able;
    struct duty_notes notes;
    struct schema_list contracts; /* struct duty_contract */
};

/* Reads both files below `content`. Every mistake goes to `d`, also references that lead nowhere
 * (`catalog` has the sources and sheets), rules and prices without a source, and contracts that
 * forget a task; NULL when there was an error. */
const struct duties *duties_load(struct arena *a, const char *content,
                                 const struct catalog *catalog, struct diag *d);

/* Index of the task `id`, or SIZE_MAX. */
size_t duties_task_index(const struct duties *duties, struct text id);

/* Never NULL once loaded. */
const struct duty_contract *duties_contract(const struct duties *duties, enum contract_kind kind);
const struct duty_wording *duties_wording(const struct duties *duties, enum duty_flag_kind kind);

/* The party called `word` in the files ("client", "vendor", "cloud", "other"), or PARTY_COUNT. */
enum duty_party duty_party_parse(struct text word);

/* The same for client files, which also know "nobody" (PARTY_COUNT). False for other words. */
bool duty_lead_parse(struct text word, enum duty_party *party);

/* The note for `marks` when nothing else is written. */
struct text duty_note(const struct duty_notes *notes, const enum duty_mark marks[PARTY_COUNT]);

#endif
