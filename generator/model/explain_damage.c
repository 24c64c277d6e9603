#include "base/arena.h"
#include "base/quantity.h"
#include "model/explain_parts.h"

/* What the cost items of a damage need to have explained first. */
struct needs {
    bool size, staff, persons, stop, compensation;
    bool figures[FIGURE_KIND_COUNT];
};

static struct needs find_needs(const struct damage *damage)
{
    struct needs needs = {0};
    for (size_t i = 0; i < damage->item_count; i++) {
        const struct cost_item *cost = damage->items[i].cost;
        needs.size |= cost->by_size;
        switch ((enum cost_driver)cost->driver) {
        case DRIVER_ONCE:
            break;
        case DRIVER_PCS:
            needs.figures[FIGURE_PCS] = true;
            break;
        case DRIVER_SERVERS:
            needs.figures[FIGURE_SERVERS] = true;
            break;
        case DRIVER_COMPENSATION:
            needs.compensation = true;
            needs.persons = true;
            break;
        case DRIVER_PERSONS:
            needs.persons = true;
            break;
        case DRIVER_SALES:
            needs.figures[FIGURE_SALES] = true;
            break;
        case DRIVER_STOP:
            needs.figures[FIGURE_PROFIT] = true;
            needs.stop = true;
            break;
        case DRIVER_STAFF_DAYS:
            needs.staff = true;
            break;
        }
    }
    needs.figures[FIGURE_PERSONS] = needs.persons;
    needs.figures[FIGURE_PCS] |= needs.size;
    needs.figures[FIGURE_SERVERS] |= needs.size;
    return needs;
}

/* "10万円〜100万円（16）、100万円〜500万円（18）、…": bins with their counts; one bin without. */
static struct text bins_text(struct arena *a, const struct spread *spread)
{
    if (spread->bins.count == 1)
        return explain_range(a, spread);
    struct text list = text_of("");
    const struct spread_bin *bins = spread->bins.items;
    for (size_t i = 0; i < spread->bins.count; i++) {
        struct text range = explain_bounds(a, spread, bins[i].low, bins[i].high);
        list = text_format(a, "%.*s%s%.*s（%lld）", (int)list.size, list.ptr, i ? "、" : "",
                           (int)range.size, range.ptr, (long long)bins[i].count);
    }
    return list;
}

static void add_spread(struct explaining *e, struct explanation *x, const struct spread *spread)
{
    explain_add(e, x, EXPLAIN_BASIS, spread->name, bins_text(e->arena, spread), (struct text){0},
                &spread->origin);
}

static struct text permille_text(struct arena *a, int64_t factor)
{
    return decimal_format(a, factor);
}

static void add_size(struct explaining *e, struct explanation *x)
{
    const struct risk_catalog *catalog = e->result->catalog;
    const int64_t *values = e->result->figures->values;
    struct text weight = explain_figure(e->arena, &catalog->server_weight);
    struct text full = explain_figure(e->arena, &catalog->full_size);
    explain_add(e, x, EXPLAIN_BASIS, text_of("台数の割合"),
                text_format(e->arena,
                            "√（（パソコン%lld台 + サーバ%lld台 × %.*s）÷ %.*s）、ただし1まで",
                            (long long)values[FIGURE_PCS], (long long)values[FIGURE_SERVERS],
                            (int)weight.size, weight.ptr, (int)full.size, full.ptr),
                permille_text(e->arena, e->result->size_factor), &catalog->full_size.origin);
}

