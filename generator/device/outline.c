#include "device/outline.h"

#include "device/big_endian.h"

enum {
    GRID_UNITS = 1000,
    SHARE_BITS = 16,
    GLYPH_HEAD = 10,    /* numberOfContours and the box */
    COMPONENT_HEAD = 4, /* flags and glyph number */
    POINT_ROOM = 5      /* bytes of a point at most: its flag and two numbers */
};

/* Flags of a point. SHORT: one byte without sign, which is SAME; else SAME: no bytes, no change. */
enum { X_SHORT = 0x02, Y_SHORT = 0x04, REPEAT = 0x08, X_SAME = 0x10, Y_SAME = 0x20 };

/* Flags of a component. */
enum {
    ARGUMENTS_ARE_WORDS = 0x0001,
    ARGUMENTS_ARE_LENGTHS = 0x0002, /* else numbers of points */
    HAS_SCALE = 0x0008,
    MORE_COMPONENTS = 0x0020,
    HAS_TWO_SCALES = 0x0040,
    HAS_MATRIX = 0x0080,
    HAS_INSTRUCTIONS = 0x0100
};

struct grid grid_for(unsigned units)
{
    unsigned grid = units < GRID_UNITS ? units : GRID_UNITS;
    return (struct grid){grid, (((int64_t)grid << SHARE_BITS) + units / 2) / units};
}

/* The sum is above 0, so that shifting rounds down. */
int grid_place(const struct grid *grid, int length)
{
    enum { BIAS = 1 << 17 };
    int64_t half = 1 << (SHARE_BITS - 1);
    int64_t place = length * grid->share + half + ((int64_t)BIAS << SHARE_BITS);
    return (int)(place >> SHARE_BITS) - BIAS;
}

/* Of the points that begin at `*at` of `glyph`, one flag each to `flags`. */
static void take_flags(struct text glyph, size_t *at, unsigned char *flags, size_t count)
{
    for (size_t i = 0; i < count;) {
        unsigned flag = byte_at(glyph, (*at)++);
        flags[i++] = (unsigned char)(flag & ~(unsigned)REPEAT);
        unsigned more = flag & REPEAT ? byte_at(glyph, (*at)++) : 0;
        for (; more > 0 && i < count; more--)
            flags[i++] = (unsigned char)(flag & ~(unsigned)REPEAT);
    }
}

/* The bits of a flag that tell how the point's number on one axis is written. */
struct axis {
    unsigned is_short, is_same;
};

/* Reads a number for each point from `*at` of `glyph`, writes them for the grid to `out` and what
 * their size now is to `flags`; returns their end. The numbers vary at random, so that their size
 * and sign are computed, not branched on. */
static unsigned char *move_points(const struct grid *grid, struct text glyph, size_t *at,
                                  struct axis axis, unsigned char *flags, size_t count,
                                  unsigned char *out)
{
    /* By is_short, is_same: bytes, and what the number is multiplied by. */
    static const unsigned char sizes[] = {2, 0, 1, 1};
    static const signed char signs[] = {1, 0, -1, 1};
    int place = 0;
    int last = 0; /* on the grid */
    for (size_t i = 0; i < count; i++) {
        unsigned flag = flags[i];
        unsigned word = uint16_at(glyph, *at);
        bool is_short = flag & axis.is_short;
        unsigned kind = 2 * is_short + ((flag & axis.is_same) != 0);
        int number = is_short ? (int)(word >> 8) : (int16_t)word;
        place = (int16_t)(place + number * signs[kind]); /* coordinates have 16 bits */
        *at += sizes[kind];
        int next = grid_place(grid, place);
        int delta = next - last;
        last = next;
        int magnitude = delta < 0 ? -delta : delta;
        bool wide = magnitude > 255;
        out[0] = (unsigned char)(wide ? delta >> 8 : magnitude);
        out[1] = (unsigned char)delta;
        out += wide + (delta != 0);
        unsigned moved = (delta != 0 ? axis.is_short : 0) | (delta >= 0 ? axis.is_same : 0);
        flags[i] = (unsigned char)((flag & ~(axis.is_short | axis.is_same)) | (wide ? 0 : moved));
    }
    return out;
}

/* Flags, then one list of numbers an axis. Flags that repeat are left to deflate. Nothing when the
 * lists end beyond the glyph. */
