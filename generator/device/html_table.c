#include "device/html_parts.h"

#include "base/arena.h"
#include "device/device.h"

/* What a phone of 360 px shows of a table, in half signs of 7 px (text_columns), paddings with it.
 * Words are broken to fit their column; a sentence wants a dozen whole signs a line. */
enum { PHONE = 45, PADDING = 2, SENTENCE = 24, WORD = 9 };

static enum align column_align(const struct block *table, size_t column)
{
    return column < table->column_count ? table->columns[column].align : ALIGN_START;
}

/* Without the raised numbers of sources, which hang behind the words. */
static size_t cell_columns(const struct inline_node *first)
{
    size_t columns = 0;
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_TEXT || node->kind == INLINE_CODE)
            columns += text_columns(node->text);
        else if (node->kind != INLINE_SPAN || !text_is(node->style, "note"))
            columns += cell_columns(node->children);
    }
    return columns;
}

static size_t column_need(enum align align, size_t columns)
{
    if (align != ALIGN_START)
        return columns; /* amounts and signs are not broken */
    if (columns > SENTENCE)
        return SENTENCE;
    return columns < WORD ? columns : WORD;
}

/* A wider cell changes nothing. */
static bool needs_most(enum align align, size_t columns)
{
    return align == ALIGN_START && columns > SENTENCE;
}

/* Of the widest cell of a column, as far as it matters. */
static size_t column_columns(const struct block *table, size_t column)
{
    size_t widest = 0;
    for (const struct block *row = table->children; row; row = row->next) {
        const struct block *cell = row->children;
        for (size_t i = 0; cell && i < column; i++)
            cell = cell->next;
        size_t columns = cell ? cell_columns(cell->inlines) : 0;
        if (columns > widest)
            widest = columns;
        if (needs_most(column_align(table, column), widest))
            break;
    }
    return widest;
}

/* Would the table scroll sideways on a phone? There each row becomes a card, and every cell says
 * what its column is called. */
static bool is_wide(const struct block *table)
{
    size_t need = 0;
    for (size_t column = 0; table->head_rows > 0 && column < table->column_count; column++) {
        need += column_need(column_align(table, column), column_columns(table, column)) + PADDING;
        if (need > PHONE)
            return true;
    }
    return false;
}

static const char *align_class(enum align align)
{
    switch (align) {
    case ALIGN_START:
        break;
    case ALIGN_CENTRE:
        return " class=\"centre\"";
    case ALIGN_END:
        return " class=\"end\"";
    }
    return "";
}

static void open_row(struct html *h, const struct block *row)
{
    buffer_puts(h->out, "<tr");
    if (row->id.size) {
        buffer_puts(h->out, " id=\"");
        markup_text(h->out, row->id);
        buffer_byte(h->out, '"');
    }
    if (row->style.size) {
        buffer_puts(h->out, " class=\"");
        markup_text(h->out, row->style);
        buffer_byte(h->out, '"');
    }
    buffer_byte(h->out, '>');
}

static void put_head(struct html *h, const struct block *table, const struct block *row)
{
    open_row(h, row);
    size_t column = 0;
    for (const struct block *cell = row->children; cell; cell = cell->next) {
        /* An empty head names nothing: screen readers would announce it for every cell below. */
        buffer_puts(h->out, cell->inlines ? "<th scope=\"col\"" : "<td");
        buffer_puts(h->out, align_class(column_align(table, column++)));
        buffer_byte(h->out, '>');
        html_inlines(h, cell->inlines);
        buffer_puts(h->out, cell->inlines ? "</th>" : "</td>");
    }
    buffer_puts(h->out, "</tr>\n");
}

/* The start tags of a body's cells, one a column. In cards a cell says what its column is called,
 * but the first words of a row, its name, need no label. A number before them has its own (問 3).
 */
static const struct text *cell_tags(struct html *h, const struct block *table, bool cards)
{
    struct text *tags = arena_array(h->scratch, table->column_count, sizeof *tags);
    const struct block *head = cards ? table->children->children : NULL;
    struct buffer tag = {0};
    bool named = false;
    for (size_t column = 0; column < table->column_count; column++) {
        enum align align = column_align(table, column);
        bool name = !named && align == ALIGN_START;
        named = named || name;
        buffer_clear(&tag);
        buffer_puts(&tag, "<td");
        buffer_puts(&tag, align_class(align));
        if (head && head->inlines && !name) {
            buffer_puts(&tag, " data-label=\"");
            markup_text(&tag, inline_plain(h->scratch, head->inlines));
            buffer_byte(&tag, '"');
        }
        buffer_byte(&tag, '>');
        tags[column] = text_copy(h->scratch, buffer_text(&tag));
        head = head ? head->next : NULL;
    }
    buffer_free(&tag);
    return tags;
}

static void put_row(struct html *h, const struct block *table, const struct block *row,
                    const struct text *tags)
{
    bool alert = text_is(row->style, "alert");
    open_row(h, row);
    size_t column = 0;
    for (const struct block *cell = row->children; cell; cell = cell->next, column++) {
        buffer_put(h->out, column < table->column_count ? tags[column] : text_of("<td>"));
        /* What needs attention is said in words too, not by colour alone. */
        if (alert && column == 0)
            buffer_puts(h->out, "<span class=\"hidden\">要確認：</span>");
        html_inlines(h, cell->inlines);
        buffer_puts(h->out, "</td>");
    }
    buffer_puts(h->out, "</tr>\n");
}

void html_table(struct html *h, const struct block *table)
{
    bool cards = is_wide(table);
    const struct text *tags = cell_tags(h, table, cards);
    /* Wide tables scroll in their own frame; a keyboard must be able to reach it (WCAG 2.1.1). */
    buffer_puts(h->out, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"表");
    if (h->heading.size) {
        buffer_puts(h->out, "：");
        markup_text(h->out, h->heading);
    }
    buffer_puts(h->out, cards ? "\">\n<table class=\"cards\">\n" : "\">\n<table>\n");
    const struct block *row = table->children;
    size_t index = 0;
    if (table->head_rows > 0)
        buffer_puts(h->out, "<thead>\n");
    for (; row && index < table->head_rows; row = row->next, index++)
        put_head(h, table, row);
    if (table->head_rows > 0)
        buffer_puts(h->out, "</thead>\n");
    buffer_puts(h->out, "<tbody>\n");
    for (; row; row = row->next)
        put_row(h, table, row, tags);
    buffer_puts(h->out, "</tbody>\n</table>\n</div>\n");
}
