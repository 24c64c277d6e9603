/* program_small.c -- linked into `mamorigami`, which goes on as the full program where it lacks a
 * library. */
#include "program.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/seal.h"
#include "device/pdf_seal.h"

static bool is_needed(const char *command, const struct options *options)
{
    return strcmp(command, "serve") == 0 || strcmp(command, "portfolio") == 0 ||
           seal_wanted(options);
}

bool program_suffices(const char *command, const struct options *options, char **argv)
{
    static const char suffix[] = "-full";
    char path[PATH_MAX];
    if (!is_needed(command, options))
        return true;
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - sizeof suffix);
    if (size < 0) {
        perror("mamorigami: /proc/self/exe");
        return false;
    }
    memcpy(path + size, suffix, sizeof suffix);
    execv(path, argv);
    fprintf(stderr, "mamorigami: %s: %s\n", path, strerror(errno));
    return false;
}

/* What needs the libraries, kept out of this program: program_suffices has gone on before. */

enum exit_code command_serve(const struct options *options)
{
    (void)options;
    abort();
}

enum exit_code command_portfolio(const struct options *options)
{
    (void)options;
    abort();
}

bool pdf_seal(struct text pdf, const char *password, struct buffer *out, struct diag *d)
{
    (void)pdf;
    (void)password;
    (void)out;
    (void)d;
    abort();
}
