#include "base/print.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What is put into it reports whether it knew how to. */
struct line {
    char *bytes;
    size_t room;
    size_t size; /* also counts what has no room */
};

static void put(struct line *line, const char *bytes, size_t count)
{
    if (line->size + count < line->room)
        memcpy(line->bytes + line->size, bytes, count);
    line->size += count;
}

static bool put_number(struct line *line, uint64_t magnitude, bool negative)
{
    char digits[21]; /* a sign and 2^64 - 1 */
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude > 0);
    if (negative)
        digits[--first] = '-';
    put(line, digits + first, sizeof digits - first);
    return true;
}

/* Negated as unsigned, so that the least number has a magnitude too. */
static bool put_signed(struct line *line, int64_t number)
{
    return put_number(line, number < 0 ? -(uint64_t)number : (uint64_t)number, number < 0);
}

/* Up to a NUL, as printf has it. False where printf has words of its own for what is there. */
static bool put_text(struct line *line, const char *text, int most)
{
    if (most == 0)
        return true;
    if (!text || most < 0)
        return false;
    put(line, text, strnlen(text, (size_t)most));
    return true;
}

static bool put_string(struct line *line, const char *string)
{
    if (!string)
        return false;
    put(line, string, strlen(string));
    return true;
}

/* What stands behind a %; `*format` moves behind it. False when it is none of those known here. */
static bool put_conversion(struct line *line, const char **format, va_list *arguments)
{
    const char *at = *format;
    int most;
    switch (at[0]) {
    case '.':
        if (at[1] != '*' || at[2] != 's')
            return false;
        *format = at + 3;
        most = va_arg(*arguments, int);
        return put_text(line, va_arg(*arguments, const char *), most);
    case 's':
        *format = at + 1;
        return put_string(line, va_arg(*arguments, const char *));
    case 'd':
        *format = at + 1;
        return put_signed(line, va_arg(*arguments, int));
    case 'l':
        if (at[1] != 'l' || at[2] != 'd')
            return false;
        *format = at + 3;
        return put_signed(line, va_arg(*arguments, long long));
    case 'u':
        *format = at + 1;
        return put_number(line, va_arg(*arguments, unsigned), false);
    case 'z':
        if (at[1] != 'u')
            return false;
        *format = at + 2;
        return put_number(line, va_arg(*arguments, size_t), false);
    case '%':
        *format = at + 1;
        return put_string(line, "%");
    }
    return false;
}

static bool print_known(struct line *line, const char *format, va_list *arguments)
{
    while (true) {
        const char *end = strchrnul(format, '%');
        put(line, format, (size_t)(end - format));
        if (!*end)
            break;
        format = end + 1;
        if (!put_conversion(line, &format, arguments))
            return false;
    }
    if (line->size < line->room)
        line->bytes[line->size] = '\0';
    return true;
}

size_t print_format(char *out, size_t room, const char *format, va_list arguments)
{
    struct line line = {out, room, 0};
    va_list again;
    va_copy(again, arguments); /* read through a pointer, which a parameter may not give */
    bool known = print_known(&line, format, &again);
    va_end(again);
    if (known)
        return line.size;
    int size = vsnprintf(out, room, format, arguments);
    return size < 0 ? 0 : (size_t)size;
}
