#include "japanese/saslprep.h"

#include <string.h>

#include <unicode/usprep.h>
#include <unicode/ustring.h>

enum { UNITS = 512 };

/* UTF-8 is read only when it is valid: ICU would put U+FFFD in place of what is not. */
static enum saslprep_result prepare(struct text password, UChar *in, UChar *prepared, char *out)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t bad;
    int32_t count = 0;
    if (password.size > UNITS)
        return SASLPREP_LONG;
    if (!text_is_utf8(password, &bad))
        return SASLPREP_FORBIDDEN;
    u_strFromUTF8(in, UNITS, &count, password.ptr, (int32_t)password.size, &status);
    UStringPrepProfile *profile = usprep_openByType(USPREP_RFC4013_SASLPREP, &status);
    if (U_FAILURE(status))
        return SASLPREP_FORBIDDEN;
    count = usprep_prepare(profile, in, count, prepared, UNITS, USPREP_DEFAULT, NULL, &status);
    usprep_close(profile);
    if (status == U_BUFFER_OVERFLOW_ERROR)
        return SASLPREP_LONG;
    int32_t size = 0;
    if (U_SUCCESS(status))
        u_strToUTF8(out, SASLPREP_MOST + 1, &size, prepared, count, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR || status == U_STRING_NOT_TERMINATED_WARNING)
        return SASLPREP_LONG;
    return U_SUCCESS(status) ? SASLPREP_GOOD : SASLPREP_FORBIDDEN;
}

enum saslprep_result saslprep(struct text password, char out[SASLPREP_MOST + 1])
{
    UChar in[UNITS];
    UChar prepared[UNITS];
    enum saslprep_result result = prepare(password, in, prepared, out);
    explicit_bzero(in, sizeof in);
    explicit_bzero(prepared, sizeof prepared);
    if (result != SASLPREP_GOOD)
        explicit_bzero(out, SASLPREP_MOST + 1);
    return result;
}
