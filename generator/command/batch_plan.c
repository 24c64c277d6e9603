/* batch_plan.c -- which files a batch has to make, and which are still right.
 *
 * A file is right when everything that went into it is as it was, and it is itself as it was made.
 * What goes into a file: the program, the knowledge all clients share, the document's own chapters,
 * how its format looks, and the client. Nothing of a client is parsed for that. */
#include "command/batch.h"

#include "base/arena.h"
#include "batch/inputs.h"
#include "batch/passwords.h"
#include "command/press.h"
#include "document/image.h"
#include "japanese/morph.h"
#include "layout/font.h"
#include "merge/compose.h"

enum format batch_format(size_t index)
{
    return (enum format)(1 << index);
}

struct text batch_file(struct arena *a, struct text id, struct text document, enum format format)
{
    return text_format(a, "clients/%.*s/%.*s.%s", (int)id.size, id.ptr, (int)document.size,
                       document.ptr, press_suffix(format));
}

/* --- what all clients share ------------------------------------------------------------------- */

static bool is_paged(enum format format)
{
    return format != FORMAT_HTML;
}

/* Hashes the files that decide how `format` looks. */
static bool hash_looks(struct batch *batch, enum format format, struct hash *hash)
{
    static const char *const NONE[] = {NULL};
    const struct options *options = batch->options;
    struct diag *diag = &batch->workspace.diag;
    struct inputs *inputs = inputs_new(batch->arena);
    struct text theme = text_format(batch->arena, "%s/theme.yaml", options->templates);
    bool good = inputs_add_file(inputs, theme.ptr, diag);
    /* Where lines of headings may end, and how kanji are read. */
    bool asked = is_paged(format) || options->ruby != RUBY_NONE;
    const char *dictionary = asked ? morph_folder(batch->arena) : NULL;
    if (dictionary)
        good = inputs_add_folder(inputs, dictionary, false, NONE, diag) && good;
    if (!is_paged(format))
        return inputs_add_folder(inputs, options->templates, false, NONE, diag) && good &&
               inputs_hash(inputs, hash, diag);
    size_t count = 0;
    const struct text *fonts = fonts_files(batch->arena, options->fonts, &count, diag);
    for (size_t i = 0; i < count; i++)
        good = inputs_add_file(inputs, fonts[i].ptr, diag) && good;
    return fonts && good && inputs_hash(inputs, hash, diag);
}

/* The pictures that a chapter shows. */
static void hash_images(struct hasher *hasher, const struct block *block)
{
    for (; block; block = block->next) {
        if (block->image)
            hasher_field(hasher, block->image->bytes);
        hash_images(hasher, block->children);
        hash_images(hasher, block->otherwise);
    }
}

/* What makes the document: its entry in documents.yaml and its chapters. The fields that any
 * document cites count too, as the numbers of sources are the same in all. */
static struct hash hash_recipe(struct arena *a, const struct recipe *recipe)
{
    struct hasher *hasher = hasher_new(a);
    struct span span = recipe->node->span;
    hasher_field(hasher, text_slice(span.source->text, span.start, span.end));
    for (size_t i = 0; i < recipe->chapter_names.count; i++) {
        hasher_field(hasher, recipe->chapters[i]->source->text);
        hash_images(hasher, recipe->chapters[i]->blocks);
    }
    for (size_t i = 0; i < recipe->cite_count; i++)
        hasher_field(hasher, recipe->cite_paths[i]);
    return hasher_end(hasher);
}

/* The knowledge: the statistics of --peers, and all of content but what stamp_documents takes apart
 * and what only `check` reads.
 */
static bool hash_content(struct batch *batch)
{
    static const char *const APART[] = {"documents.yaml", "plain.yaml", NULL};
    static const char *const NONE[] = {NULL};
    struct diag *diag = &batch->workspace.diag;
    struct text catalog = text_format(batch->arena, "%s/catalog", batch->options->content);
    batch->inputs = inputs_new(batch->arena);
    const char *peers = batch->options->peers;
    return inputs_add_folder(batch->inputs, batch->options->content, false, APART, diag) &&
           inputs_add_folder(batch->inputs, catalog.ptr, true, NONE, diag) &&
           (!peers || inputs_add_file(batch->inputs, peers, diag)) &&
           inputs_hash(batch->inputs, &batch->content, diag);
}

