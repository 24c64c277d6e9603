#include "command/separate_html.h"

#include <string.h>

#include "base/arena.h"
#include "batch/isolation.h"

struct reader {
    struct text html;
    size_t at;
    struct passages *passages;
    struct text *aside; /* readings and attributes, for the end */
    size_t aside_count;
};

/* Elements that do not end a text. */
static const char *const INLINE[] = {"a",    "abbr",  "b",    "code",   "em",  "i",    "mark", "rb",
                                     "ruby", "small", "span", "strong", "sub", "sup",  "time", "u",
                                     "wbr",  "rt",    "rp",   "bdi",    "br",  "tspan"};

/* Attributes whose values are ours or places on a drawing, whoever the client is: 109 is a name. */
static const char *const LOOKS[] = {"class",       "x",
                                    "y",           "width",
                                    "height",      "font-size",
                                    "scope",       "stroke-width",
                                    "font-weight", "fill",
                                    "text-anchor", "role",
                                    "cx",          "cy",
                                    "r",           "rx",
                                    "style",       "d",
                                    "points",      "xmlns",
                                    "viewBox",     "http-equiv",
                                    "charset",     "patternUnits",
                                    "tabindex",    "stroke-dasharray",
                                    "transform"};

static bool is_among(struct text word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count && word.size > 0; i++) {
        if (list[i][0] == word.ptr[0] && text_is(word, list[i]))
            return true;
    }
    return false;
}

/* Offset of `sign` at or after `from`, or the end. */
static size_t find(struct text text, char sign, size_t from)
{
    const char *there = from < text.size ? memchr(text.ptr + from, sign, text.size - from) : NULL;
    return there ? (size_t)(there - text.ptr) : text.size;
}

static uint32_t parse_number(struct text digits)
{
    bool hex = digits.size > 0 && (digits.ptr[0] == 'x' || digits.ptr[0] == 'X');
    uint32_t number = 0;
    for (size_t i = hex; i < digits.size && number < 0x110000; i++) {
        char c = digits.ptr[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 0;
        number = number * (hex ? 16 : 10) + digit;
    }
    return number < 0x110000 ? number : 0xFFFD;
}

/* The text of an entity without & and ;. `room` holds a numbered one. */
static struct text entity_text(struct text name, char room[4])
{
    static const struct {
        const char *name;
        const char *text;
    } NAMED[] = {{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
                 {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        if (text_is(name, NAMED[i].name))
            return text_of(NAMED[i].text);
    }
    if (!text_starts(name, "#"))
        return name;
    uint32_t number = parse_number(text_slice(name, 1, name.size));
    return (struct text){room, text_encode(number, room)};
}

/* Adds `text` with its entities decoded. */
static void add_decoded(struct passages *passages, struct text text)
{
    enum { ENTITY_MOST = 12 };
    size_t start = 0;
    while (start < text.size) {
        size_t mark = find(text, '&', start);
        loose_add(&passages->text, text_slice(text, start, mark));
        size_t end = find(text_slice(text, 0, mark + ENTITY_MOST), ';', mark);
        start = mark;
        if (mark == text.size)
            break;
        if (end >= text.size || text.ptr[end] != ';') {
            loose_add(&passages->text, text_of("&"));
            start = mark + 1;
            continue;
        }
        char room[4];
        loose_add(&passages->text, entity_text(text_slice(text, mark + 1, end), room));
        start = end + 1;
    }
}

static void set_aside(struct reader *r, struct text text)
{
    if (text.size > 0)
        *(struct text *)arena_push(r->passages->arena, &r->aside, &r->aside_count, sizeof text) =
            text;
}

/* What stands between `from` and the tag that ends the element `end` ("</rt"), which is passed. */
static struct text take_until(struct reader *r, const char *end)
{
    size_t start = r->at;
    size_t there = text_find(r->html, end, start);
    r->at = there == SIZE_MAX ? r->html.size : there;
    return text_slice(r->html, start, r->at);
}

static bool is_name_end(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '>' || c == '/' || c == '=';
}

static struct text take_name(struct reader *r)
{
    size_t start = r->at;
    while (r->at < r->html.size && !is_name_end(r->html.ptr[r->at]))
        r->at++;
    return text_slice(r->html, start, r->at);
}

/* Reads the attributes up to and with ">". */
static void read_attributes(struct reader *r)
{
    while (r->at < r->html.size && r->html.ptr[r->at] != '>') {
        struct text name = take_name(r);
        if (name.size == 0) {
            r->at++; /* white space, a stroke */
            continue;
        }
        if (text_slice(r->html, r->at, r->at + 2).size < 2 || r->html.ptr[r->at] != '=' ||
            r->html.ptr[r->at + 1] != '"')
            continue;
        size_t end = find(r->html, '"', r->at + 2);
        struct text value = text_slice(r->html, r->at + 2, end);
        /* An embedded picture has no words, and letters by chance. */
        if (!is_among(name, LOOKS, sizeof LOOKS / sizeof *LOOKS) && !text_starts(value, "data:"))
            set_aside(r, value);
        r->at = end + 1;
    }
    r->at++;
}

/* Reads a tag, from behind its "<". */
static void read_tag(struct reader *r)
{
    if (text_starts(text_slice(r->html, r->at, r->html.size), "!--")) {
        set_aside(r, take_until(r, "-->"));
        r->at += 3;
        return;
    }
    bool closes = r->at < r->html.size && r->html.ptr[r->at] == '/';
    r->at += closes;
    struct text name = take_name(r);
    if (!is_among(name, INLINE, sizeof INLINE / sizeof *INLINE))
        loose_break(&r->passages->text);
    else if (text_is(name, "br"))
        loose_gap(&r->passages->text);
    read_attributes(r);
    if (closes)
        return;
    if (text_is(name, "style"))
        take_until(r, "</style");
    else if (text_is(name, "rt"))
        set_aside(r, take_until(r, "</rt"));
    else if (text_is(name, "rp"))
        take_until(r, "</rp");
}

void separate_read_html(struct passages *passages, struct text html)
{
    struct reader r = {.html = html, .passages = passages};
    passages_place(passages, "text", 0);
    while (r.at < html.size) {
        size_t mark = find(html, '<', r.at);
        add_decoded(passages, text_slice(html, r.at, mark));
        r.at = mark + 1;
        if (mark < html.size)
            read_tag(&r);
    }
    passages_place(passages, "attribute or reading", 0);
    for (size_t i = 0; i < r.aside_count; i++) {
        loose_break(&passages->text);
        add_decoded(passages, r.aside[i]);
    }
}
