#include "layout/flow.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/callout.h"
#include "layout/columns.h"
#include "layout/contents.h"
#include "layout/drawing.h"
#include "layout/grid.h"
#include "layout/index.h"
#include "layout/memo.h"
#include "layout/picture.h"
#include "layout/ruby.h"

enum {
    DISC_PERCENT = 72,       /* radius of a heading's disc, of the type size */
    NUMBER_PERCENT = 82,     /* size of the number in it */
    COVER_BAR = 40 * MPT_MM, /* below the title of a document */
    PLACE_LEAST = 40 * MPT_PT,
    FIGURE_LEAST = 40 * MPT_MM, /* what chart_draw needs */
    PHRASE_EMS = 12,            /* so narrow a paragraph is broken by phrases, like a heading */
    SHORT_LINES = 2,            /* of such items two stand on each side of a page's end */
    OPENING = 2,                /* blocks behind a heading belong to it */
    JUSTIFY_EMS = 24,           /* shorter lines stay ragged: their gaps would be torn open */
    LABEL_GAP_PERCENT = 40      /* between a list's number and the text, of the type size */
};

void place_inset(struct place *place, mpt left, mpt right)
{
    if (place->width - left - right < PLACE_LEAST)
        return;
    place->x += left;
    place->width -= left + right;
}

void flow_prepend(struct setting *s, struct strip *strip, const struct strip *lead)
{
    struct strip joined = {0};
    strip_reserve(s, &joined, lead->item_count + strip->item_count);
    strip_copy(s, &joined, lead->items, lead->item_count, 0, 0);
    strip_copy(s, &joined, strip->items, strip->item_count, 0, 0);
    strip->items = joined.items;
    strip->item_count = joined.item_count;
    strip->item_room = joined.item_room;
}

void flow_anchor(struct setting *s, struct strip *strip, struct text id)
{
    struct item *anchor = strip_item(s, strip);
    anchor->kind = ITEM_ANCHOR;
    anchor->tag = NO_TAG;
    anchor->target = id;
}

void flow_parts(struct setting *s, struct parts parts, const struct text_style *style,
                struct paragraph_rules rules, const struct place *place, struct stack *out)
{
    if (rules.measure == 0)
        rules.measure = place->width;
    if (rules.balance || rules.measure < PHRASE_EMS * style->size)
        rules.phraser = s->phraser;
    const struct paragraph *paragraph =
        memo_compose(s->memo, s->arena, parts.items, parts.count, &rules, s->diag);
    mpt baseline = setting_baseline(style);
    mpt x = place->x + place->width - rules.measure;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const struct line *line = &paragraph->lines[i];
        mpt extra = ruby_extra(line, style, false);
        struct strip *strip = stack_add(s, out, style->leading + extra, place->frame);
        strip_line(s, strip, paragraph, i, x, baseline + extra);
        /* Two lines at least on each side of a page's end. */
        strip->keep = i + 1 < paragraph->line_count && (i == 0 || i + 2 == paragraph->line_count);
        strip->span = parts.items[0].span;
    }
}

/* ---- headings ---- */

/* Below parts a chapter looks as it does without them. */
static int heading_depth(const struct setting *s, const struct block *block)
{
    return s->set->parts ? block->level - 1 : block->level;
}

static const struct text_style *heading_style(const struct setting *s, const struct block *block,
                                              const struct place *place)
{
    if (place->cover)
        return setting_style(s, block->level == 1 ? STYLE_COVER_TITLE : STYLE_COVER_NAME);
    int depth = heading_depth(s, block);
    if (depth <= 1)
        return setting_style(s, STYLE_TITLE);
    if (depth == 2)
        return setting_style(s, STYLE_SECTION);
    return setting_style(s, depth == 3 ? STYLE_SUBSECTION : STYLE_MINOR);
}

static enum tag_role heading_role(int level)
{
    static const enum tag_role roles[] = {TAG_H1, TAG_H1, TAG_H2, TAG_H3, TAG_H4};
    return level >= 1 && level <= 4 ? roles[level] : TAG_H4;
}

