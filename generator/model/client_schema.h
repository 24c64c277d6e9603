/* client_schema.h -- which keys a client file has: the tables behind client_load. */
#ifndef MODEL_CLIENT_SCHEMA_H
#define MODEL_CLIENT_SCHEMA_H

struct schema;

/* The words for enum trade, contract_kind, remote_access, backup_kind and website_kind, in their
 * order, NULL at the end: the catalogue and the page of the self-check use the same. */
extern const char *const TRADE_WORDS[];
extern const char *const CONTRACT_WORDS[];
extern const char *const REMOTE_WORDS[];
extern const char *const BACKUP_WORDS[];
extern const char *const WEBSITE_WORDS[];

/* The schema of struct client; static. */
const struct schema *client_schema(void);

#endif
