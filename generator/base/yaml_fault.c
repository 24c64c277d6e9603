#include "base/yaml_fault.h"

#include "base/diag.h"
#include "base/yaml.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static char byte_at(struct span slice, size_t offset)
{
    return slice.source->text.ptr[offset];
}

static struct text span_text(struct span span)
{
    return text_slice(span.source->text, span.start, span.end);
}

/* The line of `slice` that holds `offset`, without its end. */
static struct span line_around(struct span slice, size_t offset)
{
    struct span line = {slice.source, offset, offset};
    while (line.start > slice.start && !is_line_end(byte_at(slice, line.start - 1)))
        line.start--;
    while (line.end < slice.end && !is_line_end(byte_at(slice, line.end)))
        line.end++;
    return line;
}

static struct span word_at(struct span slice, size_t start)
{
    struct span word = {slice.source, start, start};
    while (word.end < slice.end && !is_blank(byte_at(slice, word.end)) &&
           !is_line_end(byte_at(slice, word.end)))
        word.end++;
    return word;
}

/* From `start` to the end of its line, without white space behind. */
static struct span rest_of_line(struct span slice, size_t start)
{
    struct span rest = {slice.source, start, line_around(slice, start).end};
    return yaml_fault_trim(rest);
}

static struct span sign_at(struct span slice, size_t start)
{
    struct span sign = {slice.source, start, start};
    if (start < slice.end)
        text_next(slice.source->text, &sign.end);
    return sign;
}

struct span yaml_fault_trim(struct span span)
{
    while (span.end > span.start &&
           (is_blank(byte_at(span, span.end - 1)) || is_line_end(byte_at(span, span.end - 1))))
        span.end--;
    return span;
}

void yaml_fault_word(enum message message, struct span slice, size_t start, struct diag *d)
{
    struct span word = word_at(slice, start);
    struct text shown = yaml_excerpt(d->arena, span_text(word));
    diag_add(d, message, word, "%.*s", (int)shown.size, shown.ptr);
}

void yaml_fault_tag(struct span slice, size_t start, struct diag *d)
{
    struct text word = yaml_excerpt(d->arena, span_text(word_at(slice, start)));
    struct text rest = yaml_excerpt(d->arena, span_text(rest_of_line(slice, start)));
    diag_add(d, MSG_YAML_SYNTAX, word_at(slice, start), "tag: %.*s", (int)word.size, word.ptr);
    diag_near(d, text_format(d->arena, "\"%.*s\"", (int)rest.size, rest.ptr));
}

/* Where the key on `line` got a full-width colon, or one without a space behind it: the slip behind
 * most syntax errors in Japanese files. SIZE_MAX when the line has none. */
static size_t find_wrong_colon(struct span line)
{
    struct text text = span_text(line);
    bool spaced = false; /* "see http:..." is prose, no key */
    size_t offset = 0;
    while (offset < text.size && (is_blank(text.ptr[offset]) || text.ptr[offset] == '-'))
        offset++;
    while (offset < text.size) {
        size_t at = offset;
        uint32_t sign = text_next(text, &offset);
        if (sign == 0xFF1A)
            return line.start + at;
        if (sign == '"' || sign == '\'' || sign == '#' || sign == '[' || sign == '{')
            return SIZE_MAX;
        spaced = spaced || sign == ' ';
        if (sign != ':')
            continue;
        bool right = offset == text.size || is_blank(text.ptr[offset]);
        return right || spaced || text.ptr[offset] == '/' ? SIZE_MAX : line.start + at;
    }
    return SIZE_MAX;
}

static bool is(const char *words, const char *expected)
{
    return words && strcmp(words, expected) == 0;
}

static bool is_unfinished_key(const struct yaml_fault *fault)
{
    return is(fault->context, "while scanning a simple key");
}

/* The colon that explains the fault, or SIZE_MAX. */
static size_t find_guilty_colon(const struct yaml_fault *fault)
{
    struct span slice = fault->slice;
    if (is_unfinished_key(fault))
        return find_wrong_colon(line_around(slice, fault->context_at));
    if (!is(fault->problem, "mapping values are not allowed in this context"))
        return SIZE_MAX;
    struct span line = line_around(slice, fault->problem_at);
    size_t colon = find_wrong_colon(line);
    if (colon != SIZE_MAX)
        return colon;
    /* Below a mistyped key, libyaml stops only at the first right colon. */
    struct span above = yaml_fault_trim((struct span){slice.source, slice.start, line.start});
    return find_wrong_colon(line_around(slice, above.end));
}

/* Complains about the colon at `offset` and shows the line as it should be. */
static void report_colon(struct span slice, size_t offset, struct diag *d)
{
    struct span line = line_around(slice, offset);
    struct span colon = sign_at(slice, offset);
    struct text sign = span_text(colon);
    struct text key = text_trim(text_slice(slice.source->text, line.start, offset));
    struct text value = text_trim(text_slice(slice.source->text, colon.end, line.end));
    diag_add(d, MSG_YAML_SYNTAX, colon, "\"%.*s\" -> \": \"", (int)sign.size, sign.ptr);
    struct text right =
        text_format(d->arena, "%.*s: %.*s", (int)key.size, key.ptr, (int)value.size, value.ptr);
    diag_near(d, yaml_excerpt(d->arena, text_trim(right)));
}

/* The tab in the indentation of the line at `offset`, or SIZE_MAX. */
static size_t find_indentation_tab(struct span slice, size_t offset)
{
    struct span line = line_around(slice, offset);
    for (size_t i = line.start; i < line.end && is_blank(byte_at(slice, i)); i++) {
        if (byte_at(slice, i) == '\t')
            return i;
    }
    return SIZE_MAX;
}

/* libyaml's own words at the more helpful of its two places; the other one goes into the detail. */
static void report_words(const struct yaml_fault *fault, struct diag *d)
{
    if (!fault->context) {
        diag_add(d, MSG_YAML_SYNTAX, sign_at(fault->slice, fault->problem_at), "%s",
                 fault->problem);
        return;
    }
    /* What never ends is found out at the end of the file, where there is nothing to see. */
    bool unended = fault->problem_at >= yaml_fault_trim(fault->slice).end;
    bool at_context = unended || is_unfinished_key(fault);
    struct span span = at_context ? rest_of_line(fault->slice, fault->context_at)
                                  : sign_at(fault->slice, fault->problem_at);
    size_t line;
    size_t column;
    size_t other = at_context ? fault->problem_at : fault->context_at;
    source_position(fault->slice.source, other, &line, &column);
    diag_add(d, MSG_YAML_SYNTAX, span, "%s: %s (%zu:%zu)", fault->context, fault->problem, line,
             column);
}

void yaml_fault_report(const struct yaml_fault *fault, struct diag *d)
{
    size_t tab = find_indentation_tab(fault->slice, fault->problem_at);
    if (tab != SIZE_MAX) {
        diag_add(d, MSG_YAML_TAB, (struct span){fault->slice.source, tab, tab + 1}, "U+0009");
        return;
    }
    if (is(fault->context, "while scanning an alias") ||
        is(fault->context, "while scanning an anchor")) {
        yaml_fault_word(MSG_YAML_ALIAS, fault->slice, fault->context_at, d);
        return;
    }
    if (is(fault->context, "while scanning a tag") || is(fault->context, "while parsing a tag")) {
        yaml_fault_tag(fault->slice, fault->context_at, d);
        return;
    }
    size_t colon = find_guilty_colon(fault);
    if (colon != SIZE_MAX) {
        report_colon(fault->slice, colon, d);
        return;
    }
    report_words(fault, d);
}
