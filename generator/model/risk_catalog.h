/* risk_catalog.h -- content/catalog/risks.yaml: the scenarios, their cost items and every figure
 * behind them.
 *
 * Units: yen are whole yen, days and percentages are thousandths (1.5 days = 1500, 30 % =
 * 30000), also the frequencies, which are percent a year (0.004 % = 4). */
#ifndef MODEL_RISK_CATALOG_H
#define MODEL_RISK_CATALOG_H

#include "model/client.h"

struct catalog;
struct diag;

/* Where a figure comes from. It has a source, or is an assumption with its reason, or both (the
 * published bins, whose open ends we close). */
struct origin {
    struct schema_list sources; /* struct text: ids in sources.yaml */
    bool assumption;
    struct text reason; /* why this assumption; printed */
};

/* One number that the model uses. */
struct figure_value {
    const struct yaml_node *node;
    struct text name; /* what it is, as printed */
    struct text text; /* the number as written: "0.8", "2万円" */
    struct text unit; /* "台", "％"; absent for money */
    int64_t value;    /* thousandths, or yen when `is_yen` */
    bool is_yen;
    struct origin origin;
};

/* What a client has that makes a rule or a cost apply. */
enum exposure {
    EXPOSURE_REMOTE,      /* a way in from outside: vpn, rdp, or not known */
    EXPOSURE_REMOTE_OPEN, /* rdp, or not known */
    EXPOSURE_CLOUD,       /* uses cloud services */
    EXPOSURE_SERVERS,
    EXPOSURE_NOTEBOOKS,
    EXPOSURE_WEBSITE,
    EXPOSURE_WEBSITE_OWN, /* updates it itself, shops included */
    EXPOSURE_SHOP,
    EXPOSURE_NO_SHOP,
    EXPOSURE_RECORDS,      /* keeps personal data */
    EXPOSURE_RECORDS_1000, /* of more than 1,000 persons: the law's limit for a report */
    EXPOSURE_RECORDS_10000,
    EXPOSURE_SENSITIVE,          /* cards, health or income */
    EXPOSURE_NO_BACKUP,          /* none, on the same machine, or not known */
    EXPOSURE_WEAK_BACKUP,        /* the above, or always connected */
    EXPOSURE_BUSINESS_CUSTOMERS, /* a trade that usually serves other firms */
    EXPOSURE_STAFF_20,
    EXPOSURE_COUNT
};

/* "With this exposure the level is at least `level`." */
struct level_rule {
    const struct yaml_node *node;
    int when;            /* enum exposure */
    int64_t level;       /* 1..3 */
    struct text because; /* printed */
};

struct level_table {
    int64_t base;             /* 1..3 */
    struct text because;      /* printed when no rule raises it */
    struct schema_list rules; /* struct level_rule */
};

/* An answer that makes the scenario more or less likely. */
struct risk_topic {
    const struct yaml_node *node;
    struct text topic;
    struct text weak; /* what a weak answer means here; printed */
    int64_t weight;   /* 1, or 2 for a topic that decides */
};

/* How a quantity spreads: bins with counts, or a range. Log-uniform inside, so that 100–500万円
 * does not pile up at its upper end. */
enum spread_unit { UNIT_YEN, UNIT_DAYS, UNIT_PERCENT };

struct spread_bin {
    const struct yaml_node *node;
    int64_t count; /* relative weight */
    struct text low_text, high_text;
    int64_t low, high; /* in the spread's unit; low 0 only with high 0 */
};

struct spread {
    const struct yaml_node *node;
    struct text id;
    struct text name;
    int unit;                /* enum spread_unit */
    struct schema_list bins; /* struct spread_bin, ascending */
    struct origin origin;
    const int64_t *quantiles; /* DRAWS of them, ascending: the value at rank (i + ½) ÷ DRAWS */
};

/* What one unit of a cost item is multiplied by. */
enum cost_driver {
    DRIVER_ONCE,
    DRIVER_PCS,
    DRIVER_SERVERS,
    DRIVER_PERSONS,     /* persons whose data is concerned */
    DRIVER_SALES,       /* the spread is a share of the yearly sales */
    DRIVER_STOP,        /* days stopped × gross profit a day × share affected; no spread */
    DRIVER_STAFF_DAYS,  /* the spread is days of work, times the cost of one */
    DRIVER_COMPENSATION /* per person: practice, and JO only at the heavy end; no spread */
};