static void put_points(const struct grid *grid, struct text glyph, size_t at, size_t count,
                       struct buffer *out)
{
    static const struct axis x_axis = {X_SHORT, X_SAME};
    static const struct axis y_axis = {Y_SHORT, Y_SAME};
    unsigned char *flags = (unsigned char *)buffer_room(out, POINT_ROOM * count + 1);
    take_flags(glyph, &at, flags, count);
    unsigned char *end = flags + count;
    end = move_points(grid, glyph, &at, x_axis, flags, count, end);
    end = move_points(grid, glyph, &at, y_axis, flags, count, end);
    if (at <= glyph.size)
        out->size += (size_t)(end - flags);
}

/* Contours are counted in `glyph`; behind their ends stand the hints, and behind them the points.
 */
static void put_simple(const struct grid *grid, struct text glyph, struct buffer *out)
{
    size_t start = out->size;
    size_t hints = GLYPH_HEAD + 2 * (size_t)uint16_at(glyph, 0);
    size_t count = hints == GLYPH_HEAD ? 0 : uint16_at(glyph, hints - 2) + 1u;
    put_uint16(out, uint16_at(glyph, 0));
    for (size_t at = 2; at < GLYPH_HEAD; at += 2)
        put_uint16(out, (unsigned)grid_place(grid, int16_at(glyph, at)));
    buffer_put(out, text_slice(glyph, GLYPH_HEAD, hints));
    put_uint16(out, 0);
    size_t points = out->size;
    put_points(grid, glyph, hints + 2 + uint16_at(glyph, hints), count, out);
    if (out->size == points)
        out->size = start;
}

static size_t arguments_size(unsigned flags)
{
    return flags & ARGUMENTS_ARE_WORDS ? 4 : 2;
}

static size_t component_size(unsigned flags)
{
    size_t size = COMPONENT_HEAD + arguments_size(flags);
    if (flags & HAS_SCALE)
        return size + 2;
    if (flags & HAS_TWO_SCALES)
        return size + 4;
    return flags & HAS_MATRIX ? size + 8 : size;
}

bool outline_is_composed(struct text glyph)
{
    return glyph.size > GLYPH_HEAD && int16_at(glyph, 0) < 0;
}

bool outline_next_component(struct text glyph, size_t *offset)
{
    if (!outline_is_composed(glyph))
        return false;
    if (*offset == 0) {
        *offset = GLYPH_HEAD + 2;
    } else {
        unsigned flags = uint16_at(glyph, *offset - 2);
        if (!(flags & MORE_COMPONENTS))
            return false;
        *offset += component_size(flags);
    }
    return *offset + 2 <= glyph.size;
}

struct text outline_flags(struct text glyph)
{
    if (glyph.size <= GLYPH_HEAD || outline_is_composed(glyph))
        return (struct text){glyph.ptr, 0};
    size_t ends = GLYPH_HEAD + 2 * (size_t)uint16_at(glyph, 0);
    size_t count = ends == GLYPH_HEAD ? 0 : uint16_at(glyph, ends - 2) + 1u;
    return text_slice(glyph, ends + 2, ends + 2 + count);
}

/* `component` begins with its flags. */
static void put_component(const struct grid *grid, struct text component, struct buffer *out)
{
    unsigned flags = uint16_at(component, 0);
    put_uint16(out, flags & ~(unsigned)HAS_INSTRUCTIONS);
    put_uint16(out, uint16_at(component, 2));
    size_t end = COMPONENT_HEAD + arguments_size(flags);
    for (size_t at = COMPONENT_HEAD; at < end;) {
        bool word = flags & ARGUMENTS_ARE_WORDS;
        int value = word ? int16_at(component, at) : (int8_t)byte_at(component, at);
        int place = flags & ARGUMENTS_ARE_LENGTHS ? grid_place(grid, value) : value;
        if (word)
            buffer_byte(out, (char)((unsigned)place >> 8));
        buffer_byte(out, (char)place);
        at += word ? 2 : 1;
    }
    buffer_put(out, text_slice(component, end, component_size(flags)));
}

static void put_composed(const struct grid *grid, struct text glyph, struct buffer *out)
{
    put_uint16(out, uint16_at(glyph, 0));
    for (size_t at = 2; at < GLYPH_HEAD; at += 2)
        put_uint16(out, (unsigned)grid_place(grid, int16_at(glyph, at)));
    for (size_t offset = 0; outline_next_component(glyph, &offset);)
        put_component(grid, text_slice(glyph, offset - 2, glyph.size), out);
}

void outline_put(const struct grid *grid, struct text glyph, struct buffer *out)
{
    if (outline_is_composed(glyph))
        put_composed(grid, glyph, out);
    else if (glyph.size > GLYPH_HEAD)
        put_simple(grid, glyph, out);
}