/* All formats, also those not asked for: a file of an earlier run may be of any. */
static bool stamp_documents(struct batch *batch)
{
    const struct recipes *recipes = batch->workspace.recipes;
    const struct recipe *list = recipes->list.items;
    struct hash paper;
    struct hash screen;
    if (!hash_looks(batch, FORMAT_PDF, &paper) || !hash_looks(batch, FORMAT_HTML, &screen))
        return false;
    struct hasher *hasher = hasher_new(batch->arena);
    struct text ruby = text_format(batch->arena, "ruby %d", batch->options->ruby);
    struct hasher *content = hasher_new(batch->arena);
    hasher_hash(content, &batch->content);
    hasher_hash(content, &paper);
    hasher_hash(content, &screen);
    hasher_field(content, ruby);
    batch->stamps =
        arena_array(batch->arena, recipes->list.count * BATCH_FORMATS, sizeof *batch->stamps);
    for (size_t i = 0; i < recipes->list.count; i++) {
        struct hash recipe = hash_recipe(batch->arena, &list[i]);
        hasher_hash(content, &recipe);
        for (size_t f = 0; f < BATCH_FORMATS; f++) {
            hasher_field(hasher, text_of(press_suffix(batch_format(f))));
            hasher_hash(hasher, &batch->program);
            hasher_hash(hasher, &batch->content);
            hasher_hash(hasher, is_paged(batch_format(f)) ? &paper : &screen);
            hasher_hash(hasher, &recipe);
            hasher_field(hasher, ruby);
            batch->stamps[i * BATCH_FORMATS + f] = hasher_end(hasher);
        }
    }
    batch->content = hasher_end(content);
    return true;
}

struct hash batch_stamp(const struct batch *batch, const struct roll_entry *entry, size_t recipe,
                        size_t format)
{
    struct arena *scratch = arena_new();
    struct hasher *hasher = hasher_new(scratch);
    hasher_hash(hasher, &batch->stamps[recipe * BATCH_FORMATS + format]);
    hasher_hash(hasher, &entry->content);
    if (batch->passwords) {
        struct hash mark = passwords_mark(batch->passwords, entry->id, &batch->password_key);
        hasher_hash(hasher, &mark);
    }
    struct hash stamp = hasher_end(hasher);
    arena_free(scratch);
    return stamp;
}

/* --- clients --------------------------------------------------------------------------------- */

/* Is the file on the disk the one that was made? Its mark is asked first; only when that differs,
 * or with --verify, it is read. */
static bool is_as_made(const struct batch *batch, struct manifest_output *output)
{
    struct arena *scratch = arena_new();
    struct text path = text_format(scratch, "%s/%.*s", batch->options->out, (int)output->file.size,
                                   output->file.ptr);
    struct file_mark mark;
    struct hash content;
    bool same = file_mark_of(path.ptr, &mark) && mark.size == output->mark.size;
    if (same && (batch->options->batch.verify || !file_mark_equal(&mark, &output->mark)))
        same = hash_file(path.ptr, &content) && hash_equal(&content, &output->content);
    if (same)
        output->mark = mark;
    arena_free(scratch);
    return same;
}

/* The old record of a client with only those outputs that are still as they were made. */
static void keep_outputs(struct batch *batch, struct batch_client *client)
{
    const struct manifest_client *old = client->old;
    struct manifest_client *record = &client->record;
    record->outputs =
        arena_array(batch->arena, old ? old->output_count : 0, sizeof *record->outputs);
    for (size_t i = 0; old && i < old->output_count; i++) {
        if (is_as_made(batch, &old->outputs[i]))
            record->outputs[record->output_count++] = old->outputs[i];
    }
}

