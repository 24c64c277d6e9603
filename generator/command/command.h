/* command.h -- one function a command, and what they share.
 *
 * A command prints results (paths, JSON) to standard output and everything else to standard error,
 * and returns the exit code. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/messages.h"
#include "document/rubify.h"

#define MAMORIGAMI_VERSION "0.1.0"

enum exit_code {
    EXIT_DONE = 0,        /* everything asked for is there */
    EXIT_INPUT_WRONG = 1, /* some input was wrong; the rest was done */
    EXIT_SYSTEM = 2       /* wrong use, or the system failed */
};

enum format { FORMAT_PDF = 1, FORMAT_HTML = 2, FORMAT_TRACE = 4 }; /* bits of a set */

struct options {
    const char *content;
    const char *templates;
    const char *fonts;
    const char *out;
    const char *document; /* a name in documents.yaml, or "all" */
    unsigned formats;     /* set of enum format */
    bool format_given;    /* otherwise it is what most commands make: PDF */
    enum ruby_mode ruby;
    enum language language;
    char *const *operands; /* what follows the command */
    size_t operand_count;
    const char *password_file;      /* NULL = documents open without */
    const char *generate_passwords; /* list to read and to add to; NULL = none */
    bool all;                       /* explain: every figure */
    struct {
        size_t jobs;         /* workers; 0 = as many as processors */
        unsigned time_limit; /* seconds a client */
        const char *shard;   /* "I/N"; NULL = all */
        bool prune, force, verify, json;
    } batch;
    const char *peers;    /* statistics of other clients for handouts; NULL = none */
    const char *date;     /* portfolio: the day "a year ago" is counted from; NULL = of the data */
    unsigned port;        /* serve: this one or none; 0 = the first that is free */
    const char *base_url; /* site: where it will be on the web; NULL = not known */
};

enum exit_code command_handout(const struct options *options);
enum exit_code command_check(const struct options *options);
enum exit_code command_guide(const struct options *options);
enum exit_code command_explain(const struct options *options);
enum exit_code command_batch(const struct options *options);
enum exit_code command_merge_manifests(const struct options *options);
enum exit_code command_messages(const struct options *options);
enum exit_code command_portfolio(const struct options *options);
enum exit_code command_data(const struct options *options);
enum exit_code command_serve(const struct options *options);
enum exit_code command_site(const struct options *options);

/* Ends the process with `code`, or with EXIT_SYSTEM when standard output cannot be written to its
 * end (told on standard error). */
_Noreturn void command_finish(enum exit_code code);

#endif
