#include "layout/running.h"

#include "base/arena.h"
#include "base/quantity.h"
#include "layout/memo.h"
#include "layout/page.h"
#include "layout/parts.h"
#include "layout/renumber.h"

enum {
    SHRINK_LEAST = 60, /* percent: a long name is set smaller before two texts touch */
    SIDES_GAP = 6 * MPT_MM,
    HEADER_PARTS = 3
};

struct side {
    struct part parts[HEADER_PARTS];
    size_t count;
    struct paragraph_widths widths;    /* of `parts`, where they are now */
    mpt natural;                       /* its width before it was shrunk */
    int percent;                       /* shrunk to; 0 before it is set */
    const struct paragraph *paragraph; /* of `parts` */
};

/* A header or footer. Mostly it says the same as on the page before. */
struct running {
    struct side left, right;
};

static void add(struct setting *s, struct side *side, struct text text, enum style_role role,
                enum colour colour)
{
    if (!text.ptr || text.size == 0)
        return;
    if (side->count > 0)
        text = text_format(s->arena, "　%.*s", (int)text.size, text.ptr);
    struct part part = part_of(s, text, setting_style(s, role));
    if (colour != COLOUR_NONE)
        part.colour = colour;
    side->parts[side->count++] = part;
}

static void measure(struct setting *s, struct side *side)
{
    side->widths = (struct paragraph_widths){0};
    if (side->count > 0)
        side->widths = memo_widths(s->memo, s->arena, side->parts, side->count);
}

/* The size of letters in which a side of this width stands in `room`, if any is small enough. */
static int find_percent(mpt natural, mpt room)
{
    if (natural <= room || natural == 0)
        return 100;
    int64_t percent = (int64_t)room * 100 / natural - 1;
    return percent < SHRINK_LEAST ? SHRINK_LEAST : (int)percent;
}

static void shrink(struct setting *s, struct side *side)
{
    if (side->percent == 100)
        return;
    struct parts parts = {.items = side->parts, .count = side->count};
    parts_scale(parts, side->percent);
    measure(s, side);
}

static void compose(struct setting *s, struct side *side)
{
    struct paragraph_rules rules = {
        .measure = s->set->page_width, .tag = NO_TAG, .widths = &side->widths};
    if (side->count > 0)
        side->paragraph =
            memo_compose(s->memo, s->arena, side->parts, side->count, &rules, s->diag);
}

static void place(struct setting *s, struct strip *list, const struct side *side, mpt x, mpt y)
{
    if (!side->paragraph || side->paragraph->line_count == 0)
        return;
    strip_line(s, list, side->paragraph, 0, x, y);
}

/* Was this side the same, before it was set? It is set in the same styles on all pages. */
static bool same_side(const struct side *a, const struct side *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = text_equal(a->parts[i].text, b->parts[i].text);
    return same;
}

/* Gives a side that is set the texts of `now`. False when these tell more than other numbers. */
static bool renumber_side(struct setting *s, struct side *side, const struct side *now)
{
    if (!side->paragraph || side->count != now->count)
        return false;
    struct text joined = {0};
    for (size_t i = 0; i < now->count; i++) {
        struct text text = now->parts[i].text;
        struct text old = side->parts[i].text;
        if (text.size != old.size)
            return false;
        side->parts[i].text = text;
        side->natural += renumber_growth(&now->parts[i], old);
        joined = i == 0 ? text
                        : text_format(s->arena, "%.*s%.*s", (int)joined.size, joined.ptr,
                                      (int)text.size, text.ptr);
    }
    const struct paragraph *set = side->paragraph;
    side->paragraph = renumber_line(s->arena, set, joined);
    if (!side->paragraph)
        return false;
    side->widths.natural += side->paragraph->lines[0].width - set->lines[0].width;
    return true;
}

/* Sets the side within `room`, or takes it from the page before. */
static void set_side(struct setting *s, struct side *side, const struct side *before, mpt room)
{
    struct side known = *before;
    bool taken = same_side(side, before) || renumber_side(s, &known, side);
    if (taken && find_percent(known.natural, room) == known.percent) {
        *side = known;
        return;
    }
    measure(s, side);
    side->natural = side->widths.natural;
    side->percent = find_percent(side->natural, room);
    shrink(s, side);
    compose(s, side);
}

