/* paragraph.h -- the lines of a paragraph: where they end, how punctuation and gaps give way, and
 * how the right edge becomes flush (JLREQ 3.8, JIS X 4051 4.19).
 *
 * Lines are chosen for the whole paragraph (least sum of squared adjustment), not one by one. A
 * line is first squeezed (punctuation, Latin–kanji gaps), then stretched; no gap grows so far that
 * readers of the PDF would see a space there. Positions are relative to the paragraph's left edge
 * and each line's baseline. */
#ifndef LAYOUT_PARAGRAPH_H
#define LAYOUT_PARAGRAPH_H

#include "layout/font.h"
#include "layout/pages.h"

struct boxes;
struct diag;
struct entry;
struct paragraph_widths;
struct phraser;

/* What few parts have beyond their letters; absent = none. */
struct adornment {
    struct text target; /* link */
    struct text ruby;   /* the reading, set above the text in half size; implies keep */
    struct text page;   /* the text gives way to the number of this id's page */
};

/* A stretch of text of one look. Texts of neighbouring parts are broken as one text. "\n" ends a
 * line. */
struct part {
    struct text text;
    const struct font *font;
    mpt size;
    mpt rise; /* baseline up, for note numbers */
    enum colour colour;
    bool keep;                       /* never broken inside (when it fits the measure) */
    bool strike;                     /* a line through it */
    bool badge;                      /* drawn with a rounded frame in `colour`; implies keep */
    bool number;                     /* a white number on a disc of `colour`; implies keep */
    const struct adornment *adorned; /* NULL = letters alone */
    struct span span;                /* for diagnostics */
};

static inline struct text part_target(const struct part *part)
{
    return part->adorned ? part->adorned->target : (struct text){0};
}

static inline struct text part_ruby(const struct part *part)
{
    return part->adorned ? part->adorned->ruby : (struct text){0};
}

static inline struct text part_page(const struct part *part)
{
    return part->adorned ? part->adorned->page : (struct text){0};
}

struct line {
    struct item *items; /* y = 0 is the baseline */
    size_t item_count;
    mpt width;         /* of what is drawn, after adjustment */
    mpt stretch;       /* mpt added (+) or taken (−) per gap on average, for tests */
    bool ruby;         /* stands over some of it: see ruby_extra */
    size_t start, end; /* bytes of the paragraph's text (the parts joined) */
};

struct paragraph {
    struct text text;
    struct line *lines;
    size_t line_count; /* 0 for an empty text */
    /* What strip_line gives to the items it places: their tag, but for those with NO_TAG, and how
     * far they move to the right. */
    int tag;
    mpt shift;
};

struct paragraph_rules {
    mpt measure;      /* > 0 */
    mpt first_indent; /* of the first line */
    bool justify;     /* all lines but the last and those ended by "\n" */
    enum align align; /* when not justified, and for last lines */
    bool balance;     /* headings, cells: choose line ends so that lines have like lengths */
    struct phraser
        *phraser; /* headings, cells, narrow measures: lines end with phrases; else NULL */
    int tag;      /* for the items */
    const struct paragraph_widths *widths; /* of the same parts if they were measured, or NULL */
};

/* Composes the paragraph. A sign that no font has is reported at its part's span (the rest is still
 * set); a piece wider than the measure is broken at any cluster, never clipped. */
const struct paragraph *paragraph_compose(struct arena *a, const struct part *parts, size_t count,
                                          const struct paragraph_rules *rules, struct diag *d);

/* The left edge of a line of this width, the first of the paragraph or not: its indent, and what
 * the alignment leaves. */
mpt paragraph_left(const struct paragraph_rules *rules, bool first, mpt width);

/* Widths for table columns and boxes. Report nothing. */
struct paragraph_widths {
    mpt natural;         /* on one line */
    struct boxes *boxes; /* of the parts; what is found out about them is added */
    struct entry *entry; /* what layout/memo.c knows of them, or NULL */
};
struct paragraph_widths paragraph_widths(struct arena *a, const struct part *parts, size_t count);

/* Of the text that `widths` was found for, the width of the longest piece that cannot be broken:
 * dearer to find. */
mpt paragraph_minimum(struct arena *a, const struct paragraph_widths *widths);

/* Widths between minimum and natural, dearer still: the phraser is asked unless the minimum is the
 * natural width. */
struct paragraph_phrases {
    mpt phrase; /* of the longest phrase, or part of a long compound */
    mpt word;   /* of the longest word */
};
struct paragraph_phrases paragraph_phrases(struct arena *a, const struct paragraph_widths *widths,
                                           struct phraser *phraser);

/* The width of `part` on one line; line feeds count as nothing. Reports nothing. */
mpt paragraph_width(struct arena *a, const struct part *part);
/* Where the clusters of that line begin and end, by byte offset into the part's text: `left` and
 * `right` have an element for every byte and one more. Offsets inside a cluster get its end. */
void paragraph_edges(struct arena *a, const struct part *part, mpt *left, mpt *right);

#endif
