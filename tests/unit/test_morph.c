#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/morph.h"

/* The dictionary is opened once for all tests of the file. */
struct words {
    struct arena *arena;
    struct morph *morph;
};

static int open_words(void **state)
{
    static struct words words;
    words.arena = arena_new();
    struct diag diag = diag_new(words.arena);
    words.morph = morph_open(&diag);
    *state = &words;
    return words.morph ? 0 : 1;
}

static int close_words(void **state)
{
    struct words *words = *state;
    morph_close(words->morph);
    arena_free(words->arena);
    return 0;
}

/* Words joined with spaces, each with its reading in parentheses when it has one. */
static const char *spell(struct words *words, struct text text)
{
    size_t count;
    const struct morpheme *items = morph_split(words->arena, words->morph, text, &count);
    struct text line = text_of("");
    size_t end = 0;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(items[i].start, end);
        assert_true(items[i].end > items[i].start);
        end = items[i].end;
        struct text word = text_slice(text, items[i].start, items[i].end);
        line = text_format(words->arena, "%.*s%s%.*s", (int)line.size, line.ptr, i > 0 ? " " : "",
                           (int)word.size, word.ptr);
        if (items[i].reading.ptr)
            line = text_format(words->arena, "%.*s(%.*s)", (int)line.size, line.ptr,
                               (int)items[i].reading.size, items[i].reading.ptr);
    }
    assert_int_equal(end, text.size);
    return line.ptr;
}

static void words_have_readings(void **state)
{
    assert_string_equal(spell(*state, text_of("取引先の対策、20人。")),
                        "取引(とりひき) 先(さき) の(の) 対策(たいさく) 、 20 人(にん) 。");
}

static void parts_of_speech_are_told(void **state)
{
    struct words *words = *state;
    struct text text = text_of("お社（20台）で安全な対策をしています。この森とUSB");
    static const enum speech expected[] = {
        SPEECH_PREFIX,   SPEECH_NOUN,      SPEECH_OPENING,  SPEECH_NUMBER,    SPEECH_COUNTER,
        SPEECH_CLOSING,  SPEECH_PARTICLE,  SPEECH_NOUN,     SPEECH_AUXILIARY, SPEECH_ACTION,
        SPEECH_PARTICLE, SPEECH_VERB,      SPEECH_PARTICLE, SPEECH_DEPENDENT, SPEECH_AUXILIARY,
        SPEECH_SIGN,     SPEECH_ADNOMINAL, SPEECH_NOUN,     SPEECH_PARTICLE,  SPEECH_UNKNOWN};
    size_t count;
    const struct morpheme *items = morph_split(words->arena, words->morph, text, &count);
    assert_int_equal(count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        if (items[i].speech != expected[i])
            fail_msg("word %zu at %zu is %d, not %d", i, items[i].start, items[i].speech,
                     expected[i]);
    }
    assert_true(text_is(items[11].base, "する"));
    assert_true(items[11].joining);
}

static void unknown_katakana_words_part_at_known_ones(void **state)
{
    assert_string_equal(spell(*state, text_of("サイバーセキュリティ")),
                        "サイバー(さいばー) セキュリティ(せきゅりてぃ)");
    assert_string_equal(spell(*state, text_of("クラウド")), "クラウド(くらうど)");
}

static void blanks_and_control_signs_are_words_of_their_own(void **state)
{
    struct words *words = *state;
    struct text text = {"紙\0 \t\n\x7f守り　紙  ", 18};
    size_t count;
    const struct morpheme *items = morph_split(words->arena, words->morph, text, &count);
    size_t spaces = 0;
    for (size_t i = 0; i < count; i++)
        spaces += items[i].speech == SPEECH_SPACE;
    assert_true(spaces >= 3);
    spell(*state, text);
}

static void any_bytes_are_accepted(void **state)
{
    spell(*state, (struct text){"", 0});
    spell(*state, (struct text){"\xff\xfe\xe3\x81", 4});
    spell(*state, (struct text){"\0", 1});
    spell(*state, text_of("👨‍👩‍👧か\u3099葛\U000E0100"));
    char noise[5000];
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525 + 1013904223;
        noise[i] = (char)(seed >> 24);
    }
    spell(*state, (struct text){noise, sizeof noise});
}

static void very_long_texts_are_taken_in_pieces(void **state)
{
    struct words *words = *state;
    struct arena *arena = arena_new();
    static const char *const units[] = {"漢", "ア", "対策を決めます。", "a"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]);
        size_t size = 60000 / unit * unit;
        char *bytes = arena_alloc(arena, size);
        for (size_t i = 0; i < size; i += unit)
            memcpy(bytes + i, units[u], unit);
        size_t count;
        const struct morpheme *items =
            morph_split(arena, words->morph, (struct text){bytes, size}, &count);
        assert_int_equal(items[count - 1].end, size);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_readings),
        cmocka_unit_test(parts_of_speech_are_told),
        cmocka_unit_test(unknown_katakana_words_part_at_known_ones),
        cmocka_unit_test(blanks_and_control_signs_are_words_of_their_own),
        cmocka_unit_test(any_bytes_are_accepted),
        cmocka_unit_test(very_long_texts_are_taken_in_pieces)};
    return cmocka_run_group_tests(tests, open_words, close_words);
}
