#include "layout/strip.h"

#include "base/arena.h"

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

void stack_keep(struct stack *stack, size_t first)
{
    for (size_t i = first; i + 1 < stack->count; i++)
        stack->strips[i].keep = true;
}

struct item *strip_item(struct setting *s, struct strip *strip)
{
    return arena_push(s->arena, &strip->items, &strip->item_count, sizeof *strip->items);
}

void strip_copy(struct setting *s, struct strip *strip, const struct item *items, size_t count,
                mpt dx, mpt dy)
{
    for (size_t i = 0; i < count; i++) {
        struct item *item = strip_item(s, strip);
        *item = items[i];
        item->x += dx;
        item->y += dy;
    }
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

static void paint_frame(struct setting *s, const struct frame *frame, mpt top, mpt bottom,
                        struct strip *list)
{
    if (frame->ground != COLOUR_NONE || frame->stroke != COLOUR_NONE) {
        struct shape *shape =
            add_shape(s, list, SHAPE_RECT, frame->x, top, frame->width, bottom - top);
        shape->fill = frame->ground;
        shape->stroke = frame->stroke;
        shape->stroke_width = frame->stroke_width;
        shape->radius = frame->radius;
    }
    if (frame->bar != COLOUR_NONE)
        strip_rect(s, list, frame->x, top, frame->bar_width, bottom - top, frame->bar);
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

mpt stack_cut_pad(const struct stack *stack, size_t index, bool above)
{
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
    mpt bottom = frame_bottom(range, end, frame);
    bool whole = index == range->first && end == range->last;
    if (whole && bottom < range->bottom)
        bottom = range->bottom;
    paint_frame(s, frame, frame_top(range, index, frame), bottom, list);
}

void range_paint_frames(struct setting *s, const struct range *range, size_t index,
                        struct strip *list)
{
    paint_from(s, range, index, range->stack->strips[index].frame, list);
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

struct strip stack_merge(struct setting *s, const struct stack *stack, mpt height, mpt shift)
{
    struct strip merged = {0};
    mpt *tops = arena_array(s->arena, stack->count, sizeof *tops);
    mpt y = shift;
    for (size_t i = 0; i < stack->count; i++) {
        y += i ? stack->strips[i].space : 0;
        tops[i] = y;
        y += stack->strips[i].height;
    }
    struct range range = {.stack = stack, .last = stack->count, .tops = tops, .bottom = height};
    struct mark *marks = NULL;
    for (size_t i = 0; i < stack->count; i++) {
        const struct strip *strip = &stack->strips[i];
        range_paint_frames(s, &range, i, &merged);
        strip_copy(s, &merged, strip->items, strip->item_count, 0, tops[i]);
        move_marks(s, strip, tops[i], &marks, &merged.mark_count);
    }
    merged.marks = marks;
    merged.height = y > height ? y : height;
    return merged;
}
