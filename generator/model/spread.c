#include "model/spread.h"

#include <math.h>

#include "base/arena.h"

int64_t spread_between(int64_t low, int64_t high, int64_t numerator, int64_t denominator)
{
    if (low <= 0 || low >= high)
        return high;
    double ratio = (double)high / (double)low;
    double value = (double)low * pow(ratio, (double)numerator / (double)denominator);
    return llround(value);
}

const int64_t *spread_quantiles(struct arena *a, const struct spread_bin *bins, size_t count)
{
    int64_t *quantiles = arena_array(a, DRAWS, sizeof *quantiles);
    int64_t total = 0;
    for (size_t b = 0; b < count; b++)
        total += bins[b].count;
    size_t bin = 0;
    int64_t below = 0; /* weight of the bins before `bin` */
    for (int64_t i = 0; i < DRAWS; i++) {
        /* The rank (i + ½) ÷ DRAWS of the whole weight, in units of 1 ÷ (2 × DRAWS). */
        int64_t rank = (2 * i + 1) * total;
        while (rank >= (below + bins[bin].count) * 2 * DRAWS)
            below += bins[bin++].count;
        quantiles[i] = spread_between(bins[bin].low, bins[bin].high, rank - below * 2 * DRAWS,
                                      bins[bin].count * 2 * DRAWS);
    }
    return quantiles;
}

const int64_t *spread_compensation(struct arena *a, const struct spread *practice, int64_t share,
                                   int64_t jo)
{
    int64_t *yen = arena_array(a, DRAWS, sizeof *yen);
    const struct spread_bin *bins = practice->bins.items;
    int64_t edge = bins[practice->bins.count - 1].high;
    int64_t limit = DRAWS * share / 100000;
    int64_t top = jo > edge ? jo : edge;
    for (int64_t i = 0; i < DRAWS; i++) {
        if (i < limit)
            yen[i] = practice->quantiles[i * DRAWS / limit];
        else
            yen[i] = spread_between(edge, top, 2 * (i - limit) + 1, 2 * (DRAWS - limit));
    }
    return yen;
}
