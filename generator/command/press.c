#include "command/press.h"

#include "base/arena.h"
#include "base/file.h"
#include "command/ruby.h"
#include "command/separate.h"
#include "command/workspace.h"
#include "device/device.h"
#include "device/pdf_seal.h"
#include "layout/layout.h"
#include "merge/compose.h"
#include "model/client.h"
#include "model/report.h"

const char *press_suffix(enum format format)
{
    switch (format) {
    case FORMAT_PDF:
        return "pdf";
    case FORMAT_HTML:
        return "html";
    case FORMAT_TRACE:
        return "trace";
    }
    return "";
}

/* One document in all its formats, in memory. */
struct printed {
    const struct document *document;
    const struct pages *pages; /* NULL = none made */
    struct buffer pdf, trace, html;
};

static void give(struct arena *a, const struct press *press, const struct printed *printed,
                 enum format format, const struct buffer *bytes)
{
    if (bytes->size == 0)
        return;
    struct text document = printed->document->name;
    struct text name =
        text_format(a, "%.*s.%s", (int)document.size, document.ptr, press_suffix(format));
    press->take(
        press->context,
        &(struct press_file){.document = document,
                             .format = format,
                             .name = name,
                             .bytes = buffer_text(bytes),
                             .pages = format == FORMAT_HTML ? 0 : printed->pages->page_count});
}

static bool make_paper(struct arena *a, const struct press *press, struct printed *printed,
                       unsigned formats)
{
    const struct workspace *w = press->workspace;
    printed->pages = layout_document(a, printed->document, w->theme, &w->tools, press->diag);
    if (!printed->pages)
        return false;
    if (formats & FORMAT_TRACE)
        trace_write(printed->pages, &printed->trace);
    return !(formats & FORMAT_PDF) ||
           pdf_write(a, printed->pages, w->pdf_fonts, &printed->pdf, press->diag);
}

static bool make_screen(struct arena *a, const struct press *press, struct printed *printed)
{
    const struct workspace *w = press->workspace;
    return html_write(a, printed->document, w->shell, w->style, w->theme, &printed->html,
                      press->diag);
}

static struct addressee addressee(struct arena *a, const struct press *press,
                                  const struct client *client, const struct document *document,
                                  enum format format)
{
    struct text file =
        text_format(a, "%.*s/%.*s.%s", (int)client->id.size, client->id.ptr,
                    (int)document->name.size, document->name.ptr, press_suffix(format));
    return (struct addressee){press->isolation, press->client, file};
}

/* Does the document name no other client, in none of its formats? */
static bool is_separate(struct arena *a, const struct press *press, const struct client *client,
                        const struct printed *printed)
{
    const struct document *document = printed->document;
    struct addressee paper = addressee(a, press, client, document, FORMAT_PDF);
    struct addressee screen = addressee(a, press, client, document, FORMAT_HTML);
    bool good = !printed->pages || separate_pages(&paper, printed->pages, press->diag);
    return (printed->html.size == 0 ||
            separate_html(&screen, buffer_text(&printed->html), press->diag)) &&
           good;
}

/* Closes the PDF with the client's password. */
static bool seal(const struct press *press, struct printed *printed)
{
    struct buffer sealed = {0};
    bool good = pdf_seal(buffer_text(&printed->pdf), press->password, &sealed, press->diag);
    buffer_free(&printed->pdf);
    printed->pdf = sealed;
    if (!good)
        buffer_clear(&printed->pdf);
    return good;
}

/* All formats are made before any is given: a document that must not leave leaves in none. One that
 * a format could not be made of is still given in the others. */
static void make_document(struct arena *a, const struct press *press, const struct client *client,
                          const struct document *document, unsigned formats)
{
    struct printed printed = {.document = document};
    if (formats & (FORMAT_PDF | FORMAT_TRACE) && !make_paper(a, press, &printed, formats))
        buffer_clear(&printed.pdf);
    if (formats & FORMAT_HTML && !make_screen(a, press, &printed))
        buffer_clear(&printed.html);
    bool good = is_separate(a, press, client, &printed);
    if (good && press->password && printed.pdf.size > 0)
        good = seal(press, &printed);
    if (good) {
        give(a, press, &printed, FORMAT_PDF, &printed.pdf);
        give(a, press, &printed, FORMAT_TRACE, &printed.trace);
        give(a, press, &printed, FORMAT_HTML, &printed.html);
    }
    buffer_free(&printed.pdf);
    buffer_free(&printed.trace);
    buffer_free(&printed.html);
}

void press_client(struct arena *a, const struct press *press, const struct client *client)
{
    const struct report *report = report_make(a, press->workspace->catalog, client);
    struct value *data = compose_data(a, press->workspace->recipes, report);
    const struct recipe *recipes = press->workspace->recipes->list.items;
    for (size_t i = 0; i < press->workspace->recipes->list.count; i++) {
        unsigned formats = press->wanted(press->context, &recipes[i]);
        if (!formats)
            continue;
        const struct document *document =
            compose_document(a, &recipes[i], report, data, press->diag);
        if (!document)
            continue;
        ruby_document(a, press->workspace, client, document->blocks);
        if (press->missing)
            formats = press->missing(press->context, document, formats);
        if (formats)
            make_document(a, press, client, document, formats);
    }
}

struct text press_folder(struct arena *a, const char *out, struct text id, struct diag *d)
{
    struct text clients = text_format(a, "%s/clients", out);
    struct text folder = text_format(a, "%s/%.*s", clients.ptr, (int)id.size, id.ptr);
    bool made = file_make_folders(out, PRESS_OUT_MODE, d) &&
                file_make_folders(clients.ptr, PRESS_FOLDER_MODE, d) &&
                file_make_folders(folder.ptr, PRESS_FOLDER_MODE, d);
    return made ? folder : (struct text){0};
}

bool press_knows(struct workspace *w, const char *document)
{
    struct text wanted = text_of(document);
    if (text_is(wanted, "all") || recipe_find(w->recipes, wanted))
        return true;
    const struct recipe *list = w->recipes->list.items;
    struct text *names = arena_array(w->arena, w->recipes->list.count, sizeof *names);
    for (size_t i = 0; i < w->recipes->list.count; i++)
        names[i] = list[i].name;
    diag_add(&w->diag, MSG_UNKNOWN_DOCUMENT, (struct span){0}, "%s", document);
    diag_near(&w->diag, diag_nearest(wanted, names, w->recipes->list.count));
    return false;
}

unsigned press_needs(unsigned formats)
{
    return (formats & (FORMAT_PDF | FORMAT_TRACE) ? NEED_PAPER : 0) |
           (formats & FORMAT_HTML ? NEED_SCREEN : 0);
}
