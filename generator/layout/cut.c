#include "layout/cut.h"

#include "base/arena.h"
#include "layout/sides.h"

/* What an end of a page costs; compared with each other and with empty paper, which costs its
 * percent squared by EMPTY_SHARE: a tenth of a page 2, a fifth 10, a half 62. */
enum {
    COST_PAGE = 2000, /* of each page: fewer pages come first */
    COST_TORN = 400,  /* between strips that are kept together */
    COST_SIDES = 25,  /* through columns */
    COST_FEW = 20,    /* in a table, with two rows alone on a side */
    COST_BOX = 12,    /* through a frame */
    COST_ROW = 9,     /* between rows of a table */
    COST_LINE = 8,    /* between lines of a paragraph */
    COST_BLOCK = 4,   /* between blocks */
    COST_MINOR = 2,   /* before a heading of a lower level */
    COST_SECTION = 1,
    COST_CHAPTER = 0,
    EMPTY_SHARE = 40,
    END_PERCENT = 33, /* of a page: less on the last one looks forgotten */
    END_SHARE = 2
};

/* The white between strips, in thousandths, until a page is saved of which less than LITTLE_PERCENT
 * would be used. */
enum { WHITE_STEP = 50, WHITE_CUT = 800, LITTLE_PERCENT = 40 };

/* A place where a page may end: before a strip or, at a cut of its sides, inside. */
struct joint {
    size_t strip, cut;
    int cost;
    bool forced; /* a page does end here */
    /* The page from one place to another, of a later strip, is as high as the end of the latter
     * lies below the begin of the former. */
    int64_t begin, end;
};

struct joints {
    struct setting *setting;
    const struct stack *stack;
    int white;
    int64_t *below; /* of each strip: height from the first strip's top to the top of its white */
    struct joint *items;
    size_t count;
};

static mpt white_above(const struct joints *joints, const struct strip *strip)
{
    return (mpt)((int64_t)strip->space * joints->white / WHITE_FULL);
}

static struct joints joints_new(struct setting *s, const struct stack *stack, int white)
{
    struct joints joints = {.setting = s, .stack = stack, .white = white};
    joints.below = arena_array(s->arena, stack->count + 1, sizeof *joints.below);
    for (size_t i = 0; i < stack->count; i++)
        joints.below[i + 1] =
            joints.below[i] + white_above(&joints, &stack->strips[i]) + stack->strips[i].height;
    return joints;
}

/* What a page that begins at the place has above its first strip. */
static mpt lead_of(const struct joints *joints, const struct joint *joint)
{
    return joint->cut ? frame_pads(joints->stack->strips[joint->strip].frame)
                      : stack_lead(joints->stack, joint->strip);
}

static int64_t begin_of(const struct joints *joints, const struct joint *joint)
{
    if (joint->strip == joints->stack->count)
        return 0; /* no page begins behind everything */
    const struct strip *first = &joints->stack->strips[joint->strip];
    mpt height = joint->cut ? sides_height(first->sides, joint->cut, first->sides->cut_count + 1)
                            : first->height;
    return joints->below[joint->strip + 1] - height - lead_of(joints, joint);
}

static int64_t end_of(const struct joints *joints, const struct joint *joint)
{
    int64_t end = joints->below[joint->strip];
    if (joint->cut > 0) {
        const struct strip *last = &joints->stack->strips[joint->strip];
        return end + white_above(joints, last) + sides_height(last->sides, 0, joint->cut) +
               frame_pads(last->frame);
    }
    return joint->strip > 0 ? end + stack_cut_pad(joints->stack, joint->strip - 1, false) : end;
}

static struct joint joint_new(const struct joints *joints, size_t strip, size_t cut, int cost)
{
    struct joint joint = {.strip = strip, .cut = cut, .cost = cost};
    joint.begin = begin_of(joints, &joint);
    joint.end = end_of(joints, &joint);
    return joint;
}

/* Height of the page that begins and ends inside one strip. */
static int64_t piece_height(const struct joints *joints, const struct joint *from,
                            const struct joint *to)
{
    const struct strip *strip = &joints->stack->strips[from->strip];
    return lead_of(joints, from) + sides_height(strip->sides, from->cut, to->cut) +
           frame_pads(strip->frame);
}

/* Height of the page that begins at `from` and ends at `to`. */
static inline int64_t page_height(const struct joints *joints, const struct joint *from,
                                  const struct joint *to)
{
    bool inside = from->strip == to->strip;
    return inside ? piece_height(joints, from, to) : to->end - from->begin;
}

static bool fits(const struct joints *joints, const struct joint *from, const struct joint *to)
{
    return page_height(joints, from, to) <= joints->setting->room;
}

