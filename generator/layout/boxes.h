/* boxes.h -- the clusters of a paragraph as boxes on one endless line, with the gaps between them.
 *
 * A box is the body of a sign. Japanese punctuation has a body of half an em; what its glyph is
 * wider is a gap before (「) or behind it (、」), which may be squeezed out and vanishes at line
 * ends (JLREQ 3.1.2 to 3.1.5, JIS X 4051 4.2). Proportional fonts have little or nothing to
 * squeeze. */
#ifndef LAYOUT_BOXES_H
#define LAYOUT_BOXES_H

#include "japanese/phrase.h"
#include "layout/linebreak.h"
#include "layout/paragraph.h"

/* How a gap gives way when a line is justified. */
enum gap_kind {
    GAP_FIXED,
    GAP_WORD,        /* behind a blank: stretches first, shrinks first */
    GAP_PUNCTUATION, /* its squeezable half shrinks second; stretches like a common gap */
    GAP_LATIN,       /* between Latin and kanji: shrinks third, stretches little */
    GAP_COMMON       /* between kanji and kana: stretches; shrinks last, by a trace */
};

/* A paragraph's boxes are written and read in turn, many times: they are kept small. */
struct box {
    uint32_t start, end; /* bytes of the paragraph's text */
    const struct part *part;
    const struct font *font;
    struct cluster_glyph own;           /* the glyph of a sign that stands alone */
    const struct cluster_glyph *others; /* those of a cluster of several signs */
    uint32_t glyph_count;               /* none for line feeds, invisible and missing signs */
    uint32_t codepoint;                 /* of the base sign */
    bool invisible;                     /* drawn as nothing and without width */
    bool blank;                         /* white, a line feed or invisible: dropped at line ends */
    enum jl_class class : 8;
    enum break_kind breaks : 8;   /* may a line begin with this box? Before boxes_break: must it? */
    enum phrase_break phrase : 8; /* and how well; PHRASE_INSIDE before boxes_phrase */
    enum gap_kind gap_kind : 8;
    mpt width;                 /* of the body */
    mpt lead, trail;           /* of the glyph's advance before and behind the body */
    mpt pad_before, pad_after; /* inside the frame of a badge, never squeezed */
    mpt gap;                   /* natural gap to the box before */
    mpt shrink, stretch; /* how much that gap can give, and take without being seen as a space */
    int64_t position;    /* natural left edge, pads included, on the endless line */
    int64_t shrink_sum, stretch_sum; /* of the gaps up to and with this box's */
};

struct boxes {
    struct text text; /* the parts joined */
    struct box *items;
    size_t count;
    bool broken;  /* the boxes know where lines may end */
    bool phrased; /* the boxes know their phrases */
    bool missing; /* a sign has no glyph */
    bool adorned; /* a part has more than letters: a frame, a reading, a link, a line through it */
};

/* The boxes of `parts`, which know only of line feeds. Signs without glyph are reported to `d`
 * unless it is NULL. */
struct boxes boxes_make(struct arena *a, const struct part *parts, size_t count, struct diag *d);

/* Tell the boxes, if they do not know, where lines may end, and their phrases. Neither is cheap,
 * nor needed for what stands on one line. `a` is for what is in between. */
void boxes_break(struct arena *a, struct boxes *boxes);
void boxes_phrase(struct arena *a, struct phraser *phraser, struct boxes *boxes);

/* The same for one part that stays on one line whatever it says: no line may end inside. */
struct boxes boxes_make_line(struct arena *a, const struct part *part, struct diag *d);

/* Right edge of the box on the endless line, pads included. */
static inline int64_t box_end(const struct box *box)
{
    return box->position + box->pad_before + box->width + box->pad_after;
}

/* Index behind the last box of [first, end) that is not blank; `first` when all are. */
size_t boxes_trim(const struct boxes *boxes, size_t first, size_t end);

#endif
