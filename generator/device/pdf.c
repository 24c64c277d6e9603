#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "device/pdf_font.h"
#include "device/pdf_image.h"
#include "device/pdf_link.h"
#include "device/pdf_meta.h"
#include "device/pdf_object.h"
#include "device/pdf_outline.h"
#include "device/pdf_page.h"
#include "device/pdf_tag.h"

/* All pages share one dictionary of resources. Its fonts are known when the last page is painted,
 * so it is filled then. */
static struct pdf_sheet **make_sheets(struct arena *scratch, const struct pages *pages,
                                      const struct pdf_object *resources, bool tagged,
                                      struct pdf_file *file)
{
    struct pdf_sheet **sheets = arena_array(scratch, pages->page_count, sizeof(struct pdf_sheet *));
    for (size_t i = 0; i < pages->page_count; i++) {
        sheets[i] = pdf_sheet_new(file, pages->width, pages->height);
        struct buffer *b = &sheets[i]->page.body;
        buffer_printf(b, "/Resources %u 0 R\n", resources->number);
        if (tagged) /* /Tabs: the tab key visits links in the order of the structure */
            buffer_printf(b, "/StructParents %zu /Tabs /S\n", i);
    }
    return sheets;
}

static void paint_pages(struct arena *scratch, const struct pages *pages,
                        struct pdf_sheet *const *sheets, struct pdf_subsets *subsets,
                        struct pdf_images *images, struct pdf_tags *tags, struct pdf_file *file)
{
    const struct pdf_anchors *anchors = pdf_anchors_new(scratch, pages, sheets);
    struct buffer content = {0};
    struct pdf_canvas canvas = {.out = &content, .pages = pages};
    for (size_t i = 0; i < pages->page_count; i++) {
        buffer_clear(&content);
        canvas.state = (struct pdf_state){0};
        pdf_page_paint(&canvas, subsets, images, tags, i);
        pdf_stream_fill(file, &sheets[i]->content, SYNTAX_CONTENT, buffer_text(&content));
        pdf_links_write(scratch, anchors, tags, file, i);
    }
    buffer_free(&content);
}

static void report(const struct pages *pages, const struct pdf_error *error, struct diag *d)
{
    if (error->what)
        diag_add(d, MSG_PDF_LIBRARY, pages->document->span, "%s", error->what);
    else
        diag_add(d, MSG_PDF_LIBRARY, pages->document->span, "libharu 0x%04lX, %lu", error->number,
                 error->detail);
}

bool pdf_write(struct arena *scratch, const struct pages *pages, struct pdf_fonts *fonts,
               struct buffer *out, struct diag *d)
{
    struct pdf_file *file = pdf_file_new(scratch, out, pdf_fonts_syntax(fonts));
    struct pdf_object *resources = pdf_object_new(file);
    struct pdf_sheet **sheets = make_sheets(scratch, pages, resources, pages->tag_count > 0, file);
    struct pdf_tags *tags = pdf_tags_new(scratch, pages, sheets, file);
    struct pdf_subsets *subsets = pdf_subsets_new(scratch, fonts);

    struct pdf_images *images = pdf_images_new(scratch, file);

    paint_pages(scratch, pages, sheets, subsets, images, tags, file);

    buffer_puts(&resources->body, "/Font <<");
    pdf_subsets_write(subsets, file, &resources->body);
    buffer_puts(&resources->body, ">>\n/XObject <<");
    pdf_images_write(images, &resources->body);
    buffer_puts(&resources->body, ">>\n");
    pdf_tags_write(tags, file);
    pdf_outline_write(scratch, pages, sheets, file);
    bool accessible = pdf_tags_complete(tags) && pages->document->title.size > 0;
    pdf_meta_write(pages->document, accessible, file);

    bool saved = pdf_file_save(file);
    if (!saved)
        report(pages, pdf_file_error(file), d);
    pdf_file_free(file);
    return saved;
}
