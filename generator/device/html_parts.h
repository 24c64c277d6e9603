/* html_parts.h -- the pieces of device/html*.c; private to them.
 *
 * All of a document's texts go through markup_text; classes and ids too. */
#ifndef DEVICE_HTML_PARTS_H
#define DEVICE_HTML_PARTS_H

#include "base/buffer.h"
#include "document/document.h"

struct html_page;

struct html {
    struct arena *scratch;
    const struct document *document;
    struct buffer *out;
    const struct block *title;    /* the heading that is the page's h1; NULL: the header has it */
    int shift;                    /* added to the levels of all other headings */
    int rank;                     /* of the last heading written; 0 = none yet */
    struct text heading;          /* its words, for the names of tables and figures */
    size_t figures;               /* written so far */
    struct text images;           /* address before the names of pictures ("../files/"), which the
                                     caller has copied there; absent: pictures are within the page */
    size_t headings;              /* written so far */
    const struct html_page *page; /* of a site; NULL: the document is one file */
};

/* A list of blocks. */
void html_blocks(struct html *h, const struct block *first);

/* A list of inlines. Links whose target is none of #id, http, https, mailto, tel come out as their
 * text. */
void html_inlines(struct html *h, const struct inline_node *first);

/* The table of contents that `block` asks for. */
void html_contents(struct html *h, const struct block *block);

/* The id of a footnote: on a site without its chapter's name, which the page has. */
void html_note_id(struct html *h, struct text id);

/* A table. One that is wider than a phone has class "cards", and its cells carry the heads of their
 * columns as data-label. */
void html_table(struct html *h, const struct block *table);

/* A picture of a file with its caption. */
void html_image(struct html *h, const struct block *block);

/* A figure with the same values as a table that can be opened. */
void html_figure(struct html *h, const struct block *block);

#endif
