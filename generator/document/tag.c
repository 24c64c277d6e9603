#include "document/tag.h"

#include <string.h>

static bool is_word_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

size_t tag_end(struct text t, size_t at)
{
    size_t limit = t.size - at > TAG_LIMIT ? at + TAG_LIMIT : t.size;
    bool quoted = false;
    for (size_t i = at + 2; i < limit && t.ptr[i] != '\n'; i++) {
        if (t.ptr[i] == '"')
            quoted = !quoted;
        if (!quoted && t.ptr[i] == '}' && i + 1 < t.size && t.ptr[i + 1] == '}')
            return i + 2;
    }
    return SIZE_MAX;
}

/* Names joined by single dots. */
static bool is_path(struct text t)
{
    bool after_dot = true;
    for (size_t i = 0; i < t.size; i++) {
        bool dot = t.ptr[i] == '.';
        if (dot ? after_dot : !is_word_sign(t.ptr[i]))
            return false;
        after_dot = dot;
    }
    return !after_dot;
}

static struct text inside(struct text tag)
{
    return text_trim(text_slice(tag, 2, tag.size - 2));
}

bool tag_read_field(struct text tag, struct tag_field *field)
{
    struct text body = inside(tag);
    size_t bar = text_find(body, "|", 0);
    *field = (struct tag_field){.path = body};
    if (bar != SIZE_MAX) {
        field->path = text_trim(text_slice(body, 0, bar));
        field->filter = text_trim(text_slice(body, bar + 1, body.size));
        if (field->filter.size == 0)
            return false;
    }
    return is_path(field->path);
}

bool tag_is_section(struct text tag)
{
    struct text body = inside(tag);
    return text_starts(body, "#") || text_starts(body, "/") || text_is(body, "else");
}

/* "path as name" */
static void read_each(struct text rest, struct section *section)
{
    size_t as = text_find(rest, " as ", 0);
    if (as == SIZE_MAX)
        return;
    section->condition = text_trim(text_slice(rest, 0, as));
    section->name = text_trim(text_slice(rest, as + 4, rest.size));
    section->valid = is_path(section->condition) && is_path(section->name) &&
                     text_find(section->name, ".", 0) == SIZE_MAX;
}

/* The text behind `word` when `body` is that word alone or followed by a space. */
static bool take_word(struct text body, const char *word, struct text *rest)
{
    size_t size = strlen(word);
    if (!text_starts(body, word))
        return false;
    if (body.size > size && body.ptr[size] != ' ' && body.ptr[size] != '\t')
        return false;
    *rest = text_trim(text_slice(body, size, body.size));
    return true;
}

struct section tag_read_section(struct text line)
{
    struct section section = {.kind = SECTION_NONE};
    struct text tag = text_trim(line);
    if (!text_starts(tag, "{{") || tag_end(tag, 0) != tag.size || !tag_is_section(tag))
        return section;
    struct text body = inside(tag);
    struct text rest;
    if (take_word(body, "#if", &rest)) {
        section.kind = SECTION_IF;
        section.condition = rest;
        section.valid = rest.size > 0;
    } else if (take_word(body, "#each", &rest)) {
        section.kind = SECTION_EACH;
        read_each(rest, &section);
    } else if (take_word(body, "#else", &rest)) {
        section.kind = SECTION_ELSE;
        section.valid = rest.size == 0;
    } else if (take_word(body, "/if", &rest)) {
        section.kind = SECTION_END_IF;
        section.valid = rest.size == 0;
    } else if (take_word(body, "/each", &rest)) {
        section.kind = SECTION_END_EACH;
        section.valid = rest.size == 0;
    } else {
        section.kind = SECTION_UNKNOWN;
    }
    return section;
}
