/* theme.h -- templates/theme.yaml: page, type sizes, spaces, colours.
 *
 * A theme has one set for each style of document: "sheet" (dense, one page) and "report". Lengths
 * are mpt, positions are measured from the top left corner of the page. */
#ifndef LAYOUT_THEME_H
#define LAYOUT_THEME_H

#include "base/schema.h"
#include "base/units.h"
#include "document/chart.h"

struct diag;
struct font;

/* How a kind of block is set. */
struct text_style {
    struct text family; /* "gothic", "mincho": a name in fonts.yaml; never absent after loading */
    bool bold;
    mpt size;
    mpt leading;       /* baseline to baseline */
    mpt before, after; /* space above (not at a page top) and below; adjacent spaces: the larger */
    mpt indent;        /* of the first line */
    int colour;        /* enum colour */
    int strong;        /* enum colour of strong text; COLOUR_NONE = that of the text around it */
    bool justify;      /* otherwise flush left, ragged right */
    const struct font *faces[2]; /* the family's regular and bold one, in the set of a setting */
};

enum style_role {
    STYLE_BODY,
    STYLE_LEAD,
    STYLE_SMALL,
    STYLE_TITLE,      /* h1 */
    STYLE_SECTION,    /* h2 */
    STYLE_SUBSECTION, /* h3 */
    STYLE_MINOR,      /* h4 */
    STYLE_TABLE,
    STYLE_TABLE_HEAD,
    STYLE_BOX,
    STYLE_BOX_TITLE,
    STYLE_HEADER,
    STYLE_FOOTER,
    STYLE_CODE,
    STYLE_META,
    STYLE_FOOT,      /* small print above the foot of a sheet */
    STYLE_SEAL,      /* label of a box to stamp */
    STYLE_TOC,       /* a chapter in the contents */
    STYLE_TOC_MINOR, /* deeper levels there */
    STYLE_COVER_TITLE,
    STYLE_COVER_NAME,
    STYLE_COUNT
};

/* One set of styles: documents of style "sheet" and "report" differ. */
struct theme_set {
    const struct yaml_node *node, *styles_node;
    struct text name; /* "sheet", "report" */
    mpt page_width, page_height;
    mpt margin_top, margin_bottom, margin_left, margin_right;
    mpt header_y, header_rule; /* baseline and hairline of the running header; 0 = no header */
    mpt footer_y, footer_rule; /* the same of the footer; rule 0 = no hairline */
    bool footer_full; /* vendor, date, number and pages; otherwise only what must not be missing */
    bool stretch;     /* the white of a one-page document gives way, so that it fills its page */
    bool
        parts; /* h1 is a part, h2 a chapter, which begins a page; their looks are those of h1 on */
    mpt band;  /* of colour across the head of title pages; 0 = none */
    bool section_circle; /* h2 with a numbered disc, otherwise with a bar at its left */
    mpt section_bar;     /* width of that bar */
    mpt section_gap;     /* from bar or disc to the heading */
    mpt rule_width;      /* of a --- in a chapter */
    int rule_colour;     /* enum colour */
    mpt hairline;        /* rules between rows, around boxes */
    mpt head_rule;       /* under the head of a table, above a sum */
    mpt cell_pad_x, cell_pad_y;
    mpt box_pad_x, box_pad_y, box_radius;
    mpt bar_width, bar_gap; /* the bar at the left of a lead and its distance from the text */
    mpt list_indent;        /* from the edge of a list to the text of an item */
    mpt list_gap;           /* between items */
    mpt column_gap;
    mpt seal_size;
    mpt block_gap; /* above and below tables, figures, boxes and columns */
    struct text_style styles[STYLE_COUNT];
};

struct theme {
    struct theme_set *sets;
    size_t set_count;
    uint32_t colours[COLOUR_COUNT]; /* 0xRRGGBB */
};

/* Reads `folder`/theme.yaml. Reports to `d`, NULL when it cannot be used: a wrong value, a set
 * named twice, margins that leave no room for text. */
const struct theme *theme_load(struct arena *a, const char *folder, struct diag *d);

/* The same from a source already in memory. */
const struct theme *theme_read(struct arena *a, const struct source *source, struct diag *d);

/* The set called `name`, or NULL. */
const struct theme_set *theme_find(const struct theme *theme, struct text name);

#endif
