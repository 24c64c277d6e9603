/* justify.h -- one line's boxes at their places: squeezed or stretched to the measure
 * (JLREQ 3.8.2 to 3.8.4, JIS X 4051 4.19). */
#ifndef LAYOUT_JUSTIFY_H
#define LAYOUT_JUSTIFY_H

#include "layout/lines.h"

/* Where gaps alone would grow so far that readers of the PDF see spaces in them, the glyphs take a
 * part (composers know it as glyph scaling): mostly below 4 %, which no eye finds, at most 8 %. */
enum { WIDEN_MOST = 80 };

struct justified {
    size_t first, end; /* boxes drawn, without the blanks at the end */
    mpt *x; /* left edge of each box of the range from the line's left edge, pads included;
               x[0] belongs to box `first`; blanks at the end follow in natural width */
    mpt width;
    int widen;      /* every glyph is drawn so many 1/1000 wider, 0..WIDEN_MOST */
    mpt adjustment; /* mpt per gap on average, negative when squeezed */
};

/* What `widen` adds to the width of `box`. */
mpt justify_extra(const struct box *box, int widen);

/* Places the boxes of `range`. A line that would be torn apart (few gaps, much to fill) keeps its
 * natural width. */
struct justified justify_line(struct arena *a, const struct boxes *boxes,
                              const struct line_range *range, const struct paragraph_rules *rules);

#endif
