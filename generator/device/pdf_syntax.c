#include "device/pdf_syntax.h"

#include <endian.h>
#include <string.h>

/* `value`, less than 1000, without zeros before it. */
static inline char *put_whole(char *at, unsigned value)
{
    unsigned size = 1 + (value > 9) + (value > 99);
    uint32_t digits = htole32(buffer_digits(value) >> 8 * (3 - size));
    memcpy(at, &digits, sizeof digits);
    return at + size;
}

/* The point and the digits of `thousandths` without the zeros at the end. */
static inline char *put_fraction(char *at, unsigned thousandths)
{
    unsigned size = thousandths % 10 > 0 ? 3 : thousandths % 100 > 0 ? 2 : 1;
    uint32_t digits = htole32('.' | buffer_digits(thousandths) << 8);
    memcpy(at, &digits, sizeof digits);
    return at + 1 + size;
}

/* A file holds tens of thousands of numbers, nearly all of them places on paper. PDF wants no zero
 * before the point (7.3.3). */
void pdf_put_milli(struct buffer *b, int64_t thousandths)
{
    enum { ROOM = 16, BEYOND_PAPER = 1000 * 1000 };
    uint64_t magnitude = thousandths < 0 ? -(uint64_t)thousandths : (uint64_t)thousandths;
    if (thousandths < 0)
        buffer_byte(b, '-');
    bool beyond = magnitude >= BEYOND_PAPER;
    if (beyond)
        buffer_number(b, magnitude / 1000);
    unsigned whole = beyond ? 0 : (unsigned)magnitude / 1000;
    unsigned fraction = (unsigned)(magnitude % 1000);
    char *start = buffer_room(b, ROOM);
    char *at = start;
    if (whole > 0 || (fraction == 0 && !beyond))
        at = put_whole(at, whole);
    if (fraction > 0)
        at = put_fraction(at, fraction);
    *at = ' ';
    b->size += (size_t)(at + 1 - start);
}

void pdf_put_reference(struct buffer *b, unsigned number)
{
    buffer_byte(b, ' ');
    buffer_number(b, number);
    buffer_put(b, (struct text){" 0 R", 4});
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