static void add_jo(struct explaining *e, struct explanation *x)
{
    const struct risk_catalog *catalog = e->result->catalog;
    const struct figures *figures = e->result->figures;
    struct arena *a = e->arena;
    add_spread(e, x, catalog->practice);
    explain_add_figure(e, x, &catalog->practice_share);
    for (size_t i = 0; i < figures->record_count; i++) {
        const struct figure_records *records = &figures->records[i];
        const struct jo_level *jo = &catalog->jo[records->level];
        struct text count = count_format(a, records->count);
        explain_add(e, x, EXPLAIN_BASIS,
                    text_format(a, "JOモデルの1人あたり（%.*s、%.*s人）", (int)records->kind.size,
                                records->kind.ptr, (int)count.size, count.ptr),
                    text_format(a,
                                "%lld円 ×（10^%lld + 5^%lld）× %lld。重い額の上の端にだけ使います",
                                (long long)catalog->jo_base.value, (long long)jo->x - 1,
                                (long long)jo->y - 1, (long long)catalog->jo_identity.value / 1000),
                    yen_format(a, jo_per_person(catalog->jo_base.value, jo->x, jo->y,
                                                catalog->jo_identity.value / 1000, 1, 1)),
                    &jo->origin);
    }
    explain_add_figure(e, x, &catalog->jo_sued);
}

/* The basis: spreads and factors shared by the items, and what had to be estimated. */
static void add_basis(struct explaining *e, struct explanation *x, const struct damage *damage)
{
    const struct risk_catalog *catalog = e->result->catalog;
    const struct scenario *scenario = damage->risk->scenario;
    const struct figures *figures = e->result->figures;
    struct needs needs = find_needs(damage);
    for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
        if (needs.figures[kind] && figures->estimated[kind])
            explain_add(e, x, EXPLAIN_BASIS, text_of(figure_label((enum figure_kind)kind)),
                        text_of("お聞きしていないため、会社の大きさからの見積もり"),
                        count_format(e->arena, figures->values[kind]),
                        &figures->rules[kind]->origin);
    }
    for (size_t i = 0; i < damage->item_count; i++) {
        const struct spread *spread = damage->items[i].cost->spread;
        if (spread && spread->bins.count > 1)
            add_spread(e, x, spread);
    }
    if (needs.size)
        add_size(e, x);
    if (needs.staff)
        explain_add_figure(e, x, &catalog->staff_day);
    if (needs.persons)
        add_spread(e, x, scenario->records_share);
    if (needs.stop) {
        add_spread(e, x, scenario->stop_days);
        add_spread(e, x, scenario->stop_share);
        if (scenario->backup_helps)
            explain_add_figure(e, x, &catalog->backup[figures->client->it.backup]);
    }
    if (needs.compensation)
        add_jo(e, x);
}

/* yen ÷ unit with one decimal. */
static struct text ratio_text(struct arena *a, int64_t yen, int64_t unit)
{
    int64_t tenths = unit > 0 ? (yen * 10 + unit / 2) / unit : 0;
    return decimal_format(a, tenths * 100);
}

static struct text item_core(struct arena *a, const struct damage_result *result,
                             const struct damage *damage, size_t item, enum outcome outcome)
{
    const struct cost_item *cost = damage->items[item].cost;
    const int64_t *values = result->figures->values;
    int64_t yen = damage->items[item].yen[outcome];
    struct text persons = count_format(a, damage->persons[outcome]);
    struct text range = cost->spread ? explain_range(a, cost->spread) : text_of("");
    struct text other;
    switch ((enum cost_driver)cost->driver) {
    case DRIVER_ONCE:
        return range;
    case DRIVER_PCS:
        return text_format(a, "1台%.*s × パソコン%lld台", (int)range.size, range.ptr,
                           (long long)values[FIGURE_PCS]);
    case DRIVER_SERVERS:
        return text_format(a, "1台%.*s × サーバ%lld台", (int)range.size, range.ptr,
                           (long long)values[FIGURE_SERVERS]);
    case DRIVER_PERSONS:
        return text_format(a, "1人%.*s × 平均%.*s人", (int)range.size, range.ptr, (int)persons.size,
                           persons.ptr);
    case DRIVER_SALES:
        other = yen_format(a, values[FIGURE_SALES]);
        return text_format(a, "年の売上%.*s × %.*s", (int)other.size, other.ptr, (int)range.size,
                           range.ptr);
    case DRIVER_STOP:
        other = yen_format(a, values[FIGURE_PROFIT]);
        struct text days = ratio_text(a, yen, values[FIGURE_PROFIT]);
        return text_format(a, "1日の粗利%.*s ×（日数 × 影響の割合）平均%.*s日分", (int)other.size,
                           other.ptr, (int)days.size, days.ptr);
    case DRIVER_STAFF_DAYS:
        other = yen_format(a, result->catalog->staff_day.value);
        return text_format(a, "1日%.*s × %.*s", (int)other.size, other.ptr, (int)range.size,
                           range.ptr);
    case DRIVER_COMPENSATION:
        other = count_format(a, damage->persons[outcome] ? yen / damage->persons[outcome] : 0);
        return text_format(a, "平均%.*s人 × 平均%.*s円", (int)persons.size, persons.ptr,
                           (int)other.size, other.ptr);
    }
    return text_of("");
}

