#include "japanese/loose.h"

enum {
    STOP_FIRST = 0x3001, /* 、: behind the wide space */
    HIRAGANA_LAST = 0x3096,
    KANJI_FIRST = 0x4E00,
    KANJI_LAST = 0x9FFF,
    KATAKANA_FIRST = 0x30A1,
    KATAKANA_LAST = 0x30F6,
    KATAKANA_SHIFT = 0x60,
    HALF_FIRST = 0xFF66,
    HALF_LAST = 0xFF9D,
    WIDE_FIRST = 0xFF01,
    WIDE_LAST = 0xFF5E,
    WIDE_SHIFT = 0xFEE0,
    DASH = '-'
};

/* U+FF66..U+FF9D as hiragana (JIS X 0201's order). */
static const uint16_t HALF_KANA[HALF_LAST - HALF_FIRST + 1] = {
    0x3092, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3083, 0x3085, 0x3087, 0x3063, DASH,   0x3042,
    0x3044, 0x3046, 0x3048, 0x304A, 0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059,
    0x305B, 0x305D, 0x305F, 0x3061, 0x3064, 0x3066, 0x3068, 0x306A, 0x306B, 0x306C, 0x306D, 0x306E,
    0x306F, 0x3072, 0x3075, 0x3078, 0x307B, 0x307E, 0x307F, 0x3080, 0x3081, 0x3082, 0x3084, 0x3086,
    0x3088, 0x3089, 0x308A, 0x308B, 0x308C, 0x308D, 0x308F, 0x3093};

static bool is_space(uint32_t sign)
{
    return sign <= 0x20 || sign == 0x7F || sign == 0x85 || sign == 0xA0 || sign == 0x3000 ||
           sign == 0x1680 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x2028 ||
           sign == 0x2029 || sign == 0x202F || sign == 0x205F;
}

/* Signs without look: soft hyphens, joiners, directions, variation selectors. */
static bool is_unseen(uint32_t sign)
{
    return sign == 0xAD || (sign >= 0x200B && sign <= 0x200F) ||
           (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2060 && sign <= 0x206F) ||
           (sign >= 0xFE00 && sign <= 0xFE0F) || sign == 0xFEFF ||
           (sign >= 0xE0100 && sign <= 0xE01EF);
}

static bool is_dash(uint32_t sign)
{
    return sign == 0x30FC || sign == 0xFF70 || (sign >= 0x2010 && sign <= 0x2015) ||
           sign == 0x2212 || sign == 0x2500 || sign == 0x2501;
}

static uint32_t fold_sign(uint32_t sign)
{
    if (sign >= WIDE_FIRST && sign <= WIDE_LAST)
        sign -= WIDE_SHIFT;
    if (sign >= 'A' && sign <= 'Z')
        return sign + ('a' - 'A');
    if ((sign >= KATAKANA_FIRST && sign <= KATAKANA_LAST) || sign == 0x30FD || sign == 0x30FE)
        return sign - KATAKANA_SHIFT;
    if (sign >= HALF_FIRST && sign <= HALF_LAST)
        return HALF_KANA[sign - HALF_FIRST];
    if (sign == 0xFF65)
        return 0x30FB;
    return is_dash(sign) ? DASH : sign;
}

static void put(struct loose *loose, uint32_t sign)
{
    uint32_t *signs = (uint32_t *)(void *)loose->room.ptr;
    signs[loose->count++] = loose->gap ? sign | LOOSE_GAP : sign;
    loose->gap = false;
}

/* The kana `sign` with a voiced (ﾞ) or half-voiced (ﾟ) sound; itself where there is none. */
static uint32_t add_voice(uint32_t sign, bool half)
{
    bool row_h = sign >= 0x306F && sign <= 0x307B && (sign - 0x306F) % 3 == 0;
    if (half)
        return row_h ? sign + 2 : sign;
    if (sign == 0x3046)
        return 0x3094; /* ゔ */
    bool row_k_to_t = (sign >= 0x304B && sign <= 0x3061 && (sign & 1)) ||
                      (sign >= 0x3064 && sign <= 0x3068 && !(sign & 1));
    return row_h || row_k_to_t ? sign + 1 : sign;
}

