#include "plain/readability.h"

#include <math.h>

enum { IDEOGRAPHIC_COMMA = 0x3001, FULLWIDTH_COMMA = 0xFF0C };

void readability_add(struct readability *sum, struct text sentence)
{
    sum->sentences++;
    for (size_t at = 0; at < sentence.size;) {
        uint32_t codepoint = text_next(sentence, &at);
        sum->signs++;
        sum->commas += codepoint == IDEOGRAPHIC_COMMA || codepoint == FULLWIDTH_COMMA;
    }
    struct letter_run run;
    for (size_t at = 0; letter_run_next(sentence, &at, &run);) {
        sum->runs[run.kind]++;
        sum->run_signs[run.kind] += run.length;
    }
}

void readability_join(struct readability *sum, const struct readability *other)
{
    sum->sentences += other->sentences;
    sum->signs += other->signs;
    sum->commas += other->commas;
    for (int kind = 0; kind < LETTER_KINDS; kind++) {
        sum->runs[kind] += other->runs[kind];
        sum->run_signs[kind] += other->run_signs[kind];
    }
}

static double mean_run(const struct readability *sum, enum letter kind)
{
    return sum->runs[kind] ? (double)sum->run_signs[kind] / (double)sum->runs[kind] : 0.0;
}

int readability_score(const struct readability *sum)
{
    if (sum->sentences == 0)
        return 0;
    double sentences = (double)sum->sentences;
    double score = 115.79 - 0.12 * (double)sum->signs / sentences -
                   1.37 * mean_run(sum, LETTER_LATIN) + 7.4 * mean_run(sum, LETTER_HIRAGANA) -
                   23.18 * mean_run(sum, LETTER_KANJI) - 5.4 * mean_run(sum, LETTER_KATAKANA) -
                   4.67 * (double)sum->commas / sentences;
    return (int)floor(score * 10.0 + 0.5);
}
