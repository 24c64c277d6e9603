#include "command/check_guide.h"

#include "base/arena.h"
#include "base/file.h"
#include "guide/book.h"
#include "layout/layout.h"
#include "model/catalog.h"
#include "model/measure_catalog.h"

static void check_measures(struct workspace *w, const struct guide *guide)
{
    const struct measure_entry *measures = w->catalog->measures->list.items;
    struct text *slugs = arena_array(w->arena, guide->chapter_count, sizeof *slugs);
    for (size_t i = 0; i < guide->chapter_count; i++)
        slugs[i] = guide->chapters[i].slug;
    for (size_t i = 0; i < w->catalog->measures->list.count; i++) {
        struct text slug = measures[i].guide;
        if (!slug.size || guide_find(guide, slug))
            continue;
        diag_add(&w->diag, MSG_MEASURE_CHAPTER, yaml_span(measures[i].node, "guide"), "%.*s",
                 (int)slug.size, slug.ptr);
        diag_near(&w->diag, diag_nearest(slug, slugs, guide->chapter_count));
    }
}

const struct guide *check_guide(struct workspace *w, const struct options *options)
{
    const char *folder = text_format(w->arena, "%s/guide", options->content).ptr;
    if (file_kind_of(folder) != FILE_FOLDER)
        return NULL;
    const struct guide *guide = guide_load(w->arena, folder, w->catalog, &w->diag);
    if (!guide)
        return NULL;
    check_measures(w, guide);
    layout_document(w->arena, book_compose(w->arena, guide), w->theme, &w->tools, &w->diag);
    return guide;
}
