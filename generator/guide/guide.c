#include "guide/guide.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/image.h"
#include "document/markdown.h"
#include "guide/anchors.h"
#include "guide/front.h"
#include "guide/order.h"
#include "guide/terms.h"
#include "merge/data_guide.h"
#include "merge/merge.h"
#include "model/catalog.h"

/* One run of guide_load. */
struct loading {
    struct arena *arena;
    const struct order *order;
    const struct catalog *catalog; /* NULL: no terms */
    bool foreign;
    struct chapter **parsed;
    struct image_store *images;
    struct guide *guide;
    struct diag *diag;
};

/* ---- one chapter ---- */

/* "topics/data-backup.md" -> "data-backup", when nothing better is known. */
static struct text name_of_file(struct text name)
{
    size_t start = name.size;
    while (start > 0 && name.ptr[start - 1] != '/')
        start--;
    return text_slice(name, start, name.size - (sizeof ".md" - 1));
}

static struct block *first_heading(struct block *blocks)
{
    while (blocks && blocks->kind != BLOCK_HEADING)
        blocks = blocks->next;
    return blocks;
}

static void read_front(struct loading *l, size_t index, struct guide_chapter *chapter)
{
    const struct chapter *parsed = l->parsed[index];
    struct front front = {0};
    if (l->foreign)
        front_glance(l->arena, parsed->front, &front);
    else
        front_read(l->arena, parsed->front, &front, l->diag);
    chapter->title = front.title;
    chapter->minutes = front.minutes;
    chapter->audience = front.audience.items;
    chapter->audience_count = front.audience.count;
    chapter->tags = front.tags.items;
    chapter->tag_count = front.tags.count;
    const struct block *heading = first_heading(parsed->blocks);
    if (!chapter->title.size && heading)
        chapter->title = text_trim(inline_plain(l->arena, heading->inlines));
    if (!chapter->title.size)
        chapter->title = name_of_file(l->order->chapters[index].name);
}

/* A chapter has one heading of level 1, at its start; other programs do not care. */
static void open_with_heading(struct loading *l, struct chapter *parsed, struct text title)
{
    struct block *first = parsed->blocks;
    if (!first || first->kind != BLOCK_HEADING || first->level != 1) {
        struct span span = first ? first->span : (struct span){.source = parsed->source};
        struct block *heading = block_new(l->arena, BLOCK_HEADING, span);
        heading->level = 1;
        heading->inlines = inline_text(l->arena, title, span);
        heading->next = first;
        parsed->blocks = heading;
    }
    for (struct block *block = parsed->blocks->next; block; block = block->next) {
        if (block->kind == BLOCK_HEADING && block->level == 1)
            block->level = 2;
    }
}

/* Books count chapters within their parts; appendices have no number. */
static struct text chapter_number(struct loading *l, size_t index)
{
    const struct order *order = l->order;
    const struct order_chapter *chapter = &order->chapters[index];
    const struct order_part *part = &order->parts[chapter->part];
    if (l->foreign || text_starts(part->title, "付録"))
        return (struct text){0};
    size_t number = 1;
    for (size_t i = 0; i < chapter->part; i++)
        number += !text_starts(order->parts[i].title, "付録");
    return text_format(l->arena, "%zu-%zu", number, index - part->first + 1);
}

static void read_chapter(struct loading *l, size_t index, struct anchors *anchors)
{
    const struct order_chapter *ordered = &l->order->chapters[index];
    struct guide_chapter *chapter = &l->guide->chapters[index];
    *chapter = (struct guide_chapter){.slug = ordered->slug,
                                      .path = ordered->path,
                                      .part = ordered->part,
                                      .number = chapter_number(l, index)};
    enum markdown_dialect dialect = l->foreign ? MARKDOWN_FOREIGN : MARKDOWN_OURS;
    l->parsed[index] = markdown_parse(l->arena, ordered->source, dialect, l->diag);
    image_store_find(l->images, l->parsed[index]->blocks, dialect, l->diag);
    read_front(l, index, chapter);
    open_with_heading(l, l->parsed[index], chapter->title);
    anchors_number(anchors, index, l->parsed[index]->blocks);
}

/* ---- all of them ---- */

