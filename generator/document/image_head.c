/* The headers of picture files, as far as their size: PNG (RFC 2083, 11.2.2), JPEG (ITU-T T.81,
 * annex B) with Exif 2.3 orientation, GIF89a (18), WebP (RFC 9649), SVG by its first tag. */
#include "document/image.h"

#include <string.h>

struct cursor {
    const unsigned char *bytes;
    size_t size;
};

static unsigned big(const struct cursor *c, size_t at, size_t count)
{
    unsigned value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | (at + i < c->size ? c->bytes[at + i] : 0u);
    return value;
}

static unsigned little(const struct cursor *c, size_t at, size_t count)
{
    unsigned value = 0;
    for (size_t i = count; i > 0; i--)
        value = value << 8 | (at + i - 1 < c->size ? c->bytes[at + i - 1] : 0u);
    return value;
}

static bool has(const struct cursor *c, size_t at, const char *word, size_t size)
{
    return at <= c->size && c->size - at >= size && memcmp(c->bytes + at, word, size) == 0;
}

/* A side that does not fit is turned into one that every limit refuses. */
static bool set_size(struct image *image, unsigned width, unsigned height)
{
    unsigned most = IMAGE_SIDE_LIMIT + 1;
    image->width = (int)(width < most ? width : most);
    image->height = (int)(height < most ? height : most);
    return width > 0 && height > 0;
}

static bool read_png(const struct cursor *c, struct image *image)
{
    image->format = IMAGE_PNG;
    return c->size >= 33 && has(c, 12, "IHDR", 4) && set_size(image, big(c, 16, 4), big(c, 20, 4));
}

static bool read_gif(const struct cursor *c, struct image *image)
{
    image->format = IMAGE_GIF;
    return c->size >= 13 && set_size(image, little(c, 6, 2), little(c, 8, 2));
}

static bool read_webp(const struct cursor *c, struct image *image)
{
    image->format = IMAGE_WEBP;
    if (c->size < 30)
        return false;
    if (has(c, 12, "VP8X", 4))
        return set_size(image, little(c, 24, 3) + 1, little(c, 27, 3) + 1);
    if (has(c, 12, "VP8L", 4)) {
        unsigned bits = little(c, 21, 4);
        return set_size(image, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    return has(c, 12, "VP8 ", 4) &&
           set_size(image, little(c, 26, 2) & 0x3FFF, little(c, 28, 2) & 0x3FFF);
}

/* The orientation in an Exif segment whose TIFF part is [at, end); 1 when it has none. */
static int exif_orientation(const struct cursor *whole, size_t at, size_t end)
{
    enum { ENTRY = 12, TAG = 0x0112 };
    struct cursor c = {whole->bytes + at, end - at};
    unsigned (*read)(const struct cursor *, size_t, size_t) = has(&c, 0, "II", 2) ? little : big;
    size_t folder = read(&c, 4, 4);
    if (folder > c.size)
        return 1;
    unsigned count = read(&c, folder, 2);
    for (unsigned i = 0; i < count && folder + 2 + (i + 1) * ENTRY <= c.size; i++) {
        size_t entry = folder + 2 + i * ENTRY;
        unsigned value = read(&c, entry + 8, 2);
        if (read(&c, entry, 2) == TAG)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

static bool is_frame(unsigned marker)
{
    bool other = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
    return marker >= 0xC0 && marker <= 0xCF && !other;
}

static bool read_jpeg(const struct cursor *c, struct image *image)
{
    image->format = IMAGE_JPEG;
    size_t at = 2;
    while (at + 4 <= c->size && c->bytes[at] == 0xFF) {
        unsigned marker = c->bytes[at + 1];
        if (marker == 0xFF) { /* filling */
            at++;
            continue;
        }
        size_t length = big(c, at + 2, 2);
        size_t end = at + 2 + length;
        if (length < 2 || end > c->size)
            return false;
        if (is_frame(marker)) {
            bool lies = image->orientation >= 5;
            unsigned height = big(c, at + 5, 2);
            unsigned width = big(c, at + 7, 2);
            return length >= 8 && set_size(image, lies ? height : width, lies ? width : height);
        }
        if (marker == 0xE1 && has(c, at + 4, "Exif\0\0", 6) && length > 8)
            image->orientation = exif_orientation(c, at + 10, end);
        at = end;
    }
    return false;
}

/* The first tag must be <svg>: behind white space, a declaration, comments and a document type. */
static bool read_svg(struct text t, struct image *image)
{
    size_t at = text_starts(t, "\xEF\xBB\xBF") ? 3 : 0;
    image->format = IMAGE_SVG;
    image->width = 0;
    image->height = 0;
    while (at < t.size) {
        struct text rest = text_slice(t, at, t.size);
        if (strchr(" \t\r\n", t.ptr[at]) && t.ptr[at])
            at++;
        else if (text_starts(rest, "<svg"))
            return true;
        else if (text_starts(rest, "<!--"))
            at = text_find(t, "-->", at) == SIZE_MAX ? t.size : text_find(t, "-->", at) + 3;
        else if (text_starts(rest, "<?") || text_starts(rest, "<!DOCTYPE"))
            at = text_find(t, ">", at) == SIZE_MAX ? t.size : text_find(t, ">", at) + 1;
        else
            return false;
    }
    return false;
}

bool image_read_head(struct text bytes, struct image *image)
{
    struct cursor c = {(const unsigned char *)bytes.ptr, bytes.size};
    image->orientation = 1;
    if (has(&c, 0, "\x89PNG\r\n\x1A\n", 8))
        return read_png(&c, image);
    if (has(&c, 0, "\xFF\xD8\xFF", 3))
        return read_jpeg(&c, image);
    if (has(&c, 0, "GIF87a", 6) || has(&c, 0, "GIF89a", 6))
        return read_gif(&c, image);
    if (has(&c, 0, "RIFF", 4) && has(&c, 8, "WEBP", 4))
        return read_webp(&c, image);
    return read_svg(bytes, image);
}

const char *image_media_type(enum image_format format)
{
    static const char *const types[] = {
        [IMAGE_PNG] = "image/png",   [IMAGE_JPEG] = "image/jpeg",   [IMAGE_GIF] = "image/gif",
        [IMAGE_WEBP] = "image/webp", [IMAGE_SVG] = "image/svg+xml",
    };
    return types[format];
}
