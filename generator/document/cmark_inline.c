#include "document/cmark_node.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/inline.h"
#include "document/rawhtml.h"

static struct inline_node *convert_inlines(struct conversion *c, cmark_node *parent, size_t depth);

/* From the first child to the last, and `marks` signs of those in `set` at both sides. */
static struct span span_around(struct conversion *c, const struct inline_node *children,
                               size_t marks, const char *set)
{
    struct span span = cmark_span(c, c->leaf.cursor, c->leaf.cursor);
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
    const char *url = cmark_node_get_url(node);
    diag_add(c->reader->diag, MSG_IMAGE_INLINE, span_around(c, children, 2, "![]"), "%s",
             url ? url : "");
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
    struct text literal = cmark_literal(node);
    size_t start = cmark_locate(c, node, literal);
    c->leaf.cursor = start + literal.size;
    struct span span = widen_code(c->reader->source, cmark_span(c, start, c->leaf.cursor));
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
void cmark_complain_html(struct conversion *c, struct span span, struct text html)
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
        cmark_complain_html(c, span, html);
        return NULL;
    }
    return NULL;
}

static struct inline_node *convert_html(struct conversion *c, cmark_node *node)
{
    struct text literal = cmark_literal(node);
    size_t start = cmark_locate(c, node, literal);
    c->leaf.cursor = start + literal.size;
    struct span span = cmark_span(c, start, c->leaf.cursor);
    if (c->reader->foreign)
        return convert_tag(c, literal, span);
    if (rawhtml_of(literal) != RAWHTML_COMMENT)
        cmark_complain_html(c, span, literal);
    return NULL;
}

static void convert_text(struct conversion *c, struct inline_list *list, cmark_node *node)
{
    struct text literal = cmark_literal(node);
    size_t start = cmark_locate(c, node, literal);
    struct inline_list thrown_away;
    inline_list_begin(&thrown_away);
    c->leaf.cursor = inline_add_literal(c->reader, c->prepared,
                                        c->leaf.fallback ? &thrown_away : list, literal, start);
}

static struct inline_node *convert_break(struct conversion *c, bool hard)
{
    struct span span = cmark_span(c, c->leaf.cursor, c->leaf.cursor);
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
        struct span span = cmark_span(c, c->leaf.cursor, c->leaf.cursor);
        diag_add(c->reader->diag, MSG_MD_PATHOLOGICAL, span, "* > %d", LIMIT_NESTING);
        return NULL;
    }
    struct inline_list list;
    inline_list_begin(&list);
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        add_inline(c, &list, node, depth);
    return inline_bind_spans(c->reader, list.first);
}

void cmark_enter(struct conversion *c, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    int column = cmark_node_get_start_column(node);
    c->leaf = (struct leaf){.line = line > 0 ? (size_t)line : 1,
                            .column = column > 0 ? (size_t)column : 1,
                            .cursor = cmark_offset(c->prepared, line, column)};
}

struct inline_node *cmark_inlines_below(struct conversion *c, cmark_node *node)
{
    return inline_finish(c->reader, convert_inlines(c, node, 0));
}

struct inline_node *cmark_inlines(struct conversion *c, cmark_node *node)
{
    cmark_enter(c, node);
    return cmark_inlines_below(c, node);
}
