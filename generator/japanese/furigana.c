#include "japanese/furigana.h"

#include "base/arena.h"
#include "japanese/kanji.h"
#include "japanese/morph.h"
#include "japanese/okurigana.h"
#include "japanese/readings.h"

struct finder {
    struct arena *arena;
    const struct furigana_sources *sources;
    struct text text;
    const struct morpheme *items;
    size_t count;
    bool *joints; /* for each byte and the end: a morpheme begins here */
    struct furigana *found;
    size_t found_count;
};

/* Adds the kanji of the word [start, end). A reading that does not fit its kana is none. */
static void add_word(struct finder *f, size_t start, size_t end, struct text reading,
                     struct text word)
{
    struct text written = text_slice(f->text, start, end);
    size_t count = 0;
    const struct okurigana *parts = okurigana_split(f->arena, written, reading, &count);
    bool hard = kanji_hard(f->sources->kanji, written);
    for (size_t i = 0; parts && i < count; i++) {
        struct furigana *furigana =
            arena_push(f->arena, &f->found, &f->found_count, sizeof *f->found);
        *furigana = (struct furigana){.start = start + parts[i].start,
                                      .end = start + parts[i].end,
                                      .reading = parts[i].reading,
                                      .word = word,
                                      .origin = start,
                                      .hard = hard};
    }
}

/* A number and its word are read as one: 1人, ひとり. */
static void add_whole(struct finder *f, size_t start, size_t end, struct text reading)
{
    struct text word = text_slice(f->text, start, end);
    *(struct furigana *)arena_push(f->arena, &f->found, &f->found_count, sizeof *f->found) =
        (struct furigana){start, end, reading, word, start, kanji_hard(f->sources->kanji, word)};
}

/* ---- numbers ---- */

static struct text word_of(const struct finder *f, size_t index)
{
    return text_slice(f->text, f->items[index].start, f->items[index].end);
}

static bool is_number_sign(struct text word)
{
    return text_is(word, ",") || text_is(word, ".") || text_is(word, "，") || text_is(word, "．");
}

static bool has_digit(struct text word)
{
    size_t offset = 0;
    while (offset < word.size) {
        uint32_t sign = text_next(word, &offset);
        if ((sign >= '0' && sign <= '9') || (sign >= 0xFF10 && sign <= 0xFF19))
            return true;
    }
    return false;
}

static bool is_number(const struct finder *f, size_t index)
{
    return f->items[index].speech == SPEECH_NUMBER || has_digit(word_of(f, index));
}

/* Index of the first morpheme of the number that ends before `index`; `index` when there is none.
 */
static size_t number_start(const struct finder *f, size_t index)
{
    size_t first = index;
    while (first > 0) {
        bool sign = first < index && first > 1 && is_number_sign(word_of(f, first - 1)) &&
                    is_number(f, first - 2);
        if (!sign && !is_number(f, first - 1))
            break;
        first--;
    }
    return first;
}

/* Full-width digits as ASCII, so that the dictionary writes each number once. */
static uint32_t plain_digit(uint32_t sign)
{
    return sign >= 0xFF10 && sign <= 0xFF19 ? sign - 0xFF10 + '0' : sign;
}

/* 2〜3人 is no さんにん that anybody would say as ふたり: a range is read with its own numbers. */
static bool ends_range(const struct finder *f, size_t first)
{
    static const char *const signs[] = {"〜", "～", "-", "−", "–", "・", "/", "対"};
    for (size_t i = 0; first > 0 && i < sizeof signs / sizeof *signs; i++) {
        if (text_ends(word_of(f, first - 1), signs[i]))
            return true;
    }
    return false;
}

/* The word behind a number. A longer noun (種類, 段階) is read as it always is; a single kanji that
 * our dictionary lacks may change its sound and is left alone. */
static void add_counted(struct finder *f, size_t first, size_t index)
{
    const struct morpheme *item = &f->items[index];
    size_t start = f->items[first].start;
    struct text number = text_map(f->arena, text_slice(f->text, start, item->start), plain_digit);
    bool whole = false;
    const struct word_reading *entry =
        readings_counter(f->sources->readings, number, word_of(f, index), &whole);
    if (entry && whole) {
        if (entry->reading.ptr && !ends_range(f, first))
            add_whole(f, start, item->end, entry->reading);
        return;
    }
    if (entry && entry->reading.ptr)
        add_word(f, item->start, item->end, entry->reading, entry->word);
    else if (!entry && item->reading.ptr && text_length(word_of(f, index)) >= 2 &&
             item->speech != SPEECH_NAME)
        add_word(f, item->start, item->end, item->reading, word_of(f, index));
}

/* ---- words ---- */

static bool may_read(const struct morpheme *item)
{
    return item->reading.ptr && item->speech != SPEECH_NAME && item->speech != SPEECH_NUMBER &&
           item->speech != SPEECH_UNKNOWN;
}

static void add_morpheme(struct finder *f, size_t index)
{
    const struct morpheme *item = &f->items[index];
    struct text word = word_of(f, index);
    size_t first = number_start(f, index);
    if (!kanji_in(word))
        return;
    if (first < index)
        add_counted(f, first, index);
    else if (may_read(item))
        add_word(f, item->start, item->end, item->reading, item->base.size ? item->base : word);
}

/* Would a word of ours that begins with morpheme `index` and ends at `end` leave kanji of a
 * morpheme without reading? Then the longer word knows better (写し in 写し取る). */
static bool leaves_kanji(const struct finder *f, size_t index, size_t end)
{
    while (f->items[index].end < end)
        index++;
    return kanji_in(text_slice(f->text, end, f->items[index].end));
}

/* A word of ours at the start of morpheme `index`, or NULL. */
static const struct word_reading *find_known(const struct finder *f, size_t index)
{
    const struct morpheme *item = &f->items[index];
    bool counted = number_start(f, index) < index && text_length(word_of(f, index)) == 1;
    if (counted)
        return NULL;
    const struct word_reading *entry =
        readings_find(f->sources->readings, f->text, f->joints, item->start);
    if (!entry || leaves_kanji(f, index, item->start + entry->word.size))
        return NULL;
    return entry;
}

static void add_all(struct finder *f)
{
    size_t done = 0;
    for (size_t i = 0; i < f->count; i++) {
        size_t start = f->items[i].start;
        if (start < done)
            continue;
        const struct word_reading *entry = find_known(f, i);
        if (!entry) {
            add_morpheme(f, i);
            continue;
        }
        done = start + entry->word.size;
        if (entry->reading.ptr)
            add_word(f, start, done, entry->reading, entry->word);
    }
}

const struct furigana *furigana_find(struct arena *a, const struct furigana_sources *sources,
                                     struct text text, size_t *count)
{
    struct finder finder = {.arena = a, .sources = sources, .text = text};
    finder.items = morph_split(a, sources->morph, text, &finder.count);
    finder.joints = arena_array(a, text.size + 1, sizeof *finder.joints);
    for (size_t i = 0; i < finder.count; i++)
        finder.joints[finder.items[i].start] = true;
    finder.joints[text.size] = true;
    add_all(&finder);
    *count = finder.found_count;
    return finder.found;
}
