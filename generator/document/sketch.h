/* sketch.h -- a figure while it is being drawn: shapes, and labels that fit their room.
 *
 * Private to document/chart*.c. Lengths in mpt, origin top left, y down. Everything lives in the
 * sketch's arena. */
#ifndef DOCUMENT_SKETCH_H
#define DOCUMENT_SKETCH_H

#include "document/chart.h"

enum {
    TYPE_SMALLEST = 7500, /* nothing in a figure is set smaller: readers are 60 years old */
    TYPE_SMALL = 7500,
    TYPE_LABEL = 8500,
    TYPE_TITLE = 10500,
    TYPE_TOTAL = 30000,
    FIGURE_GAP = 6000 /* between a label and what it names */
};

struct sketch {
    struct arena *arena;
    struct measure measure;
    mpt width;
    struct shape *shapes;
    size_t count;
};

/* Text in lines that fit a room; `lines` is NULL for the empty label. */
struct label {
    struct text *lines;
    size_t count;
    mpt size;
    bool bold;
    mpt width;  /* of the widest line */
    mpt height; /* of all lines, leading included */
};

/* Adds `shape` on top of the others. */
void sketch_add(struct sketch *s, struct shape shape);

/* A filled rectangle without border; nothing when it has no area. */
void sketch_rect(struct sketch *s, mpt x, mpt y, mpt width, mpt height, enum colour fill);

/* A bar: solid, or accent and hatched when `weak`, so that it differs in black and white too. */
void sketch_bar(struct sketch *s, mpt x, mpt y, mpt width, mpt height, bool weak);

/* A line from (x,y) by (dx,dy); `dash` 0 = solid. */
void sketch_line(struct sketch *s, struct point from, struct point by, mpt stroke_width, mpt dash,
                 enum colour colour);

/* Sets `label` with its top at `top`; `x` is its left edge, middle or right edge by `anchor`. */
void sketch_label(struct sketch *s, const struct label *label, mpt x, mpt top, enum anchor anchor,
                  enum colour colour);

/* The title of `chart` at the top, if it has one; returns the y below it. */
mpt sketch_title(struct sketch *s, const struct chart *chart);

/* One muted line that says there is nothing to draw; returns the y below it. */
mpt sketch_nothing(struct sketch *s, mpt top);

/* The label of the mark ("合格の目安 70") centred under `x` but inside the figure, top at `top`;
 * returns the y below it. */
mpt sketch_mark_label(struct sketch *s, const struct chart *chart, mpt x, mpt top);

/* A short dashed line with the label of the mark behind it, for charts where the label cannot stand
 * at the mark; returns the y below it. */
mpt sketch_mark_legend(struct sketch *s, const struct chart *chart, mpt top);

/* Where `value` stands on `length` that runs from `low` to `high`; values outside are moved to the
 * nearer end. */
mpt sketch_scale(int64_t value, int64_t low, int64_t high, mpt length);

/* The upper end of the scale of `chart`: its maximum, or when it has none the largest value. */
int64_t sketch_maximum(const struct chart *chart);

/* "37.9", "−25": a value in thousandths for readers. */
struct text sketch_number(struct sketch *s, int64_t value);

/* The words printed beside a point: its text, its value, or 対象外. */
struct text sketch_value(struct sketch *s, const struct chart_point *point);

/* Width of `text` on one line. */
mpt sketch_measure(const struct sketch *s, struct text text, mpt size, bool bold);

/* Breaks `text` so that no line is wider than `room`: one line if it fits, else two, then smaller
 * type down to TYPE_SMALLEST, then as many lines as it takes. A single sign wider than the room
 * stands alone. The absent or empty text gives the empty label. */
struct label label_fit(struct sketch *s, struct text text, mpt size, bool bold, mpt room);

#endif
