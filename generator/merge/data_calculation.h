/* data_calculation.h -- the appendix 「金額の計算のもと」 as merge data. */
#ifndef MERGE_DATA_CALCULATION_H
#define MERGE_DATA_CALCULATION_H

#include "merge/value.h"

struct damage_result;

/* {draws, window, figures[], estimated, bases[], scenarios[], frequencies[], rows[]}: the `count`
 * worst scenarios step by step (the rest only as rows), and every basis once. */
struct value *data_calculation(struct arena *a, const struct damage_result *damage, size_t count);

#endif
