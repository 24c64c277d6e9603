#include "document/prepare.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/signs.h"
#include "document/tag.h"

enum { COMMENT_LIMIT = 1000 }; /* bytes searched for the end of a comment within a paragraph */

struct preparer {
    struct reader *reader;
    struct prepared *out;
    size_t code_end;      /* source offset where the code span or comment we are in ends */
    size_t paragraph_end; /* source offset that no code span crosses */
    bool cell;
};

static void put_anchor(struct preparer *p, size_t source)
{
    struct prepared *out = p->out;
    struct anchor *anchor =
        arena_push(p->reader->arena, &out->anchors, &out->anchor_count, sizeof *anchor);
    *anchor = (struct anchor){.prepared = out->text.size, .source = source};
}

static void begin_line(struct preparer *p, size_t source)
{
    struct prepared *out = p->out;
    size_t *line = arena_push(p->reader->arena, &out->lines, &out->line_count, sizeof *line);
    *line = out->text.size;
    put_anchor(p, source);
}

static void put_sign(struct buffer *out, uint32_t sign)
{
    char bytes[4];
    size_t size = text_encode(sign, bytes);
    buffer_put(out, (struct text){bytes, size});
}

static void put_sentinel(struct preparer *p, size_t source)
{
    put_anchor(p, source);
    put_sign(&p->out->text, SIGN_SENTINEL);
    put_anchor(p, source);
}

static bool bytes_are(struct text t, size_t at, const char *string)
{
    return text_starts(text_slice(t, at, t.size), string);
}

/* Length of the run of `byte` at `at`. */
static size_t run_length(struct text t, size_t at, size_t end, char byte)
{
    size_t i = at;
    while (i < end && t.ptr[i] == byte)
        i++;
    return i - at;
}

/* CommonMark 0.30 §6.1: a code span ends at the next backtick string of equal length. */
static size_t code_span_end(struct text t, size_t at, size_t length, size_t end)
{
    while (at < end) {
        const char *tick = memchr(t.ptr + at, '`', end - at);
        if (!tick)
            return 0;
        at = (size_t)(tick - t.ptr);
        size_t found = run_length(t, at, end, '`');
        at += found;
        if (found == length)
            return at;
    }
    return 0;
}

static size_t put_backticks(struct preparer *p, struct text source, size_t at, size_t end)
{
    size_t length = run_length(source, at, end, '`');
    if (at >= p->code_end) {
        size_t code_end = code_span_end(source, at + length, length, p->paragraph_end);
        if (code_end)
            p->code_end = code_end;
    }
    buffer_put(&p->out->text, text_slice(source, at, at + length));
    return at + length;
}

/* A comment is left to cmark as it is; only complaints about fields in it are silenced. */
static size_t put_less_than(struct preparer *p, struct text source, size_t at)
{
    if (at >= p->code_end && bytes_are(source, at, "<!--")) {
        size_t limit =
            at + COMMENT_LIMIT < p->paragraph_end ? at + COMMENT_LIMIT : p->paragraph_end;
        size_t close = text_find(text_slice(source, 0, limit), "-->", at);
        if (close != SIZE_MAX)
            p->code_end = close + 3;
    }
    buffer_byte(&p->out->text, '<');
    return at + 1;
}

/* Replaces the field at `at` by its mark; on a mistake reports and keeps the two braces. */
static size_t put_field(struct preparer *p, struct text source, size_t at, size_t end)
{
    struct reader *r = p->reader;
    size_t after = tag_end(text_slice(source, 0, end), at);
    bool closed = after != SIZE_MAX;
    struct text tag = text_slice(source, at, closed ? after : at + 2);
    bool section = closed && tag_is_section(tag);
    struct tag_field read;
    if (!closed || section || !tag_read_field(tag, &read)) {
        if (at >= p->code_end)
            diag_add(r->diag, section ? MSG_SECTION_SYNTAX : MSG_FIELD_SYNTAX,
                     reader_span(r, at, at + tag.size), "%.*s", (int)tag.size, tag.ptr);
        buffer_put(&p->out->text, tag);
        return at + tag.size;
    }
    struct prepared *out = p->out;
    put_anchor(p, at);
    put_sign(&out->text, SIGN_FIELD_OPEN);
    buffer_printf(&out->text, "%zu", out->field_count);
    put_sign(&out->text, SIGN_FIELD_CLOSE);
    put_anchor(p, after);
    struct field *field = arena_push(r->arena, &out->fields, &out->field_count, sizeof *field);
    field->path = read.path;
    field->filter = read.filter;
    field->span = reader_span(r, at, after);
    return after;
}

enum side { SIDE_NONE, SIDE_BEFORE, SIDE_AFTER };

/* CommonMark issue 650: a run of `*` between punctuation and a letter opens or closes only towards
 * the letter, which is wrong for "**「重要」**です", where no space can stand. A second punctuation
 * sign on the letter's side lets it do both. Where a bracket shows that CommonMark is right already
 * (「**重要**」), nothing is added. */
static enum side sentinel_side(uint32_t before, uint32_t after)
{
    if (sign_is_space(before) || sign_is_space(after))
        return SIDE_NONE;
    bool mark_before = sign_is_punctuation(before);
    if (mark_before == sign_is_punctuation(after))
        return SIDE_NONE;
    uint32_t mark = mark_before ? before : after;
    uint32_t letter = mark_before ? after : before;
    if (!sign_is_cjk_letter(letter) && !text_is_wide(mark))
        return SIDE_NONE;
    if (mark_before)
        return sign_is_opening(before) ? SIDE_NONE : SIDE_AFTER;
    return sign_is_closing(after) ? SIDE_NONE : SIDE_BEFORE;
}

