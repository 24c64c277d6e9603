#include "layout/columns.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/memo.h"
#include "layout/sides.h"

enum {
    COLUMN_LEAST = 8 * MPT_MM, /* narrower ones are reported */
    SEAL_STROKE = 600,
    SEAL_PAD = 1200
};

static mpt column_shift(const struct block *column, mpt tallest, mpt height)
{
    switch (column->align) {
    case ALIGN_START:
        return 0;
    case ALIGN_CENTRE:
        return (tallest - height) / 2;
    case ALIGN_END:
        return tallest - height;
    }
    return 0;
}

static int64_t column_weight(const struct block *column)
{
    return column->weight > 0 ? column->weight : 1;
}

/* Lays the children of each column into its own stack; returns the height of the tallest. */
static mpt fill_stacks(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *stacks)
{
    mpt count = 0;
    int64_t weights = 0;
    for (const struct block *column = block->children; column; column = column->next) {
        count++;
        weights += column_weight(column);
    }
    mpt room = place->width - (count - 1) * s->set->column_gap;
    mpt tallest = 0;
    struct place inner = *place;
    inner.frame = NULL; /* what is behind all columns belongs to the strip they become */
    for (const struct block *column = block->children; column; column = column->next) {
        inner.width = (mpt)(room * column_weight(column) / weights);
        if (inner.width < COLUMN_LEAST) {
            diag_add(s->diag, MSG_TOO_WIDE, block->span, "%d < %d mm", inner.width / MPT_MM,
                     COLUMN_LEAST / MPT_MM);
            inner.width = COLUMN_LEAST;
        }
        flow_blocks(s, column->children, &inner, stacks);
        mpt height = stack_height(stacks, 0);
        tallest = height > tallest ? height : tallest;
        inner.x += inner.width + s->set->column_gap;
        stacks++;
    }
    return tallest;
}

void columns_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out)
{
    size_t count = 0;
    for (const struct block *column = block->children; column; column = column->next)
        count++;
    struct stack *stacks = arena_array(s->arena, count, sizeof *stacks);
    mpt tallest = fill_stacks(s, block, place, stacks);
    if (tallest == 0)
        return;
    stack_space_block(s, out);
    struct strip *strip = stack_add(s, out, tallest, place->frame);
    strip->span = block->span;
    bool level = true; /* all columns begin at the top */
    const struct stack *stack = stacks;
    for (const struct block *column = block->children; column; column = column->next, stack++) {
        mpt shift = column_shift(column, tallest, stack_height(stack, 0));
        mpt height = shift == 0 ? tallest : 0;
        struct strip merged = stack_merge(s, stack, 0, stack->count, height, shift);
        sides_join(s, strip, &merged);
        level = level && shift == 0;
    }
    strip->sides = level ? sides_new(s, stacks, count) : NULL;
    stack_space(out, s->set->block_gap);
}

static struct place half_of(const struct setting *s, const struct place *place)
{
    struct place half = *place;
    half.frame = NULL;
    half.width = (place->width - s->set->column_gap) / 2;
    return half;
}

/* Two stacks beside each other as the next strip. */
static void add_pair(struct setting *s, const struct stack *stacks, struct span span,
                     const struct place *place, struct stack *out)
{
    const struct sides *sides = sides_new(s, stacks, 2);
    struct strip whole = sides_strip(s, sides, 0, sides->cut_count + 1);
    struct strip *strip = stack_add(s, out, whole.height, place->frame);
    strip->items = whole.items;
    strip->item_count = whole.item_count;
    strip->item_room = whole.item_room;
    strip->marks = whole.marks;
    strip->mark_count = whole.mark_count;
    strip->sides = sides;
    strip->span = span;
    stack_space(out, 2 * s->set->list_gap);
}

