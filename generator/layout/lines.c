#include "layout/lines.h"

#include "base/arena.h"

/* Costs of a line. A ratio says how much of what the gaps can give or take is used, in 1/1000; its
 * square in these units is 0..1000 for a good line. */
enum {
    RATIO_FULL = 1000,
    RATIO_MOST = 30 * 1000,
    COST_VISIBLE = 3000,            /* gaps that readers of the PDF take for spaces */
    COST_RUNT = 2500,               /* two signs alone in the last line; one costs double */
    COST_JUSTIFIED_LINE = 50,       /* of two equal choices the shorter */
    COST_RAGGED_LINE = 1000 * 1000, /* ragged text: first of all few lines … */
    COST_JOINT = 400,               /* between the words of a long compound */
    COST_SEAM = 900,                /* inside one of these */
    COST_PHRASE = 1500 * 1000,      /* … but rather one more line than a phrase broken … */
    COST_WORD = 4 * 1000 * 1000     /* … and rather four than a word */
};
/* Never chosen while anything else fits: a break in a word, between any clusters, no fit. A million
 * of the largest do not overflow. */
static const int64_t COST_EMERGENCY = INT64_C(1000000000);
static const int64_t COST_ANYWHERE = INT64_C(100000000000);
static const int64_t COST_OVERFULL = INT64_C(1000000000000);
static const int64_t COST_UNREACHED = INT64_MAX;

/* Where a line begins or ends on the endless line, and what the gaps up to there can give. */
struct edge {
    int64_t position, shrink, stretch;
};

/* A place where a line may begin. The last node stands behind the last box. */
struct node {
    size_t box;      /* the line would begin here */
    size_t visible;  /* behind the last box before it that is drawn: the end of the line above */
    bool must;       /* the line above ends here for certain */
    int64_t penalty; /* of breaking here */
    int64_t cost;    /* least cost of all lines above */
    size_t previous; /* node where the line above begins */
    int64_t measure; /* of the line below */
    struct edge begin, end; /* of the line below and of the line above */
};

struct chooser {
    const struct boxes *boxes;
    const struct paragraph_rules *rules;
    struct node *nodes;
    size_t count;
};

/* Width of the boxes [first, end) set solid at both ends. */
static int64_t natural_width(const struct boxes *boxes, size_t first, size_t end)
{
    if (end <= first)
        return 0;
    return box_end(&boxes->items[end - 1]) - boxes->items[first].position;
}

static int64_t line_measure(const struct paragraph_rules *rules, size_t first_box)
{
    int64_t measure = rules->measure;
    if (first_box == 0)
        measure -= rules->first_indent;
    return measure > 0 ? measure : 1;
}

enum script { SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_KANJI, SCRIPT_WESTERN, SCRIPT_SIGN };

static enum script script_of(const struct box *box)
{
    uint32_t codepoint = box->codepoint;
    if (codepoint >= 0x3041 && codepoint <= 0x309F)
        return SCRIPT_HIRAGANA;
    if (codepoint >= 0x30A1 && codepoint <= 0x30FE && codepoint != 0x30FB)
        return SCRIPT_KATAKANA;
    if (box->class == JL_LATIN || box->class == JL_NUMBER)
        return SCRIPT_WESTERN;
    return box->class == JL_KANJI_KANA ? SCRIPT_KANJI : SCRIPT_SIGN;
}

/* Without phrases from the dictionary: Japanese phrases end in hiragana (a particle, an ending) or
 * punctuation, and begin with another script. */
static int64_t phrase_cost(const struct box *before, const struct box *after)
{
    enum script left = script_of(before);
    enum script right = script_of(after);
    if (left == SCRIPT_SIGN || right == SCRIPT_SIGN || before->blank)
        return 0;
    if (left == SCRIPT_HIRAGANA && right != SCRIPT_HIRAGANA)
        return 20;
    if (left != right && right != SCRIPT_HIRAGANA)
        return 100;
    return right == SCRIPT_HIRAGANA && left != SCRIPT_HIRAGANA ? 300 : 200;
}

/* Phrases rule headings and cells; in ragged text they count less, in justified text least, where
 * they decide only between lines that are otherwise alike. */
static int64_t phrase_share(const struct chooser *c)
{
    if (c->rules->balance)
        return 1;
    return c->rules->justify ? 8 : 2;
}

/* The same where the phrases are known. */
static int64_t known_phrase_cost(const struct box *after)
{
    switch (after->phrase) {
    case PHRASE_END:
        return 0;
    case PHRASE_SEAM:
        return COST_SEAM;
    case PHRASE_JOINT:
        return COST_JOINT;
    case PHRASE_WORD:
        return COST_PHRASE;
    case PHRASE_INSIDE:
        return COST_WORD;
    }
    return 0;
}

static int64_t break_cost(const struct chooser *c, size_t box)
{
    const struct box *after = &c->boxes->items[box];
    if (c->boxes->phrased && c->rules->phraser)
        return known_phrase_cost(after);
    return phrase_cost(after - 1, after) / phrase_share(c);
}

