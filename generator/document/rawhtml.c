#include "document/rawhtml.h"

#include <string.h>
#include <strings.h>

struct known_tag {
    const char *name;
    enum rawhtml open;
    enum rawhtml close;
};

static const struct known_tag known_tags[] = {
    {.name = "br", .open = RAWHTML_BREAK, .close = RAWHTML_BREAK},
    {.name = "ruby", .open = RAWHTML_RUBY, .close = RAWHTML_RUBY},
    {.name = "rb", .open = RAWHTML_RUBY, .close = RAWHTML_RUBY},
    {.name = "rt", .open = RAWHTML_READING, .close = RAWHTML_READING_END},
    {.name = "rp", .open = RAWHTML_FALLBACK, .close = RAWHTML_FALLBACK_END},
};

static bool is_name_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

enum rawhtml rawhtml_of(struct text html)
{
    if (text_starts(html, "<!--"))
        return RAWHTML_COMMENT;
    bool closes = text_starts(html, "</");
    size_t start = closes ? 2 : 1;
    size_t end = start;
    while (end < html.size && is_name_sign(html.ptr[end]))
        end++;
    for (size_t i = 0; i < sizeof known_tags / sizeof *known_tags; i++) {
        const struct known_tag *tag = &known_tags[i];
        size_t size = strlen(tag->name);
        if (size == end - start && strncasecmp(html.ptr + start, tag->name, size) == 0)
            return closes ? tag->close : tag->open;
    }
    return RAWHTML_OTHER;
}
