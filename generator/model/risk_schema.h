/* risk_schema.h -- which keys risks.yaml has: the tables behind risk_catalog_load. */
#ifndef MODEL_RISK_SCHEMA_H
#define MODEL_RISK_SCHEMA_H

#include "base/text.h"

struct schema;

/* The schema of struct risk_catalog; static. */
const struct schema *risk_schema(void);

/* "remote_open": the word of an exposure in risks.yaml; NULL behind the last. */
const char *const *exposure_words(void);

#endif
