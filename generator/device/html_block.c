#include "device/html_parts.h"

#include <assert.h>

#include "base/arena.h"
#include "device/device.h"

enum { HEADING_LAST = 6, WEIGHT_LAST = 12 };

static void put_heading(struct html *h, const struct block *block)
{
    int rank = block == h->title ? 1 : block->level + h->shift;
    /* Readers of headings alone must not wonder whether one is missing (WCAG 1.3.1). */
    if (rank > h->rank + 1)
        rank = h->rank + 1;
    if (rank > HEADING_LAST)
        rank = HEADING_LAST;
    h->rank = rank;
    h->heading = inline_plain(h->scratch, block->inlines);
    /* The class keeps the look of the level as written. */
    buffer_puts(h->out, "<h");
    buffer_number(h->out, (uint64_t)rank);
    buffer_puts(h->out, " class=\"heading-");
    buffer_number(h->out, (uint64_t)block->level);
    buffer_byte(h->out, '"');
    struct text id = h->page ? h->page->ids[h->headings] : block->id;
    h->headings++;
    if (id.size) {
        buffer_puts(h->out, " id=\"");
        markup_text(h->out, id);
        buffer_byte(h->out, '"');
    }
    buffer_byte(h->out, '>');
    html_inlines(h, block->inlines);
    buffer_puts(h->out, "</h");
    buffer_number(h->out, (uint64_t)rank);
    buffer_puts(h->out, ">\n");
}

static void put_paragraph(struct html *h, const struct block *block)
{
    buffer_puts(h->out, "<p>");
    html_inlines(h, block->inlines);
    buffer_puts(h->out, "</p>\n");
}

/* From a footnote to the place that refers to it. */
static void put_way_back(struct html *h, const struct block *note)
{
    buffer_puts(h->out, " <a href=\"#");
    html_note_id(h, note->id);
    buffer_puts(h->out, "-ref\" aria-label=\"本文に戻る\">↩</a>");
}

static void open_item(struct html *h, const struct block *item)
{
    bool task = text_is(item->style, "open") || text_is(item->style, "done");
    buffer_puts(h->out, task ? "<li class=\"task\"" : "<li");
    if (item->id.size) {
        buffer_puts(h->out, " id=\"");
        html_note_id(h, item->id);
        buffer_byte(h->out, '"');
    }
    buffer_byte(h->out, '>');
    if (task)
        buffer_printf(h->out,
                      "<span aria-hidden=\"true\">%s</span><span class=\"hidden\">%s：</span>",
                      text_is(item->style, "done") ? "☑ " : "☐ ",
                      text_is(item->style, "done") ? "済み" : "まだ");
}

static void put_item(struct html *h, const struct block *item)
{
    const struct block *child = item->children;
    open_item(h, item);
    if (child && child->kind == BLOCK_PARAGRAPH) {
        /* One paragraph, or one with a list under it, is no paragraph but the item's text. */
        html_inlines(h, child->inlines);
        child = child->next;
        if (child)
            buffer_byte(h->out, '\n');
    }
    html_blocks(h, child);
    if (item->id.size)
        put_way_back(h, item);
    buffer_puts(h->out, "</li>\n");
}

static void put_list(struct html *h, const struct block *block)
{
    buffer_puts(h->out, block->ordered ? "<ol" : "<ul");
    if (text_is(block->style, "notes"))
        buffer_puts(h->out, " class=\"notes\"");
    if (block->ordered && block->start != 1)
        buffer_printf(h->out, " start=\"%d\"", block->start);
    buffer_puts(h->out, ">\n");
    html_blocks(h, block->children);
    buffer_puts(h->out, block->ordered ? "</ol>\n" : "</ul>\n");
}

static void put_wrapped(struct html *h, const char *open, const struct block *block,
                        const char *close)
{
    buffer_puts(h->out, open);
    html_blocks(h, block->children);
    buffer_puts(h->out, close);
}

static void put_column(struct html *h, const struct block *block)
{
    int weight = block->weight < 1 ? 1 : block->weight;
    if (weight > WEIGHT_LAST)
        weight = WEIGHT_LAST;
    buffer_puts(h->out, "<div class=\"column weight-");
    buffer_number(h->out, (uint64_t)weight);
    switch (block->align) {
    case ALIGN_START:
        break;
    case ALIGN_CENTRE:
        buffer_puts(h->out, " column-centre");
        break;
    case ALIGN_END:
        buffer_puts(h->out, " column-end");
        break;
    }
    put_wrapped(h, "\">\n", block, "</div>\n");
}

