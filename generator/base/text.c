#include "base/text.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/print.h"

enum { REPLACEMENT = 0xFFFD, DISTANCE_MAX = 64, FORMAT_ROOM = 512 };

struct range {
    uint32_t first;
    uint32_t last;
};

/* UAX #11 (Unicode 14), classes W and F; gaps of unassigned code points are closed. Ambiguous signs
 * (①, ○, Greek, Cyrillic) are narrow, as in the terminals' usual setting. */
static const struct range wide_ranges[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4C6},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA},
    {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0},
    {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6},
    {0x20000, 0x3FFFD},
};

/* The marks that occur in Japanese and Latin text; other scripts' marks are not told apart. */
static const struct range zero_width_ranges[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},   {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x2066, 0x2069}, {0x20D0, 0x20F0}, {0x302A, 0x302D},   {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

struct text text_copy(struct arena *a, struct text t)
{
    if (!t.ptr)
        return t;
    char *copy = arena_alloc(a, t.size + 1);
    if (t.size)
        memcpy(copy, t.ptr, t.size);
    copy[t.size] = '\0';
    return (struct text){copy, t.size};
}

struct text text_slice(struct text t, size_t start, size_t end)
{
    if (!t.ptr)
        return t;
    if (end > t.size)
        end = t.size;
    if (start > end)
        start = end;
    return (struct text){t.ptr + start, end - start};
}

struct text text_vformat(struct arena *a, const char *format, va_list arguments)
{
    char first[FORMAT_ROOM]; /* nearly always enough: printed once, not counted and printed */
    va_list again;
    va_copy(again, arguments);
    size_t size = print_format(first, sizeof first, format, arguments);
    char *string = arena_alloc(a, size + 1);
    if (size < sizeof first)
        memcpy(string, first, size);
    else
        print_format(string, size + 1, format, again);
    va_end(again);
    return (struct text){string, size};
}

struct text text_format(struct arena *a, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text t = text_vformat(a, format, arguments);
    va_end(arguments);
    return t;
}

const char *text_string(struct arena *a, struct text t)
{
    if (!t.ptr)
        return "";
    return text_copy(a, t).ptr;
}

bool text_starts(struct text t, const char *prefix)
{
    for (size_t i = 0; prefix[i]; i++) {
        if (i == t.size || t.ptr[i] != prefix[i])
            return false;
    }
    return true;
}

bool text_ends(struct text t, const char *suffix)
{
    struct text s = text_of(suffix);
    return t.size >= s.size && text_equal(text_slice(t, t.size - s.size, t.size), s);
}

int text_compare(struct text a, struct text b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

size_t text_find(struct text t, const char *needle, size_t from)
{
    if (!t.ptr || from > t.size)
        return SIZE_MAX;
    const char *found = memmem(t.ptr + from, t.size - from, needle, strlen(needle));
    return found ? (size_t)(found - t.ptr) : SIZE_MAX;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct text text_trim(struct text t)
{
    size_t start = 0;
    size_t end = t.size;
    while (start < end && is_space(t.ptr[start]))
        start++;
    while (end > start && is_space(t.ptr[end - 1]))
        end--;
    return text_slice(t, start, end);
}

/* The length of the well-formed sequence at `offset` after Unicode table 3-7, 0 when there is none;
 * the second byte's range keeps out overlong forms, surrogates and all above U+10FFFF. */
static size_t decode(struct text t, size_t offset, uint32_t *codepoint)
{
    const unsigned char *p = (const unsigned char *)t.ptr + offset;
    size_t left = t.size - offset;
    unsigned lead = p[0];
    if (lead < 0x80) {
        *codepoint = lead;
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left < length)
        return 0;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    uint32_t value = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (p[i] & 0x3Fu);
    }
    *codepoint = value;
    return length;
}

/* Most of kana and kanji: three bytes whose second has no special bounds. */
static bool is_plain_three(const unsigned char *p, size_t left)
{
    return p[0] >= 0xE1 && p[0] <= 0xEC && left >= 3 && (p[1] & 0xC0) == 0x80 &&
           (p[2] & 0xC0) == 0x80;
}

uint32_t text_next_rare(struct text t, size_t *offset)
{
    uint32_t codepoint = REPLACEMENT;
    size_t length = decode(t, *offset, &codepoint);
    *offset += length ? length : 1;
    return codepoint;
}

struct text text_map(struct arena *a, struct text t, uint32_t (*map)(uint32_t codepoint))
{
    char *bytes = arena_alloc(a, t.size + 1);
    size_t size = 0;
    for (size_t offset = 0; offset < t.size;) {
        uint32_t mapped = map(text_next(t, &offset));
        if (mapped)
            size += text_encode(mapped, bytes + size);
        assert(size <= offset);
    }
    return (struct text){bytes, size};
}

size_t text_length(struct text t)
{
    static const uint64_t ONES = 0x0101010101010101u;
    size_t i = 0;
    size_t later = 0; /* bytes 10xxxxxx, which begin no sign */
    for (; t.size - i >= sizeof ONES; i += sizeof ONES) {
        uint64_t word;
        memcpy(&word, t.ptr + i, sizeof word);
        later += (word >> 7 & ~(word >> 6) & ONES) * ONES >> 56;
    }
    for (; i < t.size; i++)
        later += ((unsigned char)t.ptr[i] & 0xC0) == 0x80;
    return t.size - later;
}

/* Are there eight bytes, all ASCII? */
static bool is_ascii_row(const unsigned char *p, size_t left)
{
    uint64_t row;
    if (left < sizeof row)
        return false;
    memcpy(&row, p, sizeof row);
    return (row & 0x8080808080808080u) == 0;
}

bool text_is_utf8(struct text t, size_t *bad)
{
    size_t offset = 0;
    while (offset < t.size) {
        const unsigned char *p = (const unsigned char *)t.ptr + offset;
        if (is_ascii_row(p, t.size - offset)) {
            offset += sizeof(uint64_t);
            continue;
        }
        uint32_t codepoint;
        size_t length = p[0] < 0x80                          ? 1
                        : is_plain_three(p, t.size - offset) ? 3
                                                             : decode(t, offset, &codepoint);
        if (length == 0) {
            *bad = offset;
            return false;
        }
        offset += length;
    }
    return true;
}

size_t text_encode(uint32_t codepoint, char out[4])
{
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    size_t length = codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (codepoint & 0x3F));
        codepoint >>= 6;
    }
    /* The lead byte begins with as many ones as the sequence has bytes. */
    out[0] = (char)((0xF00u >> length & 0xFF) | codepoint);
    return length;
}

