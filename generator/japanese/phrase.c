#include "japanese/phrase.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "japanese/morph.h"

enum {
    COMPOUND_SHORT = 8, /* signs of a compound that has no joints */
    JOINT_LEAST = 2,    /* signs of the words beside a joint */
    REMEMBER_MOST = 600,
    SLOT_COUNT = 4096,            /* a power of two; a run has some 1,000 short texts */
    MEMORY_MOST = 4 * 1024 * 1024 /* then everything is forgotten */
};

/* A text found before. */
struct slot {
    struct text text; /* absent = empty slot */
    const uint8_t *breaks;
};

struct phraser {
    struct morph *morph;
    struct arena *arena; /* of the slots' texts and answers */
    struct slot slots[SLOT_COUNT];
    size_t used;
};

/* ---- the rules ---- */

struct finder {
    struct text text;
    const struct morpheme *items;
    size_t count;
    uint8_t *breaks;
};

/* Words that make compounds with each other. */
static bool is_nominal(enum speech speech)
{
    switch (speech) {
    case SPEECH_NOUN:
    case SPEECH_ACTION:
    case SPEECH_NAME:
    case SPEECH_NUMBER:
    case SPEECH_COUNTER:
    case SPEECH_SUFFIX:
    case SPEECH_PREFIX:
    case SPEECH_UNKNOWN:
        return true;
    case SPEECH_PRONOUN:
    case SPEECH_DEPENDENT:
    case SPEECH_VERB:
    case SPEECH_ADJECTIVE:
    case SPEECH_ADVERB:
    case SPEECH_ADNOMINAL:
    case SPEECH_CONJUNCTION:
    case SPEECH_INTERJECTION:
    case SPEECH_PARTICLE:
    case SPEECH_AUXILIARY:
    case SPEECH_OPENING:
    case SPEECH_CLOSING:
    case SPEECH_SIGN:
    case SPEECH_SPACE:
        return false;
    }
    return false;
}

/* Words that belong to the one before. */
static bool leans(enum speech speech)
{
    switch (speech) {
    case SPEECH_DEPENDENT:
    case SPEECH_COUNTER:
    case SPEECH_SUFFIX:
    case SPEECH_PARTICLE:
    case SPEECH_AUXILIARY:
    case SPEECH_CLOSING:
    case SPEECH_SIGN:
    case SPEECH_SPACE:
        return true;
    case SPEECH_NOUN:
    case SPEECH_ACTION:
    case SPEECH_NAME:
    case SPEECH_PRONOUN:
    case SPEECH_NUMBER:
    case SPEECH_VERB:
    case SPEECH_ADJECTIVE:
    case SPEECH_ADVERB:
    case SPEECH_ADNOMINAL:
    case SPEECH_CONJUNCTION:
    case SPEECH_INTERJECTION:
    case SPEECH_PREFIX:
    case SPEECH_OPENING:
    case SPEECH_UNKNOWN:
        return false;
    }
    return false;
}

/* する and its like, which make a verb of the noun before. */
static bool is_light_verb(const struct morpheme *word)
{
    static const char *const verbs[] = {"する", "できる", "いたす", "なさる", "くださる", "頂く"};
    if (word->speech != SPEECH_VERB && word->speech != SPEECH_DEPENDENT)
        return false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (text_is(word->base, verbs[i]))
            return true;
    }
    return false;
}

static struct text word_text(const struct finder *f, size_t index)
{
    return text_slice(f->text, f->items[index].start, f->items[index].end);
}

/* Is the boundary before word `index` inside a row of nouns? */
static bool inside_compound(const struct finder *f, size_t index)
{
    const struct morpheme *before = &f->items[index - 1];
    const struct morpheme *word = &f->items[index];
    /* The suffix of a verb (られ) or adjective ends no noun; what follows it is another phrase. */
    return is_nominal(before->speech) && is_nominal(word->speech);
}

/* 1億8,000万円, 3.5, 10:30: the sign before word `index` stands between digits. */
static bool inside_number(const struct finder *f, size_t index)
{
    static const char *const joiners[] = {",", ".", ":", "/", "-", "，", "．", "：", "〜", "～"};
    if (index < 2 || f->items[index].speech != SPEECH_NUMBER)
        return false;
    if (f->items[index - 2].speech != SPEECH_NUMBER)
        return false;
    for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
        if (text_is(word_text(f, index - 1), joiners[i]))
            return true;
    }
    return false;
}

/* 1日〜7日: behind the sign of a range whose first number has its unit. */
static bool inside_range(const struct finder *f, size_t index)
{
    struct text sign = word_text(f, index - 1);
    return f->items[index].speech == SPEECH_NUMBER && (text_is(sign, "〜") || text_is(sign, "～"));
}

