#include "layout/paragraph.h"

#include "base/arena.h"
#include "layout/justify.h"
#include "layout/ruby.h"

/* Frames around badges, in 1/1000 em of their text. */
enum { BADGE_MARGIN = 120, BADGE_STROKE = 60, BADGE_RADIUS = 250 };

enum { STRIKE_SHARE = 16 }; /* of the type size: a line through struck out text */

/* A line while its items are made. */
struct line_setting {
    struct arena *arena;
    const struct boxes *boxes;
    const struct justified *justified;
    size_t end; /* behind the last box that belongs to the line: blanks, but no line feed */
    mpt left;   /* of the line from the paragraph's left edge */
    int tag;
    struct line *line;
};

static const struct box *box_at(const struct line_setting *s, size_t index)
{
    return &s->boxes->items[index];
}

/* Left edge of a box, pads included. */
static mpt left_of(const struct line_setting *s, size_t index)
{
    return s->left + s->justified->x[index - s->justified->first];
}

static mpt right_of(const struct line_setting *s, size_t index)
{
    const struct box *box = box_at(s, index);
    return left_of(s, index) + (mpt)(box_end(box) - box->position) +
           justify_extra(box, s->justified->widen);
}

static struct item *add_item(struct line_setting *s, enum item_kind kind)
{
    struct line *line = s->line;
    struct item *item = arena_push(s->arena, &line->items, &line->item_count, sizeof *item);
    item->kind = kind;
    item->tag = s->tag;
    return item;
}

static bool same_target(const struct part *a, const struct part *b)
{
    return a == b || a->adorned == b->adorned || text_equal(part_target(a), part_target(b));
}

static bool is_framed(const struct part *part)
{
    return part->badge || part->number;
}

/* May signs of these parts stand in one run (if their fonts agree)? */
static bool same_look(const struct part *a, const struct part *b)
{
    if (a == b)
        return true;
    return !is_framed(a) && !is_framed(b) && a->size == b->size && a->rise == b->rise &&
           a->colour == b->colour && same_target(a, b) && !part_page(a).ptr && !part_page(b).ptr;
}

static struct shape *make_badge(struct arena *a, const struct part *part, mpt width)
{
    struct shape *shape = arena_alloc(a, sizeof *shape);
    mpt stroke = font_scale(BADGE_STROKE, part->size);
    mpt margin = font_scale(BADGE_MARGIN, part->size);
    mpt top = font_scale(font_ascender(part->font), part->size) + margin;
    mpt bottom = font_scale(-font_descender(part->font), part->size) + margin;
    *shape = (struct shape){.kind = SHAPE_RECT,
                            .x = stroke / 2,
                            .y = -top,
                            .width = width - stroke,
                            .height = top + bottom,
                            .radius = font_scale(BADGE_RADIUS, part->size),
                            .stroke = part->colour,
                            .stroke_width = stroke};
    return shape;
}

static struct shape *make_disc(struct arena *a, const struct part *part, mpt width)
{
    struct shape *shape = arena_alloc(a, sizeof *shape);
    *shape = (struct shape){.kind = SHAPE_CIRCLE,
                            .x = width / 2,
                            .y = -font_scale(font_cap_height(part->font), part->size) / 2,
                            .width = width / 2,
                            .height = width / 2,
                            .fill = part->colour};
    return shape;
}

/* The last box of the part that the box at `first` is of. */
static size_t last_of_part(const struct line_setting *s, size_t first)
{
    const struct part *part = box_at(s, first)->part;
    size_t last = first;
    while (last + 1 < s->justified->end && box_at(s, last + 1)->part == part)
        last++;
    return last;
}

/* Frames come first: the text is painted over them. */
static void add_frames(struct line_setting *s)
{
    size_t i = s->justified->first;
    while (i < s->justified->end) {
        const struct part *part = box_at(s, i)->part;
        size_t last = last_of_part(s, i);
        if (is_framed(part)) {
            mpt width = right_of(s, last) - left_of(s, i);
            struct item *item = add_item(s, ITEM_SHAPE);
            item->x = left_of(s, i);
            item->y = -part->rise;
            item->shape =
                part->badge ? make_badge(s->arena, part, width) : make_disc(s->arena, part, width);
        }
        i = last + 1;
    }
}

