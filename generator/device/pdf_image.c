#include "device/pdf_image.h"

#include "base/arena.h"
#include "device/pdf_syntax.h"
#include "document/image.h"
#include "layout/raster.h"

struct embedded {
    const struct image *image;
    struct pdf_object *object;
};

struct pdf_images {
    struct arena *arena;
    struct pdf_file *file;
    struct embedded *list;
    size_t count;
};

struct pdf_images *pdf_images_new(struct arena *a, struct pdf_file *file)
{
    struct pdf_images *images = arena_alloc(a, sizeof *images);
    images->arena = a;
    images->file = file;
    return images;
}

static struct pdf_object *embed(struct pdf_images *images, const struct image *image)
{
    struct pdf_object *object = pdf_stream_new(images->file);
    struct raster raster;
    if (!raster_decode(image, &raster)) {
        pdf_file_fail(images->file, "picture changed after layout");
        return object;
    }
    buffer_printf(&object->body,
                  "/Type /XObject /Subtype /Image /Width %d /Height %d\n"
                  "/ColorSpace /Device%s /BitsPerComponent 8\n",
                  raster.width, raster.height, raster.components == 1 ? "Gray" : "RGB");
    if (image->format == IMAGE_JPEG) {
        buffer_puts(&object->body, "/Filter /DCTDecode\n");
        pdf_stream_fill_plain(images->file, object, image->bytes);
    } else {
        pdf_stream_fill_pixels(images->file, object,
                               (struct text){(const char *)raster.samples, raster.size});
    }
    raster_free(&raster);
    return object;
}

static size_t index_of(struct pdf_images *images, const struct image *image)
{
    for (size_t i = 0; i < images->count; i++)
        if (images->list[i].image == image)
            return i;
    struct embedded *new = arena_push(images->arena, &images->list, &images->count, sizeof *new);
    *new = (struct embedded){.image = image, .object = embed(images, image)};
    return images->count - 1;
}

/* Where the stored picture's right and up point, and its lower left corner, in a unit square that
 * shows it upright: TIFF 6.0, Orientation. */
static const struct turn {
    int right_x, right_y, up_x, up_y, x, y;
} turns[] = {
    {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
    {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
    {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
};

void pdf_image_paint(struct pdf_images *images, struct pdf_canvas *canvas, const struct item *item)
{
    size_t index = index_of(images, item->image);
    const struct turn *turn = &turns[item->image->orientation];
    mpt width = item->width;
    mpt height = item->height;
    mpt left = item->x;
    mpt bottom = pdf_flip(canvas->pages, item->y + height);
    buffer_puts(canvas->out, "q ");
    pdf_put_milli(canvas->out, turn->right_x * width);
    pdf_put_milli(canvas->out, turn->right_y * height);
    pdf_put_milli(canvas->out, turn->up_x * width);
    pdf_put_milli(canvas->out, turn->up_y * height);
    pdf_put_milli(canvas->out, left + turn->x * width);
    pdf_put_milli(canvas->out, bottom + turn->y * height);
    buffer_printf(canvas->out, "cm /Im%zu Do Q\n", index);
}

void pdf_images_write(const struct pdf_images *images, struct buffer *out)
{
    for (size_t i = 0; i < images->count; i++)
        buffer_printf(out, "/Im%zu %u 0 R\n", i, images->list[i].object->number);
}