static enum phrase_break find_break(const struct finder *f, size_t index)
{
    const struct morpheme *before = &f->items[index - 1];
    const struct morpheme *word = &f->items[index];
    if (before->speech == SPEECH_SPACE)
        return PHRASE_END;
    if (inside_number(f, index))
        return PHRASE_WORD;
    if (inside_range(f, index))
        return PHRASE_JOINT;
    if (leans(word->speech) || before->speech == SPEECH_OPENING || before->speech == SPEECH_PREFIX)
        return PHRASE_WORD;
    /* MeCab takes the first sign of a name in kana for an interjection (あ|おぞら). */
    bool verbs = before->joining && word->speech == SPEECH_VERB;
    if (verbs || before->speech == SPEECH_INTERJECTION)
        return PHRASE_WORD;
    if (before->speech == SPEECH_ACTION && is_light_verb(word))
        return PHRASE_WORD;
    if (is_nominal(before->speech) && word->speech == SPEECH_VERB && text_is(word->base, "する"))
        return PHRASE_WORD;
    if (word->speech == SPEECH_OPENING && is_nominal(before->speech) &&
        (text_is(word_text(f, index), "（") || text_is(word_text(f, index), "(")))
        return PHRASE_JOINT;
    return inside_compound(f, index) ? PHRASE_WORD : PHRASE_END;
}

/* Signs of word `index`; a prefix counts with the word behind it (お助け). */
static size_t word_length(const struct finder *f, size_t index)
{
    size_t length = text_length(word_text(f, index));
    if (f->items[index].speech == SPEECH_PREFIX && index + 1 < f->count)
        length += text_length(word_text(f, index + 1));
    return length;
}

static bool is_joint(const struct finder *f, size_t index)
{
    return !leans(f->items[index].speech) && f->items[index - 1].speech != SPEECH_PREFIX &&
           word_length(f, index - 1) >= JOINT_LEAST && word_length(f, index) >= JOINT_LEAST;
}

/* Joints in the compound of words [first, end). */
static void join_compound(struct finder *f, size_t first, size_t end)
{
    struct text compound = text_slice(f->text, f->items[first].start, f->items[end - 1].end);
    if (text_length(compound) <= COMPOUND_SHORT)
        return;
    for (size_t i = first + 1; i < end; i++) {
        /* Behind a one-sign suffix (対策者|会議) the compound may part as well. */
        bool suffixed = f->items[i - 1].speech == SPEECH_SUFFIX && !leans(f->items[i].speech) &&
                        word_length(f, i) >= JOINT_LEAST;
        if (is_joint(f, i) || suffixed)
            f->breaks[f->items[i].start] = f->items[i].seamed ? PHRASE_SEAM : PHRASE_JOINT;
    }
}

static void join_compounds(struct finder *f)
{
    size_t first = 0;
    for (size_t i = 1; i <= f->count; i++) {
        if (i < f->count && inside_compound(f, i))
            continue;
        if (i - first > 1)
            join_compound(f, first, i);
        first = i;
    }
}

/* Is word `index` the し of a noun in kana? IPADIC knows 仕組み and 仕事 in kanji only, and behind
 * a verb takes the し of しくみ for a particle (宣言するし|くみ). */
static bool is_torn(const struct finder *f, const struct morpheme *items, size_t count,
                    size_t index)
{
    if (index + 1 >= count)
        return false;
    struct text first = text_slice(f->text, items[index].start, items[index].end);
    struct text rest = text_slice(f->text, items[index + 1].start, items[index + 1].end);
    return text_is(first, "し") && (text_is(rest, "くみ") || text_is(rest, "ごと"));
}

/* The words of the text, with nouns in one piece. */
static void split_words(struct arena *a, struct morph *morph, struct finder *f)
{
    size_t count = 0;
    const struct morpheme *items = morph_split(a, morph, f->text, &count);
    struct morpheme *words = arena_array(a, count, sizeof *words);
    for (size_t i = 0; i < count; i++) {
        struct morpheme *word = &words[f->count++];
        *word = items[i];
        if (is_torn(f, items, count, i))
            *word = (struct morpheme){
                .start = items[i].start, .end = items[++i].end, .speech = SPEECH_NOUN};
    }
    f->items = words;
}

static uint8_t *find(struct arena *a, struct morph *morph, struct text text)
{
    struct finder finder = {.text = text, .breaks = arena_alloc(a, text.size + 1)};
    split_words(a, morph, &finder);
    for (size_t i = 1; i < finder.count; i++)
        finder.breaks[finder.items[i].start] = (uint8_t)find_break(&finder, i);
    join_compounds(&finder);
    finder.breaks[text.size] = PHRASE_END;
    return finder.breaks;
}

