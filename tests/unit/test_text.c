#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"

static void an_absent_text_differs_from_an_empty_one(void **state)
{
    (void)state;
    assert_null(text_of(NULL).ptr);
    assert_non_null(text_of("").ptr);
    assert_null(text_trim((struct text){0}).ptr);
    assert_null(text_slice((struct text){0}, 0, 3).ptr);
}

static void a_slice_is_clamped(void **state)
{
    (void)state;
    struct text t = text_of("abc");
    assert_true(text_is(text_slice(t, 1, 99), "bc"));
    assert_int_equal(text_slice(t, 7, 9).size, 0);
    assert_int_equal(text_slice(t, 2, 1).size, 0);
}

static void a_copy_ends_with_nul(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct text copy = text_copy(a, text_slice(text_of("守り紙です"), 0, 9));
    assert_string_equal(copy.ptr, "守り紙");
    assert_int_equal(copy.size, 9);
    assert_null(text_copy(a, (struct text){0}).ptr);
    assert_string_equal(text_string(a, (struct text){0}), "");
    assert_string_equal(text_format(a, "%d 円 %s", 75, "です").ptr, "75 円 です");
    arena_free(a);
}

static uint32_t without_vowels(uint32_t codepoint)
{
    return strchr("aeiou", (int)codepoint) ? 0 : codepoint == 0x5B88 ? '*' : codepoint;
}

static void a_map_replaces_and_drops(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_true(text_is(text_map(a, text_of("mamori 守り"), without_vowels), "mmr *り"));
    assert_int_equal(text_map(a, text_of("aa"), without_vowels).size, 0);
    arena_free(a);
}

static void comparison_is_by_bytes(void **state)
{
    (void)state;
    assert_true(text_compare(text_of("a"), text_of("ab")) < 0);
    assert_true(text_compare(text_of("b"), text_of("ab")) > 0);
    assert_true(text_compare(text_of("Z"), text_of("あ")) < 0);
    assert_int_equal(text_compare(text_of("あ"), text_of("あ")), 0);
    assert_true(text_starts(text_of("::: note"), ":::"));
    assert_false(text_starts(text_of("::"), ":::"));
    assert_true(text_ends(text_of("a.yaml"), ".yaml"));
    assert_false(text_ends(text_of("yaml"), ".yaml"));
}

static void finding_starts_at_the_given_offset(void **state)
{
    (void)state;
    struct text t = text_of("{{a}} {{b}}");
    assert_int_equal(text_find(t, "{{", 0), 0);
    assert_int_equal(text_find(t, "{{", 1), 6);
    assert_true(text_find(t, "{{", 7) == SIZE_MAX);
    assert_true(text_find(t, "x", 99) == SIZE_MAX);
}

static void trimming_leaves_inner_and_wide_blanks(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(text_of(" \t a b\r\n")), "a b"));
    assert_true(text_is(text_trim(text_of("　a")), "　a"));
    assert_int_equal(text_trim(text_of(" \n ")).size, 0);
}

static void every_code_point_survives_encoding(void **state)
{
    (void)state;
    for (uint32_t codepoint = 0; codepoint <= 0x10FFFF; codepoint++) {
        if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
            continue;
        char bytes[4];
        struct text t = {bytes, text_encode(codepoint, bytes)};
        size_t offset = 0;
        size_t bad;
        if (text_next(t, &offset) != codepoint || offset != t.size || !text_is_utf8(t, &bad))
            fail_msg("U+%04X", (unsigned)codepoint);
    }
}

