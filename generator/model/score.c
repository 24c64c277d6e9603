#include "model/score.h"

#include <stdlib.h>

#include "base/arena.h"

int64_t score_round(int64_t numerator, int64_t denominator)
{
    /* floor((2n + d) / 2d): C divides towards zero, so negative totals need the correction. */
    int64_t twice = 2 * numerator + denominator;
    int64_t divisor = 2 * denominator;
    int64_t quotient = twice / divisor;
    if (twice % divisor < 0)
        quotient--;
    return quotient;
}

static const struct sheet_band *find_band(const struct sheet *sheet, int64_t total)
{
    const struct sheet_band *bands = sheet->bands.items;
    for (size_t i = 0; i < sheet->bands.count; i++) {
        if (total >= bands[i].from)
            return &bands[i];
    }
    return &bands[sheet->bands.count - 1];
}

/* Points lost times urgency. An unknown loses most: nobody looks after that item. */
static int64_t urgency(const struct score *score, const struct score_item *item)
{
    int64_t lost = score->sheet->points.yes - item->points;
    return lost * item->item->priority;
}

/* More urgent first; equal ones in the order of the sheet. Items point into one array. */
static int compare_urgency(const void *left, const void *right, void *context)
{
    const struct score_item *a = *(const struct score_item *const *)left;
    const struct score_item *b = *(const struct score_item *const *)right;
    int64_t difference = urgency(context, b) - urgency(context, a);
    if (difference != 0)
        return difference < 0 ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void add_items(struct arena *a, struct score *score)
{
    const struct sheet_item *items = score->sheet->items.items;
    score->item_count = score->sheet->items.count;
    score->items = arena_array(a, score->item_count, sizeof *score->items);
    score->worst = arena_array(a, score->item_count, sizeof *score->worst);
    for (size_t i = 0; i < score->item_count; i++) {
        struct score_item *item = &score->items[i];
        item->item = &items[i];
        item->entry = &score->assessment->answers[i];
        item->points = sheet_points_of(score->sheet, item->entry->answer, &item->counts);
        score->answers[item->entry->answer]++;
        if (item->entry->answer == ANSWER_NOT_APPLICABLE)
            score->not_applicable++;
        if (!item->counts)
            continue;
        score->applicable++;
        score->points += item->points;
        score->most += score->sheet->points.yes;
        if (item->points < score->sheet->points.yes)
            score->worst[score->worst_count++] = item;
    }
    qsort_r(score->worst, score->worst_count, sizeof *score->worst, compare_urgency, score);
}

static void add_categories(struct arena *a, struct score *score)
{
    const struct sheet_category *categories = score->sheet->categories.items;
    score->category_count = score->sheet->categories.count;
    score->categories = arena_array(a, score->category_count, sizeof *score->categories);
    for (size_t c = 0; c < score->category_count; c++) {
        struct score_category *category = &score->categories[c];
        category->category = &categories[c];
        for (size_t i = 0; i < score->item_count; i++) {
            const struct score_item *item = &score->items[i];
            if (!item->counts || !text_equal(item->item->category, categories[c].id))
                continue;
            category->applicable++;
            category->points += item->points;
            category->most += score->sheet->points.yes;
        }
        if (category->most > 0)
            category->score = score_round(100 * category->points, category->most);
        category->weak = category->most > 0 && category->score < score->sheet->pass;
    }
}

const struct score *score_make(struct arena *a, const struct assessment *assessment)
{
    struct score *score = arena_alloc(a, sizeof *score);
    score->sheet = assessment->sheet;
    score->assessment = assessment;
    add_items(a, score);
    add_categories(a, score);
    score->total = score->most > 0 ? score_round(100 * score->points, score->most) : 0;
    score->band = find_band(score->sheet, score->total);
    return score;
}

enum answer score_answer_in(const struct score *score, const struct sheet_item *item)
{
    if (!score)
        return ANSWER_NONE;
    size_t index = sheet_item_index(score->sheet, item->number);
    /* A different edition may use the number for another question. */
    if (index == SIZE_MAX || score->items[index].item != item)
        return ANSWER_NONE;
    return score->items[index].entry->answer;
}