/* One line, two sides; the left one gives way. */
static void place_sides(struct setting *s, struct strip *list, struct running *now,
                        struct running *before, mpt y)
{
    struct side *left = &now->left;
    struct side *right = &now->right;
    set_side(s, right, &before->right, s->measure / 2);
    set_side(s, left, &before->left,
             s->measure - right->widths.natural - (right->count > 0 ? SIDES_GAP : 0));
    place(s, list, left, s->set->margin_left, y);
    place(s, list, right, s->set->margin_left + s->measure - right->widths.natural, y);
    *before = *now;
}

static void add_hairline(struct setting *s, struct strip *list, mpt y)
{
    if (y > 0)
        strip_rule(s, list, s->set->margin_left, y, s->measure, s->set->hairline, COLOUR_LINE, 0);
}

/* The part (level 1) or chapter a page belongs to: the one that begins at its top or is going on
 * there, else the first that begins on it. */
static struct text title_of(const struct setting *s, size_t page, int level)
{
    struct text title = {0};
    for (size_t i = 0; i < s->heading_count; i++) {
        const struct heading *heading = &s->headings[i];
        if (!heading->listed || heading->block->level > level)
            continue;
        bool before = heading->page < page;
        bool on_top = heading->page == page && heading->y <= s->set->margin_top;
        bool first = heading->page == page && !title.ptr;
        if (before || on_top || first)
            title = heading->block->level == level ? heading->title : (struct text){0};
    }
    return title;
}

static void add_header(struct setting *s, struct strip *list, size_t page, struct running *before)
{
    if (s->set->header_y == 0)
        return;
    const struct document *document = s->document;
    struct running now = {0};
    if (s->set->parts) {
        add(s, &now.left, title_of(s, page, 1), STYLE_HEADER, COLOUR_NONE);
        add(s, &now.right, title_of(s, page, 2), STYLE_HEADER, COLOUR_NONE);
    } else {
        add(s, &now.left, document->subject, STYLE_HEADER, COLOUR_NONE);
        add(s, &now.left, document->title, STYLE_HEADER, COLOUR_NONE);
        add(s, &now.right, title_of(s, page, 1), STYLE_HEADER, COLOUR_NONE);
    }
    place_sides(s, list, &now, before, s->set->header_y);
    add_hairline(s, list, s->set->header_rule);
}

/* What footers tell of the document, but for the number of the page. */
struct imprint {
    struct text date, number;
};

static struct imprint make_imprint(const struct setting *s)
{
    const struct document *document = s->document;
    struct imprint imprint = {0};
    if (document->date.year) {
        struct text date = date_format(s->arena, document->date);
        imprint.date = text_format(s->arena, "%.*s %.*s", (int)document->date_name.size,
                                   document->date_name.ptr, (int)date.size, date.ptr);
    }
    if (document->number.ptr)
        imprint.number = text_format(s->arena, "文書番号 %.*s", (int)document->number.size,
                                     document->number.ptr);
    return imprint;
}

static void add_footer(struct setting *s, struct strip *list, size_t page, size_t count,
                       const struct imprint *imprint, struct running *before)
{
    const struct document *document = s->document;
    bool bare = s->bare[page];
    bool full = s->set->footer_full && !bare;
    struct running now = {0};
    if (full) {
        add(s, &now.left, document->author, STYLE_FOOTER, COLOUR_NONE);
        add(s, &now.left, document->fineprint, STYLE_FOOTER, COLOUR_NONE);
    }
    add(s, &now.left, document->sample, STYLE_FOOTER, COLOUR_ACCENT_TEXT);
    if (full) {
        add(s, &now.right, imprint->date, STYLE_FOOTER, COLOUR_NONE);
        add(s, &now.right, imprint->number, STYLE_FOOTER, COLOUR_NONE);
    }
    if (full || (!bare && count > 1))
        add(s, &now.right, text_format(s->arena, "%zu／%zuページ", page + 1, count), STYLE_FOOTER,
            COLOUR_NONE);
    place_sides(s, list, &now, before, s->set->footer_y);
    if (full)
        add_hairline(s, list, s->set->footer_rule);
}

void running_add(struct setting *s, struct pages *result)
{
    struct imprint imprint = make_imprint(s);
    struct running header = {0};
    struct running footer = {0};
    for (size_t i = 0; i < result->page_count; i++) {
        struct strip list = page_open(s, result, i);
        if (!s->bare[i])
            add_header(s, &list, i, &header);
        add_footer(s, &list, i, result->page_count, &imprint, &footer);
        page_close(s, result, i, &list);
    }
}
