/* layout.h -- a merged document on pages. The entry of this folder. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/pages.h"

struct diag;
struct font_set;
struct memo;
struct phraser;
struct theme;

/* What all documents of a run share. */
struct layout_tools {
    const struct font_set *fonts;
    /* For line ends of headings and cells; NULL = judged by script alone. */
    struct phraser *phraser;
    struct memo *memo; /* of paragraphs composed before; NULL = none; outlives the pages */
};

/* Lays `document` out in `a`. A sign without glyph, a word wider than its place, more pages than
 * document->page_limit (with how much to shorten), an unknown link target: reported to `d`, and the
 * result is NULL when it must not be printed. */
const struct pages *layout_document(struct arena *a, const struct document *document,
                                    const struct theme *theme, const struct layout_tools *tools,
                                    struct diag *d);

#endif
