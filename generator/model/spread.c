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

/* From one rank to the next a value inside a bin grows by the same factor. It is multiplied for a
 * few ranks, as exp2 takes ten times as long, and not for more: errors stay below 1 in 10^14. */
enum { STRIDE = 16 };

/* The quantiles of the ranks [first, end), which fall into `bin`: its weight begins at `below` of
 * the `total`. */
static void fill_bin(int64_t *quantiles, int64_t first, int64_t end, const struct spread_bin *bin,
                     int64_t below, int64_t total)
{
    double octaves = octaves_between(bin->low, bin->high);
    double whole = (double)(bin->count * 2 * DRAWS);
    double factor = exp2(octaves * ((double)(2 * total) / whole));
    double value = 0;
    for (int64_t i = first; i < end; i++) {
        if ((i - first) % STRIDE == 0)
            value = (double)bin->low *
                    exp2(octaves * ((double)((2 * i + 1) * total - below * 2 * DRAWS) / whole));
        quantiles[i] = (int64_t)(value + 0.5); /* as llround does, which is a call */
        value *= factor;
    }
}

const int64_t *spread_quantiles(struct arena *a, const struct spread_bin *bins, size_t count)
{
    int64_t *quantiles = arena_array(a, DRAWS, sizeof *quantiles);
    int64_t total = 0;
    for (size_t b = 0; b < count; b++)
        total += bins[b].count;
    int64_t below = 0; /* weight of the bins before this one */
    int64_t first = 0;
    for (size_t b = 0; b < count; b++) {
        const struct spread_bin *bin = &bins[b];
        /* The rank (i + ½) ÷ DRAWS of the whole weight, in units of 1 ÷ (2 × DRAWS). */
        int64_t most = (below + bin->count) * 2 * DRAWS;
        int64_t end = first;
        while (end < DRAWS && (2 * end + 1) * total < most)
            end++;
        if (bin->low > 0 && bin->low < bin->high)
            fill_bin(quantiles, first, end, bin, below, total);
        else
            for (int64_t i = first; i < end; i++)
                quantiles[i] = bin->high;
        first = end;
        below += bin->count;
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
