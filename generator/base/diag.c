#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
    EXCERPT_COLUMNS = 100, /* of a source line; longer ones are cut on both sides of the caret */
    BEFORE_CARET = 60,     /* columns kept before the caret of a cut line */
    DETAIL_COLUMNS = 240,
    TAB_COLUMNS = 8
};

struct diag diag_new(struct arena *a)
{
    return (struct diag){.arena = a};
}

bool diag_add(struct diag *d, enum message message, struct span span, const char *format, ...)
{
    struct diag_entry *entry = arena_push(d->arena, &d->entries, &d->count, sizeof *entry);
    entry->message = message;
    entry->severity = d->lenient ? SEVERITY_WARNING : message_of(message)->severity;
    entry->span = span;
    entry->note = text_copy(d->arena, d->context);
    va_list arguments;
    va_start(arguments, format);
    entry->detail = text_vformat(d->arena, format, arguments);
    va_end(arguments);
    if (entry->severity == SEVERITY_ERROR)
        d->errors++;
    return false;
}

void diag_take(struct diag *d, const struct diag *other)
{
    for (size_t i = 0; i < other->count; i++)
        *(struct diag_entry *)arena_push(d->arena, &d->entries, &d->count, sizeof *d->entries) =
            other->entries[i];
    d->errors += other->errors;
}

void diag_near(struct diag *d, struct text near)
{
    if (!near.ptr || d->count == 0)
        return;
    d->entries[d->count - 1].near = text_copy(d->arena, near);
}

/* A shortened name ("emp") or one with something added ("employees_total"). */
static bool is_prefix(struct text word, struct text name)
{
    size_t common = word.size < name.size ? word.size : name.size;
    return common >= 3 && text_equal(text_slice(word, 0, common), text_slice(name, 0, common));
}

struct text diag_nearest(struct text word, const struct text *names, size_t count)
{
    size_t length = text_length(word);
    size_t limit = length / 3;
    if (limit < 1)
        limit = 1;
    if (limit > 3)
        limit = 3;

    struct text nearest = {0};
    struct text prefix = {0};
    size_t nearest_distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = text_distance(word, names[i], limit);
        /* As many edits as the word has signs would make any name of it. */
        if (distance < nearest_distance && distance < length) {
            nearest = names[i];
            nearest_distance = distance;
        }
        if (is_prefix(word, names[i]) && (!prefix.ptr || names[i].size < prefix.size))
            prefix = names[i];
    }
    return nearest.ptr ? nearest : prefix;
}

/* One sign of an excerpt or a detail as the terminal will show it. */
struct sign {
    size_t start;
    size_t end;
    size_t columns;
    bool harmless; /* false: shown as '?' */
};

/* Control signs could drive the terminal, bidirectional ones could reorder the line. */
static bool is_harmless(uint32_t codepoint)
{
    if (codepoint < 0x20)
        return codepoint == '\t';
    bool c1 = codepoint >= 0x7F && codepoint < 0xA0;
    bool direction = codepoint == 0x061C || codepoint == 0x200E || codepoint == 0x200F ||
                     (codepoint >= 0x202A && codepoint <= 0x202E) ||
                     (codepoint >= 0x2066 && codepoint <= 0x2069);
    bool line_end = codepoint == 0x2028 || codepoint == 0x2029;
    return !c1 && !direction && !line_end;
}

static struct sign next_sign(struct text t, size_t offset)
{
    struct sign sign = {.start = offset, .end = offset};
    uint32_t codepoint = text_next(t, &sign.end);
    bool wrong_byte = codepoint == 0xFFFD && sign.end - sign.start == 1;
    sign.harmless = !wrong_byte && is_harmless(codepoint);
    if (!sign.harmless)
        sign.columns = 1;
    else if (codepoint == '\t')
        sign.columns = TAB_COLUMNS;
    else
        sign.columns = text_columns(text_slice(t, sign.start, sign.end));
    return sign;
}

