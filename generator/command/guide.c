/* guide.c -- `guide [FOLDER]`: the guidebook as a PDF and as one HTML file. No client is opened. */
#include "guide/guide.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/ruby.h"
#include "command/workspace.h"
#include "device/device.h"
#include "guide/book.h"
#include "guide/guard.h"
#include "layout/layout.h"

enum { FILE_MODE = 0644, FOLDER_MODE = 0755 }; /* for everybody */

/* The book is for reading on both, unless one was asked for. */
static unsigned formats_of(const struct options *options)
{
    return options->format_given ? options->formats : FORMAT_PDF | FORMAT_HTML;
}

static bool save(struct workspace *w, const struct options *options, const char *suffix,
                 const struct buffer *bytes)
{
    struct text path = text_format(w->arena, "%s/guide.%s", options->out, suffix);
    if (!file_make_folders(options->out, FOLDER_MODE, &w->diag) ||
        !file_write(path.ptr, buffer_text(bytes), FILE_MODE, &w->diag))
        return false;
    printf("%s\n", path.ptr);
    return true;
}

/* True unless the system failed; mistakes of authors are in the diag. */
static bool write_paper(struct workspace *w, const struct options *options,
                        const struct document *book)
{
    const struct pages *pages = layout_document(w->arena, book, w->theme, &w->tools, &w->diag);
    if (!pages)
        return true;
    struct buffer bytes = {0};
    bool saved = true;
    if (formats_of(options) & FORMAT_PDF &&
        pdf_write(w->arena, pages, w->pdf_fonts, &bytes, &w->diag))
        saved = save(w, options, "pdf", &bytes);
    if (formats_of(options) & FORMAT_TRACE) {
        buffer_clear(&bytes);
        trace_write(pages, &bytes);
        saved = save(w, options, "trace", &bytes) && saved;
    }
    buffer_free(&bytes);
    return saved;
}

static bool write_screen(struct workspace *w, const struct options *options,
                         const struct document *book)
{
    struct buffer bytes = {0};
    bool saved = !html_write(w->arena, book, w->shell, w->style, w->theme, &bytes, &w->diag) ||
                 save(w, options, "html", &bytes);
    buffer_free(&bytes);
    return saved;
}

static bool write_book(struct workspace *w, const struct options *options)
{
    const char *folder = options->operand_count > 0
                             ? options->operands[0]
                             : text_format(w->arena, "%s/guide", options->content).ptr;
    const char *clients = text_format(w->arena, "%s/clients", options->content).ptr;
    if (!guard_folder(w->arena, folder, clients, &w->diag))
        return true;
    const struct guide *guide = guide_load(w->arena, folder, w->catalog, &w->diag);
    if (!guide)
        return true;
    ruby_guide(w->arena, w, guide);
    w->diag.lenient = guide->foreign; /* a sign without glyph must not cost the book */
    const struct document *book = book_compose(w->arena, guide);
    bool saved = true;
    if (formats_of(options) & (FORMAT_PDF | FORMAT_TRACE))
        saved = write_paper(w, options, book);
    if (formats_of(options) & FORMAT_HTML)
        saved = write_screen(w, options, book) && saved;
    return saved;
}

enum exit_code command_guide(const struct options *options)
{
    unsigned needs = (formats_of(options) & (FORMAT_PDF | FORMAT_TRACE) ? NEED_PAPER : 0) |
                     (formats_of(options) & FORMAT_HTML ? NEED_SCREEN : 0) | NEED_NO_RECIPES;
    struct workspace w;
    bool saved = !workspace_open(&w, options, needs) || write_book(&w, options);
    enum exit_code code = !saved ? EXIT_SYSTEM : w.diag.errors > 0 ? EXIT_INPUT_WRONG : EXIT_DONE;
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
