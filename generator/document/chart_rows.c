/* Charts that are rows of horizontal bars: the lower part of a score, bars, meters. */
#include "document/chart_kinds.h"

#include "base/arena.h"

/* How the rows of a kind look. Lengths in mpt. */
struct row_look {
    mpt bar;          /* thickness */
    mpt gap;          /* between rows */
    mpt tail;         /* the mark's line goes on below the last row */
    bool labels_left; /* flush left instead of flush right at the bars */
    bool labels_bold;
    bool track;        /* pale ground over the whole scale */
    bool values_apart; /* values in a column of their own; otherwise behind the bar's end */
};

struct row {
    const struct chart_point *point;
    struct label label;
    struct label note;
    struct label value;
    mpt height;
};

struct rows {
    struct row *items;
    size_t count;
    mpt label_width;
    mpt value_width;
    mpt bar_x;     /* left end of the scale */
    mpt bar_width; /* of the whole scale */
};

static mpt larger(mpt a, mpt b)
{
    return a > b ? a : b;
}

static struct row fit_row(struct sketch *s, const struct chart_point *point,
                          const struct row_look *look)
{
    mpt room = s->width * 42 / 100;
    struct row row = {
        .point = point,
        .label = label_fit(s, point->label, TYPE_LABEL, look->labels_bold, room),
        .note = label_fit(s, point->note, TYPE_SMALL, false, room),
    };
    bool bold = point->has_value;
    mpt size = bold ? TYPE_LABEL : TYPE_SMALL;
    row.value = label_fit(s, sketch_value(s, point), size, bold, s->width * 30 / 100);
    row.height = larger(row.label.height + row.note.height, row.value.height);
    row.height = larger(row.height, look->bar);
    return row;
}

static struct rows fit_rows(struct sketch *s, const struct chart *chart,
                            const struct row_look *look)
{
    struct rows rows = {.count = chart->point_count};
    rows.items = arena_array(s->arena, rows.count, sizeof *rows.items);
    for (size_t i = 0; i < rows.count; i++) {
        struct row *row = &rows.items[i];
        *row = fit_row(s, &chart->points[i], look);
        rows.label_width = larger(rows.label_width, larger(row->label.width, row->note.width));
        /* 対象外 stands on the empty track, where there is one, and needs no column. */
        if (row->point->has_value || !look->track)
            rows.value_width = larger(rows.value_width, row->value.width);
    }
    rows.bar_x = rows.label_width + FIGURE_GAP;
    rows.bar_width = s->width - rows.bar_x - FIGURE_GAP - rows.value_width;
    return rows;
}

static void draw_label(struct sketch *s, const struct rows *rows, const struct row *row,
                       const struct row_look *look, mpt middle)
{
    enum anchor anchor = look->labels_left ? ANCHOR_START : ANCHOR_END;
    mpt x = look->labels_left ? 0 : rows->label_width;
    mpt top = middle - (row->label.height + row->note.height) / 2;
    sketch_label(s, &row->label, x, top, anchor, COLOUR_TEXT);
    sketch_label(s, &row->note, x, top + row->label.height, anchor, COLOUR_MUTED);
}

/* Hair lines instead of a pale ground: this row is not part of the score. */
static void draw_empty_track(struct sketch *s, const struct rows *rows, mpt top, mpt thickness)
{
    sketch_add(s, (struct shape){
                      .kind = SHAPE_RECT,
                      .x = rows->bar_x,
                      .y = top,
                      .width = rows->bar_width,
                      .height = thickness,
                      .stroke = COLOUR_LINE,
                      .stroke_width = 500,
                  });
}

