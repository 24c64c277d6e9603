#include "base/buffer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

static _Noreturn void die_out_of_memory(void)
{
    fputs("mamorigami: out of memory\n", stderr);
    exit(2);
}

/* Makes room for `extra` more bytes. */
static void reserve(struct buffer *b, size_t extra)
{
    if (b->room - b->size >= extra)
        return;
    if (extra > SIZE_MAX / 4 || b->size > SIZE_MAX / 4)
        die_out_of_memory();
    size_t room = b->room ? b->room : FIRST_ROOM;
    while (room - b->size < extra)
        room *= 2;
    char *grown = realloc(b->ptr, room);
    if (!grown)
        die_out_of_memory();
    b->ptr = grown;
    b->room = room;
}

void buffer_put(struct buffer *b, struct text t)
{
    if (t.size == 0)
        return;
    reserve(b, t.size);
    memcpy(b->ptr + b->size, t.ptr, t.size);
    b->size += t.size;
}

void buffer_puts(struct buffer *b, const char *string)
{
    buffer_put(b, text_of(string));
}

void buffer_byte(struct buffer *b, char byte)
{
    reserve(b, 1);
    b->ptr[b->size++] = byte;
}

void buffer_vprintf(struct buffer *b, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    if (size > 0) {
        reserve(b, (size_t)size + 1); /* vsnprintf also writes a NUL, which is not counted */
        vsnprintf(b->ptr + b->size, (size_t)size + 1, format, again);
        b->size += (size_t)size;
    }
    va_end(again);
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(b, format, arguments);
    va_end(arguments);
}

void buffer_milli(struct buffer *b, int64_t value)
{
    if (value < 0)
        buffer_byte(b, '-');
    /* Negated as unsigned, so that INT64_MIN has a magnitude too. */
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
    buffer_printf(b, "%" PRIu64, magnitude / 1000);
    unsigned fraction = (unsigned)(magnitude % 1000);
    if (fraction == 0)
        return;
    int digits = 3;
    while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
    }
    buffer_printf(b, ".%0*u", digits, fraction);
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
