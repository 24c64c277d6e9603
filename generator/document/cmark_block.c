#include "document/commonmark.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/cmark_node.h"
#include "document/guard.h"
#include "document/inline.h"
#include "document/rawhtml.h"

static struct block *convert_blocks(struct conversion *c, cmark_node *parent, size_t depth);

static bool is_kind(cmark_node *node, cmark_node_type type)
{
    return node && cmark_node_get_type(node) == type;
}

/* A paragraph of nothing but pictures, one a line; behind the last one may stand *a caption*, as
 * Zenn has it. */
static bool is_pictures(cmark_node *paragraph)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    while (is_kind(node, CMARK_NODE_IMAGE)) {
        cmark_node *gap = cmark_node_next(node);
        if (!gap)
            return true;
        if (!is_kind(gap, CMARK_NODE_SOFTBREAK))
            return false;
        node = cmark_node_next(gap);
    }
    return is_kind(node, CMARK_NODE_EMPH) && cmark_node_previous(node) && !cmark_node_next(node);
}

static struct block *convert_picture(struct conversion *c, cmark_node *node, struct span span)
{
    struct reader *r = c->reader;
    struct block *block = block_new(r->arena, BLOCK_IMAGE, span);
    const char *url = cmark_node_get_url(node);
    const char *title = cmark_node_get_title(node);
    block->target = inline_restore(r, c->prepared, text_of(url ? url : ""));
    block->text = inline_plain(r->arena, cmark_inlines_below(c, node));
    if (title && *title)
        block->inlines =
            inline_text(r->arena, inline_restore(r, c->prepared, text_of(title)), span);
    return block;
}

static struct block *convert_pictures(struct conversion *c, cmark_node *paragraph)
{
    struct span span = cmark_block_span(c, paragraph);
    struct block *first = NULL;
    struct block *last = NULL;
    cmark_enter(c, paragraph);
    cmark_node *node = cmark_node_first_child(paragraph);
    for (; node; node = cmark_node_next(node)) {
        if (is_kind(node, CMARK_NODE_EMPH) && !last->inlines)
            last->inlines = cmark_inlines_below(c, node);
        if (!is_kind(node, CMARK_NODE_IMAGE))
            continue;
        struct block *block = convert_picture(c, node, span);
        if (last)
            last->next = block;
        else
            first = block;
        last = block;
    }
    return first;
}

static struct block *convert_paragraph(struct conversion *c, cmark_node *node)
{
    if (is_pictures(node))
        return convert_pictures(c, node);
    struct inline_node *inlines = cmark_inlines(c, node);
    if (!inlines)
        return NULL;
    struct block *block = block_new(c->reader->arena, BLOCK_PARAGRAPH, cmark_block_span(c, node));
    block->inlines = inlines;
    return block;
}

static struct block *convert_heading(struct conversion *c, cmark_node *node)
{
    struct block *block = block_new(c->reader->arena, BLOCK_HEADING, cmark_block_span(c, node));
    int level = cmark_node_get_heading_level(node);
    block->level = level > 4 ? 4 : level;
    block->inlines = cmark_inlines(c, node);
    block->id = inline_take_id(c->reader, &block->inlines);
    return block;
}

static struct block *convert_code_block(struct conversion *c, cmark_node *node)
{
    struct span span = cmark_block_span(c, node);
    const char *info = cmark_node_get_fence_info(node);
    if (!c->reader->foreign && info && strcmp(info, "chart") == 0) {
        diag_add(c->reader->diag, MSG_MD_CHART, span, "chart");
        return NULL;
    }
    struct block *block = block_new(c->reader->arena, BLOCK_CODE, span);
    block->text = inline_restore(c->reader, c->prepared, cmark_literal(node));
    return block;
}

static struct block *convert_container_block(struct conversion *c, cmark_node *node,
                                             enum block_kind kind, size_t depth)
{
    struct block *block = block_new(c->reader->arena, kind, cmark_block_span(c, node));
    block->children = convert_blocks(c, node, depth + 1);
    return block;
}

