/* data_catalog.h -- what documents of a client and the guide both say about the vendor and the
 * sources, as merge data. */
#ifndef MERGE_DATA_CATALOG_H
#define MERGE_DATA_CATALOG_H

#include "merge/value.h"

struct programme;
struct source_entry;
struct vendor;

/* The map `vendor`: {name, department, person, phone, emergency, hours, email, address, fictional}.
 */
struct value *data_vendor(struct arena *a, const struct vendor *vendor);

/* Appends {number, id, title, publisher, published, sample, address, checked, certainty} to
 * `list`. */
void data_add_source(struct arena *a, struct value *list, const struct source_entry *source,
                     int64_t number);

/* Appends {id, name, what, money, conditions, first_step, checked, source (undefined)} to `list`.
 */
void data_add_programme(struct arena *a, struct value *list, const struct programme *programme);

#endif
