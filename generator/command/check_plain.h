/* check_plain.h -- the part of `check` that asks: is all we print plain Japanese? */
#ifndef COMMAND_CHECK_PLAIN_H
#define COMMAND_CHECK_PLAIN_H

#include "command/workspace.h"

struct guide;

/* Reads the chapters of `guide` (NULL: none) and of the clients' documents, and the catalogue's
 * texts, by the rules of content/plain.yaml. Complaints go to w->diag; a line of scores for each
 * document goes to standard output. */
void check_plain(struct workspace *w, const struct options *options, const struct guide *guide);

#endif
