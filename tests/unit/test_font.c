#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/font.h"

struct fixture {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    f->arena = arena_new();
    f->diag = diag_new(f->arena);
    f->fonts = fonts_load(f->arena, "fonts", &f->diag);
    *state = f;
    return f->fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    fonts_free(f->fonts);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const struct font *gothic(const struct fixture *f)
{
    return font_find(f->fonts, text_of("gothic"), false);
}

static void families_have_a_regular_and_a_bold_face(void **state)
{
    struct fixture *f = *state;
    const char *families[] = {"gothic", "gothic-fixed", "mincho", "symbols", "rare"};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        assert_non_null(font_find(f->fonts, text_of(families[i]), false));
        assert_non_null(font_find(f->fonts, text_of(families[i]), true));
    }
    assert_false(font_is_bold(gothic(f)));
    assert_true(font_is_bold(font_find(f->fonts, text_of("gothic"), true)));
    assert_null(font_find(f->fonts, text_of("papyrus"), false));
}

static void bold_mincho_is_bold_gothic_and_one_font_with_it(void **state)
{
    struct fixture *f = *state;
    assert_ptr_equal(font_find(f->fonts, text_of("mincho"), true),
                     font_find(f->fonts, text_of("gothic"), true));
}

static void indices_count_the_fonts(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(fonts_count(f->fonts), 8);
    for (size_t i = 0; i < fonts_count(f->fonts); i++)
        assert_int_equal(font_index(fonts_get(f->fonts, i)), i);
}

static void names_and_metrics_come_from_the_file(void **state)
{
    const struct font *font = gothic(*state);
    assert_true(text_is(font_name(font), "BIZUDPGothic-Regular"));
    assert_int_equal(font_ascender(font), 880);
    assert_int_equal(font_descender(font), -120);
    assert_int_equal(font_cap_height(font), 765);
    assert_true(font_file(font).size > 1000000);
}

static void signs_fall_back_to_symbols_and_rare_kanji(void **state)
{
    struct fixture *f = *state;
    const struct font *font = gothic(f);
    assert_ptr_equal(font_for(font, U'安'), font);
    assert_ptr_equal(font_for(font, U'☐'), font_find(f->fonts, text_of("symbols"), false));
    assert_ptr_equal(font_for(font, U'𠮷'), font_find(f->fonts, text_of("rare"), false));
    assert_null(font_for(font, 0x10FFFD));
    const struct font *bold = font_find(f->fonts, text_of("gothic"), true);
    assert_ptr_equal(font_for(bold, U'☐'), font_find(f->fonts, text_of("symbols"), true));
}

static struct cluster_glyph shape_one(const struct font *font, const char *cluster)
{
    struct cluster_glyph glyphs[4] = {0};
    assert_int_equal(font_shape(font, text_of(cluster), glyphs, 4), 1);
    return glyphs[0];
}

static void advances_are_thousandths_of_an_em(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shape_one(gothic(f), "安").advance, 1000);
    assert_int_equal(shape_one(gothic(f), "、").advance, 600);
    const struct font *fixed = font_find(f->fonts, text_of("gothic-fixed"), false);
    assert_int_equal(shape_one(fixed, "、").advance, 1000);
    assert_int_equal(shape_one(fixed, "a").advance, 500);
    const struct font *rare = font_find(f->fonts, text_of("rare"), false);
    assert_int_equal(shape_one(rare, "𠮷").advance, 1000);
}

static void scaling_rounds_to_nearest(void **state)
{
    (void)state;
    assert_int_equal(font_scale(500, 10500), 5250);
    assert_int_equal(font_scale(333, 10), 3);
    assert_int_equal(font_scale(350, 10), 4);
    assert_int_equal(font_scale(-350, 10), -4);
}

static void a_known_selector_changes_the_glyph_and_an_unknown_one_is_dropped(void **state)
{
    const struct font *font = gothic(*state);
    uint32_t base = shape_one(font, "葛").glyph;
    uint32_t known = shape_one(font, "葛\xF3\xA0\x84\x80").glyph;
    uint32_t also_known = shape_one(font, "葛\xF3\xA0\x84\x81").glyph;
    uint32_t unknown = shape_one(font, "葛\xF3\xA0\x87\xAF").glyph;
    assert_true(known != base || also_known != base);
    assert_int_equal(unknown, base);
}

static void marks_are_composed(void **state)
{
    const struct font *font = gothic(*state);
    uint32_t alone = shape_one(font, "か").glyph;
    assert_int_not_equal(shape_one(font, "か\xE3\x82\x9A").glyph, alone); /* U+309A */
    assert_int_equal(shape_one(font, "か\xE3\x82\x99").glyph, shape_one(font, "が").glyph);
}

