/* page_table.c -- all clients as a table: complete and sorted without any script. */
#include <inttypes.h>

#include "base/arena.h"
#include "device/device.h"
#include "model/client.h"
#include "portfolio/columns.h"
#include "portfolio/page_parts.h"

/* What stands in a cell: a column's value, and below it in small the value of another. */
static const struct shown {
    enum column_kind column;
    enum column_kind below; /* COLUMN_COUNT = nothing */
    const char *style;      /* class of the cells */
} SHOWN[] = {
    {COLUMN_NAME, COLUMN_ID, ""},
    {COLUMN_TRADE, COLUMN_COUNT, "short"},
    {COLUMN_EMPLOYEES, COLUMN_COUNT, "end"},
    {COLUMN_SCORE, COLUMN_COUNT, "end"},
    {COLUMN_CHANGE, COLUMN_CHANGE_NOTE, "end"},
    {COLUMN_WORST, COLUMN_GRADE, "words"},
    {COLUMN_DAMAGE, COLUMN_COUNT, "end"},
    {COLUMN_CONTRACT, COLUMN_COUNT, "short"},
    {COLUMN_OPEN_TASKS, COLUMN_GAPS, "words"},
    {COLUMN_OBSTACLE, COLUMN_COUNT, "short"},
    {COLUMN_NEXT, COLUMN_NEXT_COST, "words"},
    {COLUMN_DECIDE, COLUMN_COUNT, "words"},
    {COLUMN_BUDGET, COLUMN_BUDGET_NOTE, "end"},
    {COLUMN_ASSESSED, COLUMN_COUNT, "short"},
    {COLUMN_VISIT, COLUMN_COUNT, "short"},
    {COLUMN_MEETING, COLUMN_COUNT, "short"},
};
enum { SHOWN_COUNT = sizeof SHOWN / sizeof *SHOWN };

void page_anchor(struct screen *page, const struct portfolio_row *row)
{
    buffer_puts(page->out, "client-");
    markup_text(page->out, row->id);
}

/* A change has a sign, also when it is a gain; ±0 says that nothing changed. */
static void put_number(struct screen *page, const struct cell *cell, enum column_kind column)
{
    if (column == COLUMN_CHANGE)
        buffer_puts(page->out, cell->number > 0 ? "+" : cell->number == 0 ? "±" : "");
    buffer_put(page->out, count_format(page->scratch, cell->number));
}

static void put_value(struct screen *page, const struct cell *cell, enum column_kind column)
{
    switch (cell->kind) {
    case CELL_EMPTY:
        break;
    case CELL_TEXT:
        markup_text(page->out, cell->text);
        break;
    case CELL_NUMBER:
        put_number(page, cell, column);
        break;
    case CELL_YEN:
        buffer_put(page->out, yen_format(page->scratch, cell->number));
        break;
    case CELL_DATE:
        buffer_put(page->out, date_format_iso(page->scratch, cell->date));
        break;
    }
}

/* What the script sorts by; words are taken from the cell itself. */
static void put_sort_value(struct screen *page, const struct cell *cell, enum column_kind column)
{
    if (column_cells(column) == CELL_TEXT)
        return;
    buffer_puts(page->out, " data-value=\"");
    if (cell->kind == CELL_DATE)
        buffer_printf(page->out, "%" PRId64, date_days(cell->date));
    else if (cell->kind != CELL_EMPTY)
        buffer_printf(page->out, "%" PRId64, cell->number);
    buffer_byte(page->out, '"');
}

static void put_below(struct screen *page, const struct portfolio_row *row,
                      const struct shown *shown)
{
    if (shown->below == COLUMN_COUNT)
        return;
    struct cell cell = cell_make(page->scratch, row, shown->below);
    if (cell.kind == CELL_EMPTY)
        return;
    buffer_puts(page->out, "<span class=\"sub\">");
    if (shown->below == COLUMN_GRADE)
        buffer_puts(page->out, "心配の大きさ ");
    put_value(page, &cell, shown->below);
    buffer_puts(page->out, "</span>");
}

static void put_name(struct screen *page, const struct portfolio_row *row)
{
    buffer_puts(page->out, "<th scope=\"row\">");
    markup_text(page->out, row->name);
    if (row->fictional)
        buffer_puts(page->out, " <span class=\"badge\">架空</span>");
    put_below(page, row, &SHOWN[0]);
    buffer_puts(page->out, "</th>");
}

