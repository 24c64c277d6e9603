#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "device/glyph_code.h"
#include "device/outline.h"
#include "device/syntax_code.h"
#include "device/truetype.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char dejavu[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

/* zlib's checks included. */
static struct text inflate(struct arena *a, struct text deflated)
{
    enum { ROOM = 4 << 20 };
    char *room = arena_alloc(a, ROOM);
    size_t size = 0;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    enum libdeflate_result result =
        libdeflate_zlib_decompress(d, deflated.ptr, deflated.size, room, ROOM, &size);
    libdeflate_free_decompressor(d);
    assert_int_equal(result, LIBDEFLATE_SUCCESS);
    return (struct text){room, size};
}

static struct text random_bytes(struct arena *a, size_t size)
{
    char *bytes = arena_alloc(a, size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(rand() >> 7);
    return (struct text){bytes, size};
}

/* Any stretch of it, some of which stood in other pieces too: all bytes of it are one of two. */
static struct text some_of(struct text bytes)
{
    size_t from = bytes.size > 0 ? (size_t)rand() % bytes.size : 0;
    size_t end = from + (bytes.size > 0 ? (size_t)rand() % (bytes.size - from + 1) : 0);
    for (size_t i = from; i < end && end % 3 > 0; i++)
        ((char *)bytes.ptr)[i] &= 1;
    return text_slice(bytes, from, end);
}

static void joined_pieces_inflate_to_what_they_were(void **state)
{
    (void)state;
    srand(1);
    struct arena *a = arena_new();
    const struct syntax_coder *coder = syntax_coder_new(a);
    for (size_t round = 0; round < 200; round++) {
        struct coded pieces[40];
        const struct coded *list[40];
        struct buffer all = {0};
        size_t count = round % 41;
        for (size_t i = 0; i < count; i++) {
            struct text bytes = random_bytes(a, 4 * ((size_t)rand() % (round == 7 ? 9000 : 60)));
            struct text loose = some_of(bytes);
            buffer_put(&all, bytes);
            pieces[i] = glyph_code(a, coder, bytes, loose);
            list[i] = &pieces[i];
        }
        struct buffer joined = {0};
        glyph_code_join(coder, list, count, &joined);
        assert_true(text_equal(inflate(a, buffer_text(&joined)), buffer_text(&all)));
        buffer_free(&joined);
        buffer_free(&all);
    }
    arena_free(a);
}

static size_t joined_size(const struct syntax_coder *coder, const struct coded *const *pieces,
                          size_t count)
{
    struct buffer joined = {0};
    glyph_code_join(coder, pieces, count, &joined);
    size_t size = joined.size;
    buffer_free(&joined);
    return size;
}

static void loose_bytes_are_found_in_other_pieces(void **state)
{
    (void)state;
    srand(3);
    struct arena *a = arena_new();
    const struct syntax_coder *coder = syntax_coder_new(a);
    struct text bytes = random_bytes(a, 200);
    struct coded loose = glyph_code(a, coder, bytes, bytes);
    struct coded fixed = glyph_code(a, coder, bytes, (struct text){0});
    const struct coded *again[] = {&loose, &loose};
    const struct coded *twice[] = {&fixed, &fixed};
    size_t once = joined_size(coder, again, 1);
    assert_int_equal(joined_size(coder, twice, 1), once);
    assert_true(joined_size(coder, again, 2) < once + 8);
    assert_true(joined_size(coder, twice, 2) > once + 200);
    arena_free(a);
}

static struct text load(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_alloc(a, size);
    assert_int_equal(fread(bytes, 1, size, file), size);
    fclose(file);
    return (struct text){bytes, size};
}

static void a_composed_glyph_names_its_components(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct truetype *font = truetype_open(a, load(a, dejavu));
    assert_non_null(font);
    size_t composed = 0;
    for (uint32_t glyph = 0; glyph < 400; glyph++) {
        struct buffer outline = {0};
        truetype_outline(font, glyph, &outline);
        assert_int_equal(outline.size % 4, 0);
        size_t offset = 0;
        size_t components = 0;
        while (outline_next_component(buffer_text(&outline), &offset))
            components++;
        assert_true(components < 8);
        composed += components > 0;
        buffer_free(&outline);
    }
    assert_true(composed > 100); /* DejaVu composes its accented letters */
    arena_free(a);
}

/* Whatever bytes are damaged or missing, nothing outside the file is read (AddressSanitizer tells).
 */
static void damaged_fonts_are_refused_or_harmless(void **state)
{
    (void)state;
    srand(2);
    struct arena *a = arena_new();
    struct text whole = load(a, dejavu);
    for (int round = 0; round < 60; round++) {
        size_t size = round < 30 ? whole.size : (size_t)rand() % whole.size;
        char *bytes = malloc(size ? size : 1);
        memcpy(bytes, whole.ptr, size);
        for (int i = 0; i < 200 && size > 0; i++)
            bytes[(size_t)rand() % (i < 100 ? (size < 400 ? size : 400) : size)] = (char)rand();
        const struct truetype *font = truetype_open(a, (struct text){bytes, size});
        for (uint32_t glyph = 0; font && glyph < 7000; glyph += 13) {
            struct buffer outline = {0};
            truetype_outline(font, glyph, &outline);
            size_t offset = 0;
            while (outline_next_component(buffer_text(&outline), &offset))
                continue;
            truetype_metrics(font, glyph);
            buffer_free(&outline);
        }
        free(bytes);
    }
    assert_null(truetype_open(a, (struct text){"", 0}));
    assert_null(truetype_open(a, text_of("OTTO")));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joined_pieces_inflate_to_what_they_were),
        cmocka_unit_test(loose_bytes_are_found_in_other_pieces),
        cmocka_unit_test(a_composed_glyph_names_its_components),
        cmocka_unit_test(damaged_fonts_are_refused_or_harmless),
    };
    return cmocka_run_group_tests_name("glyph_code", tests, NULL, NULL);
}
