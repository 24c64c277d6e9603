#include "document/table.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/commonmark.h"
#include "document/fence.h"
#include "document/tag.h"

struct cells {
    struct line items[LIMIT_TABLE_COLUMNS + 1]; /* one more, to notice a row that is too long */
    size_t count;
};

struct table {
    struct reader *reader;
    size_t index; /* of the line to read next */
    size_t columns;
};

/* --- one line --------------------------------------------------------------------------------- */

/* Behind the code span that opens at `at`, or behind its backticks when it is none. */
static size_t skip_code(const char *bytes, size_t at, size_t end)
{
    size_t inner = at;
    while (inner < end && bytes[inner] == '`')
        inner++;
    size_t length = inner - at;
    size_t run = 0;
    for (size_t i = inner; i < end; i++) {
        run = bytes[i] == '`' ? run + 1 : 0;
        if (run == length && (i + 1 == end || bytes[i + 1] != '`'))
            return i + 1;
    }
    return inner;
}

/* Behind the sign at `at`; a field, a code span and an escaped sign count as one. */
static size_t skip_sign(const struct reader *r, size_t at, size_t end)
{
    struct text source = text_slice(r->source->text, 0, end);
    if (source.ptr[at] == '\\' && at + 1 < end)
        return at + 2;
    if (source.ptr[at] == '`')
        return skip_code(source.ptr, at, end);
    if (at + 1 < end && source.ptr[at] == '{' && source.ptr[at + 1] == '{' && !r->foreign) {
        size_t behind = tag_end(source, at);
        return behind == SIZE_MAX ? at + 2 : behind;
    }
    return at + 1;
}

static bool has_bar(const struct reader *r, struct line line)
{
    size_t at = line.start;
    if (!memchr(r->source->text.ptr + at, '|', line.end - at))
        return false;
    while (at < line.end && r->source->text.ptr[at] != '|')
        at = skip_sign(r, at, line.end);
    return at < line.end;
}

/* A line that is something else although a bar stands in it: a heading, an item, a quotation. */
static bool begins_other(const struct reader *r, struct line line)
{
    const char *bytes = r->source->text.ptr;
    size_t digits = 0;
    while (line.start + digits < line.end && bytes[line.start + digits] >= '0' &&
           bytes[line.start + digits] <= '9')
        digits++;
    size_t at = line.start + digits;
    bool spaced = at + 1 < line.end && (bytes[at + 1] == ' ' || bytes[at + 1] == '\t');
    bool marker = strchr(digits ? ".)" : "-+*", bytes[at]) && spaced;
    bool fence = fence_opens(r, line, false).sign != 0;
    return marker || fence || strchr("#>", bytes[line.start]) ||
           text_starts(reader_text(r, line.start, line.end), "::");
}

/* A row begins with a bar, or has one within. */
static bool is_row(const struct reader *r, size_t index)
{
    if (index >= r->source->line_count)
        return false;
    struct line line = reader_trim(r, reader_line(r, index));
    if (line.start == line.end || line.end - line.start > LIMIT_LINE)
        return false;
    if (r->source->text.ptr[line.start] == '|')
        return true;
    return has_bar(r, line) && !begins_other(r, line);
}

static struct cells split(const struct reader *r, struct line row)
{
    struct cells cells = {.count = 0};
    struct line line = reader_trim(r, row);
    bool bar = line.start < line.end && r->source->text.ptr[line.start] == '|';
    size_t start = line.start + bar;
    size_t at = start;
    while (at < line.end && cells.count <= LIMIT_TABLE_COLUMNS) {
        if (r->source->text.ptr[at] != '|') {
            at = skip_sign(r, at, line.end);
            continue;
        }
        cells.items[cells.count++] = reader_trim(r, (struct line){start, at});
        start = ++at;
    }
    if (start < line.end && cells.count <= LIMIT_TABLE_COLUMNS)
        cells.items[cells.count++] = reader_trim(r, (struct line){start, line.end});
    return cells;
}

/* ":--", "--:", ":-:" or "--". */
static bool read_alignment(struct text cell, enum align *align)
{
    bool left = text_starts(cell, ":");
    bool right = cell.size > 1 && text_ends(cell, ":");
    struct text dashes = text_slice(cell, left, cell.size - right);
    for (size_t i = 0; i < dashes.size; i++) {
        if (dashes.ptr[i] != '-')
            return false;
    }
    *align = right ? (left ? ALIGN_CENTRE : ALIGN_END) : ALIGN_START;
    return dashes.size > 0;
}