static void draw_value(struct sketch *s, const struct rows *rows, const struct row *row,
                       const struct row_look *look, mpt bar_end, mpt middle)
{
    mpt x = (look->values_apart ? rows->bar_x + rows->bar_width : bar_end) + FIGURE_GAP;
    enum colour colour = row->point->weak ? COLOUR_ACCENT_TEXT : COLOUR_TEXT;
    if (!row->point->has_value) {
        colour = COLOUR_MUTED;
        x = look->track ? rows->bar_x + FIGURE_GAP / 2 : x;
    }
    sketch_label(s, &row->value, x, middle - row->value.height / 2, ANCHOR_START, colour);
}

/* Thick enough for 対象外 where that is written on it. */
static mpt track_thickness(const struct row *row, const struct row_look *look)
{
    return row->point->has_value ? look->bar : larger(look->bar, row->value.height);
}

static void draw_row(struct sketch *s, const struct rows *rows, const struct row *row,
                     const struct row_look *look, int64_t maximum, mpt top)
{
    const struct chart_point *point = row->point;
    mpt middle = top + row->height / 2;
    mpt bar_top = middle - look->bar / 2;
    mpt length = 0;
    if (point->has_value)
        length = sketch_scale(point->value, 0, maximum, rows->bar_width);
    if (look->track && point->has_value)
        sketch_rect(s, rows->bar_x, bar_top, rows->bar_width, look->bar, COLOUR_PALE);
    if (look->track && !point->has_value) {
        mpt thickness = track_thickness(row, look);
        draw_empty_track(s, rows, middle - thickness / 2, thickness);
    }
    sketch_bar(s, rows->bar_x, bar_top, length, look->bar, point->weak);
    draw_label(s, rows, row, look, middle);
    draw_value(s, rows, row, look, rows->bar_x + length, middle);
}

static mpt draw_mark(struct sketch *s, const struct chart *chart, const struct rows *rows,
                     const struct row_look *look, mpt top, mpt bottom)
{
    mpt x = rows->bar_x + sketch_scale(chart->mark, 0, sketch_maximum(chart), rows->bar_width);
    struct point from = {x, top - look->gap / 2};
    struct point by = {0, bottom + look->tail - from.y};
    sketch_line(s, from, by, 750, 2200, COLOUR_TEXT);
    return sketch_mark_label(s, chart, x, bottom + look->tail + 1000);
}

static mpt draw_rows(struct sketch *s, const struct chart *chart, const struct row_look *look,
                     mpt top)
{
    if (chart->point_count == 0)
        return sketch_nothing(s, top);
    struct rows rows = fit_rows(s, chart, look);
    top += look->gap / 2;
    mpt y = top;
    for (size_t i = 0; i < rows.count; i++) {
        draw_row(s, &rows, &rows.items[i], look, sketch_maximum(chart), y);
        y += rows.items[i].height + look->gap;
    }
    mpt bottom = y - look->gap;
    if (!look->track)
        sketch_line(s, (struct point){rows.bar_x, top - look->gap / 2},
                    (struct point){0, bottom - top + look->gap}, 750, 0, COLOUR_LINE);
    if (chart->mark >= 0)
        return draw_mark(s, chart, &rows, look, top, bottom);
    return bottom + look->gap / 2;
}

mpt chart_score_rows(struct sketch *s, const struct chart *chart, mpt top)
{
    struct row_look look = {
        .bar = 7500,
        .gap = 4000,
        .tail = 4000,
        .track = true,
        .values_apart = true,
    };
    return draw_rows(s, chart, &look, top);
}

mpt chart_bars(struct sketch *s, const struct chart *chart, mpt top)
{
    struct row_look look = {
        .bar = 11000,
        .gap = 8000,
        .tail = 4000,
        .labels_bold = true,
        /* Behind the bars' ends the mark would run through the values. */
        .values_apart = chart->mark >= 0,
    };
    return draw_rows(s, chart, &look, top);
}

mpt chart_meter(struct sketch *s, const struct chart *chart, mpt top)
{
    struct row_look look = {
        .bar = 4000,
        .gap = 2500,
        .tail = 2000,
        .labels_left = true,
        .track = true,
        .values_apart = true,
    };
    return draw_rows(s, chart, &look, top);
}
