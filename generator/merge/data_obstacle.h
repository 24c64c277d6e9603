/* data_obstacle.h -- where the firm is stuck and what supports it, as merge data.
 *
 *     obstacle            {stuck, id, name, number, title, text, support, kind, note, source}
 *     obstacle.signs[]    texts: why we think so
 *     obstacle.steps[]    {number, name, mark, state, here, signs (text), lines[]}: the whole path
 *     obstacle.programmes[] {name, what, money, conditions, first_step, checked, source}
 *     obstacle.reasons[]  {kind (得をする, …), text, source}: gain, loss, mission */
#ifndef MERGE_DATA_OBSTACLE_H
#define MERGE_DATA_OBSTACLE_H

#include "merge/value.h"

struct obstacle;

/* The map `obstacle`. */
struct value *data_obstacle(struct arena *a, const struct obstacle *obstacle);

/* True when printing the whole of `obstacle` cites the source `id`. */
bool data_obstacle_cites(const struct obstacle *obstacle, struct text id);

/* Sets every `source` in `map` to its numbers in `cite`. */
void data_obstacle_cite(struct arena *a, struct value *map, const struct obstacle *obstacle,
                        const struct value *cite);

#endif
