#include "guide/slug.h"

#include "base/arena.h"

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

static bool is_digits(struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    }
    return text.size > 0;
}

static bool is_taken(struct text slug)
{
    static const char *const NAMES[] = {"index",   "404",        "search",  "glossary",
                                        "sources", "self-check", "contents"};
    static const char *const NUMBERED[] = {"part-", "term-", "source-"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (text_is(slug, NAMES[i]))
            return true;
    }
    for (size_t i = 0; i < sizeof NUMBERED / sizeof *NUMBERED; i++) {
        size_t size = text_of(NUMBERED[i]).size;
        if (text_starts(slug, NUMBERED[i]) && is_digits(text_slice(slug, size, slug.size)))
            return true;
    }
    return false;
}

bool slug_is_good(struct text slug)
{
    if (slug.size == 0 || slug.size > SLUG_MOST || is_taken(slug))
        return false;
    for (size_t i = 0; i < slug.size; i++) {
        bool inside = i > 0 && i + 1 < slug.size;
        bool hyphen = inside && slug.ptr[i] == '-' && slug.ptr[i - 1] != '-';
        if (!is_letter(slug.ptr[i]) && !hyphen)
            return false;
    }
    return true;
}

static size_t last_slash(struct text path)
{
    size_t at = path.size;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return at;
}

struct text slug_of_path(struct arena *a, struct text path)
{
    size_t name = last_slash(path);
    struct text last = text_slice(path, name, path.size);
    bool front = text_is(last, "README") || text_is(last, "readme") || text_is(last, "index");
    if (front && name > 0)
        path = text_slice(path, 0, name - 1);
    char *bytes = arena_alloc(a, path.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < path.size; i++) {
        char byte = path.ptr[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (is_letter(byte))
            bytes[size++] = byte;
        else if (size > 0 && bytes[size - 1] != '-')
            bytes[size++] = '-';
    }
    size = size > SLUG_MOST - 8 ? SLUG_MOST - 8 : size; /* room for a number behind it */
    while (size > 0 && bytes[size - 1] == '-')
        size--;
    struct text slug = {bytes, size};
    if (size == 0)
        return text_of("chapter");
    return slug_is_good(slug) ? slug : text_format(a, "chapter-%.*s", (int)size, bytes);
}

struct text slug_of_heading(struct arena *a, struct text heading)
{
    char *bytes = arena_alloc(a, heading.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < heading.size; i++) {
        char byte = heading.ptr[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        bool kept = is_letter(byte) || byte == '-' || byte == '_' || (byte & 0x80);
        if (kept)
            bytes[size++] = byte;
        else if (byte == ' ')
            bytes[size++] = '-';
    }
    return (struct text){bytes, size};
}
