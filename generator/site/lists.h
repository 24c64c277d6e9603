/* lists.h -- the pages beside the chapters: cover, glossary, sources, search, not found. */
#ifndef SITE_LISTS_H
#define SITE_LISTS_H

#include "site/page.h"

/* Each writes its page and, where it has text of its own, adds it to the index. A guide without
 * terms or sources has no page for them. The glossary names the chapters a term is used in: write
 * it after them. All report to `d`. */
bool lists_write_cover(struct site *site, struct diag *d);
bool lists_write_glossary(struct site *site, struct diag *d);
bool lists_write_sources(struct site *site, struct diag *d);
bool lists_write_search(struct site *site, struct diag *d);
bool lists_write_missing(struct site *site, struct diag *d);

#endif