struct cost_item {
    const struct yaml_node *node;
    struct text id;
    struct text name; /* ≤ 14 signs: legend of the chart */
    struct text what; /* what it pays for; printed in the appendix */
    struct text spread_id;
    const struct spread *spread;   /* NULL for DRIVER_STOP and DRIVER_COMPENSATION */
    int driver;                    /* enum cost_driver */
    bool by_size;                  /* multiplied by the size factor, see damage.h */
    struct schema_list when_words; /* struct text: exposures; all must hold */
    const int *when;               /* enum exposure, as many */
};

/* How often a year a firm like this meets the scenario: never one number. */
struct frequency {
    struct figure_value low, high; /* percent a year */
};

struct scenario {
    const struct yaml_node *node;
    struct text id;
    struct text name;       /* 身代金ウイルスで仕事が止まる */
    struct text short_name; /* for charts */
    struct text sentence;
    struct text start, stops, troubles; /* どう始まる / 何が止まる / だれが困る */
    struct schema_list exposure_words;  /* struct text; any makes it apply; none = always */
    const int *exposures;               /* enum exposure, as many */
    struct text absent;                 /* why it is left out when it does not apply */
    struct level_table importance, threat;
    struct schema_list topics; /* struct risk_topic */
    struct text stop_days_id, stop_share_id, records_share_id;
    const struct spread *stop_days, *stop_share, *records_share; /* NULL: none */
    bool backup_helps;        /* the kind of backup shortens the stop */
    struct schema_list costs; /* struct cost_item */
    struct frequency frequency;
};

/* The client's missing figures, from its size. */
struct estimates {
    struct figure_value pcs_per_employee;
    struct figure_value notebooks_per_pc;
    struct figure_value servers_per_pc;
    struct figure_value profit_per_employee; /* yen of gross profit a day */
    struct figure_value sales_per_profit;    /* yearly sales ÷ gross profit a day */
    struct figure_value persons_per_employee;
};

/* One kind of data in the JO model: x mental pain, y economic loss (1..3). */
struct jo_level {
    const struct yaml_node *node;
    struct text name;
    int64_t x, y;
    struct origin origin;
};

/* The frequent and mild regime, told apart from the rare and severe scenarios. */
struct frequent {
    struct figure_value low, high;    /* percent of firms that noticed something in a year */
    struct figure_value mean;         /* yen */
    struct figure_value over_million; /* percent of the victims */
    struct figure_value days;
};

enum { BACKUP_KINDS = BACKUP_UNKNOWN + 1, RECORDS_LEVELS = RECORDS_INCOME + 1 };

struct risk_catalog {
    struct schema_list scenarios; /* struct scenario, in the order of the file */
    struct schema_list spreads;   /* struct spread */
    struct estimates estimates;
    struct figure_value staff_day;            /* yen for one day of work */
    struct figure_value full_size;            /* machines from which the size factor is 1 */
    struct figure_value server_weight;        /* a server counts as so many machines */
    struct figure_value backup[BACKUP_KINDS]; /* share of the days stopped, by enum backup_kind */
    struct text practice_id;
    const struct spread *practice;      /* yen a person paid as an apology in practice */
    struct figure_value practice_share; /* percent of cases that end with the practice */
    struct figure_value jo_base;        /* 500 yen */
    struct figure_value jo_identity;    /* 6: name and address */
    struct figure_value jo_sued;        /* percent of victims who sue: JNSA's own caution */
    struct jo_level jo[RECORDS_LEVELS]; /* by enum records_level */
    const int64_t *compensation[RECORDS_LEVELS]; /* yen a person at DRAWS ranks, ascending */
    struct frequent frequent;
};

enum { DRAWS = 2000, COSTS_MOST = 20 };

/* Reads risks.yaml below `content`. `catalog` has the sources and sheets that it refers to. Every
 * mistake goes to `d`; NULL when there was one. */
const struct risk_catalog *risk_catalog_load(struct arena *a, const char *content,
                                             const struct catalog *catalog, struct diag *d);

/* The JO model (JNSA): yen a person. `x`, `y` 1..3; identity 1, 3, 6; social 1, 2; response 1, 2.
 * It supposes that every victim sues; see jo_sued. */
int64_t jo_per_person(int64_t base, int64_t x, int64_t y, int64_t identity, int64_t social,
                      int64_t response);

const struct scenario *risk_catalog_scenario(const struct risk_catalog *catalog, struct text id);
const struct spread *risk_catalog_spread(const struct risk_catalog *catalog, struct text id);

#endif
