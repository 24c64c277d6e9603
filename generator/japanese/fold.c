#include "japanese/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/arena.h"

enum {
    CLUSTER_UNITS =
        32, /* UTF-16 units of a cluster that are normalised; marks beyond are dropped */
    /* U+FDFA is the longest: 18 code points. Canonical order only permutes the marks. */
    NORMAL_UNITS = CLUSTER_UNITS * 18,
    DROP_LONG_FROM = 4 /* rule 7 */
};

/* Closed ranges of code points, ascending. */
struct range {
    uint32_t first, last;
};

static const struct range marks[] = {{0x0300, 0x036F}, {0x3099, 0x309A}, {0xFF9E, 0xFF9F}};

static const struct range unseen[] = {{0x0000, 0x0008}, {0x000E, 0x001F},  {0x007F, 0x0084},
                                      {0x0086, 0x009F}, {0x00AD, 0x00AD},  {0x200B, 0x200F},
                                      {0x202A, 0x202E}, {0x2060, 0x206F},  {0xFE00, 0xFE0F},
                                      {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

static const struct range blanks[] = {
    {0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0}, {0x1680, 0x1680},
    {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};

static const struct range dashes[] = {
    {0x002D, 0x002D}, {0x2010, 0x2015}, {0x2212, 0x2212}, {0x2500, 0x2501}, {0x30FC, 0x30FC}};

struct pair {
    uint32_t from, to;
};

static const struct pair small_kana[] = {{U'ぁ', U'あ'},  {U'ぃ', U'い'}, {U'ぅ', U'う'},
                                         {U'ぇ', U'え'},  {U'ぉ', U'お'}, {U'ゎ', U'わ'},
                                         {0x3095, U'か'}, {0x3096, U'か'}};

static bool in_ranges(uint32_t codepoint, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (codepoint >= ranges[i].first && codepoint <= ranges[i].last)
            return true;
    }
    return false;
}

static bool is_mark(uint32_t codepoint)
{
    return codepoint >= 0x0300 && in_ranges(codepoint, marks, sizeof marks / sizeof *marks);
}

static bool is_unseen(uint32_t codepoint)
{
    return in_ranges(codepoint, unseen, sizeof unseen / sizeof *unseen);
}

static bool is_blank(uint32_t codepoint)
{
    return in_ranges(codepoint, blanks, sizeof blanks / sizeof *blanks);
}

static bool is_dash(uint32_t codepoint)
{
    return in_ranges(codepoint, dashes, sizeof dashes / sizeof *dashes);
}

/* A sign after rules 1 to 3, and where its cluster stood. */
struct sign {
    uint32_t codepoint;
    uint32_t start, end;
};

struct signs {
    struct sign *items;
    size_t count;
};

static const UNormalizer2 *open_nfkc(void)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error); /* ICU's own, never freed */
    if (U_SUCCESS(error))
        return nfkc;
    fprintf(stderr, "mamorigami: ICU has no NFKC: %s\n", u_errorName(error));
    exit(2);
}

static void add_sign(struct arena *a, struct signs *signs, uint32_t codepoint, size_t start,
                     size_t end)
{
    if (is_unseen(codepoint))
        return;
    if (is_blank(codepoint)) {
        codepoint = ' ';
        if (signs->count > 0 && signs->items[signs->count - 1].codepoint == ' ') {
            signs->items[signs->count - 1].end = (uint32_t)end;
            return;
        }
    }
    struct sign *sign = arena_push(a, &signs->items, &signs->count, sizeof *sign);
    *sign = (struct sign){codepoint, (uint32_t)start, (uint32_t)end};
}

/* Kana, kanji and ASCII without marks are in NFKC already: nearly everything. */
static bool is_plain(uint32_t codepoint)
{
    return codepoint < 0x80 || (codepoint >= 0x3041 && codepoint <= 0x3096) ||
           (codepoint >= 0x30A1 && codepoint <= 0x30FE) || codepoint == 0x3001 ||
           codepoint == 0x3002 || (codepoint >= 0x4E00 && codepoint <= 0x9FFF);
}

static void add_normal(struct arena *a, struct signs *signs, const UNormalizer2 *nfkc,
                       const UChar *units, int32_t count, size_t start, size_t end)
{
    UChar normal[NORMAL_UNITS];
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = unorm2_normalize(nfkc, units, count, normal, NORMAL_UNITS, &error);
    if (U_FAILURE(error) || length > NORMAL_UNITS)
        length = 0; /* cannot be, see NORMAL_UNITS */
    int32_t i = 0;
    while (i < length) {
        UChar32 codepoint;
        U16_NEXT(normal, i, length, codepoint);
        add_sign(a, signs, (uint32_t)codepoint, start, end);
    }
}

