/* chart.h -- charts: what is drawn (data), and a display list of how (figure).
 *
 * `struct chart` has only numbers and texts, already merged. chart_draw turns it into shapes on a
 * given width; PDF and SVG draw the same shapes, so both look alike. Colours are roles, readable in
 * black and white by lightness, pattern and the printed values. */
#ifndef DOCUMENT_CHART_H
#define DOCUMENT_CHART_H

#include "base/text.h"
#include "base/units.h"

struct arena;

enum chart_kind {
    CHART_SCORE,   /* big total, change since last time, one bar per point, line at `mark` */
    CHART_BARS,    /* horizontal bars 0..maximum with value; line at `mark` if any */
    CHART_METER,   /* one thin bar per figure: for table-like lists */
    CHART_BANDS,   /* a 0..100 scale cut into bands, an arrow at the total: what the points mean. A
                      point is a band: value = lower bound, text = range in words, note = meaning */
    CHART_RADAR,   /* categories as axes */
    CHART_HISTORY, /* total at each dated assessment */
    CHART_RANGE,   /* per point a band low..high with a thick tick at the value */
    CHART_STACKED, /* per point a bar of parts, its total behind the end; a legend of the parts */
    CHART_STEPS,   /* arrows from left to right with the label inside and lines below */
    CHART_KIND_COUNT
};

/* A piece of a stacked bar. Pieces with the same label look the same in all bars. */
struct chart_part {
    struct text label;
    int64_t value;    /* thousandths; 0 or less is not drawn */
    struct text text; /* the value in words */
};

struct chart_point {
    struct text label;
    struct text note;               /* small, under or behind the label; may be absent */
    int64_t value;                  /* thousandths */
    bool has_value;                 /* false: nothing applicable; drawn as 対象外 */
    bool weak;                      /* drawn in the accent colour */
    struct text text;               /* the value in words ("58点"), printed beside the mark */
    int64_t low, high;              /* RANGE: ends of the band, thousandths */
    struct text range;              /* RANGE: the ends in words, for those who cannot see it */
    const struct chart_part *parts; /* STACKED, from left to right */
    size_t part_count;
    const struct text *lines; /* STEPS: below the arrow, the first is the main one */
    size_t line_count;
};

struct chart {
    enum chart_kind kind;
    struct text title;            /* absent = none */
    struct text unit;             /* "点" */
    bool money;                   /* values are yen: scales are labelled 1,000万円 */
    struct text alt;              /* the whole content in words; never empty */
    int64_t total, maximum, mark; /* thousandths; mark < 0 = none; maximum 0 = of the data */
    struct text mark_label;
    struct text change;      /* "▲12点"; absent = none */
    struct text change_note; /* "前回46点（2025年11月）" */
    int change_sign;         /* -1, 0, 1: colour and arrow */
    const struct chart_point *points;
    size_t point_count;
};

enum colour {
    COLOUR_NONE,
    COLOUR_TEXT,
    COLOUR_MUTED,
    COLOUR_PRIMARY,     /* navy: headings, heads of tables */
    COLOUR_SECONDARY,   /* blue: bars */
    COLOUR_ACCENT,      /* orange: weak spots, bars */
    COLOUR_ACCENT_TEXT, /* darker orange that is legible as text */
    COLOUR_GOOD,        /* green: improvement */
    COLOUR_PALE,        /* bluish ground of bars and boxes */
    COLOUR_ACCENT_PALE,
    COLOUR_LINE, /* hair lines */
    COLOUR_PAPER,
    COLOUR_COUNT
};

/* "accent-text": the names of colours in theme.yaml and style.css; NULL at the end. */
extern const char *const COLOUR_NAMES[COLOUR_COUNT + 1];

enum shape_kind { SHAPE_RECT, SHAPE_LINE, SHAPE_POLYGON, SHAPE_CIRCLE, SHAPE_TEXT };
enum pattern { PATTERN_SOLID, PATTERN_HATCH, PATTERN_DOTS };
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct point {
    mpt x, y;
};

/* Origin: top left of the figure, y down. */
struct shape {
    enum shape_kind kind;
    mpt x, y, width, height;    /* RECT; LINE: from (x,y) by (width,height); CIRCLE: centre, width =
                                   radius; TEXT: anchor point on the baseline */
    mpt radius;                 /* RECT: of the corners */
    const struct point *points; /* POLYGON, closed */
    size_t point_count;
    enum colour fill, stroke;
    enum pattern pattern;
    mpt stroke_width;
    mpt dash; /* 0 = solid line; else length of dash and gap */
    struct text text;
    mpt size; /* font size */
    bool bold;
    enum anchor anchor;
};

struct figure {
    mpt width, height;
    const struct shape *shapes; /* painted in this order */
    size_t shape_count;
    struct text title; /* of the chart, already among the shapes; absent = none */
    struct text alt;
};

/* How wide `text` is at `size`; supplied by the caller, since only layout knows fonts. */
struct measure {
    mpt (*width)(const void *context, struct text text, mpt size, bool bold);
    /* Where signs stand on one line: left[i] is the left edge of the one that begins at byte i,
     * right[i] the right edge of the one that ends before byte i; size + 1 elements each. A part of
     * the text is as wide as from the left edge of its first to the right edge of its last sign. */
    void (*edges)(const void *context, struct text text, mpt size, bool bold, mpt *left,
                  mpt *right);
    const void *context;
    struct phraser *phraser; /* lines of labels end with phrases; NULL: judged by script alone */
};

/* Draws `chart` to fit `width` (> 40 mm). The result lives in `a`. Long labels are broken into two
 * lines and then shortened in size, never clipped. Cannot fail. */
const struct figure *chart_draw(struct arena *a, const struct chart *chart, mpt width,
                                struct measure measure);

/* A measure without fonts, for HTML: full-width signs one em, others 0.5 to 1 em; an upper
 * estimate, so that nothing is clipped whatever font the reader has. */
struct measure measure_estimate(void);

#endif
