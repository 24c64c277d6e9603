/* handout.c -- `handout CLIENT…`: the main job, from client files to paper and screen. */
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/press.h"
#include "command/separate.h"
#include "command/workspace.h"
#include "merge/compose.h"
#include "model/client.h"

/* One client's pass: what it needs and where its complaints go. */
struct job {
    const struct options *options;
    struct arena *arena;
    struct diag *diag;
    struct text folder;
    bool system_failed;
};

static unsigned wanted(void *context, const struct recipe *recipe)
{
    const struct job *job = context;
    struct text document = text_of(job->options->document);
    bool made = text_is(document, "all") || text_equal(recipe->name, document);
    return made ? job->options->formats : 0;
}

static void save(void *context, const struct press_file *file)
{
    struct job *job = context;
    struct text path = text_format(job->arena, "%.*s/%.*s", (int)job->folder.size, job->folder.ptr,
                                   (int)file->name.size, file->name.ptr);
    if (file_write(path.ptr, file->bytes, PRESS_FILE_MODE, job->diag))
        printf("%s\n", path.ptr);
    else
        job->system_failed = true;
}

static enum exit_code handout_client(const struct workspace *w, const struct options *options,
                                     const struct isolation *isolation, size_t number)
{
    const char *path = options->operands[number];
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct job job = {.options = options, .arena = arena, .diag = &diag};
    struct press press = {.workspace = w,
                          .diag = &diag,
                          .isolation = isolation,
                          .client = number,
                          .wanted = wanted,
                          .take = save,
                          .context = &job};
    const struct client *client = workspace_client(arena, w, path, &diag);
    if (client) {
        job.folder = press_folder(arena, options->out, client->id, &diag);
        job.system_failed = !job.folder.ptr;
        diag.context = client->id;
    }
    if (job.folder.ptr)
        press_client(arena, &press, client);
    workspace_report(&diag, options);
    enum exit_code code = job.system_failed ? EXIT_SYSTEM
                          : diag.errors > 0 ? EXIT_INPUT_WRONG
                                            : EXIT_DONE;
    arena_free(arena);
    return code;
}

enum exit_code command_handout(const struct options *options)
{
    struct workspace w;
    enum exit_code code = EXIT_DONE;
    if (!workspace_open(&w, options, press_needs(options->formats))) {
        code = EXIT_INPUT_WRONG;
    } else if (!press_knows(&w, options->document)) {
        code = EXIT_SYSTEM;
    } else {
        const struct isolation *isolation = NULL;
        if (options->operand_count > 1)
            isolation = separate_new(w.arena, &w, options, (const char *const *)options->operands,
                                     options->operand_count);
        for (size_t i = 0; i < options->operand_count; i++) {
            enum exit_code result = handout_client(&w, options, isolation, i);
            code = result > code ? result : code;
        }
    }
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
