#include "device/truetype.h"

#include "base/arena.h"
#include "device/big_endian.h"
#include "device/outline.h"

#include <endian.h>
#include <string.h>

enum {
    TABLE_COUNT = 6,
    HEAD_SIZE = 54,
    HHEA_SIZE = 36,
    MAXP_SIZE = 32,
    DIRECTORY_ENTRY = 16, /* of a table */
    METRICS_SIZE = 4      /* advance and bearing */
};

/* What head.checkSumAdjustment makes the sum of a file. */
static const uint32_t sum_of_all = 0xB1B0AFBA;

struct truetype {
    struct text head, hhea, hmtx, loca, glyf, maxp;
    struct grid grid;
    bool long_offsets;
    uint32_t metrics_count; /* later glyphs have the last advance */
};

/* Empty when the font has no such table. */
static struct text find_table(struct text file, size_t directory, const char *tag)
{
    size_t count = uint16_at(file, directory + 4);
    for (size_t i = 0; i < count; i++) {
        size_t entry = directory + 12 + DIRECTORY_ENTRY * i;
        if (!text_is(text_slice(file, entry, entry + 4), tag))
            continue;
        size_t start = uint32_at(file, entry + 8);
        return text_slice(file, start, start + uint32_at(file, entry + 12));
    }
    return (struct text){"", 0};
}

const struct truetype *truetype_open(struct arena *a, struct text file)
{
    struct truetype *font = arena_alloc(a, sizeof *font);
    /* The first font of a collection. */
    size_t directory = text_starts(file, "ttcf") ? uint32_at(file, 12) : 0;
    font->head = find_table(file, directory, "head");
    font->hhea = find_table(file, directory, "hhea");
    font->hmtx = find_table(file, directory, "hmtx");
    font->loca = find_table(file, directory, "loca");
    font->glyf = find_table(file, directory, "glyf");
    font->maxp = find_table(file, directory, "maxp");
    font->long_offsets = uint16_at(font->head, 50) != 0;
    font->metrics_count = uint16_at(font->hhea, 34);
    unsigned units = uint16_at(font->head, 18);
    bool whole = font->head.size >= HEAD_SIZE && font->hhea.size >= HHEA_SIZE &&
                 font->maxp.size >= MAXP_SIZE && font->glyf.size > 0 && font->loca.size > 0 &&
                 units > 0;
    if (!whole)
        return NULL;
    font->grid = grid_for(units);
    return font;
}

static struct text find_glyph(const struct truetype *font, uint32_t glyph)
{
    size_t width = font->long_offsets ? 4 : 2;
    size_t at = glyph * width;
    if (at + 2 * width > font->loca.size)
        return (struct text){"", 0};
    size_t start = font->long_offsets ? uint32_at(font->loca, at) : uint16_at(font->loca, at) * 2u;
    size_t end =
        font->long_offsets ? uint32_at(font->loca, at + 4) : uint16_at(font->loca, at + 2) * 2u;
    return text_slice(font->glyf, start, end);
}

void truetype_outline(const struct truetype *font, uint32_t glyph, struct buffer *out)
{
    size_t start = out->size;
    outline_put(&font->grid, find_glyph(font, glyph), out);
    while ((out->size - start) % 4 != 0)
        buffer_byte(out, 0);
}

bool truetype_is_composed(const struct truetype *font, uint32_t glyph)
{
    return outline_is_composed(find_glyph(font, glyph));
}

uint32_t truetype_metrics(const struct truetype *font, uint32_t glyph)
{
    uint32_t last = font->metrics_count > 0 ? font->metrics_count - 1 : 0;
    size_t advance = METRICS_SIZE * (size_t)(glyph < last ? glyph : last);
    size_t bearing = METRICS_SIZE * (size_t)glyph + 2;
    if (glyph > last)
        bearing =
            METRICS_SIZE * (size_t)font->metrics_count + 2 * (size_t)(glyph - font->metrics_count);
    uint16_t width = (uint16_t)grid_place(&font->grid, (int)uint16_at(font->hmtx, advance));
    uint16_t left = (uint16_t)grid_place(&font->grid, int16_at(font->hmtx, bearing));
    return (uint32_t)width << 16 | left;
}

static uint32_t sum_words(struct text t)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < t.size; i += sizeof(uint32_t)) {
        uint32_t word;
        memcpy(&word, t.ptr + i, sizeof word);
        sum += be32toh(word);
    }
    return sum;
}

