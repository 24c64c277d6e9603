#include "japanese/reading.h"

#include "base/arena.h"
#include "japanese/fold.h"

/* First bytes of a weight; 0 ends a step, so that the shorter of two readings comes first. */
enum rank { RANK_SPACE = 1, RANK_SIGN, RANK_DIGIT, RANK_LATIN, RANK_KANA, RANK_OTHER };
enum { WEIGHT_SIZE = 4 };

enum voice { VOICE_CLEAR = 1, VOICE_DAKUTEN, VOICE_HANDAKUTEN };
enum form { FORM_LONG = 1, FORM_SMALL, FORM_REPEATED, FORM_LARGE };
enum script { SCRIPT_FIRST = 1, SCRIPT_SECOND };

/* A sign of a reading taken apart. */
struct letter {
    enum rank rank;
    uint32_t base; /* of kana the clear, large hiragana */
    enum voice voice;
    enum form form;
    enum script script;
};

/* Each kana that is not its own base. */
struct derived {
    uint32_t kana, base;
    enum voice voice;
    enum form form;
};

static const struct derived derived[] = {
    {U'ぁ', U'あ', VOICE_CLEAR, FORM_SMALL},      {U'ぃ', U'い', VOICE_CLEAR, FORM_SMALL},
    {U'ぅ', U'う', VOICE_CLEAR, FORM_SMALL},      {U'ぇ', U'え', VOICE_CLEAR, FORM_SMALL},
    {U'ぉ', U'お', VOICE_CLEAR, FORM_SMALL},      {U'が', U'か', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぎ', U'き', VOICE_DAKUTEN, FORM_LARGE},    {U'ぐ', U'く', VOICE_DAKUTEN, FORM_LARGE},
    {U'げ', U'け', VOICE_DAKUTEN, FORM_LARGE},    {U'ご', U'こ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ざ', U'さ', VOICE_DAKUTEN, FORM_LARGE},    {U'じ', U'し', VOICE_DAKUTEN, FORM_LARGE},
    {U'ず', U'す', VOICE_DAKUTEN, FORM_LARGE},    {U'ぜ', U'せ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぞ', U'そ', VOICE_DAKUTEN, FORM_LARGE},    {U'だ', U'た', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぢ', U'ち', VOICE_DAKUTEN, FORM_LARGE},    {U'っ', U'つ', VOICE_CLEAR, FORM_SMALL},
    {U'づ', U'つ', VOICE_DAKUTEN, FORM_LARGE},    {U'で', U'て', VOICE_DAKUTEN, FORM_LARGE},
    {U'ど', U'と', VOICE_DAKUTEN, FORM_LARGE},    {U'ば', U'は', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぱ', U'は', VOICE_HANDAKUTEN, FORM_LARGE}, {U'び', U'ひ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぴ', U'ひ', VOICE_HANDAKUTEN, FORM_LARGE}, {U'ぶ', U'ふ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぷ', U'ふ', VOICE_HANDAKUTEN, FORM_LARGE}, {U'べ', U'へ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぺ', U'へ', VOICE_HANDAKUTEN, FORM_LARGE}, {U'ぼ', U'ほ', VOICE_DAKUTEN, FORM_LARGE},
    {U'ぽ', U'ほ', VOICE_HANDAKUTEN, FORM_LARGE}, {U'ゃ', U'や', VOICE_CLEAR, FORM_SMALL},
    {U'ゅ', U'ゆ', VOICE_CLEAR, FORM_SMALL},      {U'ょ', U'よ', VOICE_CLEAR, FORM_SMALL},
    {U'ゎ', U'わ', VOICE_CLEAR, FORM_SMALL},      {U'ゔ', U'う', VOICE_DAKUTEN, FORM_LARGE},
    {0x3095, U'か', VOICE_CLEAR, FORM_SMALL},     {0x3096, U'け', VOICE_CLEAR, FORM_SMALL}};

/* The rows of the syllabary: its base kana, the column gives the vowel. や and わ have gaps. */
static const struct {
    const char *heading;
    uint32_t kana[5]; /* ending in a, i, u, e, o; 0 = none */
} rows[] = {{"あ", {U'あ', U'い', U'う', U'え', U'お'}},
            {"か", {U'か', U'き', U'く', U'け', U'こ'}},
            {"さ", {U'さ', U'し', U'す', U'せ', U'そ'}},
            {"た", {U'た', U'ち', U'つ', U'て', U'と'}},
            {"な", {U'な', U'に', U'ぬ', U'ね', U'の'}},
            {"は", {U'は', U'ひ', U'ふ', U'へ', U'ほ'}},
            {"ま", {U'ま', U'み', U'む', U'め', U'も'}},
            {"や", {U'や', 0, U'ゆ', 0, U'よ'}},
            {"ら", {U'ら', U'り', U'る', U'れ', U'ろ'}},
            {"わ", {U'わ', U'ゐ', 0, U'ゑ', U'を'}},
            {"わ", {0, 0, 0, 0, U'ん'}}};
enum { ROW_COUNT = sizeof rows / sizeof *rows, N_ROW = ROW_COUNT - 1 };

static bool is_katakana(uint32_t codepoint)
{
    return (codepoint >= 0x30A1 && codepoint <= 0x30F6) || codepoint == 0x30FD ||
           codepoint == 0x30FE;
}

static uint32_t to_hiragana(uint32_t codepoint)
{
    return is_katakana(codepoint) ? codepoint - 0x60 : codepoint;
}

/* The place of a base kana in `rows`; false when it is none. */
static bool find_row(uint32_t base, size_t *row, size_t *column)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        for (size_t k = 0; k < 5; k++) {
            if (rows[i].kana[k] != base || base == 0)
                continue;
            *row = i;
            *column = k;
            return true;
        }
    }
    return false;
}

static struct letter plain_letter(uint32_t codepoint)
{
    struct letter letter = {RANK_OTHER, codepoint, VOICE_CLEAR, FORM_LARGE, SCRIPT_FIRST};
    if (codepoint == ' ')
        letter.rank = RANK_SPACE;
    else if (codepoint >= '0' && codepoint <= '9')
        letter.rank = RANK_DIGIT;
    else if (codepoint >= 'a' && codepoint <= 'z')
        letter.rank = RANK_LATIN;
    else if (codepoint >= 'A' && codepoint <= 'Z')
        letter =
            (struct letter){RANK_LATIN, codepoint + 0x20, VOICE_CLEAR, FORM_LARGE, SCRIPT_SECOND};
    else if (codepoint < 0x3041 || (codepoint >= 0xFF00 && codepoint < 0x10000))
        letter.rank = RANK_SIGN;
    else if (codepoint >= 0x309B && codepoint <= 0x30FF)
        letter.rank = RANK_SIGN; /* ゛ ・ and a ー behind no vowel */
    return letter;
}

static struct letter kana_letter(uint32_t codepoint)
{
    struct letter letter = {RANK_KANA, to_hiragana(codepoint), VOICE_CLEAR, FORM_LARGE,
                            is_katakana(codepoint) ? SCRIPT_SECOND : SCRIPT_FIRST};
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        if (derived[i].kana != letter.base)
            continue;
        letter.base = derived[i].base;
        letter.voice = derived[i].voice;
        letter.form = derived[i].form;
        return letter;
    }
    return letter;
}

