/* chapter.h -- the page of a chapter, its words and its place in the search. */
#ifndef SITE_CHAPTER_H
#define SITE_CHAPTER_H

#include "site/page.h"

/* Writes the page of chapter number `index` and adds it to the index. Reports to `d`. */
bool chapter_write(struct site *site, size_t index, struct diag *d);

#endif
