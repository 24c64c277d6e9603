/* morph.h -- words: a text as morphemes with part of speech and reading. The only file that knows
 * MeCab.
 *
 * The dictionary is IPADIC in UTF-8 (Debian: mecab-ipadic-utf8). It is mapped, not read: opening
 * costs the same for one word and for a book. Offsets are bytes. */
#ifndef JAPANESE_MORPH_H
#define JAPANESE_MORPH_H

#include "base/text.h"

struct arena;
struct diag;
struct morph; /* dictionary and work space; one thread at a time */

enum speech {
    SPEECH_NOUN,    /* with stems as 安全 in 安全な */
    SPEECH_ACTION,  /* a noun that する makes a verb: 対策, 確認 */
    SPEECH_NAME,    /* proper noun: person, place, organisation */
    SPEECH_PRONOUN, /* これ, だれ */
    SPEECH_DEPENDENT, /* a noun or verb that leans on the word before: こと, ため, いる in ている */
    SPEECH_NUMBER,  /* digits and kanji numbers */
    SPEECH_COUNTER, /* 台, 人, か月 behind a number */
    SPEECH_VERB,
    SPEECH_ADJECTIVE,
    SPEECH_ADVERB,
    SPEECH_ADNOMINAL, /* この, 大きな */
    SPEECH_CONJUNCTION,
    SPEECH_INTERJECTION,
    SPEECH_PREFIX, /* お, 第, 再 */
    SPEECH_SUFFIX, /* 者, 化, れる, やすい */
    SPEECH_PARTICLE,
    SPEECH_AUXILIARY, /* です, ます, た, な */
    SPEECH_OPENING,   /* 「 （ */
    SPEECH_CLOSING,   /* 」 ） */
    SPEECH_SIGN,      /* 。 、 ・ and other signs */
    SPEECH_SPACE,     /* white space and control signs */
    SPEECH_UNKNOWN    /* nothing the dictionary has: Latin words, new katakana words */
};

struct morpheme {
    size_t start, end;
    enum speech speech;
    struct text reading; /* hiragana; absent where the dictionary has none. Never of a control or
                            punctuation sign */
    bool joining; /* a verb in its 連用形 (書き), which makes compound verbs (書きかえる) */
    bool seamed;      /* the second part of a katakana word that the dictionary lacks */
    struct text base; /* dictionary form (守る of 守ら); absent when unknown */
};

/* The folder of the dictionary that morph_open would open, or NULL when there is none. */
const char *morph_folder(struct arena *a);

/* Opens the dictionary; morph_close frees it. A missing dictionary, or one in another coding, is
 * reported to `d` with the package that has it, and the result is NULL. */
struct morph *morph_open(struct diag *d);

/* NULL is allowed. */
void morph_close(struct morph *morph);

/* The morphemes of `text` in `a`, ascending and without gaps: the first starts at 0, the last ends
 * at text.size; *count gets their number, 0 for an empty text. Any bytes are accepted. Memory of
 * `morph` is bounded: long texts are analysed in pieces of a few sentences. A katakana word that
 * the dictionary lacks is split where it knows a part (サイバー, セキュリティ). Cannot fail. */
const struct morpheme *morph_split(struct arena *a, struct morph *morph, struct text text,
                                   size_t *count);

#endif
