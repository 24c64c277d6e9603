/* signs.h -- kinds of code points that decide about emphasis and line ends in Japanese Markdown. */
#ifndef DOCUMENT_SIGNS_H
#define DOCUMENT_SIGNS_H

#include "base/text.h"

/* Signs that no chapter may contain, because they steer cmark and are removed afterwards. */
enum {
    SIGN_SENTINEL = 0x2056,   /* punctuation to cmark; makes a run of `*` open or close */
    SIGN_FIELD_OPEN = 0xFDD0, /* noncharacters: a letter to cmark; index of a field between them */
    SIGN_FIELD_CLOSE = 0xFDD1
};

bool sign_is_reserved(uint32_t sign);

/* White space for CommonMark's flanking rule; 0 stands for the edge of a line. */
bool sign_is_space(uint32_t sign);

/* At least everything that cmark takes for punctuation. More does no harm: the rule of emphasis
 * only becomes more permissive. */
bool sign_is_punctuation(uint32_t sign);

bool sign_is_opening(uint32_t sign); /* （「『【 … */
bool sign_is_closing(uint32_t sign); /* ）」』】 … and 、。！？ */

/* A letter or digit of Chinese, Japanese or Korean; a protected field counts as one. */
bool sign_is_cjk_letter(uint32_t sign);

/* A sign after or before which a line end in the source is no space. */
bool sign_is_japanese(uint32_t sign);

/* The last code point of `t`, the first; 0 when it is empty. */
uint32_t sign_last(struct text t);
uint32_t sign_first(struct text t);

#endif
