/* workbook.c -- the portfolio as XLSX. The only file that knows libxlsxwriter.
 *
 * The library writes to a named file only; an anonymous file in memory (memfd_create) has a name
 * below /proc, so that nothing of a client lies on the disk half written. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/diag.h"
#include "portfolio/columns.h"
#include "portfolio/distribution.h"
#include "portfolio/write.h"

enum { SECONDS_A_DAY = 24 * 60 * 60, HEAD_COLOUR = 0x1F3A5F };

/* A workbook while it is written. */
struct book {
    struct arena *arena;
    lxw_workbook *workbook;
    lxw_format *head, *yen, *date, *wrap, *note;
    lxw_error error; /* the first */
};

/* In characters of the default font: about what the longest usual cell needs. */
static const double WIDTHS[COLUMN_COUNT] = {
    [COLUMN_ID] = 14,         [COLUMN_NAME] = 30,        [COLUMN_SAMPLE] = 7,
    [COLUMN_TRADE] = 16,      [COLUMN_EMPLOYEES] = 8,    [COLUMN_SCORE] = 7,
    [COLUMN_CHANGE] = 11,     [COLUMN_CHANGE_NOTE] = 16, [COLUMN_WORST] = 26,
    [COLUMN_GRADE] = 13,      [COLUMN_DAMAGE] = 17,      [COLUMN_CONTRACT] = 16,
    [COLUMN_OPEN_TASKS] = 13, [COLUMN_GAPS] = 34,        [COLUMN_OBSTACLE] = 16,
    [COLUMN_NEXT] = 32,       [COLUMN_NEXT_COST] = 16,   [COLUMN_DECIDE] = 50,
    [COLUMN_BUDGET] = 13,     [COLUMN_BUDGET_NOTE] = 24, [COLUMN_ASSESSED] = 12,
    [COLUMN_VISIT] = 12,      [COLUMN_MEETING] = 15,     [COLUMN_HINTS] = 44};

static void note_error(struct book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* True at "_x0041_", which readers of XLSX take for the sign of that number (ECMA-376, 22.9.2.19).
 */
static bool is_escape(struct text text, size_t offset)
{
    struct text part = text_slice(text, offset, offset + 7);
    if (part.size != 7 || !text_starts(part, "_x") || !text_ends(part, "_"))
        return false;
    for (size_t i = 2; i < 6; i++) {
        if (!strchr("0123456789ABCDEFabcdef", part.ptr[i]))
            return false;
    }
    return true;
}

/* Without signs that XML does not allow (XML 1.0, 2.2), and with what looks like an escape escaped
 * itself: the library does neither. */
static const char *clean_text(struct arena *a, struct text text)
{
    struct buffer clean = {0};
    for (size_t offset = 0; offset < text.size;) {
        size_t start = offset;
        uint32_t sign = text_next(text, &offset);
        if ((sign < 0x20 && sign != '\t' && sign != '\n') || (sign & 0xFFFE) == 0xFFFE)
            continue;
        if (is_escape(text, start))
            buffer_puts(&clean, "_x005F");
        buffer_put(&clean, text_slice(text, start, offset));
    }
    const char *string = text_string(a, buffer_text(&clean));
    buffer_free(&clean);
    return string;
}

static void put_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     struct text text, lxw_format *format)
{
    note_error(book,
               worksheet_write_string(sheet, row, column, clean_text(book->arena, text), format));
}

static void put_cell(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_EMPTY:
        break;
    case CELL_TEXT:
        put_text(book, sheet, row, column, cell->text, NULL);
        break;
    case CELL_NUMBER:
        note_error(book, worksheet_write_number(sheet, row, column, (double)cell->number, NULL));
        break;
    case CELL_YEN:
        note_error(book,
                   worksheet_write_number(sheet, row, column, (double)cell->number, book->yen));
        break;
    case CELL_DATE: {
        lxw_datetime date = {
            .year = cell->date.year, .month = cell->date.month, .day = cell->date.day};
        note_error(book, worksheet_write_datetime(sheet, row, column, &date, book->date));
        break;
    }
    }
}

static void add_formats(struct book *book)
{
    book->head = workbook_add_format(book->workbook);
    format_set_bold(book->head);
    format_set_font_color(book->head, LXW_COLOR_WHITE);
    format_set_bg_color(book->head, HEAD_COLOUR);
    format_set_text_wrap(book->head);
    format_set_align(book->head, LXW_ALIGN_VERTICAL_CENTER);
    book->yen = workbook_add_format(book->workbook);
    format_set_num_format(book->yen, "#,##0\"円\"");
    book->date = workbook_add_format(book->workbook);
    format_set_num_format(book->date, "yyyy-mm-dd");
    book->note = workbook_add_format(book->workbook);
    format_set_bold(book->note);
}