/* Puts at most `columns` columns of `t`, harmless and on one line. */
static void put_safe(struct buffer *out, struct text t, size_t columns)
{
    size_t used = 0;
    for (size_t offset = 0; offset < t.size;) {
        struct sign sign = next_sign(t, offset);
        used += sign.columns;
        if (used > columns) {
            buffer_puts(out, "...");
            return;
        }
        if (sign.harmless)
            buffer_put(out, text_slice(t, sign.start, sign.end));
        else
            buffer_byte(out, '?');
        offset = sign.end;
    }
}

/* Where the sign before `offset` (> 0) begins; steps back over at most three trailing bytes, also
 * in text that is not UTF-8. */
static size_t sign_before(struct text t, size_t offset)
{
    size_t start = offset - 1;
    while (start > 0 && offset - start < 4 && ((unsigned char)t.ptr[start] & 0xC0) == 0x80)
        start--;
    return start;
}

/* The first offset of `line` to print, so that the caret at `caret` is within the columns. */
static size_t cut_start(struct text line, size_t caret)
{
    size_t columns = 0;
    for (size_t offset = 0; offset < line.size && columns <= EXCERPT_COLUMNS;) {
        struct sign sign = next_sign(line, offset);
        columns += sign.columns;
        offset = sign.end;
    }
    if (columns <= EXCERPT_COLUMNS)
        return 0;
    size_t start = caret;
    for (columns = 0; start > 0;) {
        size_t before = sign_before(line, start);
        columns += next_sign(line, before).columns;
        if (columns > BEFORE_CARET)
            break;
        start = before;
    }
    return start;
}

/* Prints blanks as wide as the signs of `t` up to `caret`; a tab stays a tab. Returns the columns.
 */
static size_t put_blanks(struct buffer *out, struct text t, size_t caret)
{
    size_t columns = 0;
    for (size_t offset = 0; offset < caret;) {
        struct sign sign = next_sign(t, offset);
        if (t.ptr[offset] == '\t')
            buffer_byte(out, '\t');
        else
            buffer_printf(out, "%*s", (int)sign.columns, "");
        columns += sign.columns;
        offset = sign.end;
    }
    return columns;
}

/* Marks the signs from `caret` to `end`, as far as they are shown. */
static void put_caret(struct buffer *out, struct text t, size_t caret, size_t end)
{
    size_t before = put_blanks(out, t, caret);
    size_t columns = 0;
    for (size_t offset = caret; offset < end && offset < t.size;) {
        struct sign sign = next_sign(t, offset);
        columns += t.ptr[offset] == '\t' ? 1 : sign.columns;
        offset = sign.end;
    }
    buffer_byte(out, '^');
    for (size_t i = 1; i < columns && before + i < EXCERPT_COLUMNS; i++)
        buffer_byte(out, '~');
}

static void put_excerpt(struct buffer *out, struct span span, size_t number)
{
    struct text line = source_line(span.source, number);
    if (text_trim(line).size == 0)
        return;
    size_t line_start = span.source->lines[number - 1];
    size_t caret = span.start - line_start;
    size_t end = span.end > line_start ? span.end - line_start : 0;
    if (caret > line.size)
        caret = line.size;

    size_t start = cut_start(line, caret);
    const char *mark = start ? "..." : "";
    struct text shown = text_slice(line, start, line.size);
    buffer_printf(out, "%5zu | %s", number, mark);
    put_safe(out, shown, EXCERPT_COLUMNS);
    buffer_printf(out, "\n      | %*s", (int)strlen(mark), "");
    put_caret(out, shown, caret - start, end > start ? end - start : 0);
    buffer_byte(out, '\n');
}

static void put_line(struct buffer *out, const char *label, struct text t)
{
    if (t.size == 0)
        return;
    buffer_printf(out, "  %s: ", label);
    put_safe(out, t, DETAIL_COLUMNS);
    buffer_byte(out, '\n');
}

