#include "layout/callout.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "layout/columns.h"

enum {
    WHOLE_PERCENT = 20, /* of a page: boxes up to this height are never cut */
    COVER_PERCENT = 10, /* of a page: white above the title */
    BAND_PERCENT = 55,  /* of the band below the margin: above the title */
    BLEED = MPT_MM,
    BAND_GAP = 10 * MPT_MM,          /* from the band to what stands below it */
    STROKE = 800,                    /* of framed boxes */
    FOOT_GAP = 1600 * MPT_MM / 1000, /* from the hairline to small print */
    TAB_COLUMNS = 4,                 /* of code */
    WRAP_BAR_WIDTH = 1200,           /* beside a line of code that goes on */
    WRAP_BAR_GAP = 5500
};

/* How a callout looks. They differ also without colour: by bar, border, ground or title. */
struct look {
    const char *name;
    enum style_role style;
    enum colour ground, stroke, bar, title;
    const char *title_text; /* when the author gives none; NULL = no title */
};

static const struct look looks[] = {
    {.name = "lead", .style = STYLE_LEAD, .bar = COLOUR_ACCENT, .title = COLOUR_PRIMARY},
    {.name = "note", .style = STYLE_BOX, .ground = COLOUR_PALE, .title = COLOUR_PRIMARY},
    {.name = "warn",
     .style = STYLE_BOX,
     .ground = COLOUR_ACCENT_PALE,
     .stroke = COLOUR_ACCENT,
     .title = COLOUR_ACCENT_TEXT},
    {.name = "case", .style = STYLE_BOX, .ground = COLOUR_PALE, .title = COLOUR_PRIMARY},
    {.name = "today",
     .style = STYLE_BOX,
     .stroke = COLOUR_GOOD,
     .title = COLOUR_GOOD,
     .title_text = "今日できること"},
    {.name = "card", .style = STYLE_BOX, .stroke = COLOUR_LINE, .title = COLOUR_PRIMARY},
};

static struct frame *frame_new(struct setting *s, const struct place *place)
{
    struct frame *frame = arena_alloc(s->arena, sizeof *frame);
    frame->parent = place->frame;
    frame->x = place->x;
    frame->width = place->width;
    return frame;
}

/* The white between a frame's edge and what is in it, never parted from the latter. */
static void open_frame(struct setting *s, const struct frame *frame, struct stack *out)
{
    if (frame->pad == 0)
        return;
    stack_add(s, out, frame->pad, frame)->keep = true;
}

static void close_frame(struct setting *s, const struct frame *frame, struct stack *out)
{
    out->space = 0;
    if (frame->pad == 0)
        return;
    out->strips[out->count - 1].keep = true;
    stack_add(s, out, frame->pad, frame);
}

static bool keep_if_small(const struct setting *s, struct stack *out, size_t first)
{
    bool small = stack_height(out, first) <= s->room / 100 * WHOLE_PERCENT;
    if (small)
        stack_keep(out, first);
    return small;
}

/* Rows keep the head of their table. */
static void set_heads(struct stack *out, size_t first, const struct strip *head)
{
    for (size_t i = first; i < out->count; i++) {
        if (!out->strips[i].head)
            out->strips[i].head = head;
    }
}

/* The title as the author gives it or the look has it; none for no parts. */
static struct parts title_parts(struct setting *s, const struct block *block,
                                const struct look *look, const struct text_style *style)
{
    struct parts parts = parts_of(s, block->inlines, style);
    if (parts.count > 0 || !look->title_text)
        return parts;
    struct part *own = arena_alloc(s->arena, sizeof *own);
    *own = part_of(s, text_of(look->title_text), style);
    return (struct parts){.items = own, .count = 1};
}

static void flow_title(struct setting *s, struct parts parts, const struct text_style *style,
                       const struct place *place, int tag, struct stack *out)
{
    struct paragraph_rules rules = {.balance = true, .tag = tag};
    size_t first = out->count;
    flow_parts(s, parts, style, rules, place, out);
    stack_keep(out, first);
    if (out->count > first)
        out->strips[out->count - 1].keep = true;
    stack_space(out, style->after);
}

/* The title once more, above what of the box stands on a later page. */
static const struct strip *title_again(struct setting *s, struct parts title,
                                       const struct text_style *style, const struct place *place)
{
    struct parts parts = {.count = title.count + 1};
    parts.items = arena_array(s->arena, parts.count, sizeof *parts.items);
    for (size_t i = 0; i < title.count; i++) {
        parts.items[i] = title.items[i];
        if (parts.items[i].adorned)
            part_adorn(s, &parts.items[i])->target = (struct text){0};
    }
    parts.items[title.count] = part_of(s, text_of("（つづき）"), style);
    struct place bare = *place;
    bare.frame = NULL;
    struct stack stack = {0};
    flow_title(s, parts, style, &bare, NO_TAG, &stack);
    struct strip *strip = stack_repeat(s, &stack, 0, stack.count);
    strip->height += style->after;
    return strip;
}

