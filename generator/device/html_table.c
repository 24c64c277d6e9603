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

/* Would the table scroll sideways on a phone? There each row becomes a card, and every cell says
 * what its column is called. */
static bool is_wide(struct html *h, const struct block *table)
{
    if (table->head_rows == 0)
        return false;
    size_t *widest = arena_alloc(h->scratch, (table->column_count + 1) * sizeof *widest);
    for (const struct block *row = table->children; row; row = row->next) {
        size_t column = 0;
        for (const struct block *cell = row->children; cell && column < table->column_count;
             cell = cell->next, column++) {
            if (needs_most(column_align(table, column), widest[column]))
                continue;
            size_t columns = cell_columns(cell->inlines);
            if (columns > widest[column])
                widest[column] = columns;
        }
    }
    size_t need = 0;
    for (size_t column = 0; column < table->column_count; column++)
        need += column_need(column_align(table, column), widest[column]) + PADDING;
    return need > PHONE;
}

struct cell_look {
    enum align align;
    bool head;
    bool alert; /* first cell of a row that needs attention: said in words too, not by colour */
    struct text label; /* the head of its column, for cards; absent = none */
};

static void put_align(struct html *h, enum align align)
{
    switch (align) {
    case ALIGN_START:
        break;
    case ALIGN_CENTRE:
        buffer_puts(h->out, " class=\"centre\"");
        break;
    case ALIGN_END:
        buffer_puts(h->out, " class=\"end\"");
        break;
    }
}

static void put_cell(struct html *h, const struct block *cell, struct cell_look look)
{
    /* An empty head names nothing: screen readers would announce it for every cell below. */
    bool names = look.head && cell->inlines;
    buffer_puts(h->out, names ? "<th scope=\"col\"" : "<td");
    put_align(h, look.align);
    if (look.label.size && cell->inlines) {
        buffer_puts(h->out, " data-label=\"");
        markup_text(h->out, look.label);
        buffer_byte(h->out, '"');
    }
    buffer_byte(h->out, '>');
    if (look.alert)
        buffer_puts(h->out, "<span class=\"hidden\">要確認：</span>");
    html_inlines(h, cell->inlines);
    buffer_puts(h->out, names ? "</th>" : "</td>");
}

/* `labels`: a text for each column, or NULL in heads and in tables that fit a phone. */
static void put_row(struct html *h, const struct block *table, const struct block *row, bool head,
                    const struct text *labels)
{
    bool alert = text_is(row->style, "alert");
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
    size_t column = 0;
    for (const struct block *cell = row->children; cell; cell = cell->next) {
        bool labelled = labels && column < table->column_count;
        put_cell(h, cell,
                 (struct cell_look){
                     .align = column_align(table, column),
                     .head = head,
                     .alert = alert && column == 0,
                     .label = labelled ? labels[column] : (struct text){0},
                 });
        column++;
    }
    buffer_puts(h->out, "</tr>\n");
}

/* What cells of cards are called: as their columns, but the first words of a row, its name, need no
 * label. A number before them keeps its own ("問 3"). */
static const struct text *card_labels(struct html *h, const struct block *table)
{
    struct text *labels = arena_alloc(h->scratch, table->column_count * sizeof *labels);
    bool named = false;
    size_t column = 0;
    for (const struct block *cell = table->children->children; cell && column < table->column_count;
         cell = cell->next, column++) {
        bool name = !named && column_align(table, column) == ALIGN_START;
        named = named || name;
        if (!name)
            labels[column] = inline_plain(h->scratch, cell->inlines);
    }
    return labels;
}

void html_table(struct html *h, const struct block *table)
{
    bool wide = is_wide(h, table);
    const struct text *labels = wide ? card_labels(h, table) : NULL;
    /* Wide tables scroll in their own frame; a keyboard must be able to reach it (WCAG 2.1.1). */
    buffer_puts(h->out, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"表");
    if (h->heading.size) {
        buffer_puts(h->out, "：");
        markup_text(h->out, h->heading);
    }
    buffer_puts(h->out, wide ? "\">\n<table class=\"cards\">\n" : "\">\n<table>\n");
    const struct block *row = table->children;
    size_t index = 0;
    if (table->head_rows > 0)
        buffer_puts(h->out, "<thead>\n");
    for (; row && index < table->head_rows; row = row->next, index++)
        put_row(h, table, row, true, NULL);
    if (table->head_rows > 0)
        buffer_puts(h->out, "</thead>\n");
    buffer_puts(h->out, "<tbody>\n");
    for (; row; row = row->next)
        put_row(h, table, row, false, labels);
    buffer_puts(h->out, "</tbody>\n</table>\n</div>\n");
}
