/* What one measure costs, what loss it removes, and how often is enough for it to pay. */
#include "base/arena.h"
#include "base/quantity.h"
#include "model/explain_parts.h"

/* One end of the loss that a measure removes. */
struct end {
    bool high;
    const char *year, *year_label; /* id and title */
    const char *once, *once_label;
};
static const struct end ENDS[] = {
    {false, "year_low", "1年に減らせる損害（低く見て）", "once_low",
     "1回で減らせる損害（低く見て）"},
    {true, "year_high", "1年に減らせる損害（高く見て）", "once_high",
     "1回で減らせる損害（高く見て）"},
};

static struct explanation *begin_figure(struct explaining *e, const struct measure_result *result,
                                        const char *what, const char *label)
{
    struct text id = result->measure->id;
    struct text name = result->measure->name;
    return explain_begin(e, text_format(e->arena, "measure.%.*s.%s", (int)id.size, id.ptr, what),
                         text_format(e->arena, "%.*s：%s", (int)name.size, name.ptr, label));
}

/* The catalogue's source or assumption for the amounts, or the vendor's word. */
static const struct origin *cost_origin(struct arena *a, const struct measure_result *result)
{
    const struct measure_cost *cost = &result->measure->cost;
    struct origin *origin = arena_alloc(a, sizeof *origin);
    if (result->own_price) {
        origin->reason = text_of("当社の値段です。");
        return origin;
    }
    origin->assumption = cost->assumption;
    origin->reason = cost->reason;
    if (cost->source.ptr) {
        struct text *source = arena_alloc(a, sizeof *source);
        *source = cost->source;
        origin->sources = (struct schema_list){source, 1};
    }
    return origin;
}

const struct origin *explain_shares_origin(struct arena *a, const struct measure_shares *shares)
{
    struct origin *origin = arena_alloc(a, sizeof *origin);
    origin->assumption = shares->assumption;
    origin->reason = shares->reason;
    return origin;
}

/* "3万円 + 1台2,000円 × パソコン32台": the parts that are not nothing. */
static struct text amount_formula(struct arena *a, const struct measure_basis *basis,
                                  const struct measure_amount *amount)
{
    const struct {
        int64_t yen, count;
        const char *one, *thing, *unit;
    } parts[] = {
        {amount->per_pc, basis->pcs, "1台", "パソコン", "台"},
        {amount->per_notebook, basis->notebooks, "1台", "ノートパソコン", "台"},
        {amount->per_server, basis->servers, "1台", "サーバ", "台"},
        {amount->per_employee, basis->client->employees, "1人", "社員", "人"},
    };
    struct text sum = amount->fixed > 0 ? yen_format(a, amount->fixed) : text_of("");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].yen == 0)
            continue;
        struct text yen = yen_format(a, parts[i].yen);
        sum = text_format(a, "%.*s%s%s%.*s × %s%lld%s", (int)sum.size, sum.ptr,
                          sum.size ? " + " : "", parts[i].one, (int)yen.size, yen.ptr,
                          parts[i].thing, (long long)parts[i].count, parts[i].unit);
    }
    return sum.size ? sum : text_of("かかりません");
}

/* Machines that the client did not tell and the amount is multiplied by. */
static void add_estimates(struct explaining *e, struct explanation *x,
                          const struct measure_amount *amount)
{
    const struct figures *figures = e->result->figures;
    const bool needed[FIGURE_KIND_COUNT] = {[FIGURE_PCS] = amount->per_pc > 0,
                                            [FIGURE_NOTEBOOKS] = amount->per_notebook > 0,
                                            [FIGURE_SERVERS] = amount->per_server > 0};
    for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
        if (!needed[kind] || !figures->estimated[kind])
            continue;
        explain_add(e, x, EXPLAIN_BASIS, text_of(figure_label((enum figure_kind)kind)),
                    text_of("お聞きしていないため、会社の大きさからの見積もり"),
                    explain_client_figure(e->arena, (enum figure_kind)kind, figures->values[kind]),
                    &figures->rules[kind]->origin);
    }
}

static void add_amount(struct explaining *e, struct explanation *x,
                       const struct measure_basis *basis, const struct measure_result *result,
                       bool first)
{
    const struct measure_amount *amount = first ? result->first_amount : result->yearly_amount;
    add_estimates(e, x, amount);
    explain_add(e, x, EXPLAIN_ITEM, text_of(first ? "はじめの費用" : "毎年の費用"),
                amount_formula(e->arena, basis, amount),
                yen_format(e->arena, first ? result->first : result->yearly),
                cost_origin(e->arena, result));
}

