#include "layout/renumber.h"

#include "base/arena.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Bytes in which the texts, of one size, differ; SIZE_MAX when one of them is no digit. */
static size_t count_changes(struct text old, struct text new)
{
    size_t changes = 0;
    for (size_t i = 0; i < old.size; i++) {
        if (old.ptr[i] == new.ptr[i])
            continue;
        if (!is_digit(old.ptr[i]) || !is_digit(new.ptr[i]))
            return SIZE_MAX;
        changes++;
    }
    return changes;
}

/* The width of a digit, which is a sign of its own. */
static mpt digit_width(const struct font *font, char digit, mpt size)
{
    struct cluster_glyph sign = {0};
    font_shape_sign(font, (uint32_t)digit, &sign);
    return font_scale(sign.advance, size);
}

mpt renumber_growth(const struct part *part, struct text old)
{
    mpt growth = 0;
    for (size_t i = 0; i < old.size; i++) {
        if (part->text.ptr[i] != old.ptr[i])
            growth += digit_width(part->font, part->text.ptr[i], part->size) -
                      digit_width(part->font, old.ptr[i], part->size);
    }
    return growth;
}

/* A line that gets other digits. */
struct change {
    struct arena *arena;
    size_t count; /* of digits changed so far */
    mpt growth;   /* by these */
};

/* Puts the digit in the place of the glyph. */
static void change_glyph(struct change *change, const struct run *run, struct glyph *glyph,
                         char digit)
{
    struct cluster_glyph sign = {0};
    font_shape_sign(run->font, (uint32_t)digit, &sign);
    mpt old = font_scale(font_advance(run->font, glyph->id), run->size);
    glyph->id = sign.glyph;
    change->growth += font_scale(sign.advance, run->size) - old;
    change->count++;
}

/* The run with the bytes of `text` that stand in its place. Glyphs that share a cluster with
 * another sign stay. */
static const struct run *change_run(struct change *change, const struct run *old, struct text text)
{
    struct run *run = arena_alloc(change->arena, sizeof *run);
    *run = *old;
    run->text = text;
    run->glyphs = arena_array(change->arena, run->glyph_count, sizeof *run->glyphs);
    mpt before = change->growth;
    for (size_t i = 0; i < run->glyph_count; i++) {
        struct glyph *glyph = &run->glyphs[i];
        *glyph = old->glyphs[i];
        glyph->x += change->growth - before;
        char digit = text.ptr[glyph->start];
        if (glyph->end == glyph->start + 1 && old->text.ptr[glyph->start] != digit)
            change_glyph(change, run, glyph, digit);
    }
    run->width += change->growth - before;
    return run;
}

static struct line *change_line(struct change *change, const struct paragraph *paragraph,
                                struct text text)
{
    struct line *line = arena_alloc(change->arena, sizeof *line);
    *line = paragraph->lines[0];
    line->items = arena_array(change->arena, line->item_count, sizeof *line->items);
    for (size_t i = 0; i < line->item_count; i++) {
        struct item *item = &line->items[i];
        *item = paragraph->lines[0].items[i];
        if (item->kind != ITEM_RUN || item->run->text.size == 0)
            return NULL; /* a frame, a link, a reading */
        size_t start = (size_t)(item->run->text.ptr - paragraph->text.ptr);
        size_t end = start + item->run->text.size;
        item->x += change->growth;
        item->run = change_run(change, item->run, text_slice(text, start, end));
    }
    line->width += change->growth;
    return line;
}

const struct paragraph *renumber_line(struct arena *a, const struct paragraph *paragraph,
                                      struct text text)
{
    if (paragraph->line_count != 1 || paragraph->text.size != text.size)
        return NULL;
    size_t wanted = count_changes(paragraph->text, text);
    if (wanted == SIZE_MAX)
        return NULL;
    struct change change = {.arena = a};
    struct paragraph *changed = arena_alloc(a, sizeof *changed);
    *changed = *paragraph;
    changed->text = text;
    changed->lines = change_line(&change, paragraph, text);
    return changed->lines && change.count == wanted ? changed : NULL;
}
