/* check.c -- `check [PATH…]`: reads everything as the other commands would, writes nothing.
 *
 * Without a path: all of --content, whether it is plain Japanese, its clients merged and laid out
 * in every document. A path is a client file or a folder of client files. */
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/check_guide.h"
#include "command/check_plain.h"
#include "command/ruby.h"
#include "command/workspace.h"
#include "layout/layout.h"
#include "merge/compose.h"
#include "model/report.h"

struct tally {
    size_t clients, wrong;
};

/* The key a missing `key` would stand beside: the first one of `it`, or of the file. */
static struct span neighbour_span(const struct client *client, const char *key)
{
    const struct yaml_node *it = yaml_get(client->node, "it");
    bool inside = text_starts(text_of(key), "it.") && it && it->kind == YAML_MAPPING && it->count;
    return (inside ? it : client->node)->keys[0]->span;
}

/* Only here: a handout prints itself what was estimated. */
static void warn_of_estimates(const struct figures *figures, struct diag *d)
{
    for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
        if (!figures->estimated[kind])
            continue;
        const char *key = figure_key((enum figure_kind)kind);
        diag_add(d, MSG_ESTIMATED_FIGURE, neighbour_span(figures->client, key), "%s ≈ %lld", key,
                 (long long)figures->values[kind]);
    }
}

static void check_client(const struct workspace *w, const struct options *options, const char *path,
                         struct tally *tally)
{
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    const struct client *client = workspace_client(arena, w, path, &diag);
    if (client) {
        diag.context = client->id;
        const struct report *report = report_make(arena, w->catalog, client);
        warn_of_estimates(report->damage->figures, &diag);
        struct value *data = compose_data(arena, w->recipes, report);
        const struct recipe *recipes = w->recipes->list.items;
        for (size_t i = 0; i < w->recipes->list.count; i++) {
            const struct document *document =
                compose_document(arena, &recipes[i], report, data, &diag);
            if (!document)
                continue;
            ruby_document(arena, w, client, document->blocks);
            layout_document(arena, document, w->theme, &w->tools, &diag);
        }
    }
    workspace_report(&diag, options);
    tally->clients++;
    tally->wrong += diag.errors > 0;
    arena_free(arena);
}

static void check_path(struct workspace *w, const struct options *options, const char *path,
                       struct tally *tally)
{
    if (file_kind_of(path) != FILE_FOLDER) {
        check_client(w, options, path, tally);
        return;
    }
    size_t count = 0;
    const struct text *names = file_list(w->arena, path, ".yaml", &count, &w->diag);
    for (size_t i = 0; i < count; i++) {
        struct text file = text_format(w->arena, "%s/%.*s", path, (int)names[i].size, names[i].ptr);
        check_client(w, options, file.ptr, tally);
    }
}

static void print_tally(const struct tally *tally, const struct options *options)
{
    if (options->language == LANGUAGE_JA)
        printf("お客様のファイル %zu件を調べました。まちがいのあるもの %zu件\n", tally->clients,
               tally->wrong);
    else
        printf("%zu client files checked, %zu with mistakes\n", tally->clients, tally->wrong);
}

enum exit_code command_check(const struct options *options)
{
    struct workspace w;
    struct tally tally = {0};
    bool open = workspace_open(&w, options, NEED_PAPER | NEED_SCREEN | NEED_READINGS);
    if (open && options->operand_count == 0)
        check_plain(&w, options, check_guide(&w, options));
    if (open && options->operand_count == 0)
        check_path(&w, options, text_format(w.arena, "%s/clients", options->content).ptr, &tally);
    for (size_t i = 0; open && i < options->operand_count; i++)
        check_path(&w, options, options->operands[i], &tally);
    enum exit_code code = w.diag.errors > 0 || tally.wrong > 0 ? EXIT_INPUT_WRONG : EXIT_DONE;
    workspace_report(&w.diag, options);
    if (open)
        print_tally(&tally, options);
    workspace_close(&w);
    return code;
}
