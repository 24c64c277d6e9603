/* units.h -- the unit of length on paper.
 *
 * Lengths are integers in 1/1000 point (1 pt = 1/72 inch), so that layout tests compare exactly and
 * two machines never round differently. An int32 spans about 750 m. */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdint.h>

typedef int32_t mpt;

enum {
    MPT_PT = 1000, /* one point */
    MPT_MM = 2835  /* one millimetre, rounded from 2834.65 */
};

#endif
