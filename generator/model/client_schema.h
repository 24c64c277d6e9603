/* client_schema.h -- which keys a client file has: the tables behind client_load. */
#ifndef MODEL_CLIENT_SCHEMA_H
#define MODEL_CLIENT_SCHEMA_H

struct schema;

/* The words for enum trade and enum contract_kind, in their order, NULL at the end: the catalogue
 * uses the same. */
extern const char *const TRADE_WORDS[];
extern const char *const CONTRACT_WORDS[];

/* The schema of struct client; static. */
const struct schema *client_schema(void);

#endif
