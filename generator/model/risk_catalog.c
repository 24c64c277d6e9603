#include "model/risk_catalog.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/catalog.h"
#include "model/risk_schema.h"
#include "model/spread.h"

enum { RISKS_FILE_LIMIT = 1024 * 1024 };
#define YEN_LIMIT INT64_C(10000000000) /* 100億円: products with persons stay in int64 */

/* What the checks need at hand. */
struct checking {
    struct arena *arena;
    struct risk_catalog *risks;
    const struct catalog *catalog;
    struct diag *d;
};

int64_t jo_per_person(int64_t base, int64_t x, int64_t y, int64_t identity, int64_t social,
                      int64_t response)
{
    int64_t sensitivity_x = x == 1 ? 1 : x == 2 ? 10 : 100; /* 10^(x−1) */
    int64_t sensitivity_y = y == 1 ? 1 : y == 2 ? 5 : 25;   /* 5^(y−1) */
    return base * (sensitivity_x + sensitivity_y) * identity * social * response;
}

static bool complain_word(const struct checking *c, struct span span, struct text word,
                          const struct text *names, size_t count)
{
    diag_add(c->d, MSG_UNKNOWN_WORD, span, "%.*s", (int)word.size, word.ptr);
    diag_near(c->d, diag_nearest(word, names, count));
    return false;
}

static void check_origin(const struct checking *c, const struct yaml_node *node,
                         const struct origin *origin)
{
    const struct text *ids = origin->sources.items;
    for (size_t i = 0; i < origin->sources.count; i++) {
        if (!catalog_source(c->catalog, ids[i]))
            diag_add(c->d, MSG_UNKNOWN_SOURCE, yaml_span(node, "source"), "%.*s", (int)ids[i].size,
                     ids[i].ptr);
    }
    bool assumed = origin->assumption && origin->reason.ptr;
    if ((origin->sources.count == 0 || origin->assumption) && !assumed)
        diag_add(c->d, MSG_FIGURE_WITHOUT_SOURCE, node->span, "source | assumption + reason");
}

static bool read_yen(const struct checking *c, struct text text, struct span span, int64_t *value)
{
    if (!yen_parse(text, value))
        return diag_add(c->d, MSG_BAD_YEN, span, "%.*s", (int)text.size, text.ptr);
    if (*value > YEN_LIMIT)
        return diag_add(c->d, MSG_OUT_OF_RANGE, span, "%.*s", (int)text.size, text.ptr);
    return true;
}

static bool read_decimal(const struct checking *c, struct text text, struct span span,
                         int64_t limit, int64_t *value)
{
    if (!decimal_parse(text, value))
        return diag_add(c->d, MSG_BAD_NUMBER, span, "%.*s", (int)text.size, text.ptr);
    if (*value > limit)
        return diag_add(c->d, MSG_OUT_OF_RANGE, span, "%.*s", (int)text.size, text.ptr);
    return true;
}

/* A figure that is money or not, as the model expects it; at least 1 thousandth where `positive`.
 */
static void read_figure(const struct checking *c, struct figure_value *figure, bool yen,
                        bool positive)
{
    struct span span = yaml_span(figure->node, "value");
    check_origin(c, figure->node, &figure->origin);
    figure->is_yen = yen;
    bool good = yen ? read_yen(c, figure->text, span, &figure->value)
                    : read_decimal(c, figure->text, span, 100000000, &figure->value);
    if (good && positive && figure->value == 0)
        diag_add(c->d, MSG_OUT_OF_RANGE, span, "%.*s", (int)figure->text.size, figure->text.ptr);
}

static void read_percent(const struct checking *c, struct figure_value *figure)
{
    read_figure(c, figure, false, false);
    if (figure->value > 100000)
        diag_add(c->d, MSG_OUT_OF_RANGE, yaml_span(figure->node, "value"), "%.*s",
                 (int)figure->text.size, figure->text.ptr);
}