static void a_missing_base_shapes_to_nothing(void **state)
{
    struct cluster_glyph glyphs[4];
    assert_int_equal(font_shape(gothic(*state), text_of("☐"), glyphs, 4), 0);
    assert_int_equal(font_shape(gothic(*state), text_of("安"), glyphs, 0), 0);
}

static void clusters_hold_marks_and_selectors(void **state)
{
    (void)state;
    struct text text = text_of("か\xE3\x82\x9A葛\xF3\xA0\x84\x80"
                               "e\xCC\x81"
                               "\n\xCC\x81");
    assert_int_equal(cluster_end(text, 0), 6);
    assert_int_equal(cluster_end(text, 6), 13);
    assert_int_equal(cluster_end(text, 13), 16);
    assert_int_equal(cluster_end(text, 16), 17);
    assert_int_equal(cluster_end(text, 17), 19);
}

static void clusters_of_many_marks_are_cut_to_the_room(void **state)
{
    char cluster[1 + 2 * 500];
    cluster[0] = 'e';
    for (size_t i = 0; i < 500; i++)
        memcpy(cluster + 1 + 2 * i, "\xCC\x81", 2);
    struct fixture *f = *state;
    struct cluster_glyph glyphs[8];
    const struct font *symbols = font_find(f->fonts, text_of("symbols"), false);
    struct text text = {cluster, sizeof cluster};
    assert_int_equal(cluster_end(text, 0), sizeof cluster);
    assert_int_equal(font_shape(symbols, text, glyphs, 8), 8);
}

/* Loads a folder with `yaml` as its fonts.yaml and expects one complaint. */
static void expect_refusal(const char *yaml, enum message message)
{
    char folder[] = "/tmp/mamorigami-font-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct arena *a = arena_new();
    struct diag diag = diag_new(a);
    const char *path = text_string(a, text_format(a, "%s/fonts.yaml", folder));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(yaml, file);
    fclose(file);
    assert_null(fonts_load(a, folder, &diag));
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.entries[0].message, message);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    arena_free(a);
}

static void unusable_files_are_refused(void **state)
{
    (void)state;
    expect_refusal("families:\n- {name: a, regular: none.ttf, package: p, licence: l}\n",
                   MSG_FONT_UNREADABLE);
    expect_refusal("families:\n- {name: a, regular: fonts.yaml, package: p, licence: l}\n",
                   MSG_FONT_UNREADABLE);
    expect_refusal("families:\n- {name: a, regular: /dev/null, package: p, licence: l}\n",
                   MSG_FONT_UNREADABLE);
}

static void wrong_family_lists_are_refused(void **state)
{
    (void)state;
    const char *font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    char yaml[600];
    snprintf(yaml, sizeof yaml,
             "families:\n- {name: a, regular: %s, package: p, licence: l, fallback: [b]}\n", font);
    expect_refusal(yaml, MSG_UNKNOWN_FONT);
    snprintf(yaml, sizeof yaml,
             "families:\n- {name: a, regular: %s, package: p, licence: l}\n"
             "- {name: a, regular: %s, package: p, licence: l}\n",
             font, font);
    expect_refusal(yaml, MSG_DUPLICATE_ID);
    expect_refusal("families:\n- {name: a, package: p, licence: l}\n", MSG_MISSING_KEY);
}

int main(void)
{
    const struct CMUnitTest font[] = {
        cmocka_unit_test(families_have_a_regular_and_a_bold_face),
        cmocka_unit_test(bold_mincho_is_bold_gothic_and_one_font_with_it),
        cmocka_unit_test(indices_count_the_fonts),
        cmocka_unit_test(names_and_metrics_come_from_the_file),
        cmocka_unit_test(signs_fall_back_to_symbols_and_rare_kanji),
        cmocka_unit_test(advances_are_thousandths_of_an_em),
        cmocka_unit_test(scaling_rounds_to_nearest),
        cmocka_unit_test(a_known_selector_changes_the_glyph_and_an_unknown_one_is_dropped),
        cmocka_unit_test(marks_are_composed),
        cmocka_unit_test(a_missing_base_shapes_to_nothing),
        cmocka_unit_test(clusters_hold_marks_and_selectors),
        cmocka_unit_test(clusters_of_many_marks_are_cut_to_the_room),
        cmocka_unit_test(unusable_files_are_refused),
        cmocka_unit_test(wrong_family_lists_are_refused),
    };
    return cmocka_run_group_tests_name("font", font, set_up, tear_down);
}