/* Is there a file of `document` made of what is there now? */
static bool is_current(const struct batch *batch, const struct batch_client *client, size_t recipe,
                       size_t format)
{
    const struct recipe *list = batch->workspace.recipes->list.items;
    struct arena *scratch = arena_new();
    struct text file =
        batch_file(scratch, client->entry->id, list[recipe].name, batch_format(format));
    const struct manifest_output *output = manifest_find_output(&client->record, file);
    arena_free(scratch);
    if (!output)
        return false;
    struct hash stamp = batch_stamp(batch, client->entry, recipe, format);
    return hash_equal(&output->inputs, &stamp);
}

/* Marks what is to be made for a client; true when that is anything. What failed is tried again:
 * it costs little, and says again what is wrong. */
static bool plan_client(struct batch *batch, struct batch_client *client)
{
    const struct options *options = batch->options;
    const struct recipes *recipes = batch->workspace.recipes;
    const struct recipe *list = recipes->list.items;
    bool all = text_is(text_of(options->document), "all");
    bool anyway = options->batch.force || (client->old && client->old->state == CLIENT_FAILED);
    bool needed = false;
    client->wanted = arena_array(batch->arena, recipes->list.count, sizeof *client->wanted);
    for (size_t i = 0; i < recipes->list.count; i++) {
        if (!all && !text_is(list[i].name, options->document))
            continue;
        for (size_t f = 0; f < BATCH_FORMATS; f++) {
            bool asked = (options->formats & batch_format(f)) != 0;
            if (!asked || (!anyway && is_current(batch, client, i, f)))
                continue;
            client->wanted[i] |= (unsigned char)batch_format(f);
            needed = true;
        }
    }
    return needed;
}

static void start_record(struct batch_client *client)
{
    struct manifest_client *record = &client->record;
    record->id = client->entry->id;
    record->file = client->entry->file;
    record->input = client->entry->content;
    record->state = CLIENT_UNCHANGED;
    if (!client->old)
        return;
    record->edition = client->old->edition;
    record->notes = client->old->notes;
    record->note_count = client->old->note_count;
}

/* Files with one id: which of them is the client, nobody can say. They are one failed client that
 * names them all. */
static bool refuse_twins(struct batch *batch, struct batch_client *client, size_t index)
{
    const struct roll *roll = &batch->roll;
    struct text id = client->entry->id;
    if (!client->entry->twin)
        return false;
    struct text files = text_of("");
    for (size_t i = index; i < roll->count && text_equal(roll->entries[i].id, id); i++)
        files = text_format(batch->arena, "%s%s%s", files.ptr, files.size ? ", " : "",
                            roll->entries[i].path.ptr);
    batch_fail(batch, client, MSG_BATCH_TWINS, files, false);
    if (batch->options->batch.json)
        batch_report_client(batch, &client->record);
    return true;
}

static void plan_clients(struct batch *batch)
{
    const struct roll *roll = &batch->roll;
    batch->clients = arena_array(batch->arena, roll->count, sizeof *batch->clients);
    batch->jobs = arena_array(batch->arena, roll->count, sizeof *batch->jobs);
    for (size_t i = 0; i < roll->count; i++) {
        bool again = i > 0 && text_equal(roll->entries[i].id, roll->entries[i - 1].id);
        if (again || !shard_has(&batch->shard, roll->entries[i].id))
            continue;
        struct batch_client *client = &batch->clients[batch->client_count];
        client->entry = &roll->entries[i];
        client->old = manifest_find(&batch->old, client->entry->id);
        start_record(client);
        keep_outputs(batch, client);
        if (!refuse_twins(batch, client, i) && plan_client(batch, client))
            batch->jobs[batch->job_count++] = batch->client_count;
        batch->client_count++;
    }
}

bool batch_plan(struct batch *batch)
{
    if (!program_hash(batch->arena, &batch->program))
        return diag_add(&batch->workspace.diag, MSG_FILE_CANNOT_OPEN, (struct span){0},
                        "/proc/self/exe");
    if (!hash_content(batch) || !stamp_documents(batch))
        return false;
    plan_clients(batch);
    return true;
}
