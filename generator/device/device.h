/* device.h -- how a document is written: one function a format.
 *
 * Devices append to `out` and complain to `d`; they neither open files nor decide names. The same
 * input gives the same bytes. */
#ifndef DEVICE_DEVICE_H
#define DEVICE_DEVICE_H

#include "base/buffer.h"
#include "layout/pages.h"

struct diag;
struct font_set;
struct pdf_fonts;
struct theme;

/* Faces prepared for subsetting, shared by all documents of a run; free with pdf_fonts_free. */
struct pdf_fonts *pdf_fonts_new(const struct font_set *fonts);
void pdf_fonts_free(struct pdf_fonts *fonts);

/* PDF 1.7 with exact subset fonts, bookmarks, links, structure tags and Japanese metadata.
 * `scratch` is for passing use. False when libharu or the subsetter failed (reported). */
bool pdf_write(struct arena *scratch, const struct pages *pages, struct pdf_fonts *fonts,
               struct buffer *out, struct diag *d);

/* One self-contained HTML file: `shell` is templates/document.html with @title@, @style@, @lang@
 * and
 * @body@ places, `style` the text of templates/style.css. */
bool html_write(struct arena *scratch, const struct document *document, const struct source *shell,
                const struct source *style, const struct theme *theme, struct buffer *out,
                struct diag *d);

/* What a page of several must be told, as its chapter does not know it. */
struct html_page {
    /* Writes the address of `target` ("#id", or another page as "#slug", "#slug/id"). */
    void (*address)(void *context, struct text target, struct buffer *out);
    /* Writes the number of the source that a note stands for as a link, or its text. */
    void (*note)(void *context, struct text number, struct buffer *out);
    void *context;
    const struct text *ids; /* of the headings in the order of the tree, absent = none */
    struct text images;     /* address before the names of pictures: "files/" */
};

/* What stands under the h1 of one page, which the caller has written: merged blocks, with no page
 * around them. */
void html_content(struct arena *scratch, const struct block *blocks, const struct html_page *page,
                  struct buffer *out);

/* The theme's colours as custom properties (--text, --primary, ...), so that paper and screen
 * agree: a rule for the root element. */
void html_colours(const struct theme *theme, struct buffer *out);

/* The pages as text for golden tests: a line an item, lengths as integers. */
void trace_write(const struct pages *pages, struct buffer *out);

/* A figure as an SVG element with title and description, `id` unique in its page. */
void svg_write(const struct figure *figure, struct text id, struct buffer *out);

/* Escapes for element content and attribute values of HTML, SVG and XML: the only place. */
void markup_text(struct buffer *out, struct text t);

#endif