static struct edge edge_at(const struct box *box, int64_t position)
{
    return (struct edge){
        .position = position, .shrink = box->shrink_sum, .stretch = box->stretch_sum};
}

static void add_node(struct chooser *c, size_t box, int64_t penalty)
{
    const struct boxes *boxes = c->boxes;
    struct node *node = &c->nodes[c->count];
    size_t above = c->count > 0 ? c->nodes[c->count - 1].box : 0;
    node->box = box;
    node->penalty = penalty;
    node->cost = COST_UNREACHED;
    node->visible = boxes_trim(boxes, above, box);
    node->measure = line_measure(c->rules, box);
    if (box < boxes->count)
        node->begin = edge_at(&boxes->items[box], boxes->items[box].position);
    if (node->visible > 0) {
        const struct box *last = &boxes->items[node->visible - 1];
        node->end = edge_at(last, box_end(last));
    }
    bool inside = box > 0 && box < boxes->count;
    node->must = box == boxes->count || boxes->items[box].breaks == BREAK_MUST;
    if (inside && !node->must)
        node->penalty += break_cost(c, box);
    c->count++;
}

/* Nodes inside [first, end), which has no ordinary break and is wider than a line: emergency
 * breaks, and where even these leave too wide a piece, any boundary of clusters. */
static void add_emergency_nodes(struct chooser *c, size_t first, size_t end)
{
    const struct boxes *boxes = c->boxes;
    size_t piece = first;
    for (size_t i = first + 1; i <= end; i++) {
        if (i < end && boxes->items[i].breaks != BREAK_EMERGENCY)
            continue;
        size_t drawn = boxes_trim(boxes, piece, i);
        bool fits = natural_width(boxes, piece, drawn) <= line_measure(c->rules, piece);
        for (size_t k = piece + 1; !fits && k < i; k++)
            add_node(c, k, COST_ANYWHERE);
        if (i < end)
            add_node(c, i, COST_EMERGENCY);
        piece = i;
    }
}

static void add_nodes(struct chooser *c)
{
    const struct boxes *boxes = c->boxes;
    add_node(c, 0, 0);
    size_t piece = 0;
    for (size_t i = 1; i <= boxes->count; i++) {
        bool may = i == boxes->count || boxes->items[i].breaks == BREAK_MAY ||
                   boxes->items[i].breaks == BREAK_MUST;
        if (!may)
            continue;
        size_t drawn = boxes_trim(boxes, piece, i);
        int64_t width = natural_width(boxes, piece, drawn);
        /* A line of invisible signs helps nobody, and a window of thousands would be slow. */
        bool needless = width == 0 && i < boxes->count && boxes->items[i].breaks == BREAK_MAY;
        if (needless)
            continue;
        if (width > line_measure(c->rules, piece))
            add_emergency_nodes(c, piece, i);
        add_node(c, i, 0);
        piece = i;
    }
}

/* The line from node `from` to node `to`: how much too short it is (negative: too long), and what
 * its gaps can take or give. */
struct fit {
    int64_t missing;
    int64_t capacity;
};

static inline struct fit measure_line(const struct chooser *c, size_t from, size_t to)
{
    const struct node *begin = &c->nodes[from];
    const struct node *end = &c->nodes[to];
    struct fit fit = {.missing = begin->measure};
    if (end->visible <= begin->box)
        return fit;
    fit.missing -= end->end.position - begin->begin.position;
    if (fit.missing >= 0)
        fit.capacity = end->end.stretch - begin->begin.stretch;
    else if (c->rules->justify)
        fit.capacity = end->end.shrink - begin->begin.shrink;
    return fit;
}

static bool fits(const struct fit *fit)
{
    return fit->missing >= 0 || fit->missing + fit->capacity >= 0;
}

/* Used share of the capacity, 0..RATIO_MOST. */
static int64_t find_ratio(const struct fit *fit)
{
    int64_t amount = fit->missing < 0 ? -fit->missing : fit->missing;
    if (amount == 0)
        return 0;
    if (amount >= fit->capacity * (RATIO_MOST / RATIO_FULL))
        return RATIO_MOST;
    return amount * RATIO_FULL / fit->capacity;
}

static int64_t cost_justified(const struct fit *fit)
{
    int64_t ratio = find_ratio(fit);
    int64_t cost = COST_JUSTIFIED_LINE + ratio * ratio / RATIO_FULL;
    return ratio > RATIO_FULL ? cost + COST_VISIBLE : cost;
}

static int64_t cost_ragged(const struct fit *fit, int64_t measure)
{
    int64_t ratio = fit->missing * RATIO_FULL / measure;
    return COST_RAGGED_LINE + ratio * ratio / RATIO_FULL;
}

