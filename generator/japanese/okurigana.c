#include "japanese/okurigana.h"

#include "base/arena.h"

enum { RUNS_MOST = 12 }; /* kanji runs of a word; longer ones are names of people who test us */

/* A run of the word: kana as written, or kanji to be matched with some of the reading. */
struct run {
    size_t start, end;
    bool kana;
};

struct matcher {
    struct text word, reading;
    struct run runs[2 * RUNS_MOST];
    size_t run_count;
    size_t found[2 * RUNS_MOST]; /* where each run's part of the reading ends */
    size_t first[2 * RUNS_MOST]; /* the first complete answer */
    size_t answers;              /* counted up to 2 */
    size_t steps;                /* tried; a bound for words made to take long */
};

enum { STEPS_MOST = 20000 };

static bool is_kana(uint32_t sign)
{
    return (sign >= 0x3041 && sign <= 0x3096) || (sign >= 0x30A1 && sign <= 0x30F6) ||
           sign == 0x30FC;
}

static bool is_blank(uint32_t sign)
{
    return sign == ' ' || sign == 0x3000 || sign == U'・';
}

/* Katakana as hiragana; ヶ and ヵ, which are written for か. */
static uint32_t sound_of(uint32_t sign)
{
    if (sign >= 0x30A1 && sign <= 0x30F6)
        sign -= 0x60;
    return sign == 0x3095 || sign == 0x3096 ? U'か' : sign;
}

/* False when the word has too many runs. Blanks and ・ end a run and belong to the kana. */
static bool find_runs(struct matcher *m)
{
    size_t offset = 0;
    while (offset < m->word.size) {
        size_t start = offset;
        uint32_t sign = text_next(m->word, &offset);
        bool kana = is_kana(sign) || is_blank(sign);
        struct run *last = m->run_count > 0 ? &m->runs[m->run_count - 1] : NULL;
        if (last && last->kana == kana) {
            last->end = offset;
            continue;
        }
        if (m->run_count == 2 * RUNS_MOST)
            return false;
        m->runs[m->run_count++] = (struct run){start, offset, kana};
    }
    return true;
}

/* A blank could belong to the kanji before it or to the kana behind: two answers where there is
 * one.
 */
static uint32_t drop_blank(uint32_t sign)
{
    return is_blank(sign) ? 0 : sign;
}

/* Behind the kana of `run` in the reading from `at`; SIZE_MAX when they are not there. */
static size_t match_kana(const struct matcher *m, const struct run *run, size_t at)
{
    size_t offset = run->start;
    while (offset < run->end) {
        uint32_t sign = text_next(m->word, &offset);
        if (is_blank(sign))
            continue;
        if (at >= m->reading.size || sound_of(text_next(m->reading, &at)) != sound_of(sign))
            return SIZE_MAX;
    }
    return at;
}

static void keep_answer(struct matcher *m)
{
    m->answers++;
    for (size_t i = 0; m->answers == 1 && i < m->run_count; i++)
        m->first[i] = m->found[i];
}

/* Tries all parts of the reading for run `index` from `at` on. */
static void match_run(struct matcher *m, size_t index, size_t at)
{
    if (m->answers > 1 || m->steps++ > STEPS_MOST)
        return;
    if (index == m->run_count) {
        if (at == m->reading.size)
            keep_answer(m);
        return;
    }
    if (m->runs[index].kana) {
        m->found[index] = match_kana(m, &m->runs[index], at);
        if (m->found[index] != SIZE_MAX)
            match_run(m, index + 1, m->found[index]);
        return;
    }
    while (at < m->reading.size) {
        text_next(m->reading, &at);
        m->found[index] = at;
        match_run(m, index + 1, at);
    }
}

static const struct okurigana *whole(struct arena *a, const struct matcher *m, size_t *count)
{
    struct okurigana *one = arena_alloc(a, sizeof *one);
    *one = (struct okurigana){.end = m->word.size, .reading = m->reading};
    *count = 1;
    return one;
}

const struct okurigana *okurigana_split(struct arena *a, struct text word, struct text reading,
                                        size_t *count)
{
    struct matcher m = {.word = word, .reading = text_map(a, reading, drop_blank)};
    *count = 0;
    if (!find_runs(&m))
        return NULL;
    match_run(&m, 0, 0);
    if (m.answers == 0)
        return NULL;
    if (m.answers > 1 || m.steps > STEPS_MOST)
        return whole(a, &m, count);
    struct okurigana *parts = arena_array(a, m.run_count, sizeof *parts);
    size_t at = 0;
    for (size_t i = 0; i < m.run_count; i++) {
        if (!m.runs[i].kana)
            parts[(*count)++] = (struct okurigana){m.runs[i].start, m.runs[i].end,
                                                   text_slice(m.reading, at, m.first[i])};
        at = m.first[i];
    }
    return parts;
}
