/* seal.h -- passwords of clients' documents: what `handout` and `batch` have in common. */
#ifndef COMMAND_SEAL_H
#define COMMAND_SEAL_H

#include "batch/passwords.h"
#include "command/workspace.h"

struct recipes;

/* Are documents to be closed? */
bool seal_wanted(const struct options *options);

/* The options with the formats that can be closed: PDF. Warns that HTML is not made. False when
 * the options do not fit together (reported). */
bool seal_options(struct options *options, struct diag *d);

/* The passwords of the clients `ids`; NULL with a complaint. From here on no core is dumped. */
struct passwords *seal_open(const struct options *options, const struct text *ids, size_t count,
                            struct diag *d);

/* The password of `client`, checked against what others know of the client. False when there is
 * none or a weak one (reported). */
bool seal_password(struct arena *a, const struct passwords *passwords, const struct client *client,
                   char password[PASSWORD_SIZE], struct diag *d);

/* Warns of HTML files in `folder` that an earlier run made. */
void seal_warn_open(const struct recipes *recipes, struct text folder, struct diag *d);

#endif
