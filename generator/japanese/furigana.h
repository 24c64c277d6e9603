/* furigana.h -- readings for the kanji of a text.
 *
 * Asked in turn: our own dictionary (readings.h), then MeCab's. No reading is given where it would
 * be a guess: names, numbers in kanji, counters that change with their number unless the dictionary
 * has them (1人 ひとり, 3本 ぼん), words that MeCab lacks. Offsets are bytes. */
#ifndef JAPANESE_FURIGANA_H
#define JAPANESE_FURIGANA_H

#include "base/text.h"

struct arena;
struct kanji_table;
struct morph;
struct readings;

/* What is asked; all borrowed. One thread at a time because of `morph`. */
struct furigana_sources {
    const struct readings *readings;
    const struct kanji_table *kanji;
    struct morph *morph;
};

struct furigana {
    size_t start, end;   /* the kanji in the text (with a number where both are read as one) */
    struct text reading; /* hiragana */
    struct text word;    /* in its dictionary form where that is known: is it said again? */
    size_t origin;       /* where the word begins: its kanji have this in common */
    bool hard;           /* the word has a kanji of later school years than the table's */
};

/* The readings of `text`, ascending without overlap, in `a`; *count gets their number. Any bytes
 * are accepted. Cannot fail. */
const struct furigana *furigana_find(struct arena *a, const struct furigana_sources *sources,
                                     struct text text, size_t *count);

#endif
