/* rubify.h -- readings for the words of a finished document: INLINE_RUBY above kanji.
 *
 * Without readings stay: headings of levels 1 and 2, what their text is repeated in, charts, code,
 * badges and numbers on discs, and words that have one already. Covers have them: there stands whom
 * to call, and a name is what nobody can look up.
 *
 * A name is never read by guessing. Where a name stands, in whatever text, it gets the reading its
 * own data have, or none; and nothing of a text that a client wrote is read at all. */
#ifndef DOCUMENT_RUBIFY_H
#define DOCUMENT_RUBIFY_H

#include "document/document.h"
#include "japanese/readings.h"

struct furigana_sources;

enum ruby_mode {
    RUBY_NONE,
    RUBY_DIFFICULT, /* words with kanji of later school years, where a section first says them */
    RUBY_ALL        /* every word with kanji */
};

struct ruby_rules {
    enum ruby_mode mode;
    const struct furigana_sources *sources;
    const struct word_reading *names; /* a reading may be absent */
    size_t name_count;
    const struct source *client; /* texts that come from here are not read; NULL = none */
};

/* Adds the readings to the merged `blocks`, whose inlines become copies in `a`. Texts are as
 * before: only INLINE_RUBY is put around parts of them. Cannot fail. */
void rubify_blocks(struct arena *a, const struct ruby_rules *rules, struct block *blocks);

#endif
