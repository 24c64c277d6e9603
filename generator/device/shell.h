/* shell.h -- a page template: text with places such as @title@ that code fills. */
#ifndef DEVICE_SHELL_H
#define DEVICE_SHELL_H

#include "base/buffer.h"
#include "base/source.h"

struct diag;

struct place {
    const char *name;            /* "@title@": small Latin letters */
    void (*fill)(void *context); /* writes what stands there, escaped for that place */
};

/* Reports to `d` every @word@ in `shell` that is none of `places`, and every place that `shell`
 * does not have; true when there is neither. */
bool shell_check(const struct source *shell, const struct place *places, size_t count,
                 struct diag *d);

/* Writes the text of a checked `shell` to `out`, calling fill(context) at its places. */
void shell_fill(const struct source *shell, const struct place *places, size_t count, void *context,
                struct buffer *out);

#endif
