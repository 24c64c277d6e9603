#include "layout/sides.h"

#include "base/arena.h"

enum {
    WHOLE_PERCENT = 20,       /* of a page: columns up to this height are never cut */
    PIECE_LEAST = 12 * MPT_MM /* less is not worth beginning or ending a page with */
};

static size_t end_of(const struct sides *sides, size_t cut, size_t column)
{
    return sides->ends[cut * sides->count + column];
}

static mpt part_height(const struct stack *stack, size_t first, size_t last)
{
    return stack_piece_height(stack, first, last, WHITE_FULL);
}

/* May a page end behind `last` strips of the column? */
static bool may_end(const struct stack *stack, size_t last)
{
    return last == stack->count || (last > 0 && !stack->strips[last - 1].keep);
}

/* The most strips of the column that reach no lower than `height`; 0 when none may stand there. */
static size_t strips_above(const struct stack *stack, mpt height)
{
    size_t most = 0;
    for (size_t last = 1; last <= stack->count; last++) {
        if (part_height(stack, 0, last) > height)
            break;
        if (may_end(stack, last))
            most = last;
    }
    return most;
}

/* The cut behind `last` strips of the tallest column; false when a column would begin below it. */
static bool find_ends(const struct stack *stacks, size_t count, size_t tallest, size_t last,
                      size_t *ends)
{
    mpt height = part_height(&stacks[tallest], 0, last);
    for (size_t i = 0; i < count; i++) {
        ends[i] = i == tallest ? last : strips_above(&stacks[i], height);
        if (ends[i] == 0 && stacks[i].count > 0)
            return false;
    }
    return true;
}

static size_t find_tallest(const struct stack *stacks, size_t count)
{
    size_t tallest = 0;
    for (size_t i = 1; i < count; i++) {
        if (stack_height(&stacks[i], 0) > stack_height(&stacks[tallest], 0))
            tallest = i;
    }
    return tallest;
}

const struct sides *sides_new(struct setting *s, const struct stack *stacks, size_t count)
{
    struct sides *sides = arena_alloc(s->arena, sizeof *sides);
    *sides = (struct sides){.stacks = stacks, .count = count};
    size_t tallest = find_tallest(stacks, count);
    const struct stack *column = &stacks[tallest];
    mpt height = stack_height(column, 0);
    size_t *ends = arena_array(s->arena, (column->count + 1) * count, sizeof *ends);
    for (size_t last = 1; height > s->room / 100 * WHOLE_PERCENT && last < column->count; last++) {
        mpt above = part_height(column, 0, last);
        if (!may_end(column, last) || above < PIECE_LEAST || height - above < PIECE_LEAST)
            continue;
        if (find_ends(stacks, count, tallest, last, &ends[(sides->cut_count + 1) * count]))
            sides->cut_count++;
    }
    for (size_t i = 0; i < count; i++)
        ends[(sides->cut_count + 1) * count + i] = stacks[i].count;
    sides->ends = ends;
    return sides;
}

mpt sides_height(const struct sides *sides, size_t from, size_t to)
{
    mpt tallest = 0;
    for (size_t i = 0; i < sides->count; i++) {
        mpt height = part_height(&sides->stacks[i], end_of(sides, from, i), end_of(sides, to, i));
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

mpt sides_tallest(const struct sides *sides)
{
    mpt tallest = 0;
    for (size_t cut = 0; cut <= sides->cut_count; cut++) {
        mpt height = sides_height(sides, cut, cut + 1);
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

void sides_join(struct setting *s, struct strip *group, const struct strip *column)
{
    strip_copy(s, group, column->items, column->item_count, 0, 0);
    if (column->mark_count == 0)
        return;
    struct mark *marks =
        arena_array(s->arena, group->mark_count + column->mark_count, sizeof *marks);
    for (size_t i = 0; i < group->mark_count; i++)
        marks[i] = group->marks[i];
    for (size_t i = 0; i < column->mark_count; i++)
        marks[group->mark_count + i] = column->marks[i];
    group->marks = marks;
    group->mark_count += column->mark_count;
}

struct strip sides_strip(struct setting *s, const struct sides *sides, size_t from, size_t to)
{
    struct strip strip = {.height = sides_height(sides, from, to)};
    for (size_t i = 0; i < sides->count; i++) {
        struct strip column = stack_merge(s, &sides->stacks[i], end_of(sides, from, i),
                                          end_of(sides, to, i), strip.height, 0);
        sides_join(s, &strip, &column);
    }
    return strip;
}
