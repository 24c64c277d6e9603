/* program_full.c -- linked into `mamorigami-full`, which has all libraries. */
#include "program.h"

bool program_suffices(const char *command, const struct options *options, char **argv)
{
    (void)command;
    (void)options;
    (void)argv;
    return true;
}
