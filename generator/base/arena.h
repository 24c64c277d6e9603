/* arena.h -- memory that is freed as a whole.
 *
 * A function whose first parameter is a `struct arena *` puts its result there; nothing in an arena
 * is freed singly. Out of memory ends the process: nobody threads it through. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new, empty arena; the caller frees it. Cannot fail. */
struct arena *arena_new(void);

/* The same for megabytes that stay for the run, in pages of 2 MB where the system has them: for
 * what another thread allocates, which has none of the heap's large pages, and for tables of which
 * a little is used everywhere. Being given one costs as much as 70 pages of 4 KB. */
struct arena *arena_new_large(void);

/* Frees the arena and everything in it. NULL is allowed. */
void arena_free(struct arena *a);

/* Empties the arena, which keeps one block for what comes next. Everything in it is gone. */
void arena_clear(struct arena *a);

/* What is in `other` lives in `a` from now on; `other` itself is freed. */
void arena_take(struct arena *a, struct arena *other);

/* `size` zeroed bytes, aligned for any type; never NULL, also for size 0. */
void *arena_alloc(struct arena *a, size_t size);

/* `count` zeroed elements of `size` bytes. Ends the process when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Appends one zeroed element of `size` bytes to an array that lives in `a` and returns the element.
 * `items` is the address of the array pointer (`&list->items`), NULL while empty; `*count` grows by
 * one. The array may move when its count is a power of two: keep indices, not addresses. */
void *arena_push(struct arena *a, void *items, size_t *count, size_t size);

/* Appends `more` zeroed elements at once and returns the first of them; mixes with arena_push. */
void *arena_extend(struct arena *a, void *items, size_t *count, size_t more, size_t size);

/* Bytes handed out so far, for tests and the bench. */
size_t arena_used(const struct arena *a);

#endif
