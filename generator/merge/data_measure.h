/* data_measure.h -- one measure as merge data; internal to data_plan.c and data_obstacle.c. */
#ifndef MERGE_DATA_MEASURE_H
#define MERGE_DATA_MEASURE_H

#include "merge/value.h"

struct measure_result;

/* "1万4,000円〜18万円", rounded for reading; one amount when both round to the same. */
struct text data_yen_range(struct arena *a, int64_t low, int64_t high);

/* The map of data_plan.h's measures[]. `year` counts from 0; 3 and more = not planned. */
struct value *data_measure(struct arena *a, const struct measure_result *result, size_t year);

/* "3・7": the numbers of the sources `ids` in `cite`; undefined when none has one. */
struct value *data_numbers(struct arena *a, const struct text *ids, size_t count,
                           const struct value *cite);

#endif
