/* The score of a client: the total in big figures, what changed, and a bar per category. */
#include "document/chart_kinds.h"

enum {
    TOTAL_BASELINE = 27000, /* of the big figures below the top */
    TOTAL_HEIGHT = 34000,
    TOTAL_GAP = 3000, /* between the total and "／100点" */
    MAXIMUM_SIZE = 10500,
    CHANGE_SIZE = 9000,
    CHANGE_ROOM = 76000 /* narrower than that, the change goes under the total */
};

static struct text maximum_text(struct sketch *s, const struct chart *chart)
{
    struct text number = sketch_number(s, sketch_maximum(chart));
    return text_format(s->arena, "／%.*s%.*s", (int)number.size, number.ptr, (int)chart->unit.size,
                       chart->unit.size ? chart->unit.ptr : "");
}

static void add_on_baseline(struct sketch *s, mpt x, mpt baseline, struct text text, mpt size,
                            bool bold, enum colour colour)
{
    sketch_add(s, (struct shape){
                      .kind = SHAPE_TEXT,
                      .x = x,
                      .y = baseline,
                      .fill = colour,
                      .text = text,
                      .size = size,
                      .bold = bold,
                  });
}

/* Returns the x behind it. */
static mpt draw_total(struct sketch *s, const struct chart *chart, mpt top)
{
    struct text total = sketch_number(s, chart->total);
    struct text maximum = maximum_text(s, chart);
    mpt baseline = top + TOTAL_BASELINE;
    mpt room = s->width - sketch_measure(s, maximum, MAXIMUM_SIZE, false) - TOTAL_GAP;
    mpt size = TYPE_TOTAL;
    while (size > MAXIMUM_SIZE && sketch_measure(s, total, size, true) > room)
        size -= 1500;
    add_on_baseline(s, 0, baseline, total, size, true, COLOUR_PRIMARY);
    mpt x = sketch_measure(s, total, size, true) + TOTAL_GAP;
    add_on_baseline(s, x, baseline, maximum, MAXIMUM_SIZE, false, COLOUR_MUTED);
    return x + sketch_measure(s, maximum, MAXIMUM_SIZE, false);
}

static enum colour change_colour(int sign)
{
    if (sign > 0)
        return COLOUR_GOOD;
    return sign < 0 ? COLOUR_ACCENT_TEXT : COLOUR_TEXT;
}

/* Returns the y below. Two short lines stand on the total's baseline, longer ones begin higher. */
static mpt draw_change(struct sketch *s, const struct chart *chart, mpt x, mpt top)
{
    mpt room = s->width - x;
    struct label change = label_fit(s, chart->change, CHANGE_SIZE, true, room);
    struct label note = label_fit(s, chart->change_note, TYPE_SMALL, false, room);
    mpt height = change.height + note.height;
    mpt y = top;
    if (x > 0 && height < TOTAL_BASELINE + 2000)
        y = top + TOTAL_BASELINE + 2000 - height;
    sketch_label(s, &change, x, y, ANCHOR_START, change_colour(chart->change_sign));
    sketch_label(s, &note, x, y + change.height, ANCHOR_START, COLOUR_MUTED);
    return y + height;
}

static mpt draw_head(struct sketch *s, const struct chart *chart, mpt top)
{
    mpt x = draw_total(s, chart, top) + 14000;
    mpt bottom = top + TOTAL_HEIGHT;
    if (chart->change.size == 0 && chart->change_note.size == 0)
        return bottom;
    bool beside = s->width - x >= CHANGE_ROOM;
    mpt below = beside ? draw_change(s, chart, x, top) : draw_change(s, chart, 0, bottom);
    return below > bottom ? below : bottom;
}

mpt chart_score(struct sketch *s, const struct chart *chart, mpt top)
{
    mpt y = draw_head(s, chart, top);
    if (chart->point_count == 0)
        return y;
    return chart_score_rows(s, chart, y + 2000);
}