static void put_entry(struct buffer *out, const struct diag_entry *entry, enum language language)
{
    const struct message_text *message = message_of(entry->message);
    const struct source *source = entry->span.source;
    size_t line = 0;
    size_t column = 0;
    if (source) {
        source_position(source, entry->span.start, &line, &column);
        put_safe(out, source->path, SIZE_MAX);
        buffer_printf(out, ":%zu:%zu: ", line, column);
    } else {
        buffer_puts(out, "mamorigami: ");
    }
    buffer_puts(out, entry->severity == SEVERITY_ERROR ? "error: " : "warning: ");
    buffer_printf(out, "%s [%s]", message->text[language], message->id);
    if (entry->detail.size) {
        buffer_puts(out, ": ");
        put_safe(out, entry->detail, DETAIL_COLUMNS);
    }
    buffer_byte(out, '\n');
    if (source)
        put_excerpt(out, entry->span, line);
    put_line(out, phrase_of(PHRASE_HINT, language), text_of(message->hint[language]));
    put_line(out, phrase_of(PHRASE_NEAR, language), entry->near);
    put_line(out, phrase_of(PHRASE_NOTE, language), entry->note);
}

/* What has no place comes first: it is about the whole run. */
static int compare_entries(const struct diag_entry *a, const struct diag_entry *b)
{
    if (!a->span.source || !b->span.source) {
        if (a->span.source != b->span.source)
            return a->span.source ? 1 : -1;
    } else {
        int order = text_compare(a->span.source->path, b->span.source->path);
        if (order)
            return order;
        if (a->span.start != b->span.start)
            return a->span.start < b->span.start ? -1 : 1;
    }
    if (a->message != b->message)
        return a->message < b->message ? -1 : 1;
    int order = text_compare(a->detail, b->detail);
    return order ? order : text_compare(a->note, b->note);
}

static int compare_pointers(const void *x, const void *y)
{
    const struct diag_entry *const *a = x;
    const struct diag_entry *const *b = y;
    return compare_entries(*a, *b);
}

/* The entries in the order of printing, equal ones once. */
static const struct diag_entry **sort_entries(const struct diag *d, size_t *count)
{
    const struct diag_entry **sorted = arena_array(d->arena, d->count, sizeof *sorted);
    for (size_t i = 0; i < d->count; i++)
        sorted[i] = &d->entries[i];
    qsort(sorted, d->count, sizeof *sorted, compare_pointers);
    *count = 0;
    for (size_t i = 0; i < d->count; i++) {
        if (i == 0 || compare_entries(sorted[*count - 1], sorted[i]) != 0)
            sorted[(*count)++] = sorted[i];
    }
    return sorted;
}

static void put_rest(struct buffer *out, size_t count, enum language language)
{
    buffer_printf(out, "mamorigami: %s: %zu\n", phrase_of(PHRASE_MORE, language), count);
}

void diag_print(const struct diag *d, enum language language, size_t limit, struct buffer *out)
{
    size_t count = 0;
    const struct diag_entry **sorted = sort_entries(d, &count);
    for (size_t i = 0; i < count && i < limit; i++)
        put_entry(out, sorted[i], language);
    if (count > limit)
        put_rest(out, count - limit, language);
}

static struct diag_note note_of(struct arena *a, const struct diag_entry *entry,
                                enum language language)
{
    const struct message_text *message = message_of(entry->message);
    struct diag_note note = {.id = text_of(message->id), .severity = message->severity};
    if (entry->span.source) {
        size_t line = 0;
        size_t column = 0;
        source_position(entry->span.source, entry->span.start, &line, &column);
        note.path = text_copy(a, entry->span.source->path);
        note.line = (int64_t)line;
        note.column = (int64_t)column;
    }
    struct buffer text = {0};
    put_entry(&text, entry, language);
    note.text = text_copy(a, buffer_text(&text));
    buffer_free(&text);
    return note;
}

const struct diag_note *diag_notes(struct arena *a, const struct diag *d, enum language language,
                                   size_t limit, size_t *count)
{
    size_t found = 0;
    const struct diag_entry **sorted = sort_entries(d, &found);
    *count = found < limit ? found : limit;
    struct diag_note *notes = arena_array(a, *count, sizeof *notes);
    for (size_t i = 0; i < *count; i++)
        notes[i] = note_of(a, sorted[i], language);
    if (found <= limit || limit == 0)
        return notes;
    struct buffer text = {0};
    buffer_put(&text, notes[limit - 1].text);
    put_rest(&text, found - limit, language);
    notes[limit - 1].text = text_copy(a, buffer_text(&text));
    buffer_free(&text);
    return notes;
}
