#include "layout/renumber.h"

#include "base/arena.h"

#include <string.h>

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

/* Puts the digit in the place of the glyph. False when that would move what follows. A font has all
 * digits or none. */
static bool change_glyph(const struct run *run, struct glyph *glyph, char digit)
{
    struct cluster_glyph sign;
    if (font_shape_sign(run->font, (uint32_t)digit, &sign) != run->font ||
        sign.advance != font_advance(run->font, glyph->id))
        return false;
    glyph->id = sign.glyph;
    return true;
}

/* The run with the bytes of `text` that stand in its place. Returns how many of its glyphs are new,
 * SIZE_MAX when one does not fit. Glyphs that share a cluster with another sign stay. */
static size_t change_run(struct arena *a, const struct run **said, struct text text)
{
    const struct run *old = *said;
    struct run *run = arena_alloc(a, sizeof *run);
    *run = *old;
    run->text = text;
    run->glyphs = arena_array(a, run->glyph_count, sizeof *run->glyphs);
    size_t changes = 0;
    for (size_t i = 0; i < run->glyph_count; i++) {
        struct glyph *glyph = &run->glyphs[i];
        *glyph = old->glyphs[i];
        char digit = text.ptr[glyph->start];
        if (glyph->end != glyph->start + 1 || old->text.ptr[glyph->start] == digit)
            continue;
        if (!change_glyph(run, glyph, digit))
            return SIZE_MAX;
        changes++;
    }
    *said = run;
    return changes;
}

const struct paragraph *renumber_line(struct arena *a, const struct paragraph *paragraph,
                                      struct text text)
{
    if (paragraph->line_count != 1 || paragraph->text.size != text.size)
        return NULL;
    size_t wanted = count_changes(paragraph->text, text);
    if (wanted == SIZE_MAX)
        return NULL;
    struct paragraph *changed = arena_alloc(a, sizeof *changed);
    struct line *line = arena_alloc(a, sizeof *line);
    *changed = *paragraph;
    changed->text = text;
    changed->lines = line;
    *line = paragraph->lines[0];
    line->items = arena_array(a, line->item_count, sizeof *line->items);
    size_t changes = 0;
    for (size_t i = 0; i < line->item_count; i++) {
        struct item *item = &line->items[i];
        *item = paragraph->lines[0].items[i];
        if (item->kind != ITEM_RUN || item->run->text.size == 0)
            return NULL; /* a frame, a link, a reading */
        size_t start = (size_t)(item->run->text.ptr - paragraph->text.ptr);
        size_t size = item->run->text.size;
        size_t found = change_run(a, &item->run, text_slice(text, start, start + size));
        if (found == SIZE_MAX)
            return NULL;
        changes += found;
    }
    return changes == wanted ? changed : NULL;
}