/* The name of a box that stands beside the text, or NULL for those that only give it a look. */
static const char *aside_name(struct text style)
{
    static const struct {
        const char *style;
        const char *name;
    } asides[] = {
        {"note", "補足"},
        {"warn", "ご注意"},
        {"case", "事例"},
        {"today", "今日できること"},
    };
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
        if (text_is(style, asides[i].style))
            return asides[i].name;
    return NULL;
}

static void put_box(struct html *h, const struct block *block)
{
    const char *name = aside_name(block->style);
    /* role=note keeps dozens of asides from becoming landmarks. */
    if (name) {
        buffer_puts(h->out, "<aside role=\"note\" aria-label=\"");
        buffer_puts(h->out, name);
        buffer_puts(h->out, "\" class=\"box ");
    } else {
        buffer_puts(h->out, "<div class=\"box ");
    }
    markup_text(h->out, block->style);
    buffer_puts(h->out, "\">\n");
    if (block->inlines) {
        buffer_puts(h->out, "<p class=\"box-title\">");
        html_inlines(h, block->inlines);
        buffer_puts(h->out, "</p>\n");
    }
    html_blocks(h, block->children);
    buffer_puts(h->out, name ? "</aside>\n" : "</div>\n");
}

static void put_seals(struct html *h, const struct block *block)
{
    buffer_puts(h->out, "<ul class=\"seals\">\n");
    for (size_t i = 0; i < block->label_count; i++) {
        buffer_puts(h->out, "<li>");
        markup_text(h->out, block->labels[i]);
        buffer_puts(h->out, "</li>\n");
    }
    buffer_puts(h->out, "</ul>\n");
}

/* A list of words for each row of the syllabary; behind a word the chapters it stands in. */
static void put_index(struct html *h, const struct block *index)
{
    struct text row = {0};
    for (const struct block *item = index->children; item; item = item->next) {
        if (!row.ptr || !text_equal(row, item->text)) {
            buffer_puts(h->out,
                        row.ptr ? "</ul>\n<p class=\"index-row\">" : "<p class=\"index-row\">");
            markup_text(h->out, item->text);
            buffer_puts(h->out, "</p>\n<ul class=\"index\">\n");
        }
        row = item->text;
        buffer_puts(h->out, "<li>");
        html_inlines(h, item->inlines);
        for (const struct block *where = item->children; where; where = where->next) {
            buffer_byte(h->out, ' ');
            html_inlines(h, where->inlines);
        }
        buffer_puts(h->out, "</li>\n");
    }
    if (row.ptr)
        buffer_puts(h->out, "</ul>\n");
}

static void put_code(struct html *h, const struct block *block)
{
    buffer_puts(h->out, "<pre><code>");
    markup_text(h->out, block->text);
    buffer_puts(h->out, "</code></pre>\n");
}

static void put_block(struct html *h, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        put_heading(h, block);
        break;
    case BLOCK_PARAGRAPH:
        put_paragraph(h, block);
        break;
    case BLOCK_LIST:
        put_list(h, block);
        break;
    case BLOCK_ITEM:
        put_item(h, block);
        break;
    case BLOCK_QUOTE:
        put_wrapped(h, "<blockquote>\n", block, "</blockquote>\n");
        break;
    case BLOCK_CODE:
        put_code(h, block);
        break;
    case BLOCK_RULE:
        buffer_puts(h->out, "<hr>\n");
        break;
    case BLOCK_TABLE:
        html_table(h, block);
        break;
    case BLOCK_FIGURE:
        html_figure(h, block);
        break;
    case BLOCK_IMAGE:
        html_image(h, block);
        break;
    case BLOCK_COLUMNS:
        put_wrapped(h, "<div class=\"columns\">\n", block, "</div>\n");
        break;
    case BLOCK_COLUMN:
        put_column(h, block);
        break;
    case BLOCK_BOX:
        put_box(h, block);
        break;
    case BLOCK_CONTENTS:
        html_contents(h, block);
        break;
    case BLOCK_INDEX:
        put_index(h, block);
        break;
    case BLOCK_PAGEBREAK:
        buffer_puts(h->out, "<div class=\"pagebreak\"></div>\n");
        break;
    case BLOCK_SPACE:
        buffer_puts(h->out, "<div class=\"space\"></div>\n");
        break;
    case BLOCK_FILL:
        break; /* a screen has no foot to fill the way to */
    case BLOCK_SEALS:
        put_seals(h, block);
        break;
    case BLOCK_ROW:
    case BLOCK_CELL:
        assert(!"rows and cells are written by their table");
        break;
    case BLOCK_IF:
    case BLOCK_EACH:
        assert(!"a merged document has no sections");
        break;
    }
}

void html_blocks(struct html *h, const struct block *first)
{
    for (const struct block *block = first; block; block = block->next)
        put_block(h, block);
}
