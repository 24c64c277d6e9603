#include <inttypes.h>

#include "base/arena.h"
#include "portfolio/columns.h"
#include "portfolio/write.h"

/* Would a spreadsheet take a text with this beginning for a formula? */
static bool is_formula(struct text text)
{
    static const char *const STARTS[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
        if (text_starts(text, STARTS[i]))
            return true;
    }
    return false;
}

static void put_text(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    if (is_formula(text))
        buffer_byte(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.ptr[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, text.ptr[i]);
    }
    buffer_byte(out, '"');
}

static void put_cell(struct arena *a, struct buffer *out, const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_EMPTY:
        break;
    case CELL_TEXT:
        put_text(out, cell->text);
        break;
    case CELL_NUMBER:
    case CELL_YEN:
        buffer_printf(out, "%" PRId64, cell->number);
        break;
    case CELL_DATE:
        buffer_put(out, date_format_iso(a, cell->date));
        break;
    }
}

void portfolio_csv(struct arena *scratch, const struct portfolio *portfolio, struct buffer *out)
{
    buffer_puts(out, "\xEF\xBB\xBF");
    for (int column = 0; column < COLUMN_COUNT; column++) {
        buffer_puts(out, column ? "," : "");
        put_text(out, text_of(column_heading((enum column_kind)column)));
    }
    buffer_puts(out, "\r\n");
    for (size_t i = 0; i < portfolio->count; i++) {
        for (int column = 0; column < COLUMN_COUNT; column++) {
            struct cell cell = cell_make(scratch, &portfolio->rows[i], (enum column_kind)column);
            buffer_puts(out, column ? "," : "");
            put_cell(scratch, out, &cell);
        }
        buffer_puts(out, "\r\n");
    }
}
