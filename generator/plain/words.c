#include "plain/words.h"

#include "base/arena.h"
#include "plain/passage.h"

static bool starts_at(struct text text, size_t at, struct text word)
{
    return text_equal(text_slice(text, at, at + word.size), word);
}

static bool is_in(const struct text *list, size_t count, struct text word)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(list[i], word))
            return true;
    }
    return false;
}

/* The longest of `list` at `at`; absent when there is none. */
static struct text longest_at(const struct text *list, size_t count, struct text text, size_t at)
{
    struct text best = {0};
    for (size_t i = 0; i < count; i++) {
        if (list[i].size > best.size && starts_at(text, at, list[i]))
            best = list[i];
    }
    return best;
}

/* Two or more capitals, digits allowed behind the first: "MFA", "O365" is none. */
static size_t abbreviation_end(struct text text, size_t at)
{
    size_t end = at;
    size_t capitals = 0;
    while (end < text.size) {
        size_t next = end;
        uint32_t codepoint = text_next(text, &next);
        bool capital =
            (codepoint >= 'A' && codepoint <= 'Z') || (codepoint >= 0xFF21 && codepoint <= 0xFF3A);
        bool digit = codepoint >= '0' && codepoint <= '9' && end > at;
        if (letter_of(codepoint) == LETTER_LATIN && !capital)
            return at; /* a word such as "Windows" or "iPhone" */
        if (!capital && !digit)
            break;
        capitals += capital;
        end = next;
    }
    return capitals >= 2 ? end : at;
}

static size_t after(struct text text, size_t at, const char *sign)
{
    struct text wanted = text_of(sign);
    return starts_at(text, at, wanted) ? at + wanted.size : at;
}

static bool stands_before(struct text text, size_t at, const char *sign)
{
    struct text wanted = text_of(sign);
    return at >= wanted.size && starts_at(text, at - wanted.size, wanted);
}

/* Where the word that goes on at `end` ends: JO|モデル. */
static size_t word_end(struct text text, size_t end)
{
    size_t next = end;
    while (next < text.size) {
        enum letter kind = letter_of(text_next(text, &next));
        if (kind != LETTER_KATAKANA && kind != LETTER_LATIN)
            break;
        end = next;
    }
    return end;
}

/* "X（…）", "…（X）", "「X」（…）", "Xとは", "「X」という". */
static bool is_explained_here(struct text text, size_t start, size_t end)
{
    size_t behind = after(text, word_end(text, end), "」");
    return stands_before(text, start, "（") || starts_at(text, behind, text_of("（")) ||
           starts_at(text, behind, text_of("とは")) || starts_at(text, behind, text_of("という"));
}

/* A katakana or Latin word must not be a piece of a longer one: ログ in ブログ. */
static bool stands_alone(struct text text, size_t run_start, size_t start, size_t end)
{
    size_t first = start;
    enum letter kind = letter_of(text_next(text, &first));
    if (kind != LETTER_KATAKANA && kind != LETTER_LATIN)
        return true;
    if (run_start < start)
        return false;
    return end >= text.size || letter_of(text_next(text, &end)) != kind;
}

static void remember(struct plain_document *document, struct text word)
{
    struct text *slot =
        arena_push(document->arena, &document->explained, &document->explained_count, sizeof *slot);
    *slot = text_copy(document->arena, word);
}

struct candidate {
    struct text word;
    bool abbreviation;
    bool settled; /* by the glossary of a document that explains it, or common */
};

static struct candidate candidate_at(const struct plain_document *document, struct text text,
                                     size_t at)
{
    const struct plain_rules *rules = document->rules;
    struct text term = longest_at(rules->terms, rules->term_count, text, at);
    struct text hard = longest_at(rules->hard_words.items, rules->hard_words.count, text, at);
    struct text common = longest_at(rules->common.items, rules->common.count, text, at);
    struct text capitals = text_slice(text, at, abbreviation_end(text, at));
    struct candidate found = {.word = term, .settled = document->explains};
    if (hard.size > found.word.size)
        found = (struct candidate){.word = hard};
    if (capitals.size > found.word.size)
        found = (struct candidate){.word = capitals, .abbreviation = true};
    if (common.size > 0 && common.size >= found.word.size)
        found = (struct candidate){.word = common, .settled = true};
    return found;
}

bool words_next_unexplained(struct plain_document *document, const struct passage *passage,
                            size_t *at, struct unexplained *word)
{
    struct text text = passage->text;
    size_t run_start = *at; /* of the letters of one kind before here */
    while (*at < text.size) {
        size_t start = *at;
        struct candidate found = candidate_at(document, text, start);
        size_t end = start + found.word.size;
        bool takes = found.word.size > 0 && stands_alone(text, run_start, start, end);
        size_t next = start;
        enum letter kind = letter_of(text_next(text, &next));
        *at = takes ? end : next;
        bool goes_on = *at < text.size && letter_of(text_next(text, &(size_t){*at})) == kind;
        run_start = goes_on ? run_start : *at;
        if (!takes || found.settled ||
            is_in(document->explained, document->explained_count, found.word))
            continue;
        remember(document, found.word);
        /* The text below a heading explains what the heading names. */
        if (passage->heading || is_explained_here(text, start, end))
            continue;
        *word = (struct unexplained){start, end, found.abbreviation};
        return true;
    }
    return false;
}
