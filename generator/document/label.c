/* Where a label in a figure is broken. Figures have a dozen labels of a few words, so all
 * candidate lines are simply tried; paragraphs of text are layout/linebreak.c's business. */
#include "document/sketch.h"

#include "base/arena.h"
#include "japanese/phrase.h"

enum sign {
    SIGN_SPACE,
    SIGN_OPEN,   /* never at a line's end */
    SIGN_CLOSE,  /* never at a line's begin */
    SIGN_MIDDLE, /* ・／: a good place behind, never before */
    SIGN_BOUND,  /* small kana, ー: belongs to the sign before */
    SIGN_LATIN,
    SIGN_DIGIT,
    SIGN_HIRAGANA,
    SIGN_KATAKANA,
    SIGN_OTHER /* kanji and the rest */
};

/* Costs of a break, comparable with squared line widths in pt². */
enum {
    COST_GOOD = 0,
    COST_PHRASE = 80,
    COST_CHANGE = 300,
    COST_STEM = 900,
    COST_INSIDE = 1500,
    COST_WORD = 3000
};
static const int64_t COST_FORBIDDEN = 1000000000;

struct break_search {
    struct sketch *sketch;
    struct text text;
    mpt size;
    bool bold;
    mpt room;
    mpt *left, *right;  /* of the signs, by byte offset: see struct measure */
    const size_t *ends; /* byte offsets of the cluster boundaries, ends[0] = 0 */
    size_t count;       /* clusters */
    size_t *starts;     /* per boundary: the first sign at or behind it that is no blank */
    size_t *stops;      /* per boundary: behind the last sign before it that is no blank */
    int64_t *ending;    /* per boundary: what it costs to end a line there */
    int64_t *cost;      /* per boundary: least cost of the lines before it */
    size_t *from;       /* per boundary: where its last line begins */
};

static bool contains(const uint32_t *set, uint32_t codepoint)
{
    for (; *set; set++) {
        if (*set == codepoint)
            return true;
    }
    return false;
}

static bool is_latin(uint32_t codepoint)
{
    if (codepoint >= 'A' && codepoint <= 'Z')
        return true;
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 0xC0 && codepoint < 0x250);
}

static enum sign sign_of_kana(uint32_t codepoint)
{
    if (contains(U"ぁぃぅぇぉっゃゅょゎゝゞァィゥェォッャュョヮヵヶーヽヾ", codepoint))
        return SIGN_BOUND;
    return codepoint <= 0x309F ? SIGN_HIRAGANA : SIGN_KATAKANA;
}

static enum sign sign_of(uint32_t codepoint)
{
    if (codepoint >= 0x3041 && codepoint <= 0x30FF && codepoint != U'・')
        return sign_of_kana(codepoint);
    if (codepoint == ' ' || codepoint == 0x3000)
        return SIGN_SPACE;
    if (codepoint > 0x30FF && codepoint < 0xFF00)
        return SIGN_OTHER; /* kanji are in no set */
    if (contains(U"（「『【〔〈《([｛{", codepoint))
        return SIGN_OPEN;
    if (contains(U"）」』】〕〉》)]｝}、。，．,.：；！？!?％%〜～", codepoint))
        return SIGN_CLOSE;
    if (contains(U"・／/-–", codepoint))
        return SIGN_MIDDLE;
    if (codepoint == U'々')
        return SIGN_BOUND;
    if (codepoint >= '0' && codepoint <= '9')
        return SIGN_DIGIT;
    if (is_latin(codepoint))
        return SIGN_LATIN;
    return SIGN_OTHER;
}

static bool is_alphanumeric(enum sign sign)
{
    return sign == SIGN_LATIN || sign == SIGN_DIGIT;
}

static const int64_t COST_ASK = -1; /* the signs alone do not tell */

