/* What points mean: a scale cut into bands, the client's place on it, and the bands in words. */
#include "document/chart_kinds.h"

#include "base/arena.h"

enum {
    STRIP_HEIGHT = 16000,
    STRIP_GAP = 1000, /* of paper between two bands */
    POINTER_WIDTH = 8000,
    POINTER_HEIGHT = 6000,
    TOTAL_SIZE = 10500,
    CAP_WIDTH = 12000, /* of a last band that is the maximum alone: 100..100 */
    LABEL_PAD = 3000,
    ROW_PAD = 3000, /* above and below each band in the list, when bands are explained there */
    ROW_PAD_TIGHT = 800
};

struct band {
    const struct chart_point *point;
    mpt x, width; /* on the strip */
    bool current; /* the total lies in it */
    struct text range;
};

struct bands {
    struct band *items; /* ascending lower bounds */
    size_t count;
    int64_t low, high;
    mpt width; /* of the scale; the rest of the strip is the cap */
};

static void sort_bands(struct band *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct band moving = items[i];
        size_t place = i;
        while (place > 0 && items[place - 1].point->value > moving.point->value) {
            items[place] = items[place - 1];
            place--;
        }
        items[place] = moving;
    }
}

static struct text with_unit(struct sketch *s, const struct chart *chart, int64_t value,
                             const char *suffix)
{
    struct text number = sketch_number(s, value);
    struct text unit = chart->unit.size ? chart->unit : text_of("");
    return text_format(s->arena, "%.*s%.*s%s", (int)number.size, number.ptr, (int)unit.size,
                       unit.ptr, suffix);
}

/* The last band whose lower bound is not above the total; a total below all belongs to the first.
 */
static size_t find_current(const struct bands *bands, int64_t total)
{
    size_t current = 0;
    for (size_t i = 1; i < bands->count; i++)
        if (bands->items[i].point->value <= total)
            current = i;
    return current;
}

static mpt place_on(const struct bands *bands, int64_t value)
{
    return sketch_scale(value, bands->low, bands->high, bands->width);
}

static struct bands cut_bands(struct sketch *s, const struct chart *chart)
{
    struct bands bands = {.count = chart->point_count, .high = sketch_maximum(chart)};
    bands.items = arena_array(s->arena, bands.count, sizeof *bands.items);
    for (size_t i = 0; i < bands.count; i++)
        bands.items[i].point = &chart->points[i];
    sort_bands(bands.items, bands.count);
    bool cap = bands.items[bands.count - 1].point->value >= bands.high;
    bands.width = s->width - (cap ? CAP_WIDTH : 0);
    bands.low = bands.items[0].point->value < 0 ? bands.items[0].point->value : 0;
    for (size_t i = 0; i < bands.count; i++) {
        struct band *band = &bands.items[i];
        /* The first band has no ground left of it that belongs to nobody. */
        band->x = i == 0 ? 0 : place_on(&bands, band->point->value);
        bool last = i + 1 == bands.count;
        mpt end = last ? s->width : place_on(&bands, bands.items[i + 1].point->value);
        band->width = end - band->x;
        band->range = band->point->text;
        if (band->range.size == 0)
            band->range = with_unit(s, chart, band->point->value, "から");
    }
    bands.items[find_current(&bands, chart->total)].current = true;
    return bands;
}

static mpt keep_inside(const struct sketch *s, mpt x, mpt half)
{
    if (x > s->width - half)
        x = s->width - half;
    return x < half ? half : x;
}

static mpt draw_pointer(struct sketch *s, const struct chart *chart, const struct bands *bands,
                        mpt top)
{
    struct text text = with_unit(s, chart, chart->total, "");
    struct label label = label_fit(s, text, TOTAL_SIZE, true, s->width);
    mpt x = place_on(bands, chart->total);
    if (x == bands->width)
        x = (bands->width + s->width) / 2; /* the middle of the cap */
    mpt middle = keep_inside(s, x, label.width / 2 + 1);
    sketch_label(s, &label, middle, top, ANCHOR_MIDDLE, COLOUR_PRIMARY);
    mpt y = top + label.height + 1000;
    mpt tip = keep_inside(s, x, POINTER_WIDTH / 2);
    struct point *points = arena_array(s->arena, 3, sizeof *points);
    points[0] = (struct point){tip - POINTER_WIDTH / 2, y};
    points[1] = (struct point){tip + POINTER_WIDTH / 2, y};
    points[2] = (struct point){tip, y + POINTER_HEIGHT};
    sketch_add(s, (struct shape){
                      .kind = SHAPE_POLYGON,
                      .points = points,
                      .point_count = 3,
                      .fill = COLOUR_PRIMARY,
                  });
    return y + POINTER_HEIGHT + 1000;
}

/* Labels stand in the strip only when every one fits on one line: half of them would be a riddle.
 */
static bool labels_fit(const struct sketch *s, const struct bands *bands)
{
    for (size_t i = 0; i < bands->count; i++) {
        const struct band *band = &bands->items[i];
        mpt width = sketch_measure(s, band->point->label, TYPE_LABEL, true);
        if (width > band->width - 2 * LABEL_PAD)
            return false;
    }
    return true;
}