static size_t put_stars(struct preparer *p, struct text source, size_t at, struct line line)
{
    size_t behind = at + run_length(source, at, line.end, '*');
    struct text left = text_slice(source, line.start, at);
    struct text right = text_slice(source, behind, line.end);
    bool fields = !p->reader->foreign;
    uint32_t before = fields && text_ends(left, "}}") ? SIGN_FIELD_CLOSE : sign_last(left);
    uint32_t after = fields && text_starts(right, "{{") ? SIGN_FIELD_OPEN : sign_first(right);
    enum side side = at < p->code_end ? SIDE_NONE : sentinel_side(before, after);
    if (side == SIDE_BEFORE)
        put_sentinel(p, at);
    buffer_put(&p->out->text, text_slice(source, at, behind));
    if (side == SIDE_AFTER)
        put_sentinel(p, behind);
    return behind;
}

static size_t put_backslash(struct preparer *p, struct text source, size_t at, size_t end)
{
    if (p->cell && at + 1 < end && source.ptr[at + 1] == '|') {
        put_anchor(p, at + 1);
        buffer_byte(&p->out->text, '|');
        return at + 2;
    }
    bool in_code = at < p->code_end;
    size_t size = !in_code && at + 1 < end && (source.ptr[at + 1] & 0x80) == 0 ? 2 : 1;
    buffer_put(&p->out->text, text_slice(source, at, at + size));
    return at + size;
}

static size_t put_other(struct preparer *p, struct text source, size_t at)
{
    size_t after = at;
    uint32_t sign = text_next(source, &after);
    if (sign_is_reserved(sign)) {
        put_anchor(p, after);
        return after;
    }
    /* A lone carriage return would start a new line for cmark but not for us. */
    if (sign == '\r')
        buffer_byte(&p->out->text, ' ');
    else
        buffer_put(&p->out->text, text_slice(source, at, after));
    return after;
}

static void put_line(struct preparer *p, struct line line)
{
    struct text source = p->reader->source->text;
    size_t at = line.start;
    while (at < line.end) {
        char byte = source.ptr[at];
        if (byte == '{' && at + 1 < line.end && source.ptr[at + 1] == '{' && !p->reader->foreign)
            at = put_field(p, source, at, line.end);
        else if (byte == '\\')
            at = put_backslash(p, source, at, line.end);
        else if (byte == '`')
            at = put_backticks(p, source, at, line.end);
        else if (byte == '<')
            at = put_less_than(p, source, at);
        else if (byte == '*')
            at = put_stars(p, source, at, line);
        else
            at = put_other(p, source, at);
    }
}

/* True where a new block may begin, so that no code span reaches over it. */
static bool starts_block(struct reader *r, struct line line)
{
    struct line inner = reader_trim(r, line);
    if (inner.start == inner.end)
        return true;
    char first = r->source->text.ptr[inner.start];
    return strchr("-+*#>", first) || (first >= '0' && first <= '9');
}

static size_t find_paragraph_end(struct reader *r, const struct run_line *lines, size_t count,
                                 size_t from)
{
    size_t last = from;
    while (last + 1 < count && !lines[last + 1].code && !starts_block(r, lines[last + 1].line))
        last++;
    return lines[last].line.end;
}

static struct line dedented(struct reader *r, struct line line, size_t dedent)
{
    size_t indent = reader_indent(r, line);
    line.start += indent < dedent ? indent : dedent;
    return line;
}

struct prepared prepare_lines(struct reader *r, const struct run_line *lines, size_t count,
                              size_t dedent)
{
    struct prepared out = {0};
    struct preparer p = {.reader = r, .out = &out};
    for (size_t i = 0; i < count; i++) {
        struct line line = dedented(r, lines[i].line, dedent);
        begin_line(&p, line.start);
        if (lines[i].code) {
            buffer_put(&out.text, reader_text(r, line.start, line.end));
        } else {
            if (line.end > p.paragraph_end)
                p.paragraph_end = find_paragraph_end(r, lines, count, i);
            put_line(&p, line);
        }
        buffer_byte(&out.text, '\n');
    }
    return out;
}

struct prepared prepare_fragment(struct reader *r, struct line line, bool cell)
{
    struct prepared out = {0};
    struct preparer p = {.reader = r, .out = &out, .paragraph_end = line.end, .cell = cell};
    begin_line(&p, line.start);
    put_sentinel(&p, line.start);
    put_line(&p, line);
    return out;
}

void prepared_free(struct prepared *p)
{
    buffer_free(&p->text);
}

size_t prepared_source(const struct prepared *p, size_t offset)
{
    size_t low = 0;
    size_t high = p->anchor_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->anchors[middle].prepared <= offset)
            low = middle;
        else
            high = middle;
    }
    const struct anchor *anchor = &p->anchors[low];
    size_t source = anchor->source + (offset - anchor->prepared);
    if (high < p->anchor_count && source > p->anchors[high].source)
        source = p->anchors[high].source;
    return source;
}

const struct field *prepared_field(const struct prepared *p, struct text t, size_t *at)
{
    size_t i = *at;
    if (text_next(t, &i) != SIGN_FIELD_OPEN)
        return NULL;
    size_t index = 0;
    size_t digits = i;
    while (i < t.size && t.ptr[i] >= '0' && t.ptr[i] <= '9' && i - digits < 8)
        index = index * 10 + (size_t)(t.ptr[i++] - '0');
    if (i == digits || i >= t.size || text_next(t, &i) != SIGN_FIELD_CLOSE)
        return NULL;
    if (index >= p->field_count)
        return NULL;
    *at = i;
    return &p->fields[index];
}
