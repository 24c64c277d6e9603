/* The guide as one document: what stands where, and that pages told are the pages meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "guide/book.h"
#include "guide/guide.h"
#include "layout/font.h"
#include "layout/layout.h"
#include "layout/theme.h"

enum { CHAPTERS = 12, PARTS = 2, TERMS = 2 };

struct fixture {
    struct arena *arena;
    struct diag d;
    const struct font_set *fonts;
    const struct theme *theme;
    struct guide guide;
};

static struct inline_node *words(struct arena *a, const char *text)
{
    return inline_text(a, text_of(text), (struct span){0});
}

static struct block *paragraph(struct arena *a, struct inline_node *inlines)
{
    struct block *block = block_new(a, BLOCK_PARAGRAPH, (struct span){0});
    block->inlines = inlines;
    return block;
}

static struct inline_node *pointing(struct arena *a, enum inline_kind kind, struct text target,
                                    const char *text)
{
    struct inline_node *node = inline_new(a, kind, (struct span){0});
    node->target = target;
    node->children = words(a, text);
    return node;
}

/* Chapter `index` links to the one before it and uses the term; even ones are pages long. */
static void make_chapter(struct fixture *f, size_t index)
{
    struct arena *a = f->arena;
    struct guide_chapter *chapter = (struct guide_chapter *)&f->guide.chapters[index];
    chapter->slug = text_format(a, "c%zu", index);
    chapter->title = text_format(a, "章その%zu", index);
    chapter->number = text_format(a, "1-%zu", index + 1);
    chapter->part = index / (CHAPTERS / PARTS);
    struct block *heading = block_new(a, BLOCK_HEADING, (struct span){0});
    heading->level = 1;
    heading->id = chapter->slug;
    heading->inlines = words(a, chapter->title.ptr);
    struct block *last = heading;
    size_t target = (index + CHAPTERS - 1) % CHAPTERS;
    last->next =
        paragraph(a, pointing(a, INLINE_LINK, text_format(a, "#c%zu", target), "ほかの章"));
    last = last->next;
    last->next = paragraph(a, pointing(a, INLINE_TERM, text_of("#term-1"), "ことば"));
    last = last->next;
    for (size_t i = 0; i < (index % 2 ? 3 : 150); i++) {
        last->next = paragraph(a, words(a, "本文です。"));
        last = last->next;
    }
    chapter->blocks = heading;
}

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->d = diag_new(a);
    f->fonts = fonts_load(a, "fonts", &f->d);
    f->theme = theme_load(a, "templates", &f->d);
    struct guide_term *terms = arena_array(a, TERMS, sizeof *terms);
    terms[0] = (struct guide_term){text_of("term-1"), text_of("ことば"), text_of("ことば"),
                                   text_of("説明")};
    terms[1] = (struct guide_term){text_of("term-2"), text_of("使わない"), text_of("つかわない"),
                                   text_of("説明")};
    f->guide = (struct guide){.title = text_of("手引き"),
                              .chapters = arena_array(a, CHAPTERS, sizeof *f->guide.chapters),
                              .chapter_count = CHAPTERS,
                              .parts = arena_array(a, PARTS, sizeof *f->guide.parts),
                              .part_count = PARTS,
                              .terms = terms,
                              .term_count = TERMS};
    for (size_t i = 0; i < PARTS; i++)
        f->guide.parts[i] = (struct guide_part){.title = text_format(a, "第%zu部", i + 1),
                                                .first = i * CHAPTERS / PARTS,
                                                .count = CHAPTERS / PARTS};
    for (size_t i = 0; i < CHAPTERS; i++)
        make_chapter(f, i);
    *state = f;
    return f->fonts && f->theme ? 0 : -1;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    fonts_free(f->fonts);
    arena_free(f->arena);
    return 0;
}

static const struct pages *lay_out(struct fixture *f)
{
    struct layout_tools tools = {.fonts = f->fonts};
    const struct document *book = book_compose(f->arena, &f->guide);
    const struct pages *pages = layout_document(f->arena, book, f->theme, &tools, &f->d);
    assert_int_equal(f->d.count, 0);
    assert_non_null(pages);
    return pages;
}