static bool read_bound(const struct checking *c, const struct spread *spread,
                       const struct spread_bin *bin, const char *key, struct text text,
                       int64_t *value)
{
    struct span span = yaml_span(bin->node, key);
    switch ((enum spread_unit)spread->unit) {
    case UNIT_YEN:
        return read_yen(c, text, span, value);
    case UNIT_DAYS:
        return read_decimal(c, text, span, 3650000, value);
    case UNIT_PERCENT:
        return read_decimal(c, text, span, 100000, value);
    }
    return false;
}

/* Bins ascend without overlap, and a logarithmic scale has no zero. */
static bool read_bins(const struct checking *c, struct spread *spread)
{
    struct spread_bin *bins = spread->bins.items;
    int64_t edge = 0;
    bool good = true;
    for (size_t i = 0; i < spread->bins.count; i++) {
        struct spread_bin *bin = &bins[i];
        if (!read_bound(c, spread, bin, "low", bin->low_text, &bin->low) ||
            !read_bound(c, spread, bin, "high", bin->high_text, &bin->high))
            return false;
        bool zero = bin->low == 0 && bin->high == 0;
        if (bin->low < edge || bin->high < bin->low || (bin->low == 0 && !zero))
            good = diag_add(c->d, MSG_OUT_OF_RANGE, bin->node->span, "%.*s..%.*s",
                            (int)bin->low_text.size, bin->low_text.ptr, (int)bin->high_text.size,
                            bin->high_text.ptr);
        edge = bin->high;
    }
    return good;
}

static void read_spread(const struct checking *c, struct spread *spread)
{
    check_origin(c, spread->node, &spread->origin);
    if (risk_catalog_spread(c->risks, spread->id) != spread)
        diag_add(c->d, MSG_DUPLICATE_ID, spread->node->span, "%.*s", (int)spread->id.size,
                 spread->id.ptr);
    if (spread->bins.count == 0)
        diag_add(c->d, MSG_EMPTY_VALUE, spread->node->span, "bins");
    else if (read_bins(c, spread))
        spread->quantiles = spread_quantiles(c->arena, spread->bins.items, spread->bins.count);
}

/* The spread called `id`, which has to be of `unit`; NULL for the absent id and after a complaint.
 */
static const struct spread *find_spread(const struct checking *c, struct text id,
                                        enum spread_unit unit, struct span span)
{
    if (!id.ptr)
        return NULL;
    const struct spread *all = c->risks->spreads.items;
    size_t count = c->risks->spreads.count;
    struct text *names = arena_array(c->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = all[i].id;
        if (text_equal(all[i].id, id) && all[i].unit == (int)unit)
            return &all[i];
    }
    complain_word(c, span, id, names, count);
    return NULL;
}

static const int *read_exposures(const struct checking *c, const struct schema_list *words,
                                 struct span span)
{
    struct text names[EXPOSURE_COUNT];
    for (size_t e = 0; e < EXPOSURE_COUNT; e++)
        names[e] = text_of(exposure_words()[e]);
    int *exposures = arena_array(c->arena, words->count, sizeof *exposures);
    for (size_t i = 0; i < words->count; i++) {
        struct text word = ((const struct text *)words->items)[i];
        while (exposures[i] < EXPOSURE_COUNT && !text_equal(names[exposures[i]], word))
            exposures[i]++;
        if (exposures[i] == EXPOSURE_COUNT) {
            exposures[i] = 0;
            complain_word(c, span, word, names, EXPOSURE_COUNT);
        }
    }
    return exposures;
}

