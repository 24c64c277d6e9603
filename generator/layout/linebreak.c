#include "layout/linebreak.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* A sign of the text that may stand at a line's head; combining marks belong to the one before. */
struct sign {
    uint32_t codepoint;
    enum jl_class class;
    size_t offset; /* of its first byte */
};

/* The text as signs and the answer under construction. */
struct finder {
    const struct sign *signs;
    size_t count;
    bool attached;  /* there are combining marks */
    uint8_t *kinds; /* enum break_kind per byte offset */
};

static _Noreturn void die_without_rules(UErrorCode error)
{
    fprintf(stderr, "mamorigami: ICU has no line breaking rules for Japanese: %s\n",
            u_errorName(error));
    exit(2);
}

static UBreakIterator *clone_rules(void)
{
    /* Opening the rules takes a millisecond the first time, cloning them half a microsecond. The
     * pointer is written once and what it points to never changes. */
    static UBreakIterator *rules;
    UErrorCode error = U_ZERO_ERROR;
    if (!rules)
        rules = ubrk_open(UBRK_LINE, "ja@lb=strict", NULL, 0, &error);
    UBreakIterator *clone = U_SUCCESS(error) ? ubrk_clone(rules, &error) : NULL;
    if (U_FAILURE(error))
        die_without_rules(error);
    return clone;
}

/* UAX #14 as ICU tailors it. Its offsets are bytes because the text is given as UTF-8. */
static void mark_opportunities(struct text text, uint8_t *kinds)
{
    UBreakIterator *iterator = clone_rules();
    UErrorCode error = U_ZERO_ERROR;
    UText units = UTEXT_INITIALIZER;
    utext_openUTF8(&units, text.ptr, (int64_t)text.size, &error);
    ubrk_setUText(iterator, &units, &error);
    if (U_FAILURE(error))
        die_without_rules(error);
    int32_t next = ubrk_next(iterator);
    while (next != UBRK_DONE) {
        kinds[next] = BREAK_MAY;
        next = ubrk_next(iterator);
    }
    ubrk_close(iterator);
    utext_close(&units);
}

/* Variation selectors, combining kana marks and diacritics: classes CM and ZWJ of UAX #14 that
 * occur in Japanese and Latin text. */
static bool is_attached(uint32_t codepoint)
{
    return (codepoint >= 0x0300 && codepoint <= 0x036F) || codepoint == 0x200D ||
           (codepoint >= 0x20D0 && codepoint <= 0x20FF) ||
           (codepoint >= 0x3099 && codepoint <= 0x309A) ||
           (codepoint >= 0xFE00 && codepoint <= 0xFE0F) ||
           (codepoint >= 0xE0100 && codepoint <= 0xE01EF);
}

static struct finder split_signs(struct arena *a, struct text text)
{
    struct sign *signs = arena_array(a, text_length(text), sizeof *signs);
    size_t count = 0;
    size_t offset = 0;
    bool attached = false;
    while (offset < text.size) {
        size_t start = offset;
        uint32_t codepoint = text_next(text, &offset);
        if (count > 0 && signs[count - 1].codepoint != '\n' && is_attached(codepoint)) {
            attached = true;
            continue;
        }
        signs[count] = (struct sign){codepoint, jl_class_of(codepoint), start};
        count++;
    }
    return (struct finder){.signs = signs, .count = count, .attached = attached};
}

/* Signs between which UAX #14 lets neighbours alone decide; 97 of 100 texts have no others. What
 * may begin no line (small kana, full stops, percent signs) is not told apart here: kinsoku does.
 */
enum plain {
    PLAIN_SIGN,    /* kanji and kana */
    PLAIN_OPENING, /* 「 */
    PLAIN_CLOSING, /* 、。」！・ and the full-width space */
    PLAIN_WESTERN, /* ASCII letters and digits and what stands in figures */
    PLAIN_RARE     /* all others */
};

static enum plain plain_of(const struct sign *sign)
{
    uint32_t codepoint = sign->codepoint;
    if ((codepoint >= 0x3041 && codepoint <= 0x3096) ||
        (codepoint >= 0x30A1 && codepoint <= 0x30FE) ||
        (codepoint >= 0x4E00 && codepoint <= 0x9FFF))
        return PLAIN_SIGN;
    bool wide = codepoint >= 0x3000; /* “ and its like are ambiguous */
    switch (sign->class) {
    case JL_OPENING:
        return wide ? PLAIN_OPENING : PLAIN_RARE;
    case JL_CLOSING:
    case JL_COMMA:
    case JL_FULL_STOP:
    case JL_MIDDLE_DOT:
    case JL_DIVIDING:
    case JL_SPACE:
        return wide ? PLAIN_CLOSING : PLAIN_RARE;
    case JL_NUMBER:
    case JL_LATIN:
        return codepoint < 0x80 ? PLAIN_WESTERN : PLAIN_RARE;
    case JL_OTHER:
    case JL_KANJI_KANA:
        if (codepoint == U'々' || codepoint == U'〜')
            return PLAIN_SIGN;
        return codepoint == ',' || codepoint == '.' || codepoint == U'％' ? PLAIN_WESTERN
                                                                          : PLAIN_RARE;
    case JL_INSEPARABLE:
        return PLAIN_RARE;
    }
    return PLAIN_RARE;
}