/* ---- the places ---- */

static int heading_cost(const struct setting *s, const struct strip *strip)
{
    int level = s->headings[strip->marks[0].heading].block->level - (s->set->parts ? 1 : 0);
    if (level <= 1)
        return COST_CHAPTER;
    return level == 2 ? COST_SECTION : COST_MINOR;
}

/* Do only two rows of a table stand before strip `index`, or only two from it on? All rows of a
 * table but its first repeat the same head. */
static bool leaves_few(const struct stack *stack, size_t index)
{
    const struct strip *head = stack->strips[index].head;
    return index < 2 || stack->strips[index - 2].head != head || index + 2 >= stack->count ||
           stack->strips[index + 2].head != head;
}

/* A row that keeps the next one beside it is the title of those below; the top of a row that may be
 * cut itself has a frame of its own. */
static int row_cost(const struct stack *stack, size_t index)
{
    const struct strip *row = &stack->strips[index];
    if (leaves_few(stack, index))
        return COST_FEW;
    return row->keep && row->frame == row[-1].frame ? COST_BLOCK : COST_ROW;
}

static int cost_before(const struct joints *joints, size_t index)
{
    const struct strip *strip = &joints->stack->strips[index];
    if (stack_cut_pad(joints->stack, index, true) > 0)
        return COST_BOX;
    if (strip->mark_count > 0)
        return heading_cost(joints->setting, strip);
    if (strip->head)
        return row_cost(joints->stack, index);
    return strip->space == 0 ? COST_LINE : COST_BLOCK;
}

static void add_joint(struct joints *joints, struct joint joint)
{
    struct joint *added =
        arena_push(joints->setting->arena, &joints->items, &joints->count, sizeof *joints->items);
    *added = joint;
}

/* Strips that are kept together and taller than a page may be parted anywhere. */
static void add_torn(struct joints *joints, const struct joint *next)
{
    const struct joint *last = &joints->items[joints->count - 1];
    if (fits(joints, last, next))
        return;
    for (size_t i = last->strip + 1; i < next->strip + (next->cut > 0); i++)
        add_joint(joints, joint_new(joints, i, 0, COST_TORN));
}

static void add_before(struct joints *joints, size_t index)
{
    const struct stack *stack = joints->stack;
    bool last = index == stack->count;
    bool forced = !last && stack->strips[index].new_page;
    if (!last && !forced && stack->strips[index - 1].keep)
        return;
    int cost = last || forced ? 0 : cost_before(joints, index);
    struct joint joint = joint_new(joints, index, 0, cost);
    joint.forced = forced;
    add_torn(joints, &joint);
    add_joint(joints, joint);
}

static void add_inside(struct joints *joints, size_t index)
{
    const struct strip *strip = &joints->stack->strips[index];
    if (!strip->sides || (strip->whole && strip->height <= joints->setting->room))
        return;
    for (size_t cut = 1; cut <= strip->sides->cut_count; cut++) {
        struct joint joint = joint_new(joints, index, cut, COST_SIDES);
        add_torn(joints, &joint);
        add_joint(joints, joint);
    }
}

/* All places of the stack, its top and its end among them. */
static struct joints find_joints(struct setting *s, const struct stack *stack, int white)
{
    struct joints joints = joints_new(s, stack, white);
    add_joint(&joints, joint_new(&joints, 0, 0, 0));
    joints.items[0].forced = true;
    for (size_t i = 0; i < stack->count; i++) {
        add_inside(&joints, i);
        add_before(&joints, i + 1);
    }
    joints.items[joints.count - 1].forced = true;
    return joints;
}

/* ---- the choice ---- */

/* What every page costs that ends there. */
static int64_t least_cost(const struct joint *to)
{
    return COST_PAGE + (to->forced ? 0 : to->cost);
}

static int64_t page_cost(const struct joints *joints, const struct joint *to, int64_t height)
{
    int64_t used = height * 100 / joints->setting->room;
    int64_t empty = used < 100 ? 100 - used : 0;
    if (!to->forced)
        return least_cost(to) + empty * empty / EMPTY_SHARE;
    int64_t missing = used < END_PERCENT ? END_PERCENT - used : 0;
    return least_cost(to) + missing * missing / END_SHARE;
}