static void read_cost(const struct checking *c, struct cost_item *cost)
{
    struct span span = yaml_span(cost->node, "spread");
    cost->when = read_exposures(c, &cost->when_words, yaml_span(cost->node, "when"));
    enum spread_unit unit = UNIT_YEN;
    switch ((enum cost_driver)cost->driver) {
    case DRIVER_STOP:
    case DRIVER_COMPENSATION:
        return;
    case DRIVER_SALES:
        unit = UNIT_PERCENT;
        break;
    case DRIVER_STAFF_DAYS:
        unit = UNIT_DAYS;
        break;
    case DRIVER_ONCE:
    case DRIVER_PCS:
    case DRIVER_SERVERS:
    case DRIVER_PERSONS:
        break;
    }
    cost->spread = find_spread(c, cost->spread_id, unit, span);
    if (!cost->spread_id.ptr)
        diag_add(c->d, MSG_MISSING_KEY, cost->node->span, "spread");
}

static bool is_topic(const struct catalog *catalog, struct text topic)
{
    for (size_t i = 0; i < catalog->sheet_count; i++) {
        if (sheet_topic_index(&catalog->sheets[i], topic) != SIZE_MAX)
            return true;
    }
    return false;
}

/* What a scenario names has to be there for it. */
static void check_needs(const struct checking *c, const struct scenario *scenario)
{
    const struct cost_item *costs = scenario->costs.items;
    for (size_t i = 0; i < scenario->costs.count; i++) {
        enum cost_driver driver = (enum cost_driver)costs[i].driver;
        bool counts_persons = driver == DRIVER_PERSONS || driver == DRIVER_COMPENSATION;
        if (driver == DRIVER_STOP && (!scenario->stop_days || !scenario->stop_share))
            diag_add(c->d, MSG_MISSING_KEY, scenario->node->span, "stop_days, stop_share");
        if (counts_persons && !scenario->records_share)
            diag_add(c->d, MSG_MISSING_KEY, scenario->node->span, "records_share");
    }
    if (scenario->exposure_words.count > 0 && !scenario->absent.ptr)
        diag_add(c->d, MSG_MISSING_KEY, scenario->node->span, "absent");
}

static void read_scenario(const struct checking *c, struct scenario *scenario)
{
    if (risk_catalog_scenario(c->risks, scenario->id) != scenario)
        diag_add(c->d, MSG_DUPLICATE_ID, scenario->node->span, "%.*s", (int)scenario->id.size,
                 scenario->id.ptr);
    const struct yaml_node *node = scenario->node;
    scenario->exposures = read_exposures(c, &scenario->exposure_words, yaml_span(node, "exposure"));
    scenario->stop_days =
        find_spread(c, scenario->stop_days_id, UNIT_DAYS, yaml_span(node, "stop_days"));
    scenario->stop_share =
        find_spread(c, scenario->stop_share_id, UNIT_PERCENT, yaml_span(node, "stop_share"));
    scenario->records_share =
        find_spread(c, scenario->records_share_id, UNIT_PERCENT, yaml_span(node, "records_share"));
    if (scenario->costs.count == 0 || scenario->costs.count > COSTS_MOST)
        diag_add(c->d, MSG_OUT_OF_RANGE, yaml_span(node, "costs"), "costs = %zu, 1..%d",
                 scenario->costs.count, COSTS_MOST);
    struct cost_item *costs = scenario->costs.items;
    for (size_t i = 0; i < scenario->costs.count; i++)
        read_cost(c, &costs[i]);
    check_needs(c, scenario);
    const struct risk_topic *topics = scenario->topics.items;
    for (size_t i = 0; i < scenario->topics.count; i++) {
        if (!is_topic(c->catalog, topics[i].topic))
            diag_add(c->d, MSG_UNKNOWN_WORD, yaml_span(topics[i].node, "topic"), "%.*s",
                     (int)topics[i].topic.size, topics[i].topic.ptr);
    }
    struct frequency *frequency = &scenario->frequency;
    read_percent(c, &frequency->low);
    read_percent(c, &frequency->high);
    if (frequency->low.value > frequency->high.value)
        diag_add(c->d, MSG_INCONSISTENT, frequency->low.node->span, "low > high");
}

