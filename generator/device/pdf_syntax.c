#include "device/pdf_syntax.h"

#include <string.h>

enum { NUMBER_ROOM = 24 }; /* sign, 16 digits, point, 3 digits, space */

/* The digits of `value`, none for 0, in front of `end`; returns the first. */
static char *put_digits(char *end, uint64_t value)
{
    for (; value > UINT32_MAX; value /= 10)
        *--end = (char)('0' + value % 10);
    for (uint32_t rest = (uint32_t)value; rest > 0; rest /= 10)
        *--end = (char)('0' + rest % 10);
    return end;
}

/* The number that begins at `first` and ends with `digits`. What lies behind is copied too, since a
 * fixed size is fast, and not counted. */
static void put_number(struct buffer *b, const char *digits, const char *first)
{
    memcpy(buffer_room(b, NUMBER_ROOM), first, NUMBER_ROOM);
    b->size += (size_t)(digits + NUMBER_ROOM - first);
}

/* A file holds tens of thousands of numbers, so they are written from the back in one go. PDF wants
 * no zero before the point (7.3.3). */
void pdf_put_milli(struct buffer *b, int64_t thousandths)
{
    char digits[2 * NUMBER_ROOM];
    char *first = digits + NUMBER_ROOM;
    uint64_t magnitude = thousandths < 0 ? -(uint64_t)thousandths : (uint64_t)thousandths;
    unsigned fraction = (unsigned)(magnitude % 1000);
    *--first = ' ';
    if (fraction > 0) {
        if (fraction % 10 > 0)
            *--first = (char)('0' + fraction % 10);
        if (fraction % 100 > 0)
            *--first = (char)('0' + fraction / 10 % 10);
        *--first = (char)('0' + fraction / 100);
        *--first = '.';
    }
    if (thousandths == 0)
        *--first = '0';
    first = put_digits(first, magnitude / 1000);
    if (thousandths < 0)
        *--first = '-';
    put_number(b, digits, first);
}

void pdf_put_reference(struct buffer *b, unsigned number)
{
    char digits[2 * NUMBER_ROOM];
    char *first = digits + NUMBER_ROOM - 4;
    memcpy(first, " 0 R", 4);
    first = put_digits(first, number);
    *--first = ' ';
    put_number(b, digits, first);
}

void pdf_put_hex16(struct buffer *b, unsigned value)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[4] = {digits[value >> 12 & 15], digits[value >> 8 & 15], digits[value >> 4 & 15],
                   digits[value & 15]};
    buffer_put(b, (struct text){hex, sizeof hex});
}

void pdf_put_utf16(struct buffer *b, struct text t)
{
    for (size_t i = 0; i < t.size;) {
        uint32_t codepoint = text_next(t, &i);
        if (codepoint > 0xffff) {
            pdf_put_hex16(b, 0xd800 + (codepoint - 0x10000) / 0x400);
            pdf_put_hex16(b, 0xdc00 + (codepoint - 0x10000) % 0x400);
        } else {
            pdf_put_hex16(b, codepoint);
        }
    }
}

void pdf_put_text(struct buffer *b, struct text t)
{
    buffer_puts(b, "<FEFF");
    pdf_put_utf16(b, t);
    buffer_puts(b, "> ");
}

/* Parentheses and the backslash, which a PDF string would need escaped, are legal in no unescaped
 * form here: "(" and ")" are percent-encoded although RFC 3986 allows them. */
static bool is_address_sign(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return c && strchr("-._~:/?#[]@!$&'*+,;=%", c);
}

void pdf_put_address(struct buffer *b, struct text address)
{
    buffer_byte(b, '(');
    for (size_t i = 0; i < address.size; i++) {
        if (is_address_sign(address.ptr[i]))
            buffer_byte(b, address.ptr[i]);
        else
            buffer_printf(b, "%%%02X", (unsigned char)address.ptr[i]);
    }
    buffer_puts(b, ") ");
}
