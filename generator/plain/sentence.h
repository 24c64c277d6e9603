/* sentence.h -- sentences, and the runs of one kind of letter in them. Needs no dictionary. */
#ifndef PLAIN_SENTENCE_H
#define PLAIN_SENTENCE_H

#include "base/text.h"

enum letter {
    LETTER_OTHER, /* digits, signs, spaces */
    LETTER_HIRAGANA,
    LETTER_KATAKANA,
    LETTER_KANJI,
    LETTER_LATIN,
    LETTER_KINDS
};

/* The kind of `codepoint`; ー belongs to katakana, 々〆ヶ to kanji as in 一ヶ月. */
enum letter letter_of(uint32_t codepoint);

/* A maximal run of one kind, bytes [start, end), of `length` signs. */
struct letter_run {
    enum letter kind;
    size_t start, end;
    size_t length;
};

/* The run at *at, which moves behind it. False at the end of `text`. */
bool letter_run_next(struct text text, size_t *at, struct letter_run *run);

/* A sentence, bytes [start, end) with its 。, without white space around. */
struct sentence {
    size_t start, end;
    size_t length; /* signs without white space */
    bool complete; /* ends with 。！？ or a line end in running text */
};

/* The sentence at *at, which moves behind it. A sentence ends at 。！？ outside brackets and at a
 * line feed. False at the end of `text`. */
bool sentence_next(struct text text, size_t *at, struct sentence *sentence);

#endif