static void malformed_utf8_is_found_at_its_first_byte(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\x80",             /* a trailing byte alone */
        "\xC0\xAF",         /* overlong / */
        "\xE0\x9F\xBF",     /* overlong, three bytes */
        "\xF0\x8F\xBF\xBF", /* overlong, four bytes */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xFF",
        "\xE3\x81", /* cut off */
        "\xE3\x81\x41",
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct text t = text_format(a, "あ%s", wrong[i]);
        size_t bad = 0;
        assert_false(text_is_utf8(t, &bad));
        assert_int_equal(bad, 3);
        size_t offset = 3;
        assert_int_equal(text_next(t, &offset), 0xFFFD);
        assert_int_equal(offset, 4);
        /* Wherever it stands among ASCII, of which several bytes are taken at once. */
        for (int before = 0; before < 20; before++) {
            struct text row = text_format(a, "%.*s%s%s", before, "abcdefghijklmnopqrst", wrong[i],
                                          "abcdefghijklmnop");
            assert_false(text_is_utf8(row, &bad));
            assert_int_equal(bad, before);
        }
    }
    arena_free(a);
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(text_of("aあ𠮷")), 3);
    assert_int_equal(text_length((struct text){0}), 0);
}

static void japanese_signs_take_two_columns(void **state)
{
    (void)state;
    static const uint32_t wide[] = {0x3042, 0x6F22, 0x3000,  0x300C,
                                    0xFF01, 0xFFE5, 0x20BB7, 0x1F600};
    static const uint32_t narrow[] = {'a', 0xFF71, 0xA5, 0x2460, 0x3B1, 0x303F, 0x10FFFF, 0x2E7F};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        assert_true(text_is_wide(wide[i]));
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        assert_false(text_is_wide(narrow[i]));
}

static void marks_take_no_column(void **state)
{
    (void)state;
    assert_int_equal(text_columns(text_of("aあ")), 3);
    assert_int_equal(text_columns(text_of("か\u3099")), 2);
    assert_int_equal(text_columns(text_of("葛\U000E0100")), 2);
}

static void marks_have_no_width(void **state)
{
    (void)state;
    static const uint32_t marks[] = {0x0300, 0x200B, 0x2064, 0x302A, 0x3099, 0xFE0F, 0xE0100};
    static const uint32_t others[] = {'a', 0xE9, 0x2192, 0x3041, 0x309B, 0x5B88, 0xFF08, 0x20BB7};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        assert_false(text_has_width(marks[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(text_has_width(others[i]));
}

static void a_text_of_any_length_is_printed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t size = 500; size < 530; size++) {
        struct text text = text_format(a, "%*s", (int)size, "x");
        assert_int_equal(text.size, size);
        assert_int_equal(text.ptr[size - 1], 'x');
        assert_int_equal(text.ptr[size], '\0');
    }
    arena_free(a);
}

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(text_distance(text_of("sales"), text_of("sales"), 3), 0);
    assert_int_equal(text_distance(text_of("slaes"), text_of("sales"), 3), 1);
    assert_int_equal(text_distance(text_of("従業員"), text_of("従業員数"), 3), 1);
    assert_int_equal(text_distance(text_of("kitten"), text_of("sitting"), 5), 3);
    assert_int_equal(text_distance(text_of("ca"), text_of("abc"), 5), 3);
    assert_int_equal(text_distance(text_of("abcdef"), text_of("uvwxyz"), 2), 3);
    assert_int_equal(text_distance(text_of(""), text_of("ab"), 5), 2);
}

static void texts_over_64_signs_are_far_apart(void **state)
{
    (void)state;
    char word[66] = {0};
    for (size_t i = 0; i < 65; i++)
        word[i] = 'a';
    assert_int_equal(text_distance(text_of(word), text_of(word), 3), 4);
    assert_int_equal(text_distance(text_of(word + 1), text_of(word + 1), 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_absent_text_differs_from_an_empty_one),
        cmocka_unit_test(a_slice_is_clamped),
        cmocka_unit_test(a_copy_ends_with_nul),
        cmocka_unit_test(a_map_replaces_and_drops),
        cmocka_unit_test(comparison_is_by_bytes),
        cmocka_unit_test(finding_starts_at_the_given_offset),
        cmocka_unit_test(trimming_leaves_inner_and_wide_blanks),
        cmocka_unit_test(every_code_point_survives_encoding),
        cmocka_unit_test(malformed_utf8_is_found_at_its_first_byte),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(japanese_signs_take_two_columns),
        cmocka_unit_test(marks_take_no_column),
        cmocka_unit_test(marks_have_no_width),
        cmocka_unit_test(a_text_of_any_length_is_printed),
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(texts_over_64_signs_are_far_apart),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
