/* workspace.h -- everything read once, before any client: catalogue, chapters, theme, fonts. */
#ifndef COMMAND_WORKSPACE_H
#define COMMAND_WORKSPACE_H

#include "base/diag.h"
#include "command/command.h"
#include "layout/layout.h"

struct catalog;
struct client;
struct furigana_sources;
struct morph;
struct pdf_fonts;
struct recipes;
struct theme;

/* Parts a command needs; the catalogue is always read. */
enum {
    NEED_PAPER = 1,      /* theme and fonts */
    NEED_SCREEN = 2,     /* theme, HTML shell and style */
    NEED_NO_RECIPES = 4, /* no chapters of clients' documents: `recipes` stays NULL */
    NEED_READINGS = 8    /* the dictionaries of --ruby, also without it */
};

struct workspace {
    struct arena *arena; /* "program": read-only once loaded */
    struct diag diag;
    const struct catalog *catalog;
    const struct recipes *recipes;
    const struct theme *theme;
    struct morph *morph;
    enum ruby_mode ruby;
    const struct furigana_sources *furigana;
    struct layout_tools tools;
    struct pdf_fonts *pdf_fonts;
    const struct source *shell;
    const struct source *style;
};

/* Loads what `needs` asks for. False when something cannot be used (see diag). Always close. */
bool workspace_open(struct workspace *w, const struct options *options, unsigned needs);

/* Loads later what workspace_open was not asked for. */
bool workspace_prepare(struct workspace *w, const struct options *options, unsigned needs);
void workspace_close(struct workspace *w);

/* Prints the collected complaints to standard error in the chosen language. */
void workspace_report(const struct diag *diag, const struct options *options);

/* The client file named by an operand, in `a`; NULL when it was wrong. */
const struct client *workspace_client(struct arena *a, const struct workspace *w, const char *path,
                                      struct diag *d);

#endif
