#include "document/notes.h"

#include <string.h>

#include "base/arena.h"
#include "document/commonmark.h"
#include "document/fence.h"

enum { LABEL_LIMIT = 100, CONTENT_INDENT = 4, DEFINITION_INDENT = 3 };

struct note {
    struct text label;
    size_t first;  /* line of the definition */
    size_t end;    /* the line behind it */
    size_t start;  /* offset of its words */
    size_t number; /* 0 = nothing has referred to it */
    bool read;     /* the reader has passed it: it does not stand in a comment */
};

static struct text trimmed(const struct reader *r, size_t index)
{
    struct line line = reader_trim(r, reader_line(r, index));
    return reader_text(r, line.start, line.end);
}

/* Reads "[^label]:" at the start of a line. */
static bool read_definition(const struct reader *r, size_t index, struct note *note)
{
    struct line line = reader_line(r, index);
    size_t indent = reader_indent(r, line);
    struct text text = trimmed(r, index);
    size_t close = text_starts(text, "[^") ? text_find(text, "]:", 0) : SIZE_MAX;
    if (indent > DEFINITION_INDENT || close == SIZE_MAX || close < 3 || close > LABEL_LIMIT)
        return false;
    struct text label = text_slice(text, 2, close);
    for (size_t i = 0; i < label.size; i++)
        if (strchr(" \t[]", label.ptr[i]))
            return false;
    *note = (struct note){
        .label = label, .first = index, .end = index + 1, .start = line.start + indent + close + 2};
    return true;
}

/* A line that begins something of its own although no empty line stands before it. */
static bool begins_block(const struct reader *r, size_t index)
{
    struct text text = trimmed(r, index);
    return text.size == 0 || strchr("#>|:`~-*+<[{", text.ptr[0]) != NULL;
}

/* The text goes on until an empty line, further blocks are indented (GitHub's rule). */
static size_t find_end(const struct reader *r, size_t index)
{
    size_t end = index;
    bool lazy = true;
    for (size_t i = index; i < r->source->line_count; i++) {
        struct line line = reader_line(r, i);
        if (reader_is_blank(r, line)) {
            lazy = false;
            continue;
        }
        bool tab = r->source->text.ptr[line.start] == '\t';
        bool indented = tab || reader_indent(r, line) >= CONTENT_INDENT;
        if (!indented && (!lazy || begins_block(r, i)))
            break;
        end = i + 1;
    }
    return end;
}

void notes_scan(struct reader *r)
{
    struct fence fence = {0};
    for (size_t i = 0; i < r->source->line_count && r->note_count < LIMIT_NOTES; i++) {
        struct line line = reader_line(r, i);
        if (fence.sign) {
            if (fence_closes(r, fence, line))
                fence = (struct fence){0};
            continue;
        }
        fence = fence_opens(r, line, false);
        struct note note;
        if (fence.sign || line.end - line.start > LIMIT_LINE || !read_definition(r, i, &note))
            continue;
        note.end = find_end(r, i + 1);
        if (note.end <= i)
            note.end = i + 1;
        *(struct note *)arena_push(r->arena, &r->notes, &r->note_count, sizeof note) = note;
        i = note.end - 1;
    }
}

size_t notes_skip(struct reader *r, size_t index)
{
    size_t low = 0;
    size_t high = r->note_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->notes[middle].first < index)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == r->note_count || r->notes[low].first != index)
        return 0;
    r->notes[low].read = true;
    return r->notes[low].end;
}

/* The file's name makes the id unique where several chapters become one document. */
static struct text id_of(const struct reader *r, size_t number)
{
    struct text path = r->source->path;
    size_t start = path.size;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    char *name = arena_alloc(r->arena, path.size - start + 1);
    size_t size = 0;
    for (size_t i = start; i < path.size && path.ptr[i] != '.'; i++) {
        char c = path.ptr[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
            name[size++] = c;
    }
    return text_format(r->arena, "note-%.*s-%zu", (int)size, name, number);
}

struct inline_node *notes_refer(struct reader *r, struct text label, struct span span)
{
    struct note *note = NULL;
    for (size_t i = 0; i < r->note_count && !note; i++)
        if (text_equal(r->notes[i].label, label))
            note = &r->notes[i];
    if (!note)
        return NULL;
    bool first = note->number == 0;
    if (first)
        note->number = ++r->note_used;
    struct inline_node *link = inline_new(r->arena, INLINE_LINK, span);
    struct text id = id_of(r, note->number);
    link->target = text_format(r->arena, "#%.*s", (int)id.size, id.ptr);
    link->children = inline_text(r->arena, text_format(r->arena, "%zu", note->number), span);
    struct inline_node *raised = inline_new(r->arena, INLINE_SPAN, span);
    raised->style = text_of(first ? "noteref" : "footnote");
    raised->children = link;
    return raised;
}

static struct block *make_item(struct reader *r, struct note *note)
{
    struct run_line *lines = arena_array(r->arena, note->end - note->first, sizeof *lines);
    for (size_t i = note->first; i < note->end; i++)
        lines[i - note->first].line = reader_line(r, i);
    lines[0].line.start = note->start;
    lines[0].line = reader_trim(r, lines[0].line);
    struct span span = reader_span(r, lines[0].line.start, lines[0].line.end);
    struct block *item = block_new(r->arena, BLOCK_ITEM, span);
    if (note->number)
        item->id = id_of(r, note->number);
    item->children = commonmark_blocks(r, lines, note->end - note->first, CONTENT_INDENT);
    return item;
}

static struct note *find_number(struct reader *r, size_t number)
{
    for (size_t i = 0; i < r->note_count; i++)
        if (r->notes[i].number == number)
            return &r->notes[i];
    return NULL;
}

struct block *notes_list(struct reader *r)
{
    struct block *first = NULL;
    struct block **last = &first;
    /* A note may be the first to refer to another. */
    for (size_t number = 1; number <= r->note_used; number++) {
        *last = make_item(r, find_number(r, number));
        last = &(*last)->next;
    }
    for (size_t i = 0; i < r->note_count; i++) {
        if (r->notes[i].number || !r->notes[i].read)
            continue;
        *last = make_item(r, &r->notes[i]);
        last = &(*last)->next;
    }
    if (!first)
        return NULL;
    struct block *list = block_new(r->arena, BLOCK_LIST, first->span);
    list->ordered = true;
    list->start = 1;
    list->style = text_of("notes");
    list->children = first;
    return list;
}
