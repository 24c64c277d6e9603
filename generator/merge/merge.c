#include "merge/merge.h"

#include <string.h>

#include "base/arena.h"
#include "merge/chartdata.h"
#include "merge/condition.h"
#include "merge/field.h"

/* Where a walk through a chapter stands. Copied for each section, so that what a loop or condition
 * adds ends with it. */
struct walk {
    struct scope scope;
    struct merge_state *state;
};

/* Siblings being collected. Each branch and each pass of a loop is a run of its own. */
struct siblings {
    struct block *first;
    struct block *last;
    struct block *last_item; /* the last child of `last` */
    size_t run;              /* of what comes next */
    size_t last_run;         /* of `last`, or of the items it was continued with */
};

struct inlines {
    struct inline_node *first;
    struct inline_node *last;
};

static void merge_siblings(const struct walk *w, const struct block *first, struct siblings *out);

static void append_inline(struct inlines *out, struct inline_node *node)
{
    if (out->last)
        out->last->next = node;
    else
        out->first = node;
    out->last = node;
}

/* A field as text nodes with a break between its lines. */
static void merge_field(const struct scope *s, const struct inline_node *field, struct inlines *out)
{
    struct span span = field->span;
    struct text text;
    if (!field_text(s, field->text, field->filter, &span, &text))
        return;
    size_t start = 0;
    while (start <= text.size) {
        const char *feed = memchr(text.ptr + start, '\n', text.size - start);
        size_t end = feed ? (size_t)(feed - text.ptr) : text.size;
        if (end > start)
            append_inline(out, inline_text(s->arena, text_slice(text, start, end), span));
        if (!feed)
            break;
        append_inline(out, inline_new(s->arena, INLINE_BREAK, span));
        start = end + 1;
    }
}

/* A target whose scheme the author did not write could be a javascript: from the data; one that
 * still names a chapter's file stands in a document that has none. */
static struct text merge_target(const struct scope *s, const struct inline_node *link)
{
    static const char *const allowed[] = {"#", "http://", "https://", "mailto:", "tel:"};
    if (text_find(link->target, "{{", 0) == SIZE_MAX && !target_is_chapter(link->target))
        return link->target;
    size_t complaints = s->d->count;
    struct text target = field_fill(s, link->target, link->span);
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (text_starts(target, allowed[i]))
            return target;
    if (s->d->count == complaints)
        scope_complain(s, MSG_LINK_TARGET, link->span, target);
    return text_of("");
}

/* Do they hold anything that data or the place in a document changes? */
static bool is_fixed(const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_FIELD || text_find(node->target, "{{", 0) != SIZE_MAX ||
            target_is_chapter(node->target) || !is_fixed(node->children))
            return false;
    }
    return true;
}

/* Most of a chapter is the same for everyone and is not copied. */
static struct inline_node *merge_inlines(const struct scope *s, struct inline_node *first)
{
    if (is_fixed(first))
        return first;
    struct inlines out = {0};
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_FIELD) {
            merge_field(s, node, &out);
            continue;
        }
        struct inline_node *copy = inline_new(s->arena, node->kind, node->span);
        *copy = *node;
        copy->next = NULL;
        copy->target = merge_target(s, node);
        copy->children = merge_inlines(s, node->children);
        if (copy->children || !node->children)
            append_inline(&out, copy);
    }
    return out.first;
}

static struct merge_anchor *find_anchor(const struct merge_state *state, struct text id)
{
    for (size_t i = 0; i < state->anchor_count; i++)
        if (text_equal(state->anchors[i].id, id))
            return &state->anchors[i];
    return NULL;
}

/* `wanted`, or with -2, -3, … behind it if another block has it already. */
static struct text take_id(const struct walk *w, struct text wanted)
{
    struct arena *a = w->scope.arena;
    struct merge_state *state = w->state;
    struct merge_anchor *taken = find_anchor(state, wanted);
    struct text id = wanted;
    while (taken && find_anchor(state, id))
        id = text_format(a, "%.*s-%zu", (int)wanted.size, wanted.ptr, ++taken->uses);
    struct merge_anchor *anchor =
        arena_push(a, &state->anchors, &state->anchor_count, sizeof *anchor);
    *anchor = (struct merge_anchor){.id = id, .uses = 1};
    return id;
}

