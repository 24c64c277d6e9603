#include "batch/shard.h"

#include "base/hash.h"

/* Digits from `*offset`, at most SHARD_MOST; 0 when there are none. */
static unsigned parse_number(struct text word, size_t *offset)
{
    unsigned number = 0;
    while (*offset < word.size && word.ptr[*offset] >= '0' && word.ptr[*offset] <= '9') {
        number = number * 10 + (unsigned)(word.ptr[*offset] - '0');
        if (number > SHARD_MOST)
            return 0;
        ++*offset;
    }
    return number;
}

bool shard_parse(struct text word, struct shard *shard)
{
    size_t offset = 0;
    shard->index = parse_number(word, &offset);
    if (offset >= word.size || word.ptr[offset] != '/')
        return false;
    offset++;
    shard->count = parse_number(word, &offset);
    return offset == word.size && shard->index >= 1 && shard->index <= shard->count;
}

bool shard_has(const struct shard *shard, struct text id)
{
    struct hash hash = hash_of(id);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | hash.bytes[i];
    return number % shard->count == shard->index - 1;
}
