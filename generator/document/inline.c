#include "document/inline.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/notes.h"
#include "document/signs.h"

void inline_list_begin(struct inline_list *list)
{
    list->first = NULL;
    list->last = &list->first;
}

void inline_list_add(struct inline_list *list, struct inline_node *node)
{
    *list->last = node;
    while (*list->last)
        list->last = &(*list->last)->next;
}

/* Entities can bring what source.c refuses (&#1;). */
static bool is_dropped(uint32_t sign)
{
    return sign_is_reserved(sign) || (sign < 0x20 && sign != '\n') || sign == 0x7F;
}

/* The length of an entity (&amp; &#x3042;) at `at`, or 0. CommonMark 0.30 §6.2. */
static size_t entity_length(struct text t, size_t at)
{
    enum { LONGEST = 33 }; /* &CounterClockwiseContourIntegral; */
    if (t.ptr[at] != '&')
        return 0;
    for (size_t i = at + 1; i < t.size && i - at < LONGEST; i++) {
        char c = t.ptr[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (c == ';')
            return i - at + 1;
        if (!word && c != '#')
            return 0;
    }
    return 0;
}

static bool is_at(struct text t, size_t at, struct text part)
{
    return text_equal(text_slice(t, at, at + part.size), part);
}

/* Given that `rest` of a literal begins at `at` of the prepared text, where the sign behind its
 * first one (of `size` bytes) begins. *plain tells whether the first was written as itself. A sign
 * without counterpart (the second of an entity) takes no room. */
static size_t step(struct text prepared, size_t at, struct text rest, size_t size, bool *plain)
{
    struct text sign = text_slice(rest, 0, size);
    *plain = false;
    if (at >= prepared.size)
        return at;
    size_t entity = entity_length(prepared, at);
    if (entity && !is_at(rest, 0, text_slice(prepared, at, at + entity)))
        return at + entity;
    if (prepared.ptr[at] == '\\' && sign.ptr[0] != '\\' && is_at(prepared, at + 1, sign))
        return at + 1 + size;
    if (prepared.ptr[at] == '\\' && is_at(prepared, at, text_of("\\\\")) && sign.ptr[0] == '\\')
        return at + 2;
    /* Of "***" that closes "**" cmark leaves one "*" and tells the place of the first. */
    size_t found = at;
    while (found < prepared.size && (prepared.ptr[found] == '*' || prepared.ptr[found] == '_') &&
           !is_at(prepared, found, sign))
        found++;
    *plain = is_at(prepared, found, sign);
    return *plain ? found + size : at;
}

/* Brackets that may belong to a span are told from others by these addresses. */
static const char open_bracket[] = "[";
static const char close_bracket[] = "]";
static const char strike_mark[] = "~~";

/* A literal being cut into nodes. */
struct cutter {
    struct reader *reader;
    const struct prepared *prepared;
    struct inline_list *list;
    struct buffer clean; /* the text not yet made a node */
    size_t piece;        /* prepared offset where it begins */
};

static struct span span_from(struct cutter *c, size_t start, size_t end)
{
    return reader_span(c->reader, prepared_source(c->prepared, start),
                       prepared_source(c->prepared, end));
}

static void end_piece(struct cutter *c, size_t end)
{
    struct arena *a = c->reader->arena;
    if (c->clean.size) {
        struct text text = text_copy(a, buffer_text(&c->clean));
        inline_list_add(c->list, inline_text(a, text, span_from(c, c->piece, end)));
    }
    buffer_clear(&c->clean);
    c->piece = end;
}

static void add_field(struct cutter *c, const struct field *field)
{
    struct inline_node *node = inline_new(c->reader->arena, INLINE_FIELD, field->span);
    node->text = field->path;
    node->filter = field->filter;
    inline_list_add(c->list, node);
}

static void add_sign(struct cutter *c, struct text sign, size_t start, size_t end, bool plain)
{
    bool opens = plain && text_is(sign, "[");
    if (opens || (plain && text_is(sign, "]"))) {
        end_piece(c, start);
        struct text bracket = text_of(opens ? open_bracket : close_bracket);
        inline_list_add(c->list, inline_text(c->reader->arena, bracket, span_from(c, start, end)));
        c->piece = end;
        return;
    }
    size_t at = 0;
    if (!is_dropped(text_next(sign, &at)))
        buffer_put(&c->clean, sign);
    else if (c->clean.size == 0)
        c->piece = end;
}

/* "~~", but not three: GitHub takes one or two for a mark, and one is common in Japanese ranges. */
static bool is_strike_mark(struct text rest, uint32_t before, struct text prepared, size_t at)
{
    struct text mark = text_of(strike_mark);
    return before != '~' && text_starts(rest, strike_mark) && is_at(prepared, at, mark) &&
           !text_starts(rest, "~~~");
}

static void add_mark(struct cutter *c, size_t start)
{
    end_piece(c, start);
    size_t end = start + strlen(strike_mark);
    inline_list_add(c->list,
                    inline_text(c->reader->arena, text_of(strike_mark), span_from(c, start, end)));
    c->piece = end;
}

/* Bytes of `literal` from `at` on that are written as themselves, take part in no mark of ours, and
 * stand in the prepared text too: kana, kanji and their punctuation (U+3000..U+9FFF), which is
 * nearly all of a Japanese chapter, and Latin words. The rest is looked at sign by sign. */
static size_t plain_run(struct text literal, size_t at, struct text prepared, size_t place)
{
    size_t length = 0;
    size_t room = literal.size - at;
    if (place >= prepared.size)
        return 0;
    if (room > prepared.size - place)
        room = prepared.size - place;
    while (length < room) {
        unsigned char byte = (unsigned char)literal.ptr[at + length];
        bool japanese = byte >= 0xE3 && byte <= 0xE9;
        bool word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                    (byte >= '0' && byte <= '9') || byte == ' ';
        size_t size = japanese ? 3 : 1;
        if ((!japanese && !word) || length + size > room ||
            memcmp(literal.ptr + at + length, prepared.ptr + place + length, size) != 0)
            break;
        length += size;
    }
    return length;
}

size_t inline_add_literal(struct reader *r, const struct prepared *p, struct inline_list *list,
                          struct text literal, size_t start)
{
    struct cutter c = {.reader = r, .prepared = p, .list = list, .piece = start};
    struct text prepared = buffer_text(&p->text);
    size_t place = start;
    size_t at = 0;
    while (at < literal.size) {
        size_t run = plain_run(literal, at, prepared, place);
        if (run > 0) {
            buffer_put(&c.clean, text_slice(literal, at, at + run));
            at += run;
            place += run;
            continue;
        }
        size_t before = at;
        const struct field *field = prepared_field(p, literal, &at);
        if (field) {
            end_piece(&c, place);
            add_field(&c, field);
            place += at - before;
            c.piece = place;
            continue;
        }
        struct text rest = text_slice(literal, before, literal.size);
        if (is_strike_mark(rest, sign_last(text_slice(literal, 0, before)), prepared, place)) {
            add_mark(&c, place);
            at += strlen(strike_mark);
            place += strlen(strike_mark);
            continue;
        }
        text_next(literal, &at);
        bool plain;
        size_t behind = step(prepared, place, rest, at - before, &plain);
        add_sign(&c, text_slice(literal, before, at), place, behind, plain);
        place = behind;
    }
    end_piece(&c, place);
    buffer_free(&c.clean);
    return place;
}

struct text inline_restore(struct reader *r, const struct prepared *p, struct text literal)
{
    struct buffer clean = {0};
    size_t at = 0;
    while (at < literal.size) {
        size_t before = at;
        const struct field *field = prepared_field(p, literal, &at);
        if (field) {
            buffer_put(&clean, reader_text(r, field->span.start, field->span.end));
            continue;
        }
        uint32_t sign = text_next(literal, &at);
        if (!is_dropped(sign) || sign == '\t')
            buffer_put(&clean, text_slice(literal, before, at));
    }
    struct text restored = text_copy(r->arena, clean.size ? buffer_text(&clean) : text_of(""));
    buffer_free(&clean);
    return restored;
}

struct inline_node *inline_soft_break(struct reader *r, struct span span)
{
    return inline_text(r->arena, text_of("\n"), span);
}

/* --- spans ------------------------------------------------------------------------------------ */

static const char *const style_words[] = {"small",  "badge",  "accent", "mute",
                                          "nowrap", "number", "note",   "ruby"};
enum { STYLE_COUNT = sizeof style_words / sizeof *style_words };

/* "{.word}" or "{.word argument}". */
struct style_mark {
    struct text word, argument; /* argument: absent when there is none */
    size_t length;              /* of the whole; 0 = no mark */
};

/* The mark at the start of `t`. */
static struct style_mark read_style(struct text t)
{
    struct style_mark mark = {0};
    if (!text_starts(t, "{."))
        return mark;
    size_t at = 2;
    while (at < t.size && ((t.ptr[at] >= 'a' && t.ptr[at] <= 'z') || t.ptr[at] == '-'))
        at++;
    mark.word = text_slice(t, 2, at);
    size_t end = text_find(t, "}", at);
    bool argued = at < t.size && t.ptr[at] == ' ';
    if (mark.word.size == 0 || end == SIZE_MAX || (end > at && !argued))
        return mark;
    if (argued)
        mark.argument = text_trim(text_slice(t, at, end));
    mark.length = end + 1;
    return mark;
}

static struct text find_style(struct reader *r, struct text word, struct span span)
{
    struct text names[STYLE_COUNT];
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        names[i] = text_of(style_words[i]);
        if (text_equal(names[i], word))
            return names[i];
    }
    diag_add(r->diag, MSG_MD_BAD_ARGUMENT, span, "{.%.*s}", (int)word.size, word.ptr);
    diag_near(r->diag, diag_nearest(word, names, STYLE_COUNT));
    return (struct text){0};
}