static struct text merge_id(const struct walk *w, const struct block *block)
{
    if (block->kind == BLOCK_HEADING)
        w->state->heading_count++;
    if (block->id.ptr)
        return take_id(w, block->id);
    if (block->kind != BLOCK_HEADING)
        return block->id;
    return take_id(w, text_format(w->scope.arena, "h%zu", w->state->heading_count));
}

static const struct text *merge_labels(const struct scope *s, const struct block *block)
{
    if (!block->label_count)
        return NULL;
    struct text *labels = arena_array(s->arena, block->label_count, sizeof *labels);
    for (size_t i = 0; i < block->label_count; i++)
        labels[i] = field_fill(s, block->labels[i], block->span);
    return labels;
}

/* Rows beyond the head; before merging a section counts as one. */
static bool has_body(const struct block *table)
{
    size_t rows = 0;
    for (const struct block *row = table->children; row; row = row->next)
        rows++;
    return rows > table->head_rows;
}

/* True when `merged` lost what made `block` worth printing. What the author left empty stays: an
 * empty column keeps its place. */
static bool is_hollow(const struct block *block, const struct block *merged)
{
    switch (block->kind) {
    case BLOCK_TABLE:
        return has_body(block) && !has_body(merged);
    case BLOCK_FIGURE:
        return !merged->chart;
    case BLOCK_PARAGRAPH:
        return block->inlines && !merged->inlines;
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_COLUMNS:
    case BLOCK_COLUMN:
    case BLOCK_BOX:
        return block->children && !merged->children;
    case BLOCK_HEADING:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_ROW:
    case BLOCK_CELL:
    case BLOCK_CONTENTS:
    case BLOCK_INDEX:
    case BLOCK_PAGEBREAK:
    case BLOCK_SPACE:
    case BLOCK_FILL:
    case BLOCK_SEALS:
    case BLOCK_IMAGE:
    case BLOCK_IF:
    case BLOCK_EACH:
        return false;
    }
    return false;
}

/* A merged copy of a block that is no section, or NULL when nothing is left of it. */
static struct block *merge_one(const struct walk *w, const struct block *block)
{
    const struct scope *s = &w->scope;
    struct siblings children = {0};
    struct block *merged = block_new(s->arena, block->kind, block->span);
    *merged = *block;
    merged->next = NULL;
    merged->id = merge_id(w, block);
    merged->inlines = merge_inlines(s, block->inlines);
    merged->labels = merge_labels(s, block);
    if (block->kind == BLOCK_IMAGE)
        merged->text = field_fill(s, block->text, block->span);
    merge_siblings(w, block->children, &children);
    merged->children = children.first;
    if (block->chart_source)
        merged->chart = chartdata_read(s, block->chart_source);
    merged->chart_source = NULL;
    return is_hollow(block, merged) ? NULL : merged;
}

static void check_inlines(const struct scope *s, const struct inline_node *first)
{
    struct text ignored;
    for (const struct inline_node *node = first; node; node = node->next) {
        struct span span = node->span;
        if (node->kind == INLINE_FIELD)
            field_text(s, node->text, node->filter, &span, &ignored);
        field_fill(s, node->target, span);
        check_inlines(s, node->children);
    }
}

/* The names of a block in a branch that is not taken; `out` stays as it is. */
static void check_one(const struct walk *w, const struct block *block, struct siblings *out)
{
    const struct scope *s = &w->scope;
    check_inlines(s, block->inlines);
    for (size_t i = 0; i < block->label_count; i++)
        field_fill(s, block->labels[i], block->span);
    if (block->kind == BLOCK_IMAGE)
        field_fill(s, block->text, block->span);
    merge_siblings(w, block->children, out);
    if (block->chart_source)
        chartdata_read(s, block->chart_source);
}