/* The disc stands beside the first line, its number on the middle of the capital letters. */
static void add_disc(struct setting *s, struct strip *strip, const struct text_style *style, mpt x,
                     int tag)
{
    mpt radius = style->size * DISC_PERCENT / 100;
    mpt cap = font_cap_height(setting_font(style, true));
    mpt centre = setting_baseline(style) - font_scale(cap, style->size) / 2;
    struct strip lead = {0};
    struct shape *disc = arena_alloc(s->arena, sizeof *disc);
    disc->kind = SHAPE_CIRCLE;
    disc->width = radius;
    disc->fill = (enum colour)style->colour;
    struct item *item = strip_item(s, &lead);
    *item = (struct item){
        .kind = ITEM_SHAPE, .tag = NO_TAG, .x = x + radius, .y = centre, .shape = disc};
    struct part part = part_of(s, text_format(s->arena, "%d", s->section), style);
    part.size = style->size * NUMBER_PERCENT / 100;
    part.colour = COLOUR_PAPER;
    struct paragraph_rules rules = {.measure = 2 * radius, .align = ALIGN_CENTRE, .tag = tag};
    const struct paragraph *number = memo_compose(s->memo, s->arena, &part, 1, &rules, s->diag);
    if (number->line_count > 0)
        strip_line(s, &lead, number, 0, x, centre + font_scale(cap, part.size) / 2);
    flow_prepend(s, strip, &lead);
}

static void add_heading_mark(struct setting *s, struct strip *strip, const struct block *block)
{
    struct mark *mark = arena_alloc(s->arena, sizeof *mark);
    mark->heading = setting_heading(s, block);
    strip->marks = mark;
    strip->mark_count = 1;
    struct text target = s->headings[mark->heading].target;
    struct strip lead = {0};
    struct item *anchor = strip_item(s, &lead);
    anchor->kind = ITEM_ANCHOR;
    anchor->tag = NO_TAG;
    anchor->target = text_slice(target, 1, target.size);
    flow_prepend(s, strip, &lead);
}

static void add_cover_bar(struct setting *s, const struct place *place,
                          const struct text_style *style, struct stack *out)
{
    struct strip *strip = stack_add(s, out, s->set->bar_width, place->frame);
    strip_rect(s, strip, place->x, 0, COVER_BAR, s->set->bar_width, COLOUR_ACCENT);
    stack_space(out, style->after);
}

static void flow_heading(struct setting *s, const struct block *block, const struct place *place,
                         struct stack *out)
{
    const struct text_style *style = heading_style(s, block, place);
    if (place->cover && s->set->band > 0) {
        struct text_style *on_band = arena_alloc(s->arena, sizeof *on_band);
        *on_band = *style;
        on_band->colour = COLOUR_PAPER;
        style = on_band;
    }
    bool section = heading_depth(s, block) == 2 && !place->cover;
    bool circle = section && s->set->section_circle;
    mpt inset = 0;
    if (section)
        inset = s->set->section_gap +
                (circle ? 2 * (style->size * DISC_PERCENT / 100) : s->set->section_bar);
    int tag = setting_tag(s, heading_role(block->level), place->tag);
    struct paragraph_rules rules = {
        .measure = place->width - inset, .align = place->align, .balance = true, .tag = tag};
    stack_space(out, style->before);
    size_t first = out->count;
    flow_parts(s, parts_of(s, block->inlines, style), style, rules, place, out);
    if (out->count == first)
        return;
    s->section += circle;
    if (circle)
        add_disc(s, &out->strips[first], style, place->x, tag);
    for (size_t i = first; i < out->count; i++) {
        out->strips[i].keep = true; /* a heading never stands last */
        if (section && !circle)
            strip_rect(s, &out->strips[i], place->x, 0, s->set->section_bar, style->leading,
                       (enum colour)style->colour);
    }
    add_heading_mark(s, &out->strips[first], block);
    stack_space(out, style->after);
    if (place->cover && block->level == 1)
        add_cover_bar(s, place, style, out);
}

/* ---- running text ---- */

static void flow_paragraph(struct setting *s, const struct block *block, const struct place *place,
                           struct stack *out)
{
    const struct text_style *style = place->style;
    bool wide = place->width >= JUSTIFY_EMS * style->size;
    struct paragraph_rules rules = {.first_indent = place->tight ? 0 : style->indent,
                                    .justify =
                                        style->justify && wide && place->align == ALIGN_START,
                                    .align = place->align,
                                    .tag = setting_tag(s, TAG_P, place->tag)};
    stack_space(out, place->tight ? 0 : style->before);
    flow_parts(s, parts_of(s, block->inlines, style), style, rules, place, out);
    stack_space(out, place->tight ? s->set->list_gap : style->after);
}

