/* kanji.h -- which signs are kanji, and which of them everybody reads.
 *
 * Everybody reads those of the first four school years: 学年別漢字配当表, which the ministry of
 * education publishes in 小学校学習指導要領. The table is data: content/catalog/kanji.yaml. */
#ifndef JAPANESE_KANJI_H
#define JAPANESE_KANJI_H

#include "base/text.h"

struct arena;
struct diag;
struct kanji_table; /* the signs of the school years the file lists */

/* Unified ideographs, and 々 〆 〇, which are read like them. */
bool kanji_is(uint32_t codepoint);

/* Has `text` any? */
bool kanji_in(struct text text);

/* Reads `content`/catalog/kanji.yaml, in `a`. A sign that is no kanji, or stands twice, is reported
 * to `d`, then NULL. */
const struct kanji_table *kanji_load(struct arena *a, const char *content, struct diag *d);

/* Has `text` a kanji that the table lacks? 々, 〆 and 〇 count as known. */
bool kanji_hard(const struct kanji_table *table, struct text text);

/* Signs in the table. */
size_t kanji_count(const struct kanji_table *table);

#endif