static bool may_part(enum plain before, enum plain after)
{
    if (before == PLAIN_OPENING || after == PLAIN_CLOSING)
        return false;
    return after != PLAIN_WESTERN || before != PLAIN_WESTERN;
}

/* UAX #14 as ICU would tell it, at a twentieth of the cost. False, and nothing done, for texts with
 * rare signs. */
static bool mark_plain(const struct finder *f)
{
    enum plain before = PLAIN_OPENING;
    for (size_t i = 0; i < f->count; i++) {
        enum plain after = plain_of(&f->signs[i]);
        /* Whether a bracket opens a line behind a percent sign depends on what the sign is of. */
        bool percent = after == PLAIN_OPENING && i > 0 && f->signs[i - 1].codepoint == U'％';
        if (after == PLAIN_RARE || percent || f->attached) {
            memset(f->kinds, BREAK_NO, f->signs[i].offset);
            return false;
        }
        f->kinds[f->signs[i].offset] = may_part(before, after) ? BREAK_MAY : BREAK_NO;
        before = after;
    }
    return true;
}

/* The sign at `i`, 0 beyond the ends. */
static uint32_t sign_at(const struct finder *f, size_t i)
{
    return i < f->count ? f->signs[i].codepoint : 0;
}

static bool is_one_of(uint32_t codepoint, const uint32_t *set)
{
    for (; *set; set++) {
        if (*set == codepoint)
            return true;
    }
    return false;
}

static bool is_digit(uint32_t codepoint)
{
    return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 0xFF10 && codepoint <= 0xFF19);
}

static bool is_kanji(uint32_t codepoint)
{
    return codepoint == 0x3005 || (codepoint >= 0x3400 && codepoint <= 0x9FFF) ||
           (codepoint >= 0xF900 && codepoint <= 0xFAFF) || codepoint >= 0x20000;
}

static bool is_kanji_number(uint32_t codepoint)
{
    switch (codepoint) {
    case U'〇':
    case U'一':
    case U'二':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
    case U'百':
    case U'千':
    case U'数':
    case U'何':
    case U'元':
        return true;
    }
    return false;
}

/* か in か月, か所, カ国 … */
static bool is_counter_ka(uint32_t codepoint)
{
    static const uint32_t set[] = {U'か', U'カ', U'ヶ', U'ケ', U'ヵ', U'ゕ', U'ゖ', U'箇', 0};
    return is_one_of(codepoint, set);
}

static bool follows_counter_ka(uint32_t codepoint)
{
    static const uint32_t set[] = {U'月', U'所', U'国', U'年', U'条', U'村', U'店', U'社', 0};
    return is_one_of(codepoint, set);
}

/* Joins digits into one number, range, time or date: 1,000 48.0 10:00 1〜3 24/7 03-1234. */
static bool is_inside_number(uint32_t codepoint)
{
    static const uint32_t set[] = {',',   '.',   ':',   '/',   '-',   '~',   U'，',
                                   U'．', U'：', U'／', U'〜', U'～', U'－', U'–',
                                   U'−',  U'×',  U'‐',  U'・', 0};
    return is_one_of(codepoint, set);
}

/* After these the number goes on: 1億2,000万, 4月1日, 10時30分. */
static bool continues_number(uint32_t codepoint)
{
    static const uint32_t set[] = {U'兆', U'億', U'万', U'千', U'百', U'年',
                                   U'月', U'日', U'時', U'分', U'第', 0};
    return is_one_of(codepoint, set);
}

/* Second and later signs of a unit: 万円, 年間, 人分, 番目, 年度. */
static bool continues_unit(uint32_t codepoint)
{
    static const uint32_t set[] = {U'円', U'間', U'目', U'度', U'分', U'人', U'件', U'名', U'社',
                                   U'台', U'回', U'個', U'本', U'点', U'枚', U'倍', U'所', U'%',
                                   U'％', U'万', U'億', U'兆', U'千', U'百', 0};
    return is_one_of(codepoint, set);
}

/* Stands close before a number: 第3章, 約12日, 月1回, ▲12点. */
static bool precedes_number(uint32_t codepoint)
{
    static const uint32_t set[] = {U'第', U'約', U'全', U'計', U'満', U'年', U'月', U'週', U'日',
                                   U'各', U'他', U'▲',  U'△',  U'±',  U'+',  U'＋', U'−',  U'－',
                                   U'￥', U'¥',  U'＄', U'$',  U'№',  U'#',  U'＃', 0};
    return is_one_of(codepoint, set);
}

