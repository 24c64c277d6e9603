/* scan.c -- the chapters of a folder that somebody else wrote. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/markdown.h"
#include "guide/order.h"
#include "guide/slug.h"

struct scan {
    struct arena *arena;
    struct order *order;
    const char *root;
    struct diag *diag;
};

static bool is_front(struct text name)
{
    return text_is(name, "README.md") || text_is(name, "readme.md") || text_is(name, "index.md");
}

static struct text join(struct arena *a, struct text folder, struct text name)
{
    if (folder.size == 0)
        return name;
    return text_format(a, "%.*s/%.*s", (int)folder.size, folder.ptr, (int)name.size, name.ptr);
}

static void add_chapter(struct scan *s, struct text folder, struct text name)
{
    struct order *order = s->order;
    if (order->chapter_count >= ORDER_MOST)
        return;
    struct text own = join(s->arena, folder, name);
    struct text path = join(s->arena, text_of(s->root), own);
    const struct source *source =
        source_load(s->arena, text_string(s->arena, path), CHAPTER_LIMIT, s->diag);
    if (!source)
        return;
    struct order_chapter *chapter =
        arena_push(s->arena, &order->chapters, &order->chapter_count, sizeof *chapter);
    *chapter = (struct order_chapter){
        .source = source, .path = path, .name = own, .part = order->part_count};
}

/* The files of one folder are a part. */
static void add_files(struct scan *s, struct text folder, const char *path)
{
    size_t count = 0;
    size_t first = s->order->chapter_count;
    const struct text *names = file_list(s->arena, path, ".md", &count, s->diag);
    for (size_t i = 0; i < count; i++) {
        if (is_front(names[i]))
            add_chapter(s, folder, names[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_front(names[i]))
            add_chapter(s, folder, names[i]);
    }
    if (s->order->chapter_count == first)
        return;
    struct order_part *part =
        arena_push(s->arena, &s->order->parts, &s->order->part_count, sizeof *part);
    *part = (struct order_part){.title = folder.size ? folder : (struct text){0},
                                .first = first,
                                .count = s->order->chapter_count - first};
}

static void scan_folder(struct scan *s, struct text folder, int depth)
{
    const char *path = join(s->arena, text_of(s->root), folder).ptr;
    if (folder.size == 0)
        path = s->root;
    add_files(s, folder, path);
    if (depth == ORDER_DEPTH)
        return;
    size_t count = 0;
    const struct text *folders = file_list_folders(s->arena, path, &count, s->diag);
    for (size_t i = 0; i < count; i++)
        scan_folder(s, join(s->arena, folder, folders[i]), depth + 1);
}

/* A slug and whose it is, to be sorted. */
struct claim {
    struct text slug;
    size_t chapter;
};

static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left;
    const struct claim *b = right;
    int order = text_compare(a->slug, b->slug);
    return order ? order : a->chapter < b->chapter ? -1 : a->chapter > b->chapter;
}

static bool is_claimed(const struct claim *claims, size_t count, struct text slug)
{
    struct claim wanted = {.slug = slug};
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        int order = text_compare(claims[middle].slug, wanted.slug);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return false;
}

/* The first of equal slugs keeps it; the others get a number that no chapter has. */
static void make_unique(struct scan *s)
{
    struct order *order = s->order;
    struct claim *claims = arena_array(s->arena, order->chapter_count, sizeof *claims);
    for (size_t i = 0; i < order->chapter_count; i++) {
        struct text name = order->chapters[i].name;
        claims[i].slug = slug_of_path(s->arena, text_slice(name, 0, name.size - 3));
        claims[i].chapter = i;
    }
    qsort(claims, order->chapter_count, sizeof *claims, compare_claims);
    size_t number = 1;
    for (size_t i = 0; i < order->chapter_count; i++) {
        struct text slug = claims[i].slug;
        bool again = i > 0 && text_equal(slug, claims[i - 1].slug);
        number = again ? number : 1;
        while (again) {
            slug = text_format(s->arena, "%.*s-%zu", (int)claims[i].slug.size, claims[i].slug.ptr,
                               ++number);
            again = is_claimed(claims, order->chapter_count, slug);
        }
        order->chapters[claims[i].chapter].slug = slug;
    }
}

const struct order *order_scan(struct arena *a, const char *folder, struct diag *d)
{
    struct scan s = {
        .arena = a, .order = arena_alloc(a, sizeof *s.order), .root = folder, .diag = d};
    size_t errors_before = d->errors;
    scan_folder(&s, text_of(""), 0);
    if (s.order->chapter_count == 0) {
        if (d->errors == errors_before)
            diag_add(d, MSG_GUIDE_EMPTY, (struct span){0}, "%s", folder);
        return NULL;
    }
    make_unique(&s);
    return s.order;
}
