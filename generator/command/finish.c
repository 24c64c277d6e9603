/* finish.c -- how a command's process ends. */
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"

void command_finish(enum exit_code code)
{
    /* A full disk shows only when the buffer is flushed. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("mamorigami: stdout");
        code = EXIT_SYSTEM;
    }
    exit(code);
}
