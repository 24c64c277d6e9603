/* data.c -- `data CLIENT…`: what chapters can use, as JSON, for authors of templates and for tests.
 */
#include <stdio.h>

#include "base/arena.h"
#include "command/workspace.h"
#include "merge/compose.h"
#include "model/report.h"

static void print_data(const struct workspace *w, const struct client *client)
{
    const struct report *report = report_make(w->arena, w->catalog, client);
    struct value *data = compose_data(w->arena, w->recipes, report);
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
            print_data(&w, client);
    }
    if (w.diag.errors > 0)
        code = EXIT_INPUT_WRONG;
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