struct text explain_item(struct arena *a, const struct damage_result *result,
                         const struct damage *damage, size_t item, enum outcome outcome)
{
    struct text core = item_core(a, result, damage, item, outcome);
    if (!damage->items[item].cost->by_size || result->size_factor == 1000)
        return core;
    struct text factor = permille_text(a, result->size_factor);
    return text_format(a, "%.*s × 台数の割合%.*s", (int)core.size, core.ptr, (int)factor.size,
                       factor.ptr);
}

struct text explain_share(struct arena *a, const struct damage *damage, size_t item,
                          enum outcome outcome)
{
    int64_t printed = damage->items[item].printed[outcome];
    struct text text = yen_format(a, printed);
    if (printed > 0 || damage->items[item].yen[outcome] == 0)
        return text;
    text = yen_format(a, damage_step(damage->printed[outcome]));
    return text_format(a, "%.*s未満", (int)text.size, text.ptr);
}

static struct text figure_id(struct arena *a, const struct damage *damage, const char *what)
{
    struct text id = damage->risk->scenario->id;
    return text_format(a, "damage.%.*s.%s", (int)id.size, id.ptr, what);
}

static struct text figure_title(struct arena *a, const struct damage *damage, const char *what)
{
    struct text name = damage->risk->scenario->name;
    return text_format(a, "%.*s：%s", (int)name.size, name.ptr, what);
}

static void add_item(struct explaining *e, struct explanation *x, const struct damage *damage,
                     size_t item, enum outcome outcome)
{
    const struct cost_item *cost = damage->items[item].cost;
    const struct origin *origin = cost->spread ? &cost->spread->origin : NULL;
    explain_add(e, x, EXPLAIN_ITEM, cost->name,
                explain_item(e->arena, e->result, damage, item, outcome),
                yen_format(e->arena, damage->items[item].yen[outcome]), origin);
}

static void add_method(struct explaining *e, struct explanation *x, enum outcome outcome)
{
    static const char *const PLACES[] = {
        [OUTCOME_LIGHT] = "10", [OUTCOME_LIKELY] = "50", [OUTCOME_HEAVY] = "90"};
    explain_add(e, x, EXPLAIN_BASIS, text_of("計算のしかた"),
                text_format(e->arena,
                            "%d回分の損害を計算し、軽いほうから%s％の位置の%d回を平均します", DRAWS,
                            PLACES[outcome], WINDOW),
                (struct text){0}, NULL);
}

static void explain_total(struct explaining *e, const struct damage *damage, enum outcome outcome)
{
    struct arena *a = e->arena;
    struct explanation *x = explain_begin(e, figure_id(a, damage, outcome_word(outcome)),
                                          figure_title(a, damage, outcome_label(outcome)));
    add_method(e, x, outcome);
    add_basis(e, x, damage);
    for (size_t item = 0; item < damage->item_count; item++)
        add_item(e, x, damage, item, outcome);
    explain_add(e, x, EXPLAIN_RESULT, text_of("合計"), text_of("上の費目をたします"),
                yen_format(a, damage->yen[outcome]), NULL);
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"), text_of("上から2けたに丸めます"),
                yen_format(a, damage->printed[outcome]), NULL);
    explain_end(x);
}

