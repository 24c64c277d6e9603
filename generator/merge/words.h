/* words.h -- the list of words of a document: which terms of the glossary it says.
 *
 * A handout explains the words it uses and no others, so the list follows from the merged text. */
#ifndef MERGE_WORDS_H
#define MERGE_WORDS_H

#include "merge/value.h"

struct schema_list;
struct words;

/* Ready to find `terms` (struct term: borrowed) by their names and other spellings, once a run. */
const struct words *words_new(struct arena *a, const struct schema_list *terms);

/* Sets the list `words` of `data` {term, reading, text}: the terms that occur in `said`, in the
 * order of their readings. Texts are borrowed from the terms. */
void words_set(struct arena *a, struct value *data, const struct words *words, struct text said);

#endif
