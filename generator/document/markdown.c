#include "document/markdown.h"

#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/blocks.h"
#include "document/commonmark.h"
#include "document/guard.h"
#include "document/inline.h"
#include "document/rawhtml.h"
#include "document/signs.h"

/* Where the inlines of one paragraph or heading stand. */
struct leaf {
    size_t line;   /* of its first line, from 1 */
    size_t column; /* cmark's column of the first byte of continuation lines */
    size_t cursor; /* prepared offset behind the newest inline */
    bool fallback; /* within <rp>…</rp> */
};

struct conversion {
    struct reader *reader;
    const struct prepared *prepared;
    size_t quotes; /* block quotes around the current node */
    struct leaf leaf;
};

/* --- places ----------------------------------------------------------------------------------- */

static size_t line_end(const struct prepared *p, size_t line)
{
    if (line >= p->line_count)
        return p->text.size;
    return p->lines[line] - 1;
}

/* cmark counts lines and bytes from 1 and gives 0 where it does not know. */
static size_t prepared_offset(const struct prepared *p, int line, int column)
{
    if (line < 1)
        return 0;
    if ((size_t)line > p->line_count)
        return p->text.size;
    size_t offset = p->lines[line - 1] + (column > 0 ? (size_t)column - 1 : 0);
    size_t end = line_end(p, (size_t)line);
    return offset < end ? offset : end;
}

/* Where the text of a continuation line begins, behind quote signs and indentation. */
static size_t content_start(const struct conversion *c, size_t line)
{
    const struct prepared *p = c->prepared;
    size_t at = p->lines[line - 1];
    size_t end = line_end(p, line);
    size_t quotes = c->quotes;
    while (at < end) {
        char byte = p->text.ptr[at];
        if (byte == '>' && quotes)
            quotes--;
        else if (byte != ' ' && byte != '\t')
            break;
        at++;
    }
    return at;
}

/* In the second and later lines of a paragraph cmark counts columns as if each began where the
 * first did. */
static size_t inline_offset(const struct conversion *c, int line, int column)
{
    const struct prepared *p = c->prepared;
    if (line < 1 || (size_t)line <= c->leaf.line || (size_t)line > p->line_count)
        return prepared_offset(p, line, column);
    size_t shift = (size_t)column > c->leaf.column ? (size_t)column - c->leaf.column : 0;
    size_t offset = content_start(c, (size_t)line) + shift;
    size_t end = line_end(p, (size_t)line);
    return offset < end ? offset : end;
}

enum {
    SEARCH_WINDOW = 512, /* bytes looked at for a literal that is not where cmark said */
    SEARCH_KEY = 16      /* bytes of the literal that are looked for */
};

static bool may_be_rewritten(char byte)
{
    return (byte >= 0x20 && byte <= '/') || (byte >= ':' && byte <= '@') ||
           (byte >= '[' && byte <= '`') || (byte >= '{' && byte <= '~');
}

/* The beginning of a literal as it must stand in the source: up to what may be an escape, an entity
 * or a line end there. */
static struct text search_key(struct text literal)
{
    size_t size = 0;
    while (size < literal.size && size < SEARCH_KEY && !may_be_rewritten(literal.ptr[size]))
        size++;
    return text_slice(literal, 0, size ? size : 1);
}

/* A link definition above a paragraph makes cmark count wrong: the literal is then looked for in
 * the same line, behind the inline before it. */
static size_t locate(struct conversion *c, cmark_node *node, struct text literal)
{
    struct text all = buffer_text(&c->prepared->text);
    int line = cmark_node_get_start_line(node);
    size_t start = inline_offset(c, line, cmark_node_get_start_column(node));
    struct text key = search_key(literal);
    size_t escaped = start < all.size && all.ptr[start] == '\\' ? 1 : 0;
    bool entity = start < all.size && all.ptr[start] == '&';
    size_t begin = start + escaped;
    if (entity || text_equal(text_slice(all, begin, begin + key.size), key))
        return start;
    size_t from = c->leaf.cursor > start ? c->leaf.cursor : start;
    size_t limit = line_end(c->prepared, line < 1 ? 1 : (size_t)line);
    if (limit > from + SEARCH_WINDOW)
        limit = from + SEARCH_WINDOW;
    const char *found =
        limit > from && key.size ? memmem(all.ptr + from, limit - from, key.ptr, key.size) : NULL;
    return found ? (size_t)(found - all.ptr) : start;
}

static struct span source_span(struct conversion *c, size_t start, size_t end)
{
    return reader_span(c->reader, prepared_source(c->prepared, start),
                       prepared_source(c->prepared, end));
}

static struct span block_span(struct conversion *c, cmark_node *node)
{
    size_t start = prepared_offset(c->prepared, cmark_node_get_start_line(node),
                                   cmark_node_get_start_column(node));
    size_t end = prepared_offset(c->prepared, cmark_node_get_end_line(node),
                                 cmark_node_get_end_column(node) + 1);
    return source_span(c, start, end);
}

