/* lexicon.h -- our own dictionary and MeCab's, opened once for all tests of a file. */
#ifndef UNIT_LEXICON_H
#define UNIT_LEXICON_H

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/furigana.h"
#include "japanese/kanji.h"
#include "japanese/morph.h"
#include "japanese/readings.h"

struct words {
    struct arena *arena;
    struct morph *morph;
    struct furigana_sources sources;
};

/* For cmocka's groups: *state is a struct words. */
int open_words(void **state);
int close_words(void **state);

#endif
