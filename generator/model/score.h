/* score.h -- the self-check's total, categories, weakest items and change. Pure functions.
 *
 * total = round(100 × points ÷ (most × applicable)), half up (towards +∞), where `most` is the
 * points of a "yes" and `applicable` the number of items that count. Items that do not apply are
 * left out, or counted as full points, as the sheet says; the document prints which. An unknown
 * costs a point (current edition), so totals reach from −25 to 100. */
#ifndef MODEL_SCORE_H
#define MODEL_SCORE_H

#include "model/client.h"

struct arena;

struct score_item {
    const struct sheet_item *item;
    const struct answer_entry *entry;
    int64_t points; /* as answered; meaningless when !counts and the answer is not applicable */
    bool counts;
};

struct score_category {
    const struct sheet_category *category;
    int64_t points;
    int64_t most; /* points if every applicable item were a yes; 0 = nothing applies */
    size_t applicable;
    int64_t score; /* 0..100, like the total; meaningless when most is 0 */
    bool weak;     /* score below the pass line */
};

struct score {
    const struct sheet *sheet;
    const struct assessment *assessment;
    int64_t total; /* of 100 */
    int64_t points, most;
    size_t applicable, not_applicable;
    size_t answers[ANSWER_COUNT]; /* how many items have each answer */
    const struct sheet_band *band;
    struct score_item *items; /* in the sheet's order */
    size_t item_count;
    struct score_category *categories;
    size_t category_count;
    const struct score_item **worst; /* items that lost points, the most urgent first */
    size_t worst_count;
};

/* round(numerator ÷ denominator), half up; denominator > 0. */
int64_t score_round(int64_t numerator, int64_t denominator);

/* The score of one assessment of a scored sheet. With no applicable item the total is 0. */
const struct score *score_make(struct arena *a, const struct assessment *assessment);

/* The answer to the same question in an earlier assessment of the same sheet, or ANSWER_NONE. */
enum answer score_answer_in(const struct score *score, const struct sheet_item *item);

#endif
