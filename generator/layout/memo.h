/* memo.h -- paragraphs that were composed before are not composed again.
 *
 * Most of a handout is the same for every client: the chapters' sentences, the words of the
 * catalogue. A run keeps their lines. What is kept is found by everything that composing depends
 * on, compared byte by byte, so that a document's pages do not depend on those made before it. A
 * text is kept when it is seen the second time: names and figures of one client do not fill the
 * memo. */
#ifndef LAYOUT_MEMO_H
#define LAYOUT_MEMO_H

#include "layout/paragraph.h"

struct memo;

/* An empty memo; free it when the pages made with it are no longer needed: they share its glyphs.
 */
struct memo *memo_new(void);
void memo_free(struct memo *memo);

/* paragraph_compose and those that measure, by way of `memo`, which may be NULL. The lines are
 * shared with whoever asks the same: strip_line places them. A paragraph that is complained about
 * is not kept. All calls of one memo use the same phraser, or none. */
const struct paragraph *memo_compose(struct memo *memo, struct arena *a, const struct part *parts,
                                     size_t count, const struct paragraph_rules *rules,
                                     struct diag *d);
/* The boxes of the result are NULL when the widths were known: ask memo_minimum and memo_phrases,
 * which add them to `widths` when they need them. */
struct paragraph_widths memo_widths(struct memo *memo, struct arena *a, const struct part *parts,
                                    size_t count);
mpt memo_minimum(struct arena *a, const struct part *parts, size_t count,
                 struct paragraph_widths *widths);
struct paragraph_phrases memo_phrases(struct arena *a, const struct part *parts, size_t count,
                                      struct paragraph_widths *widths, struct phraser *phraser);

#endif