static void join_voice(struct loose *loose, bool half)
{
    if (loose->count == 0 || loose->gap)
        return;
    uint32_t *last = (uint32_t *)(void *)loose->room.ptr + loose->count - 1;
    *last = (*last & LOOSE_GAP) | add_voice(*last & LOOSE_SIGN, half);
}

/* ㈱ ㈲ and the like are three signs, as many as they have bytes. */
static void put_bracketed(struct loose *loose, uint32_t sign)
{
    put(loose, '(');
    put(loose, sign);
    put(loose, ')');
}

/* Any sign, also a common one. */
static void add_rare(struct loose *loose, uint32_t sign)
{
    if (is_space(sign))
        loose->gap = true;
    else if (sign == 0x3099 || sign == 0x309A || sign == 0xFF9E || sign == 0xFF9F)
        join_voice(loose, sign == 0x309A || sign == 0xFF9F);
    else if (sign == 0x3231)
        put_bracketed(loose, 0x682A);
    else if (sign == 0x3232)
        put_bracketed(loose, 0x6709);
    else if (!is_unseen(sign))
        put(loose, fold_sign(sign));
}

/* What nearly all of a Japanese text is made of: ASCII, kana, kanji and their punctuation, of which
 * only case and script do not count. The sign at `*offset`, which moves behind it; 0 and no move
 * for all others. */
static inline uint32_t next_common(struct text text, size_t *offset)
{
    const unsigned char *at = (const unsigned char *)text.ptr + *offset;
    if (*at > ' ' && *at < 0x7F) {
        *offset += 1;
        return *at >= 'A' && *at <= 'Z' ? *at + (uint32_t)('a' - 'A') : *at;
    }
    bool three = *at >= 0xE3 && *at <= 0xE9 && text.size - *offset >= 3 && (at[1] & 0xC0) == 0x80 &&
                 (at[2] & 0xC0) == 0x80;
    if (!three)
        return 0;
    uint32_t sign =
        (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (uint32_t)(at[2] & 0x3F);
    if (sign >= KATAKANA_FIRST && sign <= KATAKANA_LAST)
        sign -= KATAKANA_SHIFT;
    bool common = (sign >= STOP_FIRST && sign <= HIRAGANA_LAST) ||
                  (sign >= KANJI_FIRST && sign <= KANJI_LAST);
    if (!common)
        return 0;
    *offset += 3;
    return sign;
}

/* Adds common signs up to the first other one. Returns the offset of that. */
static size_t add_common(struct loose *loose, struct text text, size_t offset)
{
    uint32_t *first = (uint32_t *)(void *)loose->room.ptr + loose->count;
    uint32_t *end = first;
    while (offset < text.size) {
        uint32_t sign = next_common(text, &offset);
        if (!sign)
            break;
        *end++ = sign;
    }
    if (end == first)
        return offset;
    if (loose->gap)
        *first |= LOOSE_GAP;
    loose->gap = false;
    loose->count += (size_t)(end - first);
    return offset;
}

void loose_add(struct loose *loose, struct text text)
{
    /* No sign takes fewer bytes than it gives signs. */
    buffer_room(&loose->room, text.size * sizeof(uint32_t));
    size_t offset = add_common(loose, text, 0);
    while (offset < text.size) {
        add_rare(loose, text_next(text, &offset));
        offset = add_common(loose, text, offset);
    }
    loose->room.size = loose->count * sizeof(uint32_t);
}

void loose_gap(struct loose *loose)
{
    loose->gap = true;
}

void loose_break(struct loose *loose)
{
    buffer_room(&loose->room, sizeof(uint32_t));
    loose->gap = false;
    put(loose, LOOSE_BREAK);
    loose->room.size = loose->count * sizeof(uint32_t);
}

const uint32_t *loose_signs(const struct loose *loose)
{
    return (const uint32_t *)(const void *)loose->room.ptr;
}

void loose_clear(struct loose *loose)
{
    buffer_clear(&loose->room);
    loose->count = 0;
    loose->gap = false;
}

void loose_free(struct loose *loose)
{
    buffer_free(&loose->room);
    *loose = (struct loose){0};
}

bool loose_is_word(uint32_t sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
}
