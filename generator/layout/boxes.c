#include "layout/boxes.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/ruby.h"

#include <string.h>

/* Gaps in 1/1000 em. Readers of a PDF see a space in a gap of 0.10 em and more, so the quarter em
 * that JIS X 4051 wants between Latin and kanji cannot be; no gap but blanks should pass VISIBLE.
 */
enum {
    LATIN_GAP = 80,
    VISIBLE_GAP = 90,
    WORD_STRETCH = 300,
    WORD_LEAST = 250, /* a blank shrinks to this width (JLREQ 3.8.3) */
    SIGN_SHRINK = 15, /* what kanji and kana may come closer, too little to be seen */
    HALF_EM = 500,
    BADGE_PAD = 250,
    DISC_DIAMETER = 1600,
    DISC_MARGIN = 250 /* least distance of the number from the rim */
};

static struct text join_parts(struct arena *a, const struct part *parts, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += parts[i].text.size;
    char *bytes = arena_alloc(a, size);
    size = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].text.size > 0)
            memcpy(bytes + size, parts[i].text.ptr, parts[i].text.size);
        size += parts[i].text.size;
    }
    return (struct text){bytes, size};
}

/* Signs that are drawn as nothing: zero width spaces and joiners, direction marks, soft hyphens,
 * selectors without a base. */
static bool is_invisible(uint32_t codepoint)
{
    if ((codepoint > 0x206F && codepoint < 0xFE00) || (codepoint >= ' ' && codepoint < 0x00AD))
        return false;
    return codepoint == 0x00AD || (codepoint >= 0x200B && codepoint <= 0x200F) ||
           (codepoint >= 0x2028 && codepoint <= 0x202E) ||
           (codepoint >= 0x2060 && codepoint <= 0x206F) || codepoint == 0xFEFF ||
           (codepoint >= 0xFE00 && codepoint <= 0xFE0F) ||
           (codepoint >= 0xE0100 && codepoint <= 0xE01EF) || (codepoint < ' ' && codepoint != '\t');
}

size_t boxes_trim(const struct boxes *boxes, size_t first, size_t end)
{
    while (end > first && boxes->items[end - 1].blank)
        end--;
    return end;
}

/* The geta mark 〓, which printers set for a sign they have not got. Copying gives the sign itself.
 */
enum { MISSING = 0x3013 };

/* Shapes a sign that stands alone. False when it is missing. */
static bool shape_sign(struct box *box, uint32_t codepoint)
{
    const struct font *font = font_shape_sign(box->part->font, codepoint, &box->own);
    if (!font)
        return false;
    box->font = font;
    box->glyph_count = 1;
    return true;
}

/* Shapes a cluster of several signs in the part's font or the fallback that has all of it; a mark
 * that none has is dropped. False when even the base sign is missing. */
static bool shape_cluster(struct arena *a, struct box *box, struct text drawn)
{
    size_t offset = 0;
    const struct font *font = font_for(box->part->font, text_next(drawn, &offset));
    if (!font)
        return false;
    size_t most = 2 * text_length(drawn);
    struct cluster_glyph *glyphs = arena_array(a, most, sizeof *glyphs);
    size_t count = font_shape(font, drawn, glyphs, most);
    if (count == 0 && offset < drawn.size) {
        const struct font *other = font_for(font, text_next(drawn, &offset));
        count = other ? font_shape(other, drawn, glyphs, most) : 0;
        if (count > 0)
            font = other;
    }
    if (count == 0) {
        offset = 0;
        text_next(drawn, &offset);
        count = font_shape(font, text_slice(drawn, 0, offset), glyphs, most);
    }
    box->font = font;
    box->others = glyphs;
    box->glyph_count = (uint32_t)count;
    return count > 0;
}

/* What a punctuation mark of this advance has beyond its body. */
static mpt blank_of(mpt advance, mpt size)
{
    return advance > HALF_EM ? font_scale(advance - HALF_EM, size) : 0;
}

/* Divides the advance into body and squeezable halves. */
static void measure_box(struct box *box)
{
    mpt advance = box->others ? 0 : box->own.advance;
    for (size_t i = 0; box->others && i < box->glyph_count; i++)
        advance += box->others[i].advance;
    mpt size = box->part->size;
    box->width = font_scale(advance, size);
    switch (box->class) {
    case JL_OPENING:
        box->lead = blank_of(advance, size);
        box->width -= box->lead;
        break;
    case JL_CLOSING:
    case JL_COMMA:
    case JL_FULL_STOP:
        box->trail = blank_of(advance, size);
        box->width -= box->trail;
        break;
    case JL_OTHER:
    case JL_MIDDLE_DOT:
    case JL_DIVIDING:
    case JL_INSEPARABLE:
    case JL_KANJI_KANA:
    case JL_SPACE:
    case JL_LATIN:
    case JL_NUMBER:
        break;
    }
}

static void complain_missing(const struct box *box, struct text text, struct diag *d)
{
    struct text cluster = text_slice(text, box->start, box->end);
    if (d)
        diag_add(d, MSG_NO_GLYPH, box->part->span, "%.*s U+%04X", (int)cluster.size, cluster.ptr,
                 (unsigned)box->codepoint);
}