/* `left` and the block behind it. */
static void flow_pair(struct setting *s, const struct block *left, const struct place *place,
                      struct stack *out)
{
    const struct block *stop = s->stop;
    struct stack *stacks = arena_array(s->arena, 2, sizeof *stacks);
    struct place half = half_of(s, place);
    const struct block *block = left;
    for (size_t i = 0; i < 2 && block; i++, block = block->next) {
        s->stop = block->next;
        flow_blocks(s, block, &half, &stacks[i]);
        half.x += half.width + s->set->column_gap;
    }
    s->stop = stop;
    add_pair(s, stacks, left->span, place, out);
}

/* A table of contents: its first half and, beside it, the second. */
static void flow_halves(struct setting *s, const struct block *contents, const struct place *place,
                        struct stack *out)
{
    const struct block *stop = s->stop;
    struct place half = half_of(s, place);
    struct stack all = {0};
    s->stop = contents->next;
    flow_blocks(s, contents, &half, &all);
    s->stop = stop;
    mpt height = stack_height(&all, 0);
    struct stack *stacks = arena_array(s->arena, 2, sizeof *stacks);
    stacks[0].strips = all.strips;
    while (stacks[0].count < all.count &&
           2 * stack_height(&stacks[0], 0) + all.strips[stacks[0].count].space < height)
        stacks[0].count++;
    stacks[1].strips = all.strips + stacks[0].count;
    stacks[1].count = all.count - stacks[0].count;
    for (size_t i = 0; i < stacks[1].count; i++) {
        struct strip *strip = &stacks[1].strips[i];
        for (size_t k = 0; k < strip->item_count; k++)
            strip->items[k].x += half.width + s->set->column_gap;
    }
    add_pair(s, stacks, contents->span, place, out);
}

void columns_pairs(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out)
{
    const struct block *left = block->children;
    while (left) {
        bool list = left->kind == BLOCK_CONTENTS;
        if (list)
            flow_halves(s, left, place, out);
        else
            flow_pair(s, left, place, out);
        left = list || !left->next ? left->next : left->next->next;
    }
    stack_space(out, s->set->block_gap);
}

static void add_seal(struct setting *s, struct strip *strip, struct text label, mpt x, mpt size,
                     int tag)
{
    const struct text_style *style = setting_style(s, STYLE_SEAL);
    struct shape *square = arena_alloc(s->arena, sizeof *square);
    square->kind = SHAPE_RECT;
    square->width = size;
    square->height = size;
    square->stroke = COLOUR_MUTED;
    square->stroke_width = SEAL_STROKE;
    struct item *item = strip_item(s, strip);
    *item = (struct item){.kind = ITEM_SHAPE, .tag = NO_TAG, .x = x, .shape = square};
    struct part part = part_of(s, label, style);
    struct paragraph_rules rules = {.measure =
                                        size > 4 * SEAL_PAD ? size - 2 * SEAL_PAD : 2 * SEAL_PAD,
                                    .align = ALIGN_CENTRE,
                                    .balance = true,
                                    .phraser = s->phraser,
                                    .tag = tag};
    const struct paragraph *paragraph = memo_compose(s->memo, s->arena, &part, 1, &rules, s->diag);
    mpt y = SEAL_PAD + setting_baseline(style);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        strip_line(s, strip, paragraph, i, x + SEAL_PAD, y);
        y += style->leading;
    }
}

void columns_seals(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out)
{
    mpt count = (mpt)block->label_count;
    if (count == 0)
        return;
    mpt size = s->set->seal_size;
    if (size > place->width / count)
        size = place->width / count;
    int tag = setting_tag(s, TAG_P, place->tag);
    stack_space(out, s->set->list_gap);
    struct strip *strip = stack_add(s, out, size + SEAL_STROKE, place->frame);
    strip->span = block->span;
    mpt x = place->x + place->width - count * size;
    for (size_t i = 0; i < block->label_count; i++)
        add_seal(s, strip, block->labels[i], x + (mpt)i * size, size, tag);
    stack_space(out, s->set->block_gap);
}
