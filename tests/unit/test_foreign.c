/* Folders of Markdown that were written for other programs, on paper: tests/foreign. With a folder
 * as argument the PDF files are written there, to be looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "device/device.h"
#include "document/image.h"
#include "guide/guide.h"
#include "layout/face.h"
#include "layout/font.h"
#include "layout/layout.h"
#include "layout/theme.h"

struct house {
    struct arena *arena;
    const struct theme *theme;
    const struct font_set *fonts;
    struct pdf_fonts *pdf_fonts;
};

static const char *kept; /* the argument of main */

static size_t count(const struct diag *d, enum message message)
{
    size_t found = 0;
    for (size_t i = 0; i < d->count; i++)
        found += d->entries[i].message == message;
    return found;
}

/* One document of all chapters, since they link to each other. */
static struct block *join_chapters(const struct guide *guide)
{
    struct block *first = NULL;
    struct block **last = &first;
    for (size_t i = 0; i < guide->chapter_count; i++) {
        *last = guide->chapters[i].blocks;
        while (*last)
            last = &(*last)->next;
    }
    return first;
}

static void print_guide(const struct house *house, const struct guide *guide, struct text name,
                        const char *wanted, struct diag *d)
{
    struct arena *scratch = arena_new();
    struct document document = {.name = name,
                                .title = guide->title,
                                .style = text_of("report"),
                                .blocks = join_chapters(guide)};
    const struct layout_tools tools = {.fonts = house->fonts};
    const struct pages *pages = layout_document(scratch, &document, house->theme, &tools, d);
    assert_non_null(pages);
    struct buffer trace = {0};
    trace_write(pages, &trace);
    assert_int_not_equal(text_find(buffer_text(&trace), wanted, 0), SIZE_MAX);
    buffer_free(&trace);
    struct buffer pdf = {0};
    assert_true(pdf_write(scratch, pages, house->pdf_fonts, &pdf, d));
    assert_true(text_starts(buffer_text(&pdf), "%PDF-1.7"));
    if (kept) {
        struct text path = text_format(scratch, "%s/%.*s.pdf", kept, (int)name.size, name.ptr);
        assert_true(file_write(path.ptr, buffer_text(&pdf), 0644, d));
    }
    buffer_free(&pdf);
    arena_free(scratch);
}

/* Prints a folder of tests/foreign, whose trace must hold `wanted`; the arena and the complaints
 * are the caller's. */
static const struct guide *print_folder(const struct house *house, struct arena *a,
                                        const char *folder, const char *name, const char *wanted,
                                        struct diag *d)
{
    *d = diag_new(a);
    const struct guide *guide = guide_load(a, folder, NULL, d);
    assert_non_null(guide);
    print_guide(house, guide, text_of(name), wanted, d);
    assert_int_equal(count(d, MSG_NO_GLYPH), 0);
    return guide;
}

static void chapters_for_vitepress_are_printed(void **state)
{
    const struct house *house = *state;
    struct arena *a = arena_new();
    struct diag d;
    const char *tabs = "\"    \\\"ssid\\\"";
    const struct guide *guide =
        print_folder(house, a, "tests/foreign/vitepress", "vitepress", tabs, &d);
    assert_int_equal(guide->chapter_count, 2);
    assert_int_equal(guide->images->count, 1);
    assert_int_equal(count(&d, MSG_IMAGE_REMOTE), 1);
    assert_int_equal(count(&d, MSG_MD_HTML_LEFT_OUT), 2);
    assert_int_equal(d.errors, 0);
    arena_free(a);
}

static void chapters_for_zenn_are_printed(void **state)
{
    const struct house *house = *state;
    struct arena *a = arena_new();
    struct diag d;
    const struct guide *guide =
        print_folder(house, a, "tests/foreign/zenn", "zenn", "  image ", &d);
    assert_true(text_is(guide->chapters[0].title, "バックアップを3つ持つ"));
    assert_int_equal(guide->images->images[0]->format, IMAGE_JPEG);
    assert_int_equal(d.errors, 0);
    arena_free(a);
}

static void chapters_for_mdbook_are_printed(void **state)
{
    const struct house *house = *state;
    struct arena *a = arena_new();
    struct diag d;
    print_folder(house, a, "tests/foreign/mdbook/src", "mdbook", "用語", &d);
    assert_int_equal(count(&d, MSG_MD_FRONT_FORMAT), 1);
    assert_int_equal(d.errors, 0);
    arena_free(a);
}

static int open_house(void **state)
{
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct house *house = arena_alloc(arena, sizeof *house);
    house->arena = arena;
    house->theme = theme_load(arena, "templates", &diag);
    house->fonts = fonts_load(arena, "fonts", &diag);
    house->pdf_fonts = house->fonts ? pdf_fonts_new(house->fonts) : NULL;
    *state = house;
    return house->theme && house->fonts ? 0 : -1;
}

static int close_house(void **state)
{
    struct house *house = *state;
    pdf_fonts_free(house->pdf_fonts);
    fonts_free(house->fonts);
    arena_free(house->arena);
    return 0;
}

int main(int argument_count, char **arguments)
{
    kept = argument_count > 1 ? arguments[1] : NULL;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chapters_for_vitepress_are_printed),
        cmocka_unit_test(chapters_for_zenn_are_printed),
        cmocka_unit_test(chapters_for_mdbook_are_printed),
    };
    return cmocka_run_group_tests_name("foreign", tests, open_house, close_house);
}
