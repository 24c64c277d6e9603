#include "merge/words.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/finder.h"
#include "model/catalog.h"

/* One spelling of a term. */
struct spelling {
    struct needle signs; /* first: needle_compare sorts spellings */
    size_t term;
};

struct words {
    const struct term **terms; /* by their readings */
    size_t term_count;
    struct spelling *spellings; /* sorted; two terms may share one */
    size_t spelling_count;
    struct needle *phrases; /* the spellings without repetitions */
    size_t *first;          /* of each phrase: its first spelling; one more for the end */
    size_t phrase_count;
    const struct finder *finder;
};

static struct needle signs_of(struct arena *a, struct text text)
{
    uint32_t *signs = arena_array(a, text.size, sizeof *signs);
    size_t count = 0;
    for (size_t offset = 0; offset < text.size;)
        signs[count++] = text_next(text, &offset);
    return (struct needle){signs, count};
}

/* Readings are kana, whose code points are nearly in the order of the syllabary. */
static int compare_readings(const void *left, const void *right)
{
    const struct term *const *a = left;
    const struct term *const *b = right;
    int order = text_compare((*a)->reading, (*b)->reading);
    return order ? order : (*a > *b) - (*a < *b);
}

static void add_spelling(struct arena *a, struct words *words, size_t term, struct text text)
{
    if (text.size == 0)
        return;
    struct spelling *spelling =
        arena_push(a, &words->spellings, &words->spelling_count, sizeof *spelling);
    *spelling = (struct spelling){signs_of(a, text), term};
}

static void group_spellings(struct arena *a, struct words *words)
{
    qsort(words->spellings, words->spelling_count, sizeof *words->spellings, needle_compare);
    words->phrases = arena_array(a, words->spelling_count, sizeof *words->phrases);
    words->first = arena_array(a, words->spelling_count + 1, sizeof *words->first);
    for (size_t i = 0; i < words->spelling_count; i++) {
        const struct needle *signs = &words->spellings[i].signs;
        if (i > 0 && needle_compare(&words->spellings[i - 1].signs, signs) == 0)
            continue;
        words->first[words->phrase_count] = i;
        words->phrases[words->phrase_count++] = *signs;
    }
    words->first[words->phrase_count] = words->spelling_count;
}

const struct words *words_new(struct arena *a, const struct schema_list *terms)
{
    const struct term *list = terms->items;
    struct words *words = arena_alloc(a, sizeof *words);
    words->term_count = terms->count;
    words->terms = arena_array(a, terms->count, sizeof *words->terms);
    for (size_t i = 0; i < terms->count; i++)
        words->terms[i] = &list[i];
    if (terms->count > 0)
        qsort(words->terms, terms->count, sizeof *words->terms, compare_readings);
    for (size_t i = 0; i < terms->count; i++) {
        const struct text *also = words->terms[i]->also.items;
        add_spelling(a, words, i, words->terms[i]->term);
        for (size_t s = 0; s < words->terms[i]->also.count; s++)
            add_spelling(a, words, i, also[s]);
    }
    if (words->spelling_count > 0)
        group_spellings(a, words);
    words->finder = finder_new(a, words->phrases, words->phrase_count);
    return words;
}

struct search {
    const struct words *words;
    bool *said; /* by term */
};

static bool take_phrase(void *context, size_t phrase, size_t end)
{
    (void)end;
    const struct search *search = context;
    const struct words *words = search->words;
    for (size_t i = words->first[phrase]; i < words->first[phrase + 1]; i++)
        search->said[words->spellings[i].term] = true;
    return true;
}

void words_set(struct arena *a, struct value *data, const struct words *words, struct text said)
{
    struct arena *scratch = arena_new();
    struct search search = {words, arena_array(scratch, words->term_count, sizeof *search.said)};
    finder_run_text(words->finder, said, take_phrase, &search);
    struct value *list = value_get(data, text_of("words"));
    *list = *value_list(a);
    for (size_t i = 0; i < words->term_count; i++) {
        const struct term *term = words->terms[i];
        if (!search.said[i])
            continue;
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "term", value_plain(a, term->term));
        value_set(a, map, "reading", value_plain(a, term->reading));
        value_set(a, map, "text", value_plain(a, term->text));
    }
    arena_free(scratch);
}
