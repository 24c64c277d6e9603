/* test_outline -- glyphs on a coarser grid, decoded here by other means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "device/outline.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 300, UNITS = 2048 };

struct shape {
    int x[MOST_POINTS], y[MOST_POINTS];
    bool on[MOST_POINTS];
    int count;
};

static void put16(struct buffer *b, int value)
{
    buffer_byte(b, (char)((unsigned)value >> 8));
    buffer_byte(b, (char)value);
}

static int get16(const unsigned char *at)
{
    return (int16_t)(at[0] << 8 | at[1]);
}

/* One contour with four bytes of hints, each number in two bytes, equal flags as one with a count.
 */
static void put_glyph(struct buffer *b, const struct shape *shape)
{
    put16(b, 1);
    for (int i = 0; i < 4; i++)
        put16(b, i * 101 - 150); /* the box */
    put16(b, shape->count - 1);
    put16(b, 4);
    buffer_puts(b, "hint");
    for (int i = 0; i < shape->count;) {
        int same = 0;
        while (i + same + 1 < shape->count && same < 255 && shape->on[i + same + 1] == shape->on[i])
            same++;
        buffer_byte(b, (char)(shape->on[i] | 0x08));
        buffer_byte(b, (char)same);
        i += same + 1;
    }
    for (int i = 0; i < shape->count; i++)
        put16(b, shape->x[i] - (i > 0 ? shape->x[i - 1] : 0));
    for (int i = 0; i < shape->count; i++)
        put16(b, shape->y[i] - (i > 0 ? shape->y[i - 1] : 0));
}

static struct shape random_shape(void)
{
    struct shape shape = {.count = 1 + rand() % MOST_POINTS};
    int spread = rand() % 2 ? 300 : 4000; /* numbers of one byte and of two */
    for (int i = 0; i < shape.count; i++) {
        bool still = i > 0 && rand() % 3 == 0;
        shape.x[i] = still ? shape.x[i - 1] : rand() % spread - spread / 3;
        shape.y[i] = i > 0 && !still && rand() % 3 == 0 ? shape.y[i - 1] : rand() % spread - 500;
        shape.on[i] = rand() % 4 != 0;
    }
    return shape;
}

static int read_number(const unsigned char **at, unsigned flag, unsigned is_short, unsigned is_same)
{
    if (flag & is_short) {
        int size = *(*at)++;
        return flag & is_same ? size : -size;
    }
    if (flag & is_same)
        return 0;
    *at += 2;
    return get16(*at - 2);
}

/* What outline_put wrote: one contour, no hints, no flag with a count. */
static void read_glyph(struct text glyph, struct shape *shape)
{
    const unsigned char *at = (const unsigned char *)glyph.ptr;
    assert_int_equal(get16(at), 1);
    shape->count = get16(at + 10) + 1;
    assert_int_equal(get16(at + 12), 0);
    const unsigned char *flags = at + 14;
    assert_ptr_equal(outline_flags(glyph).ptr, flags);
    assert_int_equal(outline_flags(glyph).size, shape->count);
    at = flags + shape->count;
    for (int i = 0; i < shape->count; i++)
        shape->x[i] = (i > 0 ? shape->x[i - 1] : 0) + read_number(&at, flags[i], 0x02, 0x10);
    for (int i = 0; i < shape->count; i++)
        shape->y[i] = (i > 0 ? shape->y[i - 1] : 0) + read_number(&at, flags[i], 0x04, 0x20);
    for (int i = 0; i < shape->count; i++)
        shape->on[i] = flags[i] & 1;
    assert_ptr_equal(at, glyph.ptr + glyph.size);
}

static void no_point_moves_by_more_than_half_a_unit(void **state)
{
    (void)state;
    srand(3);
    struct grid grid = grid_for(UNITS);
    for (int round = 0; round < 500; round++) {
        struct shape shape = random_shape();
        struct shape result;
        struct buffer glyph = {0};
        struct buffer out = {0};
        put_glyph(&glyph, &shape);
        outline_put(&grid, buffer_text(&glyph), &out);
        read_glyph(buffer_text(&out), &result);
        assert_int_equal(result.count, shape.count);
        for (int i = 0; i < shape.count; i++) {
            assert_in_range(result.x[i] * UNITS - shape.x[i] * 1000 + UNITS / 2, 0, UNITS);
            assert_in_range(result.y[i] * UNITS - shape.y[i] * 1000 + UNITS / 2, 0, UNITS);
            assert_int_equal(result.on[i], shape.on[i]);
        }
        buffer_free(&glyph);
        buffer_free(&out);
    }
}

