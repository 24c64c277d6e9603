/* client_names.h -- what a client is called, from its file alone: to keep its names out of other
 * clients' documents.
 *
 * Read without the rest and without complaint: a file with mistakes still names somebody. */
#ifndef MODEL_CLIENT_NAMES_H
#define MODEL_CLIENT_NAMES_H

#include "base/schema.h"

/* All absent or empty where the file does not say it. */
struct client_names {
    struct text id;
    struct text name;
    struct text reading;
    struct text document_number;
    struct text contact;             /* with the office: 事務長 西川 弘 */
    struct text person;              /* the contact without it: 西川 弘 */
    struct schema_list aliases;      /* struct text */
    struct schema_list mail_domains; /* struct text */
    struct schema_list mentions;     /* struct text */
};

/* Reads `path`; texts are in `a`. False when it is no client file at all. */
bool client_names_read(struct arena *a, const char *path, struct client_names *names);

/* Every text of the file, in its order: all that a document may say of its own client. In `a`; none
 * when it is no YAML. */
struct schema_list client_texts_read(struct arena *a, const char *path); /* struct text */

#endif
