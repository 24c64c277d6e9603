/* program.h -- two programs of the same parts.
 *
 * `mamorigami` is what is called. `mamorigami-full` beside it has three libraries more, of which
 * one command or one option has use (libmicrohttpd, libxlsxwriter, libqpdf, and behind them GnuTLS
 * and OpenSSL): loading these takes the system longer than a one-page document takes us. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>

struct options;

/* Does this program have all that `command` needs? Otherwise the process goes on as the full
 * program with the same arguments. False when that cannot be started (told on standard error). */
bool program_suffices(const char *command, const struct options *options, char **argv);

#endif