static bool continues_list(const struct siblings *out, const struct block *block)
{
    const struct block *last = out->last;
    return last && last->kind == BLOCK_LIST && block->kind == BLOCK_LIST && out->last_item &&
           last->ordered == block->ordered && out->last_run != out->run;
}

static struct block *last_child(const struct block *block)
{
    struct block *last = block->children;
    while (last && last->next)
        last = last->next;
    return last;
}

static void append_block(struct siblings *out, struct block *block)
{
    struct block *last_item = last_child(block);
    if (continues_list(out, block)) {
        out->last_item->next = block->children;
    } else if (out->last) {
        out->last->next = block;
        out->last = block;
    } else {
        out->first = block;
        out->last = block;
    }
    out->last_item = last_item;
    out->last_run = out->run;
}

/* Merges a branch or a pass, the names of one that is not `taken` being checked only. */
static void merge_section(const struct walk *w, const struct block *first, bool taken,
                          struct siblings *out)
{
    struct walk inner = *w;
    inner.scope.unused = w->scope.unused || !taken;
    out->run++;
    merge_siblings(&inner, first, out);
    out->run++;
}

static void merge_if(const struct walk *w, const struct block *block, struct siblings *out)
{
    struct walk inner = *w;
    struct branch section = {.condition = text_trim(block->condition)};
    bool holds;
    bool answered = condition_holds(&w->scope, section.condition, block->span, &holds);
    inner.scope.section = &section;
    merge_section(&inner, block->children, answered && holds, out);
    section.otherwise = true;
    merge_section(&inner, block->otherwise, answered && !holds, out);
}

/* The list to walk through, NULL when there is nothing to walk through. */
static const struct value *find_list(const struct scope *s, const struct block *block)
{
    if (!path_is_name(block->text)) {
        scope_complain(s, MSG_SECTION_SYNTAX, block->span, block->text);
        return NULL;
    }
    struct text path = text_trim(block->condition);
    const struct value *list = path_find(s, path, block->span);
    if (!list || list->kind == VALUE_UNDEFINED)
        return NULL;
    if (list->kind == VALUE_LIST)
        return list;
    if (!s->unused)
        scope_complain(s, MSG_FIELD_KIND, block->span, path);
    return NULL;
}

static void merge_each(const struct walk *w, const struct block *block, struct siblings *out)
{
    const struct value *list = find_list(&w->scope, block);
    struct walk inner = *w;
    struct loop loop = {.name = block->text, .outer = w->scope.loops};
    inner.scope.loops = &loop;
    loop.count = list ? list->count : 0;
    if (loop.count == 0) {
        merge_section(&inner, block->children, false, out);
        return;
    }
    /* Where only names matter, one element stands for all: loops in loops would multiply. */
    size_t passes = w->scope.unused ? 1 : loop.count;
    for (loop.index = 0; loop.index < passes; loop.index++) {
        loop.element = list->items[loop.index];
        merge_section(&inner, block->children, true, out);
    }
}

static void merge_siblings(const struct walk *w, const struct block *first, struct siblings *out)
{
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_IF) {
            merge_if(w, block, out);
            continue;
        }
        if (block->kind == BLOCK_EACH) {
            merge_each(w, block, out);
            continue;
        }
        if (w->scope.unused) {
            check_one(w, block, out);
            continue;
        }
        struct block *merged = merge_one(w, block);
        if (merged)
            append_block(out, merged);
    }
}

struct block *merge_blocks(struct arena *a, const struct block *chapter, const struct value *data,
                           struct merge_state *state, struct diag *d)
{
    struct walk w = {.scope = {.arena = a, .data = data, .d = d}, .state = state};
    struct siblings out = {0};
    merge_siblings(&w, chapter, &out);
    return out.first;
}

struct text merge_text(struct arena *a, struct text template, struct span span,
                       const struct value *data, struct diag *d)
{
    struct scope scope = {.arena = a, .data = data, .d = d};
    return field_fill(&scope, template, span);
}
