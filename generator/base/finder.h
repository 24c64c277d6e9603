/* finder.h -- many phrases found in one pass over a text (Aho & Corasick, "Efficient string
 * matching", CACM 18, 1975).
 *
 * Phrases and texts are rows of signs: code points in the lower 24 bits; what the upper 8 hold does
 * not count. Debian has no C library for this. */
#ifndef BASE_FINDER_H
#define BASE_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;
struct finder;

/* Signs of phrases are smaller: planes 0 to 2, all that is written. Texts may hold larger ones. */
enum { FINDER_SIGNS = 0x30000 };

struct needle {
    const uint32_t *signs;
    size_t count; /* at least 1 */
};

/* The order of phrases that finder_new needs. For qsort: of two struct needle. */
int needle_compare(const void *a, const void *b);

/* A finder in `a` for `phrases`: sorted, no two equal, borrowed. It is only read afterwards:
 * processes and threads can share it. */
const struct finder *finder_new(struct arena *a, const struct needle *phrases, size_t count);

/* Calls `found` for every place where a phrase stands, also within another: the phrase's index and
 * the sign behind its last. Goes on while it returns true. */
void finder_run(const struct finder *finder, const uint32_t *signs, size_t count,
                bool (*found)(void *context, size_t phrase, size_t end), void *context);

/* The same for a text whose signs are code points; `end` is the byte behind the phrase. */
void finder_run_text(const struct finder *finder, struct text text,
                     bool (*found)(void *context, size_t phrase, size_t end), void *context);

#endif