static void put_cell(struct screen *page, const struct portfolio_row *row,
                     const struct shown *shown)
{
    struct cell cell = cell_make(page->scratch, row, shown->column);
    buffer_printf(page->out, "<td class=\"%s\"", shown->style);
    put_sort_value(page, &cell, shown->column);
    buffer_byte(page->out, '>');
    bool low = shown->column == COLUMN_SCORE && !row->passed;
    bool lost = shown->column == COLUMN_CHANGE && row->change < 0;
    if (low || lost)
        buffer_puts(page->out, "<span class=\"accent\">");
    put_value(page, &cell, shown->column);
    if (low || lost)
        buffer_puts(page->out, "</span>");
    put_below(page, row, shown);
    buffer_puts(page->out, "</td>");
}

static void put_row(struct screen *page, const struct portfolio_row *row)
{
    buffer_puts(page->out, "<tr id=\"");
    page_anchor(page, row);
    buffer_puts(page->out, "\" data-trade=\"");
    markup_text(page->out, text_of(trade_label((enum trade)row->trade)));
    buffer_puts(page->out, "\" data-contract=\"");
    markup_text(page->out, text_of(contract_label((enum contract_kind)row->contract)));
    buffer_puts(page->out, "\">");
    put_name(page, row);
    for (size_t i = 1; i < SHOWN_COUNT; i++)
        put_cell(page, row, &SHOWN[i]);
    buffer_puts(page->out, "</tr>\n");
}

/* --- filters --------------------------------------------------------------------------------- */

static bool occurs(const struct portfolio *portfolio, int trade, int contract)
{
    for (size_t i = 0; i < portfolio->count; i++) {
        if (portfolio->rows[i].trade == trade || portfolio->rows[i].contract == contract)
            return true;
    }
    return false;
}

static void put_option(struct screen *page, const char *label)
{
    buffer_puts(page->out, "<option>");
    markup_text(page->out, text_of(label));
    buffer_puts(page->out, "</option>\n");
}

/* Hidden until the script shows them: without it they would do nothing. */
static void put_filters(struct screen *page)
{
    struct buffer *out = page->out;
    buffer_puts(out, "<div class=\"filters\" id=\"filters\" role=\"search\" hidden>\n"
                     "<label>言葉でしぼる<input type=\"search\" "
                     "id=\"filter-text\" autocomplete=\"off\"></label>\n"
                     "<label>業種<select id=\"filter-trade\">\n"
                     "<option value=\"\">すべて</option>\n");
    for (int trade = 0; trade <= TRADE_OTHER; trade++) {
        if (occurs(page->portfolio, trade, -1))
            put_option(page, trade_label((enum trade)trade));
    }
    buffer_puts(out, "</select></label>\n<label>契約"
                     "<select id=\"filter-contract\">\n<option value=\"\">すべて</option>\n");
    for (int contract = 0; contract <= CONTRACT_PACKAGE; contract++) {
        if (occurs(page->portfolio, -1, contract))
            put_option(page, contract_label((enum contract_kind)contract));
    }
    buffer_puts(out, "</select></label>\n"
                     "<button type=\"button\" id=\"filter-reset\">初めの並びにもどす</button>\n"
                     "<p id=\"filter-state\" role=\"status\"></p>\n</div>\n");
}

void page_table(struct screen *page)
{
    struct buffer *out = page->out;
    buffer_puts(out, "<h2 class=\"heading-2\" id=\"all\">すべてのお客様</h2>\n"
                     "<p class=\"text\">心配の大きい順です。いちばんの心配の大きさ（大きい順）、"
                     "点数（低い順）、1回の被害の目安（大きい順）で並べています。"
                     "点数が合格の目安にとどかないものと、下がったものは、太い字です。</p>\n");
    put_filters(page);
    buffer_puts(out, "<section class=\"clients\" aria-label=\"すべてのお客様の表\" "
                     "tabindex=\"0\">\n<table id=\"clients\">\n<thead>\n<tr>\n");
    for (size_t i = 0; i < SHOWN_COUNT; i++) {
        bool end = text_is(text_of(SHOWN[i].style), "end");
        buffer_printf(out, "<th scope=\"col\"%s>%s</th>\n", end ? " class=\"end\"" : "",
                      column_heading(SHOWN[i].column));
    }
    buffer_puts(out, "</tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < page->portfolio->count; i++)
        put_row(page, &page->portfolio->rows[i]);
    buffer_puts(out, "</tbody>\n</table>\n</section>\n");
}
