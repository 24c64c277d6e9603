/* fingerprint.h -- a hash of all that a merged document says.
 *
 * Devices and layout are given a document and its looks (theme, templates, fonts) and nothing of
 * the client or the catalogue, so two documents with one fingerprint look the same in every format.
 * Where something was written (spans) does not count. */
#ifndef DOCUMENT_FINGERPRINT_H
#define DOCUMENT_FINGERPRINT_H

#include "base/hash.h"
#include "document/document.h"

/* Pictures count by their place in the folder of chapters: their bytes come with the chapters. */
struct hash document_fingerprint(const struct document *document);

#endif