/* "[ ] " or "[x] " before an item's text: things to tick off. */
static void take_task(const struct reader *r, struct block *item)
{
    struct block *paragraph = item->children;
    struct inline_node *text =
        paragraph && paragraph->kind == BLOCK_PARAGRAPH ? paragraph->inlines : NULL;
    if (!text || text->kind != INLINE_TEXT)
        return;
    bool open = text_starts(text->text, "[ ] ");
    bool done = text_starts(text->text, "[x] ") || text_starts(text->text, "[X] ");
    if (!open && !done)
        return;
    item->style = text_of(done ? "done" : "open");
    text->text = text_slice(text->text, 4, text->text.size);
    if (text->span.end - text->span.start >= 4)
        text->span = reader_span(r, text->span.start + 4, text->span.end);
    if (text->text.size == 0)
        paragraph->inlines = text->next;
}

static struct block *convert_item(struct conversion *c, cmark_node *node, size_t depth)
{
    struct block *item = convert_container_block(c, node, BLOCK_ITEM, depth);
    take_task(c->reader, item);
    return item;
}

static struct block *convert_list(struct conversion *c, cmark_node *node, size_t depth)
{
    struct block *list = convert_container_block(c, node, BLOCK_LIST, depth);
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
    return list;
}

/* GitHub's "> [!NOTE]" is a box of ours. */
static void take_alert(struct block *quote)
{
    static const struct {
        const char *mark;
        const char *style;
    } alerts[] = {
        {"[!NOTE]", "note"},    {"[!TIP]", "note"},     {"[!IMPORTANT]", "warn"},
        {"[!WARNING]", "warn"}, {"[!CAUTION]", "warn"},
    };
    struct block *paragraph = quote->children;
    bool words = paragraph && paragraph->kind == BLOCK_PARAGRAPH && paragraph->inlines;
    struct inline_node *text = words ? paragraph->inlines : NULL;
    if (!text || text->kind != INLINE_TEXT)
        return;
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++) {
        if (!text_starts(text->text, alerts[i].mark))
            continue;
        quote->kind = BLOCK_BOX;
        quote->style = text_of(alerts[i].style);
        text->text = text_trim(text_slice(text->text, strlen(alerts[i].mark), text->text.size));
        if (text->text.size == 0)
            paragraph->inlines = text->next;
        if (!paragraph->inlines)
            quote->children = paragraph->next;
        return;
    }
}

static struct block *convert_quote(struct conversion *c, cmark_node *node, size_t depth)
{
    c->quotes++;
    struct block *quote = convert_container_block(c, node, BLOCK_QUOTE, depth);
    c->quotes--;
    if (c->reader->foreign)
        take_alert(quote);
    return quote;
}

static void refuse_html_block(struct conversion *c, cmark_node *node)
{
    struct text literal = text_trim(cmark_literal(node));
    if (text_starts(literal, "<!--") && text_find(literal, "-->", 0) == literal.size - 3)
        return;
    if (!c->reader->foreign || rawhtml_of(literal) != RAWHTML_BREAK)
        cmark_complain_html(c, cmark_block_span(c, node), literal);
}

/* The line that opens <details>, as a paragraph in bold; its tags and references are left out. */
static struct block *convert_summary(struct conversion *c, cmark_node *node)
{
    struct reader *r = c->reader;
    struct text summary = text_trim(rawhtml_summary(cmark_literal(node)));
    struct buffer words = {0};
    for (size_t i = 0; i < summary.size;) {
        bool tag = summary.ptr[i] == '<';
        size_t size = tag ? rawhtml_tag_size(text_slice(summary, i, summary.size)) : 1;
        if (!tag)
            buffer_byte(&words, summary.ptr[i] == '\n' ? ' ' : summary.ptr[i]);
        i += size;
    }
    struct block *block = NULL;
    if (words.size) {
        struct span span = cmark_block_span(c, node);
        struct text text = inline_restore(r, c->prepared, buffer_text(&words));
        block = block_new(r->arena, BLOCK_PARAGRAPH, span);
        block->inlines = inline_new(r->arena, INLINE_STRONG, span);
        block->inlines->children = inline_text(r->arena, text, span);
        if (text.size == 0)
            block = NULL;
    }
    buffer_free(&words);
    return block;
}

