/* terms.h -- glossary terms in the guide's chapters. */
#ifndef GUIDE_TERMS_H
#define GUIDE_TERMS_H

#include "document/document.h"

struct catalog;
struct guide_term;

struct terms;

/* The glossary of `catalog` in the order of its readings, ready for marking. */
const struct terms *terms_new(struct arena *a, const struct catalog *catalog);

/* Its terms; *count gets their number. */
const struct guide_term *terms_list(const struct terms *terms, size_t *count);

/* Marks the first occurrence of each term in the merged chapter `blocks` as INLINE_TERM: the term
 * or one of its other spellings, the longest that stands there. Not in headings, titles of boxes,
 * heads of tables, links, code and small marks, and never a part of a longer word: no kanji before
 * or behind kanji, no katakana beside katakana, no Latin letter or digit beside one. */
void terms_mark(struct arena *a, const struct terms *terms, struct block *blocks);

#endif
