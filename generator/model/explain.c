#include "model/explain.h"

#include "base/arena.h"
#include "base/quantity.h"
#include "model/explain_parts.h"

/* IPA's method and the mapping from answers to vulnerability. */
static const struct origin *method_origin(void)
{
    static struct text sources[] = {{"ipa-guideline-2026", sizeof "ipa-guideline-2026" - 1}};
    static const struct origin METHOD = {.sources = {sources, 1}};
    return &METHOD;
}

static const struct origin *judgement_origin(void)
{
    static const char REASON[] = "段の決め方は、IPAの例にならった当社の判断です。";
    static const struct origin JUDGEMENT = {.assumption = true,
                                            .reason = {REASON, sizeof REASON - 1}};
    return &JUDGEMENT;
}

struct explanation *explain_begin(struct explaining *e, struct text id, struct text title)
{
    struct explanation *x = arena_push(e->arena, &e->all->items, &e->all->count, sizeof *x);
    x->id = id;
    x->title = title;
    return x;
}

void explain_add(struct explaining *e, struct explanation *x, enum explain_kind kind,
                 struct text title, struct text formula, struct text result,
                 const struct origin *origin)
{
    struct explain_step *step = arena_push(e->arena, &x->steps, &x->step_count, sizeof *step);
    *step = (struct explain_step){kind, title, formula, result, origin};
}

struct text explain_figure(struct arena *a, const struct figure_value *figure)
{
    if (figure->is_yen)
        return yen_format(a, figure->value);
    struct text number = decimal_format(a, figure->value);
    return text_format(a, "%.*s%.*s", (int)number.size, number.ptr, (int)figure->unit.size,
                       figure->unit.ptr);
}

void explain_add_figure(struct explaining *e, struct explanation *x,
                        const struct figure_value *figure)
{
    struct text value = explain_figure(e->arena, figure);
    explain_add(e, x, EXPLAIN_BASIS, figure->name, value, value, &figure->origin);
}

void explain_end(struct explanation *x)
{
    x->value = x->steps[x->step_count - 1].result;
}

const char *outcome_word(enum outcome outcome)
{
    static const char *const WORDS[] = {
        [OUTCOME_LIGHT] = "light", [OUTCOME_LIKELY] = "likely", [OUTCOME_HEAVY] = "heavy"};
    return WORDS[outcome];
}

const char *outcome_label(enum outcome outcome)
{
    static const char *const LABELS[] = {[OUTCOME_LIGHT] = "軽くすんだ場合",
                                         [OUTCOME_LIKELY] = "ありそうな場合",
                                         [OUTCOME_HEAVY] = "重くなった場合"};
    return LABELS[outcome];
}

struct text explain_yen(struct arena *a, int64_t yen)
{
    return yen_format(a, yen_round(yen));
}

static struct text bound_text(struct arena *a, const struct spread *spread, int64_t bound)
{
    if (spread->unit == UNIT_YEN)
        return yen_format(a, bound);
    struct text number = decimal_format(a, bound);
    return text_format(a, "%.*s%s", (int)number.size, number.ptr,
                       spread->unit == UNIT_DAYS ? "日" : "％");
}

struct text explain_bounds(struct arena *a, const struct spread *spread, int64_t low, int64_t high)
{
    struct text first = bound_text(a, spread, low);
    struct text last = bound_text(a, spread, high);
    if (low == high)
        return first;
    return text_format(a, "%.*s〜%.*s", (int)first.size, first.ptr, (int)last.size, last.ptr);
}

struct text explain_range(struct arena *a, const struct spread *spread)
{
    const struct spread_bin *bins = spread->bins.items;
    return explain_bounds(a, spread, bins[0].low, bins[spread->bins.count - 1].high);
}

static struct text level_text(struct arena *a, int64_t level)
{
    return text_format(a, "%lld", (long long)level);
}

/* "(2×2 + 3×1) ÷ 3 を切り上げ" */
static struct text mean_formula(struct arena *a, const struct risk *risk)
{
    if (risk->answer_count == 0)
        return text_of("当てはまる問いがないため、2とします");
    struct text sum = text_of("");
    int64_t weights = 0;
    for (size_t i = 0; i < risk->answer_count; i++) {
        const struct risk_answer *answer = &risk->answers[i];
        sum = text_format(a, "%.*s%s%lld×%lld", (int)sum.size, sum.ptr, i ? " + " : "",
                          (long long)answer->vulnerability, (long long)answer->topic->weight);
        weights += answer->topic->weight;
    }
    return text_format(a, "（%.*s）÷ %lld を切り上げ", (int)sum.size, sum.ptr, (long long)weights);
}

static void add_answer_steps(struct explaining *e, struct explanation *x, const struct risk *risk)
{
    for (size_t i = 0; i < risk->answer_count; i++) {
        const struct risk_answer *answer = &risk->answers[i];
        const struct sheet_item *item = answer->item->item;
        explain_add(e, x, EXPLAIN_BASIS,
                    text_format(e->arena, "問%.*s「%.*s」の弱さ", (int)item->number.size,
                                item->number.ptr, (int)item->title.size, item->title.ptr),
                    text_format(e->arena, "お答えは「%s」（重み%lld）",
                                answer_label(answer->item->entry->answer),
                                (long long)answer->topic->weight),
                    level_text(e->arena, answer->vulnerability), judgement_origin());
    }
}

