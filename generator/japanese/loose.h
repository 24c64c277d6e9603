/* loose.h -- text as signs that are easy to compare: for finding names however they are written.
 *
 * Width, case, kana script and kinds of dashes do not count, marks of voiced sounds join their kana
 * (ｶﾞ is ガ), ㈱ is (株), white space and signs without look are left out, so that a name is found
 * that is broken over lines. fold.h is the rule for the reader's search, of which JavaScript does
 * the same; this here is coarser and some fifty times faster, as every document passes through. */
#ifndef JAPANESE_LOOSE_H
#define JAPANESE_LOOSE_H

#include "base/buffer.h"

enum {
    LOOSE_BREAK = 0,           /* nothing is found across it */
    LOOSE_GAP = 1 << 24,       /* flag of a sign: white space stood before it */
    LOOSE_SIGN = LOOSE_GAP - 1 /* mask: the code point without the flag */
};

/* Signs in a row; {0} is empty. Free with loose_free. */
struct loose {
    struct buffer room; /* uint32_t each */
    size_t count;
    bool gap; /* white space was the last thing added */
};

/* Adds the signs of `text`, which goes on where the last one ended. Bytes that are not UTF-8 count
 * as U+FFFD. */
void loose_add(struct loose *loose, struct text text);

/* As if there had been white space. */
void loose_gap(struct loose *loose);

/* What comes next is another text. */
void loose_break(struct loose *loose);

/* The signs, valid until the next add. */
const uint32_t *loose_signs(const struct loose *loose);

void loose_clear(struct loose *loose);
void loose_free(struct loose *loose);

/* Is `sign` a letter or digit of ASCII? (Folded ones are lower case.) */
bool loose_is_word(uint32_t sign);

#endif
