/* data.c -- `data CLIENT…`: what chapters can use, as JSON, for authors of templates and for tests.
 */
#include <stdio.h>

#include "base/arena.h"
#include "command/workspace.h"
#include "merge/compose.h"
#include "merge/data.h"
#include "model/report.h"

/* The fields of the chosen documents: they decide which sources are cited. */
static const struct text *chosen_paths(struct workspace *w, const struct options *options,
                                       size_t *count)
{
    struct text *paths = NULL;
    *count = 0;
    const struct recipe *list = w->recipes->list.items;
    bool all = text_is(text_of(options->document), "all");
    for (size_t i = 0; i < w->recipes->list.count; i++) {
        if (!all && !text_is(list[i].name, options->document))
            continue;
        for (size_t p = 0; p < list[i].path_count; p++)
            *(struct text *)arena_push(w->arena, &paths, count, sizeof *paths) = list[i].paths[p];
    }
    return paths;
}

static void print_data(struct workspace *w, const struct options *options,
                       const struct client *client)
{
    const struct report *report = report_make(w->arena, w->catalog, client);
    struct value *data = data_make(w->arena, report);
    size_t count = 0;
    const struct text *paths = chosen_paths(w, options, &count);
    data_cite(w->arena, data, report, paths, count);
    struct buffer json = {0};
    value_write_json(data, &json);
    fwrite(json.ptr, 1, json.size, stdout);
    buffer_free(&json);
}

enum exit_code command_data(const struct options *options)
{
    struct workspace w;
    enum exit_code code = EXIT_DONE;
    bool open = workspace_open(&w, options, 0);
    for (size_t i = 0; open && i < options->operand_count; i++) {
        const struct client *client = workspace_client(w.arena, &w, options->operands[i], &w.diag);
        if (client)
            print_data(&w, options, client);
    }
    if (w.diag.errors > 0)
        code = EXIT_INPUT_WRONG;
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
