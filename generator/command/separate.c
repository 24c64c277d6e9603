#include "command/separate.h"

#include "base/arena.h"
#include "base/file.h"
#include "batch/isolation.h"
#include "command/separate_html.h"
#include "document/document.h"
#include "japanese/furigana.h"
#include "layout/pages.h"
#include "merge/compose.h"
#include "model/client_names.h"

enum { STATIC_LIMIT = 4 * 1024 * 1024 /* bytes of a file */ };

/* --- names ----------------------------------------------------------------------------------- */

static void add_texts(struct isolation *isolation, size_t client, enum name_kind kind,
                      const struct schema_list *list)
{
    const struct text *texts = list->items;
    for (size_t i = 0; i < list->count; i++)
        isolation_add_name(isolation, client, kind, texts[i]);
}

static void add_client(struct isolation *isolation, const char *path)
{
    struct arena *scratch = arena_new();
    struct client_names names;
    size_t client = isolation_add_client(isolation, text_of(path));
    if (client_names_read(scratch, path, &names)) {
        isolation_add_name(isolation, client, NAME_ID, names.id);
        isolation_add_name(isolation, client, NAME_NAME, names.name);
        isolation_add_name(isolation, client, NAME_READING, names.reading);
        isolation_add_name(isolation, client, NAME_NUMBER, names.document_number);
        isolation_add_name(isolation, client, NAME_PERSON, names.contact);
        isolation_add_name(isolation, client, NAME_PERSON, names.person);
        add_texts(isolation, client, NAME_ALIAS, &names.aliases);
        add_texts(isolation, client, NAME_DOMAIN, &names.mail_domains);
        const struct text *mentions = names.mentions.items;
        for (size_t i = 0; i < names.mentions.count; i++)
            isolation_add_mention(isolation, client, mentions[i]);
    }
    arena_free(scratch);
}

/* What all clients get to read: `text`, and with --ruby the readings of its words. */
static void add_static(struct isolation *isolation, const struct workspace *w, struct text text)
{
    isolation_add_static(isolation, text);
    if (w->ruby == RUBY_NONE || !w->furigana)
        return;
    struct arena *scratch = arena_new();
    size_t count = 0;
    const struct furigana *found = furigana_find(scratch, w->furigana, text, &count);
    for (size_t i = 0; i < count; i++)
        isolation_add_static(isolation, found[i].reading);
    arena_free(scratch);
}

static void add_static_file(struct isolation *isolation, const struct workspace *w,
                            const char *folder, const char *name)
{
    struct arena *scratch = arena_new();
    struct diag unheard = diag_new(scratch); /* who needs the file has complained already */
    struct text path = text_format(scratch, "%s/%s", folder, name);
    const struct source *source = source_load(scratch, path.ptr, STATIC_LIMIT, &unheard);
    if (source)
        add_static(isolation, w, source->text);
    arena_free(scratch);
}

static void add_static_folder(struct isolation *isolation, const struct workspace *w,
                              const char *folder)
{
    struct arena *scratch = arena_new();
    struct diag unheard = diag_new(scratch);
    size_t count = 0;
    const struct text *names = file_list(scratch, folder, ".yaml", &count, &unheard);
    for (size_t i = 0; names && i < count; i++)
        add_static_file(isolation, w, folder, text_string(scratch, names[i]));
    arena_free(scratch);
}

const struct isolation *separate_new(struct arena *a, struct workspace *w,
                                     const struct options *options, const char *const *paths,
                                     size_t count)
{
    struct isolation *isolation = isolation_new(a);
    for (size_t i = 0; i < count; i++)
        add_client(isolation, paths[i]);
    const struct recipe *recipes = w->recipes->list.items;
    for (size_t i = 0; i < w->recipes->list.count; i++) {
        for (size_t j = 0; j < recipes[i].chapter_names.count; j++)
            add_static(isolation, w, recipes[i].chapters[j]->source->text);
    }
    add_static_folder(isolation, w, options->content);
    add_static_folder(isolation, w, text_format(a, "%s/catalog", options->content).ptr);
    add_static_folder(isolation, w, text_format(a, "%s/catalog/sheets", options->content).ptr);
    add_static_file(isolation, w, options->templates, "document.html");
    isolation_ready(isolation, &w->diag);
    return isolation;
}

bool separate_may_name(const struct isolation *isolation, size_t client, const char *path,
                       const bool *sought)
{
    struct arena *scratch = arena_new();
    struct schema_list list = client_texts_read(scratch, path);
    const struct text *texts = list.items;
    struct passages passages = passages_new(scratch);
    for (size_t i = 0; i < list.count; i++) {
        loose_break(&passages.text);
        loose_add(&passages.text, texts[i]);
    }
    bool may = isolation_names(isolation, client, &passages, sought);
    passages_free(&passages);
    arena_free(scratch);
    return may;
}

