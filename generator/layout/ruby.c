#include "layout/ruby.h"

#include "base/arena.h"

enum {
    RUBY_SHARE = 2,   /* of the word's size */
    EM_TOP = 880,     /* of a Japanese letter's body above its baseline, 1/1000 em */
    RUBY_GAP = 30,    /* between word and reading, 1/1000 em of the word */
    ROOM_ABOVE = 550, /* white above a line that keeps its readings free, 1/1000 em */
    END_SHARE = 2     /* white at the ends of a short reading: at most 1/2 ruby em */
};

struct ruby ruby_shape(struct arena *a, const struct part *part)
{
    struct text text = part_ruby(part);
    size_t length = text_length(text);
    struct cluster_glyph *glyphs = arena_array(a, 2 * length, sizeof *glyphs);
    size_t *counts = arena_array(a, length, sizeof *counts);
    struct ruby ruby = {
        .glyphs = glyphs, .counts = counts, .font = part->font, .size = part->size / RUBY_SHARE};
    mpt advance = 0;
    for (size_t start = 0; start < text.size;) {
        size_t end = cluster_end(text, start);
        struct text cluster = text_slice(text, start, end);
        size_t room = 2 * text_length(cluster);
        size_t count = font_shape(part->font, cluster, glyphs + ruby.glyph_count, room);
        start = end;
        if (count == 0)
            continue;
        for (size_t i = 0; i < count; i++)
            advance += glyphs[ruby.glyph_count + i].advance;
        ruby.glyph_count += count;
        counts[ruby.cluster_count++] = count;
    }
    ruby.width = font_scale(advance, ruby.size);
    return ruby;
}

/* ---- words shorter than their reading ---- */

static bool is_kana(uint32_t codepoint)
{
    return (codepoint >= 0x3041 && codepoint <= 0x309F) ||
           (codepoint >= 0x30A1 && codepoint <= 0x30FE && codepoint != 0x30FB);
}

/* By how much a reading may hang over the box beside its word. */
static mpt overhang(const struct boxes *boxes, size_t index, mpt ruby_size)
{
    if (index >= boxes->count)
        return 0;
    const struct box *box = &boxes->items[index];
    return is_kana(box->codepoint) && part_ruby(box->part).size == 0 ? ruby_size / 2 : 0;
}

/* Boxes [first, end) are a word that has a reading. */
static void space_word(struct arena *a, struct boxes *boxes, size_t first, size_t end)
{
    const struct part *part = boxes->items[first].part;
    struct ruby ruby = ruby_shape(a, part);
    mpt width = 0;
    for (size_t i = first; i < end; i++)
        width += boxes->items[i].width + (i > first ? boxes->items[i].gap : 0);
    for (size_t i = first + 1; i < end; i++) {
        boxes->items[i].gap_kind = GAP_FIXED;
        boxes->items[i].shrink = 0;
        boxes->items[i].stretch = 0;
    }
    mpt missing = ruby.width - width - (first > 0 ? overhang(boxes, first - 1, ruby.size) : 0) -
                  overhang(boxes, end, ruby.size);
    if (missing <= 0)
        return;
    mpt unit = missing / (mpt)(2 * (end - first));
    boxes->items[first].pad_before += unit;
    boxes->items[end - 1].pad_after += unit;
    for (size_t i = first + 1; i < end; i++)
        boxes->items[i].gap += 2 * unit;
}

void ruby_space(struct arena *a, struct boxes *boxes)
{
    for (size_t first = 0; first < boxes->count;) {
        const struct part *part = boxes->items[first].part;
        size_t end = first + 1;
        while (end < boxes->count && boxes->items[end].part == part)
            end++;
        if (part_ruby(part).size > 0)
            space_word(a, boxes, first, end);
        first = end;
    }
}

/* ---- the reading itself ---- */

/* White before the first sign; *between gets that between signs. */
static mpt spread_reading(const struct ruby *ruby, mpt room, mpt *between)
{
    *between = 0;
    if (room <= 0 || ruby->cluster_count == 0)
        return room / 2;
    mpt unit = room / (mpt)(2 * ruby->cluster_count);
    mpt most = ruby->size / END_SHARE;
    mpt before = unit < most ? unit : most;
    if (ruby->cluster_count > 1)
        *between = (room - 2 * before) / (mpt)(ruby->cluster_count - 1);
    else
        before = room / 2;
    return before;
}

struct item ruby_item(struct arena *a, const struct part *part, mpt left, mpt right, mpt line)
{
    struct ruby ruby = ruby_shape(a, part);
    mpt between;
    mpt x = left + spread_reading(&ruby, right - left - ruby.width, &between);
    if (x + ruby.width > line && right - left < ruby.width)
        x = line - ruby.width;
    x = x < 0 ? 0 : x;
    struct item item = {.kind = ITEM_RUN, .tag = NO_TAG, .x = x};
    mpt ruby_descent = font_scale(1000 - EM_TOP, ruby.size);
    item.y = -part->rise - font_scale(EM_TOP + RUBY_GAP, part->size) - ruby_descent;
    struct run *run = arena_alloc(a, sizeof *run);
    item.run = run;
    run->font = ruby.font;
    run->size = ruby.size;
    run->colour = part->colour;
    run->text = text_of("");
    run->glyphs = arena_array(a, ruby.glyph_count, sizeof *run->glyphs);
    mpt advance = 0;
    for (size_t c = 0; c < ruby.cluster_count; c++) {
        for (size_t i = 0; i < ruby.counts[c]; i++) {
            const struct cluster_glyph *glyph = &ruby.glyphs[run->glyph_count];
            run->glyphs[run->glyph_count++] =
                (struct glyph){.id = glyph->glyph,
                               .x = font_scale(advance + glyph->x, ruby.size) + (mpt)c * between,
                               .y = -font_scale(glyph->y, ruby.size)};
            advance += glyph->advance;
        }
    }
    run->width = ruby.width + (mpt)(ruby.cluster_count > 0 ? ruby.cluster_count - 1 : 0) * between;
    return item;
}

mpt ruby_extra(const struct line *line, const struct text_style *style, bool top)
{
    if (!line->ruby)
        return 0;
    mpt white = style->leading - style->size;
    mpt lack = font_scale(ROOM_ABOVE, style->size) - (top ? white / 2 : white);
    return lack > 0 ? lack : 0;
}

mpt ruby_height(const struct paragraph *paragraph, const struct text_style *style)
{
    mpt height = 0;
    for (size_t i = 0; i < paragraph->line_count; i++)
        height += style->leading + ruby_extra(&paragraph->lines[i], style, i == 0);
    return height;
}
