/* reading.h -- readings in kana: 五十音 order and the headings of an index.
 *
 * Order follows JIS X 4061 (日本語文字列照合順番) as far as readings need it. Signs rank: space,
 * other signs, digits, Latin letters, kana, everything else by code point. Kana are compared in
 * four steps, each over the whole reading before the next counts:
 *
 *  1. the base kana: without dakuten, small as large, katakana as hiragana, ー as the vowel before
 *     it, ゝ and ゞ as the kana before them;
 *  2. clear before dakuten before handakuten;
 *  3. ー before small kana before ゝ before large kana;
 *  4. hiragana before katakana; small Latin letters before capitals. */
#ifndef JAPANESE_READING_H
#define JAPANESE_READING_H

#include "base/text.h"

struct arena;

/* `text` with katakana as hiragana, half-width kana as full-width ones, in `a`. ー stays. */
struct text reading_hiragana(struct arena *a, struct text text);

/* A key whose byte order (text_compare) is the 五十音 order of readings. Equal readings have equal
 * keys; an empty reading comes first. In `a`; the bytes are no text. Cannot fail. */
struct text reading_key(struct arena *a, struct text reading);

/* The heading below which a reading stands in an index: "あ" "か" … "わ", "英数字" for Latin
 * letters and digits, "その他" for the rest and the empty reading. Half-width kana are その他: give
 * what reading_hiragana gave. Static. */
struct text reading_row(struct text reading);

#endif