static struct frame *look_frame(struct setting *s, const struct look *look,
                                const struct place *place)
{
    struct frame *frame = frame_new(s, place);
    bool closed = look->ground != COLOUR_NONE || look->stroke != COLOUR_NONE;
    frame->ground = look->ground;
    frame->stroke = look->stroke;
    frame->stroke_width = STROKE;
    frame->radius = s->set->box_radius;
    frame->bar = look->bar;
    frame->bar_width = s->set->bar_width;
    frame->pad = closed ? s->set->box_pad_y : 0;
    return frame;
}

static void flow_look(struct setting *s, const struct block *block, const struct look *look,
                      const struct place *place, struct stack *out)
{
    struct frame *frame = look_frame(s, look, place);
    bool barred = look->bar != COLOUR_NONE;
    mpt left = barred ? s->set->bar_width + s->set->bar_gap : s->set->box_pad_x;
    struct place inner = *place;
    inner.frame = frame;
    inner.style = setting_style(s, look->style);
    inner.tag = setting_tag(s, TAG_SECTION, place->tag);
    inner.tight = false;
    place_inset(&inner, left, barred ? 0 : s->set->box_pad_x);
    size_t first = out->count;
    if (barred)
        stack_space(out, inner.style->before);
    else
        stack_space_block(s, out);
    open_frame(s, frame, out);
    struct text_style *style = arena_alloc(s->arena, sizeof *style);
    *style = *setting_style(s, STYLE_BOX_TITLE);
    style->colour = (int)look->title;
    struct parts title = title_parts(s, block, look, style);
    if (title.count > 0)
        flow_title(s, title, style, &inner, setting_tag(s, TAG_P, inner.tag), out);
    size_t text = out->count;
    flow_blocks(s, block->children, &inner, out);
    if (out->count == first)
        return;
    close_frame(s, frame, out);
    if (!keep_if_small(s, out, first) && title.count > 0)
        set_heads(out, text + 1, title_again(s, title, style, &inner));
    stack_space(out, barred ? inner.style->after : s->set->block_gap);
}

/* The first block of a title page, its heading, on a band of colour from edge to edge; the others
 * stand below it. */
static void flow_banded(struct setting *s, const struct block *block, const struct place *place,
                        struct stack *out)
{
    const struct theme_set *set = s->set;
    const struct block *heading = block->children;
    size_t first = out->count;
    struct strip *top =
        stack_add(s, out, (set->band - set->margin_top) / 100 * BAND_PERCENT, place->frame);
    /* A little beyond the edges, where a renderer's rounding would leave a line of paper. */
    strip_rect(s, top, -set->margin_left - BLEED, -set->margin_top - BLEED,
               set->page_width + 2 * BLEED, set->band + BLEED, COLOUR_PRIMARY);
    const struct block *stop = s->stop;
    s->stop = heading ? heading->next : stop;
    flow_blocks(s, heading, place, out);
    s->stop = stop;
    mpt used = stack_height(out, first) + set->margin_top;
    out->space = 0;
    if (used < set->band)
        stack_add(s, out, set->band - used, place->frame);
    stack_space(out, BAND_GAP);
    if (heading)
        flow_blocks(s, heading->next, place, out);
}

/* The title page: the title below the upper edge's quiet, what follows the box at the page's foot.
 */
static void flow_cover(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *out)
{
    struct place inner = *place;
    inner.style = setting_style(s, STYLE_COVER_NAME);
    inner.cover = true;
    out->new_page = out->new_page || out->count > 0;
    out->bare = true;
    if (s->set->band > 0) {
        flow_banded(s, block, &inner, out);
    } else {
        stack_add(s, out, s->room / 100 * COVER_PERCENT, place->frame);
        flow_blocks(s, block->children, &inner, out);
    }
    stack_add(s, out, 0, place->frame)->fill = true;
    out->bare = false;
}

/* The title page of a part: its title, what it is about, its chapters. */
static void flow_part(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    struct place inner = *place;
    inner.style = setting_style(s, STYLE_LEAD);
    inner.cover = true;
    out->new_page = out->new_page || out->count > 0;
    out->bare = true;
    flow_banded(s, block, &inner, out);
    out->bare = false;
    out->new_page = true;
}

static void flow_meta(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    struct place inner = *place;
    inner.style = setting_style(s, STYLE_META);
    inner.align = ALIGN_END;
    flow_blocks(s, block->children, &inner, out);
}

static void flow_foot(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    struct place inner = *place;
    inner.style = setting_style(s, STYLE_FOOT);
    size_t first = out->count;
    /* Above a column of small print a rule would look like a broken one. */
    if (place->width == s->measure) {
        struct strip *strip = stack_add(s, out, s->set->hairline, place->frame);
        strip_rule(s, strip, place->x, 0, place->width, s->set->hairline, COLOUR_LINE, 0);
        stack_space(out, FOOT_GAP);
    }
    flow_blocks(s, block->children, &inner, out);
    keep_if_small(s, out, first);
}

