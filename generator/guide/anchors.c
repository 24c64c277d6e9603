#include "guide/anchors.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "guide/order.h"
#include "guide/slug.h"

/* What a heading may be called in a link, and the id it has. */
struct anchor {
    struct text name;
    struct text id;
};

struct chapter_anchors {
    struct anchor *items;
    size_t count;
    size_t headings;
};

struct named_chapter {
    struct text name;
    size_t index;
};

struct anchors {
    struct arena *arena;
    const struct order *order;
    bool foreign;
    struct chapter_anchors *chapters;
    struct named_chapter *names; /* sorted */
};

static int compare_names(const void *left, const void *right)
{
    const struct named_chapter *a = left;
    const struct named_chapter *b = right;
    return text_compare(a->name, b->name);
}

struct anchors *anchors_new(struct arena *a, const struct order *order, bool foreign)
{
    struct anchors *anchors = arena_alloc(a, sizeof *anchors);
    anchors->arena = a;
    anchors->order = order;
    anchors->foreign = foreign;
    anchors->chapters = arena_array(a, order->chapter_count, sizeof *anchors->chapters);
    anchors->names = arena_array(a, order->chapter_count, sizeof *anchors->names);
    for (size_t i = 0; i < order->chapter_count; i++)
        anchors->names[i] = (struct named_chapter){order->chapters[i].name, i};
    qsort(anchors->names, order->chapter_count, sizeof *anchors->names, compare_names);
    return anchors;
}

/* ---- numbering ---- */

static const struct anchor *find_anchor(const struct chapter_anchors *chapter, struct text name)
{
    for (size_t i = 0; i < chapter->count; i++) {
        if (text_equal(chapter->items[i].name, name))
            return &chapter->items[i];
    }
    return NULL;
}

static void add_name(struct anchors *anchors, struct chapter_anchors *chapter, struct text name,
                     struct text id)
{
    if (!name.size)
        return;
    for (size_t again = 1; find_anchor(chapter, name); again++) {
        /* GitHub calls the second heading of the same words "words-1". */
        struct text next = text_format(anchors->arena, "%.*s-%zu", (int)name.size, name.ptr, again);
        if (find_anchor(chapter, next))
            continue;
        name = next;
    }
    struct anchor *anchor =
        arena_push(anchors->arena, &chapter->items, &chapter->count, sizeof *anchor);
    *anchor = (struct anchor){name, id};
}

static void number_heading(struct anchors *anchors, size_t index, struct block *heading)
{
    struct arena *a = anchors->arena;
    struct chapter_anchors *chapter = &anchors->chapters[index];
    struct text slug = anchors->order->chapters[index].slug;
    struct text own = heading->id;
    chapter->headings++;
    if (chapter->headings == 1)
        heading->id = slug;
    else if (own.size)
        heading->id = text_format(a, "%.*s/%.*s", (int)slug.size, slug.ptr, (int)own.size, own.ptr);
    else
        heading->id = text_format(a, "%.*s/h%zu", (int)slug.size, slug.ptr, chapter->headings);
    add_name(anchors, chapter, own, heading->id);
    if (anchors->foreign)
        add_name(anchors, chapter, slug_of_heading(a, inline_plain(a, heading->inlines)),
                 heading->id);
}

/* Footnotes are referred to by "#note-file-1" within their chapter. */
static void number_note(struct anchors *anchors, size_t index, struct block *note)
{
    struct text slug = anchors->order->chapters[index].slug;
    struct text own = note->id;
    note->id =
        text_format(anchors->arena, "%.*s/%.*s", (int)slug.size, slug.ptr, (int)own.size, own.ptr);
    add_name(anchors, &anchors->chapters[index], own, note->id);
}

void anchors_number(struct anchors *anchors, size_t index, struct block *blocks)
{
    for (struct block *block = blocks; block; block = block->next) {
        if (block->kind == BLOCK_HEADING)
            number_heading(anchors, index, block);
        if (block->kind == BLOCK_ITEM && block->id.size)
            number_note(anchors, index, block);
        anchors_number(anchors, index, block->children);
        anchors_number(anchors, index, block->otherwise);
    }
}

/* ---- resolving ---- */

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* %E6%97%A5 as the sign it stands for; the text itself when that gives no UTF-8. */
static struct text decode(struct arena *a, struct text text)
{
    if (text_find(text, "%", 0) == SIZE_MAX)
        return text;
    char *bytes = arena_alloc(a, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        bool coded = text.ptr[i] == '%' && i + 2 < text.size && hex_value(text.ptr[i + 1]) >= 0 &&
                     hex_value(text.ptr[i + 2]) >= 0;
        bytes[size++] = coded ? (char)(hex_value(text.ptr[i + 1]) * 16 + hex_value(text.ptr[i + 2]))
                              : text.ptr[i];
        i += coded ? 2 : 0;
    }
    struct text decoded = {bytes, size};
    size_t bad = 0;
    bool good = text_is_utf8(decoded, &bad) && !memchr(bytes, '\0', size);
    return good ? decoded : text;
}

