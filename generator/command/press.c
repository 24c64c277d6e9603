#include "command/press.h"

#include "base/arena.h"
#include "base/file.h"
#include "command/workspace.h"
#include "device/device.h"
#include "layout/layout.h"
#include "merge/compose.h"
#include "merge/data.h"
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

static void give(struct arena *a, const struct press *press, const struct document *document,
                 enum format format, const struct buffer *bytes, size_t pages)
{
    struct text name = text_format(a, "%.*s.%s", (int)document->name.size, document->name.ptr,
                                   press_suffix(format));
    press->take(press->context, &(struct press_file){.document = document->name,
                                                     .format = format,
                                                     .name = name,
                                                     .bytes = buffer_text(bytes),
                                                     .pages = pages});
}

static void make_paper(struct arena *a, const struct press *press, const struct document *document,
                       unsigned formats)
{
    const struct workspace *w = press->workspace;
    const struct pages *pages = layout_document(a, document, w->theme, &w->tools, press->diag);
    if (!pages)
        return;
    struct buffer bytes = {0};
    if (formats & FORMAT_PDF && pdf_write(a, pages, w->pdf_fonts, &bytes, press->diag))
        give(a, press, document, FORMAT_PDF, &bytes, pages->page_count);
    if (formats & FORMAT_TRACE) {
        buffer_clear(&bytes);
        trace_write(pages, &bytes);
        give(a, press, document, FORMAT_TRACE, &bytes, pages->page_count);
    }
    buffer_free(&bytes);
}

static void make_screen(struct arena *a, const struct press *press, const struct document *document)
{
    const struct workspace *w = press->workspace;
    struct buffer bytes = {0};
    if (html_write(a, document, w->shell, w->style, w->theme, &bytes, press->diag))
        give(a, press, document, FORMAT_HTML, &bytes, 0);
    buffer_free(&bytes);
}

void press_client(struct arena *a, const struct press *press, const struct client *client)
{
    const struct report *report = report_make(a, press->workspace->catalog, client);
    struct value *data = data_make(a, report);
    const struct recipe *recipes = press->workspace->recipes->list.items;
    for (size_t i = 0; i < press->workspace->recipes->list.count; i++) {
        unsigned formats = press->wanted(press->context, &recipes[i]);
        if (!formats)
            continue;
        const struct document *document =
            compose_document(a, &recipes[i], report, data, press->diag);
        if (!document)
            continue;
        if (formats & (FORMAT_PDF | FORMAT_TRACE))
            make_paper(a, press, document, formats);
        if (formats & FORMAT_HTML)
            make_screen(a, press, document);
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