/* Margins are inches. */
static void set_paper(lxw_worksheet *sheet)
{
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6);
    worksheet_set_header(sheet, "&R社内用・お客様に渡さない");
    worksheet_set_footer(sheet, "&C&P / &N");
}

static void write_clients(struct book *book, const struct portfolio *portfolio)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, "お客様の一覧");
    for (int column = 0; column < COLUMN_COUNT; column++) {
        lxw_col_t place = (lxw_col_t)column;
        note_error(book, worksheet_set_column(sheet, place, place, WIDTHS[column], NULL));
        put_text(book, sheet, 0, place, text_of(column_heading((enum column_kind)column)),
                 book->head);
    }
    worksheet_set_row(sheet, 0, 32, NULL);
    for (size_t i = 0; i < portfolio->count; i++) {
        for (int column = 0; column < COLUMN_COUNT; column++) {
            struct cell cell =
                cell_make(book->arena, &portfolio->rows[i], (enum column_kind)column);
            put_cell(book, sheet, (lxw_row_t)(i + 1), (lxw_col_t)column, &cell);
        }
    }
    worksheet_freeze_panes(sheet, 1, COLUMN_NAME + 1);
    note_error(book,
               worksheet_autofilter(sheet, 0, 0, (lxw_row_t)portfolio->count, COLUMN_COUNT - 1));
    worksheet_repeat_rows(sheet, 0, 0);
    set_paper(sheet);
}

static void write_distributions(struct book *book, const struct portfolio *portfolio)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, "分かれ方");
    note_error(book, worksheet_set_column(sheet, 0, 0, 34, NULL));
    note_error(book, worksheet_set_column(sheet, 1, 2, 12, NULL));
    lxw_row_t row = 0;
    for (int kind = 0; kind < DISTRIBUTION_COUNT; kind++) {
        struct distribution d =
            distribution_make(book->arena, portfolio, (enum distribution_kind)kind);
        put_text(book, sheet, row++, 0, text_of(d.title), book->note);
        put_text(book, sheet, row++, 0, text_of(d.sentence), NULL);
        put_text(book, sheet, row, 0, text_of(d.label), book->head);
        put_text(book, sheet, row++, 1, text_of(d.value), book->head);
        for (size_t i = 0; i < d.count; i++) {
            put_text(book, sheet, row, 0, d.rows[i].label, NULL);
            note_error(book, worksheet_write_number(sheet, row, 1, (double)d.rows[i].value, NULL));
            if (d.rows[i].note.size)
                put_text(book, sheet, row, 2, d.rows[i].note, NULL);
            row++;
        }
        row++;
    }
    set_paper(sheet);
}

/* The library takes the clock unless it is told a time; 0 means the clock, too. */
static void set_properties(struct book *book, const struct portfolio *portfolio)
{
    lxw_doc_properties properties = {
        .title = (char *)"お客様の一覧（社内用）",
        .author = (char *)text_string(book->arena, portfolio->vendor),
        .comments = (char *)"社内用・お客様に渡さない",
        .created = portfolio->date.year ? date_days(portfolio->date) * SECONDS_A_DAY : 1};
    note_error(book, workbook_set_properties(book->workbook, &properties));
}

/* Appends all bytes of `file`; 0 or an errno. */
static int read_back(int file, struct buffer *out)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return errno;
    size_t size = (size_t)status.st_size;
    char *room = buffer_room(out, size);
    for (size_t done = 0; done < size;) {
        ssize_t count = pread(file, room + done, size - done, (off_t)done);
        if (count <= 0)
            return count < 0 ? errno : EIO;
        done += (size_t)count;
    }
    out->size += size;
    return 0;
}

static bool refuse(struct diag *d, const char *why)
{
    return diag_add(d, MSG_FILE_CANNOT_WRITE, (struct span){0}, "XLSX: %s", why);
}

bool portfolio_workbook(struct arena *scratch, const struct portfolio *portfolio,
                        struct buffer *out, struct diag *d)
{
    int file = memfd_create("portfolio.xlsx", MFD_CLOEXEC);
    if (file < 0)
        return refuse(d, strerror(errno));
    struct book book = {.arena = scratch};
    book.workbook = workbook_new(text_format(scratch, "/proc/self/fd/%d", file).ptr);
    bool good = book.workbook != NULL;
    if (good) {
        add_formats(&book);
        set_properties(&book, portfolio);
        write_clients(&book, portfolio);
        write_distributions(&book, portfolio);
        note_error(&book, workbook_close(book.workbook));
        good = book.error == LXW_NO_ERROR;
    }
    if (!good)
        refuse(d, book.workbook ? lxw_strerror(book.error) : "workbook_new");
    int error = good ? read_back(file, out) : 0;
    if (error != 0)
        good = refuse(d, strerror(error));
    close(file);
    return good;
}