/* What it costs to end a line between the two signs, whatever the words are. */
static int64_t sign_cost(uint32_t left, uint32_t right)
{
    enum sign before = sign_of(left);
    enum sign after = sign_of(right);
    if (after == SIGN_CLOSE || after == SIGN_BOUND || after == SIGN_MIDDLE || before == SIGN_OPEN)
        return COST_FORBIDDEN;
    if (is_alphanumeric(before) && is_alphanumeric(after))
        return COST_FORBIDDEN;
    if ((left == ',' || left == '.') && after == SIGN_DIGIT)
        return COST_FORBIDDEN; /* 2,300 */
    if (before == SIGN_SPACE || before == SIGN_MIDDLE || before == SIGN_CLOSE)
        return COST_GOOD;
    if (after == SIGN_SPACE || after == SIGN_OPEN)
        return COST_GOOD;
    /* 58点, 1,900万円 */
    if (before == SIGN_DIGIT || (contains(U"万億兆", left) && contains(U"円人件", right)))
        return COST_WORD;
    return COST_ASK;
}

/* The words judged by script. A small kana or ー before the break counts as katakana: loan words
 * are where labels have them. */
static int64_t script_cost(uint32_t left, uint32_t right)
{
    enum sign before = sign_of(left);
    enum sign after = sign_of(right);
    if (before == SIGN_BOUND)
        before = SIGN_KATAKANA;
    if (before == after)
        return before == SIGN_KATAKANA ? COST_WORD : COST_INSIDE;
    /* A stem goes on more often than not: 受け|持ち, 切り|離す. */
    if (before == SIGN_HIRAGANA)
        return contains(U"きぎしちびみりえけげせぜねべめれ", left) ? COST_STEM : COST_PHRASE;
    if (after == SIGN_HIRAGANA)
        return COST_WORD; /* endings and particles follow what they belong to */
    return COST_CHANGE;
}

static int64_t phrase_cost(enum phrase_break phrase)
{
    switch (phrase) {
    case PHRASE_END:
        return COST_PHRASE;
    case PHRASE_JOINT:
        return COST_CHANGE;
    case PHRASE_SEAM:
        return COST_STEM;
    case PHRASE_WORD:
        return COST_INSIDE;
    case PHRASE_INSIDE:
        break;
    }
    return COST_WORD;
}

/* Without the spaces at both ends, the ideographic one too: it would shift a flush edge. */
static struct text trim(struct text line)
{
    line = text_trim(line);
    while (text_starts(line, "　"))
        line = text_trim(text_slice(line, 3, line.size));
    while (text_ends(line, "　"))
        line = text_trim(text_slice(line, 0, line.size - 3));
    return line;
}

static size_t *cluster_ends(struct arena *a, struct text text, size_t *count)
{
    size_t *ends = arena_array(a, text_length(text) + 1, sizeof *ends);
    size_t offset = 0;
    *count = 0;
    while (offset < text.size) {
        /* Marks without width of their own stay with the sign before them. */
        if (text_has_width(text_next(text, &offset)) || *count == 0)
            (*count)++;
        ends[*count] = offset;
    }
    return ends;
}

static uint32_t first_sign(struct text text, size_t offset)
{
    return text_next(text, &offset);
}

/* The clusters [from, to) without the blanks at both ends. */
static struct text slice(const struct break_search *b, size_t from, size_t to)
{
    size_t start = b->starts[from];
    size_t end = b->stops[to];
    return start < end ? text_slice(b->text, start, end) : text_slice(b->text, 0, 0);
}

static mpt slice_width(const struct break_search *b, size_t from, size_t to)
{
    size_t start = b->starts[from];
    size_t end = b->stops[to];
    return start < end ? b->right[end] - b->left[start] : 0;
}

/* Is the cluster behind boundary `i` a space and nothing else? The ideographic one too: it would
 * shift a flush edge. */
static bool is_blank(const struct break_search *b, size_t i)
{
    size_t offset = b->ends[i];
    uint32_t codepoint = text_next(b->text, &offset);
    bool space = codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
    return (space || codepoint == 0x3000) && offset == b->ends[i + 1];
}

/* For every boundary where a line that begins or ends there has its first and last signs. */
static void find_blanks(struct arena *a, struct break_search *b)
{
    b->starts = arena_array(a, b->count + 1, sizeof *b->starts);
    b->stops = arena_array(a, b->count + 1, sizeof *b->stops);
    for (size_t i = 1; i <= b->count; i++)
        b->stops[i] = is_blank(b, i - 1) ? b->stops[i - 1] : b->ends[i];
    b->starts[b->count] = b->text.size;
    for (size_t i = b->count; i-- > 0;)
        b->starts[i] = is_blank(b, i) ? b->starts[i + 1] : b->ends[i];
}

