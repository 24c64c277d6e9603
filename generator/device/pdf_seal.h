/* pdf_seal.h -- a finished PDF closed with a password. The only file that knows libqpdf. */
#ifndef DEVICE_PDF_SEAL_H
#define DEVICE_PDF_SEAL_H

#include "base/buffer.h"

struct diag;

/* Encrypts `pdf` with AES-256 (revision 6, ISO 32000-2, 7.6) and appends it to `out`. `password`
 * (UTF-8, prepared by saslprep) opens it for reading, printing, copying and for screen readers;
 * changing it would need a second password, which is random and kept nowhere. The same input gives
 * other bytes each time: salts and keys are random. False when libqpdf failed (reported). */
bool pdf_seal(struct text pdf, const char *password, struct buffer *out, struct diag *d);

#endif
