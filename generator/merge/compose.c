#include "merge/compose.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "document/image.h"
#include "merge/data.h"
#include "merge/merge.h"
#include "merge/words.h"
#include "model/report.h"

enum { RECIPE_FILE_LIMIT = 256 * 1024 };

static const struct schema_field RECIPE_FIELDS[] = {
    {.key = "name", .kind = SCHEMA_ID, .offset = offsetof(struct recipe, name), .required = true},
    {.key = "title",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct recipe, title),
     .required = true,
     .max = 80},
    {.key = "style", .kind = SCHEMA_ID, .offset = offsetof(struct recipe, style), .required = true},
    {.key = "page_limit",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct recipe, page_limit),
     .min = 0,
     .max = 1000},
    {.key = "fineprint",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct recipe, fineprint),
     .max = 40},
    {.key = "chapters",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct recipe, chapter_names),
     .required = true,
     .max = 80},
};
static const struct schema RECIPE = {.name = "documents",
                                     .fields = RECIPE_FIELDS,
                                     .field_count = sizeof RECIPE_FIELDS / sizeof *RECIPE_FIELDS,
                                     .size = sizeof(struct recipe),
                                     .node_offset = offsetof(struct recipe, node)};

static const struct schema_field RECIPES_FIELDS[] = {
    {.key = "documents",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct recipes, list),
     .required = true,
     .of = &RECIPE},
};
static const struct schema RECIPES = {.name = "documents.yaml",
                                      .fields = RECIPES_FIELDS,
                                      .field_count = 1,
                                      .size = sizeof(struct recipes),
                                      .node_offset = SIZE_MAX};

/* A chapter's name is a file name: no folder, no way out of content/handout. */
static bool is_file_name(struct text name)
{
    if (name.size == 0 || name.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < name.size; i++) {
        if (name.ptr[i] == '/' || name.ptr[i] == '\\')
            return false;
    }
    return text_ends(name, ".md");
}

static void load_chapters(struct arena *a, const char *content, struct recipe *recipe,
                          struct diag *d)
{
    const struct text *names = recipe->chapter_names.items;
    struct image_store *images = image_store_new(a, text_format(a, "%s/handout", content).ptr);
    recipe->chapters = arena_array(a, recipe->chapter_names.count, sizeof *recipe->chapters);
    for (size_t i = 0; i < recipe->chapter_names.count; i++) {
        if (!is_file_name(names[i])) {
            diag_add(d, MSG_UNKNOWN_CHAPTER, yaml_get(recipe->node, "chapters")->span, "%.*s",
                     (int)names[i].size, names[i].ptr);
            continue;
        }
        struct text path =
            text_format(a, "%s/handout/%.*s", content, (int)names[i].size, names[i].ptr);
        const struct source *source = source_load(a, path.ptr, CHAPTER_LIMIT, d);
        if (!source)
            continue;
        recipe->chapters[i] = markdown_parse(a, source, MARKDOWN_OURS, d);
        image_store_find(images, recipe->chapters[i]->blocks, MARKDOWN_OURS, d);
    }
}

/* Does a condition somewhere in the blocks mention the list of words? */
static bool asks_for_words(const struct block *block)
{
    for (; block; block = block->next) {
        bool asks = block->condition.ptr && text_find(block->condition, "words", 0) != SIZE_MAX;
        if (asks || asks_for_words(block->children) || asks_for_words(block->otherwise))
            return true;
    }
    return false;
}

static bool is_words(struct text path)
{
    return text_is(path, "words") || text_starts(path, "words.");
}

static void collect_paths(struct arena *a, struct recipe *recipe)
{
    struct text *all = NULL;
    recipe->words_from = recipe->chapter_names.count;
    for (size_t i = 0; i < recipe->chapter_names.count; i++) {
        size_t count = 0;
        const struct text *paths = merge_paths(a, recipe->chapters[i]->blocks, &count);
        bool words = asks_for_words(recipe->chapters[i]->blocks);
        for (size_t p = 0; p < count; p++) {
            *(struct text *)arena_push(a, &all, &recipe->path_count, sizeof *all) = paths[p];
            words = words || is_words(paths[p]);
        }
        if (words && i < recipe->words_from)
            recipe->words_from = i;
    }
    recipe->paths = all;
}

/* One numbering of sources for all documents: a number on the one page is that of the handout. */
static void share_citations(struct arena *a, struct recipe *list, size_t count)
{
    struct text *all = NULL;
    size_t all_count = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t p = 0; p < list[i].path_count; p++)
            *(struct text *)arena_push(a, &all, &all_count, sizeof *all) = list[i].paths[p];
    }
    for (size_t i = 0; i < count; i++) {
        list[i].cite_paths = all;
        list[i].cite_count = all_count;
    }
}