static struct value *make_data(struct loading *l)
{
    struct guide *guide = l->guide;
    if (l->foreign)
        return value_map(l->arena);
    struct value *data = data_guide(l->arena, l->catalog);
    struct text *all = NULL;
    size_t all_count = 0;
    for (size_t i = 0; i < guide->chapter_count; i++) {
        size_t count = 0;
        const struct text *paths = merge_paths(l->arena, l->parsed[i]->blocks, &count);
        for (size_t k = 0; k < count; k++)
            *(struct text *)arena_push(l->arena, &all, &all_count, sizeof *all) = paths[k];
    }
    guide->sources =
        data_guide_cite(l->arena, data, l->catalog, all, all_count, &guide->source_count);
    return data;
}

static void merge_chapters(struct loading *l, const struct anchors *anchors)
{
    const struct value *data = make_data(l);
    const struct terms *terms = l->foreign ? NULL : terms_new(l->arena, l->catalog);
    if (terms)
        l->guide->terms = terms_list(terms, &l->guide->term_count);
    for (size_t i = 0; i < l->guide->chapter_count; i++) {
        struct block *blocks = l->parsed[i]->blocks;
        struct merge_state state = {0};
        anchors_resolve(anchors, i, blocks, l->diag);
        blocks = merge_blocks(l->arena, blocks, data, &state, l->diag);
        if (terms)
            terms_mark(l->arena, terms, blocks);
        l->guide->chapters[i].blocks = blocks;
    }
}

static void make_parts(struct loading *l)
{
    struct guide *guide = l->guide;
    guide->part_count = l->order->part_count;
    guide->parts = arena_array(l->arena, guide->part_count, sizeof *guide->parts);
    for (size_t i = 0; i < guide->part_count; i++) {
        const struct order_part *part = &l->order->parts[i];
        guide->parts[i] = (struct guide_part){.title = part->title.ptr ? part->title : guide->title,
                                              .intro = part->intro,
                                              .first = part->first,
                                              .count = part->count};
    }
}

/* A foreign folder is called what its own README.md is, else after itself. */
static struct text foreign_title(const struct loading *l, const char *folder)
{
    struct text name = l->order->chapters[0].name;
    if (text_is(name, "README.md") || text_is(name, "readme.md") || text_is(name, "index.md"))
        return l->guide->chapters[0].title;
    struct text path = text_of(folder);
    while (path.size > 1 && path.ptr[path.size - 1] == '/')
        path.size--;
    size_t start = path.size;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return text_slice(path, start, path.size);
}

static void make_title(struct loading *l, const char *folder)
{
    struct guide *guide = l->guide;
    guide->foreign = l->foreign;
    guide->title = l->foreign ? foreign_title(l, folder) : l->order->title;
    guide->subtitle = l->order->subtitle;
    guide->edition = l->order->edition;
    guide->date = l->order->date;
    if (l->foreign)
        return;
    guide->author = l->catalog->vendor.name;
    if (l->catalog->vendor.fictional)
        guide->sample = text_of("架空の会社の見本です");
}

const struct guide *guide_load(struct arena *a, const char *folder, const struct catalog *catalog,
                               struct diag *d)
{
    size_t errors_before = d->errors;
    bool foreign = file_kind_of(text_format(a, "%s/guide.yaml", folder).ptr) == FILE_NONE;
    assert(foreign || catalog);
    struct loading l = {.arena = a,
                        .catalog = catalog,
                        .foreign = foreign,
                        .guide = arena_alloc(a, sizeof *l.guide)};
    l.diag = d;
    l.images = image_store_new(a, folder);
    l.guide->images = l.images;
    l.order = foreign ? order_scan(a, folder, d) : order_read(a, folder, d);
    if (!l.order)
        return NULL;
    l.guide->chapter_count = l.order->chapter_count;
    l.guide->chapters = arena_array(a, l.order->chapter_count, sizeof *l.guide->chapters);
    l.parsed = arena_array(a, l.order->chapter_count, sizeof *l.parsed);
    struct anchors *anchors = anchors_new(a, l.order, foreign);
    for (size_t i = 0; i < l.order->chapter_count; i++)
        read_chapter(&l, i, anchors);
    make_title(&l, folder);
    make_parts(&l);
    merge_chapters(&l, anchors);
    return foreign || d->errors == errors_before ? l.guide : NULL;
}

const struct guide_chapter *guide_find(const struct guide *guide, struct text slug)
{
    for (size_t i = 0; i < guide->chapter_count; i++) {
        if (text_equal(guide->chapters[i].slug, slug))
            return &guide->chapters[i];
    }
    return NULL;
}