/* `item` may be NULL: the label a number alone has. */
static const struct paragraph *compose_label(struct setting *s, const struct block *list,
                                             const struct block *item, int number,
                                             const struct text_style *style, int tag)
{
    struct text text = list->ordered ? text_format(s->arena, "%d.", number) : text_of("・");
    if (item && text_is(item->style, "open"))
        text = text_of("☐");
    if (item && text_is(item->style, "done"))
        text = text_of("☑");
    struct part part = part_of(s, text, style);
    struct paragraph_rules rules = {.measure = s->measure, .tag = tag};
    return memo_compose(s->memo, s->arena, &part, 1, &rules, s->diag);
}

static mpt label_width(const struct paragraph *label)
{
    return label->line_count > 0 ? label->lines[0].width : 0;
}

/* Numbers of all items hang in the same indent, which the widest (the last) decides. */
static mpt list_indent(struct setting *s, const struct block *list, const struct place *place)
{
    mpt indent = s->set->list_indent;
    if (!list->ordered)
        return indent;
    int last = list->start - 1;
    for (const struct block *item = list->children; item; item = item->next)
        last++;
    const struct paragraph *label = compose_label(s, list, NULL, last, place->style, NO_TAG);
    mpt needed = label_width(label) + place->style->size * LABEL_GAP_PERCENT / 100;
    return needed > indent ? needed : indent;
}

static void add_anchor(struct setting *s, const struct block *block, struct strip *strip)
{
    struct item *anchor = strip_item(s, strip);
    anchor->kind = ITEM_ANCHOR;
    anchor->tag = NO_TAG;
    anchor->target = block->id;
}

static void flow_item(struct setting *s, const struct block *list, const struct block *item,
                      int number, const struct place *place, mpt indent, struct stack *out)
{
    int item_tag = setting_tag(s, TAG_ITEM, place->tag);
    int label_tag = setting_tag(s, TAG_LABEL, item_tag);
    struct place inner = *place;
    place_inset(&inner, indent, 0);
    inner.tight = true;
    inner.tag = setting_tag(s, TAG_ITEM_BODY, item_tag);
    size_t first = out->count;
    flow_blocks(s, item->children, &inner, out);
    if (out->count == first)
        stack_add(s, out, place->style->leading, place->frame);
    if (item->id.size)
        add_anchor(s, item, &out->strips[first]);
    const struct paragraph *label = compose_label(s, list, item, number, place->style, label_tag);
    if (label->line_count == 0)
        return;
    mpt x = place->x;
    if (list->ordered)
        x += indent - label_width(label) - place->style->size * LABEL_GAP_PERCENT / 100;
    struct strip lead = {0};
    strip_line(s, &lead, label, 0, x, setting_baseline(place->style));
    flow_prepend(s, &out->strips[first], &lead);
}

static void flow_rule(struct setting *s, const struct place *place, struct stack *out)
{
    struct strip *strip = stack_add(s, out, s->set->rule_width, place->frame);
    strip_rule(s, strip, place->x, 0, place->width, s->set->rule_width,
               (enum colour)s->set->rule_colour, 0);
    stack_space(out, place->style->after);
}

static void flow_list(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    struct place inner = *place;
    bool notes = text_is(block->style, "notes");
    if (notes) {
        flow_rule(s, place, out);
        inner.style = setting_style(s, STYLE_SMALL);
    }
    inner.tag = setting_tag(s, TAG_LIST, place->tag);
    mpt indent = list_indent(s, block, &inner);
    int number = block->start;
    for (const struct block *item = block->children; item; item = item->next) {
        size_t first = out->count;
        flow_item(s, block, item, number, &inner, indent, out);
        bool edge = item == block->children || (item->next && !item->next->next);
        if (edge && item->next && out->count - first <= SHORT_LINES)
            out->strips[out->count - 1].keep = true;
        stack_space(out, s->set->list_gap);
        number++;
    }
    stack_space(out, place->tight ? s->set->list_gap : place->style->after);
}

/* ---- rules, figures, white ---- */