/* The length of `word` when it stands at `first`, else 0. */
static size_t match_word(const struct finder *f, size_t first, const uint32_t *word)
{
    size_t length = 0;
    while (word[length]) {
        if (sign_at(f, first + length) != word[length])
            return 0;
        length++;
    }
    return length;
}

/* Forbids breaks between the signs first … last, but for an emergency. */
static void keep_together(const struct finder *f, size_t first, size_t last)
{
    for (size_t i = first + 1; i <= last && i < f->count; i++) {
        uint8_t *kind = &f->kinds[f->signs[i].offset];
        if (*kind == BREAK_MAY)
            *kind = BREAK_EMERGENCY;
    }
}

/* The first sign of what belongs to the number at `first` from before: 令和8年, 午前10時, No.5. */
static size_t number_start(const struct finder *f, size_t first)
{
    static const uint32_t words[][4] = {U"No.",  U"令和", U"平成", U"昭和",
                                        U"大正", U"明治", U"午前", U"午後"};
    static const uint32_t ends[] = {'.', U'和', U'成', U'正', U'治', U'前', U'後', 0};
    if (first == 0)
        return first;
    if (precedes_number(sign_at(f, first - 1)))
        return first - 1;
    if (!is_one_of(sign_at(f, first - 1), ends))
        return first;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        for (size_t back = 2; back <= 3 && back <= first; back++) {
            if (match_word(f, first - back, words[i]) == back)
                return first - back;
        }
    }
    return first;
}

/* The first sign behind digits and what stands between digits, from `i` on. */
static size_t skip_digits(const struct finder *f, size_t i)
{
    while (is_digit(sign_at(f, i)) || (is_inside_number(sign_at(f, i)) && i > 0 &&
                                       is_digit(sign_at(f, i - 1)) && is_digit(sign_at(f, i + 1))))
        i++;
    return i;
}

static size_t skip_kana_unit(const struct finder *f, size_t i)
{
    static const uint32_t units[][7] = {U"つ",   U"ページ",   U"ポイント", U"パーセント", U"ドル",
                                        U"キロ", U"メートル", U"グラム",   U"リットル",   U"トン",
                                        U"ギガ", U"メガ",     U"テラ",     U"バイト"};
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
        size_t length = match_word(f, i, units[k]);
        if (length > 0)
            return i + length;
    }
    return i;
}

/* The first sign behind a unit at `i`; `i` when there is none. Any one kanji behind digits counts
 * as a unit: a list of counters would never be complete. */
static size_t skip_unit(const struct finder *f, size_t i)
{
    uint32_t sign = sign_at(f, i);
    if (is_counter_ka(sign) && follows_counter_ka(sign_at(f, i + 1)))
        i += 2;
    else if (is_kanji(sign) || sign == U'％' || sign == '%')
        i++;
    else
        return skip_kana_unit(f, i);
    while (continues_unit(sign_at(f, i)))
        i++;
    return i;
}

/* The first sign behind the number at `first`: digits and units in turn, as 1億2,000万円. */
static size_t number_end(const struct finder *f, size_t first)
{
    size_t end = skip_digits(f, first);
    for (;;) {
        end = skip_unit(f, end);
        bool goes_on = continues_number(sign_at(f, end - 1)) && is_digit(sign_at(f, end));
        if (!goes_on)
            return end;
        end = skip_digits(f, end);
    }
}

static void protect_numbers(const struct finder *f)
{
    size_t i = 0;
    while (i < f->count) {
        if (!is_digit(sign_at(f, i))) {
            i++;
            continue;
        }
        size_t end = number_end(f, i);
        keep_together(f, number_start(f, i), end - 1);
        i = end;
    }
}

/* 第三章, 三か月, 令和元年: numbers in kanji, but only where their surroundings prove them. */
static void protect_kanji_numbers(const struct finder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        if (!is_kanji_number(sign_at(f, i)))
            continue;
        size_t end = i + 1;
        while (is_kanji_number(sign_at(f, end)))
            end++;
        size_t start = number_start(f, i);
        bool counts = is_counter_ka(sign_at(f, end)) && follows_counter_ka(sign_at(f, end + 1));
        bool era = i - start == 2;
        bool ordinal = i > 0 && sign_at(f, i - 1) == U'第';
        if (counts)
            keep_together(f, i, end + 1);
        if (era || ordinal)
            keep_together(f, start, is_kanji(sign_at(f, end)) ? end : end - 1);
        i = end - 1;
    }
}