static void draw_strip(struct sketch *s, const struct bands *bands, mpt top)
{
    bool with_labels = labels_fit(s, bands);
    for (size_t i = 0; i < bands->count; i++) {
        const struct band *band = &bands->items[i];
        bool last = i + 1 == bands->count;
        mpt width = band->width - (last ? 0 : STRIP_GAP);
        sketch_rect(s, band->x, top, width, STRIP_HEIGHT,
                    band->current ? COLOUR_PRIMARY : COLOUR_PALE);
        if (!with_labels)
            continue;
        struct label label = label_fit(s, band->point->label, TYPE_LABEL, true, band->width);
        sketch_label(s, &label, band->x + width / 2, top + (STRIP_HEIGHT - label.height) / 2,
                     ANCHOR_MIDDLE, band->current ? COLOUR_PAPER : COLOUR_TEXT);
    }
}

/* The lower bounds and the end of the scale under the strip; one that would touch its left
 * neighbour is left out, since the list below has them all. */
static mpt draw_bounds(struct sketch *s, const struct bands *bands, mpt top)
{
    mpt free_from = -1;
    mpt height = 0;
    for (size_t i = 0; i <= bands->count; i++) {
        int64_t value = i < bands->count ? bands->items[i].point->value : bands->high;
        if (i == bands->count && bands->width < s->width)
            continue; /* the cap has the same number */
        struct label label = label_fit(s, sketch_number(s, value), TYPE_SMALL, false, s->width);
        mpt x = place_on(bands, value);
        mpt middle = keep_inside(s, x, label.width / 2 + 1);
        if (middle - label.width / 2 <= free_from)
            continue;
        sketch_label(s, &label, middle, top, ANCHOR_MIDDLE, COLOUR_MUTED);
        free_from = middle + label.width / 2 + 2000;
        height = label.height;
    }
    return top + height;
}

static mpt draw_mark(struct sketch *s, const struct chart *chart, const struct bands *bands,
                     mpt strip_top, mpt top)
{
    mpt x = place_on(bands, chart->mark);
    sketch_line(s, (struct point){x, strip_top - 2000}, (struct point){0, STRIP_HEIGHT + 4000}, 750,
                2200, COLOUR_TEXT);
    return sketch_mark_label(s, chart, x, top);
}

struct meaning_row {
    struct label range, label, note;
    bool current;
    mpt height;
};

/* The list of bands in words: range, name, explanation. */
struct meaning {
    struct meaning_row *rows;
    mpt label_x, note_x;
    mpt pad;
    bool explained;
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

static bool any_note(const struct bands *bands)
{
    for (size_t i = 0; i < bands->count; i++)
        if (bands->items[i].point->note.size)
            return true;
    return false;
}

static struct meaning fit_meaning(struct sketch *s, const struct bands *bands)
{
    struct meaning m = {.explained = any_note(bands)};
    m.pad = m.explained ? ROW_PAD : ROW_PAD_TIGHT;
    m.rows = arena_array(s->arena, bands->count, sizeof *m.rows);
    mpt label_room = s->width * (m.explained ? 30 : 50) / 100;
    for (size_t i = 0; i < bands->count; i++) {
        const struct band *band = &bands->items[i];
        struct meaning_row *row = &m.rows[i];
        row->current = band->current;
        row->range = label_fit(s, band->range, TYPE_LABEL, band->current, s->width * 40 / 100);
        row->label = label_fit(s, band->point->label, TYPE_LABEL, true, label_room);
        m.label_x = larger(m.label_x, LABEL_PAD + row->range.width + FIGURE_GAP);
        m.note_x = larger(m.note_x, row->label.width + FIGURE_GAP);
    }
    m.note_x += m.label_x;
    for (size_t i = 0; i < bands->count; i++) {
        struct meaning_row *row = &m.rows[i];
        mpt room = s->width - m.note_x - LABEL_PAD;
        row->note = label_fit(s, bands->items[i].point->note, TYPE_LABEL, false, room);
        row->height = larger(row->range.height, larger(row->label.height, row->note.height));
        row->height += 2 * m.pad;
    }
    return m;
}

static mpt draw_meaning(struct sketch *s, const struct bands *bands, mpt top)
{
    struct meaning m = fit_meaning(s, bands);
    mpt y = top;
    for (size_t i = 0; i < bands->count; i++) {
        const struct meaning_row *row = &m.rows[i];
        if (row->current)
            sketch_rect(s, 0, y, s->width, row->height, COLOUR_PALE);
        sketch_label(s, &row->range, LABEL_PAD, y + m.pad, ANCHOR_START, COLOUR_TEXT);
        sketch_label(s, &row->label, m.label_x, y + m.pad, ANCHOR_START, COLOUR_PRIMARY);
        sketch_label(s, &row->note, m.note_x, y + m.pad, ANCHOR_START, COLOUR_TEXT);
        y += row->height;
        if (m.explained)
            sketch_line(s, (struct point){0, y}, (struct point){s->width, 0}, 400, 0, COLOUR_LINE);
    }
    return y + 500;
}

mpt chart_bands(struct sketch *s, const struct chart *chart, mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct bands bands = cut_bands(s, chart);
    mpt strip = draw_pointer(s, chart, &bands, top);
    draw_strip(s, &bands, strip);
    mpt y = draw_bounds(s, &bands, strip + STRIP_HEIGHT + 2000);
    if (chart->mark >= 0)
        y = draw_mark(s, chart, &bands, strip, y);
    if (!any_note(&bands) && labels_fit(s, &bands))
        return y;
    return draw_meaning(s, &bands, y + FIGURE_GAP / 2);
}
