#include "document/reader.h"

struct line reader_line(const struct reader *r, size_t index)
{
    const struct source *s = r->source;
    size_t start = s->lines[index];
    size_t end = index + 1 < s->line_count ? s->lines[index + 1] : s->text.size;
    while (end > start && (s->text.ptr[end - 1] == '\n' || s->text.ptr[end - 1] == '\r'))
        end--;
    return (struct line){start, end};
}

struct text reader_text(const struct reader *r, size_t start, size_t end)
{
    return text_slice(r->source->text, start, end);
}

static size_t sign_start(struct text text, size_t at)
{
    while (at > 0 && at < text.size && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return at < text.size ? at : text.size;
}

struct span reader_span(const struct reader *r, size_t start, size_t end)
{
    struct span span = {.source = r->source};
    span.start = sign_start(r->source->text, start);
    span.end = end < start ? span.start : sign_start(r->source->text, end);
    return span;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

struct line reader_trim(const struct reader *r, struct line line)
{
    const char *bytes = r->source->text.ptr;
    while (line.start < line.end && is_space(bytes[line.start]))
        line.start++;
    while (line.end > line.start && is_space(bytes[line.end - 1]))
        line.end--;
    return line;
}

size_t reader_indent(const struct reader *r, struct line line)
{
    const char *bytes = r->source->text.ptr;
    size_t at = line.start;
    while (at < line.end && is_space(bytes[at]))
        at++;
    return at - line.start;
}

bool reader_is_blank(const struct reader *r, struct line line)
{
    return reader_indent(r, line) == line.end - line.start;
}

struct line reader_word(const struct reader *r, size_t *at, size_t end)
{
    const char *bytes = r->source->text.ptr;
    while (*at < end && is_space(bytes[*at]))
        ++*at;
    size_t start = *at;
    while (*at < end && !is_space(bytes[*at]))
        ++*at;
    return (struct line){start, *at};
}