static void explain_costs(struct explaining *e, const struct measure_basis *basis,
                          const struct measure_result *result)
{
    struct arena *a = e->arena;
    struct explanation *x = begin_figure(e, result, "cost_first", "1年目の費用");
    add_amount(e, x, basis, result, true);
    add_amount(e, x, basis, result, false);
    explain_add(e, x, EXPLAIN_RESULT, text_of("1年目の費用（税別）"),
                text_of("はじめの費用 + 毎年の費用"), yen_format(a, result->first + result->yearly),
                NULL);
    explain_end(x);

    x = begin_figure(e, result, "cost_yearly", "2年目からの毎年の費用");
    add_amount(e, x, basis, result, false);
    explain_end(x);

    x = begin_figure(e, result, "cost_mean", "1年の費用の平均");
    add_amount(e, x, basis, result, true);
    add_amount(e, x, basis, result, false);
    struct text first = yen_format(a, result->first);
    struct text yearly = yen_format(a, result->yearly);
    explain_add(e, x, EXPLAIN_RESULT, text_format(a, "%d年の平均", PLAN_YEARS),
                text_format(a, "（%.*s + %.*s × %d）÷ %d を切り上げ", (int)first.size, first.ptr,
                            (int)yearly.size, yearly.ptr, PLAN_YEARS, PLAN_YEARS),
                yen_format(a, result->mean_yearly), NULL);
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"), text_of("上から2けたに丸めます"),
                explain_yen(a, result->mean_yearly), NULL);
    explain_end(x);
}

/* "効き目「中」25〜50％ …": why this share of this scenario's loss goes away. */
static void add_share(struct explaining *e, struct explanation *x,
                      const struct measure_results *results, const struct measure_result *result,
                      const struct measure_cut *cut)
{
    const struct measure_shares *shares = &results->measures->shares;
    enum effect_grade grade = (enum effect_grade)cut->effect->grade;
    const struct measure_share *whole = &shares->grades[grade];
    struct text formula =
        text_format(e->arena, "%sへの効き目は「%s」= %lld〜%lld％",
                    cut->effect->on == EFFECT_OFTEN ? "起きる回数" : "1回の損害",
                    effect_grade_label(grade), (long long)whole->low, (long long)whole->high);
    if (result->need == MEASURE_HALF)
        formula = text_format(e->arena, "%.*s、お答えが「一部だけ」なのでその%lld％（切り捨て）",
                              (int)formula.size, formula.ptr, (long long)shares->partly_percent);
    struct text name = cut->loss->name;
    explain_add(e, x, EXPLAIN_BASIS,
                text_format(e->arena, "「%.*s」が減る割合", (int)name.size, name.ptr), formula,
                text_format(e->arena, "%lld〜%lld％", (long long)cut->share.low,
                            (long long)cut->share.high),
                explain_shares_origin(e->arena, shares));
}

static int64_t share_of(const struct measure_cut *cut, bool high)
{
    return high ? cut->share.high : cut->share.low;
}

/* The likely yen of one occurrence; its own explanation has the steps. */
static void add_likely(struct explaining *e, struct explanation *x, const struct loss *loss)
{
    struct arena *a = e->arena;
    explain_add(
        e, x, EXPLAIN_BASIS,
        text_format(a, "「%.*s」1回のありそうな額（丸める前）", (int)loss->name.size,
                    loss->name.ptr),
        text_format(a, "damage.%.*s.likely を見てください", (int)loss->id.size, loss->id.ptr),
        yen_format(a, loss->likely), NULL);
}

void explain_add_year_loss(struct explaining *e, struct explanation *x, const struct loss *loss,
                           bool high)
{
    struct arena *a = e->arena;
    const struct damage *damage = damage_find(e->result, loss->id);
    if (!damage)
        return;
    const struct frequency *both = &damage->risk->scenario->frequency;
    const struct figure_value *frequency = high ? &both->high : &both->low;
    struct text likely = yen_format(a, loss->likely);
    struct text share = explain_figure(a, frequency);
    explain_add(e, x, EXPLAIN_BASIS,
                text_format(a, "「%.*s」1年あたり", (int)loss->name.size, loss->name.ptr),
                text_format(a, "ありそうな額%.*s × %.*s（%.*s）", (int)likely.size, likely.ptr,
                            (int)share.size, share.ptr, (int)frequency->name.size,
                            frequency->name.ptr),
                yen_format(a, high ? loss->year_high : loss->year_low), &frequency->origin);
}

