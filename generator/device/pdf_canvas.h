/* pdf_canvas.h -- paths, colours and text objects of a page's content stream (ISO 32000-1, 8.5, 8.6
 * and 9.4).
 *
 * Arguments are as in pages.h: mpt from the top left corner, y down. Turning y round happens in
 * pdf_flip, nowhere else. */
#ifndef DEVICE_PDF_CANVAS_H
#define DEVICE_PDF_CANVAS_H

#include "base/buffer.h"
#include "layout/pages.h"

/* What the content stream has set so far: said again only when it changes. */
struct pdf_state {
    enum colour fill, stroke; /* COLOUR_NONE: not set yet */
    mpt line_width;           /* 0: not set yet */
    mpt dash, gap;            /* 0: lines are whole, as where a page begins */
    const struct font *font;  /* NULL: not set yet */
    mpt size;
    int widen; /* horizontal scaling: 1/1000 more than the font's */
};

struct pdf_canvas {
    struct buffer *out;        /* the content stream */
    const struct pages *pages; /* the size of paper and the colours */
    struct pdf_state state;    /* `{0}` where a page begins */
    bool in_text;              /* a text object is open; nothing but text may be painted in it */
    mpt line_x, line_y;        /* in it: where the line before began */
};

/* `y` as PDF counts it: from the bottom edge up. */
mpt pdf_flip(const struct pages *pages, mpt y);

/* "x y ", flipped. */
void pdf_put_point(struct pdf_canvas *canvas, mpt x, mpt y);

void pdf_set_fill(struct pdf_canvas *canvas, enum colour colour);
void pdf_set_stroke(struct pdf_canvas *canvas, enum colour colour);
void pdf_set_line(struct pdf_canvas *canvas, mpt width, mpt dash, mpt gap);

/* Runs one after another share a text object. Both do nothing when it is so already. */
void pdf_text_begin(struct pdf_canvas *canvas);
void pdf_text_end(struct pdf_canvas *canvas);

/* Begins a line at the point, in a text object. */
void pdf_text_line(struct pdf_canvas *canvas, mpt x, mpt y);

/* Paths, to be painted by the caller. The rectangle's `radius` is cut to half its shorter side. */
void pdf_path_rect(struct pdf_canvas *canvas, mpt x, mpt y, mpt width, mpt height, mpt radius);
void pdf_path_circle(struct pdf_canvas *canvas, mpt x, mpt y, mpt radius);
void pdf_path_polygon(struct pdf_canvas *canvas, mpt x, mpt y, const struct point *points,
                      size_t count);
void pdf_path_line(struct pdf_canvas *canvas, mpt x1, mpt y1, mpt x2, mpt y2);

#endif
