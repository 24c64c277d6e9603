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
    while (offset < t.size) {
        uint32_t codepoint = text_next(t, &offset);
        const char *entity = entity_of(codepoint);
        if (entity) {
            buffer_puts(out, entity);
            continue;
        }
        if (is_dropped(codepoint))
            continue;
        /* Encoded anew, not copied: bytes that are no UTF-8 come out as U+FFFD. */
        char bytes[4];
        size_t size = text_encode(codepoint, bytes);
        buffer_put(out, (struct text){bytes, size});
    }
}
