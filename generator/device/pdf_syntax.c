#include "device/pdf_syntax.h"

#include <endian.h>
#include <string.h>

/* The point, the digits of `thousandths` without the zeros at the end, and a space. */
static void put_fraction(struct buffer *b, unsigned thousandths)
{
    unsigned size = thousandths % 10 > 0 ? 3 : thousandths % 100 > 0 ? 2 : 1;
    uint64_t digits = buffer_digits(thousandths) & ((1u << 8 * size) - 1);
    uint64_t bytes = htole64('.' | digits << 8 | (uint64_t)' ' << 8 * (size + 1));
    memcpy(buffer_room(b, sizeof bytes), &bytes, sizeof bytes);
    b->size += size + 2;
}

/* A file holds tens of thousands of numbers. PDF wants no zero before the point (7.3.3). */
void pdf_put_milli(struct buffer *b, int64_t thousandths)
{
    uint64_t magnitude = thousandths < 0 ? -(uint64_t)thousandths : (uint64_t)thousandths;
    uint64_t whole = magnitude / 1000;
    unsigned fraction = (unsigned)(magnitude % 1000);
    if (thousandths < 0)
        buffer_byte(b, '-');
    if (whole > 0 || fraction == 0)
        buffer_number(b, whole);
    if (fraction > 0)
        put_fraction(b, fraction);
    else
        buffer_byte(b, ' ');
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