struct recipes *recipes_load(struct arena *a, const char *content, struct diag *d)
{
    size_t errors_before = d->errors;
    struct text path = text_format(a, "%s/documents.yaml", content);
    struct recipes *recipes = arena_alloc(a, sizeof *recipes);
    if (!schema_load(a, path.ptr, RECIPE_FILE_LIMIT, &RECIPES, recipes, d))
        return NULL;
    struct recipe *list = recipes->list.items;
    for (size_t i = 0; i < recipes->list.count; i++) {
        load_chapters(a, content, &list[i], d);
        if (recipe_find(recipes, list[i].name) != &list[i])
            diag_add(d, MSG_DUPLICATE_ID, list[i].node->span, "%.*s", (int)list[i].name.size,
                     list[i].name.ptr);
    }
    if (d->errors != errors_before)
        return NULL;
    for (size_t i = 0; i < recipes->list.count; i++)
        collect_paths(a, &list[i]);
    share_citations(a, list, recipes->list.count);
    return recipes;
}

void recipes_set_terms(struct arena *a, struct recipes *recipes, const struct schema_list *terms)
{
    const struct words *words = words_new(a, terms);
    struct recipe *list = recipes->list.items;
    for (size_t i = 0; i < recipes->list.count; i++)
        list[i].words = words;
}

const struct recipe *recipe_find(const struct recipes *recipes, struct text name)
{
    const struct recipe *list = recipes->list.items;
    for (size_t i = 0; i < recipes->list.count; i++) {
        if (text_equal(list[i].name, name))
            return &list[i];
    }
    return NULL;
}

/* Everything a reader sees of the blocks, for finding glossary terms. */
static void collect_text(const struct block *block, struct buffer *out)
{
    for (; block; block = block->next) {
        inline_put_plain(out, block->inlines);
        buffer_byte(out, '\n');
        collect_text(block->children, out);
    }
}

/* The chapters [first, end), joined. */
static struct block *merge_chapters(struct arena *a, const struct recipe *recipe, size_t first,
                                    size_t end, const struct value *data, struct merge_state *state,
                                    struct diag *d)
{
    struct block *blocks = NULL;
    struct block **last = &blocks;
    for (size_t i = first; i < end; i++) {
        *last = merge_blocks(a, recipe->chapters[i]->blocks, data, state, d);
        while (*last)
            last = &(*last)->next;
    }
    return blocks;
}

/* The list of words needs the text it explains: `before`, the chapters before the first that tells
 * of the list, and those from there on, merged once without it. */
static void find_words(struct arena *a, const struct recipe *recipe, struct value *data,
                       const struct block *before, const struct merge_state *state)
{
    struct arena *scratch = arena_new();
    struct diag ignored = diag_new(scratch); /* the second pass reports the same */
    struct merge_state trial = *state;
    trial.anchors = NULL;
    trial.anchor_count = 0;
    for (size_t i = 0; i < state->anchor_count; i++)
        *(struct merge_anchor *)arena_push(scratch, &trial.anchors, &trial.anchor_count,
                                           sizeof *trial.anchors) = state->anchors[i];
    words_set(a, data, recipe->words, text_of(""));
    struct buffer said = {0};
    collect_text(before, &said);
    collect_text(merge_chapters(scratch, recipe, recipe->words_from, recipe->chapter_names.count,
                                data, &trial, &ignored),
                 &said);
    words_set(a, data, recipe->words, buffer_text(&said));
    buffer_free(&said);
    arena_free(scratch);
}

static struct block *merge_all(struct arena *a, const struct recipe *recipe, struct value *data,
                               struct diag *d)
{
    size_t count = recipe->chapter_names.count;
    struct merge_state state = {0};
    struct block *blocks = merge_chapters(a, recipe, 0, recipe->words_from, data, &state, d);
    if (recipe->words_from == count)
        return blocks;
    find_words(a, recipe, data, blocks, &state);
    struct block **last = &blocks;
    while (*last)
        last = &(*last)->next;
    *last = merge_chapters(a, recipe, recipe->words_from, count, data, &state, d);
    return blocks;
}

static struct text field(const struct value *data, const char *map, const char *key)
{
    const struct value *value = value_get(value_get(data, text_of(map)), text_of(key));
    return value && value->kind == VALUE_TEXT ? value->text : (struct text){0};
}

struct value *compose_data(struct arena *a, const struct recipes *recipes,
                           const struct report *report)
{
    struct value *data = data_make(a, report);
    const struct recipe *any = recipes->list.items;
    if (recipes->list.count > 0)
        data_cite(a, data, report, any->cite_paths, any->cite_count);
    return data;
}

const struct document *compose_document(struct arena *a, const struct recipe *recipe,
                                        const struct report *report, struct value *data,
                                        struct diag *d)
{
    size_t errors_before = d->errors;
    struct document *document = arena_alloc(a, sizeof *document);
    document->name = recipe->name;
    document->title = merge_text(a, recipe->title, yaml_get(recipe->node, "title")->span, data, d);
    document->subject = field(data, "client", "addressee");
    document->author = report->catalog->vendor.name;
    document->number = field(data, "document", "number");
    document->fineprint = recipe->fineprint;
    document->date = report->score->assessment->date;
    document->date_name = text_of("診断日");
    document->style = recipe->style;
    document->page_limit = (int)recipe->page_limit;
    document->span = recipe->node->span;
    if (report->client->fictional)
        document->sample = text_of("架空の会社の見本です");
    document->blocks = merge_all(a, recipe, data, d);
    return d->errors == errors_before ? document : NULL;
}
