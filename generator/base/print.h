/* print.h -- vsnprintf for the formats that this program is full of, several times faster. */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdarg.h>
#include <stddef.h>

/* Prints to `out`, which has `room` bytes, as vsnprintf does, with a NUL behind it. Returns the
 * bytes without the NUL; where they are not below `room`, what is in `out` is of no use. %s, %.*s,
 * %d, %u, %zu, %lld and %% are printed here, a format with anything else by vsnprintf. */
size_t print_format(char *out, size_t room, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#endif