static void flow_keep(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    size_t first = out->count;
    flow_blocks(s, block->children, place, out);
    stack_keep(out, first);
}

static void flow_small(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *out)
{
    struct place inner = *place;
    inner.style = setting_style(s, STYLE_SMALL);
    flow_blocks(s, block->children, &inner, out);
}

/* Boxes that are more than a look. */
static const struct arrangement {
    const char *name;
    void (*flow)(struct setting *s, const struct block *block, const struct place *place,
                 struct stack *out);
} arrangements[] = {
    {.name = "cover", .flow = flow_cover},    {.name = "meta", .flow = flow_meta},
    {.name = "foot", .flow = flow_foot},      {.name = "keep", .flow = flow_keep},
    {.name = "small", .flow = flow_small},    {.name = "part", .flow = flow_part},
    {.name = "pairs", .flow = columns_pairs},
};

void callout_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out)
{
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        if (text_is(block->style, looks[i].name)) {
            flow_look(s, block, &looks[i], place, out);
            return;
        }
    }
    for (size_t i = 0; i < sizeof arrangements / sizeof arrangements[0]; i++) {
        if (text_is(block->style, arrangements[i].name)) {
            arrangements[i].flow(s, block, place, out);
            return;
        }
    }
    flow_blocks(s, block->children, place, out);
}

void callout_quote(struct setting *s, const struct block *block, const struct place *place,
                   struct stack *out)
{
    struct frame *frame = frame_new(s, place);
    frame->bar = COLOUR_LINE;
    frame->bar_width = s->set->bar_width;
    struct place inner = *place;
    inner.frame = frame;
    inner.tag = setting_tag(s, TAG_QUOTE, place->tag);
    place_inset(&inner, s->set->bar_width + s->set->bar_gap, 0);
    flow_blocks(s, block->children, &inner, out);
    stack_space(out, place->style->after);
}

/* Tabs as spaces up to the next column that is a multiple of TAB_COLUMNS. */
static struct text expand_tabs(struct arena *a, struct text line)
{
    struct buffer out = {0};
    size_t column = 0;
    for (size_t at = 0; at < line.size;) {
        size_t start = at;
        bool tab = text_next(line, &at) == '\t';
        struct text sign = text_slice(line, start, at);
        size_t columns = tab ? TAB_COLUMNS - column % TAB_COLUMNS : text_columns(sign);
        for (size_t i = 0; tab && i < columns; i++)
            buffer_byte(&out, ' ');
        if (!tab)
            buffer_put(&out, sign);
        column += columns;
    }
    struct text expanded = text_copy(a, out.size ? buffer_text(&out) : text_of(""));
    buffer_free(&out);
    return expanded;
}

/* A line of code; what does not fit goes on below, with a bar before it that is no sign of the
 * code.
 */
static void flow_code_line(struct setting *s, struct text line, struct span span,
                           struct paragraph_rules rules, const struct place *place,
                           struct stack *out)
{
    const struct text_style *style = setting_style(s, STYLE_CODE);
    if (line.size == 0) {
        stack_add(s, out, style->leading, place->frame);
        return;
    }
    struct part part = part_of(s, line, style);
    part.span = span;
    size_t first = out->count;
    flow_parts(s, (struct parts){.items = &part, .count = 1}, style, rules, place, out);
    for (size_t i = first + 1; i < out->count; i++)
        strip_rect(s, &out->strips[i], place->x - WRAP_BAR_GAP, 0, WRAP_BAR_WIDTH, style->leading,
                   COLOUR_LINE);
}

void callout_code(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out)
{
    struct frame *frame = frame_new(s, place);
    frame->ground = COLOUR_PALE;
    frame->radius = s->set->box_radius;
    frame->pad = s->set->box_pad_y;
    struct place inner = *place;
    inner.frame = frame;
    place_inset(&inner, s->set->box_pad_x, s->set->box_pad_x);
    size_t first = out->count;
    stack_space_block(s, out);
    open_frame(s, frame, out);
    size_t end = block->text.size;
    while (end > 0 && block->text.ptr[end - 1] == '\n')
        end--;
    struct paragraph_rules rules = {.tag = setting_tag(s, TAG_CODE, place->tag)};
    for (size_t start = 0; start <= end;) {
        size_t line_end = text_find(text_slice(block->text, 0, end), "\n", start);
        line_end = line_end == SIZE_MAX ? end : line_end;
        struct text line = expand_tabs(s->arena, text_slice(block->text, start, line_end));
        flow_code_line(s, line, block->span, rules, &inner, out);
        start = line_end + 1;
    }
    close_frame(s, frame, out);
    keep_if_small(s, out, first);
    stack_space(out, s->set->block_gap);
}
