/* The money, the score and the loss that remains in the three years of the plan. */
#include "base/arena.h"
#include "base/quantity.h"
#include "model/explain_parts.h"

static struct explanation *begin_year(struct explaining *e, size_t year, const char *what,
                                      const char *label)
{
    return explain_begin(e, text_format(e->arena, "plan.year%zu.%s", year + 1, what),
                         text_format(e->arena, "%zu年目%s", year + 1, label));
}

static void explain_budget(struct explaining *e, const struct plan *plan)
{
    struct arena *a = e->arena;
    const struct measure_budget *rule = &plan->results->measures->budget;
    struct explanation *x = explain_begin(e, text_of("plan.budget"), text_of("1年の予算"));
    struct text value = yen_format(a, plan->budget);
    if (!plan->budget_assumed) {
        explain_add(e, x, EXPLAIN_RESULT, x->title, text_of("御社からお聞きした額"), value, NULL);
        explain_end(x);
        return;
    }
    struct origin *origin = arena_alloc(a, sizeof *origin);
    *origin = (struct origin){.assumption = rule->assumption, .reason = rule->reason};
    struct text each = yen_format(a, rule->per_employee);
    struct text least = yen_format(a, rule->least);
    explain_add(e, x, EXPLAIN_RESULT, x->title,
                text_format(a, "1人%.*s × 社員%lld人、少なくとも%.*s", (int)each.size, each.ptr,
                            (long long)plan->results->basis->client->employees, (int)least.size,
                            least.ptr),
                value, origin);
    explain_end(x);
}

/* "measure.backup-offsite.cost_first を見てください" */
static struct text reference(struct arena *a, const struct measure_result *result, const char *what)
{
    struct text id = result->measure->id;
    return text_format(a, "measure.%.*s.%s を見てください", (int)id.size, id.ptr, what);
}

static void add_new(struct explaining *e, struct explanation *x, const struct plan_year *year)
{
    for (size_t i = 0; i < year->step_count; i++) {
        const struct measure_result *result = year->steps[i].result;
        explain_add(e, x, EXPLAIN_ITEM, result->measure->name,
                    reference(e->arena, result, "cost_first"),
                    yen_format(e->arena, year->steps[i].cost), NULL);
    }
}

static void add_running(struct explaining *e, struct explanation *x, const struct plan *plan,
                        size_t year)
{
    for (size_t before = 0; before < year; before++) {
        for (size_t i = 0; i < plan->years[before].step_count; i++) {
            const struct measure_result *result = plan->years[before].steps[i].result;
            if (result->yearly > 0)
                explain_add(e, x, EXPLAIN_ITEM, result->measure->name,
                            reference(e->arena, result, "cost_yearly"),
                            yen_format(e->arena, result->yearly), NULL);
        }
    }
}

static void add_sum(struct explaining *e, struct explanation *x, const char *title,
                    const char *formula, int64_t yen)
{
    explain_add(e, x, EXPLAIN_RESULT, text_of(title), text_of(formula), yen_format(e->arena, yen),
                NULL);
}

static void explain_cost(struct explaining *e, const struct plan *plan, size_t year)
{
    const struct plan_year *y = &plan->years[year];
    struct explanation *x = begin_year(e, year, "cost_new", "に始める対策の費用");
    add_new(e, x, y);
    add_sum(e, x, "始める対策の費用", "上の費用をたします", y->new_cost);
    explain_end(x);

    x = begin_year(e, year, "cost_running", "に続く対策の費用");
    add_running(e, x, plan, year);
    add_sum(e, x, "前の年までに始めた対策の費用", "上の費用をたします", y->running_cost);
    explain_end(x);

    x = begin_year(e, year, "cost", "の費用");
    add_new(e, x, y);
    add_sum(e, x, "始める対策の費用", "上の費用をたします", y->new_cost);
    add_running(e, x, plan, year);
    add_sum(e, x, "前の年までに始めた対策の費用", "上の続く費用をたします", y->running_cost);
    add_sum(e, x, "その年の費用（税別）", "始める対策の費用 + 続く費用", y->cost);
    explain_end(x);
}

/* Score. */

static void add_total(struct explaining *e, struct explanation *x, const struct score *score)
{
    explain_add(e, x, EXPLAIN_RESULT, text_of("100点満点に直した点数"),
                score->most > 0
                    ? text_format(e->arena, "%lld点 ÷（%lld点 × %zu問）× 100 を四捨五入",
                                  (long long)score->points, (long long)score->sheet->points.yes,
                                  score->applicable)
                    : text_of("当てはまる問いがないため、0点とします"),
                text_format(e->arena, "%lld点", (long long)score->total), NULL);
}

static void explain_score_now(struct explaining *e, const struct score *score)
{
    struct arena *a = e->arena;
    struct explanation *x = explain_begin(e, text_of("plan.score"), text_of("いまの点数"));
    for (int answer = ANSWER_YES; answer < ANSWER_COUNT; answer++) {
        bool counts = false;
        int64_t points = sheet_points_of(score->sheet, (enum answer)answer, &counts);
        size_t count = score->answers[answer];
        if (count == 0)
            continue;
        if (!counts)
            explain_add(e, x, EXPLAIN_ITEM, text_of(answer_label((enum answer)answer)),
                        text_format(a, "%zu問。点数に入れません", count), (struct text){0}, NULL);
        else
            explain_add(e, x, EXPLAIN_ITEM, text_of(answer_label((enum answer)answer)),
                        text_format(a, "%lld点 × %zu問", (long long)points, count),
                        text_format(a, "%lld点", (long long)points * (long long)count), NULL);
    }
    add_total(e, x, score);
    explain_end(x);
}