static void a_font_of_a_thousand_units_stays_as_it_is(void **state)
{
    (void)state;
    srand(4);
    struct grid grid = grid_for(1000);
    for (int round = 0; round < 500; round++) {
        struct shape shape = random_shape();
        struct buffer glyph = {0};
        struct buffer once = {0};
        struct buffer twice = {0};
        struct shape result;
        put_glyph(&glyph, &shape);
        outline_put(&grid, buffer_text(&glyph), &once);
        read_glyph(buffer_text(&once), &result);
        assert_memory_equal(result.x, shape.x, (size_t)shape.count * sizeof shape.x[0]);
        assert_memory_equal(result.y, shape.y, (size_t)shape.count * sizeof shape.y[0]);
        outline_put(&grid, buffer_text(&once), &twice);
        assert_int_equal(twice.size, once.size);
        assert_memory_equal(twice.ptr, once.ptr, once.size);
        buffer_free(&glyph);
        buffer_free(&once);
        buffer_free(&twice);
    }
}

static void lengths_go_to_the_nearest_place(void **state)
{
    (void)state;
    struct grid fine = grid_for(2048);
    assert_int_equal(grid_place(&fine, 2048), 1000);
    assert_int_equal(grid_place(&fine, -2048), -1000);
    assert_int_equal(grid_place(&fine, 1), 0);
    assert_int_equal(grid_place(&fine, 2), 1);
    assert_int_equal(grid_place(&fine, -2), -1);
    assert_int_equal(grid_place(&fine, 256), 125);
    assert_int_equal(grid_place(&fine, 32767), 16000);
    assert_int_equal(grid_place(&fine, -32768), -16000);
    struct grid coarse = grid_for(256);
    assert_int_equal(coarse.units, 256);
    assert_int_equal(grid_place(&coarse, -77), -77);
}

/* A glyph whose end is missing draws nothing; what lies behind it is not read (AddressSanitizer
 * tells). */
static void what_is_cut_off_is_left_out(void **state)
{
    (void)state;
    srand(5);
    struct grid grid = grid_for(UNITS);
    struct shape shape = random_shape();
    struct buffer glyph = {0};
    put_glyph(&glyph, &shape);
    for (size_t size = 0; size < glyph.size; size++) {
        char *bytes = malloc(size ? size : 1);
        memcpy(bytes, glyph.ptr, size);
        struct buffer out = {0};
        outline_put(&grid, (struct text){bytes, size}, &out);
        assert_int_equal(out.size, 0);
        buffer_free(&out);
        free(bytes);
    }
    buffer_free(&glyph);
}

static void components_move_with_the_grid(void **state)
{
    (void)state;
    static const char composed[] = "\xff\xff\0\0\0\0\x08\0\x08\0"
                                   "\x00\x23\x00\x05\x08\x00\xf8\x00" /* words, more follow */
                                   "\x01\x0a\x00\x06\x40\xc0\x40\x00" /* bytes, scale, hints */
                                   "\x00\x02hi";
    static const char expected[] = "\xff\xff\0\0\0\0\x03\xe8\x03\xe8"
                                   "\x00\x23\x00\x05\x03\xe8\xfc\x18"
                                   "\x00\x0a\x00\x06\x1f\xe1\x40\x00";
    struct grid grid = grid_for(UNITS);
    struct buffer out = {0};
    outline_put(&grid, (struct text){composed, sizeof composed - 1}, &out);
    assert_int_equal(out.size, sizeof expected - 1);
    assert_memory_equal(out.ptr, expected, out.size);
    assert_int_equal(outline_flags(buffer_text(&out)).size, 0);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_point_moves_by_more_than_half_a_unit),
        cmocka_unit_test(a_font_of_a_thousand_units_stays_as_it_is),
        cmocka_unit_test(lengths_go_to_the_nearest_place),
        cmocka_unit_test(what_is_cut_off_is_left_out),
        cmocka_unit_test(components_move_with_the_grid),
    };
    return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