static int64_t *ending_costs(struct arena *a, const struct break_search *b)
{
    struct phraser *phraser = b->sketch->measure.phraser;
    const uint8_t *phrases = phraser ? phraser_find(a, phraser, b->text) : NULL;
    int64_t *costs = arena_array(a, b->count + 1, sizeof *costs);
    for (size_t i = 1; i < b->count; i++) {
        uint32_t left = first_sign(b->text, b->ends[i - 1]);
        uint32_t right = first_sign(b->text, b->ends[i]);
        costs[i] = sign_cost(left, right);
        if (costs[i] == COST_ASK)
            costs[i] = phrases ? phrase_cost((enum phrase_break)phrases[b->ends[i]])
                               : script_cost(left, right);
    }
    return costs;
}

/* Extends the best lines before `from` by every line that begins there and fits. */
static void extend_from(struct break_search *b, size_t from)
{
    /* One line more must cost more than any gain in evenness. */
    int64_t room = b->room / MPT_PT + 1;
    int64_t line_cost = 2 * room * room;
    for (size_t to = from + 1; to <= b->count; to++) {
        mpt width = slice_width(b, from, to);
        if (width > b->room && to > from + 1)
            return;
        int64_t points = width / MPT_PT;
        int64_t cost = b->cost[from] + line_cost + points * points + b->ending[to];
        if (cost < b->cost[to]) {
            b->cost[to] = cost;
            b->from[to] = from;
        }
        if (width > b->room)
            return;
    }
}

static struct label collect_lines(const struct break_search *b)
{
    struct label label = {.size = b->size, .bold = b->bold};
    for (size_t end = b->count; end > 0; end = b->from[end])
        label.count++;
    label.lines = arena_array(b->sketch->arena, label.count, sizeof *label.lines);
    size_t end = b->count;
    for (size_t i = label.count; i-- > 0; end = b->from[end]) {
        label.lines[i] = slice(b, b->from[end], end);
        mpt width = slice_width(b, b->from[end], end);
        if (width > label.width)
            label.width = width;
    }
    mpt leading = b->size * 5 / 4;
    label.height = leading * (mpt)label.count;
    return label;
}

/* The division into the fewest lines that fit; among those the most even one at sensible places. */
static struct label break_lines(struct break_search *b)
{
    const struct measure *measure = &b->sketch->measure;
    measure->edges(measure->context, b->text, b->size, b->bold, b->left, b->right);
    for (size_t i = 0; i <= b->count; i++)
        b->cost[i] = i == 0 ? 0 : INT64_MAX;
    for (size_t from = 0; from < b->count; from++)
        extend_from(b, from);
    return collect_lines(b);
}

/* Most labels fit on one line. No division is better then: a line more costs more than any gain. */
static struct label one_line(struct sketch *s, struct text text, mpt size, bool bold, mpt width)
{
    struct label label = {
        .size = size, .bold = bold, .count = 1, .width = width, .height = size * 5 / 4};
    label.lines = arena_array(s->arena, 1, sizeof *label.lines);
    label.lines[0] = text;
    return label;
}

struct label label_fit(struct sketch *s, struct text text, mpt size, bool bold, mpt room)
{
    text = trim(text);
    if (text.size == 0)
        return (struct label){.size = size, .bold = bold};
    mpt width = sketch_measure(s, text, size, bold);
    if (width <= room)
        return one_line(s, text, size, bold, width);
    struct break_search search = {
        .sketch = s, .text = text, .size = size, .bold = bold, .room = room};
    search.ends = cluster_ends(s->arena, text, &search.count);
    find_blanks(s->arena, &search);
    search.ending = ending_costs(s->arena, &search);
    search.left = arena_array(s->arena, text.size + 1, sizeof *search.left);
    search.right = arena_array(s->arena, text.size + 1, sizeof *search.right);
    search.cost = arena_array(s->arena, search.count + 1, sizeof *search.cost);
    search.from = arena_array(s->arena, search.count + 1, sizeof *search.from);
    struct label label = break_lines(&search);
    while (label.count > 2 && search.size > TYPE_SMALLEST) {
        search.size = search.size - 500 > TYPE_SMALLEST ? search.size - 500 : TYPE_SMALLEST;
        label = break_lines(&search);
    }
    return label;
}
