#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes of room after the header */
    size_t used;
    size_t padding; /* keeps the room aligned to 16 */
};

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;
};

static _Noreturn void die_out_of_memory(void)
{
    fputs("mamorigami: out of memory\n", stderr);
    exit(2);
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        die_out_of_memory();
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    struct arena_block *block = a->blocks;
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    free(a);
}

void arena_clear(struct arena *a)
{
    struct arena_block *kept = a->blocks;
    a->used = 0;
    if (!kept)
        return;
    while (kept->next) {
        struct arena_block *block = kept->next;
        kept->next = block->next;
        free(block);
    }
    memset(kept + 1, 0, kept->used); /* what is handed out is zeroed */
    kept->used = 0;
}

static struct arena_block *add_block(struct arena *a, size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    /* calloc, not malloc: the promise of zeroed memory costs nothing on fresh pages. */
    struct arena_block *block = calloc(1, sizeof *block + room);
    if (!block)
        die_out_of_memory();
    block->size = room;
    /* A large block goes behind the current one, whose rest stays usable. */
    if (a->blocks && size > BLOCK_SIZE) {
        block->next = a->blocks->next;
        a->blocks->next = block;
    } else {
        block->next = a->blocks;
        a->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        die_out_of_memory();
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded == 0)
        rounded = ALIGNMENT;
    struct arena_block *block = a->blocks;
    if (!block || block->size - block->used < rounded)
        block = add_block(a, rounded);
    char *result = (char *)(block + 1) + block->used;
    block->used += rounded;
    a->used += rounded;
    return result;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        die_out_of_memory();
    return arena_alloc(a, count * size);
}

void *arena_push(struct arena *a, void *items, size_t *count, size_t size)
{
    char *array; /* `items` points to a pointer of unknown type: read and written as bytes */
    memcpy(&array, items, sizeof array);
    size_t n = *count;
    bool full = (n & (n - 1)) == 0; /* 0 and every power of two */
    if (full) {
        char *grown = arena_array(a, n ? 2 * n : 1, size);
        if (n)
            memcpy(grown, array, n * size);
        array = grown;
        memcpy(items, &array, sizeof array);
    }
    *count = n + 1;
    return array + n * size;
}

/* The least power of two that is not below `count`. */
static size_t room_for(size_t count)
{
    size_t room = 1;
    while (room < count)
        room *= 2;
    return room;
}

void *arena_extend(struct arena *a, void *items, size_t *count, size_t more, size_t size)
{
    char *array;
    memcpy(&array, items, sizeof array);
    size_t n = *count;
    if (more > SIZE_MAX / 2 - n)
        die_out_of_memory();
    if (n == 0 || n + more > room_for(n)) {
        char *grown = arena_array(a, room_for(n + more), size);
        if (n)
            memcpy(grown, array, n * size);
        array = grown;
        memcpy(items, &array, sizeof array);
    }
    *count = n + more;
    return array + n * size;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
