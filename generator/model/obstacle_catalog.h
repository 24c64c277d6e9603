/* obstacle_catalog.h -- content/catalog/obstacles.yaml and programmes.yaml: the path on which small
 * firms come to adequate measures, where they get stuck, and which public support there is. */
#ifndef MODEL_OBSTACLE_CATALOG_H
#define MODEL_OBSTACLE_CATALOG_H

#include "base/quantity.h"
#include "base/schema.h"
#include "model/client.h"

struct catalog;
struct diag;

/* Signs that a firm is stuck; their rules are in obstacle.c. */
enum obstacle_rule {
    RULE_FIRST_CHECK,
    RULE_NEVER_SHOWN,
    RULE_NOT_PASSED,
    RULE_NO_BUDGET,
    RULE_MANY_UNKNOWN,
    RULE_THREATS_WEAK,
    RULE_INCIDENT_WEAK,
    RULE_TRAINING_WEAK,
    RULE_BELIEFS_DIFFER,
    RULE_BUDGET_SHORT,
    RULE_WORK_SHORT,
    RULE_NO_CONTACT,
    RULE_NO_HELPER,
    RULE_MINIMUM_OPEN,
    RULE_COUNT
};

struct obstacle_sign {
    const struct yaml_node *node;
    int rule; /* enum obstacle_rule */
    struct text text;
};

struct obstacle_step {
    const struct yaml_node *node;
    struct text id;
    struct text name; /* きっかけ */
    int64_t least;    /* signs that must hold */
    struct text title;
    struct text text;
    struct text support;
    struct text kind;              /* 知識, お金, 人, 技術 */
    struct schema_list programmes; /* struct text: ids */
    struct schema_list signs;      /* struct obstacle_sign */
};

/* What fits a firm that is stuck nowhere. */
struct obstacle_done {
    const struct yaml_node *node;
    struct text title, text, support;
    struct schema_list programmes;
};

enum argument_kind { ARGUMENT_GAIN, ARGUMENT_LOSS, ARGUMENT_MISSION, ARGUMENT_KIND_COUNT };

struct argument {
    const struct yaml_node *node;
    struct text id;
    int kind;                       /* enum argument_kind */
    struct schema_list trade_words; /* struct text; none = any firm */
    struct text text;
    struct text source; /* of its figure; absent = it has none */
};

struct programme {
    const struct yaml_node *node;
    struct text id;
    struct text name;
    struct text what;
    struct text money;
    struct text conditions;
    struct text first_step;
    struct schema_list sources; /* struct text */
    struct date checked;
    struct schema_list regions;     /* struct text; none = everywhere */
    struct schema_list trade_words; /* struct text; none = all */
};

struct obstacles {
    struct text source;
    struct text note; /* printed: whose judgement this is */
    struct obstacle_done done;
    struct schema_list steps;      /* struct obstacle_step, in the order of the path */
    struct schema_list arguments;  /* struct argument */
    struct schema_list programmes; /* struct programme */
};

/* Reads both files below `content`. Every mistake goes to `d`; NULL when there was one. */
const struct obstacles *obstacles_load(struct arena *a, const char *content,
                                       const struct catalog *catalog, struct diag *d);

#endif
