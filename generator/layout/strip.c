#include "layout/strip.h"

#include "base/arena.h"

#include <string.h>

void stack_space(struct stack *stack, mpt space)
{
    if (space > stack->space)
        stack->space = space;
}

void stack_space_block(const struct setting *s, struct stack *stack)
{
    bool after_heading = stack->count > 0 && stack->strips[stack->count - 1].keep;
    if (!after_heading)
        stack_space(stack, s->set->block_gap);
}

struct strip *stack_add(struct setting *s, struct stack *stack, mpt height,
                        const struct frame *frame)
{
    struct strip *strip =
        arena_push(s->arena, &stack->strips, &stack->count, sizeof *stack->strips);
    strip->space = stack->count > 1 ? stack->space : 0;
    strip->height = height;
    strip->frame = frame;
    strip->new_page = stack->new_page;
    strip->bare = stack->bare;
    stack->space = 0;
    stack->new_page = false;
    return strip;
}

mpt stack_height(const struct stack *stack, size_t first)
{
    mpt height = 0;
    for (size_t i = first; i < stack->count; i++)
        height += stack->strips[i].height + (i > first ? stack->strips[i].space : 0);
    return height;
}

mpt stack_lead(const struct stack *stack, size_t first)
{
    const struct strip *strip = &stack->strips[first];
    return (strip->head ? strip->head->height : 0) + stack_cut_pad(stack, first, true);
}

mpt stack_piece_height(const struct stack *stack, size_t first, size_t last, int white)
{
    if (first == last)
        return 0;
    mpt height = stack_lead(stack, first);
    for (size_t i = first; i < last; i++) {
        mpt space = (mpt)((int64_t)stack->strips[i].space * white / WHITE_FULL);
        height += stack->strips[i].height + (i > first ? space : 0);
    }
    return height + stack_cut_pad(stack, last - 1, false);
}

size_t stack_items(const struct stack *stack, size_t first, size_t last)
{
    enum { HEAD_AND_FRAMES = 8 };
    size_t count = HEAD_AND_FRAMES;
    for (size_t i = first; i < last; i++)
        count += stack->strips[i].item_count;
    return count;
}

void stack_keep(struct stack *stack, size_t first)
{
    for (size_t i = first; i < stack->count; i++) {
        stack->strips[i].keep = stack->strips[i].keep || i + 1 < stack->count;
        stack->strips[i].whole = true;
    }
}

void strip_reserve(struct setting *s, struct strip *strip, size_t more)
{
    size_t needed = strip->item_count + more;
    if (needed <= strip->item_room)
        return;
    size_t room = needed > 2 * strip->item_room ? needed : 2 * strip->item_room;
    struct item *items = arena_array(s->arena, room, sizeof *items);
    if (strip->item_count > 0)
        memcpy(items, strip->items, strip->item_count * sizeof *items);
    strip->items = items;
    strip->item_room = room;
}

struct item *strip_item(struct setting *s, struct strip *strip)
{
    strip_reserve(s, strip, 1);
    return &strip->items[strip->item_count++];
}

void strip_copy(struct setting *s, struct strip *strip, const struct item *items, size_t count,
                mpt dx, mpt dy)
{
    if (count == 0)
        return;
    strip_reserve(s, strip, count);
    struct item *copies = strip->items + strip->item_count;
    strip->item_count += count;
    for (size_t i = 0; i < count; i++) {
        copies[i] = items[i];
        copies[i].x += dx;
        copies[i].y += dy;
    }
}

void strip_tag_links(struct setting *s, struct item *items, size_t count, int tag)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != ITEM_LINK)
            continue;
        struct item *link = &items[i];
        link->tag = setting_tag(s, TAG_LINK, tag);
        mpt end = link->x + link->width;
        for (size_t k = 0; k < count; k++) {
            struct item *item = &items[k];
            if (item->kind == ITEM_RUN && item->x >= link->x && item->x < end)
                item->tag = link->tag;
        }
    }
}

void strip_line(struct setting *s, struct strip *strip, const struct paragraph *paragraph,
                size_t index, mpt x, mpt y)
{
    const struct line *line = &paragraph->lines[index];
    size_t first = strip->item_count;
    bool linked = false;
    strip_copy(s, strip, line->items, line->item_count, x + paragraph->shift, y);
    for (size_t i = first; i < strip->item_count; i++) {
        struct item *item = &strip->items[i];
        item->tag = item->tag == NO_TAG ? NO_TAG : paragraph->tag;
        linked = linked || item->kind == ITEM_LINK;
    }
    if (linked)
        strip_tag_links(s, strip->items + first, line->item_count, paragraph->tag);
}

