#include "document/fence.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/yaml.h"

static bool is_marker(const struct reader *r, size_t *at, size_t end)
{
    const char *bytes = r->source->text.ptr;
    size_t i = *at;
    while (i < end && i - *at < 9 && bytes[i] >= '0' && bytes[i] <= '9')
        i++;
    bool ordered = i > *at;
    if (i + 1 >= end || (bytes[i + 1] != ' ' && bytes[i + 1] != '\t'))
        return false;
    bool marker = ordered ? bytes[i] == '.' || bytes[i] == ')'
                          : bytes[i] == '-' || bytes[i] == '+' || bytes[i] == '*';
    if (marker)
        *at = i + 1;
    return marker;
}

static size_t skip_prefix(const struct reader *r, struct line line, bool *quoted)
{
    const char *bytes = r->source->text.ptr;
    size_t at = line.start;
    while (at < line.end) {
        if (bytes[at] == '>') {
            *quoted = true;
            at++;
        } else if (bytes[at] == ' ' || bytes[at] == '\t') {
            at++;
        } else if (!is_marker(r, &at, line.end)) {
            break;
        }
    }
    return at;
}

static size_t count_signs(const struct reader *r, size_t at, size_t end, char sign)
{
    size_t i = at;
    while (i < end && r->source->text.ptr[i] == sign)
        i++;
    return i - at;
}

struct fence fence_opens(const struct reader *r, struct line line, bool prefixed)
{
    struct fence fence = {.indent = reader_indent(r, line)};
    size_t at = prefixed ? skip_prefix(r, line, &fence.quoted) : line.start + fence.indent;
    if (at == line.end)
        return fence;
    char sign = r->source->text.ptr[at];
    if (sign != '`' && sign != '~')
        return fence;
    fence.length = count_signs(r, at, line.end, sign);
    struct text info = reader_text(r, at + fence.length, line.end);
    bool is_code_span = sign == '`' && text_find(info, "`", 0) != SIZE_MAX;
    if (fence.length >= 3 && !is_code_span)
        fence.sign = sign;
    return fence;
}

bool fence_closes(const struct reader *r, struct fence fence, struct line line)
{
    size_t at = line.start;
    while (at < line.end && (r->source->text.ptr[at] == ' ' || r->source->text.ptr[at] == '\t' ||
                             (fence.quoted && r->source->text.ptr[at] == '>')))
        at++;
    size_t length = count_signs(r, at, line.end, fence.sign);
    return length >= fence.length && reader_is_blank(r, (struct line){at + length, line.end});
}

bool fence_is_left(const struct reader *r, struct fence fence, struct line line, size_t margin)
{
    if (!fence.quoted)
        return !reader_is_blank(r, line) && reader_indent(r, line) <= margin;
    struct line inner = reader_trim(r, line);
    return inner.start == inner.end || r->source->text.ptr[inner.start] != '>';
}

static struct block *read_code(struct reader *r, struct fence fence, size_t first, size_t last,
                               struct span span)
{
    struct buffer out = {0};
    for (size_t i = first; i < last; i++) {
        struct line line = reader_line(r, i);
        size_t indent = reader_indent(r, line);
        line.start += indent < fence.indent ? indent : fence.indent;
        buffer_put(&out, reader_text(r, line.start, line.end));
        buffer_byte(&out, '\n');
    }
    struct block *block = block_new(r->arena, BLOCK_CODE, span);
    block->text = text_copy(r->arena, out.size ? buffer_text(&out) : text_of(""));
    buffer_free(&out);
    return block;
}

static struct block *read_chart(struct reader *r, size_t first, size_t last, struct span span)
{
    const struct source *s = r->source;
    size_t start = first < s->line_count ? s->lines[first] : s->text.size;
    size_t end = last < s->line_count ? s->lines[last] : s->text.size;
    size_t complaints = r->diag->count;
    const struct yaml_node *chart = yaml_parse_slice(r->arena, s, start, end, r->diag);
    bool is_chart = chart && chart->kind == YAML_MAPPING && chart->count > 0;
    if (!is_chart && r->diag->count == complaints)
        diag_add(r->diag, MSG_MD_CHART, span, "chart");
    if (!is_chart)
        return NULL;
    struct block *block = block_new(r->arena, BLOCK_FIGURE, span);
    block->chart_source = chart;
    return block;
}

struct block *fence_read(struct reader *r, size_t *index)
{
    struct line opening = reader_line(r, *index);
    struct fence fence = fence_opens(r, opening, false);
    size_t first = *index + 1;
    size_t last = first;
    while (last < r->source->line_count && !fence_closes(r, fence, reader_line(r, last)))
        last++;
    bool closed = last < r->source->line_count;
    *index = closed ? last + 1 : last;
    size_t signs = opening.start + fence.indent;
    struct span span = reader_span(r, signs, opening.end);
    if (!closed)
        diag_add(r->diag, MSG_MD_UNCLOSED_BLOCK, span, "%c%c%c", fence.sign, fence.sign,
                 fence.sign);
    size_t at = signs + fence.length;
    struct line info = reader_word(r, &at, opening.end);
    if (!r->foreign && text_is(reader_text(r, info.start, info.end), "chart"))
        return read_chart(r, first, last, span);
    return read_code(r, fence, first, last, span);
}
