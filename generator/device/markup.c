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

/* Three bytes of a sign from U+3000 to U+CFFF: kana, kanji, their punctuation. */
static bool is_plain_sign(const unsigned char *p)
{
    return p[0] >= 0xE3 && p[0] <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

/* Behind the signs from `offset` on that are surely written as they are; a page is little else. */
static size_t skip_plain(struct text t, size_t offset)
{
    const unsigned char *p = (const unsigned char *)t.ptr;
    while (offset < t.size) {
        if (t.size - offset >= 3 && is_plain_sign(p + offset))
            offset += 3;
        else if ((p[offset] >= '0' && p[offset] <= '9') || p[offset] == ' ')
            offset++;
        else if ((p[offset] | 0x20) >= 'a' && (p[offset] | 0x20) <= 'z')
            offset++;
        else
            break;
    }
    return offset;
}

void markup_text(struct buffer *out, struct text t)
{
    size_t copied = 0; /* up to here the text is written */
    for (size_t offset = skip_plain(t, 0); offset < t.size; offset = skip_plain(t, offset)) {
        size_t start = offset;
        uint32_t codepoint = text_next(t, &offset);
        const char *written = entity_of(codepoint);
        bool wrong = codepoint == 0xFFFD && offset - start == 1; /* bytes that are no UTF-8 */
        if (wrong)
            written = "\uFFFD";
        if (!written && !is_dropped(codepoint))
            continue;
        buffer_put(out, text_slice(t, copied, start));
        copied = offset;
        if (written)
            buffer_puts(out, written);
    }
    buffer_put(out, text_slice(t, copied, t.size));
}