/* The glyphs of a box that is a stretch of `text`. False when its sign is missing, for which
 * another stands. */
static bool shape_box(struct arena *a, struct box *box, struct text text, bool single)
{
    bool shaped = single ? shape_sign(box, box->codepoint == '\t' ? ' ' : box->codepoint)
                         : shape_cluster(a, box, text_slice(text, box->start, box->end));
    if (!shaped)
        shape_sign(box, MISSING);
    return shaped;
}

static void add_boxes(struct arena *a, struct boxes *boxes, const struct part *part, size_t start,
                      struct diag *d)
{
    struct text text = text_slice(boxes->text, 0, start + part->text.size);
    size_t behind = start; /* the sign `next` */
    uint32_t next = start < text.size ? text_next(text, &behind) : 0;
    while (start < text.size) {
        struct box *box = &boxes->items[boxes->count++];
        box->part = part;
        box->font = part->font;
        box->codepoint = next;
        box->start = (uint32_t)start;
        box->end = (uint32_t)behind;
        next = behind < text.size ? text_next(text, &behind) : 0;
        bool single = !cluster_attaches(next) || box->codepoint < ' ';
        if (!single) {
            behind = cluster_end(text, start);
            box->end = (uint32_t)behind;
            next = behind < text.size ? text_next(text, &behind) : 0;
        }
        start = box->end;
        box->class = jl_class_of(box->codepoint);
        box->invisible = is_invisible(box->codepoint);
        box->blank = box->invisible || box->class == JL_SPACE;
        if (!box->invisible && !shape_box(a, box, text, single)) {
            boxes->missing = true;
            complain_missing(box, text, d);
        }
        measure_box(box);
    }
}

/* The frame of a badge, or the disc of a number, around the boxes [first, end) of one part. */
static void add_pads(struct box *first, struct box *last)
{
    const struct part *part = first->part;
    if (part->badge) {
        first->pad_before = font_scale(BADGE_PAD, part->size);
        last->pad_after = first->pad_before;
    }
    if (part->number) {
        mpt width = 0;
        for (const struct box *box = first; box <= last; box++)
            width += box->lead + box->width + box->trail;
        mpt diameter = font_scale(DISC_DIAMETER, part->size);
        mpt least = width + 2 * font_scale(DISC_MARGIN, part->size);
        mpt rest = (diameter > least ? diameter : least) - width;
        first->pad_before = rest / 2;
        last->pad_after = rest - rest / 2;
    }
}

static bool is_western(enum jl_class class)
{
    return class == JL_LATIN || class == JL_NUMBER;
}

static bool has_trail(enum jl_class class)
{
    return class == JL_CLOSING || class == JL_COMMA || class == JL_FULL_STOP;
}

/* JLREQ 3.8.4 and its Table 6: no stretching behind opening brackets, before closing ones and
 * punctuation, between leaders, inside Latin words and numbers. */
static bool may_stretch(const struct box *before, const struct box *after)
{
    if (before->class == JL_OPENING || has_trail(after->class) || after->class == JL_SPACE)
        return false;
    if (after->class == JL_MIDDLE_DOT || before->class == JL_MIDDLE_DOT)
        return false;
    if (before->class == JL_INSEPARABLE && after->class == JL_INSEPARABLE)
        return false;
    bool western = is_western(before->class) || before->class == JL_OTHER;
    bool western_after = is_western(after->class) || after->class == JL_OTHER;
    return !(western && western_after);
}

/* The measures of gaps at one size of letters. */
struct gap_sizes {
    mpt size;
    mpt latin, visible, word_stretch, word_least, sign_shrink, half;
};

static struct gap_sizes gaps_at(mpt size)
{
    return (struct gap_sizes){.size = size,
                              .latin = font_scale(LATIN_GAP, size),
                              .visible = font_scale(VISIBLE_GAP, size),
                              .word_stretch = font_scale(WORD_STRETCH, size),
                              .word_least = font_scale(WORD_LEAST, size),
                              .sign_shrink = font_scale(SIGN_SHRINK, size),
                              .half = font_scale(HALF_EM, size)};
}

