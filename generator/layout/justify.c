#include "layout/justify.h"

#include "base/arena.h"

/* 1/1000 em per gap beyond what it should take; with more a line is better left ragged. */
enum { TORN_WORDS = 1200, TORN_SIGNS = 500 };

/* The gaps of a line: gap i stands before box first + i; gap 0 is none. */
struct gaps {
    const struct box *boxes; /* from the line's first */
    size_t count;            /* boxes of the line */
    mpt *weights;            /* of the current step, per gap */
    mpt *changes;            /* found so far, per gap */
};

static int64_t sum_weights(const struct gaps *gaps)
{
    int64_t sum = 0;
    for (size_t i = 1; i < gaps->count; i++)
        sum += gaps->weights[i];
    return sum;
}

/* Adds `amount` to the gaps in proportion to their weights, exactly. */
static void spread(const struct gaps *gaps, int64_t amount)
{
    int64_t sum = sum_weights(gaps);
    int64_t weight = 0;
    int64_t given = 0;
    for (size_t i = 1; i < gaps->count && sum > 0; i++) {
        weight += gaps->weights[i];
        int64_t share = amount * weight / sum;
        gaps->changes[i] += (mpt)(share - given);
        given = share;
    }
}

/* Takes from all gaps of `kind`, in proportion to what they can give, up to `amount`; returns what
 * is still to be taken. */
static int64_t shrink_kind(const struct gaps *gaps, enum gap_kind kind, int64_t amount)
{
    for (size_t i = 1; i < gaps->count; i++)
        gaps->weights[i] = gaps->boxes[i].gap_kind == kind ? gaps->boxes[i].shrink : 0;
    int64_t most = sum_weights(gaps);
    int64_t taken = amount < most ? amount : most;
    spread(gaps, -taken);
    return amount - taken;
}

static void shrink_line(const struct gaps *gaps, int64_t amount)
{
    amount = shrink_kind(gaps, GAP_WORD, amount);
    amount = shrink_kind(gaps, GAP_PUNCTUATION, amount);
    amount = shrink_kind(gaps, GAP_LATIN, amount);
    shrink_kind(gaps, GAP_COMMON, amount);
}

/* Gives to the gaps behind blanks, or to all others, up to what they can take. */
static int64_t stretch_kinds(const struct gaps *gaps, bool words, int64_t amount)
{
    for (size_t i = 1; i < gaps->count; i++) {
        bool word = gaps->boxes[i].gap_kind == GAP_WORD;
        gaps->weights[i] = word == words ? gaps->boxes[i].stretch : 0;
    }
    int64_t most = sum_weights(gaps);
    int64_t given = amount < most ? amount : most;
    spread(gaps, given);
    return amount - given;
}

/* Gives to all open gaps alike, or takes everything back when the line would be torn apart: then
 * false. */
static bool stretch_beyond(const struct gaps *gaps, int64_t amount)
{
    mpt size = gaps->boxes[0].part->size;
    int64_t most = 0;
    for (size_t i = 1; i < gaps->count; i++) {
        bool open = gaps->boxes[i].stretch > 0;
        bool word = gaps->boxes[i].gap_kind == GAP_WORD;
        gaps->weights[i] = open;
        if (open)
            most += font_scale(word ? TORN_WORDS : TORN_SIGNS, size);
    }
    if (amount <= most) {
        spread(gaps, amount);
        return true;
    }
    for (size_t i = 1; i < gaps->count; i++)
        gaps->changes[i] = 0;
    return false;
}

mpt justify_extra(const struct box *box, int widen)
{
    int64_t body = box_end(box) - box->position - box->pad_before - box->pad_after;
    return (mpt)(body * widen / 1000);
}

/* Lets the glyphs take what they may of `*amount`; returns by how many 1/1000 they widen. */
static int widen_glyphs(const struct gaps *gaps, int64_t *amount)
{
    int64_t body = 0;
    for (size_t i = 0; i < gaps->count; i++)
        body += justify_extra(&gaps->boxes[i], 1000);
    int64_t widen = body > 0 ? *amount * 1000 / body : 0;
    if (widen > WIDEN_MOST)
        widen = WIDEN_MOST;
    for (size_t i = 0; i < gaps->count; i++)
        *amount -= justify_extra(&gaps->boxes[i], (int)widen);
    return (int)widen;
}

/* Stretches the gaps, then the glyphs, then the gaps beyond what is good; returns what the glyphs
 * widen by. */
static int stretch_line(const struct gaps *gaps, int64_t amount)
{
    int64_t rest = stretch_kinds(gaps, true, amount);
    rest = stretch_kinds(gaps, false, rest);
    if (rest <= 0)
        return 0;
    int widen = widen_glyphs(gaps, &rest);
    if (stretch_beyond(gaps, rest))
        return widen;
    return 0;
}

static mpt average(const struct gaps *gaps)
{
    int64_t sum = 0;
    int64_t count = 0;
    for (size_t i = 1; i < gaps->count; i++) {
        sum += gaps->changes[i];
        count += gaps->boxes[i].gap_kind != GAP_FIXED;
    }
    return count > 0 ? (mpt)(sum / count) : 0;
}

/* By how much the line's end moves. */
static int64_t gaps_moved(const struct gaps *gaps, int widen)
{
    int64_t moved = 0;
    for (size_t i = 0; i < gaps->count; i++)
        moved += gaps->changes[i] + justify_extra(&gaps->boxes[i], widen);
    return moved;
}

/* Fits the boxes from `first` on, of which the last ones are blank, into `measure`. */
static void fit_line(struct arena *a, const struct box *first, const struct line_range *range,
                     int64_t natural, int64_t measure, struct justified *line)
{
    size_t count = line->end - line->first;
    struct gaps gaps = {.boxes = first, .count = count};
    gaps.weights = arena_array(a, count, sizeof *gaps.weights);
    gaps.changes = arena_array(a, count, sizeof *gaps.changes);

    if (natural > measure)
        shrink_line(&gaps, natural - measure);
    else
        line->widen = stretch_line(&gaps, measure - natural);

    int64_t moved = 0;
    for (size_t i = 0; i < range->end - range->first; i++) {
        moved += i < count ? gaps.changes[i] : 0;
        line->x[i] = (mpt)(first[i].position - first->position + moved);
        moved += justify_extra(&first[i], line->widen);
    }
    line->width = (mpt)(natural + gaps_moved(&gaps, line->widen));
    line->adjustment = average(&gaps);
}

struct justified justify_line(struct arena *a, const struct boxes *boxes,
                              const struct line_range *range, const struct paragraph_rules *rules)
{
    struct justified line = {.first = range->first};
    line.end = boxes_trim(boxes, range->first, range->end);
    line.x = arena_array(a, range->end - range->first, sizeof *line.x);
    if (line.end == line.first)
        return line;
    const struct box *first = &boxes->items[line.first];
    int64_t natural = box_end(&boxes->items[line.end - 1]) - first->position;
    int64_t measure = rules->measure - (line.first == 0 ? rules->first_indent : 0);
    bool ragged = !rules->justify || natural == measure || (natural < measure && range->forced);
    if (!ragged) {
        fit_line(a, first, range, natural, measure, &line);
        return line;
    }
    for (size_t i = 0; i < range->end - range->first; i++)
        line.x[i] = (mpt)(first[i].position - first->position);
    line.width = (mpt)natural;
    return line;
}
