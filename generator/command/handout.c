/* handout.c -- `handout CLIENT…`: the main job, from client files to paper and screen. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/press.h"
#include "command/seal.h"
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

/* What all clients of a run share. */
struct handouts {
    const struct workspace *workspace;
    const struct options *options;
    const struct isolation *isolation;
    const struct passwords *passwords; /* NULL = documents open without */
};

static void press_job(const struct handouts *all, struct job *job, const struct client *client,
                      size_t number)
{
    char password[PASSWORD_SIZE];
    struct press press = {.workspace = all->workspace,
                          .diag = job->diag,
                          .isolation = all->isolation,
                          .client = number,
                          .password = all->passwords ? password : NULL,
                          .wanted = wanted,
                          .take = save,
                          .context = job};
    if (all->passwords) {
        if (!seal_password(job->arena, all->passwords, client, password, job->diag))
            return;
        seal_warn_open(all->workspace->recipes, job->folder, job->diag);
    }
    press_client(job->arena, &press, client);
    explicit_bzero(password, sizeof password);
}

static enum exit_code handout_client(const struct handouts *all, size_t number)
{
    const struct options *options = all->options;
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct job job = {.options = options, .arena = arena, .diag = &diag};
    const struct client *client =
        workspace_client(arena, all->workspace, options->operands[number], &diag);
    if (client) {
        job.folder = press_folder(arena, options->out, client->id, &diag);
        job.system_failed = !job.folder.ptr;
        diag.context = client->id;
    }
    if (job.folder.ptr)
        press_job(all, &job, client, number);
    workspace_report(&diag, options);
    enum exit_code code = job.system_failed ? EXIT_SYSTEM
                          : diag.errors > 0 ? EXIT_INPUT_WRONG
                                            : EXIT_DONE;
    arena_free(arena);
    return code;
}

/* The ids that the operands' file names promise. */
static const struct text *operand_ids(struct arena *a, const struct options *options)
{
    struct text *ids = arena_array(a, options->operand_count, sizeof *ids);
    for (size_t i = 0; i < options->operand_count; i++) {
        const char *slash = strrchr(options->operands[i], '/');
        struct text name = text_of(slash ? slash + 1 : options->operands[i]);
        ids[i] = text_slice(name, 0, text_ends(name, ".yaml") ? name.size - 5 : name.size);
    }
    return ids;
}

static enum exit_code handout_all(struct workspace *w, const struct options *options)
{
    struct handouts all = {.workspace = w, .options = options};
    struct passwords *passwords = NULL;
    if (seal_wanted(options)) {
        passwords =
            seal_open(options, operand_ids(w->arena, options), options->operand_count, &w->diag);
        if (!passwords)
            return EXIT_INPUT_WRONG;
    }
    all.passwords = passwords;
    if (options->operand_count > 1)
        all.isolation = separate_new(w->arena, w, options, (const char *const *)options->operands,
                                     options->operand_count);
    enum exit_code code = EXIT_DONE;
    for (size_t i = 0; i < options->operand_count; i++) {
        enum exit_code result = handout_client(&all, i);
        code = result > code ? result : code;
    }
    passwords_free(passwords);
    return code;
}

enum exit_code command_handout(const struct options *asked)
{
    struct workspace w;
    struct options options = *asked;
    enum exit_code code = EXIT_SYSTEM;
    if (!workspace_open(&w, &options, press_needs(options.formats)))
        code = EXIT_INPUT_WRONG;
    else if (press_knows(&w, options.document) && seal_options(&options, &w.diag))
        code = handout_all(&w, &options);
    workspace_report(&w.diag, &options);
    /* What is open ends with the process. Closed here, each of the twenty mappings of fonts,
     * dictionary and memory would go with word to the other processor: a twentieth of the time that
     * one document takes. */
#if defined(__SANITIZE_ADDRESS__) /* it calls lost what only a mapping knows of */
    workspace_close(&w);
#endif
    command_finish(code);
}
