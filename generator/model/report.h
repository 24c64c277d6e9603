/* report.h -- everything computed for one client: the model's result, and the only thing of the
 * model that merging sees. Pure: the same inputs give the same report. */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "model/cases.h"
#include "model/catalog.h"
#include "model/client.h"
#include "model/damage.h"
#include "model/duty.h"
#include "model/obstacle.h"
#include "model/plan.h"
#include "model/score.h"

/* A published share for an item the client answered: "73.0 % of small firms do this". */
struct comparison {
    const struct statistic *statistic;
    const struct score_item *item;
    bool does; /* the client does it, at least partly: the same definition as the figure */
};

struct action_state {
    const struct action_condition *condition;
    const struct score_item *item; /* NULL when a fact decides */
    bool met;
};

struct report {
    const struct catalog *catalog;
    const struct client *client;
    const struct score *score;    /* of the newest assessment */
    const struct score *previous; /* of the one before, or NULL */
    bool comparable; /* previous used the same sheet: the change is a like-for-like one */
    const struct score **history; /* all scored assessments, oldest first */
    size_t history_count;
    const struct score *checklist; /* of the organisational checklist, or NULL */
    struct comparison *comparisons;
    size_t comparison_count;
    const struct risk_result *risks;    /* of the newest assessment */
    const struct damage_result *damage; /* of the same risks */
    const struct cases_result *cases;   /* the nearest ones */
    const struct duty_table *duty;      /* who does what */
    const struct plan *plan;            /* three years of measures */
    const struct obstacle *obstacle;    /* where the firm is stuck, and what supports it */
    struct action_state *actions;
    size_t action_count;
};

/* Computes the report in `a`; `catalog` and `client` must outlive it. Cannot fail. */
const struct report *report_make(struct arena *a, const struct catalog *catalog,
                                 const struct client *client);

#endif
