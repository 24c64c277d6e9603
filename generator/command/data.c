/* data.c -- `data CLIENT…`: what chapters can use, as JSON, for authors of templates and for tests.
 */
#include <stdio.h>

#include "base/arena.h"
#include "command/workspace.h"
#include "merge/data.h"
#include "model/report.h"

enum exit_code command_data(const struct options *options)
{
    struct workspace w;
    enum exit_code code = EXIT_DONE;
    bool open = workspace_open(&w, options, 0);
    for (size_t i = 0; open && i < options->operand_count; i++) {
        const struct client *client = workspace_client(w.arena, &w, options->operands[i], &w.diag);
        if (!client)
            continue;
        struct buffer json = {0};
        value_write_json(data_make(w.arena, report_make(w.arena, w.catalog, client)), &json);
        fwrite(json.ptr, 1, json.size, stdout);
        buffer_free(&json);
    }
    if (w.diag.errors > 0)
        code = EXIT_INPUT_WRONG;
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
