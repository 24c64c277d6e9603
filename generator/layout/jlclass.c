/* jlclass.c -- the character classes of JLREQ (Requirements for Japanese Text Layout, Appendix A).
 *
 * ASCII punctuation follows the rules of Latin text except at line ends: it is JL_OTHER here. */
#include "layout/linebreak.h"

struct class_range {
    uint32_t first, last;
    enum jl_class class;
};

struct sign_range {
    uint32_t first, last;
};

/* All three tables ascend without overlap; they lack what is answered without a search. */
static const struct class_range class_ranges[] = {
    {0x00A0, 0x00A0, JL_SPACE},        {0x00AA, 0x00AA, JL_LATIN},
    {0x00AB, 0x00AB, JL_OPENING}, /* « */
    {0x00B5, 0x00B5, JL_LATIN},        {0x00BA, 0x00BA, JL_LATIN},
    {0x00BB, 0x00BB, JL_CLOSING}, /* » */
    {0x00C0, 0x00D6, JL_LATIN},        {0x00D8, 0x00F6, JL_LATIN},
    {0x00F8, 0x02AF, JL_LATIN},        {0x0370, 0x052F, JL_LATIN},
    {0x1E00, 0x1FFF, JL_LATIN},        {0x2000, 0x200A, JL_SPACE},
    {0x2014, 0x2015, JL_INSEPARABLE}, /* — ― */
    {0x2018, 0x2018, JL_OPENING},      {0x2019, 0x2019, JL_CLOSING},
    {0x201C, 0x201C, JL_OPENING},      {0x201D, 0x201D, JL_CLOSING},
    {0x2025, 0x2026, JL_INSEPARABLE}, /* ‥ … */
    {0x203B, 0x203B, JL_KANJI_KANA},  /* ※ */
    {0x203C, 0x203C, JL_DIVIDING},     {0x2047, 0x2049, JL_DIVIDING},
    {0x2190, 0x21FF, JL_KANJI_KANA}, /* arrows */
    {0x2460, 0x27BF, JL_KANJI_KANA}, /* ① ■ ☐ ✓ */
    {0x2985, 0x2985, JL_OPENING},    /* ⦅ */
    {0x2986, 0x2986, JL_CLOSING},      {0x2E80, 0x2FFF, JL_KANJI_KANA},
    {0x3000, 0x3000, JL_SPACE},        {0x3003, 0x3007, JL_KANJI_KANA},
    {0x3008, 0x3008, JL_OPENING}, /* 〈〉《》「」『』【】 */
    {0x3009, 0x3009, JL_CLOSING},      {0x300A, 0x300A, JL_OPENING},
    {0x300B, 0x300B, JL_CLOSING},      {0x300C, 0x300C, JL_OPENING},
    {0x300D, 0x300D, JL_CLOSING},      {0x300E, 0x300E, JL_OPENING},
    {0x300F, 0x300F, JL_CLOSING},      {0x3010, 0x3010, JL_OPENING},
    {0x3011, 0x3011, JL_CLOSING},      {0x3012, 0x3013, JL_KANJI_KANA},
    {0x3014, 0x3014, JL_OPENING}, /* 〔〕〖〗〘〙 */
    {0x3015, 0x3015, JL_CLOSING},      {0x3016, 0x3016, JL_OPENING},
    {0x3017, 0x3017, JL_CLOSING},      {0x3018, 0x3018, JL_OPENING},
    {0x3019, 0x3019, JL_CLOSING},      {0x301C, 0x301C, JL_KANJI_KANA}, /* 〜 */
    {0x301D, 0x301D, JL_OPENING},      {0x301E, 0x301F, JL_CLOSING},
    {0x3020, 0x3032, JL_KANJI_KANA},   {0x3033, 0x3035, JL_INSEPARABLE}, /* 〳〴〵 */
    {0x3036, 0x30FA, JL_KANJI_KANA},   {0x30FB, 0x30FB, JL_MIDDLE_DOT},
    {0x30FC, 0x32FF, JL_KANJI_KANA},   {0x3400, 0x4DBF, JL_KANJI_KANA},
    {0x4E00, 0x9FFF, JL_KANJI_KANA},   {0xF900, 0xFAFF, JL_KANJI_KANA},
    {0xFF01, 0xFF01, JL_DIVIDING},     {0xFF02, 0xFF04, JL_KANJI_KANA},
    {0xFF06, 0xFF07, JL_KANJI_KANA},   {0xFF08, 0xFF08, JL_OPENING},
    {0xFF09, 0xFF09, JL_CLOSING},      {0xFF0A, 0xFF0B, JL_KANJI_KANA},
    {0xFF0C, 0xFF0C, JL_COMMA},        {0xFF0D, 0xFF0D, JL_KANJI_KANA},
    {0xFF0E, 0xFF0E, JL_FULL_STOP},    {0xFF0F, 0xFF19, JL_KANJI_KANA},
    {0xFF1A, 0xFF1B, JL_MIDDLE_DOT},   {0xFF1C, 0xFF1E, JL_KANJI_KANA},
    {0xFF1F, 0xFF1F, JL_DIVIDING},     {0xFF20, 0xFF3A, JL_KANJI_KANA},
    {0xFF3B, 0xFF3B, JL_OPENING},      {0xFF3C, 0xFF3C, JL_KANJI_KANA},
    {0xFF3D, 0xFF3D, JL_CLOSING},      {0xFF3E, 0xFF5A, JL_KANJI_KANA},
    {0xFF5B, 0xFF5B, JL_OPENING},      {0xFF5C, 0xFF5C, JL_KANJI_KANA},
    {0xFF5D, 0xFF5D, JL_CLOSING},      {0xFF5E, 0xFF5E, JL_KANJI_KANA},
    {0xFF5F, 0xFF5F, JL_OPENING},      {0xFF60, 0xFF60, JL_CLOSING},
    {0xFF61, 0xFF61, JL_FULL_STOP},    {0xFF62, 0xFF62, JL_OPENING},
    {0xFF63, 0xFF63, JL_CLOSING},      {0xFF64, 0xFF64, JL_COMMA},
    {0xFF65, 0xFF65, JL_MIDDLE_DOT},   {0xFF66, 0xFF9F, JL_KANJI_KANA},
    {0xFFE0, 0xFFE6, JL_KANJI_KANA},   {0x1F000, 0x1FAFF, JL_KANJI_KANA},
    {0x20000, 0x3FFFF, JL_KANJI_KANA},
};

