#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "device/syntax_code.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* Bytes behind the text are not readable: ASan would tell. */
static void expect_round_trip(struct text bytes)
{
    struct arena *a = arena_new();
    struct syntax_coder *coder = syntax_coder_new(a);
    char *exact = malloc(bytes.size ? bytes.size : 1);
    memcpy(exact, bytes.ptr, bytes.size);
    for (int syntax = 0; syntax < SYNTAX_COUNT; syntax++) {
        struct buffer out = {0};
        buffer_puts(&out, "before");
        syntax_code(coder, (enum syntax)syntax, (struct text){exact, bytes.size}, &out);
        char *back = malloc(bytes.size + 1);
        size_t size = 0;
        struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
        /* zlib's checks included. */
        assert_int_equal(
            libdeflate_zlib_decompress(d, out.ptr + 6, out.size - 6, back, bytes.size + 1, &size),
            LIBDEFLATE_SUCCESS);
        libdeflate_free_decompressor(d);
        assert_int_equal(size, bytes.size);
        assert_memory_equal(back, bytes.ptr, size);
        assert_true(out.size < 6 + 220 + 2 * bytes.size);
        free(back);
        buffer_free(&out);
    }
    free(exact);
    arena_free(a);
}

static void short_streams_come_back(void **state)
{
    (void)state;
    for (size_t size = 0; size < 40; size++) {
        expect_round_trip(text_slice(text_of("0000000000000000000000000000000000000000"), 0, size));
        expect_round_trip(text_slice(text_of("1 0 0 1 1 0 0 1 0 1 1 0 1 0 0 1 0 1 1 0 "), 0, size));
    }
}

/* Bytes without repetition, then a stretch of them again: every length at every distance class. */
static void matches_of_all_lengths_and_distances_come_back(void **state)
{
    (void)state;
    enum { FAR = 40000, ROOM = FAR + 600 };
    char *bytes = malloc(ROOM);
    for (size_t distance = 4; distance <= FAR; distance += distance / 3 + 1) {
        for (size_t length = 4; length <= 300; length += length / 2 + 1) {
            for (size_t i = 0; i < distance; i++)
                bytes[i] = (char)(rand() >> 7);
            for (size_t i = distance; i < distance + length + 20; i++)
                bytes[i] = bytes[i - distance];
            expect_round_trip((struct text){bytes, distance + length + 20});
        }
    }
    for (size_t distance = 32760; distance <= 32776; distance++) {
        memcpy(bytes + distance, bytes, 40);
        expect_round_trip((struct text){bytes, distance + 40});
    }
    free(bytes);
}

static void a_long_stream_of_one_byte_shrinks_to_nothing(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    struct arena *a = arena_new();
    char *bytes = malloc(SIZE);
    memset(bytes, 'x', SIZE);
    expect_round_trip((struct text){bytes, SIZE});
    struct buffer out = {0};
    syntax_code(syntax_coder_new(a), SYNTAX_CONTENT, (struct text){bytes, SIZE}, &out);
    assert_true(out.size < SIZE / 50);
    buffer_free(&out);
    free(bytes);
    arena_free(a);
}

/* The codes fit what pages hold. */
static void content_shrinks(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buffer content = {0};
    for (int i = 0; i < 200; i++)
        buffer_printf(&content, "/P<</MCID %d>>BDC\nBT\n51.03 %d.%d Td\n(%c)Tj\nET\nEMC\n", i,
                      800 - i * 4, i % 9, 'a' + i % 26);
    expect_round_trip(buffer_text(&content));
    struct buffer out = {0};
    syntax_code(syntax_coder_new(a), SYNTAX_CONTENT, buffer_text(&content), &out);
    assert_true(out.size < content.size / 4);
    buffer_free(&out);
    buffer_free(&content);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_streams_come_back),
        cmocka_unit_test(matches_of_all_lengths_and_distances_come_back),
        cmocka_unit_test(a_long_stream_of_one_byte_shrinks_to_nothing),
        cmocka_unit_test(content_shrinks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
