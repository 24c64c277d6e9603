/* columns.h -- the columns of the table of all clients, the same for page, CSV and XLSX. */
#ifndef PORTFOLIO_COLUMNS_H
#define PORTFOLIO_COLUMNS_H

#include "portfolio/portfolio.h"

enum column_kind {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_SAMPLE, /* 架空の見本 */
    COLUMN_TRADE,
    COLUMN_EMPLOYEES,
    COLUMN_SCORE,
    COLUMN_CHANGE,
    COLUMN_CHANGE_NOTE,
    COLUMN_WORST,
    COLUMN_GRADE,
    COLUMN_DAMAGE,
    COLUMN_CONTRACT,
    COLUMN_OPEN_TASKS,
    COLUMN_GAPS,
    COLUMN_OBSTACLE,
    COLUMN_NEXT,
    COLUMN_NEXT_COST,
    COLUMN_DECIDE,
    COLUMN_BUDGET,
    COLUMN_BUDGET_NOTE,
    COLUMN_ASSESSED,
    COLUMN_VISIT,
    COLUMN_MEETING,
    COLUMN_HINTS,
    COLUMN_COUNT
};

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_YEN, CELL_DATE };

struct cell {
    enum cell_kind kind;
    struct text text;
    int64_t number; /* CELL_NUMBER, CELL_YEN */
    struct date date;
};

/* A few words, for the head of the column. */
const char *column_heading(enum column_kind column);

/* What a column's cells are when they are not empty. */
enum cell_kind column_cells(enum column_kind column);

/* Texts are borrowed from the row or live in `a`. */
struct cell cell_make(struct arena *a, const struct portfolio_row *row, enum column_kind column);

#endif
