/* pages.h -- finished pages: items at fixed positions. The contract between layout and the paged
 * devices (PDF, trace, SVG): no device measures, breaks or decides anything.
 *
 * Origin top left, y down, mpt. Items are painted in order. */
#ifndef LAYOUT_PAGES_H
#define LAYOUT_PAGES_H

#include "base/source.h"
#include "base/units.h"
#include "document/chart.h"
#include "document/document.h"

struct font;
struct image;

/* Structure for tagged PDF (ISO 32000-1, 14.7). tags[0] is the document. */
enum tag_role {
    TAG_DOCUMENT,
    TAG_PART,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_P,
    TAG_LIST,
    TAG_ITEM,
    TAG_LABEL,
    TAG_ITEM_BODY,
    TAG_TABLE,
    TAG_ROW,
    TAG_HEAD_CELL,
    TAG_CELL,
    TAG_FIGURE,
    TAG_LINK,
    TAG_TOC,
    TAG_TOC_ITEM,
    TAG_QUOTE,
    TAG_CODE,
    TAG_SECTION
};
enum { NO_TAG = -1 }; /* an artifact: header, footer, rule, ground */

struct tag {
    enum tag_role role;
    int parent;      /* index, smaller than its own; -1 for tags[0] */
    struct text alt; /* TAG_FIGURE */
};

struct glyph {
    uint32_t id;
    mpt x, y;       /* origin of the glyph from the run's origin; y down */
    uint32_t start; /* its cluster's bytes in the run's text: glyphs of one cluster share them */
    uint32_t end;
};

/* Text of one font, size and colour on one baseline. `text` is exactly what copying must give. */
struct run {
    const struct font *font;
    mpt size;
    enum colour colour;
    struct text text;
    struct glyph *glyphs;
    size_t glyph_count;
    int widen; /* glyphs are drawn so many 1/1000 wider than the font has them; mostly 0 */
    mpt width; /* to the end of the last advance */
};

enum item_kind { ITEM_RUN, ITEM_SHAPE, ITEM_IMAGE, ITEM_LINK, ITEM_ANCHOR };

struct item {
    enum item_kind kind;
    int tag;  /* index into tags, or NO_TAG */
    mpt x, y; /* RUN: start of the baseline; SHAPE: added to the shape's own origin; LINK, IMAGE:
                 top left; ANCHOR: the top of its target */
    mpt width, height; /* LINK, IMAGE */
    union {
        const struct run *run;     /* RUN; shared by all items that say the same */
        const struct shape *shape; /* SHAPE; never SHAPE_TEXT: layout turns those into runs */
        const struct image *image; /* IMAGE: one that raster_decode has accepted */
    };
    struct text target; /* LINK: "#id" or an address; ANCHOR: the id; RUN: while layout lacks a
                           number, the id whose page it is of */
};

struct page {
    struct item *items;
    size_t item_count;
};

struct outline {
    int level; /* 1.. */
    struct text title;
    size_t page; /* from 0 */
    mpt y;
};

struct pages {
    const struct document *document; /* title, author, … for metadata */
    mpt width, height;
    const uint32_t *colours; /* COLOUR_COUNT of 0xRRGGBB */
    struct page *pages;
    size_t page_count;
    struct outline *outlines;
    size_t outline_count;
    struct tag *tags;
    size_t tag_count;
};

#endif
