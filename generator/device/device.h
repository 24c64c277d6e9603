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

/* The pages as text for golden tests: a line an item, lengths as integers. */
void trace_write(const struct pages *pages, struct buffer *out);

/* A figure as an SVG element with title and description, `id` unique in its page. */
void svg_write(const struct figure *figure, struct text id, struct buffer *out);

/* Escapes for element content and attribute values of HTML, SVG and XML: the only place. */
void markup_text(struct buffer *out, struct text t);

#endif