static void explain_score(struct explaining *e, const struct plan *plan, size_t year)
{
    struct arena *a = e->arena;
    const struct score *now = plan->results->basis->score;
    const struct score *after = plan->years[year].score;
    struct explanation *x = begin_year(e, year, "score", "のあとの点数");
    explain_add(e, x, EXPLAIN_BASIS, text_of("いまのお答えの点"), text_of("100点満点に直す前"),
                text_format(a, "%lld点", (long long)now->points), NULL);
    for (size_t i = 0; i < after->item_count; i++) {
        enum answer from = now->items[i].entry->answer;
        enum answer to = after->items[i].entry->answer;
        const struct sheet_item *item = after->items[i].item;
        if (from == to)
            continue;
        explain_add(
            e, x, EXPLAIN_ITEM,
            text_format(a, "問%.*s「%.*s」", (int)item->number.size, item->number.ptr,
                        (int)item->title.size, item->title.ptr),
            text_format(a, "「%s」が「%s」になります", answer_label(from), answer_label(to)),
            text_format(a, "+%lld点", (long long)(after->items[i].points - now->items[i].points)),
            NULL);
    }
    add_total(e, x, after);
    explain_end(x);
}

/* The loss that remains. */

static void explain_before(struct explaining *e, const struct plan *plan, bool high)
{
    const struct measure_basis *basis = plan->results->basis;
    int64_t sum = high ? plan->before_high : plan->before_low;
    struct explanation *x =
        explain_begin(e, text_of(high ? "plan.remaining_high" : "plan.remaining_low"),
                      text_of(high ? "いま、1年に見込まれる損害（高く見て）"
                                   : "いま、1年に見込まれる損害（低く見て）"));
    for (size_t i = 0; i < basis->loss_count; i++)
        explain_add_year_loss(e, x, &basis->losses[i], high);
    add_sum(e, x, "合計", "上の1年あたりをたします", sum);
    add_sum(e, x, "紙に書く額", "上から2けたに丸めます", yen_round(sum));
    explain_end(x);
}

/* "19万円 ×（100 − 50）％ ×（100 − 25）％、少なくとも20％は残ります" */
static struct text left_formula(struct arena *a, const struct plan *plan, size_t year,
                                const struct loss *loss, bool high)
{
    const struct measure_share *most = &plan->results->measures->shares.most;
    struct text start = yen_format(a, high ? loss->year_high : loss->year_low);
    struct text formula = start;
    for (size_t y = 0; y <= year; y++) {
        for (size_t s = 0; s < plan->years[y].step_count; s++) {
            const struct measure_result *result = plan->years[y].steps[s].result;
            for (size_t c = 0; c < result->cut_count; c++) {
                const struct measure_cut *cut = &result->cuts[c];
                if (cut->loss != loss)
                    continue;
                formula = text_format(a, "%.*s ×（100 − %lld）％", (int)formula.size, formula.ptr,
                                      (long long)(high ? cut->share.low : cut->share.high));
            }
        }
    }
    if (formula.size == start.size)
        return text_of("この年までの対策では変わりません");
    return text_format(a, "%.*s、少なくとも%lld％は残ります", (int)formula.size, formula.ptr,
                       (long long)(100 - (high ? most->low : most->high)));
}

static void explain_remaining(struct explaining *e, const struct plan *plan, size_t year, bool high)
{
    struct arena *a = e->arena;
    const struct measure_basis *basis = plan->results->basis;
    const struct plan_year *y = &plan->years[year];
    const struct measure_shares *shares = &plan->results->measures->shares;
    int64_t sum = high ? y->remaining_high : y->remaining_low;
    struct explanation *x = begin_year(e, year, high ? "remaining_high" : "remaining_low",
                                       high ? "のあと、1年に見込まれる損害（高く見て）"
                                            : "のあと、1年に見込まれる損害（低く見て）");
    for (size_t i = 0; i < basis->loss_count; i++)
        explain_add_year_loss(e, x, &basis->losses[i], high);
    explain_add(
        e, x, EXPLAIN_BASIS, text_of("いくつ重ねても減る割合の上の端"),
        text_format(a, "%lld〜%lld％", (long long)shares->most.low, (long long)shares->most.high),
        (struct text){0}, explain_shares_origin(a, shares));
    for (size_t i = 0; i < basis->loss_count; i++) {
        const struct plan_left *left = &y->left[i];
        explain_add(e, x, EXPLAIN_ITEM, left->loss->name,
                    left_formula(a, plan, year, left->loss, high),
                    yen_format(a, high ? left->year_high : left->year_low), NULL);
    }
    add_sum(e, x, "合計", "心配ごとごとの残りをたします", sum);
    add_sum(e, x, "紙に書く額", "上から2けたに丸めます", yen_round(sum));
    explain_end(x);
}

void explain_plan(struct explaining *e, const struct plan *plan)
{
    explain_budget(e, plan);
    explain_score_now(e, plan->results->basis->score);
    explain_before(e, plan, false);
    explain_before(e, plan, true);
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        explain_cost(e, plan, year);
        explain_score(e, plan, year);
        explain_remaining(e, plan, year, false);
        explain_remaining(e, plan, year, true);
    }
}