static void flow_figure(struct setting *s, const struct block *block, const struct place *place,
                        struct stack *out)
{
    if (!block->chart)
        return;
    if (place->width <= FIGURE_LEAST) {
        diag_add(s->diag, MSG_TOO_WIDE, block->span, "%d mm > %d mm", FIGURE_LEAST / MPT_MM,
                 place->width / MPT_MM);
        return;
    }
    stack_space_block(s, out);
    struct strip *strip = stack_add(s, out, 0, place->frame);
    strip->span = block->span;
    drawing_add(s, strip, block->chart, place->x, place->width, place->tag);
    stack_space(out, s->set->block_gap);
}

static void flow_white(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *out)
{
    struct strip *strip = stack_add(s, out, block->length, place->frame);
    strip->fill = block->kind == BLOCK_FILL;
    strip->span = block->span;
}

static void flow_block(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *out)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        flow_heading(s, block, place, out);
        return;
    case BLOCK_PARAGRAPH:
        flow_paragraph(s, block, place, out);
        return;
    case BLOCK_LIST:
        flow_list(s, block, place, out);
        return;
    case BLOCK_QUOTE:
        callout_quote(s, block, place, out);
        return;
    case BLOCK_CODE:
        callout_code(s, block, place, out);
        return;
    case BLOCK_RULE:
        flow_rule(s, place, out);
        return;
    case BLOCK_TABLE:
        grid_flow(s, block, place, out);
        return;
    case BLOCK_FIGURE:
        flow_figure(s, block, place, out);
        return;
    case BLOCK_IMAGE:
        picture_flow(s, block, place, out);
        return;
    case BLOCK_COLUMNS:
        columns_flow(s, block, place, out);
        return;
    case BLOCK_BOX:
        callout_flow(s, block, place, out);
        return;
    case BLOCK_CONTENTS:
        contents_flow(s, block, place, out);
        return;
    case BLOCK_INDEX:
        index_flow(s, block, place, out);
        return;
    case BLOCK_PAGEBREAK:
        out->new_page = true;
        return;
    case BLOCK_SPACE:
    case BLOCK_FILL:
        flow_white(s, block, place, out);
        return;
    case BLOCK_SEALS:
        columns_seals(s, block, place, out);
        return;
    case BLOCK_ITEM: /* set by those they belong to */
    case BLOCK_ROW:
    case BLOCK_CELL:
    case BLOCK_COLUMN:
    case BLOCK_IF: /* gone after merging */
    case BLOCK_EACH:
        return;
    }
}

/* Small print is no frame around what it holds. */
static const struct block *without_small(const struct block *block)
{
    bool small = block && block->kind == BLOCK_BOX && text_is(block->style, "small");
    return small ? block->children : block;
}

static bool is_shown(const struct block *block)
{
    block = without_small(block);
    return block &&
           (block->kind == BLOCK_TABLE || block->kind == BLOCK_COLUMNS ||
            block->kind == BLOCK_FIGURE || block->kind == BLOCK_IMAGE || block->kind == BLOCK_LIST);
}

/* A paragraph, or small print of nothing else. */
static bool is_words(const struct block *block)
{
    const struct block *inside = without_small(block);
    return inside && inside->kind == BLOCK_PARAGRAPH && (inside == block || !inside->next);
}

/* A box that its author keeps whole need not keep what stands above it as well. */
static bool is_framed(const struct block *block)
{
    return block && block->kind == BLOCK_BOX && !text_is(block->style, "keep");
}

/* Words that lead in what is shown next; behind a heading also the first of two paragraphs, and
 * what leads in a box. */
static bool is_lead_in(const struct block *block, bool opening)
{
    const struct block *next = block->next;
    if (!is_words(block) || !next)
        return false;
    if (is_shown(next))
        return true;
    if (opening && is_words(next))
        next = next->next;
    return opening && (is_framed(next) || is_shown(next));
}

void flow_blocks(struct setting *s, const struct block *first, const struct place *place,
                 struct stack *out)
{
    int blocks = OPENING; /* since the last heading */
    for (const struct block *block = first; block && block != s->stop; block = block->next) {
        size_t strip = out->count;
        flow_block(s, block, place, out);
        if (is_lead_in(block, blocks < OPENING) && out->count > strip)
            out->strips[out->count - 1].keep = true;
        bool anchored = block->kind == BLOCK_HEADING;
        if (block->id.ptr && !anchored && out->count > strip)
            flow_anchor(s, &out->strips[strip], block->id);
        blocks = anchored ? 0 : blocks + 1;
    }
}
