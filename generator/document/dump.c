#include "document/dump.h"

#include <inttypes.h>

#include "base/buffer.h"
#include "base/yaml.h"
#include "document/chart.h"

static const char *const block_names[] = {
    [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_LIST] = "list",       [BLOCK_ITEM] = "item",
    [BLOCK_QUOTE] = "quote",     [BLOCK_CODE] = "code-block",
    [BLOCK_RULE] = "rule",       [BLOCK_TABLE] = "table",
    [BLOCK_ROW] = "row",         [BLOCK_CELL] = "cell",
    [BLOCK_FIGURE] = "figure",   [BLOCK_IMAGE] = "image",
    [BLOCK_COLUMNS] = "columns", [BLOCK_COLUMN] = "column",
    [BLOCK_BOX] = "box",         [BLOCK_CONTENTS] = "contents",
    [BLOCK_INDEX] = "index",     [BLOCK_PAGEBREAK] = "pagebreak",
    [BLOCK_SPACE] = "space",     [BLOCK_FILL] = "fill",
    [BLOCK_SEALS] = "seals",     [BLOCK_IF] = "if",
    [BLOCK_EACH] = "each",
};

static const char *const inline_names[] = {
    [INLINE_TEXT] = "text",   [INLINE_STRONG] = "strong", [INLINE_EMPHASIS] = "emphasis",
    [INLINE_CODE] = "code",   [INLINE_LINK] = "link",     [INLINE_SPAN] = "span",
    [INLINE_BREAK] = "break", [INLINE_TERM] = "term",     [INLINE_PAGE] = "page",
    [INLINE_FIELD] = "field", [INLINE_RUBY] = "ruby",
};

static const char *const align_names[] = {
    [ALIGN_START] = "start", [ALIGN_CENTRE] = "centre", [ALIGN_END] = "end"};

static void put_indent(struct buffer *out, int depth)
{
    for (int i = 0; i < depth; i++)
        buffer_puts(out, "  ");
}

static void put_quoted(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.ptr[i];
        if (byte == '\n') {
            buffer_puts(out, "\\n");
            continue;
        }
        if (byte == '"' || byte == '\\')
            buffer_byte(out, '\\');
        buffer_byte(out, byte);
    }
    buffer_byte(out, '"');
}

/* Absent texts are left out. */
static void put_attribute(struct buffer *out, const char *name, struct text value)
{
    if (!value.ptr)
        return;
    buffer_printf(out, " %s=", name);
    put_quoted(out, value);
}

static void put_place(struct buffer *out, struct span span)
{
    if (span.source) {
        size_t line;
        size_t column;
        source_position(span.source, span.start, &line, &column);
        buffer_printf(out, " %zu:%zu", line, column);
    }
    buffer_byte(out, '\n');
}

static void put_inlines(struct buffer *out, const struct inline_node *first, int depth)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        put_indent(out, depth);
        buffer_puts(out, inline_names[node->kind]);
        put_attribute(out, "target", node->target);
        put_attribute(out, "style", node->style);
        put_attribute(out, "filter", node->filter);
        if (node->text.ptr) {
            buffer_byte(out, ' ');
            put_quoted(out, node->text);
        }
        put_place(out, node->span);
        put_inlines(out, node->children, depth + 1);
    }
}

static void put_list(struct buffer *out, const struct block *block)
{
    if (block->ordered)
        buffer_printf(out, " ordered start=%d", block->start);
}

static void put_table(struct buffer *out, const struct block *block)
{
    buffer_printf(out, " head=%zu columns=", block->head_rows);
    for (size_t i = 0; i < block->column_count; i++)
        buffer_printf(out, "%s%s", i ? "," : "", align_names[block->columns[i].align]);
}

static void put_figure(struct buffer *out, const struct block *block)
{
    const struct yaml_node *source = block->chart_source;
    for (size_t i = 0; source && source->kind == YAML_MAPPING && i < source->count; i++) {
        buffer_byte(out, ' ');
        buffer_put(out, source->keys[i]->value);
    }
    if (block->chart)
        put_attribute(out, "alt", block->chart->alt);
}

static void put_details(struct buffer *out, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
    case BLOCK_CONTENTS:
        buffer_printf(out, " level=%d", block->level);
        break;
    case BLOCK_LIST:
        put_list(out, block);
        break;
    case BLOCK_TABLE:
        put_table(out, block);
        break;
    case BLOCK_FIGURE:
        put_figure(out, block);
        break;
    case BLOCK_COLUMN:
        buffer_printf(out, " weight=%d align=%s", block->weight, align_names[block->align]);
        break;
    case BLOCK_SPACE:
        buffer_printf(out, " length=%" PRId32, block->length);
        break;
    case BLOCK_SEALS:
        for (size_t i = 0; i < block->label_count; i++)
            put_attribute(out, "label", block->labels[i]);
        break;
    case BLOCK_IF:
    case BLOCK_EACH:
        put_attribute(out, "condition", block->condition);
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_INDEX:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_ROW:
    case BLOCK_CELL:
    case BLOCK_COLUMNS:
    case BLOCK_BOX:
    case BLOCK_IMAGE:
    case BLOCK_PAGEBREAK:
    case BLOCK_FILL:
        break;
    }
}

static void put_blocks(struct buffer *out, const struct block *first, int depth)
{
    for (const struct block *block = first; block; block = block->next) {
        put_indent(out, depth);
        buffer_puts(out, block_names[block->kind]);
        put_details(out, block);
        put_attribute(out, "id", block->id);
        put_attribute(out, "style", block->style);
        put_attribute(out, "target", block->target);
        if (block->text.ptr) {
            buffer_byte(out, ' ');
            put_quoted(out, block->text);
        }
        put_place(out, block->span);
        put_inlines(out, block->inlines, depth + 1);
        put_blocks(out, block->children, depth + 1);
        if (block->otherwise) {
            put_indent(out, depth);
            buffer_puts(out, "else\n");
            put_blocks(out, block->otherwise, depth + 1);
        }
    }
}

void document_dump(const struct block *first, struct buffer *out)
{
    put_blocks(out, first, 0);
}
