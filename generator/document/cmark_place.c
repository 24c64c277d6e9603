#include "document/cmark_node.h"

#include <string.h>

static size_t line_end(const struct prepared *p, size_t line)
{
    if (line >= p->line_count)
        return p->text.size;
    return p->lines[line] - 1;
}

/* cmark counts lines and bytes from 1 and gives 0 where it does not know. */
size_t cmark_offset(const struct prepared *p, int line, int column)
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
        return cmark_offset(p, line, column);
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
size_t cmark_locate(struct conversion *c, cmark_node *node, struct text literal)
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

struct span cmark_span(struct conversion *c, size_t start, size_t end)
{
    return reader_span(c->reader, prepared_source(c->prepared, start),
                       prepared_source(c->prepared, end));
}

struct span cmark_block_span(struct conversion *c, cmark_node *node)
{
    size_t start = cmark_offset(c->prepared, cmark_node_get_start_line(node),
                                cmark_node_get_start_column(node));
    size_t end = cmark_offset(c->prepared, cmark_node_get_end_line(node),
                              cmark_node_get_end_column(node) + 1);
    return cmark_span(c, start, end);
}

struct text cmark_literal(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    return text_of(literal ? literal : "");
}
