#include "document/signs.h"

struct range {
    uint32_t first;
    uint32_t last;
};

static const struct range punctuation[] = {
    {0x21, 0x2F},     {0x3A, 0x40},     {0x5B, 0x60},     {0x7B, 0x7E},     {0xA1, 0xBF},
    {0x2010, 0x2027}, {0x2030, 0x205E}, {0x2190, 0x2BFF}, {0x2E00, 0x2E5D}, {0x3001, 0x3003},
    {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x30A0, 0x30A0}, {0x30FB, 0x30FB},
    {0xFE10, 0xFE19}, {0xFE30, 0xFE6B}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
    {0xFF5B, 0xFF65}, {0xFFE0, 0xFFE6},
};

static const struct range cjk_letters[] = {
    {0x1100, 0x11FF}, {0x3005, 0x3007}, {0x3021, 0x3029}, {0x3031, 0x303C},   {0x3041, 0x309F},
    {0x30A1, 0x30FA}, {0x30FC, 0x31FF}, {0x3200, 0x33FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xAC00, 0xD7AF}, {0xF900, 0xFAFF}, {0xFF10, 0xFF19}, {0xFF21, 0xFF3A},   {0xFF41, 0xFF5A},
    {0xFF66, 0xFFDC}, {0xFDD0, 0xFDD1}, {0xFE00, 0xFE0F}, {0x20000, 0x3FFFD}, {0xE0100, 0xE01EF},
};

static const uint32_t opening[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A,
                                   0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A,
                                   0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62};

static const uint32_t closing[] = {')',    ']',    '}',    0x2019, 0x201D, 0x3001, 0x3002, 0x3009,
                                   0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B,
                                   0x301F, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F,
                                   0xFF3D, 0xFF5D, 0xFF60, 0xFF61, 0xFF63, 0xFF64};

static bool in_ranges(uint32_t sign, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (sign >= ranges[i].first && sign <= ranges[i].last)
            return true;
    }
    return false;
}

static bool in_list(uint32_t sign, const uint32_t *signs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (sign == signs[i])
            return true;
    }
    return false;
}

bool sign_is_reserved(uint32_t sign)
{
    return sign == SIGN_SENTINEL || sign == SIGN_FIELD_OPEN || sign == SIGN_FIELD_CLOSE;
}

bool sign_is_space(uint32_t sign)
{
    return sign == 0 || (sign >= 0x09 && sign <= 0x0D) || sign == ' ' || sign == 0xA0 ||
           sign == 0x1680 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x202F ||
           sign == 0x205F || sign == 0x3000;
}

bool sign_is_punctuation(uint32_t sign)
{
    return in_ranges(sign, punctuation, sizeof punctuation / sizeof *punctuation);
}

bool sign_is_opening(uint32_t sign)
{
    return in_list(sign, opening, sizeof opening / sizeof *opening);
}

bool sign_is_closing(uint32_t sign)
{
    return in_list(sign, closing, sizeof closing / sizeof *closing);
}

bool sign_is_cjk_letter(uint32_t sign)
{
    return in_ranges(sign, cjk_letters, sizeof cjk_letters / sizeof *cjk_letters);
}

bool sign_is_japanese(uint32_t sign)
{
    bool half_width_kana = sign >= 0xFF61 && sign <= 0xFF9F;
    return half_width_kana || sign == SIGN_FIELD_OPEN || text_is_wide(sign);
}

uint32_t sign_last(struct text t)
{
    if (t.size == 0)
        return 0;
    size_t at = t.size - 1;
    while (at > 0 && ((unsigned char)t.ptr[at] & 0xC0) == 0x80)
        at--;
    return text_next(t, &at);
}

uint32_t sign_first(struct text t)
{
    size_t at = 0;
    return t.size ? text_next(t, &at) : 0;
}
