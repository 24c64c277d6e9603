/* data_duty.h -- who does what as merge data.
 *
 *     duties[]          {task, name, group, why, often, client, vendor, cloud, other (signs),
 *                       marks {client, …} (words), note, changed, flagged, flags[], label, remark,
 *                       rule, source}
 *     duty.contract     {name, text, limits[], price, source}
 *     duty.groups[]     {id, name, rows[]}: the same rows
 *     duty.top[]        the few rows for the one page
 *     duty.flags[]      {task, name, kind, label, say, reason}, duty.flagged = number of rows
 *     duty.talks[]      the flags but "nobody", duty.open[] the rows with that one
 *     duty.subjects[]   {label, say}: the talks, those that differ in nothing but the task in one
 *     duty.decisions[]  {task, name, what}, one a row
 *     duty.rules[]      {task, name, text, source}: duties from outside
 *
 * A row's label is that of its first flag, undefined without flags; its remark is its note,
 * undefined where the label says the same. */
#ifndef MERGE_DATA_DUTY_H
#define MERGE_DATA_DUTY_H

#include "merge/value.h"

struct duty_table;

/* The list `duties`. */
struct value *data_duties(struct arena *a, const struct duty_table *table);

/* The map `duty`; `duties` is the list made before, whose rows it shares. */
struct value *data_duty(struct arena *a, const struct duty_table *table, struct value *duties);

/* True when printing the whole of `duty` cites the source `id`. */
bool data_duty_cites(const struct duty_table *table, struct text id);

/* Sets every `source` in `duty` and its rows to its number in `cite`. */
void data_duty_cite(struct arena *a, struct value *duty, struct value *duties,
                    const struct duty_table *table, const struct value *cite);

#endif
