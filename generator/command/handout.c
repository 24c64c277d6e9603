/* handout.c -- `handout CLIENT…`: the main job, from client files to paper and screen. */
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/workspace.h"
#include "device/device.h"
#include "layout/layout.h"
#include "merge/compose.h"
#include "merge/data.h"
#include "model/report.h"

/* Client data: for the vendor's own account only. */
enum { FILE_MODE = 0600, FOLDER_MODE = 0700, OUT_MODE = 0755 };

/* One client's pass: what it needs and where its complaints go. */
struct job {
    const struct workspace *workspace;
    const struct options *options;
    struct arena *arena;
    struct diag *diag;
    struct text folder;
    bool system_failed;
};

static bool save(struct job *job, const struct document *document, const char *suffix,
                 const struct buffer *bytes)
{
    struct text path =
        text_format(job->arena, "%.*s/%.*s.%s", (int)job->folder.size, job->folder.ptr,
                    (int)document->name.size, document->name.ptr, suffix);
    if (!file_write(path.ptr, buffer_text(bytes), FILE_MODE, job->diag)) {
        job->system_failed = true;
        return false;
    }
    printf("%s\n", path.ptr);
    return true;
}

static void write_paper(struct job *job, const struct document *document)
{
    const struct workspace *w = job->workspace;
    const struct pages *pages =
        layout_document(job->arena, document, w->theme, w->fonts, job->diag);
    if (!pages)
        return;
    struct buffer bytes = {0};
    if (job->options->formats & FORMAT_PDF &&
        pdf_write(job->arena, pages, w->pdf_fonts, &bytes, job->diag))
        save(job, document, "pdf", &bytes);
    if (job->options->formats & FORMAT_TRACE) {
        buffer_clear(&bytes);
        trace_write(pages, &bytes);
        save(job, document, "trace", &bytes);
    }
    buffer_free(&bytes);
}

static void write_screen(struct job *job, const struct document *document)
{
    const struct workspace *w = job->workspace;
    struct buffer bytes = {0};
    if (html_write(job->arena, document, w->shell, w->style, w->theme, &bytes, job->diag))
        save(job, document, "html", &bytes);
    buffer_free(&bytes);
}

static void write_documents(struct job *job, const struct report *report)
{
    const struct recipes *recipes = job->workspace->recipes;
    const struct recipe *list = recipes->list.items;
    bool all = text_is(text_of(job->options->document), "all");
    struct value *data = data_make(job->arena, report);
    for (size_t i = 0; i < recipes->list.count; i++) {
        if (!all && !text_is(list[i].name, job->options->document))
            continue;
        const struct document *document =
            compose_document(job->arena, &list[i], report, data, job->diag);
        if (!document)
            continue;
        if (job->options->formats & (FORMAT_PDF | FORMAT_TRACE))
            write_paper(job, document);
        if (job->options->formats & FORMAT_HTML)
            write_screen(job, document);
    }
}

static bool make_folder(struct job *job, const struct client *client)
{
    struct text clients = text_format(job->arena, "%s/clients", job->options->out);
    job->folder =
        text_format(job->arena, "%s/%.*s", clients.ptr, (int)client->id.size, client->id.ptr);
    bool made = file_make_folders(job->options->out, OUT_MODE, job->diag) &&
                file_make_folders(clients.ptr, FOLDER_MODE, job->diag) &&
                file_make_folders(job->folder.ptr, FOLDER_MODE, job->diag);
    job->system_failed = !made;
    return made;
}

static enum exit_code handout_client(const struct workspace *w, const struct options *options,
                                     const char *path)
{
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct job job = {.workspace = w, .options = options, .arena = arena, .diag = &diag};
    const struct client *client = workspace_client(arena, w, path, &diag);
    if (client && make_folder(&job, client)) {
        diag.context = client->id;
        write_documents(&job, report_make(arena, w->catalog, client));
    }
    workspace_report(&diag, options);
    enum exit_code code = job.system_failed ? EXIT_SYSTEM
                          : diag.errors > 0 ? EXIT_INPUT_WRONG
                                            : EXIT_DONE;
    arena_free(arena);
    return code;
}

static bool knows_document(struct workspace *w, const struct options *options)
{
    struct text wanted = text_of(options->document);
    if (text_is(wanted, "all") || recipe_find(w->recipes, wanted))
        return true;
    const struct recipe *list = w->recipes->list.items;
    struct text *names = arena_array(w->arena, w->recipes->list.count, sizeof *names);
    for (size_t i = 0; i < w->recipes->list.count; i++)
        names[i] = list[i].name;
    diag_add(&w->diag, MSG_UNKNOWN_DOCUMENT, (struct span){0}, "%s", options->document);
    diag_near(&w->diag, diag_nearest(wanted, names, w->recipes->list.count));
    return false;
}

enum exit_code command_handout(const struct options *options)
{
    unsigned needs = (options->formats & (FORMAT_PDF | FORMAT_TRACE) ? NEED_PAPER : 0) |
                     (options->formats & FORMAT_HTML ? NEED_SCREEN : 0);
    struct workspace w;
    enum exit_code code = EXIT_DONE;
    if (!workspace_open(&w, options, needs)) {
        code = EXIT_INPUT_WRONG;
    } else if (!knows_document(&w, options)) {
        code = EXIT_SYSTEM;
    } else {
        for (size_t i = 0; i < options->operand_count; i++) {
            enum exit_code result = handout_client(&w, options, options->operands[i]);
            code = result > code ? result : code;
        }
    }
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
