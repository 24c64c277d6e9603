/* data_risk.h -- risks, damage and how they were computed as merge data. */
#ifndef MERGE_DATA_RISK_H
#define MERGE_DATA_RISK_H

#include "merge/value.h"

struct damage_result;
struct risk_result;

/* Sets in the map `data`:
 *   risks        list, worst first: id, name, grade, value, weak[], damage, …
 *   risk         {worst, top[], rest[], absent[], large_count}
 *   damage       {scenarios[], top[], frequent, estimated[]}
 *   calculation  what the appendix prints
 * Every map with figures has `sources` (ids), `assumption` and `basis`, the printed form of both
 * that data_risk_cite completes. */
void data_risk(struct arena *a, struct value *data, const struct risk_result *risks,
               const struct damage_result *damage);

/* Whether the figures set by data_risk cite the source `id`, and the chapter with the field path
 * `path` prints any of them. */
bool data_risk_cites(const struct damage_result *damage, struct text path, struct text id);

/* Writes the numbers of `cite` into every `basis` below the names above: "3・仮定". */
void data_risk_cite(struct arena *a, struct value *data);

#endif
