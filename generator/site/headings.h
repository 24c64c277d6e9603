/* headings.h -- the headings of a chapter as its page, its list of contents and the search name
 * them.
 */
#ifndef SITE_HEADINGS_H
#define SITE_HEADINGS_H

#include "document/document.h"

struct arena;

struct heading_entry {
    const struct block *heading;
    struct text id;    /* the author's, or "page-section-3": unique in its page; never absent */
    struct text words; /* plain */
};

/* All headings of a chapter in the order of the tree; the first may be its title. */
struct headings {
    struct heading_entry *entries;
    struct text *ids; /* the same ids alone, as html_content wants them */
    size_t count;
};

/* The headings of `blocks`, in `a`. Cannot fail. */
struct headings headings_make(struct arena *a, const struct block *blocks);

/* The entry whose id is `id`, or NULL. */
const struct heading_entry *headings_find(const struct headings *headings, struct text id);

#endif
