#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_SIZE = 4 * 1024, /* of an arena's first block: many arenas hold a few texts only */
    BLOCK_SIZE = 64 * 1024,
    MAPPED_SIZE = 256 * 1024,
    LARGE_SIZE = 32 * 1024 * 1024, /* of addresses; memory is what is touched */
    LARGE_PAGE = 2 * 1024 * 1024,
    ALIGNMENT = 16
};

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes of room after the header */
    size_t used;
    bool mapped; /* a mapping of its own; the member also keeps the room aligned to 16 */
};

struct arena {
    struct arena_block *blocks; /* newest first */
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

static void free_block(struct arena_block *block)
{
    if (block->mapped)
        munmap(block, sizeof *block + block->size);
    else
        free(block);
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    struct arena_block *block = a->blocks;
    while (block) {
        struct arena_block *next = block->next;
        free_block(block);
        block = next;
    }
    free(a);
}

/* LARGE_SIZE zeroed bytes that begin with a large page. */
static void *map_large(void)
{
    size_t size = LARGE_SIZE + LARGE_PAGE;
    char *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        die_out_of_memory();
    size_t before = (LARGE_PAGE - (uintptr_t)mapped % LARGE_PAGE) % LARGE_PAGE;
    if (before > 0)
        munmap(mapped, before);
    munmap(mapped + before + LARGE_SIZE, LARGE_PAGE - before);
    madvise(mapped + before, LARGE_SIZE, MADV_HUGEPAGE); /* without, the pages are small ones */
    return mapped + before;
}

struct arena *arena_new_large(void)
{
    struct arena *a = arena_new();
    a->blocks = map_large();
    a->blocks->size = LARGE_SIZE - sizeof *a->blocks;
    a->blocks->mapped = true;
    return a;
}

void arena_clear(struct arena *a)
{
    struct arena_block *kept = a->blocks;
    if (!kept)
        return;
    while (kept->next) {
        struct arena_block *block = kept->next;
        kept->next = block->next;
        free_block(block);
    }
    memset(kept + 1, 0, kept->used); /* what is handed out is zeroed */
    kept->used = 0;
}

void arena_take(struct arena *a, struct arena *other)
{
    struct arena_block **last = &a->blocks;
    while (*last)
        last = &(*last)->next;
    *last = other->blocks; /* behind the current one, whose rest stays usable */
    free(other);
}

/* A zeroed block. Large tables are sparse: mapped, they cost only what is touched. */
static struct arena_block *new_block(size_t room)
{
    struct arena_block *block;
    size_t size = sizeof *block + room;
    if (room >= MAPPED_SIZE) {
        block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED)
            die_out_of_memory();
    } else {
        block = calloc(1, size);
        if (!block)
            die_out_of_memory();
    }
    block->size = room;
    block->mapped = room >= MAPPED_SIZE;
    return block;
}

static struct arena_block *add_block(struct arena *a, size_t size)
{
    size_t least = a->blocks ? BLOCK_SIZE : FIRST_SIZE;
    size_t room = size > least ? size : least;
    struct arena_block *block = new_block(room);
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

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        die_out_of_memory();
    size_t rounded = size > 0 ? round_up(size) : ALIGNMENT;
    struct arena_block *block = a->blocks;
    if (!block || block->size - block->used < rounded)
        block = add_block(a, rounded);
    char *result = (char *)(block + 1) + block->used;
    block->used += rounded;
    return result;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        die_out_of_memory();
    return arena_alloc(a, count * size);
}

/* The least power of two that is not below `count`; 0 for none. */
static size_t room_for(size_t count)
{
    size_t room = count > 0;
    while (room < count)
        room *= 2;
    return room;
}

/* Does the array end where the next bytes would be handed out, with room for as many more? Then it
 * grows where it stands. */
static bool grow_in_place(struct arena *a, const char *array, size_t old, size_t size)
{
    struct arena_block *block = a->blocks;
    size_t rounded = round_up(old);
    size_t more = round_up(size) - rounded;
    if (!block || block->used < rounded || block->size - block->used < more)
        return false;
    if (array != (char *)(block + 1) + (block->used - rounded))
        return false;
    block->used += more;
    return true;
}

void *arena_extend(struct arena *a, void *items, size_t *count, size_t more, size_t size)
{
    char *array; /* `items` points to a pointer of unknown type: read and written as bytes */
    memcpy(&array, items, sizeof array);
    size_t n = *count;
    if (more > SIZE_MAX / 4 - n)
        die_out_of_memory();
    size_t old = room_for(n);
    size_t room = room_for(n + more);
    if (room > SIZE_MAX / 2 / size)
        die_out_of_memory();
    if (room > old && (n == 0 || !grow_in_place(a, array, old * size, room * size))) {
        char *grown = arena_alloc(a, room * size);
        if (n > 0)
            memcpy(grown, array, n * size);
        memcpy(items, &grown, sizeof grown);
        array = grown;
    }
    *count = n + more;
    return array + n * size;
}

void *arena_push(struct arena *a, void *items, size_t *count, size_t size)
{
    size_t n = *count;
    char *array;
    if (n == 0) { /* mostly: lists of one are many */
        array = arena_alloc(a, size);
        memcpy(items, &array, sizeof array);
        *count = 1;
        return array;
    }
    if ((n & (n - 1)) == 0) /* no room is left: every power of two */
        return arena_extend(a, items, count, 1, size);
    memcpy(&array, items, sizeof array);
    *count = n + 1;
    return array + n * size;
}

size_t arena_used(const struct arena *a)
{
    size_t used = 0;
    for (const struct arena_block *block = a->blocks; block; block = block->next)
        used += block->used;
    return used;
}
