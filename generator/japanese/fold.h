/* fold.h -- folding for search: what readers take for the same becomes the same text. The only file
 * of this folder that knows ICU.
 *
 * The search page does the same in JavaScript; both must agree sign by sign. The rules, in order:
 *
 *  1. The text is cut into clusters: a sign with the marks behind it (U+0300..U+036F, U+3099,
 *     U+309A, U+FF9E, U+FF9F). Each cluster alone is normalised to NFKC (UAX #15): full-width Latin
 *     becomes ASCII, ｶﾞ becomes ガ, ㈱ becomes (株), ① becomes 1.
 *  2. Signs without look are dropped: controls other than white space, U+00AD, U+200B..U+200F,
 *     U+202A..U+202E, U+2060..U+206F, U+FE00..U+FE0F, U+FEFF, U+E0100..U+E01EF.
 *  3. White space (U+0009..U+000D, U+0020, U+0085, U+00A0, U+1680, U+2000..U+200A, U+2028, U+2029,
 *     U+202F, U+205F, U+3000) becomes one U+0020 for a whole run.
 *  4. A–Z and U+00C0..U+00DE but × become lower case.
 *  5. Katakana U+30A1..U+30F6, U+30FD, U+30FE become hiragana (minus 0x60). Of these and of
 *     hiragana, ぁぃぅぇぉゎ become あいうえおわ (ウィルス, ウイルス), ゕ and ゖ become か (3ヶ月).
 *  6. ー and the dashes U+002D, U+2010..U+2015, U+2212, U+2500, U+2501 are one: ー behind kana or
 *     such a ー, else "-". Kana are U+3041..U+3096, U+309D, U+309E (hiragana), U+30A1..U+30FA,
 *     U+30FD, U+30FE (katakana).
 *  7. A ー of rule 6 is dropped when it ends a run of at least four signs of one kana script, the
 * ー itself counted: サーバー is サーバ, but キー and エラー stay. Kana of the other script, any
 *     other sign and the end of the text end a run; ー and dashes belong to the run before them.
 *     (Words of three sounds and more lost it by the older practice of JIS Z 8301.)
 *  8. 〜 (U+301C) becomes "~", as NFKC makes of ～. */
#ifndef JAPANESE_FOLD_H
#define JAPANESE_FOLD_H

#include "base/text.h"

struct arena;

struct folded {
    struct text text;
    /* For each byte of `text` the cluster of the source it came from: bytes [start, end). */
    const uint32_t *start, *end;
};

/* The folded text, in `a`. Bytes that are not UTF-8 count as U+FFFD. The source must be smaller
 * than 4 GiB. Cannot fail. Folding a folded text changes nothing but rule 7's ー (サーバーー). */
struct folded fold(struct arena *a, struct text text);

/* Rules 1 to 3 alone, and katakana as it is: for readings and comparing what people typed. */
struct text fold_width(struct arena *a, struct text text);

/* The source bytes [*from, *to) behind the bytes [start, end) of the folded text, start < end <=
 * folded->text.size: whole clusters. */
void fold_source(const struct folded *folded, size_t start, size_t end, size_t *from, size_t *to);

#endif
