/* obstacle.h -- where on the path to adequate measures a client is stuck, and what supports it.
 *
 * A step holds a client up when at least `least` of its signs hold; the client is stuck at the
 * first such step. Signs are our own judgement from answers, budget, contact person and contract;
 * the document says so. */
#ifndef MODEL_OBSTACLE_H
#define MODEL_OBSTACLE_H

#include "model/obstacle_catalog.h"
#include "model/plan.h"

struct obstacle_state {
    const struct obstacle_step *step;
    const struct obstacle_sign **signs; /* those that hold */
    size_t sign_count;
    bool holds_up; /* enough of them */
};

struct obstacle {
    const struct obstacles *obstacles;
    struct obstacle_state *states; /* one per step */
    size_t state_count;
    size_t stuck; /* index of the first step that holds up; state_count = none */
    const struct programme **programmes; /* that fit, in the order of the step */
    size_t programme_count;
    const struct argument *arguments[ARGUMENT_KIND_COUNT]; /* NULL when the file has none */
};

/* Never NULL; the arguments must outlive the result. */
const struct obstacle *obstacle_make(struct arena *a, const struct obstacles *obstacles,
                                     const struct plan *plan);

#endif
