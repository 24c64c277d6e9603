/* A picture on screen: within the page, or beside it under a name the site has copied it to. An SVG
 * stands in <img> too, where browsers neither run its scripts nor fetch anything for it. */
#include "device/html_parts.h"

#include "device/device.h"
#include "document/image.h"

static void put_base64(struct buffer *out, struct text bytes)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.size; i += 3) {
        size_t left = bytes.size - i;
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++)
            three = three << 8 | (k < left ? (unsigned char)bytes.ptr[i + k] : 0u);
        for (size_t k = 0; k < 4; k++)
            buffer_byte(out, k <= left ? signs[three >> (18 - 6 * k) & 63] : '=');
    }
}

/* Octets other than unreserved signs and the slash as %XX: RFC 3986, 2.1. */
static void put_path(struct buffer *out, struct text path)
{
    for (size_t i = 0; i < path.size; i++) {
        char c = path.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
        if (plain)
            buffer_byte(out, c);
        else
            buffer_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static void put_source(struct html *h, const struct image *image)
{
    if (h->images.ptr) {
        markup_text(h->out, h->images);
        put_path(h->out, image->name);
        return;
    }
    buffer_printf(h->out, "data:%s;base64,", image_media_type(image->format));
    put_base64(h->out, image->bytes);
}

void html_image(struct html *h, const struct block *block)
{
    const struct image *image = block->image;
    buffer_puts(h->out, "<figure class=\"image\">");
    if (image) {
        buffer_puts(h->out, "<img src=\"");
        put_source(h, image);
        buffer_puts(h->out, "\" alt=\"");
        markup_text(h->out, block->text);
        buffer_byte(h->out, '"');
        if (image->width)
            buffer_printf(h->out, " width=\"%d\" height=\"%d\"", image->width, image->height);
        buffer_byte(h->out, '>');
    } else {
        markup_text(h->out, block->text);
    }
    if (block->inlines) {
        buffer_puts(h->out, "<figcaption>");
        html_inlines(h, block->inlines);
        buffer_puts(h->out, "</figcaption>");
    }
    buffer_puts(h->out, "</figure>\n");
}
