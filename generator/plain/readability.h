/* readability.h -- how easy a Japanese text reads, from the kinds of letters alone.
 *
 * Tateishi, Ono and Yamada, "A computer readability formula of Japanese texts for machine scoring",
 * IPSJ SIG HI 18 (1988): RS = -0.12 ls - 1.37 la + 7.4 lh - 23.18 lc - 5.4 lk - 4.67 cp + 115.79,
 * with ls the mean length of a sentence in signs, la lh lc lk the mean lengths of runs of Latin
 * letters, hiragana, kanji and katakana, cp the number of 、 per 。. Built so that texts of that
 * time have mean 50 and standard deviation 10; higher is easier. */
#ifndef PLAIN_READABILITY_H
#define PLAIN_READABILITY_H

#include "plain/sentence.h"

/* Sums over texts; start with {0}. */
struct readability {
    size_t sentences;
    size_t signs;
    size_t commas;
    size_t runs[LETTER_KINDS];
    size_t run_signs[LETTER_KINDS];
};

/* Adds one sentence. */
void readability_add(struct readability *sum, struct text sentence);

/* The sums of both. */
void readability_join(struct readability *sum, const struct readability *other);

/* RS in tenths, rounded half up; 0 without a sentence. */
int readability_score(const struct readability *sum);

#endif
