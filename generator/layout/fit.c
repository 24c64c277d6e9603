#include "layout/fit.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/cut.h"

enum { EMPTY_PERCENT = 40 }; /* of a page: less on the last one is not worth turning to */

/* From what nobody sees to what nobody minds; 10.5 pt become 9.45 pt at the least. */
static const struct tightness STEPS[] = {{100, 96, 90}, {98, 94, 85}, {96, 92, 80},
                                         {94, 90, 75},  {92, 88, 70}, {90, 86, 65}};
enum { STEP_COUNT = sizeof STEPS / sizeof *STEPS };

const struct theme_set *fit_scaled(struct arena *a, const struct theme_set *set,
                                   struct tightness tightness)
{
    struct theme_set *scaled = arena_alloc(a, sizeof *scaled);
    *scaled = *set;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        struct text_style *style = &scaled->styles[i];
        style->size = style->size * tightness.letters / 100;
        style->leading = style->leading * tightness.leading / 100;
        style->before = style->before * tightness.white / 100;
        style->after = style->after * tightness.white / 100;
    }
    scaled->cell_pad_y = set->cell_pad_y * tightness.white / 100;
    scaled->block_gap = set->block_gap * tightness.white / 100;
    return scaled;
}

/* What flowing adds to, to be taken back before another attempt. */
struct state {
    size_t tag_count, entry_count, complaints, errors;
    int section;
};

static struct state state_of(const struct setting *s)
{
    return (struct state){.tag_count = s->tag_count,
                          .entry_count = s->entry_count,
                          .complaints = s->diag->count,
                          .errors = s->diag->errors,
                          .section = s->section};
}

static void go_back(struct setting *s, const struct state *state)
{
    s->tag_count = state->tag_count;
    s->entry_count = state->entry_count;
    s->diag->count = state->complaints;
    s->diag->errors = state->errors;
    s->section = state->section;
}

static struct stack flow_run(struct setting *s, const struct block *first,
                             const struct theme_set *set, const struct place *place, bool new_page)
{
    const struct theme_set *own = s->set;
    struct stack stack = {.new_page = new_page};
    struct place inner = *place;
    s->set = set;
    inner.style = setting_style(s, STYLE_BODY);
    flow_blocks(s, first, &inner, &stack);
    s->set = own;
    return stack;
}

/* An index is made once: it leaves marks on the pages it tells of. */
static bool has_index(const struct block *first, const struct block *end)
{
    for (const struct block *block = first; block && block != end; block = block->next) {
        if (block->kind == BLOCK_INDEX)
            return true;
    }
    return false;
}

/* The blocks from `first` to s->stop, as tight as is worth it. */
static struct stack flow_best(struct setting *s, const struct block *first,
                              const struct place *place, bool new_page)
{
    struct state state = state_of(s);
    struct stack natural = flow_run(s, first, s->set, place, new_page);
    mpt last = 0;
    size_t pages = cut_count(s, &natural, &last);
    if (pages < 2 || last > s->room / 100 * EMPTY_PERCENT || has_index(first, s->stop))
        return natural;
    for (size_t i = 0; i < STEP_COUNT; i++) {
        go_back(s, &state);
        const struct theme_set *set = fit_scaled(s->arena, s->set, STEPS[i]);
        struct stack stack = flow_run(s, first, set, place, new_page);
        if (cut_count(s, &stack, &last) < pages)
            return stack;
    }
    go_back(s, &state);
    return flow_run(s, first, s->set, place, new_page);
}

static bool begins_page(const struct block *block)
{
    return block->kind == BLOCK_PAGEBREAK ||
           (block->kind == BLOCK_BOX && text_is(block->style, "part"));
}

void fit_flow(struct setting *s, const struct block *first, const struct place *place,
              struct stack *out)
{
    const struct block *stop = s->stop;
    while (first && first != stop) {
        const struct block *end = first->next;
        while (end && end != stop && !begins_page(end))
            end = end->next;
        s->stop = end;
        bool new_page = out->new_page || (out->count > 0 && begins_page(first));
        struct stack run = flow_best(s, first, place, new_page);
        for (size_t i = 0; i < run.count; i++)
            *(struct strip *)arena_push(s->arena, &out->strips, &out->count, sizeof *run.strips) =
                run.strips[i];
        out->new_page = run.new_page;
        out->bare = run.bare;
        first = end;
    }
    s->stop = stop;
}