/* What may not begin a line although its class above does not tell so: cl-03 hyphens, cl-08 (CSS
 * Text 3 "strict" keeps leaders and dashes with what they follow), cl-09 iteration marks, cl-10 the
 * prolonged sound mark, cl-11 small kana, cl-13 postfixed signs, ASCII closing punctuation. */
static const struct sign_range never_first[] = {
    {'!', '!'},       {'%', '%'},       {')', ')'},       {',', ','}, {'.', '.'},
    {':', ';'},       {'?', '?'},       {']', ']'},       {'}', '}'}, {0x00A2, 0x00A2}, /* ¢ */
    {0x00B0, 0x00B0},                                                                   /* ° */
    {0x2010, 0x2015},                   /* ‐ – — ― */
    {0x2025, 0x2026}, {0x2030, 0x2030}, /* ‰ */
    {0x2032, 0x2033},                   /* ′ ″ */
    {0x2103, 0x2103},                   /* ℃ */
    {0x2109, 0x2109},                   /* ℉ */
    {0x2113, 0x2113},                   /* ℓ */
    {0x3005, 0x3005},                   /* 々 */
    {0x301C, 0x301C},                   /* 〜 */
    {0x3033, 0x3035}, {0x303B, 0x303B}, /* 〻 */
    {0x3099, 0x309E},                   /* ゛゜ゝゞ */
    {0x30A0, 0x30A0},                   /* ゠ */
    {0x30FB, 0x30FE},                   /* ・ーヽヾ */
    {0x31F0, 0x31FF},                   /* ㇰ..ㇿ */
    {0x32CC, 0x32CF},                   /* ㋌.. square units */
    {0x3300, 0x3357},                   /* ㌃ ㎡ ㎏, but neither hours, days nor ㍻ */
    {0x3371, 0x337A}, {0x3380, 0x33DF}, {0xFF05, 0xFF05}, /* ％ */
    {0xFF5E, 0xFF5E},                                     /* ～ */
    {0xFF67, 0xFF70},                                     /* ｧ..ｯ ｰ */
    {0xFF9E, 0xFF9F},                                     /* ﾞ ﾟ */
    {0xFFE0, 0xFFE0},                                     /* ￠ */
};

