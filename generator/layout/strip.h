/* strip.h -- the vertical list that blocks become: strips of paper.
 *
 * A line, a row, a figure is a strip. Pages are made by cutting the list between strips; only what
 * stands side by side can be cut itself (sides.h). Positions in a strip count from its top and from
 * the left edge of the text area. */
#ifndef LAYOUT_STRIP_H
#define LAYOUT_STRIP_H

#include "layout/paragraph.h"
#include "layout/setting.h"

struct sides;

enum { WHITE_FULL = 1000 }; /* thousandths of the white that the theme wants */

/* A ground, border or bar behind the strips that carry it; on each page it gets its own piece,
 * which is open where the page cuts it. */
struct frame {
    const struct frame *parent; /* the one it lies on, or NULL */
    mpt x, width;
    enum colour ground, stroke, bar;
    mpt stroke_width, bar_width, radius;
    mpt pad; /* what it reaches beyond its strips where a page cuts it */
};

/* A place in a strip that must be found again: a heading. */
struct mark {
    mpt y;
    size_t heading;
};

struct strip {
    mpt space; /* white above; dropped at the top of a page */
    mpt height;
    struct item *items;
    size_t item_count;
    size_t item_room;          /* for so many is room in `items` */
    const struct frame *frame; /* innermost */
    const struct strip *head;  /* repeated above this strip when it begins a page */
    const struct sides *sides; /* what it can be cut into, or NULL */
    const struct mark *marks;
    size_t mark_count;
    bool keep;        /* no page ends between this strip and the next */
    bool whole;       /* nor in its sides */
    bool new_page;    /* a page begins here */
    bool fill;        /* takes what is left of the page */
    bool bare;        /* its page has neither header nor footer */
    struct span span; /* for diagnostics */
};

struct stack {
    struct strip *strips;
    size_t count;
    mpt space;     /* wanted above the next strip */
    bool new_page; /* wanted before the next strip */
    bool bare;     /* what comes is on a cover */
};

/* Asks for at least `space` above the next strip: of neighbouring spaces the larger counts. */
void stack_space(struct stack *stack, mpt space);

/* The same for a table, figure, box or columns: the theme's block_gap, but right after a heading,
 * to which they belong, only what the heading asks. */
void stack_space_block(const struct setting *s, struct stack *stack);

/* Appends an empty strip. The result is valid until the next call. */
struct strip *stack_add(struct setting *s, struct stack *stack, mpt height,
                        const struct frame *frame);

/* Height of strips [first, count) with the white between, without that above the first. */
mpt stack_height(const struct stack *stack, size_t first);

/* White above strip `first` when a page begins with it: its repeated head and the edges of the
 * frames that are cut there. */
mpt stack_lead(const struct stack *stack, size_t first);

/* Height of strips [first, last) on a page of their own: with stack_lead, with `white` thousandths
 * of the white between them, with the edges of frames that are cut. 0 for none. */
mpt stack_piece_height(const struct stack *stack, size_t first, size_t last, int white);

/* Items that come of strips [first, last) on a page: about so many, as most pages repeat no head
 * and have few frames. */
size_t stack_items(const struct stack *stack, size_t first, size_t last);

/* Keeps strips [first, count) on one page. */
void stack_keep(struct stack *stack, size_t first);

/* Makes strips [first, last) one strip of at least `height`, kept whole: grounds become shapes, the
 * head of a later piece is repeated, and a single frame around everything grows to that height.
 * `shift` moves the rest down. */
struct strip stack_merge(struct setting *s, const struct stack *stack, size_t first, size_t last,
                         mpt height, mpt shift);

/* Strips [first, last) once more, for later pages: an artifact without links, since it says nothing
 * new. */
struct strip *stack_repeat(struct setting *s, const struct stack *stack, size_t first, size_t last);

/* Makes room for `more` items where their number is known before. */
void strip_reserve(struct setting *s, struct strip *strip, size_t more);

/* One more item of the strip, zeroed. The result is valid until the next call. */
struct item *strip_item(struct setting *s, struct strip *strip);

/* Appends copies of `items`, moved by (dx, dy). */
void strip_copy(struct setting *s, struct strip *strip, const struct item *items, size_t count,
                mpt dx, mpt dy);

/* Gives the links of a line tags of their own, below `tag`. */
void strip_tag_links(struct setting *s, struct item *items, size_t count, int tag);

/* Appends line `index` of the paragraph, its left edge at x, its baseline at y, and tags its links
 * below the paragraph's tag. */
void strip_line(struct setting *s, struct strip *strip, const struct paragraph *paragraph,
                size_t index, mpt x, mpt y);

/* A straight rule, an artifact. `y` is its upper edge. As a line it keeps a visible width on any
 * screen; a filled rectangle of 0.4 pt would not. `dash`: length of dashes and gaps, 0 = solid. */
void strip_rule(struct setting *s, struct strip *strip, mpt x, mpt y, mpt width, mpt thickness,
                enum colour colour, mpt dash);

/* A filled rectangle, an artifact. */
void strip_rect(struct setting *s, struct strip *strip, mpt x, mpt y, mpt width, mpt height,
                enum colour fill);

/* White that the frames cut between strip `index` and its neighbour before (`above`) or behind need
 * beyond the strip; 0 when no frame is behind both. */
mpt stack_cut_pad(const struct stack *stack, size_t index, bool above);

/* The same for a strip that is itself cut: of all frames behind it. */
mpt frame_pads(const struct frame *frame);

/* Strips [first, last) of a stack on a page or in a column, and where they stand. */
struct range {
    const struct stack *stack;
    size_t first, last;
    const mpt *tops; /* of each strip; the head above the first one not counted */
    mpt bottom;      /* a frame around all strips ends here at least; 0 = with the last */
};

/* Appends to `list` strip `index` of the range, with the pieces of frames that begin at it; above
 * the first one its repeated head. */
void range_paint(struct setting *s, const struct range *range, size_t index, struct strip *list);

#endif
