/* okurigana.h -- which part of a word's reading belongs to which of its kanji.
 *
 * 受け持ち, うけもち: う over 受, も over 持; け and ち are written out. Kanji in a row share one
 * reading, as their words are read as a whole (取引 とりひき). Offsets are bytes. */
#ifndef JAPANESE_OKURIGANA_H
#define JAPANESE_OKURIGANA_H

#include "base/text.h"

struct arena;

struct okurigana {
    size_t start, end; /* of the kanji in the word */
    struct text reading;
};

/* The readings of the kanji of `word`, ascending, in `a`; `reading` is in hiragana, blanks and ・
 * in it and in the word do not count. *count gets their number. Latin letters, digits and signs
 * beside kanji count as kanji. NULL when the kana of the word are not in the reading. Where they
 * are there in more than one way (ひとびと of 人ひと) the whole word is one: never a guess. */
const struct okurigana *okurigana_split(struct arena *a, struct text word, struct text reading,
                                        size_t *count);

#endif
