#include "device/pdf_syntax.h"

#include <string.h>

enum { NUMBER_ROOM = 24 }; /* sign, 16 digits, point, 3 digits, space */

/* A file holds tens of thousands of numbers, so they are written from the back in one go. PDF wants
 * no zero before the point (7.3.3). */
void pdf_put_milli(struct buffer *b, int64_t thousandths)
{
    char digits[2 * NUMBER_ROOM]; /* what follows the number is copied too, and not counted */
    size_t first = NUMBER_ROOM;
    uint64_t magnitude = thousandths < 0 ? -(uint64_t)thousandths : (uint64_t)thousandths;
    unsigned fraction = (unsigned)(magnitude % 1000);
    magnitude /= 1000;
    digits[--first] = ' ';
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
    for (; magnitude > 0; magnitude /= 10)
        digits[--first] = (char)('0' + magnitude % 10);
    if (thousandths == 0)
        digits[--first] = '0';
    if (thousandths < 0)
        digits[--first] = '-';
    memcpy(buffer_room(b, NUMBER_ROOM), digits + first, NUMBER_ROOM);
    b->size += NUMBER_ROOM - first;
}

void pdf_put_reference(struct buffer *b, unsigned number)
{
    char digits[2 * NUMBER_ROOM];
    size_t first = NUMBER_ROOM;
    memcpy(digits + first - 4, " 0 R", 4);
    first -= 4;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    digits[--first] = ' ';
    memcpy(buffer_room(b, NUMBER_ROOM), digits + first, NUMBER_ROOM);
    b->size += NUMBER_ROOM - first;
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
