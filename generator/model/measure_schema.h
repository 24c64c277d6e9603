/* measure_schema.h -- which keys measures.yaml has: the tables behind measures_load. */
#ifndef MODEL_MEASURE_SCHEMA_H
#define MODEL_MEASURE_SCHEMA_H

struct schema;

/* The schema of struct measures; static. */
const struct schema *measure_schema(void);

#endif
