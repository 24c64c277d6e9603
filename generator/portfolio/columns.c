#include "portfolio/columns.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "model/client.h"

static const struct column_head {
    const char *heading;
    enum cell_kind cells;
} HEADS[COLUMN_COUNT] = {
    [COLUMN_ID] = {"お客様ID", CELL_TEXT},
    [COLUMN_NAME] = {"お客様", CELL_TEXT},
    [COLUMN_SAMPLE] = {"見本", CELL_TEXT},
    [COLUMN_TRADE] = {"業種", CELL_TEXT},
    [COLUMN_EMPLOYEES] = {"従業員", CELL_NUMBER},
    [COLUMN_SCORE] = {"点数", CELL_NUMBER},
    [COLUMN_CHANGE] = {"前回との差", CELL_NUMBER},
    [COLUMN_CHANGE_NOTE] = {"前回との差の注", CELL_TEXT},
    [COLUMN_WORST] = {"いちばんの心配", CELL_TEXT},
    [COLUMN_GRADE] = {"心配の大きさ", CELL_TEXT},
    [COLUMN_DAMAGE] = {"1回の被害の目安", CELL_YEN},
    [COLUMN_CONTRACT] = {"契約", CELL_TEXT},
    [COLUMN_OPEN_TASKS] = {"役割のすき間", CELL_NUMBER},
    [COLUMN_GAPS] = {"すき間の中身", CELL_TEXT},
    [COLUMN_OBSTACLE] = {"止まっている所", CELL_TEXT},
    [COLUMN_NEXT] = {"次の対策", CELL_TEXT},
    [COLUMN_NEXT_COST] = {"次の対策の費用", CELL_YEN},
    [COLUMN_DECIDE] = {"決めてもらうこと", CELL_TEXT},
    [COLUMN_BUDGET] = {"1年の予算", CELL_YEN},
    [COLUMN_BUDGET_NOTE] = {"予算の注", CELL_TEXT},
    [COLUMN_ASSESSED] = {"診断日", CELL_DATE},
    [COLUMN_VISIT] = {"前の訪問", CELL_DATE},
    [COLUMN_MEETING] = {"次の打ち合わせ", CELL_DATE},
    [COLUMN_HINTS] = {"提案の手がかり", CELL_TEXT},
};

const char *column_heading(enum column_kind column)
{
    return HEADS[column].heading;
}

enum cell_kind column_cells(enum column_kind column)
{
    return HEADS[column].cells;
}

static struct cell text_cell(struct text text)
{
    return (struct cell){.kind = text.size ? CELL_TEXT : CELL_EMPTY, .text = text};
}

static struct cell label_cell(const char *label)
{
    return text_cell(text_of(label));
}

static struct cell number_cell(enum cell_kind kind, int64_t number)
{
    return (struct cell){.kind = kind, .number = number};
}

static struct cell date_cell(struct date date)
{
    return (struct cell){.kind = date.year ? CELL_DATE : CELL_EMPTY, .date = date};
}

/* だれもいない 2、思いちがい 1 */
static struct text gaps_text(struct arena *a, const struct portfolio_row *row)
{
    struct buffer text = {0};
    for (int gap = 0; gap < GAP_COUNT; gap++) {
        if (row->gaps[gap] > 0)
            buffer_printf(&text, "%s%s %zu", text.size ? "、" : "", gap_label((enum gap)gap),
                          row->gaps[gap]);
    }
    struct text copy = text_copy(a, buffer_text(&text));
    buffer_free(&text);
    return copy;
}

static struct text hints_text(struct arena *a, const struct portfolio_row *row)
{
    struct buffer text = {0};
    for (int hint = 0; hint < HINT_COUNT; hint++) {
        if (row->hints & 1u << hint)
            buffer_printf(&text, "%s%s", text.size ? "／" : "", hint_label((enum hint)hint));
    }
    struct text copy = text_copy(a, buffer_text(&text));
    buffer_free(&text);
    return copy;
}

static struct cell change_cell(const struct portfolio_row *row)
{
    return row->comparable ? number_cell(CELL_NUMBER, row->change) : (struct cell){0};
}

static const char *change_note(const struct portfolio_row *row)
{
    if (!row->has_previous)
        return "初めて";
    return row->comparable ? "" : "前回は別の問い";
}

struct cell cell_make(struct arena *a, const struct portfolio_row *row, enum column_kind column)
{
    bool worried = row->worst_value > 0;
    switch (column) {
    case COLUMN_ID:
        return text_cell(row->id);
    case COLUMN_NAME:
        return text_cell(row->name);
    case COLUMN_SAMPLE:
        return label_cell(row->fictional ? "架空" : "");
    case COLUMN_TRADE:
        return label_cell(trade_label((enum trade)row->trade));
    case COLUMN_EMPLOYEES:
        return number_cell(CELL_NUMBER, row->employees);
    case COLUMN_SCORE:
        return number_cell(CELL_NUMBER, row->total);
    case COLUMN_CHANGE:
        return change_cell(row);
    case COLUMN_CHANGE_NOTE:
        return label_cell(change_note(row));
    case COLUMN_WORST:
        return text_cell(row->worst);
    case COLUMN_GRADE:
        return label_cell(worried ? grade_label(row->grade) : "");
    case COLUMN_DAMAGE:
        return worried ? number_cell(CELL_YEN, row->damage) : (struct cell){0};
    case COLUMN_CONTRACT:
        return label_cell(contract_label((enum contract_kind)row->contract));
    case COLUMN_OPEN_TASKS:
        return number_cell(CELL_NUMBER, (int64_t)row->open_tasks);
    case COLUMN_GAPS:
        return text_cell(gaps_text(a, row));
    case COLUMN_OBSTACLE:
        return text_cell(row->obstacle);
    case COLUMN_NEXT:
        return text_cell(row->next);
    case COLUMN_NEXT_COST:
        return row->next.size ? number_cell(CELL_YEN, row->next_cost) : (struct cell){0};
    case COLUMN_DECIDE:
        return text_cell(row->decide);
    case COLUMN_BUDGET:
        return number_cell(CELL_YEN, row->budget);
    case COLUMN_BUDGET_NOTE:
        return label_cell(row->budget_assumed ? "聞いていないため仮の額" : "");
    case COLUMN_ASSESSED:
        return date_cell(row->assessed);
    case COLUMN_VISIT:
        return date_cell(row->visit);
    case COLUMN_MEETING:
        return date_cell(row->meeting);
    case COLUMN_HINTS:
        return text_cell(hints_text(a, row));
    case COLUMN_COUNT:
        break;
    }
    return (struct cell){0};
}