/* The text of a page's runs, one behind the other. */
static struct text text_on(struct arena *a, const struct page *page)
{
    struct buffer out = {0};
    for (size_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind == ITEM_RUN)
            buffer_put(&out, page->items[i].run->text);
    }
    struct text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

static bool has_anchor(const struct page *page, struct text id)
{
    for (size_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind == ITEM_ANCHOR && text_equal(page->items[i].target, id))
            return true;
    }
    return false;
}

/* From 0; SIZE_MAX when there is none. */
static size_t page_with(const struct pages *pages, const char *id)
{
    for (size_t i = 0; i < pages->page_count; i++) {
        if (has_anchor(&pages->pages[i], text_of(id)))
            return i;
    }
    return SIZE_MAX;
}

static void references_tell_the_page_of_their_target(void **state)
{
    struct fixture *f = *state;
    const struct pages *pages = lay_out(f);
    for (size_t i = 0; i < CHAPTERS; i++) {
        size_t own = page_with(pages, text_format(f->arena, "c%zu", i).ptr);
        size_t other =
            page_with(pages, text_format(f->arena, "c%zu", (i + CHAPTERS - 1) % CHAPTERS).ptr);
        struct text wanted = text_format(f->arena, "（→%zuページ）", other + 1);
        assert_int_not_equal(text_find(text_on(f->arena, &pages->pages[own]), wanted.ptr, 0),
                             SIZE_MAX);
    }
}

static void the_index_tells_where_terms_stand_and_links_there(void **state)
{
    struct fixture *f = *state;
    const struct pages *pages = lay_out(f);
    const struct page *last = &pages->pages[pages->page_count - 1];
    assert_true(has_anchor(last, text_of("index")));
    struct text text = text_on(f->arena, last);
    assert_int_equal(text_find(text, "使わない", 0), SIZE_MAX);
    assert_int_not_equal(text_find(text, "ほか", 0), SIZE_MAX);
    for (size_t i = 0; i < 8; i++) {
        size_t page = page_with(pages, text_format(f->arena, "c%zu", i).ptr);
        struct text anchor = text_format(f->arena, "index:%zu:term-1", page + 1);
        assert_true(has_anchor(&pages->pages[page], anchor));
        struct text number = text_format(f->arena, "%zu", page + 1);
        assert_int_not_equal(text_find(text, number.ptr, 0), SIZE_MAX);
    }
}

static void chapters_begin_pages_and_parts_have_their_own(void **state)
{
    struct fixture *f = *state;
    const struct pages *pages = lay_out(f);
    size_t before = page_with(pages, "contents");
    for (size_t i = 0; i < CHAPTERS; i++) {
        size_t page = page_with(pages, text_format(f->arena, "c%zu", i).ptr);
        assert_true(page > before && page != SIZE_MAX);
        before = page;
    }
    size_t part = page_with(pages, "part-2");
    assert_int_equal(part + 1, page_with(pages, "c6"));
    assert_int_equal(pages->outlines[0].level, 1);
}

static void the_trees_of_the_guide_stay_as_they_are(void **state)
{
    struct fixture *f = *state;
    book_compose(f->arena, &f->guide);
    const struct block *heading = f->guide.chapters[0].blocks;
    assert_int_equal(heading->level, 1);
    assert_int_equal(heading->inlines->kind, INLINE_TEXT);
    assert_null(heading->next->inlines->next);
}

static void a_guide_of_nothing_but_chapters_is_a_book(void **state)
{
    struct fixture *f = *state;
    f->guide.part_count = 1;
    f->guide.parts[0].count = 1;
    f->guide.term_count = 0;
    f->guide.chapters[0].blocks->next = NULL;
    const struct pages *pages = lay_out(f);
    assert_int_equal(pages->page_count, 3);
    assert_int_equal(page_with(pages, "part-1"), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(references_tell_the_page_of_their_target, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_index_tells_where_terms_stand_and_links_there,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(chapters_begin_pages_and_parts_have_their_own, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(the_trees_of_the_guide_stay_as_they_are, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_guide_of_nothing_but_chapters_is_a_book, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