/* Lines through struck out text, in the middle of its small letters. */
static void add_strikes(struct line_setting *s)
{
    size_t i = s->justified->first;
    while (i < s->justified->end) {
        const struct part *part = box_at(s, i)->part;
        size_t last = last_of_part(s, i);
        if (part->strike) {
            struct shape *shape = arena_alloc(s->arena, sizeof *shape);
            *shape = (struct shape){.kind = SHAPE_LINE,
                                    .width = right_of(s, last) - left_of(s, i),
                                    .stroke = part->colour,
                                    .stroke_width = part->size / STRIKE_SHARE};
            struct item *item = add_item(s, ITEM_SHAPE);
            item->x = left_of(s, i);
            item->y = -part->rise - font_scale(font_cap_height(part->font), part->size) / 2;
            item->shape = shape;
        }
        i = last + 1;
    }
}

/* Index behind the last box of the run that begins at `first`; its font goes to *font. */
static size_t find_run_end(const struct line_setting *s, size_t first, const struct font **font)
{
    const struct box *start = box_at(s, first);
    const struct part *alike = start->part; /* the last part found so */
    *font = start->glyph_count > 0 ? start->font : NULL;
    size_t end = first + 1;
    while (end < s->end) {
        const struct box *box = box_at(s, end);
        if (box->part != alike && !same_look(start->part, box->part))
            break;
        alike = box->part;
        bool drawn = box->glyph_count > 0;
        if (drawn && *font && box->font != *font)
            break;
        if (drawn)
            *font = box->font;
        end++;
    }
    return end;
}

/* Glyphs of one box; `origin` is the run's left edge. Returns their number. */
static size_t set_glyphs(const struct line_setting *s, size_t index, const struct box *first,
                         mpt origin, struct glyph *glyphs)
{
    const struct box *box = box_at(s, index);
    if (box->glyph_count == 0)
        return 0;
    /* The ink of 「 is in the right half of its glyph: the squeezed left half stands out. */
    int64_t wide = 1000 + s->justified->widen;
    mpt lead = box->lead > 0 ? (mpt)(box->lead * wide / 1000) : 0;
    mpt start = left_of(s, index) + box->pad_before - lead - origin;
    struct glyph set = {.id = box->own.glyph,
                        .x = start,
                        .start = (uint32_t)(box->start - first->start),
                        .end = (uint32_t)(box->end - first->start)};
    if (!box->others) {
        glyphs[0] = set;
        return 1;
    }
    mpt size = box->part->size;
    mpt advance = 0;
    for (size_t i = 0; i < box->glyph_count; i++) {
        const struct cluster_glyph *glyph = &box->others[i];
        set.id = glyph->glyph;
        set.x = start + (mpt)(font_scale(advance + glyph->x, size) * wide / 1000);
        set.y = -font_scale(glyph->y, size);
        glyphs[i] = set;
        advance += glyph->advance;
    }
    return box->glyph_count;
}

static void add_run(struct line_setting *s, size_t first, size_t end, const struct font *font)
{
    const struct box *start = box_at(s, first);
    const struct part *part = start->part;
    size_t drawn = end < s->justified->end ? end : s->justified->end;
    size_t room = 0;
    for (size_t i = first; i < end; i++)
        room += box_at(s, i)->glyph_count;
    struct item *item = add_item(s, ITEM_RUN);
    item->x = left_of(s, first) + start->pad_before;
    item->y = -part->rise;
    item->target = part_page(part);
    struct run *run = arena_alloc(s->arena, sizeof *run);
    item->run = run;
    run->font = font;
    run->size = part->size;
    run->widen = s->justified->widen;
    run->colour = part->number ? COLOUR_PAPER : part->colour;
    run->text = text_slice(s->boxes->text, start->start, box_at(s, end - 1)->end);
    run->glyphs = arena_array(s->arena, room, sizeof *run->glyphs);
    for (size_t i = first; i < end; i++)
        run->glyph_count += set_glyphs(s, i, start, item->x, run->glyphs + run->glyph_count);
    if (drawn > first)
        run->width = right_of(s, drawn - 1) - box_at(s, drawn - 1)->pad_after - item->x;
}

