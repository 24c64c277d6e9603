#include "device/pdf_seal.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include <qpdf/qpdf-c.h>

#include "base/diag.h"

enum { OWNER_BYTES = 32 };

/* A password that nobody will know. */
static bool make_owner(char owner[2 * OWNER_BYTES + 1])
{
    unsigned char bytes[OWNER_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++) {
        owner[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        owner[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    owner[2 * OWNER_BYTES] = '\0';
    explicit_bzero(bytes, sizeof bytes);
    return true;
}

static void allow(qpdf_data qpdf, const char *password, const char *owner)
{
    const QPDF_BOOL accessible = QPDF_TRUE;
    const QPDF_BOOL extract = QPDF_TRUE;
    const QPDF_BOOL assemble = QPDF_FALSE;
    const QPDF_BOOL annotate = QPDF_TRUE;
    const QPDF_BOOL fill = QPDF_TRUE;
    const QPDF_BOOL modify = QPDF_FALSE;
    const QPDF_BOOL metadata = QPDF_TRUE; /* titles and names are closed too */
    qpdf_set_r6_encryption_parameters2(qpdf, password, owner, accessible, extract, assemble,
                                       annotate, fill, modify, qpdf_r3p_full, metadata);
}

static bool encrypt(qpdf_data qpdf, struct text pdf, const char *password, const char *owner,
                    struct buffer *out)
{
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if ((qpdf_read_memory(qpdf, "document", pdf.ptr, pdf.size, NULL) & QPDF_ERRORS) ||
        (qpdf_init_write_memory(qpdf) & QPDF_ERRORS))
        return false;
    /* Streams are coded once already; taking them apart again would cost more than the rest. */
    qpdf_set_stream_data_mode(qpdf, qpdf_s_preserve);
    qpdf_set_decode_level(qpdf, qpdf_dl_none);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_preserve);
    allow(qpdf, password, owner);
    if (qpdf_write(qpdf) & QPDF_ERRORS)
        return false;
    buffer_put(out,
               (struct text){(const char *)qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf)});
    return true;
}

bool pdf_seal(struct text pdf, const char *password, struct buffer *out, struct diag *d)
{
    char owner[2 * OWNER_BYTES + 1];
    if (!make_owner(owner))
        return diag_add(d, MSG_PASSWORD_SEAL, (struct span){0}, "%s", strerror(errno));
    qpdf_data qpdf = qpdf_init();
    bool good = encrypt(qpdf, pdf, password, owner, out);
    explicit_bzero(owner, sizeof owner);
    if (!good) {
        qpdf_error error = qpdf_get_error(qpdf);
        diag_add(d, MSG_PASSWORD_SEAL, (struct span){0}, "%s",
                 error ? qpdf_get_error_message_detail(qpdf, error) : "libqpdf");
    }
    qpdf_cleanup(&qpdf);
    return good;
}