static void cut_front(struct reader *r, struct inline_node *node, size_t size)
{
    node->text = text_slice(node->text, size, node->text.size);
    size_t start = node->span.start + size;
    size_t end = node->span.end;
    node->span = reader_span(r, start < end ? start : end, end);
}

/* Replaces the nodes from "[" at *open up to "]" at *close, whose next begins with "{.style}", and
 * returns the link behind the replacement. */
static struct inline_node **bind_span(struct reader *r, struct inline_node **open,
                                      struct inline_node **close)
{
    struct inline_node *bracket = *open;
    struct inline_node *style_node = (*close)->next;
    struct style_mark mark = read_style(style_node->text);
    size_t length = mark.length;
    size_t start = style_node->span.start;
    struct span place = reader_span(r, start, start + length);
    struct text style = find_style(r, mark.word, place);
    bool ruby = text_is(style, "ruby");
    if (ruby != (mark.argument.size > 0)) {
        diag_add(r->diag, MSG_MD_BAD_ARGUMENT, place, "{.%.*s}", (int)mark.word.size,
                 mark.word.ptr);
        style = (struct text){0};
    }
    cut_front(r, style_node, length);
    if (!style.ptr) {
        *close = style_node;
        *open = bracket->next;
        return open;
    }
    *close = NULL;
    struct span span = reader_span(r, bracket->span.start, start + length);
    struct inline_node *node = inline_new(r->arena, ruby ? INLINE_RUBY : INLINE_SPAN, span);
    if (ruby)
        node->text = text_copy(r->arena, mark.argument);
    else
        node->style = style;
    node->children = bracket->next;
    node->next = style_node;
    *open = node;
    return &node->next;
}

