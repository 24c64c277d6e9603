/* separate.h -- keeping clients apart: what the program knows of names, brought to isolation.h. */
#ifndef COMMAND_SEPARATE_H
#define COMMAND_SEPARATE_H

#include "command/workspace.h"

struct isolation;
struct pages;

/* The names of the clients in the files `paths`, numbered in that order, and the texts all of them
 * share. Lives in `a`. Warnings go to the workspace's diag. */
const struct isolation *separate_new(struct arena *a, struct workspace *w,
                                     const struct options *options, const char *const *paths,
                                     size_t count);

/* Does the file `path` of `client` say a name of one of the clients that `sought` tells, so that
 * its documents may? They say nothing of others but what their own client's file says. */
bool separate_may_name(const struct isolation *isolation, size_t client, const char *path,
                       const bool *sought);

/* Whom a file is for, and what it is called below the folder of results. */
struct addressee {
    const struct isolation *isolation; /* NULL = nobody else is known: everything passes */
    size_t client;
    struct text file;
};

/* Is nobody else named in the pages, with all that goes into the PDF beside them (title, bookmarks,
 * alternative texts, links), and in the file's name? Reports to `d`, with the place and the other
 * client's file, never its name: what is printed here goes into logs. */
bool separate_pages(const struct addressee *to, const struct pages *pages, struct diag *d);

/* The same of a finished HTML file: text, without tags, entities decoded; attributes; titles. */
bool separate_html(const struct addressee *to, struct text html, struct diag *d);

#endif
