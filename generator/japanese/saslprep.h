/* saslprep.h -- passwords as other programs type them (RFC 4013), so that ａ or a composed が opens
 * what was closed with the same letters. ISO 32000-2, 7.6.4.3.3 asks for it. */
#ifndef JAPANESE_SASLPREP_H
#define JAPANESE_SASLPREP_H

#include "base/text.h"

enum { SASLPREP_MOST = 127 /* bytes a PDF password may have (ISO 32000-2, 7.6.4.3.3) */ };

enum saslprep_result {
    SASLPREP_GOOD,
    SASLPREP_FORBIDDEN, /* a control, a sign no keyboard has, or no UTF-8 */
    SASLPREP_LONG
};

/* Writes the prepared form of `password` and a NUL to `out`. Keeps no copy of it. */
enum saslprep_result saslprep(struct text password, char out[SASLPREP_MOST + 1]);

#endif