/* ---- what was found before ---- */

struct phraser *phraser_new(struct morph *morph)
{
    struct phraser *phraser = calloc(1, sizeof *phraser);
    if (!phraser)
        abort();
    phraser->morph = morph;
    phraser->arena = arena_new();
    return phraser;
}

void phraser_free(struct phraser *phraser)
{
    if (!phraser)
        return;
    arena_free(phraser->arena);
    free(phraser);
}

/* FNV-1a. */
static size_t hash(struct text text)
{
    uint64_t value = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text.size; i++)
        value = (value ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    return (size_t)(value ^ value >> 32);
}

/* The slot of `text`, or the empty one where it belongs. There always is an empty one. */
static struct slot *find_slot(struct phraser *phraser, struct text text)
{
    size_t index = hash(text) % SLOT_COUNT;
    while (phraser->slots[index].text.ptr && !text_equal(phraser->slots[index].text, text))
        index = (index + 1) % SLOT_COUNT;
    return &phraser->slots[index];
}

static void forget(struct phraser *phraser)
{
    arena_free(phraser->arena);
    phraser->arena = arena_new();
    memset(phraser->slots, 0, sizeof phraser->slots);
    phraser->used = 0;
}

static const uint8_t *recall(struct arena *a, struct phraser *phraser, struct text text)
{
    struct slot *slot = find_slot(phraser, text);
    if (slot->text.ptr)
        return slot->breaks;
    if (phraser->used >= SLOT_COUNT / 2 || arena_used(phraser->arena) > MEMORY_MOST) {
        forget(phraser);
        slot = find_slot(phraser, text);
    }
    const uint8_t *found = find(a, phraser->morph, text);
    uint8_t *breaks = arena_alloc(phraser->arena, text.size + 1);
    memcpy(breaks, found, text.size + 1);
    *slot = (struct slot){.text = text_copy(phraser->arena, text), .breaks = breaks};
    phraser->used++;
    return breaks;
}

/* The text with 0 for every ASCII digit. IPADIC knows these by their kind alone (but for
 * 第1期線 and 第2期線), so that all amounts of one length have the phrases of one text, which
 * mostly is remembered. */
static struct text level_digits(struct arena *a, struct text text)
{
    char *level = arena_alloc(a, text.size);
    for (size_t i = 0; i < text.size; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        level[i] = digit ? '0' : text.ptr[i];
    }
    return (struct text){level, text.size};
}

enum { COMMA = 3 }; /* bytes of 、 */

/* Are words found apart on both sides of the 、 at `offset`? IPADIC knows a second 、, in numbers,
 * and words with one in them (小、中学生), but none behind hiragana. */
static bool is_clear_comma(struct text text, size_t offset)
{
    static const char *const numbers[] = {"〇", "一", "二", "三", "四", "五", "六", "七",
                                          "八", "九", "十", "百", "千", "万", "数", "何"};
    enum { KANA_SIZE = 3 };
    size_t before = offset - KANA_SIZE;
    size_t behind = offset + COMMA;
    if (offset < KANA_SIZE || behind == text.size)
        return false;
    struct text rest = text_slice(text, behind, text.size);
    uint32_t left = text_next(text, &before);
    uint32_t right = text_next(text, &behind);
    bool number = false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        number = number || text_starts(rest, numbers[i]);
    bool hiragana = before == offset && left >= 0x3041 && left <= 0x3096;
    return hiragana && right >= 0x3041 && right <= 0x9FFF && !number;
}

/* The end of the clause that begins at `start`: behind its comma, or the end of the text. */
static size_t find_clause_end(struct text text, size_t start)
{
    size_t comma = text_find(text, "、", start);
    while (comma != SIZE_MAX && !is_clear_comma(text, comma))
        comma = text_find(text, "、", comma + COMMA);
    return comma == SIZE_MAX ? text.size : comma + COMMA;
}

/* Clauses are remembered one by one, each with the comma before it: labels name two or three of a
 * list in ever new pairs. */
const uint8_t *phraser_find(struct arena *a, struct phraser *phraser, struct text text)
{
    struct text level = level_digits(a, text);
    if (text.size > REMEMBER_MOST || text.size == 0)
        return find(a, phraser->morph, level);
    /* A copy: what is remembered may be forgotten while the caller still reads. */
    uint8_t *breaks = arena_alloc(a, text.size + 1);
    for (size_t start = 0, end; start < text.size; start = end) {
        end = find_clause_end(level, start);
        size_t lead = start > 0 ? COMMA : 0;
        const uint8_t *found = recall(a, phraser, text_slice(level, start - lead, end));
        memcpy(breaks + start, found + lead, end - start);
    }
    breaks[text.size] = PHRASE_END;
    return breaks;
}
