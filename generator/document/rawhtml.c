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

size_t rawhtml_tag_size(struct text html)
{
    size_t end = text_find(html, ">", 0);
    return end == SIZE_MAX ? html.size : end + 1;
}

struct text rawhtml_summary(struct text html)
{
    size_t open = text_find(html, "<summary", 0);
    size_t close = text_find(html, "</summary>", 0);
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return (struct text){0};
    size_t start = open + rawhtml_tag_size(text_slice(html, open, html.size));
    return start <= close ? text_slice(html, start, close) : (struct text){0};
}