static void explain_removed(struct explaining *e, const struct measure_results *results,
                            const struct measure_result *result, const struct end *end)
{
    struct arena *a = e->arena;
    struct explanation *x = begin_figure(e, result, end->year, end->year_label);
    for (size_t i = 0; i < result->cut_count; i++) {
        explain_add_year_loss(e, x, result->cuts[i].loss, end->high);
        add_share(e, x, results, result, &result->cuts[i]);
    }
    for (size_t i = 0; i < result->cut_count; i++) {
        const struct measure_cut *cut = &result->cuts[i];
        int64_t year = end->high ? cut->loss->year_high : cut->loss->year_low;
        int64_t share = share_of(cut, end->high);
        struct text yen = yen_format(a, year);
        explain_add(e, x, EXPLAIN_ITEM, cut->loss->name,
                    text_format(a, "%.*s × %lld％", (int)yen.size, yen.ptr, (long long)share),
                    yen_format(a, measure_percent(year, share)), NULL);
    }
    int64_t removed = end->high ? result->removed_high : result->removed_low;
    explain_add(e, x, EXPLAIN_RESULT, text_of("合計"), text_of("心配ごとごとの額をたします"),
                yen_format(a, removed), NULL);
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"), text_of("上から2けたに丸めます"),
                explain_yen(a, removed), NULL);
    explain_end(x);
}

static void add_once(struct explaining *e, struct explanation *x,
                     const struct measure_results *results, const struct measure_result *result,
                     bool high)
{
    struct arena *a = e->arena;
    const struct measure_cut *cut = &result->cuts[0];
    struct text likely = yen_format(a, cut->loss->likely);
    add_likely(e, x, cut->loss);
    add_share(e, x, results, result, cut);
    explain_add(e, x, EXPLAIN_RESULT, text_of("1回で減らせる損害"),
                text_format(a, "%.*s × %lld％。いちばん大きく減らせる心配ごとの額です",
                            (int)likely.size, likely.ptr, (long long)share_of(cut, high)),
                yen_format(a, high ? result->once_high : result->once_low), NULL);
}

static void explain_once(struct explaining *e, const struct measure_results *results,
                         const struct measure_result *result, const struct end *end)
{
    struct arena *a = e->arena;
    struct explanation *x = begin_figure(e, result, end->once, end->once_label);
    add_once(e, x, results, result, end->high);
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"), text_of("上から2けたに丸めます"),
                explain_yen(a, end->high ? result->once_high : result->once_low), NULL);
    explain_end(x);
}

struct text explain_break_even(struct arena *a, const struct measure_result *result)
{
    switch (result->break_even) {
    case BREAK_EVEN_NONE:
        return text_of("―");
    case BREAK_EVEN_FREE:
        return text_of("費用なし");
    case BREAK_EVEN_YEARS:
        return text_format(a, "%lld年に1回", (long long)result->break_even_value);
    case BREAK_EVEN_TIMES:
        return text_format(a, "1年に%lld回", (long long)result->break_even_value);
    }
    return text_of("");
}

static struct text break_even_formula(struct arena *a, const struct measure_result *result)
{
    struct text once = yen_format(a, result->once_low);
    struct text cost = yen_format(a, result->mean_yearly);
    switch (result->break_even) {
    case BREAK_EVEN_NONE:
        return text_of("1回で減らせる損害が、1円にもなりません");
    case BREAK_EVEN_FREE:
        return text_of("費用がかからないので、1回防げば得になります");
    case BREAK_EVEN_YEARS:
        return text_format(a, "%.*s ÷ %.*s を、上から2けたに切り捨て", (int)once.size, once.ptr,
                           (int)cost.size, cost.ptr);
    case BREAK_EVEN_TIMES:
        return text_format(a, "%.*s ÷ %.*s を、上から2けたに切り上げ", (int)cost.size, cost.ptr,
                           (int)once.size, once.ptr);
    }
    return text_of("");
}

static void explain_worth(struct explaining *e, const struct measure_results *results,
                          const struct measure_result *result)
{
    struct arena *a = e->arena;
    struct text id = result->measure->id;
    struct explanation *x = begin_figure(e, result, "break_even", "これより多いなら得");
    add_once(e, x, results, result, false);
    explain_add(e, x, EXPLAIN_BASIS, text_of("1年の費用の平均（丸める前）"),
                text_format(a, "measure.%.*s.cost_mean を見てください", (int)id.size, id.ptr),
                yen_format(a, result->mean_yearly), NULL);
    explain_add(e, x, EXPLAIN_RESULT, text_of("これより多く起きるなら、元が取れます"),
                break_even_formula(a, result), explain_break_even(a, result), NULL);
    explain_end(x);
}

void explain_measure(struct explaining *e, const struct measure_results *results,
                     const struct measure_result *result)
{
    explain_costs(e, results->basis, result);
    /* Paper has "―" for a measure that removes no loss. */
    if (result->removed_high <= 0)
        return;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        explain_removed(e, results, result, &ENDS[i]);
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        explain_once(e, results, result, &ENDS[i]);
    explain_worth(e, results, result);
}
