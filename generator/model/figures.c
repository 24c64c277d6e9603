#include "model/figures.h"

#include "base/arena.h"

static void take(struct figures *figures, enum figure_kind kind, int64_t told, int64_t estimate,
                 const struct figure_value *rule)
{
    figures->values[kind] = told;
    if (told != SCHEMA_ABSENT)
        return;
    figures->values[kind] = estimate;
    figures->estimated[kind] = true;
    figures->rules[kind] = rule;
    figures->estimated_count++;
}

static int64_t at_least(int64_t value, int64_t least)
{
    return value < least ? least : value;
}

static void take_machines(struct figures *figures, const struct estimates *estimates)
{
    const struct client *client = figures->client;
    int64_t pcs = at_least(client->employees * estimates->pcs_per_employee.value / 1000, 1);
    take(figures, FIGURE_PCS, client->it.pcs, pcs, &estimates->pcs_per_employee);
    pcs = figures->values[FIGURE_PCS];
    take(figures, FIGURE_NOTEBOOKS, client->it.notebooks,
         pcs * estimates->notebooks_per_pc.value / 1000, &estimates->notebooks_per_pc);
    take(figures, FIGURE_SERVERS, client->it.servers, pcs * estimates->servers_per_pc.value / 1000,
         &estimates->servers_per_pc);
}

/* Sales tell the profit, and the other way round; without either the size has to. */
static void take_money(struct figures *figures, const struct estimates *estimates)
{
    const struct client *client = figures->client;
    int64_t ratio = estimates->sales_per_profit.value; /* thousandths, positive */
    int64_t profit = client->employees * estimates->profit_per_employee.value;
    const struct figure_value *rule = &estimates->profit_per_employee;
    if (client->yearly_sales != SCHEMA_ABSENT) {
        profit = client->yearly_sales / ratio * 1000;
        rule = &estimates->sales_per_profit;
    }
    take(figures, FIGURE_PROFIT, client->gross_profit_per_day, profit, rule);
    take(figures, FIGURE_SALES, client->yearly_sales, figures->values[FIGURE_PROFIT] / 1000 * ratio,
         &estimates->sales_per_profit);
}

static void take_records(struct arena *a, struct figures *figures,
                         const struct estimates *estimates)
{
    const struct client *client = figures->client;
    size_t count = client->records.count;
    const struct client_records *told = client->records.items;
    struct figure_records *records = arena_array(a, count ? count : 1, sizeof *records);
    int64_t persons = client->employees * estimates->persons_per_employee.value / 1000;
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        records[i] = (struct figure_records){told[i].kind, told[i].level, told[i].count};
        sum += told[i].count;
    }
    take(figures, FIGURE_PERSONS, count ? sum : SCHEMA_ABSENT, persons,
         &estimates->persons_per_employee);
    if (count == 0)
        records[0] =
            (struct figure_records){text_of("取引先とお客様の名簿"), RECORDS_CONTACT, persons};
    figures->records = records;
    figures->record_count = count ? count : 1;
}

const struct figures *figures_make(struct arena *a, const struct risk_catalog *catalog,
                                   const struct client *client)
{
    struct figures *figures = arena_alloc(a, sizeof *figures);
    figures->client = client;
    take_machines(figures, &catalog->estimates);
    take_money(figures, &catalog->estimates);
    take_records(a, figures, &catalog->estimates);
    return figures;
}

const char *figure_label(enum figure_kind kind)
{
    static const char *const LABELS[] = {
        [FIGURE_PCS] = "パソコンの台数",   [FIGURE_NOTEBOOKS] = "ノートパソコンの台数",
        [FIGURE_SERVERS] = "サーバの台数", [FIGURE_PROFIT] = "1日の粗利",
        [FIGURE_SALES] = "1年の売上",      [FIGURE_PERSONS] = "お預かりしている個人情報の人数"};
    return LABELS[kind];
}

const char *figure_key(enum figure_kind kind)
{
    static const char *const KEYS[] = {
        [FIGURE_PCS] = "it.pcs",         [FIGURE_NOTEBOOKS] = "it.notebooks",
        [FIGURE_SERVERS] = "it.servers", [FIGURE_PROFIT] = "gross_profit_per_day",
        [FIGURE_SALES] = "yearly_sales", [FIGURE_PERSONS] = "records"};
    return KEYS[kind];
}

static bool keeps_sensitive(const struct figures *figures)
{
    for (size_t i = 0; i < figures->record_count; i++) {
        if (figures->records[i].level >= RECORDS_CARD && figures->records[i].count > 0)
            return true;
    }
    return false;
}

/* Trades whose customers are mostly other firms: they are the way into those. */
static bool serves_firms(enum trade trade)
{
    switch (trade) {
    case TRADE_MANUFACTURING:
    case TRADE_CONSTRUCTION:
    case TRADE_WHOLESALE:
    case TRADE_TRANSPORT:
    case TRADE_SERVICES:
    case TRADE_IT:
    case TRADE_PROFESSIONAL:
        return true;
    case TRADE_RETAIL:
    case TRADE_MEDICAL:
    case TRADE_CARE:
    case TRADE_EDUCATION:
    case TRADE_LODGING:
    case TRADE_FOOD:
    case TRADE_AGRICULTURE:
    case TRADE_OTHER:
        break;
    }
    return false;
}

bool exposure_holds(const struct figures *figures, enum exposure exposure)
{
    const struct client *client = figures->client;
    const struct client_it *it = &client->it;
    bool no_backup = it->backup == BACKUP_NONE || it->backup == BACKUP_SAME_MACHINE ||
                     it->backup == BACKUP_UNKNOWN;
    bool open = it->remote_access == REMOTE_RDP || it->remote_access == REMOTE_UNKNOWN;
    switch (exposure) {
    case EXPOSURE_REMOTE:
        return open || it->remote_access == REMOTE_VPN;
    case EXPOSURE_REMOTE_OPEN:
        return open;
    case EXPOSURE_CLOUD:
        return it->cloud.count > 0 || it->remote_access == REMOTE_CLOUD;
    case EXPOSURE_SERVERS:
        return figures->values[FIGURE_SERVERS] > 0;
    case EXPOSURE_NOTEBOOKS:
        return figures->values[FIGURE_NOTEBOOKS] > 0;
    case EXPOSURE_WEBSITE:
        return it->website != WEBSITE_NONE;
    case EXPOSURE_WEBSITE_OWN:
        return it->website == WEBSITE_OWN || it->website == WEBSITE_SHOP;
    case EXPOSURE_SHOP:
        return it->website == WEBSITE_SHOP;
    case EXPOSURE_NO_SHOP:
        return it->website != WEBSITE_SHOP;
    case EXPOSURE_RECORDS:
        return figures->values[FIGURE_PERSONS] > 0;
    case EXPOSURE_RECORDS_1000:
        return figures->values[FIGURE_PERSONS] > 1000;
    case EXPOSURE_RECORDS_10000:
        return figures->values[FIGURE_PERSONS] >= 10000;
    case EXPOSURE_SENSITIVE:
        return keeps_sensitive(figures);
    case EXPOSURE_NO_BACKUP:
        return no_backup;
    case EXPOSURE_WEAK_BACKUP:
        return no_backup || it->backup == BACKUP_ONSITE;
    case EXPOSURE_BUSINESS_CUSTOMERS:
        return serves_firms((enum trade)client->trade);
    case EXPOSURE_STAFF_20:
        return client->employees >= 20;
    case EXPOSURE_COUNT:
        break;
    }
    return false;
}
