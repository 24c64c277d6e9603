/* phrase.h -- phrases (文節, bunsetsu): a content word with what leans on it. Lines of headings and
 * narrow cells had best end between them.
 *
 *  - Particles, auxiliaries, suffixes, counters, こと and ため, ている and ください belong to the
 * word before; する and できる to the verbal noun before (対策する);
 *    a verb to the 連用形 before (書きかえる).
 *  - Prefixes and opening brackets belong to what follows, closing brackets and signs to what is
 *    before. A （ behind a word is a joint of it.
 *  - Nouns in a row are one phrase; of more than 8 signs they have joints where two words of at
 *    least two signs meet (サイバー|セキュリティ|対策).
 *  - A range of amounts (1日〜|7日) has a joint behind its sign.
 *
 * Kinsoku is not heeded here: intersect with linebreak_find. */
#ifndef JAPANESE_PHRASE_H
#define JAPANESE_PHRASE_H

#include "base/text.h"

struct arena;
struct morph;
struct phraser; /* finds phrases and remembers what it found; one thread at a time */

/* How well a line may begin at an offset, worst first. */
enum phrase_break {
    PHRASE_INSIDE, /* inside a word (or a code point), and offset 0 */
    PHRASE_WORD,   /* between a word and what leans on it, or inside a short compound */
    PHRASE_SEAM,   /* inside a katakana word of a long compound: サイバー|セキュリティ */
    PHRASE_JOINT,  /* between the words of a long compound */
    PHRASE_END     /* between phrases, behind blanks; the end of the text */
};

/* A phraser on `morph`, which is borrowed; the caller frees it. */
struct phraser *phraser_new(struct morph *morph);

/* NULL is allowed; the morph stays open. */
void phraser_free(struct phraser *phraser);

/* The enum phrase_break of each byte offset 0..text.size of `text`: text.size + 1 elements in `a`.
 * Any bytes are accepted. Texts of up to 600 bytes are remembered, a few megabytes in all. Cannot
 * fail. */
const uint8_t *phraser_find(struct arena *a, struct phraser *phraser, struct text text);

#endif