/* `before` is the letter in front, of rank 0 when there is none. */
static struct letter letter_of(uint32_t codepoint, const struct letter *before)
{
    size_t row;
    size_t column;
    bool follows = before->rank == RANK_KANA && find_row(before->base, &row, &column);
    if (codepoint == 0x30FC && follows && row != N_ROW)
        return (struct letter){RANK_KANA, rows[0].kana[column], VOICE_CLEAR, FORM_LONG,
                               SCRIPT_SECOND};
    uint32_t hiragana = to_hiragana(codepoint);
    if ((hiragana == 0x309D || hiragana == 0x309E) && follows) {
        struct letter letter = *before;
        letter.voice = hiragana == 0x309E ? VOICE_DAKUTEN : VOICE_CLEAR;
        letter.form = FORM_REPEATED;
        letter.script = is_katakana(codepoint) ? SCRIPT_SECOND : SCRIPT_FIRST;
        return letter;
    }
    struct letter letter = kana_letter(codepoint);
    return find_row(letter.base, &row, &column) ? letter : plain_letter(codepoint);
}

struct text reading_hiragana(struct arena *a, struct text text)
{
    return text_map(a, fold_width(a, text), to_hiragana);
}

static void put_weight(char *out, const struct letter *letter)
{
    out[0] = (char)letter->rank;
    out[1] = (char)(letter->base >> 16);
    out[2] = (char)(letter->base >> 8);
    out[3] = (char)letter->base;
}

struct text reading_key(struct arena *a, struct text reading)
{
    struct text wide = fold_width(a, reading);
    size_t count = text_length(wide);
    enum { STEPS = 3 }; /* behind the first, of one byte a letter each, after a zero */
    size_t size = count * WEIGHT_SIZE + STEPS * (count + 1);
    char *key = arena_alloc(a, size);
    char *voices = key + count * WEIGHT_SIZE + 1;
    char *forms = voices + count + 1;
    char *scripts = forms + count + 1;
    struct letter before = {0};
    size_t offset = 0;
    for (size_t i = 0; i < count; i++) {
        struct letter letter = letter_of(text_next(wide, &offset), &before);
        put_weight(key + i * WEIGHT_SIZE, &letter);
        voices[i] = (char)letter.voice;
        forms[i] = (char)letter.form;
        scripts[i] = (char)letter.script;
        before = letter;
    }
    return (struct text){key, size};
}

struct text reading_row(struct text reading)
{
    size_t offset = 0;
    if (reading.size == 0)
        return text_of("その他");
    uint32_t codepoint = text_next(reading, &offset);
    struct letter none = {0};
    struct letter letter = letter_of(codepoint, &none);
    size_t row;
    size_t column;
    if (letter.rank == RANK_KANA && find_row(letter.base, &row, &column))
        return text_of(rows[row].heading);
    if (letter.rank == RANK_LATIN || letter.rank == RANK_DIGIT)
        return text_of("英数字");
    return text_of("その他");
}
