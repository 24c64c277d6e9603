/* linebreak.h -- where a line may end. The only file that knows ICU.
 *
 * Opportunities follow UAX #14 with the strict rules for Japanese (ICU's ja@lb=strict), made
 * stricter by JLREQ (3.1.7 kinsoku at the line head, 3.1.8 at the line end, 3.1.10 no break inside)
 * and by rules of our own: no break inside a number and its unit, a date, 第3章, between a name and
 * its honorific. The classes are in jlclass.c. */
#ifndef LAYOUT_LINEBREAK_H
#define LAYOUT_LINEBREAK_H

#include "base/text.h"

struct arena;

enum break_kind {
    BREAK_NO,
    BREAK_EMERGENCY, /* only when nothing else fits: inside a long number, address or Latin word */
    BREAK_MAY,
    BREAK_MUST /* a line feed stands before */
};

/* For each byte offset 0..text.size of `text`: may a line end before it? Offsets inside a code
 * point or cluster, and 0, are BREAK_NO; text.size is BREAK_MUST. The array has text.size + 1
 * elements (of enum break_kind) in `a`. Cannot fail; ends the process when ICU has no Japanese
 * rules. */
const uint8_t *linebreak_find(struct arena *a, struct text text);

/* Character classes of JLREQ Appendix A that composition needs. */
enum jl_class {
    JL_OTHER,       /* Latin and the rest */
    JL_OPENING,     /* cl-01 「（ */
    JL_CLOSING,     /* cl-02 」） */
    JL_COMMA,       /* cl-07 、， */
    JL_FULL_STOP,   /* cl-06 。． */
    JL_MIDDLE_DOT,  /* cl-05 ・：； */
    JL_DIVIDING,    /* cl-04 ！？ */
    JL_INSEPARABLE, /* cl-08 …― */
    JL_KANJI_KANA,  /* cl-09..11, 15, 16, 19 */
    JL_SPACE,       /* cl-26 and the full-width space cl-14 */
    JL_LATIN,       /* cl-27 letters and digits: gap towards kanji and kana */
    JL_NUMBER
};
enum jl_class jl_class_find(uint32_t codepoint); /* by search */

static inline enum jl_class jl_class_of(uint32_t codepoint)
{
    /* Nearly every sign of a Japanese text: no search. */
    bool kana = codepoint >= 0x3041 && codepoint <= 0x32FF && codepoint != U'・';
    if (kana || (codepoint >= 0x4E00 && codepoint <= 0x9FFF))
        return JL_KANJI_KANA;
    return jl_class_find(codepoint);
}

/* Kinsoku (JLREQ 3.1.7, 3.1.8; CSS Text 3 `line-break: strict`): may a line begin, end with it? */
bool jl_may_begin_line(uint32_t codepoint);
bool jl_may_end_line(uint32_t codepoint);

#endif
