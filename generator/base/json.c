#include "base/json.h"

#include <assert.h>
#include <inttypes.h>

enum { DEPTH_MAX = sizeof(((struct json *)0)->first) / sizeof(bool) };

struct json json_new(struct buffer *out)
{
    struct json j = {.out = out};
    j.first[0] = true;
    return j;
}

/* Goes to a new line; on a flat one puts a space, except behind a bracket or before one. */
static void new_line(struct json *j, bool at_bracket)
{
    if (j->flat) {
        if (!at_bracket)
            buffer_byte(j->out, ' ');
        return;
    }
    buffer_byte(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        buffer_puts(j->out, "  ");
}

/* The comma and the line of an element or key. */
static void next(struct json *j)
{
    bool first = j->first[j->depth];
    j->first[j->depth] = false;
    if (j->depth == 0) {
        assert(first); /* RFC 8259: a text is one value */
        return;
    }
    if (!first)
        buffer_byte(j->out, ',');
    new_line(j, first);
}

static void before_value(struct json *j)
{
    if (j->after_key)
        j->after_key = false;
    else
        next(j);
}

static void begin(struct json *j, char bracket)
{
    before_value(j);
    buffer_byte(j->out, bracket);
    assert(j->depth + 1 < DEPTH_MAX);
    j->depth++;
    j->first[j->depth] = true;
}

static void end(struct json *j, char bracket)
{
    assert(j->depth > 0 && !j->after_key);
    bool empty = j->first[j->depth];
    j->depth--;
    if (!empty)
        new_line(j, true);
    buffer_byte(j->out, bracket);
    if (j->depth == 0)
        buffer_byte(j->out, '\n');
}

void json_object_begin(struct json *j)
{
    begin(j, '{');
}

void json_object_end(struct json *j)
{
    end(j, '}');
}

void json_array_begin(struct json *j)
{
    begin(j, '[');
}

void json_array_end(struct json *j)
{
    end(j, ']');
}

/* RFC 8259, section 7. DEL, U+2028 and U+2029 are escaped too: they are legal, but end lines in
 * older JavaScript or drive terminals. */
static void put_sign(struct buffer *out, struct text sign, uint32_t codepoint)
{
    if (codepoint == '"' || codepoint == '\\') {
        buffer_byte(out, '\\');
        buffer_byte(out, (char)codepoint);
    } else if (codepoint == '\n') {
        buffer_puts(out, "\\n");
    } else if (codepoint == '\t') {
        buffer_puts(out, "\\t");
    } else if (codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0) || codepoint == 0x2028 ||
               codepoint == 0x2029) {
        buffer_printf(out, "\\u%04" PRIx32, codepoint);
    } else if (codepoint == 0xFFFD) {
        buffer_puts(out, "\xEF\xBF\xBD"); /* also for a byte that is not UTF-8 */
    } else {
        buffer_put(out, sign);
    }
}

/* ASCII that stands for itself: nearly all of a manifest. */
static bool is_plain(char byte)
{
    return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

static void put_string(struct json *j, struct text t)
{
    struct buffer *out = j->out;
    buffer_byte(out, '"');
    for (size_t offset = 0; offset < t.size;) {
        size_t start = offset;
        while (offset < t.size && is_plain(t.ptr[offset]))
            offset++;
        buffer_put(out, text_slice(t, start, offset));
        if (offset == t.size)
            break;
        start = offset;
        uint32_t codepoint = text_next(t, &offset);
        put_sign(out, text_slice(t, start, offset), codepoint);
    }
    buffer_byte(out, '"');
}

void json_key(struct json *j, struct text key)
{
    assert(j->depth > 0 && !j->after_key);
    next(j);
    put_string(j, key);
    buffer_puts(j->out, ": ");
    j->after_key = true;
}

void json_text(struct json *j, struct text value)
{
    before_value(j);
    put_string(j, value);
}

void json_int(struct json *j, int64_t value)
{
    before_value(j);
    buffer_printf(j->out, "%" PRId64, value);
}

void json_milli(struct json *j, int64_t thousandths)
{
    before_value(j);
    buffer_milli(j->out, thousandths);
}

void json_bool(struct json *j, bool value)
{
    before_value(j);
    buffer_puts(j->out, value ? "true" : "false");
}

void json_none(struct json *j)
{
    before_value(j);
    buffer_puts(j->out, "null");
}
