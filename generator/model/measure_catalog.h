/* measure_catalog.h -- content/catalog/measures.yaml: what can be done, what it costs, what it is
 * assumed to change.
 *
 * Yen are whole yen without tax. Shares are whole percent. Nobody has published how much a measure
 * helps, so effects are three grades whose range stands once in the file, as an assumption. */
#ifndef MODEL_MEASURE_CATALOG_H
#define MODEL_MEASURE_CATALOG_H

#include "base/schema.h"

struct catalog;
struct client;
struct diag;
struct risk_catalog;

enum measure_class { MEASURE_MINIMUM, MEASURE_RECOMMENDED, MEASURE_ADVANCED, MEASURE_CLASS_COUNT };

/* OFTEN: how often the scenario happens; LOSS: what one occurrence costs. */
enum effect_on { EFFECT_OFTEN, EFFECT_LOSS };
enum effect_grade { EFFECT_LARGE, EFFECT_MIDDLE, EFFECT_SMALL, EFFECT_GRADE_COUNT };

/* What a client has that makes a measure fit. The words of `when:` are in measure_catalog.c. */
enum measure_fact {
    MEASURE_FACT_REMOTE_ENTRY, /* vpn, rdp, or not known */
    MEASURE_FACT_REACHABLE,    /* the above, or cloud services */
    MEASURE_FACT_SERVER,
    MEASURE_FACT_NO_SERVER,
    MEASURE_FACT_NOTEBOOKS,
    MEASURE_FACT_CLOUD,
    MEASURE_FACT_WEBSITE_OWN, /* updates it itself, shops included */
    MEASURE_FACT_SHOP,
    MEASURE_FACT_FACES_OUTSIDE, /* remote entry, or an own website */
    MEASURE_FACT_FACTORY,
    MEASURE_FACT_SUPPLIER,    /* a trade that usually serves other firms */
    MEASURE_FACT_TEN_OR_MORE, /* employees */
    MEASURE_FACT_FIFTY_OR_MORE,
    MEASURE_FACT_STARS_NONE,
    MEASURE_FACT_POLICY_MISSING,
    MEASURE_FACT_WATCH_MISSING, /* the contract kind has no watching in it */
    MEASURE_FACT_ROLES_OPEN,    /* no contract, or client and contract differ about who does what */
    MEASURE_FACT_CHECKLIST_DONE,
    MEASURE_FACT_COUNT
};

/* Yen by what there is to be protected. */
struct measure_amount {
    int64_t fixed, per_pc, per_notebook, per_server, per_employee;
};

/* A number of ours needs a source, or a reason for assuming it. */
struct measure_origin {
    struct text source;
    bool assumption;
    struct text reason;
};

struct measure_cost {
    const struct yaml_node *node;
    struct measure_amount first;  /* once */
    struct measure_amount yearly; /* every year, the first one too */
    struct text source;
    bool assumption;
    struct text reason;
};

struct measure_topic {
    const struct yaml_node *node;
    struct text topic;
    int to; /* 0 = partly, 1 = yes: what the answer becomes */
};

struct measure_effect {
    const struct yaml_node *node;
    struct text scenario;
    int on;    /* enum effect_on */
    int grade; /* enum effect_grade */
};

/* A measure. (struct measure is the ruler of document/chart.h.) */
struct measure_entry {
    const struct yaml_node *node;
    struct text id;
    struct text name;             /* ≤ 20 signs */
    int class;                    /* enum measure_class */
    struct text aim;              /* id */
    struct text why;              /* short; its figures are from `sources` */
    struct schema_list sources;   /* struct text */
    struct schema_list topics;    /* struct measure_topic */
    struct schema_list checklist; /* struct text: items of the organisational checklist */
    struct schema_list effects;   /* struct measure_effect, scenarios once each */
    struct schema_list when_words;
    const enum measure_fact *when; /* all must hold; as many as when_words */
    struct measure_cost cost;
    struct text kind;         /* the standard solution in words, never a product */
    int who;                  /* enum doer */
    int64_t weeks;            /* of the client's person in charge, beside the daily work */
    struct schema_list after; /* struct text: ids that come before */
    struct text guide;        /* chapter of the guidebook; absent = none */
    int64_t security_action;  /* stars it counts for; 0 = none */
    struct schema_list scs3;  /* struct text: requirements of ★3 it helps with */
    struct text first_step;
};

struct measure_aim {
    const struct yaml_node *node;
    struct text id;
    struct text title; /* of a year: 止まらない会社に */
};

struct measure_share {
    int64_t low, high; /* percent */
};

struct measure_shares {
    const struct yaml_node *node;
    struct measure_share grades[EFFECT_GRADE_COUNT];
    int64_t partly_percent;    /* of the effect that is left when the answer is "partly" */
    struct measure_share most; /* of one scenario, however many measures work together */
    bool assumption;
    struct text reason;
};

struct measure_budget {
    const struct yaml_node *node;
    int64_t per_employee, least; /* yen a year */
    bool assumption;
    struct text reason;
};

struct capacity_step {
    const struct yaml_node *node;
    int64_t most;  /* employees */
    int64_t weeks; /* a year */
};

struct measure_capacity {
    const struct yaml_node *node;
    bool assumption;
    struct text reason;
    struct schema_list steps; /* struct capacity_step, rising */
};

struct measures {
    struct measure_shares shares;
    struct measure_budget budget;
    struct measure_capacity capacity;
    struct schema_list aims; /* struct measure_aim */
    struct schema_list list; /* struct measure_entry */
};

/* vendor.yaml: `prices:`, the vendor's own price of a measure, which replaces both amounts. */
struct measure_price {
    const struct yaml_node *node;
    struct text measure; /* id */
    struct measure_amount first, yearly;
};
extern const struct schema MEASURE_PRICE_SCHEMA;

/* Reads measures.yaml below `content`. Sources, topics and checklist items must exist in `catalog`,
 * scenarios in `risks` (NULL: not checked). Every mistake goes to `d`; NULL when there was one. */
const struct measures *measures_load(struct arena *a, const char *content,
                                     const struct catalog *catalog,
                                     const struct risk_catalog *risks, struct diag *d);

/* The measure called `id`, or NULL. */
const struct measure_entry *measures_find(const struct measures *measures, struct text id);

/* Reports the client's chosen and refused measures that do not exist, or are in both lists. False
 * when there were any. */
bool measures_check_client(struct arena *a, const struct measures *measures,
                           const struct client *client, struct diag *d);

/* The same for the vendor's prices (struct measure_price). */
bool measures_check_prices(struct arena *a, const struct measures *measures,
                           const struct schema_list *prices, struct diag *d);

/* 最低限, おすすめ, 一歩先 and 大, 中, 小. */
const char *measure_class_label(enum measure_class class);
const char *effect_grade_label(enum effect_grade grade);

#endif
