/* client_schema.h -- which keys a client file has: the tables behind client_load. */
#ifndef MODEL_CLIENT_SCHEMA_H
#define MODEL_CLIENT_SCHEMA_H

struct schema;

/* The schema of struct client; static. */
const struct schema *client_schema(void);

#endif
