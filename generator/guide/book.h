/* book.h -- the guide as one document: cover, contents, parts, chapters, words, sources, index. */
#ifndef GUIDE_BOOK_H
#define GUIDE_BOOK_H

#include "guide/guide.h"

/* The document of style "book" in `a`; headings of level 1 are parts, of level 2 chapters. Links
 * between chapters are followed by INLINE_PAGE, numbers of sources are links to their list.
 * Borrows texts from `guide`, whose trees stay as they are. Cannot fail. */
const struct document *book_compose(struct arena *a, const struct guide *guide);

#endif
