/* press.h -- one client's documents as files: what `handout` and `batch` have in common. */
#ifndef COMMAND_PRESS_H
#define COMMAND_PRESS_H

#include <stddef.h>

#include "base/text.h"
#include "command/command.h"

struct arena;
struct client;
struct diag;
struct document;
struct isolation;
struct recipe;
struct workspace;

/* Client data: for the vendor's own account only. */
enum { PRESS_FILE_MODE = 0600, PRESS_FOLDER_MODE = 0700, PRESS_OUT_MODE = 0755 };

/* One finished file, not yet written anywhere. */
struct press_file {
    struct text document; /* the recipe's name */
    enum format format;
    struct text name;  /* "handout.pdf" */
    struct text bytes; /* borrowed: valid during the call */
    size_t pages;      /* 0 for formats without pages */
};

struct press {
    const struct workspace *workspace;
    struct diag *diag;                 /* of this client */
    const struct isolation *isolation; /* NULL = no other client is known */
    size_t client;                     /* its number there */
    const char *password;              /* PDF opens with it; NULL = without */
    /* The formats wanted of `recipe`: a set of enum format, 0 = the document is not made. */
    unsigned (*wanted)(void *context, const struct recipe *recipe);
    /* Which of `formats` are to be made of `document`, of which the others are there already. NULL
     * = all. */
    unsigned (*missing)(void *context, const struct document *document, unsigned formats);
    /* Takes a finished file. What it returns is for itself: the next file comes anyway. */
    void (*take)(void *context, const struct press_file *file);
    void *context;
};

/* Makes the wanted files of `client`, in the order of the recipes, PDF before HTML. Mistakes go to
 * the press's diag; a document that cannot be made, or that names another client of `isolation`, is
 * left out, the latter in every format. */
void press_client(struct arena *a, const struct press *press, const struct client *client);

/* "pdf", "html", "trace". */
const char *press_suffix(enum format format);

/* OUT/clients/ID, in `a`, made with its parents where missing. Reports to `d`, absent on a system
 * error. */
struct text press_folder(struct arena *a, const char *out, struct text id, struct diag *d);

/* Does `document` ("all" or a name) name a document of the workspace? Complains with a near match.
 */
bool press_knows(struct workspace *w, const char *document);

/* What workspace_open needs for a set of formats. */
unsigned press_needs(unsigned formats);

#endif
