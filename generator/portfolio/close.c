/* close.c -- what can be said once all clients are known: the date, hints, the order. */
#include <stdlib.h>

#include "base/arena.h"
#include "model/score.h"
#include "portfolio/portfolio.h"

/* --- labels ---------------------------------------------------------------------------------- */

const char *hint_label(enum hint hint)
{
    static const char *const LABELS[HINT_COUNT] = {
        [HINT_LOST] = "点が下がった",
        [HINT_OLD] = "1年以上、診断していない",
        [HINT_GAPS] = "だれもしない仕事がある",
        [HINT_CONTRACT] = "心配が大きいのに、続く契約がない",
        [HINT_BUDGET] = "最低限の対策が、1年目の予算に入らない",
        [HINT_NO_MEETING] = "次の打ち合わせが決まっていない",
        [HINT_STAR] = "一つ星をすぐに宣言できる"};
    return LABELS[hint];
}

const char *hint_advice(enum hint hint)
{
    static const char *const ADVICE[HINT_COUNT] = {
        [HINT_LOST] = "担当の人の交代や、機械の入れ替えがなかったかを聞きます。",
        [HINT_OLD] = "もう一度の診断をおすすめします。",
        [HINT_GAPS] = "契約の見直しをご提案します。どちらがするかを、紙に書いて残します。",
        [HINT_CONTRACT] = "保守の契約をご提案します。",
        [HINT_BUDGET] = "公の補助と、年ごとに分けて払う案をお見せします。",
        [HINT_NO_MEETING] = "電話で日にちを決めます。",
        [HINT_STAR] = "SECURITY ACTIONの申し込みをお手伝いします。"};
    return ADVICE[hint];
}

/* --- hints ----------------------------------------------------------------------------------- */

static bool has_hint(const struct portfolio *portfolio, const struct portfolio_row *row,
                     enum hint hint)
{
    struct date year_ago = portfolio->date;
    year_ago.year--; /* 29 February of a common year still compares rightly */
    switch (hint) {
    case HINT_LOST:
        return row->comparable && row->change < 0;
    case HINT_OLD:
        return date_compare(row->assessed, year_ago) < 0;
    case HINT_GAPS:
        return row->gaps[GAP_NOBODY] > 0;
    case HINT_CONTRACT:
        return row->worst_value > 0 && row->grade == GRADE_LARGE &&
               (row->contract == CONTRACT_NONE || row->contract == CONTRACT_SPOT);
    case HINT_BUDGET:
        return row->minimum_too_dear;
    case HINT_NO_MEETING:
        return date_compare(row->meeting, portfolio->date) < 0;
    case HINT_STAR:
        return row->star_ready;
    case HINT_COUNT:
        break;
    }
    return false;
}

size_t portfolio_hinted(const struct portfolio *portfolio, enum hint hint)
{
    size_t count = 0;
    for (size_t i = 0; i < portfolio->count; i++)
        count += portfolio->rows[i].counted && (portfolio->rows[i].hints & 1u << hint) != 0;
    return count;
}

/* --- order ----------------------------------------------------------------------------------- */

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_rows(const void *left, const void *right)
{
    const struct portfolio_row *a = left;
    const struct portfolio_row *b = right;
    int order = compare_numbers(b->worst_value, a->worst_value);
    order = order ? order : compare_numbers(a->total, b->total);
    order = order ? order : compare_numbers(b->damage, a->damage);
    order = order ? order : text_compare(a->name, b->name);
    return order ? order : text_compare(a->id, b->id);
}

static void find_date(struct portfolio *portfolio)
{
    for (size_t i = 0; i < portfolio->count && !portfolio->date_given; i++) {
        const struct portfolio_row *row = &portfolio->rows[i];
        struct date newest =
            date_compare(row->visit, row->assessed) > 0 ? row->visit : row->assessed;
        if (row->counted && date_compare(newest, portfolio->date) > 0)
            portfolio->date = newest;
    }
}

void portfolio_close(struct portfolio *portfolio)
{
    if (portfolio->count > 0)
        qsort(portfolio->rows, portfolio->count, sizeof *portfolio->rows, compare_rows);
    bool samples_only = portfolio->fictional == portfolio->count;
    for (size_t i = 0; i < portfolio->count; i++) {
        portfolio->rows[i].counted = samples_only || !portfolio->rows[i].fictional;
        portfolio->counted += portfolio->rows[i].counted;
    }
    find_date(portfolio);
    for (size_t i = 0; i < portfolio->count; i++) {
        for (int hint = 0; hint < HINT_COUNT; hint++) {
            if (has_hint(portfolio, &portfolio->rows[i], (enum hint)hint))
                portfolio->rows[i].hints |= 1u << hint;
        }
    }
}

static int compare_totals(const void *left, const void *right)
{
    return compare_numbers(*(const int64_t *)left, *(const int64_t *)right);
}

int64_t portfolio_median(const struct portfolio *portfolio)
{
    int64_t *totals = arena_array(portfolio->arena, portfolio->counted, sizeof *totals);
    size_t count = 0;
    for (size_t i = 0; i < portfolio->count; i++) {
        if (portfolio->rows[i].counted)
            totals[count++] = portfolio->rows[i].total;
    }
    if (count == 0)
        return 0;
    qsort(totals, count, sizeof *totals, compare_totals);
    return score_round(peers_quantile4(totals, count, 2), 4);
}
