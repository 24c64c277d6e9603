/* portfolio.c -- `portfolio FOLDER`: the vendor's own view of all clients of a folder. */
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/roll.h"
#include "command/press.h"
#include "command/workspace.h"
#include "model/catalog.h"
#include "model/client.h"
#include "model/report.h"
#include "portfolio/portfolio.h"
#include "portfolio/write.h"

enum { LOOK_LIMIT = 1024 * 1024, NOTES_MOST = 20 };

struct job {
    const struct options *options;
    struct workspace workspace;
    struct portfolio portfolio;
};

/* --- clients --------------------------------------------------------------------------------- */

static void add_failure(struct job *job, const struct roll_entry *entry, const struct diag *diag)
{
    struct portfolio *portfolio = &job->portfolio;
    struct portfolio_failure *failure =
        arena_push(portfolio->arena, &portfolio->failures, &portfolio->failure_count,
                   sizeof *portfolio->failures);
    failure->file = entry->file;
    failure->notes =
        diag_notes(portfolio->arena, diag, LANGUAGE_JA, NOTES_MOST, &failure->note_count);
}

/* A client's own memory goes with it: only its row stays. */
static void add_client(struct job *job, const struct roll_entry *entry)
{
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    const struct client *client = NULL;
    if (entry->twin)
        diag_add(&diag, MSG_BATCH_TWINS, (struct span){0}, "%s, %s", entry->path.ptr,
                 entry->twin->path.ptr);
    else
        client = workspace_client(arena, &job->workspace, entry->path.ptr, &diag);
    if (client)
        portfolio_add(&job->portfolio, report_make(arena, job->workspace.catalog, client));
    else
        add_failure(job, entry, &diag);
    workspace_report(&diag, job->options);
    arena_free(arena);
}

static bool read_clients(struct job *job)
{
    struct diag *diag = &job->workspace.diag;
    const char *folder = job->options->operands[0];
    struct roll roll;
    if (!roll_read(job->workspace.arena, folder, &roll, diag))
        return false;
    if (roll.count == 0)
        return diag_add(diag, MSG_PORTFOLIO_EMPTY, (struct span){0}, "%s", folder);
    for (size_t i = 0; i < roll.count; i++)
        add_client(job, &roll.entries[i]);
    portfolio_close(&job->portfolio);
    return true;
}

static bool read_date(struct job *job)
{
    const char *date = job->options->date;
    if (!date)
        return true;
    job->portfolio.date_given = date_parse(text_of(date), &job->portfolio.date);
    return job->portfolio.date_given ||
           diag_add(&job->workspace.diag, MSG_BAD_DATE, (struct span){0}, "--date %s", date);
}

/* --- results --------------------------------------------------------------------------------- */

static const struct source *load_look(struct job *job, const char *name)
{
    struct arena *a = job->workspace.arena;
    const char *path = text_format(a, "%s/portfolio/%s", job->options->templates, name).ptr;
    return source_load(a, path, LOOK_LIMIT, &job->workspace.diag);
}

static bool make_page(struct job *job, struct buffer *out)
{
    struct workspace *w = &job->workspace;
    struct portfolio_look look = {.shell = load_look(job, "page.html"),
                                  .style = w->style,
                                  .own = load_look(job, "page.css"),
                                  .script = load_look(job, "page.js"),
                                  .theme = w->theme};
    return look.shell && look.own && look.script &&
           portfolio_page(w->arena, &job->portfolio, &look, out, &w->diag);
}

static void make_peers(struct job *job, struct buffer *out)
{
    const struct portfolio *portfolio = &job->portfolio;
    struct arena *a = portfolio->arena;
    struct peer *members = arena_array(a, portfolio->count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < portfolio->count; i++) {
        if (portfolio->rows[i].counted)
            members[count++] = portfolio->rows[i].peer;
    }
    bool fictional = portfolio->fictional == portfolio->count;
    peers_write(peers_make(a, members, count, portfolio->date, fictional), out);
}

static bool save(struct job *job, const char *folder, const char *name, const struct buffer *bytes)
{
    const char *path = text_format(job->workspace.arena, "%s/%s", folder, name).ptr;
    if (!file_write(path, buffer_text(bytes), PRESS_FILE_MODE, &job->workspace.diag))
        return false;
    printf("%s\n", path);
    return true;
}

/* Everything is made before anything is written. */
static bool make_files(struct job *job)
{
    struct workspace *w = &job->workspace;
    const char *folder = text_format(w->arena, "%s/portfolio", job->options->out).ptr;
    struct buffer page = {0};
    struct buffer table = {0};
    struct buffer book = {0};
    struct buffer peers = {0};
    bool good =
        make_page(job, &page) && portfolio_workbook(w->arena, &job->portfolio, &book, &w->diag);
    portfolio_csv(w->arena, &job->portfolio, &table);
    make_peers(job, &peers);
    good = good && file_make_folders(job->options->out, PRESS_OUT_MODE, &w->diag) &&
           file_make_folders(folder, PRESS_FOLDER_MODE, &w->diag) &&
           save(job, folder, "index.html", &page) && save(job, folder, "clients.csv", &table) &&
           save(job, folder, "clients.xlsx", &book) && save(job, folder, "peers.yaml", &peers);
    buffer_free(&page);
    buffer_free(&table);
    buffer_free(&book);
    buffer_free(&peers);
    return good;
}

static enum exit_code run(struct job *job)
{
    if (job->options->operand_count != 1) {
        diag_add(&job->workspace.diag, MSG_PORTFOLIO_USAGE, (struct span){0}, "%s",
                 job->options->operands[1]);
        return EXIT_SYSTEM;
    }
    job->portfolio.arena = job->workspace.arena;
    job->portfolio.vendor = job->workspace.catalog->vendor.name;
    if (!read_date(job))
        return EXIT_SYSTEM;
    if (!read_clients(job))
        return EXIT_INPUT_WRONG;
    if (!make_files(job))
        return EXIT_SYSTEM;
    return job->portfolio.failure_count > 0 ? EXIT_INPUT_WRONG : EXIT_DONE;
}

enum exit_code command_portfolio(const struct options *options)
{
    struct job job = {.options = options};
    bool open = workspace_open(&job.workspace, options, NEED_SCREEN | NEED_NO_RECIPES);
    enum exit_code code = open ? run(&job) : EXIT_INPUT_WRONG;
    workspace_report(&job.workspace.diag, options);
    workspace_close(&job.workspace);
    return code;
}
