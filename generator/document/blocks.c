#include "document/blocks.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "document/commonmark.h"
#include "document/directive.h"
#include "document/fence.h"
#include "document/notes.h"
#include "document/table.h"
#include "document/tag.h"

enum frame_kind { FRAME_ROOT, FRAME_CONTAINER, FRAME_IF, FRAME_EACH };

/* A container or section that is open. */
struct frame {
    enum frame_kind kind;
    struct block *block; /* NULL: its line was wrong, what it holds goes to the frame around it */
    struct block **last; /* where the next child is linked; unused when `block` is NULL */
    struct line opening; /* trimmed */
    size_t indent;       /* of the opening line, taken from the lines inside */
    bool in_else;
    const int *weights; /* BLOCK_COLUMNS */
    size_t weight_count;
    size_t columns; /* BLOCK_COLUMNS: children so far */
};

enum { FRAME_COUNT = 1 + LIMIT_CONTAINERS + LIMIT_SECTIONS };

struct scanner {
    struct reader *reader;
    size_t index; /* of the line to read next, from 0 */
    struct frame frames[FRAME_COUNT];
    size_t depth; /* frames in use, at least the root */
    size_t containers, sections;
    size_t deep_containers, deep_sections; /* refused as too deep and not yet closed */
    struct run_line *run;                  /* ordinary lines not yet given to cmark */
    size_t run_count;
    bool run_has_list;
    struct fence fence; /* open within the run */
};

/* --- frames ----------------------------------------------------------------------------------- */

static struct frame *top(struct scanner *s)
{
    return &s->frames[s->depth - 1];
}

/* The innermost frame that collects blocks. */
static struct frame *holder(struct scanner *s)
{
    size_t i = s->depth - 1;
    while (i > 0 && !s->frames[i].block)
        i--;
    return &s->frames[i];
}

/* The innermost container that is not a section, or NULL. */
static struct frame *container_around(struct scanner *s)
{
    for (size_t i = s->depth; i > 0; i--) {
        struct frame *frame = &s->frames[i - 1];
        if (frame->kind == FRAME_CONTAINER && frame->block)
            return frame;
    }
    return NULL;
}

static void complain(struct scanner *s, enum message message, struct line line)
{
    struct text text = reader_text(s->reader, line.start, line.end);
    struct span span = reader_span(s->reader, line.start, line.end);
    size_t shown = 0;
    for (size_t count = 0; count < 60 && shown < text.size; count++)
        text_next(text, &shown);
    diag_add(s->reader->diag, message, span, "%.*s", (int)shown, text.ptr);
}

static bool holds_columns(struct scanner *s)
{
    struct frame *container = container_around(s);
    return container && container->block->kind == BLOCK_COLUMNS;
}

/* Links a list of blocks into the innermost frame. */
static void add_blocks(struct scanner *s, struct block *first)
{
    struct frame *frame = holder(s);
    *frame->last = first;
    while (*frame->last)
        frame->last = &(*frame->last)->next;
}

/* The same for content, which columns may not hold. */
static void add_content(struct scanner *s, struct block *first)
{
    if (!first)
        return;
    if (holds_columns(s)) {
        diag_add(s->reader->diag, MSG_MD_BAD_ARGUMENT, first->span, "::: columns: ::: column");
        return;
    }
    add_blocks(s, first);
}

static struct frame *push(struct scanner *s, enum frame_kind kind, struct block *block,
                          struct line line)
{
    if (block)
        add_blocks(s, block);
    struct frame *frame = &s->frames[s->depth++];
    *frame = (struct frame){.kind = kind, .block = block, .opening = reader_trim(s->reader, line)};
    frame->indent = reader_indent(s->reader, line);
    frame->last = block ? &block->children : NULL;
    if (kind == FRAME_CONTAINER)
        s->containers++;
    else if (kind != FRAME_ROOT)
        s->sections++;
    return frame;
}

static void pop(struct scanner *s)
{
    struct frame *frame = top(s);
    if (frame->weight_count && frame->weight_count != frame->columns)
        diag_add(s->reader->diag, MSG_MD_BAD_ARGUMENT,
                 reader_span(s->reader, frame->opening.start, frame->opening.end), "%zu != %zu",
                 frame->weight_count, frame->columns);
    if (frame->kind == FRAME_CONTAINER)
        s->containers--;
    else
        s->sections--;
    s->depth--;
}

/* Closes the top frame though its own end has not come. */
static void pop_unclosed(struct scanner *s)
{
    struct frame *frame = top(s);
    bool container = frame->kind == FRAME_CONTAINER;
    complain(s, container ? MSG_MD_UNCLOSED_BLOCK : MSG_SECTION_UNBALANCED, frame->opening);
    pop(s);
}

