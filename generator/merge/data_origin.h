/* data_origin.h -- where a figure comes from, as merge data: `sources` (ids), `assumption`,
 * `reason` and `basis`, which is what stands on paper ("3・仮定"). */
#ifndef MERGE_DATA_ORIGIN_H
#define MERGE_DATA_ORIGIN_H

#include "merge/value.h"

struct cost_item;
struct damage_result;
struct origin;
struct scenario;

/* Sets an empty `sources` and `assumption` = false in `map`; returns the list. */
struct value *data_origin_list(struct arena *a, struct value *map);

/* Adds an origin to both; ids stand once. */
void data_origin_add(struct arena *a, struct value *map, struct value *sources,
                     const struct origin *origin);

/* Sets `basis`, still without numbers. */
void data_origin_close(struct arena *a, struct value *map);

/* All three at once; `origin` NULL = the client's own figure or arithmetic. Also sets `reason`. */
void data_origin(struct arena *a, struct value *map, const struct origin *origin);

/* The same for a cost item: its spread and everything it is multiplied by. */
void data_origin_cost(struct arena *a, struct value *map, const struct damage_result *result,
                      const struct scenario *scenario, const struct cost_item *cost);

/* Rewrites `basis` with the numbers of the map `cite`. */
void data_origin_number(struct arena *a, struct value *map, const struct value *cite);

/* Whether the `count` worst damages, or everything with SIZE_MAX, cite the source `id`. */
bool data_origin_cites(const struct damage_result *damage, struct text id, size_t count);

#endif