static struct block *convert_block(struct conversion *c, cmark_node *node, size_t depth)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        return convert_paragraph(c, node);
    case CMARK_NODE_HEADING:
        return convert_heading(c, node);
    case CMARK_NODE_LIST:
        return convert_list(c, node, depth);
    case CMARK_NODE_ITEM:
        return convert_item(c, node, depth);
    case CMARK_NODE_BLOCK_QUOTE:
        return convert_quote(c, node, depth);
    case CMARK_NODE_CODE_BLOCK:
        return convert_code_block(c, node);
    case CMARK_NODE_THEMATIC_BREAK:
        return block_new(c->reader->arena, BLOCK_RULE, cmark_block_span(c, node));
    case CMARK_NODE_HTML_BLOCK:
        refuse_html_block(c, node);
        return c->reader->foreign ? convert_summary(c, node) : NULL;
    case CMARK_NODE_NONE: /* the rest never stands among parsed blocks */
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_CUSTOM_INLINE:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return NULL;
    }
    return NULL;
}

static struct block *convert_blocks(struct conversion *c, cmark_node *parent, size_t depth)
{
    /* A level of list is two blocks; guard.c has refused what is deeper. */
    if (depth > 2 * LIMIT_NESTING + 2) {
        diag_add(c->reader->diag, MSG_MD_PATHOLOGICAL, cmark_block_span(c, parent), "> %d",
                 LIMIT_NESTING);
        return NULL;
    }
    struct block *first = NULL;
    struct block **last = &first;
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        struct block *block = convert_block(c, node, depth);
        if (!block)
            continue;
        *last = block;
        while (*last)
            last = &(*last)->next;
    }
    return first;
}

struct block *commonmark_blocks(struct reader *r, const struct run_line *lines, size_t count,
                                size_t dedent)
{
    if (count == 0 || !guard_lines(r, lines, count))
        return NULL;
    struct prepared prepared = prepare_lines(r, lines, count, dedent);
    struct conversion c = {.reader = r, .prepared = &prepared};
    cmark_node *root =
        cmark_parse_document(prepared.text.ptr, prepared.text.size, CMARK_OPT_DEFAULT);
    struct block *blocks = convert_blocks(&c, root, 0);
    cmark_node_free(root);
    prepared_free(&prepared);
    return blocks;
}

/* --- parts of a line -------------------------------------------------------------------------- */

/* Most cells hold neither markup nor fields and need no parser. */
static bool is_plain(const struct reader *r, struct text t)
{
    if (r->reserved)
        return false;
    for (size_t i = 0; i < t.size; i++) {
        if (t.ptr[i] == '\0' || strchr("*_[]<>&`!\\{}|~\r\t", t.ptr[i]))
            return false;
    }
    return true;
}

struct inline_node *commonmark_inlines(struct reader *r, struct line line, bool cell)
{
    line = reader_trim(r, line);
    struct text text = reader_text(r, line.start, line.end);
    if (text.size == 0 || !guard_fragment(r, line))
        return NULL;
    if (is_plain(r, text))
        return inline_text(r->arena, text, reader_span(r, line.start, line.end));
    struct prepared prepared = prepare_fragment(r, line, cell);
    struct conversion c = {.reader = r, .prepared = &prepared};
    cmark_node *root =
        cmark_parse_document(prepared.text.ptr, prepared.text.size, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = cmark_node_first_child(root);
    struct inline_node *inlines = paragraph ? cmark_inlines(&c, paragraph) : NULL;
    cmark_node_free(root);
    prepared_free(&prepared);
    return inlines;
}