static void add_runs(struct line_setting *s)
{
    size_t first = s->justified->first;
    while (first < s->end) {
        const struct font *font;
        size_t end = find_run_end(s, first, &font);
        if (font)
            add_run(s, first, end, font);
        first = end;
    }
}

static void add_rubies(struct line_setting *s, mpt measure)
{
    size_t first = s->justified->first;
    while (first < s->justified->end) {
        const struct part *part = box_at(s, first)->part;
        size_t last = first;
        while (last + 1 < s->justified->end && box_at(s, last + 1)->part == part)
            last++;
        /* A word broken by an emergency has its reading over the first piece. */
        bool begins = first == 0 || box_at(s, first - 1)->part != part;
        if (part_ruby(part).size > 0 && begins) {
            struct item item =
                ruby_item(s->arena, part, left_of(s, first), right_of(s, last), measure);
            struct line *line = s->line;
            struct item *added =
                arena_push(s->arena, &line->items, &line->item_count, sizeof *added);
            *added = item;
            line->ruby = true;
        }
        first = last + 1;
    }
}

static void add_links(struct line_setting *s)
{
    size_t first = s->justified->first;
    while (first < s->justified->end) {
        const struct part *part = box_at(s, first)->part;
        size_t last = first;
        while (last + 1 < s->justified->end && same_target(part, box_at(s, last + 1)->part))
            last++;
        if (part_target(part).size > 0) {
            mpt top = font_scale(font_ascender(part->font), part->size);
            mpt bottom = font_scale(-font_descender(part->font), part->size);
            struct item *item = add_item(s, ITEM_LINK);
            item->x = left_of(s, first);
            item->y = -part->rise - top;
            item->width = right_of(s, last) - item->x;
            item->height = top + bottom;
            item->target = part_target(part);
        }
        first = last + 1;
    }
}

mpt paragraph_left(const struct paragraph_rules *rules, bool first, mpt width)
{
    mpt indent = first ? rules->first_indent : 0;
    mpt rest = rules->measure - indent - width;
    if (rest < 0)
        rest = 0;
    switch (rules->align) {
    case ALIGN_START:
        return indent;
    case ALIGN_CENTRE:
        return indent + rest / 2;
    case ALIGN_END:
        return indent + rest;
    }
    return indent;
}

static void set_line(struct arena *a, const struct boxes *boxes, const struct line_range *range,
                     const struct paragraph_rules *rules, struct line *line)
{
    struct justified justified = justify_line(a, boxes, range, rules);
    line->width = justified.width;
    line->stretch = justified.adjustment;
    line->start = boxes->items[range->first].start;
    line->end = boxes->items[range->end - 1].end;
    struct line_setting setting = {.arena = a,
                                   .boxes = boxes,
                                   .justified = &justified,
                                   .end = range->end,
                                   .left =
                                       paragraph_left(rules, range->first == 0, justified.width),
                                   .tag = rules->tag,
                                   .line = line};
    if (boxes->items[range->end - 1].codepoint == '\n')
        setting.end--;
    if (justified.end == justified.first)
        return; /* blank: nothing is drawn */
    if (boxes->adorned)
        add_frames(&setting);
    add_runs(&setting);
    if (!boxes->adorned)
        return;
    add_rubies(&setting, rules->measure);
    add_strikes(&setting);
    add_links(&setting);
}

/* Width of the boxes [first, end) when they stand alone. */
static int64_t piece_width(const struct boxes *boxes, size_t first, size_t end)
{
    end = boxes_trim(boxes, first, end);
    if (end == first)
        return 0;
    return box_end(&boxes->items[end - 1]) - boxes->items[first].position;
}