static void explain_outcome_item(struct explaining *e, const struct damage *damage, size_t item,
                                 enum outcome outcome)
{
    struct arena *a = e->arena;
    const struct cost_item *cost = damage->items[item].cost;
    struct text id = figure_id(a, damage, outcome_word(outcome));
    struct text title = figure_title(a, damage, outcome_label(outcome));
    struct explanation *x = explain_begin(
        e, text_format(a, "%.*s.%.*s", (int)id.size, id.ptr, (int)cost->id.size, cost->id.ptr),
        text_format(a, "%.*s、%.*s", (int)title.size, title.ptr, (int)cost->name.size,
                    cost->name.ptr));
    add_method(e, x, outcome);
    add_basis(e, x, damage);
    add_item(e, x, damage, item, outcome);
    struct text total = yen_format(a, damage->printed[outcome]);
    struct text step = yen_format(a, damage_step(damage->printed[outcome]));
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"),
                text_format(a, "合計が%.*sになるように、%.*sきざみで分けます", (int)total.size,
                            total.ptr, (int)step.size, step.ptr),
                explain_share(a, damage, item, outcome), NULL);
    explain_end(x);
}

static void explain_year(struct explaining *e, const struct damage *damage, const char *what,
                         const char *label, const struct figure_value *frequency, int64_t yen)
{
    struct arena *a = e->arena;
    struct text likely = yen_format(a, damage->yen[OUTCOME_LIKELY]);
    struct text share = explain_figure(a, frequency);
    struct explanation *x =
        explain_begin(e, figure_id(a, damage, what), figure_title(a, damage, label));
    explain_add(e, x, EXPLAIN_BASIS, text_of("1回のありそうな額（丸める前）"), likely, likely,
                NULL);
    explain_add_figure(e, x, frequency);
    explain_add(
        e, x, EXPLAIN_RESULT, text_of("1年あたり"),
        text_format(a, "%.*s × %.*s", (int)likely.size, likely.ptr, (int)share.size, share.ptr),
        yen_format(a, yen), NULL);
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く額"), text_of("上から2けたに丸めます"),
                explain_yen(a, yen), NULL);
    explain_end(x);
}

static void explain_stop(struct explaining *e, const struct damage *damage)
{
    const struct scenario *scenario = damage->risk->scenario;
    if (!scenario->stop_days)
        return;
    struct explanation *x = explain_begin(e, figure_id(e->arena, damage, "stop_days"),
                                          figure_title(e->arena, damage, "元に戻るまでの日数"));
    add_method(e, x, OUTCOME_LIKELY);
    add_spread(e, x, scenario->stop_days);
    if (scenario->backup_helps)
        explain_add_figure(e, x,
                           &e->result->catalog->backup[e->result->figures->client->it.backup]);
    int64_t days = (damage->stop_days[OUTCOME_LIKELY] + 500) / 1000;
    explain_add(e, x, EXPLAIN_RESULT, text_of("紙に書く日数"),
                text_of("平均した回の日数の、まん中の値"),
                text_format(e->arena, "約%lld日", (long long)days), NULL);
    explain_end(x);
}

const struct explanation *explain_outcome(struct arena *a, const struct damage_result *result,
                                          const struct damage *damage, enum outcome outcome)
{
    struct explanations *all = arena_alloc(a, sizeof *all);
    struct explaining e = {.arena = a, .result = result, .all = all};
    explain_total(&e, damage, outcome);
    return all->items;
}

void explain_damage(struct explaining *e, const struct damage *damage)
{
    for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
        explain_total(e, damage, (enum outcome)outcome);
    for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
        for (size_t item = 0; item < damage->item_count; item++)
            explain_outcome_item(e, damage, item, (enum outcome)outcome);
    }
    const struct frequency *frequency = &damage->risk->scenario->frequency;
    explain_year(e, damage, "year_low", "1年あたり（低く見て）", &frequency->low, damage->year_low);
    explain_year(e, damage, "year_high", "1年あたり（高く見て）", &frequency->high,
                 damage->year_high);
    explain_stop(e, damage);
}