/* "[^label]" from *open to *close; NULL when it is none or nothing defines it. */
static struct inline_node *bind_note(struct reader *r, struct inline_node **open,
                                     struct inline_node **close)
{
    struct buffer label = {0};
    bool words = true;
    for (struct inline_node *node = (*open)->next; node != *close; node = node->next) {
        words = words && node->kind == INLINE_TEXT;
        buffer_put(&label, node->text);
    }
    struct span span = reader_span(r, (*open)->span.start, (*close)->span.end);
    struct text text = buffer_text(&label);
    struct inline_node *note = words && text.size > 1 && text.ptr[0] == '^'
                                   ? notes_refer(r, text_slice(text, 1, text.size), span)
                                   : NULL;
    buffer_free(&label);
    return note;
}

/* Turns "~~", nodes, "~~" into a span; a mark without another stays text. */
static struct inline_node *bind_strikes(struct reader *r, struct inline_node *first)
{
    struct inline_node **open = NULL;
    for (struct inline_node **link = &first; *link; link = &(*link)->next) {
        struct inline_node *mark = *link;
        if (mark->text.ptr != strike_mark)
            continue;
        if (!open || (*open)->next == mark) {
            open = link;
            continue;
        }
        struct span span = reader_span(r, (*open)->span.start, mark->span.end);
        struct inline_node *strike = inline_new(r->arena, INLINE_SPAN, span);
        strike->style = text_of("strike");
        strike->children = (*open)->next;
        strike->next = mark->next;
        *link = NULL;
        *open = strike;
        link = open;
        open = NULL;
    }
    return first;
}

struct inline_node *inline_bind_spans(struct reader *r, struct inline_node *first)
{
    struct inline_node **open[LIMIT_SIGNS];
    size_t depth = 0;
    struct inline_node **link = &first;
    while (*link) {
        struct inline_node *node = *link;
        if (node->text.ptr == open_bracket && depth < LIMIT_SIGNS) {
            open[depth++] = link;
        } else if (node->text.ptr == close_bracket && depth) {
            depth--;
            struct inline_node *note = r->note_count ? bind_note(r, open[depth], link) : NULL;
            if (note) {
                note->next = node->next;
                *open[depth] = note;
                link = &note->next;
                continue;
            }
            if (node->next && node->next->kind == INLINE_TEXT &&
                read_style(node->next->text).length > 0) {
                link = bind_span(r, open[depth], link);
                continue;
            }
        }
        link = &node->next;
    }
    return bind_strikes(r, first);
}

/* --- line ends and joining -------------------------------------------------------------------- */

