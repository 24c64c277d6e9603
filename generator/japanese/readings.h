/* readings.h -- readings we are sure of: content/catalog/readings.yaml and the glossary.
 *
 * The general dictionary knows how words are read somewhere; this one knows how ours are read.
 * A row without a reading says that a word is better left alone. */
#ifndef JAPANESE_READINGS_H
#define JAPANESE_READINGS_H

#include "base/text.h"

struct arena;
struct diag;
struct readings;

/* A word with its reading, e.g. of the glossary. */
struct word_reading {
    struct text word;
    struct text reading; /* hiragana; absent = the word gets none */
};

/* Reads `content`/catalog/readings.yaml, in `a`. Readings that are not in hiragana, that lack kana
 * of their word, and rows that can never be asked are reported to `d`, then NULL. */
struct readings *readings_load(struct arena *a, const char *content, struct diag *d);

/* Adds words after those of the file, which come first. Words with other signs than kanji and kana
 * (SCS評価制度) are passed over. */
void readings_add(struct arena *a, struct readings *readings, const struct word_reading *words,
                  size_t count);

/* True for a reading as people write it: hiragana and ー, with blanks and ・ between words. */
bool reading_is_kana(struct text reading);

/* The longest word that stands at `at` in `text` between words or scripts; NULL when there is none.
 * `joints` tells for each byte offset whether a morpheme begins there. */
const struct word_reading *readings_find(const struct readings *readings, struct text text,
                                         const bool *joints, size_t at);

/* How `word` is read behind the number `number` (ASCII digits or what stands for them: 何, 数;
 * 2万). *whole = the reading is that of both together (ひとり). NULL for a word that is no counter;
 * a counter that is read in several ways there has no reading. */
const struct word_reading *readings_counter(const struct readings *readings, struct text number,
                                            struct text word, bool *whole);

#endif