static bool is_delimiter(const struct reader *r, size_t index)
{
    if (!is_row(r, index))
        return false;
    struct line line = reader_line(r, index);
    for (size_t i = line.start; i < line.end; i++) {
        if (!strchr("|:- \t", r->source->text.ptr[i]))
            return false;
    }
    struct cells cells = split(r, line);
    for (size_t i = 0; i < cells.count; i++) {
        enum align align;
        if (!read_alignment(reader_text(r, cells.items[i].start, cells.items[i].end), &align))
            return false;
    }
    return cells.count > 0;
}

bool table_starts(const struct reader *r, size_t index)
{
    if (!is_row(r, index) || !is_delimiter(r, index + 1))
        return false;
    struct line head = reader_trim(r, reader_line(r, index));
    if (r->source->text.ptr[head.start] == '|')
        return true;
    /* Without its bar in front a line is a head only when the delimiters fit it exactly (GFM). */
    return split(r, head).count == split(r, reader_line(r, index + 1)).count;
}

/* --- rows ------------------------------------------------------------------------------------- */

static const char *const row_styles[] = {"alert", "sum"};
enum { ROW_STYLE_COUNT = sizeof row_styles / sizeof *row_styles };

/* Takes "{.style}" off the front of the row's first cell. */
static struct text take_row_style(struct reader *r, struct line *cell)
{
    struct text none = {0};
    struct text text = reader_text(r, cell->start, cell->end);
    if (r->foreign || !text_starts(text, "{."))
        return none;
    size_t close = text_find(text, "}", 0);
    if (close == SIZE_MAX)
        return none;
    struct text word = text_slice(text, 2, close);
    struct span span = reader_span(r, cell->start, cell->start + close + 1);
    *cell = reader_trim(r, (struct line){span.end, cell->end});
    struct text names[ROW_STYLE_COUNT];
    for (size_t i = 0; i < ROW_STYLE_COUNT; i++) {
        names[i] = text_of(row_styles[i]);
        if (text_equal(names[i], word))
            return names[i];
    }
    diag_add(r->diag, MSG_MD_BAD_ARGUMENT, span, "{.%.*s}", (int)word.size, word.ptr);
    diag_near(r->diag, diag_nearest(word, names, ROW_STYLE_COUNT));
    return none;
}

/* Whether one more empty cell may be added: "|" on each of half a million lines must not become
 * millions of cells. */
static bool may_pad(struct reader *r, struct line row)
{
    if (r->padding < LIMIT_PADDING) {
        r->padding++;
        return true;
    }
    if (r->padding == LIMIT_PADDING) {
        r->padding++;
        diag_add(r->diag, MSG_MD_PATHOLOGICAL, reader_span(r, row.start, row.end), "| < %d",
                 LIMIT_PADDING);
    }
    return false;
}

static struct block *read_row(struct table *t, struct line line)
{
    struct reader *r = t->reader;
    line = reader_trim(r, line);
    struct cells cells = split(r, line);
    struct block *row = block_new(r->arena, BLOCK_ROW, reader_span(r, line.start, line.end));
    if (cells.count > t->columns) {
        struct line extra = cells.items[t->columns];
        diag_add(r->diag, MSG_MD_TABLE_CELLS, reader_span(r, extra.start, extra.end), "%zu > %zu",
                 cells.count, t->columns);
    }
    if (cells.count > 0)
        row->style = take_row_style(r, &cells.items[0]);
    struct block **last = &row->children;
    for (size_t i = 0; i < t->columns; i++) {
        bool written = i < cells.count;
        if (!written && !may_pad(r, line))
            break;
        struct line cell = written ? cells.items[i] : (struct line){line.end, line.end};
        *last = block_new(r->arena, BLOCK_CELL, reader_span(r, cell.start, cell.end));
        (*last)->inlines = commonmark_inlines(r, cell, true);
        last = &(*last)->next;
    }
    return row;
}

/* --- sections among rows ---------------------------------------------------------------------- */

static struct section section_at(const struct reader *r, size_t index)
{
    if (r->foreign || index >= r->source->line_count)
        return (struct section){.kind = SECTION_NONE};
    struct line line = reader_line(r, index);
    return tag_read_section(reader_text(r, line.start, line.end));
}

/* A section line after a row belongs to the table when, behind further section lines, a row comes
 * that is not the head of the next table. */