static struct shape *add_shape(struct setting *s, struct strip *strip, enum shape_kind kind, mpt x,
                               mpt y, mpt width, mpt height)
{
    struct shape *shape = arena_alloc(s->arena, sizeof *shape);
    shape->kind = kind;
    shape->width = width;
    shape->height = height;
    struct item *item = strip_item(s, strip);
    item->kind = ITEM_SHAPE;
    item->tag = NO_TAG;
    item->x = x;
    item->y = y;
    item->shape = shape;
    return shape;
}

void strip_rect(struct setting *s, struct strip *strip, mpt x, mpt y, mpt width, mpt height,
                enum colour fill)
{
    add_shape(s, strip, SHAPE_RECT, x, y, width, height)->fill = fill;
}

void strip_rule(struct setting *s, struct strip *strip, mpt x, mpt y, mpt width, mpt thickness,
                enum colour colour, mpt dash)
{
    struct shape *shape = add_shape(s, strip, SHAPE_LINE, x, y + thickness / 2, width, 0);
    shape->stroke = colour;
    shape->stroke_width = thickness;
    shape->dash = dash;
}

static bool lies_on(const struct frame *inner, const struct frame *frame)
{
    while (inner && inner != frame)
        inner = inner->parent;
    return inner != NULL;
}

/* A piece of a frame, from `top` to `bottom`, and whether a page cuts the frame at these ends. */
struct frame_piece {
    const struct frame *frame;
    mpt top, bottom;
    bool cut_above, cut_below;
};

static void paint_closed(struct setting *s, const struct frame_piece *piece, struct strip *list)
{
    const struct frame *frame = piece->frame;
    struct shape *shape = add_shape(s, list, SHAPE_RECT, frame->x, piece->top, frame->width,
                                    piece->bottom - piece->top);
    shape->fill = frame->ground;
    shape->stroke = frame->stroke;
    shape->stroke_width = frame->stroke_width;
    shape->radius = frame->radius;
}

static void stroke_line(struct setting *s, const struct frame *frame, mpt x, mpt y, mpt width,
                        mpt height, struct strip *list)
{
    struct shape *shape = add_shape(s, list, SHAPE_LINE, x, y, width, height);
    shape->stroke = frame->stroke;
    shape->stroke_width = frame->stroke_width;
}

/* No border and no round corners where the box goes on: the reader sees that there is more. */
static void paint_open(struct setting *s, const struct frame_piece *piece, struct strip *list)
{
    const struct frame *frame = piece->frame;
    mpt height = piece->bottom - piece->top;
    if (frame->ground != COLOUR_NONE)
        strip_rect(s, list, frame->x, piece->top, frame->width, height, frame->ground);
    if (frame->stroke == COLOUR_NONE)
        return;
    stroke_line(s, frame, frame->x, piece->top, 0, height, list);
    stroke_line(s, frame, frame->x + frame->width, piece->top, 0, height, list);
    mpt reach = frame->stroke_width / 2; /* closes the corners */
    if (!piece->cut_above)
        stroke_line(s, frame, frame->x - reach, piece->top, frame->width + 2 * reach, 0, list);
    if (!piece->cut_below)
        stroke_line(s, frame, frame->x - reach, piece->bottom, frame->width + 2 * reach, 0, list);
}

static void paint_frame(struct setting *s, const struct frame_piece *piece, struct strip *list)
{
    const struct frame *frame = piece->frame;
    if (piece->cut_above || piece->cut_below)
        paint_open(s, piece, list);
    else if (frame->ground != COLOUR_NONE || frame->stroke != COLOUR_NONE)
        paint_closed(s, piece, list);
    if (frame->bar != COLOUR_NONE)
        strip_rect(s, list, frame->x, piece->top, frame->bar_width, piece->bottom - piece->top,
                   frame->bar);
}

/* Sum of the pads from `inner` out to `outer` of those frames that also lie behind `neighbour`. */
static mpt cut_pads(const struct frame *inner, const struct frame *outer,
                    const struct frame *neighbour)
{
    mpt pads = 0;
    for (const struct frame *frame = inner; frame; frame = frame->parent) {
        if (lies_on(neighbour, frame))
            pads += frame->pad;
        if (frame == outer)
            break;
    }
    return pads;
}

static const struct frame *neighbour_frame(const struct stack *stack, size_t index, bool above)
{
    if (above)
        return index > 0 ? stack->strips[index - 1].frame : NULL;
    return index + 1 < stack->count ? stack->strips[index + 1].frame : NULL;
}

mpt frame_pads(const struct frame *frame)
{
    return cut_pads(frame, NULL, frame);
}

