/* site.h -- what `site` and its preview `serve` share. */
#ifndef COMMAND_SITE_H
#define COMMAND_SITE_H

#include "command/workspace.h"
#include "site/site.h"

/* The folder of the chapters: the operand, or our own guide. In `a`. */
const char *site_source(struct arena *a, const struct options *options);

/* The folder of the site, OUT/site, in `a`. */
const char *site_target(struct arena *a, const struct options *options);

/* Reads what is needed and makes the site. `w` is opened here, also when it fails; its diagnostics
 * tell why: report and close it. */
bool site_build(struct workspace *w, const struct options *options, struct site_result *result);

#endif