static int64_t cost_line(const struct chooser *c, const struct fit *fit, size_t from, size_t to)
{
    const struct node *begin = &c->nodes[from];
    const struct node *end = &c->nodes[to];
    int64_t cost = end->penalty;
    if (!fits(fit))
        return cost + COST_OVERFULL;
    bool last = end->must;
    if (last && from > 0 && !begin->must && end->visible <= begin->box + 2)
        cost += end->visible == begin->box + 2 ? COST_RUNT : 2 * COST_RUNT;
    if (!c->rules->justify) {
        bool open = last && !c->rules->balance;
        return cost + (open ? COST_RAGGED_LINE : cost_ragged(fit, begin->measure));
    }
    if (last && fit->missing >= 0)
        return cost + COST_JUSTIFIED_LINE;
    return cost + cost_justified(fit);
}

/* The node where the line above `to` begins at the earliest. */
static size_t find_window(const struct chooser *c, size_t window, size_t to)
{
    if (to >= 2 && c->nodes[to - 1].must)
        return to - 1;
    while (window + 1 < to) {
        struct fit fit = measure_line(c, window, to);
        if (fits(&fit))
            break;
        window++;
    }
    return window;
}

/* The cheapest node of [from, to), given that of a window that began and ended before. */
static size_t find_cheapest(const struct chooser *c, size_t known, size_t from, size_t to)
{
    bool gone = known < from;
    size_t cheapest = gone ? from : known;
    for (size_t i = gone ? from : to - 1; i < to; i++)
        cheapest = c->nodes[i].cost < c->nodes[cheapest].cost ? i : cheapest;
    return cheapest;
}

/* What every line costs that ends at this node. */
static int64_t least_cost(const struct chooser *c, const struct node *end)
{
    return end->penalty + (c->rules->justify ? COST_JUSTIFIED_LINE : COST_RAGGED_LINE);
}

/* Finds the line above node `to` that makes the whole cheapest, among those that begin at `window`
 * or later, where nothing above costs less than `least`. */
static void find_best(struct chooser *c, size_t window, size_t to, int64_t least)
{
    struct node *node = &c->nodes[to];
    int64_t base = least_cost(c, node);
    int64_t most = COST_UNREACHED; /* above with which a line may still be cheaper */
    for (size_t from = window; from < to; from++) {
        if (c->nodes[from].cost >= most)
            continue;
        struct fit fit = measure_line(c, from, to);
        int64_t line = cost_line(c, &fit, from, to);
        if (c->nodes[from].cost + line < node->cost) {
            node->cost = c->nodes[from].cost + line;
            node->previous = from;
            most = node->cost - base;
        }
        /* Shorter lines only cost more from here on, and none above is cheaper than the least. */
        if (fit.missing > 0) {
            if (least + line >= node->cost)
                return;
            most = node->cost - line;
        }
    }
}

/* The lines when every piece between line feeds fits on one, which is most of cells, headings and
 * running lines: no choice is better then, as a line more costs more than any other fault. NULL
 * when a piece does not fit. */
static struct line_range *take_pieces(struct arena *a, const struct boxes *boxes,
                                      const struct paragraph_rules *rules, size_t *count)
{
    struct line_range *lines = NULL;
    size_t first = 0;
    *count = 0;
    for (size_t i = 1; i <= boxes->count; i++) {
        if (i < boxes->count && boxes->items[i].breaks != BREAK_MUST)
            continue;
        size_t drawn = boxes_trim(boxes, first, i);
        if (natural_width(boxes, first, drawn) > line_measure(rules, first))
            return NULL;
        struct line_range *line = arena_push(a, &lines, count, sizeof *line);
        *line = (struct line_range){.first = first, .end = i, .forced = true};
        first = i;
    }
    return lines;
}

const struct line_range *lines_choose(struct arena *a, struct boxes *boxes,
                                      const struct paragraph_rules *rules, size_t *count)
{
    *count = 0;
    if (boxes->count == 0)
        return NULL;
    struct line_range *pieces = take_pieces(a, boxes, rules, count);
    if (pieces)
        return pieces;
    *count = 0;
    boxes_break(a, boxes);
    struct chooser chooser = {.boxes = boxes, .rules = rules};
    chooser.nodes = arena_array(a, boxes->count + 1, sizeof *chooser.nodes);
    add_nodes(&chooser);
    chooser.nodes[0].cost = 0;
    size_t window = 0;
    size_t cheapest = 0;
    for (size_t to = 1; to < chooser.count; to++) {
        /* The lines that fit and end at a node begin in a window of nodes that only moves on. */
        window = find_window(&chooser, window, to);
        cheapest = find_cheapest(&chooser, cheapest, window, to);
        find_best(&chooser, window, to, chooser.nodes[cheapest].cost);
    }
    size_t last = chooser.count - 1;
    for (size_t node = last; node > 0; node = chooser.nodes[node].previous)
        *count += 1;
    struct line_range *lines = arena_array(a, *count, sizeof *lines);
    size_t node = last;
    for (size_t i = *count; i-- > 0;) {
        size_t from = chooser.nodes[node].previous;
        lines[i] = (struct line_range){.first = chooser.nodes[from].box,
                                       .end = chooser.nodes[node].box,
                                       .forced = chooser.nodes[node].must};
        node = from;
    }
    return lines;
}