/* For each place the one at which the page before it begins, so that all costs are least. */
static size_t *choose(const struct joints *joints)
{
    struct arena *a = joints->setting->arena;
    int64_t *least = arena_array(a, joints->count, sizeof *least);
    size_t *before = arena_array(a, joints->count, sizeof *before);
    for (size_t to = 1; to < joints->count; to++) {
        for (size_t from = to; from-- > 0;) {
            int64_t height = page_height(joints, &joints->items[from], &joints->items[to]);
            bool single = from + 1 == to;
            if (!single && height > joints->setting->room)
                break;
            if (single || least[from] + least_cost(&joints->items[to]) < least[to]) {
                int64_t cost = least[from] + page_cost(joints, &joints->items[to], height);
                bool better = single || cost < least[to];
                least[to] = better ? cost : least[to];
                before[to] = better ? from : before[to];
            }
            if (joints->items[from].forced)
                break;
        }
    }
    return before;
}

/* ---- the pages ---- */

/* Appends the strips between two places to the stack of `cut`, as one more leaf. */
static void add_leaf(const struct joints *joints, const struct joint *from, const struct joint *to,
                     struct cut *cut, struct leaf *leaf)
{
    struct setting *s = joints->setting;
    leaf->first = cut->stack.count;
    for (size_t i = from->strip; i < to->strip + (to->cut > 0); i++) {
        const struct strip *source = &joints->stack->strips[i];
        struct strip strip = *source;
        size_t top = i == from->strip ? from->cut : 0;
        size_t foot = i == to->strip ? to->cut : 0;
        if (top > 0 || foot > 0) {
            strip = sides_strip(s, source->sides, top, foot ? foot : source->sides->cut_count + 1);
            strip.space = source->space;
            strip.frame = source->frame;
            strip.bare = source->bare;
            strip.span = source->span;
        }
        *(struct strip *)arena_push(s->arena, &cut->stack.strips, &cut->stack.count,
                                    sizeof *cut->stack.strips) = strip;
    }
    leaf->last = cut->stack.count;
}

/* As many strips as fit on every page. */
static size_t count_pages(const struct joints *joints, mpt *last)
{
    size_t pages = 0;
    for (size_t from = 0, to; from + 1 < joints->count; from = to) {
        to = from + 1;
        while (!joints->items[to].forced &&
               fits(joints, &joints->items[from], &joints->items[to + 1]))
            to++;
        *last = (mpt)page_height(joints, &joints->items[from], &joints->items[to]);
        pages++;
    }
    return pages;
}

/* The places, with less white where that saves a page. Chapters of a book, which each have an end
 * of their own, are for fit.h. */
static struct joints find_tight(struct setting *s, const struct stack *stack)
{
    struct joints natural = find_joints(s, stack, WHITE_FULL);
    mpt last = 0;
    size_t pages = count_pages(&natural, &last);
    if (pages < 2 || last > s->room / 100 * LITTLE_PERCENT || s->set->parts)
        return natural;
    for (int white = WHITE_FULL - WHITE_STEP; white >= WHITE_CUT; white -= WHITE_STEP) {
        struct joints tight = find_joints(s, stack, white);
        if (count_pages(&tight, &last) < pages)
            return tight;
    }
    return natural;
}

/* The pages of the stack as it is, when none of them ends inside a strip. */
static bool take_leaves(const struct joints *joints, const size_t *ends, struct cut *cut)
{
    for (size_t i = 0; i < cut->leaf_count; i++) {
        const struct joint *to = &joints->items[ends[i + 1]];
        if (to->cut > 0)
            return false;
        cut->leaves[i] = (struct leaf){joints->items[ends[i]].strip, to->strip};
    }
    cut->stack = *joints->stack;
    return true;
}

struct cut cut_pages(struct setting *s, const struct stack *stack)
{
    struct cut cut = {.white = WHITE_FULL};
    if (stack->count == 0) {
        cut.leaves = arena_alloc(s->arena, sizeof *cut.leaves);
        cut.leaf_count = 1;
        return cut;
    }
    struct joints joints = find_tight(s, stack);
    cut.white = joints.white;
    const size_t *before = choose(&joints);
    for (size_t at = joints.count - 1; at > 0; at = before[at])
        cut.leaf_count++;
    size_t *ends = arena_array(s->arena, cut.leaf_count + 1, sizeof *ends);
    size_t at = joints.count - 1;
    for (size_t i = cut.leaf_count; i > 0; i--, at = before[at])
        ends[i] = at;
    cut.leaves = arena_array(s->arena, cut.leaf_count, sizeof *cut.leaves);
    bool whole = take_leaves(&joints, ends, &cut);
    for (size_t i = 0; !whole && i < cut.leaf_count; i++)
        add_leaf(&joints, &joints.items[ends[i]], &joints.items[ends[i + 1]], &cut, &cut.leaves[i]);
    return cut;
}

size_t cut_count(struct setting *s, const struct stack *stack, mpt *last)
{
    *last = 0;
    if (stack->count == 0)
        return 1;
    struct joints joints = find_joints(s, stack, WHITE_FULL);
    return count_pages(&joints, last);
}
