/* heap.h -- the heap in few, large pages. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

/* Asks for pages of 2 MB for the first 32 MB of the heap, and that freed memory be kept. A cold
 * document touches some 1,500 small pages of heap, and being given each costs the kernel more than
 * what is done with it. Documents come and go in arenas of some megabytes: what one leaves the next
 * one takes; given back in between, it would come back page by page. Memory counts only once it is
 * touched, as ever. Cannot fail: where the system has no large pages, all goes on with small ones.
 * Call once, before all else. */
void heap_prepare(void);

#endif
