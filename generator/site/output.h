/* output.h -- the folder of a site: what is written, what stays, what goes.
 *
 * A site keeps a list of its files beside them (OUTPUT_LIST). With it a later run knows a folder as
 * its own, and which files it may remove; files it did not make stay as they are. */
#ifndef SITE_OUTPUT_H
#define SITE_OUTPUT_H

#include "base/text.h"

struct arena;
struct diag;

/* Hidden, so that it does not look like a page; web servers that show it tell nothing new. */
#define OUTPUT_LIST ".mamorigami-site"

struct output {
    struct arena *arena;
    const char *folder;
    struct text *old; /* files of the last run, in byte order */
    size_t old_count;
    struct text *files; /* files of this run */
    size_t file_count;
    size_t written; /* files of this run whose bytes changed */
    size_t removed;
    bool failed; /* a file could not be written: nothing is removed */
};

/* Opens `folder`, making it when it is missing. A folder that is not empty and has no list of ours
 * is refused. Reports to `d`. The struct borrows `folder` and lives as long as `a`. */
bool output_open(struct output *output, struct arena *a, const char *folder, struct diag *d);

/* Writes one file; `name` is relative ("search/text-0.js"), its folder is made. A file that has
 * these bytes already is left alone. Reports to `d`. */
bool output_write(struct output *output, const char *name, struct text bytes, struct diag *d);

/* Removes the files of the last run that this one did not write, and writes the list. Reports to
 * `d`. */
bool output_close(struct output *output, struct diag *d);

/* True for a name that a list may have: relative, without "..", control signs and backslashes, and
 * not the list itself. */
bool output_is_name(struct text name);

#endif
