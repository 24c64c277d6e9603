#include "device/device.h"

/* Signs that must not reach a page: they have no picture, are not allowed in XML (XML 1.0, 2.2), or
 * turn the order of the text around them (UAX #9), so that a reader sees something else than what
 * the file says. Tab and line feed are white space and stay. */
static bool is_dropped(uint32_t codepoint)
{
    if (codepoint < 0x20)
        return codepoint != '\t' && codepoint != '\n';
    if (codepoint >= 0x7F && codepoint < 0xA0)
        return true;
    if (codepoint >= 0x202A && codepoint <= 0x202E)
        return true;
    if (codepoint >= 0x2066 && codepoint <= 0x2069)
        return true;
    return (codepoint & 0xFFFE) == 0xFFFE; /* noncharacters */
}

static const char *entity_of(uint32_t codepoint)
{
    switch (codepoint) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    }
    return NULL;
}

void markup_text(struct buffer *out, struct text t)
{
    size_t offset = 0;
    size_t copied = 0; /* up to here the text is written */
    while (offset < t.size) {
        size_t start = offset;
        uint32_t codepoint = text_next(t, &offset);
        bool plain = codepoint >= 0x3000 && codepoint < 0xF000;
        const char *written = plain ? NULL : entity_of(codepoint);
        bool wrong = codepoint == 0xFFFD && offset - start == 1; /* bytes that are no UTF-8 */
        if (wrong)
            written = "\uFFFD";
        if (plain || (!written && !is_dropped(codepoint)))
            continue;
        buffer_put(out, text_slice(t, copied, start));
        copied = offset;
        if (written)
            buffer_puts(out, written);
    }
    buffer_put(out, text_slice(t, copied, t.size));
}
