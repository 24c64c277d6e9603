/* clock.h -- time that only goes forward, for waiting and measuring. Nothing of it may reach a
 * document: the same input gives the same bytes. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment before the process began. */
int64_t clock_ms(void);

#endif