/* --- inlines ---------------------------------------------------------------------------------- */

static struct inline_node *convert_inlines(struct conversion *c, cmark_node *parent, size_t depth);

static struct text literal_of(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    return text_of(literal ? literal : "");
}

/* From the first child to the last, and `marks` signs of those in `set` at both sides. */
static struct span span_around(struct conversion *c, const struct inline_node *children,
                               size_t marks, const char *set)
{
    struct span span = source_span(c, c->leaf.cursor, c->leaf.cursor);
    if (children)
        span.start = children->span.start;
    for (const struct inline_node *node = children; node; node = node->next) {
        if (node->span.end > span.end || node == children)
            span.end = node->span.end;
    }
    struct text source = c->reader->source->text;
    for (size_t i = 0; i < marks; i++) {
        if (span.start > 0 && strchr(set, source.ptr[span.start - 1]))
            span.start--;
        if (span.end < source.size && strchr(set, source.ptr[span.end]))
            span.end++;
    }
    return span;
}

static struct inline_node *convert_emphasis(struct conversion *c, cmark_node *node, size_t depth)
{
    bool strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;
    struct inline_node *children = convert_inlines(c, node, depth + 1);
    struct span span = span_around(c, children, strong ? 2 : 1, "*_");
    struct inline_node *result =
        inline_new(c->reader->arena, strong ? INLINE_STRONG : INLINE_EMPHASIS, span);
    result->children = children;
    return result;
}

static bool starts_without_case(struct text t, const char *prefix)
{
    size_t size = strlen(prefix);
    return t.size >= size && strncasecmp(t.ptr, prefix, size) == 0;
}

/* A path to another chapter: no scheme (a colon before any slash), no host, no control of ours. */
static bool is_relative(struct text target)
{
    size_t colon = text_find(target, ":", 0);
    size_t slash = text_find(target, "/", 0);
    return target.size > 0 && target.ptr[0] != '#' && !text_starts(target, "//") &&
           (colon == SIZE_MAX || slash < colon);
}

/* A target that begins with a field is checked when its value is known. */
static bool is_allowed_target(const struct reader *r, struct text target)
{
    if (r->foreign && is_relative(target))
        return text_find(target, "{{", 0) == SIZE_MAX;
    return starts_without_case(target, "https://") || starts_without_case(target, "http://") ||
           starts_without_case(target, "mailto:") || starts_without_case(target, "tel:") ||
           (text_starts(target, "#") && target.size > 1) || text_starts(target, "{{") ||
           target_is_chapter(target);
}

/* A refused link leaves its text: the children. */
static struct inline_node *convert_link(struct conversion *c, cmark_node *node, size_t depth)
{
    struct reader *r = c->reader;
    struct inline_node *children = convert_inlines(c, node, depth + 1);
    const char *url = cmark_node_get_url(node);
    struct text target = inline_restore(r, c->prepared, text_of(url ? url : ""));
    struct span span = span_around(c, children, 1, "[]<>");
    if (!is_allowed_target(r, target)) {
        diag_add(r->diag, MSG_LINK_TARGET, span, "%.*s", (int)target.size, target.ptr);
        return children;
    }
    struct inline_node *link = inline_new(r->arena, INLINE_LINK, span);
    link->target = target;
    link->children = children;
    return link;
}

static struct inline_node *convert_image(struct conversion *c, cmark_node *node, size_t depth)
{
    struct inline_node *children = convert_inlines(c, node, depth + 1);
    diag_add(c->reader->diag, MSG_MD_IMAGE, span_around(c, children, 2, "![]"), "%s",
             cmark_node_get_url(node));
    return children;
}

/* cmark tells the place of the code alone; backticks and one space beside them belong to the node.
 */
static struct span widen_code(const struct source *source, struct span span)
{
    struct text text = source->text;
    if (span.start > 1 && text.ptr[span.start - 1] == ' ' && text.ptr[span.start - 2] == '`')
        span.start--;
    while (span.start > 0 && text.ptr[span.start - 1] == '`')
        span.start--;
    if (span.end + 1 < text.size && text.ptr[span.end] == ' ' && text.ptr[span.end + 1] == '`')
        span.end++;
    while (span.end < text.size && text.ptr[span.end] == '`')
        span.end++;
    return span;
}

static struct inline_node *convert_code(struct conversion *c, cmark_node *node)
{
    struct text literal = literal_of(node);
    size_t start = locate(c, node, literal);
    c->leaf.cursor = start + literal.size;
    struct span span = widen_code(c->reader->source, source_span(c, start, c->leaf.cursor));
    struct inline_node *code = inline_new(c->reader->arena, INLINE_CODE, span);
    code->text = inline_restore(c->reader, c->prepared, literal);
    return code;
}

