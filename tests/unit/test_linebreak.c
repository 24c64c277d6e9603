#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/source.h"
#include "layout/linebreak.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* `string` with | at BREAK_MAY, _ at BREAK_EMERGENCY and ^ at BREAK_MUST. */
static void expect_marks(void **state, const char *string, const char *expected)
{
    struct text text = text_of(string);
    const uint8_t *kinds = linebreak_find(*state, text);
    struct buffer marked = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (kinds[i] == BREAK_MAY)
            buffer_byte(&marked, '|');
        if (kinds[i] == BREAK_EMERGENCY)
            buffer_byte(&marked, '_');
        if (kinds[i] == BREAK_MUST)
            buffer_byte(&marked, '^');
        buffer_byte(&marked, text.ptr[i]);
    }
    buffer_byte(&marked, '\0');
    assert_string_equal(marked.ptr, expected);
    buffer_free(&marked);
}

static void kana_and_kanji_may_be_parted_anywhere(void **state)
{
    expect_marks(state, "安全な紙", "安|全|な|紙");
}

static void a_line_never_begins_with_closing_signs(void **state)
{
    expect_marks(state, "「紙」、です。", "「紙」、|で|す。");
    expect_marks(state, "何！？ま", "何！？|ま");
}

static void small_kana_and_marks_stay_with_the_sign_before(void **state)
{
    expect_marks(state, "ちょっと", "ちょっ|と");
    expect_marks(state, "データー々", "デー|ター々");
}

static void leaders_and_dashes_are_one(void **state)
{
    expect_marks(state, "紙……紙――紙", "紙……|紙――|紙");
}

static void numbers_keep_their_units(void **state)
{
    expect_marks(state, "3,843万円", "3,_8_4_3_万_円");
    expect_marks(state, "1億2,000万円", "1_億_2,_0_0_0_万_円");
    expect_marks(state, "は2026年11月10日に", "は|2_0_2_6_年_1_1_月_1_0_日|に");
    expect_marks(state, "令和8年に", "令_和_8_年|に");
    expect_marks(state, "第3章", "第_3_章");
    expect_marks(state, "3か月と1か所", "3_か_月|と|1_か_所");
    expect_marks(state, "20〜30名が", "2_0〜_3_0_名|が");
    expect_marks(state, "48.0％と", "4_8._0％|と");
    expect_marks(state, "No.5と", "N_o._5|と");
}

static void kanji_numbers_are_kept_where_they_count(void **state)
{
    expect_marks(state, "第三章の三つ", "第_三_章|の|三|つ");
    expect_marks(state, "三か月と令和元年", "三_か_月|と|令_和_元_年");
}

static void honorifics_stay_with_the_name(void **state)
{
    expect_marks(state, "山田様の", "山|田_様|の");
    expect_marks(state, "会社御中", "会|社_御_中");
    expect_marks(state, "の様子", "の|様|子");
}

static void latin_words_break_in_emergencies_only(void **state)
{
    expect_marks(state, "PCの", "P_C|の");
    expect_marks(state, "a bc", "a |b_c");
    expect_marks(state, "TCP/IPのWi-Fi", "T_C_P/_I_P|の|W_i-_F_i");
}

static void addresses_break_behind_their_joints(void **state)
{
    struct text text = text_of("https://example.jp/guide/a");
    const uint8_t *kinds = linebreak_find(*state, text);
    assert_int_equal(kinds[strlen("https://example.jp/")], BREAK_MAY);
    expect_marks(state, "a-b@c.jp", "a-|b_@|c._j_p");
}

static void japanese_text_breaks_beside_quotes(void **state)
{
    expect_marks(state, "紙“紙”紙", "紙|“紙”|紙");
}

static void a_line_feed_ends_the_line(void **state)
{
    expect_marks(state, "紙\n。紙", "紙\n^。|紙");
}

static void clusters_are_never_parted(void **state)
{
    expect_marks(state, "葛\xF3\xA0\x84\x80紙", "葛\xF3\xA0\x84\x80|紙");
    expect_marks(state, "か\xE3\x82\x9A紙", "か\xE3\x82\x9A|紙");
}

static void an_empty_text_has_only_its_end(void **state)
{
    const uint8_t *kinds = linebreak_find(*state, text_of(""));
    assert_int_equal(kinds[0], BREAK_MUST);
}

static void long_addresses_take_linear_time(void **state)
{
    size_t size = 400000;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, '/', size);
    for (size_t i = 0; i < size; i += 2)
        bytes[i] = '1';
    const uint8_t *kinds = linebreak_find(*state, (struct text){bytes, size});
    assert_int_equal(kinds[size], BREAK_MUST);
    free(bytes);
}

