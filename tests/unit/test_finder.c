#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/finder.h"

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

struct text_signs {
    uint32_t signs[256];
    size_t count;
};

static struct text_signs signs_of(const char *ascii)
{
    struct text_signs result = {.count = strlen(ascii)};
    for (size_t i = 0; i < result.count; i++)
        result.signs[i] = (unsigned char)ascii[i];
    return result;
}

struct hits {
    size_t count;
    size_t most; /* stop there */
    char words[64][16];
    const struct needle *needles;
    size_t ends[64];
};

static bool note(void *context, size_t needle, size_t end)
{
    struct hits *hits = context;
    for (size_t i = 0; i < hits->needles[needle].count; i++)
        hits->words[hits->count][i] = (char)hits->needles[needle].signs[i];
    hits->ends[hits->count++] = end;
    return hits->count < hits->most;
}

static struct hits find(void **state, const char *const *words, size_t count, const char *text)
{
    struct needle *needles = arena_array(*state, count, sizeof *needles);
    for (size_t i = 0; i < count; i++) {
        struct text_signs *word = arena_alloc(*state, sizeof *word);
        *word = signs_of(words[i]);
        needles[i] = (struct needle){word->signs, word->count};
    }
    qsort(needles, count, sizeof *needles, needle_compare);
    struct hits hits = {.most = 64, .needles = needles};
    struct text_signs all = signs_of(text);
    finder_run(finder_new(*state, needles, count), all.signs, all.count, note, &hits);
    return hits;
}

/* The example of Aho and Corasick's paper. */
static void words_within_words_are_found(void **state)
{
    static const char *const WORDS[] = {"he", "she", "his", "hers"};
    struct hits hits = find(state, WORDS, 4, "ushers");
    assert_int_equal(hits.count, 3);
    assert_string_equal(hits.words[0], "she");
    assert_string_equal(hits.words[1], "he");
    assert_int_equal(hits.ends[1], 4);
    assert_string_equal(hits.words[2], "hers");
}

static void a_false_start_is_taken_back(void **state)
{
    static const char *const WORDS[] = {"aab", "abaab", "b"};
    struct hits hits = find(state, WORDS, 3, "aaabaab");
    assert_int_equal(hits.count, 5);
    assert_string_equal(hits.words[4], "b");
    assert_int_equal(hits.ends[4], 7);
}

static void signs_of_no_phrase_and_large_ones_end_a_match(void **state)
{
    static const char *const WORDS[] = {"ab"};
    assert_int_equal(find(state, WORDS, 1, "a-b").count, 0);
    struct needle none = {0};
    const uint32_t large[] = {'a', 0x10FFFF, 'b', FINDER_SIGNS, 0};
    struct hits hits = {.most = 64, .needles = &none};
    finder_run(finder_new(*state, &none, 0), large, 5, note, &hits);
    assert_int_equal(hits.count, 0);
}

static void a_text_is_searched_by_its_code_points(void **state)
{
    static const uint32_t KEY[] = {0x9375}, CODE[] = {0x6697, 0x53F7};
    const struct needle needles[] = {{CODE, 2}, {KEY, 1}};
    const struct finder *finder = finder_new(*state, needles, 2);
    struct hits hits = {.most = 64, .needles = needles};
    finder_run_text(finder, text_of("暗号の鍵、暗𠮷号、鍵"), note, &hits);
    assert_int_equal(hits.count, 3);
    assert_int_equal(hits.ends[0], sizeof "暗号" - 1);
    assert_int_equal(hits.ends[1], sizeof "暗号の鍵" - 1);
    assert_int_equal(hits.ends[2], sizeof "暗号の鍵、暗𠮷号、鍵" - 1);
    hits = (struct hits){.most = 1, .needles = needles};
    finder_run_text(finder, text_of("鍵鍵"), note, &hits);
    assert_int_equal(hits.count, 1);
}

/* Against looking for every phrase at every place, over 300 random texts of two letters. */
static void it_finds_what_a_naive_search_finds(void **state)
{
    static const char *const WORDS[] = {"a",   "ab",   "ba",   "aab", "bbb",
                                        "abb", "baba", "abab", "bba", "aaaaa"};
    enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };
    uint32_t random = 1;
    for (int round = 0; round < 300; round++) {
        char text[16] = "";
        for (size_t i = 0; i < sizeof text - 1; i++) {
            random = random * 1664525 + 1013904223;
            text[i] = random >> 31 ? 'a' : 'b';
        }
        size_t expected = 0;
        for (size_t i = 0; i < sizeof text - 1; i++) {
            for (size_t w = 0; w < WORD_COUNT; w++)
                expected += strncmp(text + i, WORDS[w], strlen(WORDS[w])) == 0;
        }
        assert_int_equal(find(state, WORDS, WORD_COUNT, text).count, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_within_words_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_false_start_is_taken_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(signs_of_no_phrase_and_large_ones_end_a_match, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_text_is_searched_by_its_code_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_finds_what_a_naive_search_finds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
