#include "model/spread.h"

#include <math.h>

#include "base/arena.h"

/* How often `low` doubles up to `high`. */
static double octaves_between(int64_t low, int64_t high)
{
    return log2((double)high / (double)low);
}

static int64_t raise(int64_t low, double octaves, int64_t numerator, int64_t denominator)
{
    return llround((double)low * exp2(octaves * ((double)numerator / (double)denominator)));
}

int64_t spread_between(int64_t low, int64_t high, int64_t numerator, int64_t denominator)
{
    if (low <= 0 || low >= high)
        return high;
    return raise(low, octaves_between(low, high), numerator, denominator);
}

const int64_t *spread_quantiles(struct arena *a, const struct spread_bin *bins, size_t count)
{
    int64_t *quantiles = arena_array(a, DRAWS, sizeof *quantiles);
    int64_t total = 0;
    for (size_t b = 0; b < count; b++)
        total += bins[b].count;
    int64_t below = 0; /* weight of the bins before this one */
    int64_t i = 0;
    for (size_t b = 0; b < count; b++) {
        int64_t low = bins[b].low;
        int64_t high = bins[b].high;
        bool flat = low <= 0 || low >= high;
        double octaves = flat ? 0 : octaves_between(low, high);
        /* The rank (i + ½) ÷ DRAWS of the whole weight, in units of 1 ÷ (2 × DRAWS). */
        int64_t end = (below + bins[b].count) * 2 * DRAWS;
        for (; i < DRAWS && (2 * i + 1) * total < end; i++)
            quantiles[i] = flat ? high
                                : raise(low, octaves, (2 * i + 1) * total - below * 2 * DRAWS,
                                        bins[b].count * 2 * DRAWS);
        below += bins[b].count;
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