static void read_compensation(const struct checking *c)
{
    struct risk_catalog *risks = c->risks;
    read_percent(c, &risks->practice_share);
    read_figure(c, &risks->jo_base, true, true);
    read_figure(c, &risks->jo_identity, false, true);
    read_percent(c, &risks->jo_sued);
    if (risks->jo_base.value > 1000000 || risks->jo_identity.value > 6000)
        diag_add(c->d, MSG_OUT_OF_RANGE, risks->jo_base.node->span, "jo_base, jo_identity");
    risks->practice = risk_catalog_spread(risks, risks->practice_id);
    for (size_t i = 0; i < RECORDS_LEVELS; i++)
        check_origin(c, risks->jo[i].node, &risks->jo[i].origin);
    if (!risks->practice || risks->practice->unit != UNIT_YEN || !risks->practice->quantiles) {
        complain_word(c, risks->practice_share.node->span, risks->practice_id, NULL, 0);
        return;
    }
    for (size_t i = 0; i < RECORDS_LEVELS; i++) {
        int64_t jo = jo_per_person(risks->jo_base.value, risks->jo[i].x, risks->jo[i].y,
                                   risks->jo_identity.value / 1000, 1, 1);
        risks->compensation[i] =
            spread_compensation(c->arena, risks->practice, risks->practice_share.value, jo);
    }
}

static void read_constants(const struct checking *c)
{
    struct risk_catalog *risks = c->risks;
    struct estimates *estimates = &risks->estimates;
    read_figure(c, &estimates->pcs_per_employee, false, true);
    read_figure(c, &estimates->notebooks_per_pc, false, false);
    read_figure(c, &estimates->servers_per_pc, false, false);
    read_figure(c, &estimates->profit_per_employee, true, true);
    read_figure(c, &estimates->sales_per_profit, false, true);
    read_figure(c, &estimates->persons_per_employee, false, true);
    read_figure(c, &risks->staff_day, true, true);
    read_figure(c, &risks->full_size, false, true);
    read_figure(c, &risks->server_weight, false, true);
    for (size_t i = 0; i < BACKUP_KINDS; i++)
        read_percent(c, &risks->backup[i]);
    read_percent(c, &risks->frequent.low);
    read_percent(c, &risks->frequent.high);
    read_figure(c, &risks->frequent.mean, true, true);
    read_percent(c, &risks->frequent.over_million);
    read_figure(c, &risks->frequent.days, false, true);
}

const struct risk_catalog *risk_catalog_load(struct arena *a, const char *content,
                                             const struct catalog *catalog, struct diag *d)
{
    size_t errors_before = d->errors;
    struct text path = text_format(a, "%s/catalog/risks.yaml", content);
    struct risk_catalog *risks = arena_alloc(a, sizeof *risks);
    if (!schema_load(a, path.ptr, RISKS_FILE_LIMIT, risk_schema(), risks, d))
        return NULL;
    struct checking c = {.arena = a, .risks = risks, .catalog = catalog, .d = d};
    struct spread *spreads = risks->spreads.items;
    for (size_t i = 0; i < risks->spreads.count; i++)
        read_spread(&c, &spreads[i]);
    read_constants(&c);
    read_compensation(&c);
    struct scenario *scenarios = risks->scenarios.items;
    for (size_t i = 0; i < risks->scenarios.count; i++)
        read_scenario(&c, &scenarios[i]);
    return d->errors == errors_before ? risks : NULL;
}

const struct scenario *risk_catalog_scenario(const struct risk_catalog *catalog, struct text id)
{
    const struct scenario *scenarios = catalog->scenarios.items;
    for (size_t i = 0; i < catalog->scenarios.count; i++) {
        if (text_equal(scenarios[i].id, id))
            return &scenarios[i];
    }
    return NULL;
}

const struct spread *risk_catalog_spread(const struct risk_catalog *catalog, struct text id)
{
    const struct spread *spreads = catalog->spreads.items;
    for (size_t i = 0; i < catalog->spreads.count; i++) {
        if (text_equal(spreads[i].id, id))
            return &spreads[i];
    }
    return NULL;
}