static void explain_risk(struct explaining *e, const struct risk *risk)
{
    struct arena *a = e->arena;
    const struct scenario *scenario = risk->scenario;
    struct explanation *x = explain_begin(
        e, text_format(a, "risk.%.*s", (int)scenario->id.size, scenario->id.ptr),
        text_format(a, "%.*s：心配の大きさ", (int)scenario->name.size, scenario->name.ptr));
    explain_add(e, x, EXPLAIN_BASIS, text_of("重さ"), risk->importance_because,
                level_text(a, risk->importance), judgement_origin());
    explain_add(e, x, EXPLAIN_BASIS, text_of("起こりやすさのもと"), risk->threat_because,
                level_text(a, risk->threat), judgement_origin());
    add_answer_steps(e, x, risk);
    explain_add(e, x, EXPLAIN_BASIS, text_of("守りの弱さ"), mean_formula(a, risk),
                level_text(a, risk->vulnerability), judgement_origin());
    explain_add(e, x, EXPLAIN_RESULT, text_of("起こりやすさ"),
                text_format(a, "%lld ÷（4 − %lld）を切り上げ", (long long)risk->threat,
                            (long long)risk->vulnerability),
                level_text(a, risk->likelihood), method_origin());
    explain_add(
        e, x, EXPLAIN_RESULT, text_of("心配の大きさ（9〜6 大、4 中、3〜1 小）"),
        text_format(a, "重さ%lld × 起こりやすさ%lld", (long long)risk->importance,
                    (long long)risk->likelihood),
        text_format(a, "%s（9点中%lld点）", grade_label(risk->grade), (long long)risk->value),
        method_origin());
    explain_end(x);
}

struct text explain_client_figure(struct arena *a, enum figure_kind kind, int64_t value)
{
    if (kind == FIGURE_PROFIT || kind == FIGURE_SALES)
        return yen_format(a, value);
    struct text number = count_format(a, value);
    return text_format(a, "%.*s%s", (int)number.size, number.ptr,
                       kind == FIGURE_PERSONS ? "人" : "台");
}

static void explain_own_figure(struct explaining *e, enum figure_kind kind)
{
    static const char *const WORDS[FIGURE_KIND_COUNT] = {[FIGURE_PCS] = "pcs",
                                                         [FIGURE_NOTEBOOKS] = "notebooks",
                                                         [FIGURE_SERVERS] = "servers",
                                                         [FIGURE_PROFIT] = "gross_profit_per_day",
                                                         [FIGURE_SALES] = "yearly_sales",
                                                         [FIGURE_PERSONS] = "persons"};
    const struct figures *figures = e->result->figures;
    struct explanation *x = explain_begin(e, text_format(e->arena, "figures.%s", WORDS[kind]),
                                          text_of(figure_label(kind)));
    struct text value = explain_client_figure(e->arena, kind, figures->values[kind]);
    if (figures->estimated[kind]) {
        explain_add_figure(e, x, figures->rules[kind]);
        explain_add(e, x, EXPLAIN_RESULT, x->title, text_of("会社の大きさからの見積もり"), value,
                    &figures->rules[kind]->origin);
    } else {
        explain_add(e, x, EXPLAIN_RESULT, x->title, text_of("御社からお聞きした値"), value, NULL);
    }
    explain_end(x);
}

static void explain_frequent(struct explaining *e, const char *word,
                             const struct figure_value *figure)
{
    struct explanation *x =
        explain_begin(e, text_format(e->arena, "frequent.%s", word), figure->name);
    explain_add_figure(e, x, figure);
    explain_end(x);
}

const struct explanations *explain_make(struct arena *a, const struct damage_result *result,
                                        const struct plan *plan)
{
    struct explanations *all = arena_alloc(a, sizeof *all);
    struct explaining e = {.arena = a, .result = result, .all = all};
    for (size_t i = 0; i < result->count; i++)
        explain_risk(&e, result->worst[i]->risk);
    for (size_t i = 0; i < result->count; i++)
        explain_damage(&e, result->worst[i]);
    for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++)
        explain_own_figure(&e, (enum figure_kind)kind);
    const struct frequent *frequent = &result->catalog->frequent;
    explain_frequent(&e, "low", &frequent->low);
    explain_frequent(&e, "high", &frequent->high);
    explain_frequent(&e, "mean", &frequent->mean);
    explain_frequent(&e, "over_million", &frequent->over_million);
    explain_frequent(&e, "days", &frequent->days);
    for (size_t i = 0; plan && i < plan->results->count; i++)
        explain_measure(&e, plan->results, &plan->results->items[i]);
    if (plan)
        explain_plan(&e, plan);
    return all;
}

const struct explanation *explain_find(const struct explanations *all, struct text id)
{
    for (size_t i = 0; i < all->count; i++) {
        if (text_equal(all->items[i].id, id))
            return &all->items[i];
    }
    return NULL;
}
