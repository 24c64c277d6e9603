/* measure.h -- what each measure means for one client: needed or not, cost, loss it removes.
 *
 * Loss removed a year = likely loss of one occurrence × frequency × share of the measure's grade,
 * summed over the scenarios; low with the low frequency and share, high with the high ones.
 * Break-even asks nobody for a frequency: loss removed in one occurrence (low share, the careful
 * side) ÷ yearly cost = "pays when it happens more often than once in so many years". Yearly cost
 * is the mean of three years, the set-up included. ROSI = (loss removed − cost) ÷ cost. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H

#include "model/client.h"
#include "model/measure_catalog.h"
#include "model/score.h"

struct damage_result;
struct figures;

enum { PLAN_YEARS = 3 };

/* One scenario as the measures see it. Yen. */
struct loss {
    struct text id, name;
    int64_t likely;              /* one occurrence */
    int64_t year_low, year_high; /* likely × frequency */
};

/* What the measures are judged by. */
struct measure_basis {
    const struct client *client;
    const struct score *score;
    const struct score *checklist;   /* or NULL */
    int64_t pcs, notebooks, servers; /* told or estimated */
    const struct loss *losses;       /* the most worrying first */
    size_t loss_count;
    const struct schema_list *prices; /* struct measure_price, or NULL */
};

/* FULL: nothing done yet, or never asked. HALF: partly done. */
enum measure_need { MEASURE_NOT_NEEDED, MEASURE_HALF, MEASURE_FULL };

enum break_even {
    BREAK_EVEN_NONE,  /* removes no loss that the model knows */
    BREAK_EVEN_FREE,  /* costs nothing */
    BREAK_EVEN_YEARS, /* pays when more often than once in `break_even_value` years */
    BREAK_EVEN_TIMES  /* … than `break_even_value` times a year */
};

/* What a measure does about one scenario. */
struct measure_cut {
    const struct loss *loss;
    const struct measure_effect *effect;
    struct measure_share share; /* percent, need considered */
};

struct measure_result {
    const struct measure_entry *measure;
    enum measure_need need;
    bool asked; /* the need rests on an answer; else nobody has asked whether it is done */
    bool chosen, refused; /* by the client */
    bool own_price;       /* the vendor's, not the catalogue's */
    const struct measure_amount *first_amount, *yearly_amount; /* what the next two came from */
    int64_t first;                                             /* yen once */
    int64_t yearly;           /* yen every year, the first one too */
    int64_t mean_yearly;      /* over PLAN_YEARS, set-up included, rounded up */
    struct measure_cut *cuts; /* the largest removed loss first */
    size_t cut_count;
    int64_t removed_low, removed_high; /* yen a year */
    int64_t once_low, once_high;       /* yen in one occurrence of cuts[0] */
    enum break_even break_even;
    int64_t break_even_value;    /* rounded to the careful side, at most two significant figures */
    int64_t rosi_low, rosi_high; /* percent; meaningless when mean_yearly is 0 */
    int64_t points;              /* gained in the self-check by this measure alone */
};

struct measure_results {
    const struct measures *measures;
    const struct measure_basis *basis;
    struct measure_result
        *items; /* needed, chosen or refused ones, in the order of the catalogue */
    size_t count;
};

/* The basis of a client from the models before it. */
const struct measure_basis *
measure_basis_make(struct arena *a, const struct client *client, const struct score *score,
                   const struct score *checklist, const struct figures *figures,
                   const struct damage_result *damages, const struct schema_list *prices);

/* Never NULL; the arguments must outlive the result. */
const struct measure_results *measure_make(struct arena *a, const struct measures *measures,
                                           const struct measure_basis *basis);

/* The result for the measure called `id`, or NULL. */
const struct measure_result *measure_find(const struct measure_results *results, struct text id);

/* The score when `done` are in place: answers of their topics improved, others as they are. */
const struct score *measure_score(struct arena *a, const struct score *score,
                                  const struct measure_entry *const *done, size_t done_count);

/* value × percent ÷ 100, rounded down, without overflow; value ≥ 0, percent 0..100. */
int64_t measure_percent(int64_t value, int64_t percent);

#endif