/* Natural gap and what it can give, from the classes on both sides. */
static void measure_gap(const struct gap_sizes *sizes, const struct box *before, struct box *after)
{
    bool letters = before->class == JL_KANJI_KANA && after->class == JL_KANJI_KANA;
    if (letters && before->part == after->part) { /* nearly always */
        after->gap_kind = GAP_COMMON;
        after->shrink = sizes->sign_shrink;
        after->stretch = sizes->visible;
        return;
    }
    bool blank = before->class == JL_SPACE && before->codepoint != 0x3000;
    if (blank && after->class != JL_SPACE) {
        mpt least = sizes->word_least;
        after->gap_kind = GAP_WORD;
        after->shrink = before->width > least ? before->width - least : 0;
        after->stretch = sizes->word_stretch;
        return;
    }
    if (before->part->rise != after->part->rise || before->pad_after || after->pad_before)
        return; /* note numbers and frames stand close */
    bool latin = (is_western(before->class) && after->class == JL_KANJI_KANA) ||
                 (before->class == JL_KANJI_KANA && is_western(after->class));
    if (latin) {
        after->gap_kind = GAP_LATIN;
        after->gap = sizes->latin;
        after->shrink = after->gap;
        after->stretch = sizes->visible - after->gap;
        return;
    }
    /* 」「 and 。（ have one half em between them, 「『 and 」、 none. */
    mpt trail = has_trail(after->class) ? 0 : before->trail;
    mpt lead = before->class == JL_OPENING ? 0 : after->lead;
    after->gap = trail > lead ? trail : lead;
    bool stretches = may_stretch(before, after);
    after->stretch = stretches ? sizes->visible : 0;
    after->shrink = stretches ? sizes->sign_shrink : 0;
    after->gap_kind = stretches ? GAP_COMMON : GAP_FIXED;
    if (after->gap > 0) {
        after->gap_kind = GAP_PUNCTUATION;
        /* A sentence keeps its half em after 。; the tenth of a proportional font is no such half.
         */
        bool full_stop = before->class == JL_FULL_STOP && trail >= sizes->half / 2;
        after->shrink = full_stop ? 0 : after->gap;
    }
}

static void measure_gaps(const struct boxes *boxes)
{
    struct gap_sizes sizes = {0};
    for (size_t i = 1; i < boxes->count; i++) {
        const struct box *before = &boxes->items[i - 1];
        struct box *box = &boxes->items[i];
        if (before->invisible || box->invisible)
            continue;
        mpt size = before->part->size < box->part->size ? before->part->size : box->part->size;
        if (size != sizes.size)
            sizes = gaps_at(size);
        measure_gap(&sizes, before, box);
    }
}

/* Do parts keep these neighbours together, wherever lines may end? */
static bool stays_with(const struct box *box, const struct box *before)
{
    const struct part *part = box->part;
    if (part == before->part)
        return part->keep || part->badge || part->number || part_ruby(part).size > 0;
    /* A note number stays with what it notes, a page's number with its arrow and its unit. */
    bool note = part->rise > 0 && before->part->rise == 0;
    return note || part_page(part).ptr || part_page(before->part).ptr;
}

void boxes_break(struct arena *a, struct boxes *boxes)
{
    if (boxes->broken)
        return;
    boxes->broken = true;
    const uint8_t *breaks = linebreak_find(a, boxes->text);
    for (size_t i = 1; i < boxes->count; i++) {
        struct box *box = &boxes->items[i];
        box->breaks = (enum break_kind)breaks[box->start];
        if (box->breaks == BREAK_MAY && stays_with(box, box - 1))
            box->breaks = BREAK_EMERGENCY;
    }
}

static void sum_positions(const struct boxes *boxes)
{
    for (size_t i = 1; i < boxes->count; i++) {
        const struct box *before = &boxes->items[i - 1];
        struct box *box = &boxes->items[i];
        box->position = box_end(before) + box->gap;
        box->shrink_sum = before->shrink_sum + box->shrink;
        box->stretch_sum = before->stretch_sum + box->stretch;
    }
}

static bool is_adorned(const struct part *part)
{
    return part->badge || part->number || part->strike || part_ruby(part).size > 0 ||
           part_target(part).size > 0;
}

static struct boxes make_boxes(struct arena *a, const struct part *parts, size_t count,
                               struct text text, struct diag *d)
{
    struct boxes boxes = {.text = text};
    size_t length = text_length(boxes.text);
    boxes.items = arena_array(a, length, sizeof *boxes.items);
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
        size_t first = boxes.count;
        boxes.adorned = boxes.adorned || is_adorned(&parts[i]);
        add_boxes(a, &boxes, &parts[i], start, d);
        if (boxes.count > first)
            add_pads(&boxes.items[first], &boxes.items[boxes.count - 1]);
        start += parts[i].text.size;
    }
    measure_gaps(&boxes);
    if (boxes.adorned)
        ruby_space(a, &boxes);
    sum_positions(&boxes);
    return boxes;
}

void boxes_phrase(struct arena *a, struct phraser *phraser, struct boxes *boxes)
{
    if (boxes->phrased)
        return;
    boxes->phrased = true;
    const uint8_t *phrases = phraser_find(a, phraser, boxes->text);
    for (size_t i = 0; i < boxes->count; i++)
        boxes->items[i].phrase = (enum phrase_break)phrases[boxes->items[i].start];
}

struct boxes boxes_make(struct arena *a, const struct part *parts, size_t count, struct diag *d)
{
    struct boxes boxes = make_boxes(a, parts, count, join_parts(a, parts, count), d);
    bool feeds = boxes.text.size > 0 && memchr(boxes.text.ptr, '\n', boxes.text.size);
    for (size_t i = 1; feeds && i < boxes.count; i++) {
        if (boxes.items[i - 1].codepoint == '\n')
            boxes.items[i].breaks = BREAK_MUST;
    }
    return boxes;
}

struct boxes boxes_make_line(struct arena *a, const struct part *part, struct diag *d)
{
    return make_boxes(a, part, 1, part->text, d);
}
