#include "base/buffer.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/print.h"

enum { FIRST_ROOM = 256, PRINT_ROOM = 128 };

static _Noreturn void die_out_of_memory(void)
{
    fputs("mamorigami: out of memory\n", stderr);
    exit(2);
}

void buffer_grow(struct buffer *b, size_t size)
{
    if (size > SIZE_MAX / 4 || b->size > SIZE_MAX / 4)
        die_out_of_memory();
    size_t room = b->room ? b->room : FIRST_ROOM;
    while (room - b->size < size)
        room *= 2;
    char *grown = realloc(b->ptr, room);
    if (!grown)
        die_out_of_memory();
    b->ptr = grown;
    b->room = room;
}

void buffer_vprintf(struct buffer *b, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    /* Nearly always the first attempt fits. A NUL is also written, which is not counted. */
    char *at = buffer_room(b, PRINT_ROOM);
    size_t room = b->room - b->size;
    size_t size = print_format(at, room, format, arguments);
    if (size >= room)
        print_format(buffer_room(b, size + 1), size + 1, format, again);
    b->size += size;
    va_end(again);
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(b, format, arguments);
    va_end(arguments);
}

/* The last `count` digits of `value`, which is less than 1000. */
static inline void put_digits(struct buffer *b, unsigned value, unsigned count)
{
    uint32_t digits = htole32(buffer_digits(value) >> 8 * (3 - count));
    memcpy(buffer_room(b, sizeof digits), &digits, sizeof digits);
    b->size += count;
}

void buffer_number(struct buffer *b, uint64_t value)
{
    if (value < 1000) {
        unsigned last = (unsigned)value;
        put_digits(b, last, 1 + (last > 9) + (last > 99));
        return;
    }
    buffer_number(b, value / 1000);
    put_digits(b, (unsigned)(value % 1000), 3);
}

/* Pages hold tens of thousands of numbers: printf would take half the time of writing a PDF. */
void buffer_milli(struct buffer *b, int64_t value)
{
    char digits[24]; /* sign, 17 digits, point, 3 digits */
    size_t first = sizeof digits;
    /* Negated as unsigned, so that INT64_MIN has a magnitude too. */
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
    unsigned fraction = (unsigned)(magnitude % 1000);
    magnitude /= 1000;
    if (fraction > 0) {
        int places = 3;
        for (; fraction % 10 == 0; places--)
            fraction /= 10;
        for (; places > 0; places--) {
            digits[--first] = (char)('0' + fraction % 10);
            fraction /= 10;
        }
        digits[--first] = '.';
    }
    do {
        digits[--first] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude > 0);
    if (value < 0)
        digits[--first] = '-';
    buffer_put(b, (struct text){digits + first, sizeof digits - first});
}

void buffer_clear(struct buffer *b)
{
    b->size = 0;
}

void buffer_free(struct buffer *b)
{
    free(b->ptr);
    *b = (struct buffer){0};
}

struct text buffer_text(const struct buffer *b)
{
    return (struct text){b->ptr ? b->ptr : "", b->size};
}
