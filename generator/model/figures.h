/* figures.h -- the client's own figures, completed from its size where it did not tell them. */
#ifndef MODEL_FIGURES_H
#define MODEL_FIGURES_H

#include "model/client.h"
#include "model/risk_catalog.h"

enum figure_kind {
    FIGURE_PCS,
    FIGURE_NOTEBOOKS,
    FIGURE_SERVERS,
    FIGURE_PROFIT,
    FIGURE_SALES,
    FIGURE_PERSONS,
    FIGURE_KIND_COUNT
};

/* Persons of one kind of data. */
struct figure_records {
    struct text kind;
    int level; /* enum records_level */
    int64_t count;
};

struct figures {
    const struct client *client;
    int64_t values[FIGURE_KIND_COUNT]; /* yen: gross profit a day, sales a year */
    bool estimated[FIGURE_KIND_COUNT];
    const struct figure_value *rules[FIGURE_KIND_COUNT]; /* what an estimate was made with */
    const struct figure_records *records;                /* at least one */
    size_t record_count;
    size_t estimated_count;
};

/* Never NULL. `client` and `catalog` must outlive the result. */
const struct figures *figures_make(struct arena *a, const struct risk_catalog *catalog,
                                   const struct client *client);

/* 1日の粗利, パソコンの台数, … */
const char *figure_label(enum figure_kind kind);

/* The key of a client file that tells it: gross_profit_per_day, it.pcs, … */
const char *figure_key(enum figure_kind kind);

bool exposure_holds(const struct figures *figures, enum exposure exposure);

#endif
