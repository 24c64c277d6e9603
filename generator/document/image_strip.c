/* What picture files tell besides the picture: where, when, with what and by whom it was taken. It
 * is dropped before a picture goes anywhere, for no reader of a site or handout needs it. Kept is
 * all that changes how the picture looks: colour profiles, transparency, animation, orientation.
 *
 * JPEG: ITU-T T.81, annex B. PNG: third edition, 5 and 11.3. WebP: RFC 9649, 2.7. GIF has room for
 * comments only and SVG is text that its author sees: both stay as they are. */
#include "document/image.h"

#include <string.h>

/* The file is rewritten where it stands: `used` <= `at` <= `size`, and [at, size) is still to read.
 */
struct strip {
    unsigned char *bytes;
    size_t size;
    size_t at;
    size_t used;
};

static size_t left(const struct strip *s)
{
    return s->size - s->at;
}

static void keep(struct strip *s, size_t size)
{
    memmove(s->bytes + s->used, s->bytes + s->at, size);
    s->used += size;
    s->at += size;
}

static unsigned big(const unsigned char *bytes, size_t count)
{
    unsigned value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

static unsigned little(const unsigned char *bytes, size_t count)
{
    unsigned value = 0;
    for (size_t i = count; i > 0; i--)
        value = value << 8 | bytes[i - 1];
    return value;
}

/* --- JPEG ------------------------------------------------------------------------------------- */

enum {
    JPEG_RESTART = 0xD0, /* … 0xD7 */
    JPEG_END = 0xD9,
    JPEG_SCAN = 0xDA,
    JPEG_APP0 = 0xE0,  /* JFIF */
    JPEG_APP1 = 0xE1,  /* Exif, XMP */
    JPEG_APP2 = 0xE2,  /* the colour profile, but also more pictures (CIPA DC-007) */
    JPEG_APP14 = 0xEE, /* Adobe: how the colours are coded */
    JPEG_APP15 = 0xEF,
    JPEG_COMMENT = 0xFE
};

/* Whether the segment at `at` holds part of the picture. */
static bool is_needed(const struct strip *s, size_t length)
{
    const unsigned char *segment = s->bytes + s->at;
    unsigned marker = segment[1];
    static const char profile[] = "ICC_PROFILE";
    if (marker == JPEG_APP2)
        return length >= 4 + sizeof profile && memcmp(segment + 4, profile, sizeof profile) == 0;
    bool told = marker >= JPEG_APP0 && marker <= JPEG_APP15;
    return marker != JPEG_COMMENT && (!told || marker == JPEG_APP0 || marker == JPEG_APP14);
}

/* An Exif segment with the orientation alone (Exif 2.3, 4.6.4 A), in the room of a longer one. */
static void put_orientation(struct strip *s, size_t length, int orientation)
{
    static const unsigned char exif[] = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0,    0,  'M', 'M',
                                         0,    42,   0, 0,  0,   8,   0,   1,   0x01, 18, 0,   3,
                                         0,    0,    0, 1,  0,   0,   0,   0,   0,    0,  0,   0};
    enum { VALUE = 29 };
    if (length < sizeof exif) { /* no room for anything else in it either */
        keep(s, length);
        return;
    }
    memcpy(s->bytes + s->used, exif, sizeof exif);
    s->bytes[s->used + VALUE] = (unsigned char)orientation;
    s->used += sizeof exif;
    s->at += length;
}

/* The coded data after a scan's header, up to the next marker. B.1.1.5: 0xFF is followed by 0 in
 * it; restart markers stand inside. */
static void keep_scan(struct strip *s)
{
    size_t end = s->at;
    while (end + 1 < s->size) {
        unsigned next = s->bytes[end + 1];
        bool inside = next == 0 || (next >= JPEG_RESTART && next < JPEG_RESTART + 8);
        if (s->bytes[end] == 0xFF && next != 0xFF && !inside)
            break;
        end++;
    }
    keep(s, (end + 1 < s->size ? end : s->size) - s->at);
}