/* With ※, a rare sign, ICU is asked for the whole text. Nothing that stands behind
 * a line feed decides about what stands before it. */
static void expect_as_icu(struct arena *a, struct text text)
{
    struct text asked = text_format(a, "%.*s\n※", (int)text.size, text.ptr);
    const uint8_t *kinds = linebreak_find(a, text);
    const uint8_t *expected = linebreak_find(a, asked);
    for (size_t i = 0; i < text.size; i++) {
        if (kinds[i] != expected[i])
            fail_msg("offset %zu of: %.*s", i, (int)text.size, text.ptr);
    }
}

static void plain_texts_break_as_icu_says_in_all_chapters(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("content/*/*.md", 0, NULL, &found), 0);
    assert_int_equal(glob("content/catalog/*.yaml", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena *a = arena_new();
        struct diag d = diag_new(a);
        const struct source *source = source_load(a, found.gl_pathv[i], SIZE_MAX, &d);
        assert_non_null(source);
        for (size_t line = 1; line <= source->line_count; line++)
            expect_as_icu(a, source_line(source, line));
        arena_free(a);
    }
    globfree(&found);
}

/* Every sign of the plane comes up beside the plain ones, and these in all orders. */
static void plain_texts_break_as_icu_says_at_random(void **state)
{
    (void)state;
    enum { TEXTS = 60000, LONGEST = 12, OTHERS = 12 };
    static const uint32_t known[] =
        U"漢字々あいうぁっょアイヵッーヽ・〜、。」）．，「（『！？：；０９0123459aZxM　,.%％";
    uint32_t seed = 1;
    struct arena *a = arena_new();
    for (size_t i = 0; i < TEXTS; i++) {
        char bytes[4 * (LONGEST + 2)];
        struct text text = {.ptr = bytes};
        for (size_t k = 0; k < 2 + i % LONGEST; k++) {
            seed = seed * 1664525 + 1013904223;
            uint32_t random = seed >> 8;
            bool other = random % OTHERS == 0;
            uint32_t sign = other ? ' ' + random / OTHERS % (0xD800 - ' ')
                                  : known[random % (sizeof known / sizeof known[0] - 1)];
            text.size += text_encode(sign, bytes + text.size);
        }
        expect_as_icu(a, text);
        arena_clear(a);
    }
    arena_free(a);
}

static void the_classes_of_jlreq_are_known(void **state)
{
    (void)state;
    assert_int_equal(jl_class_of(U'「'), JL_OPENING);
    assert_int_equal(jl_class_of(U'）'), JL_CLOSING);
    assert_int_equal(jl_class_of(U'、'), JL_COMMA);
    assert_int_equal(jl_class_of(U'。'), JL_FULL_STOP);
    assert_int_equal(jl_class_of(U'・'), JL_MIDDLE_DOT);
    assert_int_equal(jl_class_of(U'？'), JL_DIVIDING);
    assert_int_equal(jl_class_of(U'…'), JL_INSEPARABLE);
    assert_int_equal(jl_class_of(U'𠮷'), JL_KANJI_KANA);
    assert_int_equal(jl_class_of(U'　'), JL_SPACE);
    assert_int_equal(jl_class_of('a'), JL_LATIN);
    assert_int_equal(jl_class_of('7'), JL_NUMBER);
    assert_int_equal(jl_class_of('('), JL_OTHER);
}

int main(void)
{
    const struct CMUnitTest linebreak[] = {
        cmocka_unit_test_setup_teardown(kana_and_kanji_may_be_parted_anywhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_never_begins_with_closing_signs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(small_kana_and_marks_stay_with_the_sign_before, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(leaders_and_dashes_are_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_keep_their_units, set_up, tear_down),
        cmocka_unit_test_setup_teardown(kanji_numbers_are_kept_where_they_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(honorifics_stay_with_the_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latin_words_break_in_emergencies_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(addresses_break_behind_their_joints, set_up, tear_down),
        cmocka_unit_test_setup_teardown(japanese_text_breaks_beside_quotes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_feed_ends_the_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(clusters_are_never_parted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_text_has_only_its_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_addresses_take_linear_time, set_up, tear_down),
        cmocka_unit_test(plain_texts_break_as_icu_says_in_all_chapters),
        cmocka_unit_test(plain_texts_break_as_icu_says_at_random),
        cmocka_unit_test(the_classes_of_jlreq_are_known),
    };
    return cmocka_run_group_tests_name("linebreak", linebreak, NULL, NULL);
}