/* --- a document ------------------------------------------------------------------------------ */

static void add(struct passages *passages, const char *where, size_t number, struct text text)
{
    if (text.size == 0)
        return;
    passages_place(passages, where, number);
    loose_add(&passages->text, text);
}

static bool is_within(const struct pages *pages, int tag, int ancestor)
{
    while (tag != NO_TAG && tag != ancestor)
        tag = pages->tags[tag].parent;
    return tag == ancestor;
}

/* Adds `item` behind `last` (NULL = none): on one line they are one text, on lines of a paragraph
 * there is a gap, and cells, paragraphs and the labels of a chart are each for themselves. */
static void add_run(struct passages *passages, const struct pages *pages, const struct item *last,
                    const struct item *item)
{
    bool apart = true;
    if (last && item->tag == NO_TAG)
        apart = last->y != item->y;
    else if (last && pages->tags[item->tag].role != TAG_FIGURE)
        apart = !is_within(pages, item->tag, last->tag) && !is_within(pages, last->tag, item->tag);
    if (apart)
        loose_break(&passages->text);
    else if (last->y != item->y)
        loose_gap(&passages->text);
    loose_add(&passages->text, item->run->text);
}

/* The runs of the text, or those beside it (headers, footers), over all pages: a paragraph goes on
 * on the next one. */
static void add_runs(struct passages *passages, const struct pages *pages, bool tagged)
{
    const struct item *last = NULL;
    loose_break(&passages->text);
    for (size_t p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        passages_go_on(passages, "page", p + 1);
        for (size_t i = 0; i < page->item_count; i++) {
            const struct item *item = &page->items[i];
            if (item->kind != ITEM_RUN || (item->tag != NO_TAG) != tagged)
                continue;
            add_run(passages, pages, last, item);
            last = item;
        }
        if (!tagged)
            last = NULL;
    }
}

static void add_links(struct passages *passages, const struct page *page, size_t number)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind == ITEM_LINK || item->kind == ITEM_ANCHOR)
            add(passages, "link", number, item->target);
    }
}

static void add_beside_text(struct passages *passages, const struct pages *pages)
{
    const struct document *document = pages->document;
    add(passages, "title", 0, document->title);
    add(passages, "subject", 0, document->subject);
    add(passages, "author", 0, document->author);
    add(passages, "keywords", 0, document->number);
    for (size_t i = 0; i < pages->outline_count; i++)
        add(passages, "bookmark", i + 1, pages->outlines[i].title);
    for (size_t i = 0; i < pages->tag_count; i++)
        add(passages, "alternative text", 0, pages->tags[i].alt);
    for (size_t i = 0; i < pages->page_count; i++)
        add_links(passages, &pages->pages[i], i + 1);
}

/* Readings above words stand on paper as shapes without a text. */
static void add_readings(struct passages *passages, const struct inline_node *node)
{
    for (; node; node = node->next) {
        if (node->kind == INLINE_RUBY)
            add(passages, "reading", 0, node->text);
        add_readings(passages, node->children);
    }
}

static void add_all_readings(struct passages *passages, const struct block *block)
{
    for (; block; block = block->next) {
        add_readings(passages, block->inlines);
        add_all_readings(passages, block->children);
    }
}

static bool report(const struct addressee *to, const struct leak *leak, struct diag *d)
{
    struct text number = leak->number ? text_format(d->arena, " %zu", leak->number) : text_of("");
    return diag_add(d, MSG_ISOLATION_LEAK, (struct span){0}, "%.*s, %s%s: %s, %.*s",
                    (int)to->file.size, to->file.ptr, leak->where, number.ptr,
                    name_kind_word(leak->kind), (int)leak->file.size, leak->file.ptr);
}

static bool check(const struct addressee *to, struct passages *passages, struct diag *d)
{
    struct leak leak;
    add(passages, "file name", 0, to->file);
    bool good = isolation_check(to->isolation, to->client, passages, &leak);
    passages_free(passages);
    return good || report(to, &leak, d);
}

bool separate_pages(const struct addressee *to, const struct pages *pages, struct diag *d)
{
    if (!to->isolation)
        return true;
    struct arena *scratch = arena_new();
    struct passages passages = passages_new(scratch);
    add_runs(&passages, pages, true);
    add_runs(&passages, pages, false);
    add_beside_text(&passages, pages);
    add_all_readings(&passages, pages->document->blocks);
    bool good = check(to, &passages, d);
    arena_free(scratch);
    return good;
}

bool separate_html(const struct addressee *to, struct text html, struct diag *d)
{
    if (!to->isolation)
        return true;
    struct arena *scratch = arena_new();
    struct passages passages = passages_new(scratch);
    separate_read_html(&passages, html);
    bool good = check(to, &passages, d);
    arena_free(scratch);
    return good;
}