static bool is_in(uint32_t codepoint, const struct range *ranges, size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (codepoint > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && codepoint >= ranges[low].first;
}

bool text_is_wide(uint32_t codepoint)
{
    if (codepoint < wide_ranges[0].first)
        return false;
    bool kana_or_kanji = (codepoint >= 0x3041 && codepoint <= 0x3247) ||
                         (codepoint >= 0x4E00 && codepoint <= 0xA4C6);
    return kana_or_kanji || is_in(codepoint, wide_ranges, sizeof wide_ranges / sizeof *wide_ranges);
}

bool text_has_width(uint32_t codepoint)
{
    /* Latin, hiragana, and katakana and kanji: what lies between two ranges. */
    if (codepoint < zero_width_ranges[0].first || (codepoint > 0x302D && codepoint < 0x3099) ||
        (codepoint > 0x309A && codepoint < 0xFE00))
        return true;
    return !is_in(codepoint, zero_width_ranges,
                  sizeof zero_width_ranges / sizeof *zero_width_ranges);
}

size_t text_columns(struct text t)
{
    size_t columns = 0;
    for (size_t offset = 0; offset < t.size;) {
        uint32_t codepoint = text_next(t, &offset);
        if (text_has_width(codepoint))
            columns += text_is_wide(codepoint) ? 2 : 1;
    }
    return columns;
}

/* Decodes at most DISTANCE_MAX code points; returns false when there are more. */
static bool decode_all(struct text t, uint32_t codepoints[DISTANCE_MAX], size_t *count)
{
    size_t n = 0;
    for (size_t offset = 0; offset < t.size; n++) {
        if (n == DISTANCE_MAX)
            return false;
        codepoints[n] = text_next(t, &offset);
    }
    *count = n;
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: the edit distance in which a swapped pair is not edited again. */
size_t text_distance(struct text a, struct text b, size_t limit)
{
    uint32_t x[DISTANCE_MAX];
    uint32_t y[DISTANCE_MAX];
    size_t x_count = 0;
    size_t y_count = 0;
    if (!decode_all(a, x, &x_count) || !decode_all(b, y, &y_count))
        return limit + 1;
    size_t longer = x_count > y_count ? x_count - y_count : y_count - x_count;
    if (longer > limit)
        return limit + 1;

    /* rows[i % 3][j] is the distance of x's first i and y's first j code points. */
    size_t rows[3][DISTANCE_MAX + 1];
    size_t row_least = 0;
    for (size_t j = 0; j <= y_count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= x_count; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *twice_before = rows[(i + 1) % 3];
        size_t least_before = row_least;
        now[0] = i;
        row_least = i;
        for (size_t j = 1; j <= y_count; j++) {
            size_t replaced = before[j - 1] + (x[i - 1] != y[j - 1]);
            now[j] = least(replaced, least(before[j], now[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
            if (swapped)
                now[j] = least(now[j], twice_before[j - 2] + 1);
            row_least = least(row_least, now[j]);
        }
        /* Rows below come from these two, a swap from the upper one. */
        if (row_least > limit && least_before >= limit)
            return limit + 1;
    }
    return least(rows[x_count % 3][y_count], limit + 1);
}