/* One segment; false at the end of the picture or where the file is broken. What cameras put behind
 * the end is dropped. */
static bool strip_segment(struct strip *s, int *orientation)
{
    if (left(s) < 2 || s->bytes[s->at] != 0xFF)
        return false;
    unsigned marker = s->bytes[s->at + 1];
    if (marker == JPEG_END)
        keep(s, 2);
    if (marker == JPEG_END)
        return false;
    if (marker == 0xFF) { /* filling */
        s->at++;
        return true;
    }
    size_t length = left(s) < 4 ? 0 : 2 + big(s->bytes + s->at + 2, 2);
    if (length < 4 || length > left(s))
        return false;
    bool exif = marker == JPEG_APP1 && length >= 10 && memcmp(s->bytes + s->at + 4, "Exif", 5) == 0;
    if (exif && *orientation > 1) {
        put_orientation(s, length, *orientation);
        *orientation = 1; /* once is enough */
    } else if (is_needed(s, length)) {
        keep(s, length);
    } else {
        s->at += length;
    }
    if (marker == JPEG_SCAN)
        keep_scan(s);
    return true;
}

static void strip_jpeg(struct strip *s, int orientation)
{
    keep(s, 2);
    while (strip_segment(s, &orientation)) {
    }
}

/* --- PNG and WebP ----------------------------------------------------------------------------- */

static bool is_one_of(const unsigned char *name, const char *names)
{
    for (; *names; names += 4)
        if (memcmp(name, names, 4) == 0)
            return true;
    return false;
}

/* Chunks without which the picture looks the same are named by their first letter (5.4), but for
 * those of colour and animation. */
static void strip_png(struct strip *s)
{
    enum { SIGNATURE = 8, AROUND = 12 };
    keep(s, SIGNATURE);
    while (left(s) >= AROUND) {
        const unsigned char *name = s->bytes + s->at + 4;
        size_t length = big(s->bytes + s->at, 4);
        if (length > left(s) - AROUND)
            return;
        bool end = memcmp(name, "IEND", 4) == 0;
        bool critical = (name[0] & 0x20) == 0;
        if (critical || is_one_of(name, "tRNSgAMAcHRMsRGBiCCPcICPsBITbKGDpHYsacTLfcTLfdAT"))
            keep(s, length + AROUND);
        else
            s->at += length + AROUND;
        if (end)
            return;
    }
}

static void strip_webp(struct strip *s)
{
    enum { HEAD = 12, FLAGS = 8, EXIF = 0x08, XMP = 0x04 };
    keep(s, HEAD);
    while (left(s) >= 8) {
        const unsigned char *name = s->bytes + s->at;
        size_t length = little(s->bytes + s->at + 4, 4);
        if (length > left(s) - 8)
            return;
        size_t whole = 8 + length + (length % 2 && length < left(s) - 8 ? 1 : 0);
        if (memcmp(name, "VP8X", 4) == 0 && length > 0)
            s->bytes[s->at + FLAGS] &= (unsigned char)~(EXIF | XMP);
        if (is_one_of(name, "EXIFXMP "))
            s->at += whole;
        else
            keep(s, whole);
    }
}

/* The size of all behind it stands in the head. */
static void end_webp(const struct strip *s)
{
    for (size_t i = 0; i < 4; i++)
        s->bytes[4 + i] = (unsigned char)((s->used - 8) >> (8 * i));
}

size_t image_strip(char *bytes, size_t size, const struct image *image)
{
    struct strip s = {.bytes = (unsigned char *)bytes, .size = size};
    switch (image->format) {
    case IMAGE_JPEG:
        strip_jpeg(&s, image->orientation);
        break;
    case IMAGE_PNG:
        strip_png(&s);
        break;
    case IMAGE_WEBP:
        strip_webp(&s);
        end_webp(&s);
        break;
    case IMAGE_GIF:
    case IMAGE_SVG:
        return size;
    }
    return s.used;
}