/* What may not end a line besides JL_OPENING: cl-12 prefixed signs, ASCII opening brackets. */
static const struct sign_range never_last[] = {
    {'#', '$'},       {'(', '('}, {'[', '['}, {'{', '{'}, {0x00A3, 0x00A3}, /* £ */
    {0x00A5, 0x00A5},                                                       /* ¥ */
    {0x20AC, 0x20AC},                                                       /* € */
    {0x2116, 0x2116},                                                       /* № */
    {0xFF03, 0xFF04},                                                       /* ＃ ＄ */
    {0xFFE1, 0xFFE1},                                                       /* ￡ */
    {0xFFE5, 0xFFE5},                                                       /* ￥ */
};

static enum jl_class class_of_ascii(uint32_t codepoint)
{
    if (codepoint >= '0' && codepoint <= '9')
        return JL_NUMBER;
    if ((codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z'))
        return JL_LATIN;
    bool blank = codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
    return blank ? JL_SPACE : JL_OTHER;
}

enum jl_class jl_class_find(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return class_of_ascii(codepoint);
    if (codepoint == U'、')
        return JL_COMMA;
    if (codepoint == U'。')
        return JL_FULL_STOP;
    size_t low = 0;
    size_t high = sizeof class_ranges / sizeof class_ranges[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct class_range *range = &class_ranges[middle];
        if (codepoint > range->last)
            low = middle + 1;
        else if (codepoint < range->first)
            high = middle;
        else
            return range->class;
    }
    return JL_OTHER;
}

static bool is_among(const struct sign_range *ranges, size_t count, uint32_t codepoint)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (codepoint > ranges[middle].last)
            low = middle + 1;
        else if (codepoint < ranges[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}

/* cl-11 in hiragana, which lies below katakana by KATAKANA. */
enum { KATAKANA = U'ア' - U'あ' };

static bool is_small_kana(uint32_t hiragana)
{
    switch (hiragana) {
    case U'ぁ':
    case U'ぃ':
    case U'ぅ':
    case U'ぇ':
    case U'ぉ':
    case U'っ':
    case U'ゃ':
    case U'ゅ':
    case U'ょ':
    case U'ゎ':
    case U'ゕ':
    case U'ゖ':
        return true;
    }
    return false;
}

bool jl_may_begin_line(uint32_t codepoint)
{
    if (codepoint >= 0x4E00 && codepoint <= 0x9FFF)
        return true;
    if (codepoint >= U'ぁ' && codepoint <= U'ゖ')
        return !is_small_kana(codepoint);
    if (codepoint >= U'ァ' && codepoint <= U'ヶ')
        return !is_small_kana(codepoint - KATAKANA);
    if (is_among(never_first, sizeof never_first / sizeof never_first[0], codepoint))
        return false;
    switch (jl_class_of(codepoint)) {
    case JL_CLOSING:
    case JL_COMMA:
    case JL_FULL_STOP:
    case JL_MIDDLE_DOT:
    case JL_DIVIDING:
        return false;
    case JL_OTHER:
    case JL_OPENING:
    case JL_INSEPARABLE:
    case JL_KANJI_KANA:
    case JL_SPACE:
    case JL_LATIN:
    case JL_NUMBER:
        return true;
    }
    return true;
}

bool jl_may_end_line(uint32_t codepoint)
{
    if (codepoint >= 0x3041 && codepoint <= 0x9FFF)
        return true;
    if (is_among(never_last, sizeof never_last / sizeof never_last[0], codepoint))
        return false;
    return jl_class_of(codepoint) != JL_OPENING;
}
