#include "layout/grid_share.h"

#include "base/arena.h"

#include <math.h>

enum { HEAD_GAIN = 20 }; /* a head is broken when that gains this part of the table's width */

/* A column's claim to room that nobody needs: text most, figures less, and marks (◎) none, which
 * would drift apart. */
static int64_t claim_of(const struct column_need *need, mpt wanted)
{
    switch (need->align) {
    case ALIGN_START:
        return 2 * (int64_t)wanted;
    case ALIGN_CENTRE:
        return 0;
    case ALIGN_END:
        return wanted;
    }
    return 0;
}

/* `room` beyond what every column needs. */
static void spread(const struct column_need *needs, size_t count, const mpt *wanted, mpt room,
                   mpt *widths)
{
    int64_t total = 0;
    mpt extra = room;
    for (size_t i = 0; i < count; i++) {
        widths[i] = wanted[i];
        extra -= wanted[i];
        total += claim_of(&needs[i], wanted[i]);
    }
    for (size_t i = 0; i < count && total > 0; i++) {
        widths[i] += (mpt)(extra * claim_of(&needs[i], wanted[i]) / total);
    }
    for (size_t i = 0; i < count && total == 0; i++)
        widths[i] += extra / (mpt)count;
}

/* Each column its minimum, and of the rest in proportion to what it lacks. */
static void share_from_minima(const struct column_need *needs, size_t count, const mpt *wanted,
                              mpt room, mpt *widths)
{
    int64_t lack = 0;
    mpt rest = room;
    for (size_t i = 0; i < count; i++) {
        lack += wanted[i] - needs[i].minimum;
        rest -= needs[i].minimum;
    }
    for (size_t i = 0; i < count; i++) {
        widths[i] = needs[i].minimum;
        if (rest > 0 && lack > 0)
            widths[i] += (mpt)((int64_t)rest * (wanted[i] - needs[i].minimum) / lack);
    }
}

/* Closes columns that fit into an equal share of what the others leave. Returns the open ones. */
static size_t close_short_columns(size_t count, const mpt *wanted, mpt *rest, mpt *widths,
                                  bool *closed)
{
    size_t open = count;
    bool again = true;
    while (again && open > 0) {
        again = false;
        mpt share = *rest / (mpt)open;
        for (size_t i = 0; i < count; i++) {
            if (closed[i] || wanted[i] > share)
                continue;
            closed[i] = true;
            widths[i] = wanted[i];
            *rest -= wanted[i];
            open--;
            again = true;
        }
    }
    return open;
}

/* The open columns share `rest` by the root of their need, none below its minimum. False when the
 * minima leave no room for that. */
static bool share_by_root(const struct column_need *needs, size_t count, const mpt *wanted,
                          mpt rest, mpt *widths, bool *closed)
{
    bool again = true;
    while (again) {
        again = false;
        double total = 0;
        for (size_t i = 0; i < count; i++)
            total += closed[i] ? 0 : sqrt((double)wanted[i]);
        for (size_t i = 0; i < count && !again; i++) {
            if (closed[i])
                continue;
            widths[i] = (mpt)((double)rest * sqrt((double)wanted[i]) / total);
            if (widths[i] >= needs[i].minimum)
                continue;
            closed[i] = true;
            widths[i] = needs[i].minimum;
            rest -= widths[i];
            again = true;
        }
    }
    return rest >= 0;
}

static mpt sum(const mpt *widths, size_t count)
{
    mpt total = 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    return total;
}

/* The width each column wants. When all heads on one line would be too much, long heads take two.
 */
static mpt *wanted_widths(struct arena *a, const struct column_need *needs, size_t count, mpt room)
{
    mpt *wanted = arena_array(a, count, sizeof *wanted);
    for (size_t i = 0; i < count; i++)
        wanted[i] = needs[i].natural > needs[i].head ? needs[i].natural : needs[i].head;
    if (sum(wanted, count) <= room)
        return wanted;
    for (size_t i = 0; i < count; i++) {
        mpt half = needs[i].head * 6 / 10; /* two lines are seldom equally long */
        mpt least = needs[i].natural > half ? needs[i].natural : half;
        if (least < needs[i].minimum)
            least = needs[i].minimum;
        if (wanted[i] - least >= room / HEAD_GAIN)
            wanted[i] = least;
    }
    return wanted;
}

bool grid_share(struct arena *a, const struct column_need *needs, size_t count, mpt room,
                mpt *widths)
{
    mpt *wanted = wanted_widths(a, needs, count, room);
    bool *closed = arena_array(a, count, sizeof *closed);
    mpt minima = 0;
    for (size_t i = 0; i < count; i++)
        minima += needs[i].minimum;
    mpt rest = room;
    if (sum(wanted, count) <= room)
        spread(needs, count, wanted, room, widths);
    else if (minima >= room)
        share_from_minima(needs, count, wanted, room, widths);
    else if (close_short_columns(count, wanted, &rest, widths, closed) > 0 &&
             !share_by_root(needs, count, wanted, rest, widths, closed))
        share_from_minima(needs, count, wanted, room, widths);
    if (minima <= room)
        widths[count - 1] += room - sum(widths, count);
    return minima <= room;
}
