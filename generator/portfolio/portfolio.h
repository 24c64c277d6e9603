/* portfolio.h -- the vendor's own view of all clients: one row a client, the order of rows, what to
 * propose to whom, and counts over all. Never given to clients.
 *
 * Everything is a pure function of the reports; dates come from the data or the command line. Texts
 * of rows live in the portfolio's arena, so that a client's own memory can go before the next. */
#ifndef PORTFOLIO_PORTFOLIO_H
#define PORTFOLIO_PORTFOLIO_H

#include "base/quantity.h"
#include "model/duty.h"
#include "model/peers.h"
#include "model/risk.h"

struct report;
struct diag_note;

/* Flags of the responsibility table, gathered into what a vendor talks about. */
enum gap {
    GAP_NOBODY,  /* nobody leads */
    GAP_TWO,     /* several lead */
    GAP_BELIEF,  /* the client thinks otherwise than the contract */
    GAP_SKILL,   /* the client leads without anybody able */
    GAP_ACCOUNT, /* an entrance for remote maintenance without an owner */
    GAP_COUNT
};

enum hint {
    HINT_LOST,       /* lost points since the last assessment with the same sheet */
    HINT_OLD,        /* no assessment for a year */
    HINT_GAPS,       /* tasks that nobody leads */
    HINT_CONTRACT,   /* 大 risk, and no standing contract */
    HINT_BUDGET,     /* the minimum does not fit the first year's money */
    HINT_NO_MEETING, /* no meeting on or after the date of the portfolio */
    HINT_STAR,       /* one star could be declared now */
    HINT_COUNT
};

struct portfolio_row {
    struct text id, name;
    bool fictional;
    bool counted; /* enters the figures: see portfolio_close */
    int trade;    /* enum trade */
    int64_t employees;
    struct date assessed;
    struct text edition;
    int64_t total;
    bool passed;
    bool has_previous, comparable; /* the one before exists; and used the same sheet */
    int64_t change;                /* points, meaningful when comparable */
    struct text worst;             /* scenario in a few words; absent = no scenario applies */
    int64_t worst_value;           /* 1..9; 0 = none */
    enum grade grade;
    int64_t damage;    /* yen, likely damage of one occurrence of it, as printed */
    int contract;      /* enum contract_kind */
    size_t open_tasks; /* tasks with at least one gap */
    size_t gaps[GAP_COUNT];
    struct text obstacle;  /* step that holds the client up; absent = none */
    struct text next;      /* first measure of the plan's first year; absent = nothing to do */
    int64_t next_cost;     /* yen in its first year */
    struct text decide;    /* first decision about a task that is open; absent = none */
    int64_t budget;        /* yen a year */
    bool budget_assumed;   /* the client has not told it */
    struct date visit;     /* last visit; year 0 = none */
    struct date meeting;   /* as the client's file has it, may be past; year 0 = none */
    bool minimum_too_dear; /* the minimum measures do not all begin in the first year */
    bool star_ready;       /* all conditions of one star met, none declared */
    unsigned hints;        /* set of 1 << enum hint, after portfolio_close */
    struct peer peer;
};

/* A client file that could not be used. */
struct portfolio_failure {
    struct text file;
    const struct diag_note *notes;
    size_t note_count;
};

struct portfolio {
    struct arena *arena;
    struct text vendor;
    struct portfolio_row *rows; /* after portfolio_close: worst first */
    size_t count;
    size_t fictional;
    struct portfolio_failure *failures; /* in the order of files */
    size_t failure_count;
    struct date date; /* what "a year ago" and "next" are counted from; year 0 = no client */
    bool date_given;  /* on the command line; else the newest assessment or visit */
    size_t counted;
};

/* Adds the row of a client; the report may go afterwards. */
void portfolio_add(struct portfolio *portfolio, const struct report *report);

/* After the last client: dates, who is counted, hints, order.
 *
 * Fictional clients are counted only when there is no real one. Rows are sorted by the value of the
 * worst risk (falling), the score (rising), its likely damage (falling), then name and id. */
void portfolio_close(struct portfolio *portfolio);

/* Of the counted rows: exact median of the totals; 0 when there are none. */
int64_t portfolio_median(const struct portfolio *portfolio);

/* How many counted rows have `hint`. */
size_t portfolio_hinted(const struct portfolio *portfolio, enum hint hint);

/* Labels for page and tables. */
const char *gap_label(enum gap gap);
const char *hint_label(enum hint hint);
const char *hint_advice(enum hint hint);

#endif