/* Rules 1 to 3. */
static struct signs read_signs(struct arena *a, struct text text)
{
    const UNormalizer2 *nfkc = open_nfkc();
    struct signs signs = {0};
    size_t offset = 0;
    while (offset < text.size) {
        size_t start = offset;
        uint32_t codepoint = text_next(text, &offset);
        UChar units[CLUSTER_UNITS];
        int32_t count = 0;
        U16_APPEND_UNSAFE(units, count, codepoint);
        bool alone = true;
        while (offset < text.size) {
            size_t next = offset;
            uint32_t mark = text_next(text, &next);
            if (!is_mark(mark))
                break;
            alone = false;
            if (count < CLUSTER_UNITS)
                units[count++] = (UChar)mark;
            offset = next;
        }
        if (alone && is_plain(codepoint))
            add_sign(a, &signs, codepoint, start, offset);
        else
            add_normal(a, &signs, nfkc, units, count, start, offset);
    }
    return signs;
}

enum kana { KANA_NONE, KANA_HIRAGANA, KANA_KATAKANA };

static enum kana kana_of(uint32_t codepoint)
{
    if ((codepoint >= 0x3041 && codepoint <= 0x3096) || codepoint == 0x309D || codepoint == 0x309E)
        return KANA_HIRAGANA;
    if ((codepoint >= 0x30A1 && codepoint <= 0x30FA) || codepoint == 0x30FD || codepoint == 0x30FE)
        return KANA_KATAKANA;
    return KANA_NONE;
}

/* Rules 4, 5 and 8 for one sign. */
static uint32_t fold_sign(uint32_t codepoint)
{
    if (codepoint >= 'A' && codepoint <= 'Z')
        return codepoint + 0x20;
    if (codepoint >= 0x00C0 && codepoint <= 0x00DE && codepoint != 0x00D7)
        return codepoint + 0x20;
    if (codepoint == 0x301C)
        return '~';
    bool shifted =
        kana_of(codepoint) == KANA_KATAKANA && (codepoint < 0x30F7 || codepoint > 0x30FA);
    if (shifted)
        codepoint -= 0x60;
    for (size_t i = 0; i < sizeof small_kana / sizeof *small_kana; i++) {
        if (small_kana[i].from == codepoint)
            return small_kana[i].to;
    }
    return codepoint;
}

/* The run of one kana script that sign `i` belongs to or follows. */
struct run {
    enum kana kana;
    size_t length;
};

/* Rules 4 to 8. */
static void fold_signs(struct signs *signs)
{
    struct run run = {0};
    size_t kept = 0;
    for (size_t i = 0; i < signs->count; i++) {
        struct sign sign = signs->items[i];
        if (is_dash(sign.codepoint)) {
            bool is_long = run.kana != KANA_NONE;
            run.length++;
            enum kana next = KANA_NONE;
            if (i + 1 < signs->count)
                next = kana_of(signs->items[i + 1].codepoint);
            bool more = i + 1 < signs->count && is_dash(signs->items[i + 1].codepoint);
            bool ends = next != run.kana && !more;
            if (is_long && ends && run.length >= DROP_LONG_FROM)
                continue;
            sign.codepoint = is_long ? 0x30FC : '-';
        } else {
            enum kana kana = kana_of(sign.codepoint);
            run.length = kana == run.kana ? run.length + 1 : 1;
            run.kana = kana;
            sign.codepoint = fold_sign(sign.codepoint);
        }
        signs->items[kept++] = sign;
    }
    signs->count = kept;
}

static struct folded write_signs(struct arena *a, const struct signs *signs)
{
    char *bytes = arena_alloc(a, 4 * signs->count + 1);
    uint32_t *start = arena_array(a, 4 * signs->count + 1, sizeof *start);
    uint32_t *end = arena_array(a, 4 * signs->count + 1, sizeof *end);
    size_t size = 0;
    for (size_t i = 0; i < signs->count; i++) {
        size_t length = text_encode(signs->items[i].codepoint, bytes + size);
        for (size_t k = size; k < size + length; k++) {
            start[k] = signs->items[i].start;
            end[k] = signs->items[i].end;
        }
        size += length;
    }
    return (struct folded){.text = {bytes, size}, .start = start, .end = end};
}

struct folded fold(struct arena *a, struct text text)
{
    struct signs signs = read_signs(a, text);
    fold_signs(&signs);
    return write_signs(a, &signs);
}

struct text fold_width(struct arena *a, struct text text)
{
    struct signs signs = read_signs(a, text);
    return write_signs(a, &signs).text;
}

void fold_source(const struct folded *folded, size_t start, size_t end, size_t *from, size_t *to)
{
    *from = folded->start[start];
    *to = folded->end[end - 1];
}
