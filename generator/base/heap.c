#include "base/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    KILOBYTE = 1024,
    MEGABYTE = 1024 * KILOBYTE,
    HEAP_STEP = 32 * MEGABYTE,
    LARGE_PAGE = 2 * MEGABYTE,
    FIRST = 136 * KILOBYTE, /* more than glibc's heap begins with: it has to grow */
    LEAD = FIRST + 8 * KILOBYTE
};

void heap_prepare(void)
{
    mallopt(M_TRIM_THRESHOLD, 4 * HEAP_STEP);
    mallopt(M_TOP_PAD, HEAP_STEP);
    mallopt(M_MMAP_THRESHOLD, 2 * MEGABYTE);
    /* A page is made when it is written to, and malloc writes sizes at once: before what it hands
     * out and behind. Both have to lie before the first large page, so the heap leaves a gap. */
    uintptr_t start = (uintptr_t)sbrk(0) + LEAD;
    uintptr_t gap = (LARGE_PAGE - start % LARGE_PAGE) % LARGE_PAGE;
    start += gap;
    sbrk((intptr_t)gap);
    void *volatile first = malloc(FIRST);
    free(first);
    mallopt(M_MMAP_THRESHOLD, MEGABYTE / 8);
    uintptr_t end = (uintptr_t)sbrk(0);
    /* Another allocator (AddressSanitizer's) leaves this heap as it is. */
    if (end > start)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
}
