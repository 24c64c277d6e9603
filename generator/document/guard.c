#include "document/guard.h"

#include <string.h>

#include "base/diag.h"

/* What has been seen since the last empty line. */
struct tally {
    size_t size;
    size_t brackets; /* opened and not closed */
};

static bool refuse(struct reader *r, size_t at, const char *what, size_t limit)
{
    return diag_add(r->diag, MSG_MD_PATHOLOGICAL, reader_span(r, at, at + 1), "%s > %zu", what,
                    limit);
}

/* Debian's cmark 0.30.2 is quadratic in unmatched brackets (CVE-2023-22486): `![[]()` x 40000 takes
 * seconds. */
static bool guard_signs(struct reader *r, struct line line, struct tally *tally)
{
    const char *bytes = r->source->text.ptr;
    size_t same = 0;
    for (size_t i = line.start; i < line.end; i++) {
        char byte = bytes[i];
        bool repeated = i > line.start && bytes[i - 1] == byte;
        same = repeated ? same + 1 : 1;
        if (same > LIMIT_SIGNS && strchr("*_`[(!<&", byte))
            return refuse(r, i, (char[]){byte, '\0'}, LIMIT_SIGNS);
        if (byte == '[')
            tally->brackets++;
        else if (byte == ']' && tally->brackets)
            tally->brackets--;
        if (tally->brackets > LIMIT_SIGNS)
            return refuse(r, i, "[", LIMIT_SIGNS);
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* The length of a list marker with the space behind it at `at`, or 0. */
static size_t marker_length(const char *bytes, size_t at, size_t end)
{
    size_t i = at;
    while (i < end && i - at < 9 && bytes[i] >= '0' && bytes[i] <= '9')
        i++;
    bool ordered = i > at;
    if (i >= end || !strchr(ordered ? ".)" : "-+*", bytes[i]))
        return 0;
    i++;
    return i == end || is_space(bytes[i]) ? i - at : 0;
}

/* Quotes and lists opened by the start of the line, at most: two columns of indentation may hide
 * one level. */
static bool guard_nesting(struct reader *r, struct line line)
{
    const char *bytes = r->source->text.ptr;
    size_t at = line.start;
    size_t levels = 0;
    size_t spaces = 0;
    bool opens = false;
    while (at < line.end) {
        size_t marker = marker_length(bytes, at, line.end);
        if (is_space(bytes[at])) {
            spaces += bytes[at] == '\t' ? 4 : 1;
            at++;
        } else if (bytes[at] == '>' || marker) {
            levels++;
            spaces = spaces ? spaces - 1 : 0;
            opens = true;
            at += marker ? marker : 1;
        } else {
            break;
        }
    }
    if (opens && levels + spaces / 2 > LIMIT_NESTING)
        return refuse(r, at ? at - 1 : 0, ">", LIMIT_NESTING);
    return true;
}

bool guard_lines(struct reader *r, const struct run_line *lines, size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++) {
        struct line line = lines[i].line;
        if (reader_is_blank(r, line)) {
            tally = (struct tally){0};
            continue;
        }
        tally.size += line.end - line.start + 1;
        if (tally.size > LIMIT_PARAGRAPH)
            return refuse(r, line.start, "paragraph", LIMIT_PARAGRAPH);
        if (!guard_nesting(r, line))
            return false;
        if (!lines[i].code && !guard_signs(r, line, &tally))
            return false;
    }
    return true;
}

bool guard_fragment(struct reader *r, struct line line)
{
    struct tally tally = {0};
    return guard_signs(r, line, &tally);
}