mpt stack_cut_pad(const struct stack *stack, size_t index, bool above)
{
    if (!stack->strips[index].frame)
        return 0; /* mostly */
    return cut_pads(stack->strips[index].frame, NULL, neighbour_frame(stack, index, above));
}

static mpt frame_top(const struct range *range, size_t index, const struct frame *frame)
{
    const struct strip *strip = &range->stack->strips[index];
    mpt top = range->tops[index - range->first];
    const struct frame *before = neighbour_frame(range->stack, index, true);
    if (!lies_on(before, frame))
        return top;
    return top - (strip->head ? strip->head->height : 0) - cut_pads(strip->frame, frame, before);
}

static mpt frame_bottom(const struct range *range, size_t end, const struct frame *frame)
{
    const struct strip *strip = &range->stack->strips[end - 1];
    return range->tops[end - 1 - range->first] + strip->height +
           cut_pads(strip->frame, frame, neighbour_frame(range->stack, end - 1, false));
}

/* Frames are painted from the outermost inwards, each from the first strip of the range that
 * carries it to the last. */
static void paint_from(struct setting *s, const struct range *range, size_t index,
                       const struct frame *frame, struct strip *list)
{
    if (!frame)
        return;
    paint_from(s, range, index, frame->parent, list);
    const struct strip *strips = range->stack->strips;
    if (index > range->first && lies_on(strips[index - 1].frame, frame))
        return;
    size_t end = index + 1;
    while (end < range->last && lies_on(strips[end].frame, frame))
        end++;
    struct frame_piece piece = {
        .frame = frame,
        .top = frame_top(range, index, frame),
        .bottom = frame_bottom(range, end, frame),
        .cut_above = lies_on(neighbour_frame(range->stack, index, true), frame),
        .cut_below = lies_on(neighbour_frame(range->stack, end - 1, false), frame)};
    bool whole = index == range->first && end == range->last;
    if (whole && piece.bottom < range->bottom)
        piece.bottom = range->bottom;
    paint_frame(s, &piece, list);
}

void range_paint(struct setting *s, const struct range *range, size_t index, struct strip *list)
{
    const struct strip *strip = &range->stack->strips[index];
    mpt top = range->tops[index - range->first];
    paint_from(s, range, index, strip->frame, list);
    if (index == range->first && strip->head)
        strip_copy(s, list, strip->head->items, strip->head->item_count, 0,
                   top - strip->head->height);
    strip_copy(s, list, strip->items, strip->item_count, 0, top);
}

static void move_marks(struct setting *s, const struct strip *from, mpt y, struct mark **marks,
                       size_t *count)
{
    for (size_t i = 0; i < from->mark_count; i++) {
        struct mark *mark = arena_push(s->arena, marks, count, sizeof *mark);
        *mark = from->marks[i];
        mark->y += y;
    }
}

struct strip stack_merge(struct setting *s, const struct stack *stack, size_t first, size_t last,
                         mpt height, mpt shift)
{
    struct strip merged = {.height = height};
    if (first == last)
        return merged;
    mpt *tops = arena_array(s->arena, last - first, sizeof *tops);
    mpt y = shift + stack_lead(stack, first);
    for (size_t i = first; i < last; i++) {
        y += i > first ? stack->strips[i].space : 0;
        tops[i - first] = y;
        y += stack->strips[i].height;
    }
    y += stack_cut_pad(stack, last - 1, false);
    struct range range = {
        .stack = stack, .first = first, .last = last, .tops = tops, .bottom = height};
    struct mark *marks = NULL;
    strip_reserve(s, &merged, stack_items(stack, first, last));
    for (size_t i = first; i < last; i++) {
        const struct strip *strip = &stack->strips[i];
        range_paint(s, &range, i, &merged);
        move_marks(s, strip, tops[i - first], &marks, &merged.mark_count);
    }
    merged.marks = marks;
    merged.height = y > height ? y : height;
    return merged;
}

struct strip *stack_repeat(struct setting *s, const struct stack *stack, size_t first, size_t last)
{
    struct strip *strip = arena_alloc(s->arena, sizeof *strip);
    struct strip merged = stack_merge(s, stack, first, last, 0, 0);
    strip->height = merged.height;
    strip_reserve(s, strip, merged.item_count);
    for (size_t i = 0; i < merged.item_count; i++) {
        if (merged.items[i].kind == ITEM_LINK || merged.items[i].kind == ITEM_ANCHOR)
            continue;
        struct item *item = strip_item(s, strip);
        *item = merged.items[i];
        item->tag = NO_TAG;
    }
    return strip;
}
