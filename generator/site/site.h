/* site.h -- the guidebook as a folder of static pages, for a web server, a USB stick or a double
 * click. Nothing of any client is in it: a guide has none. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/text.h"

struct arena;
struct diag;
struct guide;
struct sheet;
struct theme;
struct vendor;

struct site_options {
    const char *folder;          /* where the site goes; made when missing */
    const char *templates;       /* has style.css and site/ */
    const struct sheet *sheet;   /* scored, for the page of the self-check; NULL = none */
    const struct vendor *vendor; /* whose address stands there; needed with `sheet` */
    struct text base_url;        /* where it will be on the web, ends in "/"; absent = not known */
};

struct site_result {
    size_t pages;       /* HTML pages */
    size_t written;     /* files whose bytes changed */
    size_t removed;     /* files of the last run that are no more */
    size_t index_bytes; /* of the search's scripts */
};

/* Writes the site. What has not changed is not touched; pages that are no more are removed; a
 * folder with other files in it is refused. Reports to `d`, false when something is missing. */
bool site_make(struct arena *a, const struct guide *guide, const struct theme *theme,
               const struct site_options *options, struct site_result *result, struct diag *d);

#endif