/* `path` as seen from the folder of `from`, without . and ..; absent when it leaves the root. */
static struct text join_path(struct arena *a, struct text from, struct text path)
{
    size_t folder = from.size;
    while (folder > 0 && from.ptr[folder - 1] != '/')
        folder--;
    struct text whole = text_format(a, "%.*s%.*s", (int)folder, from.ptr, (int)path.size, path.ptr);
    char *bytes = arena_alloc(a, whole.size + 1);
    size_t size = 0;
    for (size_t at = 0; at <= whole.size;) {
        size_t end = text_find(whole, "/", at);
        end = end == SIZE_MAX ? whole.size : end;
        struct text step = text_slice(whole, at, end);
        at = end + 1;
        if (step.size == 0 || text_is(step, "."))
            continue;
        if (text_is(step, "..")) {
            if (size == 0)
                return (struct text){0};
            while (size > 0 && bytes[size - 1] != '/')
                size--;
            size -= size > 0;
            continue;
        }
        if (size > 0)
            bytes[size++] = '/';
        memcpy(bytes + size, step.ptr, step.size);
        size += step.size;
    }
    return (struct text){bytes, size};
}

/* SIZE_MAX when there is no such chapter. */
static size_t find_chapter(const struct anchors *anchors, struct text name)
{
    struct named_chapter wanted = {.name = name};
    const struct named_chapter *found =
        bsearch(&wanted, anchors->names, anchors->order->chapter_count, sizeof *anchors->names,
                compare_names);
    return found ? found->index : SIZE_MAX;
}

static void complain(const struct anchors *anchors, const struct inline_node *link,
                     const struct text *names, size_t count, struct text wanted, struct diag *d)
{
    diag_add(d, anchors->foreign ? MSG_FOREIGN_LINK : MSG_CHAPTER_LINK, link->span, "%.*s",
             (int)link->target.size, link->target.ptr);
    diag_near(d, diag_nearest(wanted, names, count));
}

static void complain_chapter(const struct anchors *anchors, const struct inline_node *link,
                             struct text wanted, struct diag *d)
{
    size_t count = anchors->order->chapter_count;
    struct text *names = arena_array(anchors->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = anchors->order->chapters[i].name;
    complain(anchors, link, names, count, wanted, d);
}

static void complain_heading(const struct anchors *anchors, const struct inline_node *link,
                             size_t chapter, struct text wanted, struct diag *d)
{
    const struct chapter_anchors *known = &anchors->chapters[chapter];
    struct text *names = arena_array(anchors->arena, known->count, sizeof *names);
    for (size_t i = 0; i < known->count; i++)
        names[i] = known->items[i].name;
    complain(anchors, link, names, known->count, wanted, d);
}

/* The id that `link` in the chapter `index` leads to; absent when there is none, which is told. */
static struct text find_target(const struct anchors *anchors, size_t index,
                               const struct inline_node *link, struct diag *d)
{
    struct text target = link->target;
    size_t hash = text_find(target, "#", 0);
    struct text path = text_slice(target, 0, hash);
    struct text name = hash == SIZE_MAX
                           ? (struct text){0}
                           : decode(anchors->arena, text_slice(target, hash + 1, target.size));
    size_t chapter = index;
    if (path.size) {
        const struct order_chapter *own = &anchors->order->chapters[index];
        struct text file = join_path(anchors->arena, own->name, decode(anchors->arena, path));
        chapter = find_chapter(anchors, file);
        if (chapter == SIZE_MAX) {
            complain_chapter(anchors, link, file, d);
            return (struct text){0};
        }
    }
    if (!name.size)
        return anchors->order->chapters[chapter].slug;
    const struct anchor *anchor = find_anchor(&anchors->chapters[chapter], name);
    if (!anchor)
        complain_heading(anchors, link, chapter, name, d);
    return anchor ? anchor->id : (struct text){0};
}

/* Whether the target is ours to resolve: another chapter, a heading here, and in a foreign folder
 * every relative path. */
static bool is_inside(const struct anchors *anchors, struct text target)
{
    if (text_starts(target, "{{"))
        return false;
    if (text_starts(target, "#") || target_is_chapter(target))
        return true;
    static const char *const OUTSIDE[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof OUTSIDE / sizeof *OUTSIDE; i++) {
        size_t size = strlen(OUTSIDE[i]);
        if (target.size >= size && strncasecmp(target.ptr, OUTSIDE[i], size) == 0)
            return false;
    }
    return anchors->foreign;
}

static void resolve_inlines(const struct anchors *anchors, size_t index, struct inline_node *first,
                            struct diag *d)
{
    for (struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_LINK && is_inside(anchors, node->target)) {
            struct text id = find_target(anchors, index, node, d);
            if (id.ptr)
                node->target = text_format(anchors->arena, "#%.*s", (int)id.size, id.ptr);
            else
                *node = (struct inline_node){.kind = INLINE_SPAN,
                                             .span = node->span,
                                             .style = text_of("plain"),
                                             .children = node->children,
                                             .next = node->next};
        }
        resolve_inlines(anchors, index, node->children, d);
    }
}

void anchors_resolve(const struct anchors *anchors, size_t index, struct block *blocks,
                     struct diag *d)
{
    for (struct block *block = blocks; block; block = block->next) {
        resolve_inlines(anchors, index, block->inlines, d);
        anchors_resolve(anchors, index, block->children, d);
        anchors_resolve(anchors, index, block->otherwise, d);
    }
}