/* A name is not cut off from its honorific; 様子 and 氏名 are words of their own. */
static bool is_honorific(const struct finder *f, size_t i)
{
    static const uint32_t not_after_sama[] = {U'子', U'々', U'式', U'相', U'態', U'変', 0};
    uint32_t next = sign_at(f, i + 1);
    switch (f->signs[i].codepoint) {
    case U'様':
        return !is_one_of(next, not_after_sama);
    case U'氏':
        return next != U'名';
    case U'殿':
        return true;
    case U'御':
        return next == U'中';
    case U'さ':
        return next == U'ん' || (next == U'ま' && sign_at(f, i + 2) != U'ざ');
    }
    return false;
}

static void protect_honorifics(const struct finder *f)
{
    for (size_t i = 1; i < f->count; i++) {
        if (!is_honorific(f, i))
            continue;
        bool two_signs = sign_at(f, i) == U'御' || sign_at(f, i) == U'さ';
        keep_together(f, i - 1, two_signs ? i + 1 : i);
    }
}

static bool is_western(enum jl_class class)
{
    return class == JL_LATIN || class == JL_NUMBER;
}

static bool is_visible_ascii(uint32_t codepoint)
{
    return codepoint > ' ' && codepoint < 0x7F;
}

/* Does the stretch of Western signs that begins at `start` hold a web or mail address? */
static bool begins_address(const struct finder *f, size_t start)
{
    for (size_t i = start; is_visible_ascii(sign_at(f, i)); i++) {
        if (match_word(f, i, U"://") > 0 || sign_at(f, i) == '@')
            return true;
    }
    return match_word(f, start, U"www.") > 0;
}

/* UAX #14 breaks TCP/|IP and Wi-|Fi; that helps only in addresses, which break behind @ too.
 * Elsewhere, and inside Latin words and long numbers, a break is for emergencies. */
static void restrict_words(const struct finder *f)
{
    bool in_stretch = false;
    bool in_address = false;
    for (size_t i = 0; i + 1 < f->count; i++) {
        const struct sign *before = &f->signs[i];
        const struct sign *after = &f->signs[i + 1];
        if (!is_visible_ascii(before->codepoint)) {
            in_stretch = false;
            continue;
        }
        uint8_t *kind = &f->kinds[after->offset];
        if (!in_stretch)
            in_address = begins_address(f, i);
        in_stretch = true;
        bool joiner = before->codepoint == '/' || before->codepoint == '-';
        if (joiner && !in_address && *kind == BREAK_MAY && is_western(after->class))
            *kind = BREAK_EMERGENCY;
        if (before->codepoint == '@' && is_western(after->class))
            *kind = BREAK_MAY;
        bool before_joiner = after->codepoint == '/' || after->codepoint == '-';
        if (*kind == BREAK_NO && is_visible_ascii(after->codepoint) && !before_joiner)
            *kind = BREAK_EMERGENCY;
    }
}

/* UAX #14 never breaks beside “ ” because other languages use them the other way round. */
static void free_quotes(const struct finder *f)
{
    for (size_t i = 1; i < f->count; i++) {
        const struct sign *before = &f->signs[i - 1];
        const struct sign *after = &f->signs[i];
        bool opens = (after->codepoint == U'“' || after->codepoint == U'‘') &&
                     (before->class == JL_KANJI_KANA || before->class == JL_COMMA ||
                      before->class == JL_FULL_STOP);
        bool closed = (before->codepoint == U'”' || before->codepoint == U'’') &&
                      after->class == JL_KANJI_KANA;
        if (opens || closed)
            f->kinds[after->offset] = BREAK_MAY;
    }
}

/* The last word: line feeds are obeyed, kinsoku is not broken. */
static void apply_kinsoku(const struct finder *f)
{
    for (size_t i = 1; i < f->count; i++) {
        const struct sign *before = &f->signs[i - 1];
        const struct sign *after = &f->signs[i];
        uint8_t *kind = &f->kinds[after->offset];
        bool same_leader = before->class == JL_INSEPARABLE && after->class == JL_INSEPARABLE;
        if (before->codepoint == '\n')
            *kind = BREAK_MUST;
        else if (*kind != BREAK_NO && (same_leader || !jl_may_begin_line(after->codepoint) ||
                                       !jl_may_end_line(before->codepoint)))
            *kind = BREAK_NO;
    }
}

const uint8_t *linebreak_find(struct arena *a, struct text text)
{
    uint8_t *kinds = arena_alloc(a, text.size + 1);
    if (text.size > 0) {
        struct finder finder = split_signs(a, text);
        finder.kinds = kinds;
        if (!mark_plain(&finder)) {
            mark_opportunities(text, kinds);
            free_quotes(&finder);
        }
        protect_numbers(&finder);
        protect_kanji_numbers(&finder);
        protect_honorifics(&finder);
        restrict_words(&finder);
        apply_kinsoku(&finder);
        kinds[0] = BREAK_NO;
    }
    kinds[text.size] = BREAK_MUST;
    return kinds;
}
