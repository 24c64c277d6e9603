#include "plain/sentence.h"

static bool between(uint32_t codepoint, uint32_t first, uint32_t last)
{
    return codepoint >= first && codepoint <= last;
}

static bool is_latin(uint32_t codepoint)
{
    return between(codepoint, 'A', 'Z') || between(codepoint, 'a', 'z') ||
           between(codepoint, 0xFF21, 0xFF3A) || between(codepoint, 0xFF41, 0xFF5A);
}

static bool is_kanji(uint32_t codepoint)
{
    return between(codepoint, 0x4E00, 0x9FFF) || between(codepoint, 0x3400, 0x4DBF) ||
           between(codepoint, 0x20000, 0x3FFFF) || between(codepoint, 0xF900, 0xFAFF) ||
           between(codepoint, 0x3005, 0x3007);
}

enum letter letter_of(uint32_t codepoint)
{
    if (between(codepoint, 0x3041, 0x309F))
        return LETTER_HIRAGANA;
    if (codepoint == 0x30F6) /* ヶ stands for a counter written 箇 */
        return LETTER_KANJI;
    if (between(codepoint, 0x30A1, 0x30FA) || between(codepoint, 0x30FC, 0x30FF))
        return LETTER_KATAKANA;
    if (is_kanji(codepoint))
        return LETTER_KANJI;
    return is_latin(codepoint) ? LETTER_LATIN : LETTER_OTHER;
}

bool letter_run_next(struct text text, size_t *at, struct letter_run *run)
{
    if (*at >= text.size)
        return false;
    size_t next = *at;
    *run = (struct letter_run){.start = *at, .kind = letter_of(text_next(text, &next))};
    run->length = 1;
    run->end = next;
    while (next < text.size && letter_of(text_next(text, &next)) == run->kind) {
        run->end = next;
        run->length++;
    }
    *at = run->end;
    return true;
}

static bool is_white(uint32_t codepoint)
{
    return codepoint <= ' ' || codepoint == 0x3000 || codepoint == 0xA0;
}

static bool ends_sentence(uint32_t codepoint)
{
    return codepoint == 0x3002 || codepoint == 0xFF01 || codepoint == 0xFF1F;
}

static int bracket(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
    case 0xFF08: /* （ */
        return 1;
    case 0x300D:
    case 0x300F:
    case 0xFF09:
        return -1;
    default:
        return 0;
    }
}

bool sentence_next(struct text text, size_t *at, struct sentence *sentence)
{
    size_t next = *at;
    int depth = 0;
    *sentence = (struct sentence){.start = SIZE_MAX};
    while (next < text.size) {
        size_t here = next;
        uint32_t codepoint = text_next(text, &next);
        bool started = sentence->start != SIZE_MAX;
        if (codepoint == '\n' && started)
            break;
        if (is_white(codepoint))
            continue;
        if (!started)
            sentence->start = here;
        sentence->end = next;
        sentence->length++;
        depth += bracket(codepoint);
        depth = depth < 0 ? 0 : depth;
        sentence->complete = ends_sentence(codepoint);
        if (sentence->complete && depth == 0)
            break;
    }
    *at = next;
    return sentence->start != SIZE_MAX;
}