/* Width of the longest stretch between boxes where a line may end and that are at least as good a
 * place as `least`. */
static mpt longest_piece(const struct boxes *boxes, enum break_kind kind, enum phrase_break least)
{
    int64_t longest = 0;
    size_t piece = 0;
    for (size_t i = 1; i <= boxes->count; i++) {
        const struct box *box = &boxes->items[i];
        bool ends = i == boxes->count || box->breaks == BREAK_MUST ||
                    (box->breaks == BREAK_MAY && kind == BREAK_MAY && box->phrase >= least);
        if (!ends)
            continue;
        int64_t width = piece_width(boxes, piece, i);
        longest = width > longest ? width : longest;
        piece = i;
    }
    return (mpt)longest;
}

const struct paragraph *paragraph_compose(struct arena *a, const struct part *parts, size_t count,
                                          const struct paragraph_rules *rules, struct diag *d)
{
    struct paragraph *paragraph = arena_alloc(a, sizeof *paragraph);
    struct boxes fresh;
    struct boxes *boxes = rules->widths ? rules->widths->boxes : NULL;
    if (!boxes || boxes->missing) { /* then complaints are due */
        fresh = boxes_make(a, parts, count, d);
        boxes = &fresh;
    }
    paragraph->text = boxes->text;
    paragraph->tag = rules->tag;
    if (rules->phraser && longest_piece(boxes, BREAK_MUST, PHRASE_INSIDE) > rules->measure)
        boxes_phrase(a, rules->phraser, boxes);
    const struct line_range *ranges = lines_choose(a, boxes, rules, &paragraph->line_count);
    paragraph->lines = arena_array(a, paragraph->line_count, sizeof *paragraph->lines);
    for (size_t i = 0; i < paragraph->line_count; i++)
        set_line(a, boxes, &ranges[i], rules, &paragraph->lines[i]);
    return paragraph;
}

struct paragraph_widths paragraph_widths(struct arena *a, const struct part *parts, size_t count)
{
    struct boxes *boxes = arena_alloc(a, sizeof *boxes);
    *boxes = boxes_make(a, parts, count, NULL);
    return (struct paragraph_widths){
        .natural = longest_piece(boxes, BREAK_MUST, PHRASE_INSIDE),
        .boxes = boxes,
    };
}

mpt paragraph_minimum(struct arena *a, const struct paragraph_widths *widths)
{
    boxes_break(a, widths->boxes);
    return longest_piece(widths->boxes, BREAK_MAY, PHRASE_INSIDE);
}

struct paragraph_phrases paragraph_phrases(struct arena *a, const struct paragraph_widths *widths,
                                           struct phraser *phraser)
{
    struct boxes *boxes = widths->boxes;
    boxes_break(a, boxes);
    /* A figure that no line may break has no phrase shorter than it, whatever a dictionary says. */
    if (longest_piece(boxes, BREAK_MAY, PHRASE_INSIDE) == widths->natural)
        return (struct paragraph_phrases){.phrase = widths->natural, .word = widths->natural};
    boxes_phrase(a, phraser, boxes);
    return (struct paragraph_phrases){
        .phrase = longest_piece(boxes, BREAK_MAY, PHRASE_SEAM),
        .word = longest_piece(boxes, BREAK_MAY, PHRASE_WORD),
    };
}

mpt paragraph_width(struct arena *a, const struct part *part)
{
    struct boxes boxes = boxes_make_line(a, part, NULL);
    return (mpt)piece_width(&boxes, 0, boxes.count);
}

void paragraph_edges(struct arena *a, const struct part *part, mpt *left, mpt *right)
{
    struct boxes boxes = boxes_make_line(a, part, NULL);
    mpt end = 0;
    right[0] = 0;
    for (size_t i = 0; i < boxes.count; i++) {
        const struct box *box = &boxes.items[i];
        end = (mpt)box_end(box);
        left[box->start] = (mpt)box->position;
        right[box->end] = end;
        for (size_t k = box->start + 1; k < box->end; k++)
            left[k] = right[k] = end;
    }
    left[part->text.size] = end;
}
