/* shard.h -- one part of a batch: I of N.
 *
 * Which part a client belongs to depends on its id alone, so that machines agree without talking
 * and a new client moves no other. */
#ifndef BATCH_SHARD_H
#define BATCH_SHARD_H

#include "base/text.h"

enum { SHARD_MOST = 10000 };

struct shard {
    unsigned index; /* 1 .. count */
    unsigned count; /* 1 = everything */
};

/* "3/8"; false for anything that is not 1 <= I <= N <= SHARD_MOST. */
bool shard_parse(struct text word, struct shard *shard);

/* Is `id` in `shard`? Each id is in exactly one of N. */
bool shard_has(const struct shard *shard, struct text id);

#endif
