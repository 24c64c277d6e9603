/* password_strength.h -- is a password worth the name?
 *
 * A closed PDF is tried offline, as fast as the thief's machines go, so what can be guessed is
 * refused: fewer than 12 signs; few different signs or one piece again and again; figures alone
 * (dates, telephone numbers); the client's own words; words from the lists of stolen passwords;
 * rows of keys. A refusal says which of these it was. */
#ifndef BATCH_PASSWORD_STRENGTH_H
#define BATCH_PASSWORD_STRENGTH_H

#include "base/messages.h"
#include "base/text.h"

/* MSG_COUNT when nothing speaks against `password` (valid UTF-8), else the refusal. */
enum message password_fault(struct text password);

/* Does `password` have one of `words` in it, four signs or more, whatever its width and case? */
bool password_has(struct text password, const struct text *words, size_t word_count);

#endif
