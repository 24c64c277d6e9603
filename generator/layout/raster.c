#include "layout/raster.h"

#include <png.h>
#include <stdlib.h>
#include <turbojpeg.h>

#include "document/image.h"

static bool is_allowed(const struct image *image, int64_t width, int64_t height)
{
    bool lies = image->orientation >= 5;
    return width == (lies ? image->height : image->width) &&
           height == (lies ? image->width : image->height) && width <= IMAGE_SIDE_LIMIT &&
           height <= IMAGE_SIDE_LIMIT && width * height <= IMAGE_PIXELS_LIMIT;
}

static bool take_room(struct raster *raster, int64_t width, int64_t height, int components)
{
    raster->width = (int)width;
    raster->height = (int)height;
    raster->components = components;
    raster->size = (size_t)width * (size_t)height * (size_t)components;
    raster->samples = malloc(raster->size);
    return raster->samples != NULL;
}

static bool decode_png(const struct image *image, struct raster *raster)
{
    const png_color white = {255, 255, 255};
    png_image png = {.version = PNG_IMAGE_VERSION};
    bool read = png_image_begin_read_from_memory(&png, image->bytes.ptr, image->bytes.size) &&
                is_allowed(image, png.width, png.height);
    if (read) {
        bool colour = png.format & PNG_FORMAT_FLAG_COLOR;
        png.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
        read = take_room(raster, png.width, png.height, colour ? 3 : 1) &&
               png_image_finish_read(&png, &white, raster->samples, 0, NULL);
    }
    png_image_free(&png);
    return read;
}

static bool decode_jpeg(const struct image *image, struct raster *raster)
{
    const unsigned char *bytes = (const unsigned char *)image->bytes.ptr;
    unsigned long size = image->bytes.size;
    tjhandle decoder = tjInitDecompress();
    int width = 0;
    int height = 0;
    int sampling = 0;
    int space = 0;
    bool read = decoder &&
                tjDecompressHeader3(decoder, bytes, size, &width, &height, &sampling, &space) == 0;
    bool grey = space == TJCS_GRAY;
    read =
        read && (grey || space == TJCS_YCbCr || space == TJCS_RGB) &&
        is_allowed(image, width, height) && take_room(raster, width, height, grey ? 1 : 3) &&
        tjDecompress2(decoder, bytes, size, raster->samples, width, 0, height,
                      grey ? TJPF_GRAY : TJPF_RGB, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) == 0;
    if (decoder)
        tjDestroy(decoder);
    return read;
}

bool raster_decode(const struct image *image, struct raster *raster)
{
    bool read = false;
    *raster = (struct raster){0};
    if (image->format == IMAGE_PNG)
        read = decode_png(image, raster);
    if (image->format == IMAGE_JPEG)
        read = decode_jpeg(image, raster);
    if (!read)
        raster_free(raster);
    return read;
}

void raster_free(struct raster *raster)
{
    free(raster->samples);
    *raster = (struct raster){0};
}
