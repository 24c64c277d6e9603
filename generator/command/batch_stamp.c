/* batch_stamp.c -- hashes of what goes into a document.
 *
 * The program, the document's chapters, how its format looks, and the client count as they are in
 * their files. The knowledge all clients share (the YAML of content and of its catalog) counts in
 * two ways: as a whole, which is known without reading a client (batch_stamp), and as far as this
 * document says it (batch_stamp_said), so that a new price concerns those alone who read of it. */
#include "command/batch.h"

#include "base/arena.h"
#include "batch/inputs.h"
#include "batch/passwords.h"
#include "command/press.h"
#include "document/image.h"
#include "japanese/morph.h"
#include "layout/font.h"
#include "merge/compose.h"

static bool is_paged(enum format format)
{
    return format != FORMAT_HTML;
}

/* Hashes the files that decide how `format` looks, and notes them in `inputs`. */
static bool hash_looks(struct batch *batch, enum format format, struct inputs *inputs,
                       struct hash *hash)
{
    static const char *const NONE[] = {NULL};
    const struct options *options = batch->options;
    struct diag *diag = &batch->workspace.diag;
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

void batch_look(struct batch *batch)
{
    static const char *const APART[] = {"documents.yaml", "plain.yaml", NULL};
    static const char *const NONE[] = {NULL};
    const struct options *options = batch->options;
    struct diag unheard = diag_new(batch->arena); /* who needs a file that is missing complains */
    struct text catalog = text_format(batch->arena, "%s/catalog", options->content);
    batch->knowledge = inputs_new(batch->arena);
    inputs_add_folder(batch->knowledge, options->content, false, APART, &unheard);
    inputs_add_folder(batch->knowledge, catalog.ptr, true, NONE, &unheard);
    if (options->peers)
        inputs_add_file(batch->knowledge, options->peers, &unheard);
}

/* Fills in the stamps of all formats, also those not asked for: a file of an earlier run may be of
 * any. */
static void stamp_recipes(struct batch *batch, const struct hash *paper, const struct hash *screen)
{
    const struct recipes *recipes = batch->workspace.recipes;
    const struct recipe *list = recipes->list.items;
    struct hasher *hasher = hasher_new(batch->arena);
    struct hasher *content = hasher_new(batch->arena);
    struct text ruby = text_format(batch->arena, "ruby %d", batch->options->ruby);
    hasher_hash(content, &batch->knowledge_hash);
    hasher_hash(content, paper);
    hasher_hash(content, screen);
    hasher_field(content, ruby);
    batch->stamps =
        arena_array(batch->arena, recipes->list.count * BATCH_FORMATS, sizeof *batch->stamps);
    for (size_t i = 0; i < recipes->list.count; i++) {
        struct hash recipe = hash_recipe(batch->arena, &list[i]);
        hasher_hash(content, &recipe);
        for (size_t f = 0; f < BATCH_FORMATS; f++) {
            hasher_field(hasher, text_of(press_suffix(batch_format(f))));
            hasher_hash(hasher, &batch->program);
            hasher_hash(hasher, is_paged(batch_format(f)) ? paper : screen);
            hasher_hash(hasher, &recipe);
            hasher_field(hasher, ruby);
            batch->stamps[i * BATCH_FORMATS + f] = hasher_end(hasher);
        }
    }
    batch->content = hasher_end(content);
}

bool batch_stamp_shared(struct batch *batch)
{
    struct diag *diag = &batch->workspace.diag;
    struct hash paper;
    struct hash screen;
    if (!program_hash(batch->arena, &batch->program))
        return diag_add(diag, MSG_FILE_CANNOT_OPEN, (struct span){0}, "/proc/self/exe");
    batch->paper = inputs_new(batch->arena);
    batch->screen = inputs_new(batch->arena);
    if (!inputs_hash(batch->knowledge, &batch->knowledge_hash, diag) ||
        !hash_looks(batch, FORMAT_PDF, batch->paper, &paper) ||
        !hash_looks(batch, FORMAT_HTML, batch->screen, &screen))
        return false;
    stamp_recipes(batch, &paper, &screen);
    return true;
}

bool batch_as_stamped(const struct batch *batch)
{
    return inputs_unchanged(batch->knowledge) && inputs_unchanged(batch->paper) &&
           inputs_unchanged(batch->screen);
}

/* Of the document in this format and of the client, and of `rest`. */
static struct hash stamp(const struct batch *batch, const struct roll_entry *entry, size_t recipe,
                         size_t format, const struct hash *rest)
{
    struct arena *scratch = arena_new();
    struct hasher *hasher = hasher_new(scratch);
    hasher_hash(hasher, &batch->stamps[recipe * BATCH_FORMATS + format]);
    hasher_hash(hasher, &entry->content);
    hasher_hash(hasher, rest);
    if (batch->passwords) {
        struct hash mark = passwords_mark(batch->passwords, entry->id, &batch->password_key);
        hasher_hash(hasher, &mark);
    }
    struct hash result = hasher_end(hasher);
    arena_free(scratch);
    return result;
}

struct hash batch_stamp(const struct batch *batch, const struct roll_entry *entry, size_t recipe,
                        size_t format)
{
    return stamp(batch, entry, recipe, format, &batch->knowledge_hash);
}

struct hash batch_stamp_said(const struct batch *batch, const struct roll_entry *entry,
                             size_t recipe, size_t format, const struct hash *fingerprint)
{
    return stamp(batch, entry, recipe, format, fingerprint);
}
