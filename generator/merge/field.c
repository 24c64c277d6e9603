#include "merge/field.h"

#include "base/arena.h"
#include "document/tag.h"
#include "merge/filter.h"

#include <string.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* What one sign of client data becomes. */
enum sign_use { SIGN_KEEP, SIGN_DROP, SIGN_LINE, SIGN_SPACE };

/* Control signs have no place on paper or in HTML. The directional ones (UAX #9 embeddings,
 * overrides, isolates) would turn the order of the text behind them. */
static enum sign_use use_of(uint32_t sign)
{
    if (sign == '\n' || sign == 0x85 || sign == 0x2028 || sign == 0x2029)
        return SIGN_LINE;
    if (sign == '\t')
        return SIGN_SPACE;
    if (sign < 0x20 || (sign >= 0x7F && sign <= 0x9F))
        return SIGN_DROP;
    if ((sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069))
        return SIGN_DROP;
    return SIGN_KEEP;
}

/* The high bit of each byte of `word` that is 0, and of some behind such a one. */
static uint64_t zero_bytes(uint64_t word)
{
    return (word - EACH_BYTE) & ~word & EACH_BYTE << 7;
}

/* is_surely_clean for eight bytes. C2 and E2 differ only in the bit 0x20. */
static bool is_word_clean(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t low = (word - EACH_BYTE * 0x20) & ~word & EACH_BYTE << 7;
    uint64_t lead = zero_bytes((word | EACH_BYTE * 0x20) ^ EACH_BYTE * 0xE2);
    return (low | lead | zero_bytes(word ^ EACH_BYTE * 0x7F)) == 0;
}

/* No byte of `t` begins a sign that use_of would not keep; most texts stop here. */
static bool is_surely_clean(struct text t)
{
    size_t i = 0;
    while (t.size - i >= sizeof(uint64_t) && is_word_clean(t.ptr + i))
        i += sizeof(uint64_t);
    for (; i < t.size; i++) {
        unsigned char byte = (unsigned char)t.ptr[i];
        bool suspect = byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2;
        if (suspect)
            return false;
    }
    return true;
}

static bool is_clean(struct text t)
{
    if (is_surely_clean(t))
        return true;
    for (size_t offset = 0; offset < t.size;)
        if (use_of(text_next(t, &offset)) != SIGN_KEEP)
            return false;
    return true;
}

/* Lines end with a line feed; the ends of the last ones are dropped. */
static struct text clean(struct arena *a, struct text t)
{
    t = text_trim(t);
    if (is_clean(t))
        return t;
    char *out = arena_alloc(a, t.size); /* no sign becomes longer */
    size_t size = 0;
    for (size_t offset = 0; offset < t.size;) {
        size_t start = offset;
        switch (use_of(text_next(t, &offset))) {
        case SIGN_KEEP:
            memcpy(out + size, t.ptr + start, offset - start);
            size += offset - start;
            break;
        case SIGN_DROP:
            break;
        case SIGN_LINE:
            out[size++] = '\n';
            break;
        case SIGN_SPACE:
            out[size++] = ' ';
            break;
        }
    }
    return text_trim((struct text){.ptr = out, .size = size});
}

bool field_print(struct arena *a, const struct value *value, struct text *text)
{
    if (!value_print(a, value, text))
        return false;
    *text = clean(a, *text);
    return true;
}

bool field_text(const struct scope *s, struct text path, struct text filter, struct span *span,
                struct text *text)
{
    struct span place = *span;
    const struct value *value = path_find(s, path, place);
    value = filter_apply(s, value, filter, place);
    if (!value || s->unused)
        return false;
    if (value->kind == VALUE_UNDEFINED)
        return scope_complain(s, MSG_FIELD_UNDEFINED, place, path);
    if (!field_print(s->arena, value, text))
        return scope_complain(s, MSG_FIELD_KIND, place, path);
    if (value->span.source)
        *span = value->span;
    return true;
}

bool field_next(struct text template, size_t *offset, struct field_piece *piece)
{
    *piece = (struct field_piece){0};
    if (*offset >= template.size)
        return false;
    size_t open = text_find(template, "{{", *offset);
    if (open != *offset) {
        piece->text = text_slice(template, *offset, open);
        *offset += piece->text.size;
        return true;
    }
    piece->is_field = true;
    size_t end = tag_end(template, open);
    struct text tag = text_slice(template, open, end);
    struct tag_field field;
    *offset = end == SIZE_MAX ? template.size : end;
    if (end == SIZE_MAX || !tag_read_field(tag, &field))
        return true;
    piece->text = field.path;
    piece->filter = field.filter;
    return true;
}

static void put_on_one_line(struct buffer *b, struct text t)
{
    for (size_t i = 0; i < t.size; i++)
        buffer_byte(b, t.ptr[i] == '\n' ? ' ' : t.ptr[i]);
}

struct text field_fill(const struct scope *s, struct text template, struct span span)
{
    if (text_find(template, "{{", 0) == SIZE_MAX)
        return template;
    struct buffer line = {0};
    struct field_piece piece;
    for (size_t offset = 0; field_next(template, &offset, &piece);) {
        struct span place = span;
        struct text text;
        if (!piece.is_field)
            buffer_put(&line, piece.text);
        else if (!piece.text.ptr)
            scope_complain(s, MSG_FIELD_SYNTAX, span, template);
        else if (field_text(s, piece.text, piece.filter, &place, &text))
            put_on_one_line(&line, text);
    }
    struct text filled = text_copy(s->arena, buffer_text(&line));
    buffer_free(&line);
    return filled;
}

void field_paths(struct arena *a, struct text template, struct text **paths, size_t *count)
{
    struct field_piece piece;
    for (size_t offset = 0; field_next(template, &offset, &piece);) {
        if (!piece.is_field || !piece.text.ptr)
            continue;
        struct text *path = arena_push(a, paths, count, sizeof *path);
        *path = piece.text;
    }
}
