#include "layout/layout.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/contents.h"
#include "layout/fit.h"
#include "layout/flow.h"
#include "layout/font.h"
#include "layout/page.h"
#include "layout/reference.h"
#include "layout/running.h"

/* The set with the faces of its styles; NULL after complaints of families that are not there. */
static const struct theme_set *add_faces(struct arena *a, const struct theme_set *set,
                                         const struct font_set *fonts, struct diag *d)
{
    struct theme_set *added = arena_alloc(a, sizeof *added);
    *added = *set;
    bool ok = true;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        struct text_style *style = &added->styles[i];
        style->faces[false] = font_find(fonts, style->family, false);
        style->faces[true] = font_find(fonts, style->family, true);
        if (!style->faces[false] || !style->faces[true])
            ok = diag_add(d, MSG_UNKNOWN_FONT, set->node->span, "%.*s", (int)style->family.size,
                          style->family.ptr);
    }
    return ok ? added : NULL;
}

static void add_outlines(const struct setting *s, struct pages *result)
{
    result->outlines = arena_array(s->arena, s->heading_count, sizeof *result->outlines);
    for (size_t i = 0; i < s->heading_count; i++) {
        const struct heading *heading = &s->headings[i];
        if (!heading->listed || heading->title.size == 0)
            continue;
        struct outline *outline = &result->outlines[result->outline_count++];
        outline->level = heading->block->level;
        outline->title = heading->title;
        outline->page = heading->page;
        outline->y = heading->y;
    }
}

static struct pages *pages_new(const struct setting *s)
{
    struct pages *pages = arena_alloc(s->arena, sizeof *pages);
    pages->document = s->document;
    pages->width = s->set->page_width;
    pages->height = s->set->page_height;
    pages->colours = s->theme->colours;
    return pages;
}

/* The page break from which on pages are made when those before it are known: an index tells them.
 */
static const struct block *index_page(const struct block *first)
{
    const struct block *page = NULL;
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_PAGEBREAK)
            page = block;
        if (block->kind == BLOCK_INDEX)
            return page;
    }
    return NULL;
}

static void make_pages(struct setting *s, const struct block *first, const struct place *place)
{
    struct stack stack = {0};
    if (s->set->parts)
        fit_flow(s, first, place, &stack);
    else
        flow_blocks(s, first, place, &stack);
    page_make(s, &stack, s->pages);
}

/* One attempt with the measures of `set`; what is wrong goes to `d`. */
static const struct pages *lay_out(struct arena *a, const struct document *document,
                                   const struct theme *theme, const struct theme_set *set,
                                   const struct layout_tools *tools, struct diag *d)
{
    struct setting s = {.arena = a,
                        .document = document,
                        .theme = theme,
                        .set = set,
                        .memo = tools->memo,
                        .phraser = tools->phraser,
                        .diag = d};
    s.measure = set->page_width - set->margin_left - set->margin_right;
    s.room = set->page_height - set->margin_top - set->margin_bottom;
    setting_read(&s);
    struct place place = {.width = s.measure,
                          .tag = setting_tag(&s, TAG_DOCUMENT, NO_TAG),
                          .style = setting_style(&s, STYLE_BODY)};
    struct pages *pages = pages_new(&s);
    s.pages = pages;
    s.stop = index_page(document->blocks);
    make_pages(&s, document->blocks, &place);
    if (s.stop) {
        const struct block *rest = s.stop;
        s.stop = NULL;
        make_pages(&s, rest, &place);
    }
    contents_fill(&s, pages->pages, pages->page_count);
    reference_fill(&s, pages);
    running_add(&s, pages);
    add_outlines(&s, pages);
    pages->tags = s.tags;
    pages->tag_count = s.tag_count;
    return pages;
}

/* Was the page limit among what has been said since entry `first`? */
static bool is_over(const struct diag *d, size_t first)
{
    for (size_t i = first; i < d->count; i++) {
        if (d->entries[i].message == MSG_PAGES_TOO_MANY)
            return true;
    }
    return false;
}

/* A document with a limit may shrink a little before its author is asked to shorten it: a long
 * name or amount must not cost a client its page. 9.6 pt become 8.4 pt at the least. */
static const struct pages *lay_out_within_limit(struct arena *a, const struct document *document,
                                                const struct theme *theme,
                                                const struct theme_set *set,
                                                const struct layout_tools *tools, struct diag *d)
{
    enum { STEP = 4, LEAST = 88 };
    struct diag before = *d;
    const struct pages *pages = lay_out(a, document, theme, set, tools, d);
    for (int percent = 100 - STEP; percent >= LEAST && is_over(d, before.count); percent -= STEP) {
        /* What the attempt said is void. */
        d->count = before.count;
        d->errors = before.errors;
        pages =
            lay_out(a, document, theme,
                    fit_scaled(a, set, (struct tightness){percent, percent, percent}), tools, d);
    }
    return pages;
}

const struct pages *layout_document(struct arena *a, const struct document *document,
                                    const struct theme *theme, const struct layout_tools *tools,
                                    struct diag *d)
{
    size_t errors = d->errors;
    const struct theme_set *set = theme_find(theme, document->style);
    if (!set) {
        diag_add(d, MSG_UNKNOWN_WORD, document->span, "%.*s", (int)document->style.size,
                 document->style.ptr);
        return NULL;
    }
    set = add_faces(a, set, tools->fonts, d);
    if (!set)
        return NULL;
    const struct pages *pages = lay_out_within_limit(a, document, theme, set, tools, d);
    return d->errors == errors ? pages : NULL;
}