/* The first words of a piece of HTML, for the complaint about it. */
static struct text beginning(struct text html)
{
    size_t at = 0;
    for (size_t count = 0; count < 30 && at < html.size && html.ptr[at] != '\n'; count++)
        text_next(html, &at);
    return text_slice(html, 0, at);
}

/* In a foreign chapter HTML is expected and told once, where it is first. */
static void complain_html(struct conversion *c, struct span span, struct text html)
{
    struct reader *r = c->reader;
    struct text shown = beginning(html);
    if (!r->foreign)
        diag_add(r->diag, MSG_MD_RAW_HTML, span, "%.*s", (int)shown.size, shown.ptr);
    else if (!r->html_told)
        diag_add(r->diag, MSG_MD_HTML_LEFT_OUT, span, "%.*s", (int)shown.size, shown.ptr);
    r->html_told = true;
}

/* What a tag of a foreign chapter is turned into; NULL for nothing. */
static struct inline_node *convert_tag(struct conversion *c, struct text html, struct span span)
{
    struct arena *a = c->reader->arena;
    switch (rawhtml_of(html)) {
    case RAWHTML_BREAK:
        return inline_new(a, INLINE_BREAK, span);
    case RAWHTML_READING:
        return inline_text(a, text_of("（"), span);
    case RAWHTML_READING_END:
        return inline_text(a, text_of("）"), span);
    case RAWHTML_FALLBACK:
    case RAWHTML_FALLBACK_END:
        c->leaf.fallback = rawhtml_of(html) == RAWHTML_FALLBACK;
        return NULL;
    case RAWHTML_RUBY:
    case RAWHTML_COMMENT:
        return NULL;
    case RAWHTML_OTHER:
        complain_html(c, span, html);
        return NULL;
    }
    return NULL;
}

static struct inline_node *convert_html(struct conversion *c, cmark_node *node)
{
    struct text literal = literal_of(node);
    size_t start = locate(c, node, literal);
    c->leaf.cursor = start + literal.size;
    struct span span = source_span(c, start, c->leaf.cursor);
    if (c->reader->foreign)
        return convert_tag(c, literal, span);
    if (rawhtml_of(literal) != RAWHTML_COMMENT)
        complain_html(c, span, literal);
    return NULL;
}

static void convert_text(struct conversion *c, struct inline_list *list, cmark_node *node)
{
    struct text literal = literal_of(node);
    size_t start = locate(c, node, literal);
    struct inline_list thrown_away;
    inline_list_begin(&thrown_away);
    c->leaf.cursor = inline_add_literal(c->reader, c->prepared,
                                        c->leaf.fallback ? &thrown_away : list, literal, start);
}

static struct inline_node *convert_break(struct conversion *c, bool hard)
{
    struct span span = source_span(c, c->leaf.cursor, c->leaf.cursor);
    return hard ? inline_new(c->reader->arena, INLINE_BREAK, span)
                : inline_soft_break(c->reader, span);
}

static void add_inline(struct conversion *c, struct inline_list *list, cmark_node *node,
                       size_t depth)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        convert_text(c, list, node);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        inline_list_add(list, convert_break(c, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK));
        break;
    case CMARK_NODE_CODE:
        inline_list_add(list, convert_code(c, node));
        break;
    case CMARK_NODE_HTML_INLINE:
        inline_list_add(list, convert_html(c, node));
        break;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        inline_list_add(list, convert_emphasis(c, node, depth));
        break;
    case CMARK_NODE_LINK:
        inline_list_add(list, convert_link(c, node, depth));
        break;
    case CMARK_NODE_IMAGE:
        inline_list_add(list, convert_image(c, node, depth));
        break;
    case CMARK_NODE_NONE: /* the rest never stands among parsed inlines */
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CUSTOM_INLINE:
        break;
    }
}

static struct inline_node *convert_inlines(struct conversion *c, cmark_node *parent, size_t depth)
{
    if (depth > LIMIT_NESTING) {
        struct span span = source_span(c, c->leaf.cursor, c->leaf.cursor);
        diag_add(c->reader->diag, MSG_MD_PATHOLOGICAL, span, "* > %d", LIMIT_NESTING);
        return NULL;
    }
    struct inline_list list;
    inline_list_begin(&list);
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        add_inline(c, &list, node, depth);
    return inline_bind_spans(c->reader, list.first);
}

static struct inline_node *convert_leaf(struct conversion *c, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    int column = cmark_node_get_start_column(node);
    c->leaf = (struct leaf){.line = line > 0 ? (size_t)line : 1,
                            .column = column > 0 ? (size_t)column : 1,
                            .cursor = prepared_offset(c->prepared, line, column)};
    return inline_finish(c->reader, convert_inlines(c, node, 0));
}

