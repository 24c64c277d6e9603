/* self_check.h -- the page on which a firm answers the self-check: computed in the browser, or by
 * hand on paper. What it says and how it counts comes from one sheet of the catalogue. */
#ifndef SITE_SELF_CHECK_H
#define SITE_SELF_CHECK_H

#include "site/page.h"

#define SELF_CHECK_FILE "self-check.html"

/* Writes the page, its data for the script, and its entry in the search. A site without a sheet has
 * none. Reports to `d`. */
bool self_check_write(struct site *site, struct diag *d);

#endif
