/* passwords.h -- which client's documents open with which password.
 *
 * A password is never on the command line, in a complaint, in the manifest or in a log: complaints
 * name the file and the line and show nothing of it. The memory it stands in is wiped. */
#ifndef BATCH_PASSWORDS_H
#define BATCH_PASSWORDS_H

#include "base/diag.h"
#include "base/hash.h"

struct passwords;

/* Reads the file `path`: one line = the password of all clients; otherwise lines ID<TAB or ,>
 * PASSWORD, which may begin with a line "id,password". One line that begins with one of `ids` and a
 * separator is such a row too. NULL when it cannot be used (reported): lines without a password,
 * one id twice, one weak password for all. Warns when others may read the file. Free with
 * passwords_free. */
struct passwords *passwords_read(const char *path, const struct text *ids, size_t id_count,
                                 struct diag *d);

/* As above, but the file may be missing, and every one of `ids` without a password gets one of 20
 * letters and digits that are not mistaken for one another (99 bits), e.g.
 * k7mq-x2ht-9vbe-wr4n-p3ca. The list is written back (0600, whole or not at all) before anything is
 * closed with it. */
struct passwords *passwords_generate(const char *path, const struct text *ids, size_t id_count,
                                     struct diag *d);

void passwords_free(struct passwords *passwords);

enum { PASSWORD_SIZE = 128 /* with the NUL */ };

/* What nobody may take for a password: names, ids, dates. */
struct password_owner {
    struct text id;
    const struct text *words;
    size_t word_count;
};

/* The client's password as the PDF needs it (see saslprep.h). False when there is none, or a weak
 * one (reported). Wipe `password` after use. */
bool passwords_get(const struct passwords *passwords, const struct password_owner *owner,
                   char password[PASSWORD_SIZE], struct diag *d);

/* A hash that changes with the client's password, for telling whether a file is still right. Salted
 * with `key`, so that who reads it cannot try passwords. All zero when the client has none. */
struct hash passwords_mark(const struct passwords *passwords, struct text id,
                           const struct hash *key);

/* The random key in the file `path` (0600), made when it is not there. Reports to `d`. */
bool passwords_key(const char *path, struct hash *key, struct diag *d);

#endif
