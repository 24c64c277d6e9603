#include "portfolio/distribution.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/client.h"
#include "model/score.h"

/* Everything below 30 points is one band: the sheets reach down to −25. */
enum { BAND_FIRST = 30, BAND_WIDTH = 10, BANDS = 8, TRADES = TRADE_OTHER + 1 };

static struct distribution_row *add_row(struct arena *a, struct distribution *d, struct text label)
{
    struct distribution_row *row = arena_push(a, &d->rows, &d->count, sizeof *row);
    row->label = label;
    return row;
}

static size_t band_of(int64_t total)
{
    if (total < BAND_FIRST)
        return 0;
    size_t band = 1 + (size_t)((total - BAND_FIRST) / BAND_WIDTH);
    return band < BANDS ? band : BANDS - 1; /* 100 belongs to the nineties */
}

static void add_scores(struct arena *a, struct distribution *d, const struct portfolio *portfolio)
{
    for (size_t band = BANDS; band > 0; band--) {
        int from = BAND_FIRST + ((int)band - 2) * BAND_WIDTH;
        int to = band == BANDS ? 100 : from + BAND_WIDTH - 1;
        struct text label = band == 1 ? text_format(a, "%d点以下", BAND_FIRST - 1)
                                      : text_format(a, "%d〜%d点", from, to);
        struct distribution_row *row = add_row(a, d, label);
        for (size_t i = 0; i < portfolio->count; i++)
            row->value +=
                portfolio->rows[i].counted && band_of(portfolio->rows[i].total) == band - 1;
    }
}

static void count_label(struct arena *a, struct distribution *d, struct text label)
{
    for (size_t i = 0; i < d->count; i++) {
        if (text_equal(d->rows[i].label, label)) {
            d->rows[i].value++;
            return;
        }
    }
    add_row(a, d, label)->value = 1;
}

static void add_worst(struct arena *a, struct distribution *d, const struct portfolio *portfolio)
{
    for (size_t i = 0; i < portfolio->count; i++) {
        if (portfolio->rows[i].counted && portfolio->rows[i].worst.size > 0)
            count_label(a, d, portfolio->rows[i].worst);
    }
}

static void add_gaps(struct arena *a, struct distribution *d, const struct portfolio *portfolio)
{
    for (int gap = 0; gap < GAP_COUNT; gap++) {
        int64_t clients = 0;
        for (size_t i = 0; i < portfolio->count; i++)
            clients += portfolio->rows[i].counted && portfolio->rows[i].gaps[gap] > 0;
        if (clients > 0)
            add_row(a, d, text_of(gap_label((enum gap)gap)))->value = clients;
    }
}

static void add_trades(struct arena *a, struct distribution *d, const struct portfolio *portfolio)
{
    for (int trade = 0; trade < TRADES; trade++) {
        int64_t sum = 0;
        int64_t count = 0;
        for (size_t i = 0; i < portfolio->count; i++) {
            if (!portfolio->rows[i].counted || portfolio->rows[i].trade != trade)
                continue;
            sum += portfolio->rows[i].total;
            count++;
        }
        if (count == 0)
            continue;
        struct distribution_row *row = add_row(a, d, text_of(trade_label((enum trade)trade)));
        row->value = score_round(sum, count);
        row->note = text_format(a, "%lld社", (long long)count);
    }
}

static int compare_rows(const struct distribution_row *a, const struct distribution_row *b)
{
    return (b->value > a->value) - (b->value < a->value);
}

/* By value, falling or rising; equal ones keep their order (qsort would not). There are some
 * fifteen rows at most. */
static void sort_rows(struct distribution *d, bool rising)
{
    for (size_t i = 1; i < d->count; i++) {
        struct distribution_row row = d->rows[i];
        size_t place = i;
        for (; place > 0; place--) {
            int order = compare_rows(&d->rows[place - 1], &row);
            if (rising ? order >= 0 : order <= 0)
                break;
            d->rows[place] = d->rows[place - 1];
        }
        d->rows[place] = row;
    }
}

struct distribution distribution_make(struct arena *a, const struct portfolio *portfolio,
                                      enum distribution_kind kind)
{
    struct distribution d = {.unit = "社", .value = "お客様"};
    switch (kind) {
    case DISTRIBUTION_SCORES:
        d.title = "点数の分かれ方";
        d.label = "点数";
        d.sentence = "点数ごとのお客様の数です。";
        add_scores(a, &d, portfolio);
        break;
    case DISTRIBUTION_WORST:
        d.title = "いちばんの心配";
        d.label = "心配なこと";
        d.sentence = "お客様ごとに、いちばん心配なことを1つずつ数えています。";
        add_worst(a, &d, portfolio);
        sort_rows(&d, false);
        break;
    case DISTRIBUTION_GAPS:
        d.title = "役割のすき間";
        d.label = "すき間の種類";
        d.sentence = "その種類のすき間が1つでもあるお客様の数です。";
        add_gaps(a, &d, portfolio);
        sort_rows(&d, false);
        break;
    case DISTRIBUTION_TRADES:
        d.title = "業種ごとの平均点";
        d.label = "業種";
        d.value = "平均点";
        d.unit = "点";
        d.sentence = "会社の数が少ない業種の平均は、1社の点で大きく動きます。";
        add_trades(a, &d, portfolio);
        sort_rows(&d, true);
        break;
    case DISTRIBUTION_COUNT:
        break;
    }
    return d;
}
