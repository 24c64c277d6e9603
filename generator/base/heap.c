#include "base/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MEGABYTE = 1024 * 1024, HEAP_STEP = 32 * MEGABYTE, LARGE_PAGE = 2 * MEGABYTE };

void heap_prepare(void)
{
    uintptr_t start = (uintptr_t)sbrk(0);
    mallopt(M_TRIM_THRESHOLD, 4 * HEAP_STEP);
    mallopt(M_TOP_PAD, HEAP_STEP);
    mallopt(M_MMAP_THRESHOLD, 2 * MEGABYTE);
    void *volatile first = malloc(MEGABYTE); /* more than lies ready: the heap grows by a step */
    free(first);
    mallopt(M_MMAP_THRESHOLD, MEGABYTE / 8);
    uintptr_t end = (uintptr_t)sbrk(0);
    start = (start + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    /* Another allocator (AddressSanitizer's) leaves this heap as it is. */
    if (end > start)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
}