/* Closes the innermost frame of `kind` and everything in it that is still open; false when none is
 * open. */
static bool close_frame(struct scanner *s, enum frame_kind kind)
{
    size_t i = s->depth;
    while (i > 1 && s->frames[i - 1].kind != kind)
        i--;
    if (i <= 1)
        return false;
    while (s->depth > i)
        pop_unclosed(s);
    pop(s);
    return true;
}

/* --- runs of ordinary lines ------------------------------------------------------------------- */

static void flush_run(struct scanner *s)
{
    struct block *blocks = commonmark_blocks(s->reader, s->run, s->run_count, top(s)->indent);
    s->run = NULL;
    s->run_count = 0;
    s->run_has_list = false;
    s->fence = (struct fence){0};
    add_content(s, blocks);
}

static bool begins_item(struct scanner *s, struct line line)
{
    struct text text = text_trim(reader_text(s->reader, line.start, line.end));
    size_t digits = 0;
    while (digits < text.size && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
        digits++;
    struct text rest = text_slice(text, digits, text.size);
    if (digits)
        return text_starts(rest, ". ") || text_starts(rest, ") ");
    return text_starts(rest, "- ") || text_starts(rest, "* ") || text_starts(rest, "+ ");
}

static void add_run_line(struct scanner *s, struct line line, bool code)
{
    struct run_line *entry = arena_push(s->reader->arena, &s->run, &s->run_count, sizeof *entry);
    *entry = (struct run_line){.line = line, .code = code};
}

/* A line inside a fence of a list or quote. False when that fence has ended before it. */
static bool continue_fence(struct scanner *s, struct line line)
{
    if (fence_is_left(s->reader, s->fence, line, top(s)->indent)) {
        s->fence = (struct fence){0};
        return false;
    }
    add_run_line(s, line, true);
    if (fence_closes(s->reader, s->fence, line))
        s->fence = (struct fence){0};
    return true;
}

static bool begins_with_bar(struct scanner *s, struct line line)
{
    struct line trimmed = reader_trim(s->reader, line);
    return text_starts(reader_text(s->reader, trimmed.start, trimmed.end), "|");
}

/* Told once for neighbouring lines. */
static void complain_headless_table(struct scanner *s, struct line line)
{
    bool again = s->run_count && begins_with_bar(s, s->run[s->run_count - 1].line);
    if (begins_with_bar(s, line) && !again)
        complain(s, MSG_MD_TABLE_HEAD, reader_trim(s->reader, line));
}

static void read_ordinary(struct scanner *s, struct line line)
{
    s->index++;
    if (reader_is_blank(s->reader, line)) {
        if (s->run_count)
            add_run_line(s, line, false);
        return;
    }
    complain_headless_table(s, line);
    s->run_has_list = s->run_has_list || begins_item(s, line);
    s->fence = fence_opens(s->reader, line, true);
    add_run_line(s, line, s->fence.sign != 0);
}

/* --- containers and leaves -------------------------------------------------------------------- */

static int column_weight(struct frame *columns)
{
    size_t index = columns->columns++;
    return index < columns->weight_count ? columns->weights[index] : 1;
}

static void open_container(struct scanner *s, struct line line)
{
    if (s->containers == LIMIT_CONTAINERS) {
        if (s->deep_containers++ == 0)
            complain(s, MSG_MD_PATHOLOGICAL, line);
        return;
    }
    struct container container = directive_open(s->reader, line);
    struct block *block = container.block;
    bool is_column = block && block->kind == BLOCK_COLUMN;
    if (block && is_column != holds_columns(s)) {
        complain(s, MSG_MD_BAD_ARGUMENT, reader_trim(s->reader, line));
        block = NULL;
    }
    if (block && is_column)
        block->weight = column_weight(container_around(s));
    struct frame *frame = push(s, FRAME_CONTAINER, block, line);
    frame->weights = container.weights;
    frame->weight_count = block ? container.weight_count : 0;
}

static void close_container(struct scanner *s, struct line line)
{
    if (s->deep_containers)
        s->deep_containers--;
    else if (!close_frame(s, FRAME_CONTAINER))
        complain(s, MSG_MD_STRAY_CLOSE, reader_trim(s->reader, line));
}

static bool read_directive(struct scanner *s, struct line line)
{
    enum directive_kind kind = directive_kind_of(s->reader, line);
    if (kind == DIRECTIVE_NONE || (kind == DIRECTIVE_LEAF && s->reader->foreign))
        return false;
    flush_run(s);
    s->index++;
    switch (kind) {
    case DIRECTIVE_OPEN:
        open_container(s, line);
        break;
    case DIRECTIVE_CLOSE:
        close_container(s, line);
        break;
    case DIRECTIVE_LEAF:
        add_content(s, directive_leaf(s->reader, line));
        break;
    case DIRECTIVE_NONE:
        break;
    }
    return true;
}

/* --- sections --------------------------------------------------------------------------------- */

static void open_section(struct scanner *s, const struct section *section, struct line line)
{
    if (s->sections == LIMIT_SECTIONS) {
        if (s->deep_sections++ == 0)
            complain(s, MSG_MD_PATHOLOGICAL, line);
        return;
    }
    bool is_if = section->kind == SECTION_IF;
    struct line trimmed = reader_trim(s->reader, line);
    struct block *block = NULL;
    if (section->valid) {
        block = block_new(s->reader->arena, is_if ? BLOCK_IF : BLOCK_EACH,
                          reader_span(s->reader, trimmed.start, trimmed.end));
        block->condition = section->condition;
        block->text = section->name;
    }
    push(s, is_if ? FRAME_IF : FRAME_EACH, block, line);
}

static void read_else(struct scanner *s, struct line line)
{
    if (s->deep_sections)
        return;
    size_t i = s->depth;
    while (i > 1 && s->frames[i - 1].kind != FRAME_IF)
        i--;
    if (i <= 1 || s->frames[i - 1].in_else) {
        complain(s, MSG_SECTION_UNBALANCED, line);
        return;
    }
    while (s->depth > i)
        pop_unclosed(s);
    struct frame *frame = top(s);
    frame->in_else = true;
    if (frame->block)
        frame->last = &frame->block->otherwise;
}

static void close_section(struct scanner *s, enum frame_kind kind, struct line line)
{
    if (s->deep_sections)
        s->deep_sections--;
    else if (!close_frame(s, kind))
        complain(s, MSG_SECTION_UNBALANCED, line);
}

static bool read_section(struct scanner *s, struct line line)
{
    if (s->reader->foreign)
        return false;
    struct section section = tag_read_section(reader_text(s->reader, line.start, line.end));
    if (section.kind == SECTION_NONE)
        return false;
    flush_run(s);
    s->index++;
    struct line trimmed = reader_trim(s->reader, line);
    if (!section.valid)
        complain(s, MSG_SECTION_SYNTAX, trimmed);
    switch (section.kind) {
    case SECTION_IF:
    case SECTION_EACH:
        open_section(s, &section, line);
        break;
    case SECTION_ELSE:
        read_else(s, trimmed);
        break;
    case SECTION_END_IF:
        close_section(s, FRAME_IF, trimmed);
        break;
    case SECTION_END_EACH:
        close_section(s, FRAME_EACH, trimmed);
        break;
    case SECTION_NONE:
    case SECTION_UNKNOWN:
        break;
    }
    return true;
}

/* --- other blocks of whole lines -------------------------------------------------------------- */

/* Indentation beyond that of the container around. */
static size_t inner_indent(struct scanner *s, struct line line)
{
    size_t indent = reader_indent(s->reader, line);
    return indent > top(s)->indent ? indent - top(s)->indent : 0;
}

/* Fences inside list items are left to cmark. */
static bool read_fence(struct scanner *s, struct line line)
{
    size_t indent = inner_indent(s, line);
    bool in_item = s->run_has_list && indent >= 2;
    if (indent > 3 || in_item || !fence_opens(s->reader, line, false).sign)
        return false;
    flush_run(s);
    add_content(s, fence_read(s->reader, &s->index));
    return true;
}

static bool read_table(struct scanner *s, struct line line)
{
    if (inner_indent(s, line) > 3 || !table_starts(s->reader, s->index))
        return false;
    flush_run(s);
    add_content(s, table_read(s->reader, &s->index));
    return true;
}

/* Comments may hold anything, also unfinished blocks. What follows the end on its line is HTML to
 * CommonMark and therefore refused. */
static bool read_comment(struct scanner *s, struct line line)
{
    struct reader *r = s->reader;
    struct line trimmed = reader_trim(r, line);
    struct text text = r->source->text;
    if (inner_indent(s, line) > 3 || !text_starts(reader_text(r, trimmed.start, line.end), "<!--"))
        return false;
    flush_run(s);
    size_t close = text_find(text, "-->", trimmed.start + 4);
    if (close == SIZE_MAX) {
        complain(s, MSG_MD_UNCLOSED_BLOCK, trimmed);
        s->index = r->source->line_count;
        return true;
    }
    struct line last = reader_line(r, s->index);
    while (last.end < close)
        last = reader_line(r, ++s->index);
    s->index++;
    struct line rest = {close + 3, last.end};
    if (reader_is_blank(r, rest))
        return true;
    if (r->foreign)
        add_run_line(s, rest, false);
    else
        complain(s, MSG_MD_RAW_HTML, reader_trim(r, rest));
    return true;
}

/* An absurdly long line ends the run and is left out. */
static bool refuse_long_line(struct scanner *s, struct line line)
{
    if (line.end - line.start <= LIMIT_LINE)
        return false;
    flush_run(s);
    s->index++;
    diag_add(s->reader->diag, MSG_MD_PATHOLOGICAL,
             reader_span(s->reader, line.start, line.start + 1), "%zu > %d", line.end - line.start,
             LIMIT_LINE);
    return true;
}

static void read_line(struct scanner *s)
{
    struct line line = reader_line(s->reader, s->index);
    if (refuse_long_line(s, line))
        return;
    if (s->fence.sign && continue_fence(s, line)) {
        s->index++;
        return;
    }
    size_t behind_note = notes_skip(s->reader, s->index);
    if (behind_note) {
        flush_run(s);
        s->index = behind_note;
        return;
    }
    bool ours = !reader_is_blank(s->reader, line) &&
                (read_fence(s, line) || read_comment(s, line) || read_directive(s, line) ||
                 read_section(s, line) || read_table(s, line));
    if (!ours)
        read_ordinary(s, line);
}

/* --- front matter ----------------------------------------------------------------------------- */

static bool line_is(struct scanner *s, size_t index, const char *text)
{
    struct line line = reader_line(s->reader, index);
    return text_is(text_trim(reader_text(s->reader, line.start, line.end)), text);
}

/* "+++" (TOML), as Hugo and Zola write it. */
static void skip_toml(struct scanner *s)
{
    size_t i = 1;
    while (i < s->reader->source->line_count && !line_is(s, i, "+++"))
        i++;
    if (i == s->reader->source->line_count)
        return;
    complain(s, MSG_MD_FRONT_FORMAT, reader_line(s->reader, 0));
    s->index = i + 1;
}

/* To others a "---" on top may be a mere rule. A key or the end follows it where it is none. */
static bool begins_front(struct scanner *s)
{
    struct reader *r = s->reader;
    if (!line_is(s, 0, "---"))
        return false;
    for (size_t i = 1; r->foreign && i < r->source->line_count; i++) {
        struct line line = reader_trim(r, reader_line(r, i));
        struct text text = reader_text(r, line.start, line.end);
        size_t colon = text_find(text, ":", 0);
        bool key = colon != SIZE_MAX && (colon + 1 == text.size || text.ptr[colon + 1] == ' ');
        if (text.size && text.ptr[0] != '#')
            return key || text_is(text, "---");
    }
    return !r->foreign;
}

static const struct yaml_node *read_front(struct scanner *s)
{
    struct reader *r = s->reader;
    struct line first = reader_line(r, 0);
    const struct yaml_node *front = NULL;
    if (r->foreign && line_is(s, 0, "+++"))
        skip_toml(s);
    if (begins_front(s)) {
        size_t i = 1;
        struct text text = {0};
        for (; i < r->source->line_count; i++) {
            struct line line = reader_line(r, i);
            text = text_trim(reader_text(r, line.start, line.end));
            if (text_is(text, "---") || text_is(text, "..."))
                break;
        }
        bool closed = i < r->source->line_count;
        if (closed) {
            front = yaml_parse_slice(r->arena, r->source, r->source->lines[1], r->source->lines[i],
                                     r->diag);
            s->index = i + 1;
        }
        if (!closed || (front && front->kind != YAML_MAPPING)) {
            complain(s, MSG_MD_FRONT_MATTER, first);
            front = NULL;
        }
    }
    if (!front)
        front = yaml_parse_slice(r->arena, r->source, 0, 0, r->diag);
    return front;
}

struct block *blocks_parse(struct reader *r, const struct yaml_node **front)
{
    struct block root = {.kind = BLOCK_BOX};
    struct scanner s = {.reader = r};
    push(&s, FRAME_ROOT, NULL, (struct line){0, 0});
    s.frames[0].last = &root.children;
    notes_scan(r);
    *front = read_front(&s);
    while (s.index < r->source->line_count)
        read_line(&s);
    flush_run(&s);
    while (s.depth > 1)
        pop_unclosed(&s);
    add_blocks(&s, notes_list(r));
    return root.children;
}
