/* pdf_syntax.h -- how values are spelled in a PDF file (ISO 32000-1, 7.3).
 *
 * Every number in a file comes from an integer of 1/1000, so it has at most three decimals, is
 * always finite and does not know the locale. Each function appends a space where a neighbour could
 * otherwise grow into the value. */
#ifndef DEVICE_PDF_SYNTAX_H
#define DEVICE_PDF_SYNTAX_H

#include "base/buffer.h"
#include "base/units.h"

/* A length in points, or any other value in thousandths: "12.5 ", "-.04 ". */
void pdf_put_milli(struct buffer *b, int64_t thousandths);
/* " 7 0 R". */
void pdf_put_reference(struct buffer *b, unsigned number);
/* Text for people: "<FEFF…>", UTF-16BE with surrogates. */
void pdf_put_text(struct buffer *b, struct text t);
/* UTF-16BE in hexadecimal without brackets and mark, for ToUnicode. */
void pdf_put_utf16(struct buffer *b, struct text t);
/* An address as ASCII string: what RFC 3986 does not allow is percent-encoded. */
void pdf_put_address(struct buffer *b, struct text address);
/* The low 16 bits as four hexadecimal digits. */
void pdf_put_hex16(struct buffer *b, unsigned value);

#endif