struct line_ends {
    uint32_t previous;           /* last sign seen; 0 = start or hard break */
    struct inline_node *pending; /* a soft break whose right neighbour is not known yet */
};

static void meet(struct line_ends *ends, uint32_t first, uint32_t last)
{
    if (ends->pending) {
        bool space = ends->previous && first && !sign_is_japanese(ends->previous) &&
                     !sign_is_japanese(first);
        ends->pending->text = text_of(space ? " " : "");
        ends->pending = NULL;
    }
    ends->previous = last;
}

static void resolve_breaks(struct line_ends *ends, struct inline_node *first)
{
    for (struct inline_node *node = first; node; node = node->next) {
        switch (node->kind) {
        case INLINE_TEXT:
            if (text_is(node->text, "\n")) {
                uint32_t previous = ends->previous;
                meet(ends, 0, previous);
                ends->pending = node;
                break;
            }
            if (node->text.size)
                meet(ends, sign_first(node->text), sign_last(node->text));
            break;
        case INLINE_CODE:
            meet(ends, sign_first(node->text), sign_last(node->text));
            break;
        case INLINE_FIELD: /* mostly Japanese names and amounts with a unit */
            meet(ends, SIGN_FIELD_OPEN, SIGN_FIELD_OPEN);
            break;
        case INLINE_BREAK:
        case INLINE_PAGE:
            meet(ends, 0, 0);
            break;
        case INLINE_STRONG:
        case INLINE_EMPHASIS:
        case INLINE_LINK:
        case INLINE_SPAN:
        case INLINE_RUBY:
        case INLINE_TERM:
            resolve_breaks(ends, node->children);
            break;
        }
    }
}

/* Makes one text of `first` and the texts behind it, whose bytes are `size` together. */
static void join_texts(struct reader *r, struct inline_node *first, struct inline_node *end,
                       size_t size)
{
    char *bytes = arena_alloc(r->arena, size + 1);
    size_t used = 0;
    for (struct inline_node *node = first; node != end; node = node->next) {
        if (!node->text.size)
            continue;
        memcpy(bytes + used, node->text.ptr, node->text.size);
        used += node->text.size;
        if (node->span.start < first->span.start)
            first->span.start = node->span.start;
        if (node->span.end > first->span.end)
            first->span.end = node->span.end;
    }
    first->text = (struct text){bytes, used};
    first->next = end;
}

static struct inline_node *join(struct reader *r, struct inline_node *first)
{
    struct inline_node **link = &first;
    while (*link) {
        struct inline_node *node = *link;
        if (node->kind != INLINE_TEXT) {
            node->children = join(r, node->children);
            link = &node->next;
            continue;
        }
        if (node->text.size == 0) {
            *link = node->next;
            continue;
        }
        size_t size = 0;
        struct inline_node *end = node;
        for (; end && end->kind == INLINE_TEXT; end = end->next)
            size += end->text.size;
        if (node->next != end)
            join_texts(r, node, end, size);
        link = &node->next;
    }
    return first;
}

struct inline_node *inline_finish(struct reader *r, struct inline_node *first)
{
    struct line_ends ends = {0};
    resolve_breaks(&ends, first);
    meet(&ends, 0, 0);
    return join(r, first);
}

/* --- heading ids ------------------------------------------------------------------------------ */

static bool is_id(struct text t)
{
    for (size_t i = 0; i < t.size; i++) {
        char c = t.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.')
            return false;
    }
    return t.size > 0;
}

struct text inline_take_id(struct reader *r, struct inline_node **first)
{
    struct inline_node **link = first;
    while (*link && (*link)->next)
        link = &(*link)->next;
    struct inline_node *last = *link;
    struct text none = {0};
    if (!last || last->kind != INLINE_TEXT || !text_ends(last->text, "}"))
        return none;
    size_t brace = last->text.size;
    while (brace > 0 && last->text.ptr[brace - 1] != '{')
        brace--;
    struct text inner = text_slice(last->text, brace, last->text.size - 1);
    if (brace == 0 || !text_starts(inner, "#"))
        return none;
    struct text id = text_slice(inner, 1, inner.size);
    if (!is_id(id)) {
        diag_add(r->diag, MSG_MD_BAD_ARGUMENT, last->span, "{#%.*s}", (int)id.size, id.ptr);
        id = none;
    }
    size_t kept = brace - 1;
    while (kept > 0 && (last->text.ptr[kept - 1] == ' ' || last->text.ptr[kept - 1] == '\t'))
        kept--;
    size_t removed = last->text.size - kept;
    if (last->span.end - last->span.start >= removed)
        last->span = reader_span(r, last->span.start, last->span.end - removed);
    last->text = text_slice(last->text, 0, kept);
    if (kept == 0)
        *link = NULL;
    return id;
}