static bool row_follows(const struct reader *r, size_t index)
{
    /* No table opens and closes more sections in a row than may be nested. */
    for (size_t i = 0; i < 2 * LIMIT_SECTIONS && section_at(r, index).kind != SECTION_NONE; i++)
        index++;
    return is_row(r, index) && !table_starts(r, index);
}

static void read_rows(struct table *t, struct block **last, size_t depth);

static void complain_section(struct table *t, size_t index, enum message message)
{
    struct line line = reader_trim(t->reader, reader_line(t->reader, index));
    struct text text = reader_text(t->reader, line.start, line.end);
    diag_add(t->reader->diag, message, reader_span(t->reader, line.start, line.end), "%.*s",
             (int)text.size, text.ptr);
}

static struct block *read_section(struct table *t, struct section section, size_t depth)
{
    size_t opening = t->index++;
    struct line line = reader_trim(t->reader, reader_line(t->reader, opening));
    bool is_if = section.kind == SECTION_IF;
    struct block *block = block_new(t->reader->arena, is_if ? BLOCK_IF : BLOCK_EACH,
                                    reader_span(t->reader, line.start, line.end));
    block->condition = section.condition;
    block->text = section.name;
    read_rows(t, &block->children, depth + 1);
    enum section_kind kind = section_at(t->reader, t->index).kind;
    if (is_if && kind == SECTION_ELSE) {
        t->index++;
        read_rows(t, &block->otherwise, depth + 1);
        kind = section_at(t->reader, t->index).kind;
    }
    if (kind == (is_if ? SECTION_END_IF : SECTION_END_EACH))
        t->index++;
    else
        complain_section(t, opening, MSG_SECTION_UNBALANCED);
    if (section.valid)
        return block;
    complain_section(t, opening, MSG_SECTION_SYNTAX);
    return NULL;
}

/* Reads until a line that is neither row nor opening section: the caller judges it. */
static void read_rows(struct table *t, struct block **last, size_t depth)
{
    for (;;) {
        struct section section = section_at(t->reader, t->index);
        bool opens = section.kind == SECTION_IF || section.kind == SECTION_EACH;
        struct block *block = NULL;
        if (opens && row_follows(t->reader, t->index)) {
            if (depth >= LIMIT_SECTIONS) {
                complain_section(t, t->index, MSG_MD_PATHOLOGICAL);
                return;
            }
            block = read_section(t, section, depth);
        } else if (is_row(t->reader, t->index)) {
            block = read_row(t, reader_line(t->reader, t->index++));
        } else {
            return;
        }
        if (!block)
            continue;
        *last = block;
        last = &block->next;
    }
}

static void read_columns(struct table *t, struct block *table, struct cells delimiter)
{
    table->columns = arena_array(t->reader->arena, t->columns, sizeof *table->columns);
    table->column_count = t->columns;
    for (size_t i = 0; i < t->columns && i < delimiter.count; i++) {
        struct line cell = delimiter.items[i];
        read_alignment(reader_text(t->reader, cell.start, cell.end), &table->columns[i].align);
    }
}

struct block *table_read(struct reader *r, size_t *index)
{
    struct line head = reader_trim(r, reader_line(r, *index));
    struct line rule = reader_trim(r, reader_line(r, *index + 1));
    struct cells cells = split(r, head);
    struct cells delimiter = split(r, rule);
    struct table t = {.reader = r, .index = *index + 2, .columns = cells.count};
    if (cells.count == 0 || cells.count > LIMIT_TABLE_COLUMNS) {
        diag_add(r->diag, cells.count ? MSG_MD_PATHOLOGICAL : MSG_MD_TABLE_CELLS,
                 reader_span(r, head.start, head.end), "| = %zu, 1..%d", cells.count,
                 LIMIT_TABLE_COLUMNS);
        while (is_row(r, t.index))
            t.index++;
        *index = t.index;
        return NULL;
    }
    if (delimiter.count != cells.count)
        diag_add(r->diag, MSG_MD_TABLE_CELLS, reader_span(r, rule.start, rule.end), "%zu != %zu",
                 delimiter.count, cells.count);
    struct block *table = block_new(r->arena, BLOCK_TABLE, reader_span(r, head.start, head.end));
    table->head_rows = 1;
    read_columns(&t, table, delimiter);
    table->children = read_row(&t, head);
    read_rows(&t, &table->children->next, 0);
    struct line last = reader_trim(r, reader_line(r, t.index - 1));
    table->span.end = last.end;
    *index = t.index;
    return table;
}