/* --- blocks ----------------------------------------------------------------------------------- */

static struct block *convert_blocks(struct conversion *c, cmark_node *parent, size_t depth);

static struct block *convert_paragraph(struct conversion *c, cmark_node *node)
{
    struct inline_node *inlines = convert_leaf(c, node);
    if (!inlines)
        return NULL;
    struct block *block = block_new(c->reader->arena, BLOCK_PARAGRAPH, block_span(c, node));
    block->inlines = inlines;
    return block;
}

static struct block *convert_heading(struct conversion *c, cmark_node *node)
{
    struct block *block = block_new(c->reader->arena, BLOCK_HEADING, block_span(c, node));
    int level = cmark_node_get_heading_level(node);
    block->level = level > 4 ? 4 : level;
    block->inlines = convert_leaf(c, node);
    block->id = inline_take_id(c->reader, &block->inlines);
    return block;
}

static struct block *convert_code_block(struct conversion *c, cmark_node *node)
{
    struct span span = block_span(c, node);
    const char *info = cmark_node_get_fence_info(node);
    if (!c->reader->foreign && info && strcmp(info, "chart") == 0) {
        diag_add(c->reader->diag, MSG_MD_CHART, span, "chart");
        return NULL;
    }
    struct block *block = block_new(c->reader->arena, BLOCK_CODE, span);
    block->text = inline_restore(c->reader, c->prepared, literal_of(node));
    return block;
}

static struct block *convert_container_block(struct conversion *c, cmark_node *node,
                                             enum block_kind kind, size_t depth)
{
    struct block *block = block_new(c->reader->arena, kind, block_span(c, node));
    block->children = convert_blocks(c, node, depth + 1);
    return block;
}

static struct block *convert_list(struct conversion *c, cmark_node *node, size_t depth)
{
    struct block *list = convert_container_block(c, node, BLOCK_LIST, depth);
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
    return list;
}

static struct block *convert_quote(struct conversion *c, cmark_node *node, size_t depth)
{
    c->quotes++;
    struct block *quote = convert_container_block(c, node, BLOCK_QUOTE, depth);
    c->quotes--;
    return quote;
}

static void refuse_html_block(struct conversion *c, cmark_node *node)
{
    struct text literal = text_trim(literal_of(node));
    if (text_starts(literal, "<!--") && text_find(literal, "-->", 0) == literal.size - 3)
        return;
    if (!c->reader->foreign || rawhtml_of(literal) != RAWHTML_BREAK)
        complain_html(c, block_span(c, node), literal);
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
        return convert_container_block(c, node, BLOCK_ITEM, depth);
    case CMARK_NODE_BLOCK_QUOTE:
        return convert_quote(c, node, depth);
    case CMARK_NODE_CODE_BLOCK:
        return convert_code_block(c, node);
    case CMARK_NODE_THEMATIC_BREAK:
        return block_new(c->reader->arena, BLOCK_RULE, block_span(c, node));
    case CMARK_NODE_HTML_BLOCK:
        refuse_html_block(c, node);
        return NULL;
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
        diag_add(c->reader->diag, MSG_MD_PATHOLOGICAL, block_span(c, parent), "> %d",
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
        last = &block->next;
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
        if (t.ptr[i] == '\0' || strchr("*_[]<>&`!\\{}|\r\t", t.ptr[i]))
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
    struct inline_node *inlines = paragraph ? convert_leaf(&c, paragraph) : NULL;
    cmark_node_free(root);
    prepared_free(&prepared);
    return inlines;
}

/* --- the chapter ------------------------------------------------------------------------------ */

/* Complains once a line about signs that would be mistaken for ours. */
static void find_reserved(struct reader *r)
{
    for (size_t i = 0; i < r->source->line_count; i++) {
        struct line line = reader_line(r, i);
        struct text text = reader_text(r, line.start, line.end);
        for (size_t at = 0; at < text.size;) {
            size_t start = at;
            uint32_t sign = text_next(text, &at);
            if (!sign_is_reserved(sign))
                continue;
            r->reserved = true;
            diag_add(r->diag, MSG_MD_RESERVED_SIGN,
                     reader_span(r, line.start + start, line.start + at), "U+%04X", (unsigned)sign);
            break;
        }
    }
}

struct chapter *markdown_parse(struct arena *a, const struct source *source,
                               enum markdown_dialect dialect, struct diag *d)
{
    struct reader reader = {
        .arena = a, .source = source, .diag = d, .foreign = dialect == MARKDOWN_FOREIGN};
    bool lenient = d->lenient;
    d->lenient = lenient || reader.foreign;
    struct chapter *chapter = arena_alloc(a, sizeof *chapter);
    chapter->source = source;
    find_reserved(&reader);
    chapter->blocks = blocks_parse(&reader, &chapter->front);
    d->lenient = lenient;
    return chapter;
}
