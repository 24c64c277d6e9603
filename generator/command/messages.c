/* messages.c -- `messages`: every complaint the program can make, with its hint. */
#include <stdio.h>

#include "command/command.h"

static void print_message(const struct message_text *message, enum language language)
{
    const char *hint = message->hint[language];
    printf("%s  %s\n", message->id, message->text[language]);
    if (hint)
        printf("      %s: %s\n", phrase_of(PHRASE_HINT, language), hint);
}

enum exit_code command_messages(const struct options *options)
{
    for (int i = 0; i < MSG_COUNT; i++)
        print_message(message_of((enum message)i), options->language);
    return EXIT_DONE;
}
