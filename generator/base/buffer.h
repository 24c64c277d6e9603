/* buffer.h -- a growing run of bytes for output. Owns its memory; free it with buffer_free. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/text.h"

struct buffer {
    char *ptr; /* NULL while empty; no NUL behind the bytes */
    size_t size;
    size_t room;
};

/* None of these can fail: out of memory ends the process. `{0}` is an empty buffer. */
/* Moves the bytes to where `size` more have room. */
void buffer_grow(struct buffer *b, size_t size);
/* Room for `size` more bytes behind the last; whoever fills it adds to `size` himself. */
static inline char *buffer_room(struct buffer *b, size_t size)
{
    if (b->room - b->size < size)
        buffer_grow(b, size);
    return b->ptr + b->size;
}
static inline void buffer_put(struct buffer *b, struct text t)
{
    if (t.size == 0)
        return;
    memcpy(buffer_room(b, t.size), t.ptr, t.size);
    b->size += t.size;
}
static inline void buffer_puts(struct buffer *b, const char *string)
{
    buffer_put(b, text_of(string));
}
static inline void buffer_byte(struct buffer *b, char byte)
{
    *buffer_room(b, 1) = byte;
    b->size++;
}
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *b, const char *format, va_list arguments);
/* The three decimal digits of `value`, less than 1000; the lowest byte is the first. */
static inline uint32_t buffer_digits(unsigned value)
{
    unsigned tens = value / 10;
    unsigned hundreds = value / 100;
    return 0x303030 + (hundreds | (tens - 10 * hundreds) << 8 | (value - 10 * tens) << 16);
}
/* `value` in decimal digits. */
void buffer_number(struct buffer *b, uint64_t value);
/* `value` in 1/1000 as a decimal without trailing zeros ("12.5", "-0.04", "3"): locale-free. */
void buffer_milli(struct buffer *b, int64_t value);
void buffer_clear(struct buffer *b);
void buffer_free(struct buffer *b);
/* The bytes as a view; valid until the next put. */
struct text buffer_text(const struct buffer *b);

#endif