/* Fills entry `index` of the directory that begins at `start`. */
static void set_entry(struct buffer *out, size_t start, size_t index, const char *tag, uint32_t sum,
                      size_t offset, size_t size)
{
    size_t entry = start + 12 + DIRECTORY_ENTRY * index;
    for (size_t i = 0; i < 4; i++)
        out->ptr[entry + i] = tag[i];
    set_uint32(out, entry + 4, sum);
    set_uint32(out, entry + 8, (uint32_t)(offset - start));
    set_uint32(out, entry + 12, (uint32_t)size);
}

/* The table written from `offset` on; fills it up and enters it. */
static void end_table(struct buffer *out, size_t start, size_t index, const char *tag,
                      size_t offset)
{
    size_t size = out->size - offset;
    while ((out->size - start) % 4 != 0)
        buffer_byte(out, 0);
    uint32_t sum = sum_words((struct text){out->ptr + offset, out->size - offset});
    set_entry(out, start, index, tag, sum, offset, size);
}

/* Puts the 16-bit lengths from `offset` up to `end` of a table that begins at `table` on the grid.
 */
static void set_lengths(const struct truetype *font, struct buffer *out, size_t table,
                        size_t offset, size_t end)
{
    for (size_t at = table + offset; at < table + end; at += 2) {
        int length = int16_at(buffer_text(out), at);
        set_uint16(out, at, (unsigned)grid_place(&font->grid, length));
    }
}

/* The place of each table in the directory, which is sorted by tag. */
enum { ENTRY_GLYF, ENTRY_HEAD, ENTRY_HHEA, ENTRY_HMTX, ENTRY_LOCA, ENTRY_MAXP };

static void put_directory(struct buffer *out)
{
    put_uint32(out, 0x00010000); /* TrueType outlines */
    put_uint16(out, TABLE_COUNT);
    put_uint16(out,
               64);     /* for a binary search: 16 times the largest power of two, its logarithm, */
    put_uint16(out, 2); /* and what is left */
    put_uint16(out, TABLE_COUNT * DIRECTORY_ENTRY - 64);
    for (size_t i = 0; i < TABLE_COUNT * DIRECTORY_ENTRY; i++)
        buffer_byte(out, 0);
}

void truetype_put_head(const struct truetype *font, const uint32_t *starts, size_t count,
                       uint32_t sum, const uint32_t *metrics, struct buffer *out)
{
    size_t start = out->size;
    put_directory(out);
    size_t head = out->size;
    buffer_put(out, text_slice(font->head, 0, HEAD_SIZE));
    set_uint32(out, head + 8, 0); /* checkSumAdjustment, below */
    set_uint16(out, head + 18, font->grid.units);
    set_lengths(font, out, head, 36, 44); /* the box of all glyphs */
    bool long_offsets = starts[count] / 2 > UINT16_MAX;
    set_uint16(out, head + 50, long_offsets); /* indexToLocFormat */
    end_table(out, start, ENTRY_HEAD, "head", head);
    size_t table = out->size;
    buffer_put(out, text_slice(font->hhea, 0, HHEA_SIZE));
    set_lengths(font, out, table, 4, 18);         /* from ascender to xMaxExtent */
    set_uint16(out, table + 34, (unsigned)count); /* numberOfHMetrics */
    end_table(out, start, ENTRY_HHEA, "hhea", table);
    table = out->size;
    buffer_put(out, text_slice(font->maxp, 0, MAXP_SIZE));
    set_uint16(out, table + 4, (unsigned)count); /* numGlyphs */
    end_table(out, start, ENTRY_MAXP, "maxp", table);
    table = out->size;
    for (size_t i = 0; i < count; i++)
        put_uint32(out, metrics[i]);
    end_table(out, start, ENTRY_HMTX, "hmtx", table);
    table = out->size;
    for (size_t i = 0; i <= count; i++) {
        if (long_offsets)
            put_uint32(out, starts[i]);
        else
            put_uint16(out, starts[i] / 2);
    }
    end_table(out, start, ENTRY_LOCA, "loca", table);
    set_entry(out, start, ENTRY_GLYF, "glyf", sum, out->size, starts[count]);
    uint32_t all = sum + sum_words((struct text){out->ptr + start, out->size - start});
    set_uint32(out, head + 8, sum_of_all - all);
}

void truetype_box(const struct truetype *font, int box[4])
{
    int units = (int)uint16_at(font->head, 18);
    for (size_t i = 0; i < 4; i++)
        box[i] = int16_at(font->head, 36 + 2 * i) * 1000 / units;
}
