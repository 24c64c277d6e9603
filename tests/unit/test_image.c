/* Pictures of files: what is accepted, what is told, and that no bytes do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <turbojpeg.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/image.h"
#include "layout/raster.h"

enum { WIDTH = 24, HEIGHT = 10 };

struct desk {
    struct arena *arena;
    struct diag diag;
    const char *base;   /* a folder of our own */
    const char *folder; /* of the chapters, in it */
};

static struct text make_png(struct arena *a)
{
    unsigned char samples[WIDTH * HEIGHT * 4];
    for (size_t i = 0; i < sizeof samples; i++)
        samples[i] = (unsigned char)(i * 7);
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = WIDTH, .height = HEIGHT, .format = PNG_FORMAT_RGBA};
    png_alloc_size_t size = 4096;
    char *bytes = arena_alloc(a, size);
    assert_true(png_image_write_to_memory(&png, bytes, &size, 0, samples, 0, NULL));
    return (struct text){bytes, size};
}

static struct text make_jpeg(struct arena *a)
{
    unsigned char samples[WIDTH * HEIGHT * 3];
    for (size_t i = 0; i < sizeof samples; i++)
        samples[i] = (unsigned char)(i / 5);
    tjhandle encoder = tjInitCompress();
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    assert_int_equal(
        tjCompress2(encoder, samples, WIDTH, 0, HEIGHT, TJPF_RGB, &bytes, &size, TJSAMP_420, 90, 0),
        0);
    struct text copy = text_copy(a, (struct text){(const char *)bytes, size});
    tjFree(bytes);
    tjDestroy(encoder);
    return copy;
}

/* `jpeg` with an Exif segment that says how the camera was held. */
static struct text turned(struct arena *a, struct text jpeg, unsigned char orientation)
{
    static const char exif[] =
        "\xFF\xE1\x00\x22"
        "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0\0";
    enum { EXIF_SIZE = 36, VALUE = 28 };
    char *bytes = arena_alloc(a, jpeg.size + EXIF_SIZE);
    memcpy(bytes, jpeg.ptr, 2);
    memcpy(bytes + 2, exif, EXIF_SIZE);
    bytes[2 + VALUE] = (char)orientation;
    memcpy(bytes + 2 + EXIF_SIZE, jpeg.ptr + 2, jpeg.size - 2);
    return (struct text){bytes, jpeg.size + EXIF_SIZE};
}

static void put_file(struct desk *desk, const char *name, struct text bytes)
{
    const char *path = text_format(desk->arena, "%s/%s", desk->folder, name).ptr;
    assert_true(file_write(path, bytes, 0600, &desk->diag));
}

static struct desk desk_new(void)
{
    struct desk desk = {.arena = arena_new()};
    desk.diag = diag_new(desk.arena);
    static const char template[] = "/tmp/mamorigami-image-XXXXXX";
    char *base = arena_alloc(desk.arena, sizeof template);
    memcpy(base, template, sizeof template);
    assert_non_null(mkdtemp(base));
    desk.base = base;
    desk.folder = text_format(desk.arena, "%s/guide", base).ptr;
    const char *inner = text_format(desk.arena, "%s/guide/章", base).ptr;
    assert_true(file_make_folders(inner, 0700, &desk.diag));
    return desk;
}

static void desk_free(struct desk *desk)
{
    const char *command = text_format(desk->arena, "rm -rf '%s'", desk->base).ptr;
    assert_int_equal(system(command), 0);
    arena_free(desk->arena);
}

/* The block that a chapter in the folder 章 with the one line `markdown` becomes. */
static const struct block *read_line(struct desk *desk, enum markdown_dialect dialect,
                                     const char *markdown)
{
    struct arena *a = desk->arena;
    struct text path = text_format(a, "%s/章/a.md", desk->folder);
    const struct source *source = source_of(a, path, text_of(markdown));
    struct chapter *chapter = markdown_parse(a, source, dialect, &desk->diag);
    struct image_store *store = image_store_new(a, desk->folder);
    image_store_find(store, chapter->blocks, dialect, &desk->diag);
    return chapter->blocks;
}

static enum message last_message(const struct desk *desk)
{
    assert_true(desk->diag.count > 0);
    return desk->diag.entries[desk->diag.count - 1].message;
}

/* --- what is accepted ------------------------------------------------------------------------- */

static void a_picture_alone_is_a_figure_with_its_caption(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    put_file(&desk, "図 1.png", make_png(desk.arena));
    const struct block *block =
        read_line(&desk, MARKDOWN_OURS, "![説明](../図%201.png \"題です\")\n");
    assert_int_equal(block->kind, BLOCK_IMAGE);
    assert_true(text_is(block->text, "説明"));
    assert_true(text_is(block->inlines->text, "題です"));
    assert_true(text_is(block->image->name, "図 1.png"));
    assert_int_equal(block->image->width, WIDTH);
    assert_int_equal(block->image->height, HEIGHT);
    assert_int_equal(desk.diag.count, 0);
    desk_free(&desk);
}

static void a_path_from_the_root_begins_at_the_folder(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    put_file(&desk, "a.jpg", make_jpeg(desk.arena));
    const struct block *block = read_line(&desk, MARKDOWN_FOREIGN, "![](/a.jpg)\n*題*\n");
    assert_int_equal(block->kind, BLOCK_IMAGE);
    assert_int_equal(block->image->format, IMAGE_JPEG);
    assert_true(text_is(block->inlines->text, "題"));
    desk_free(&desk);
}

static void the_same_file_is_read_once(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    put_file(&desk, "章/a.png", make_png(desk.arena));
    const struct block *block = read_line(&desk, MARKDOWN_OURS, "![](a.png)\n![](./../章/a.png)\n");
    assert_ptr_equal(block->image, block->next->image);
    desk_free(&desk);
}

static void a_photograph_on_its_side_is_measured_upright(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct image image = {.bytes = turned(a, make_jpeg(a), 6)};
    assert_true(image_read_head(image.bytes, &image));
    assert_int_equal(image.orientation, 6);
    assert_int_equal(image.width, HEIGHT);
    struct raster raster;
    assert_true(raster_decode(&image, &raster));
    assert_int_equal(raster.width, WIDTH);
    raster_free(&raster);
    arena_free(a);
}

static void transparency_becomes_paper(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    unsigned char clear[4] = {10, 20, 30, 0};
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = 1, .height = 1, .format = PNG_FORMAT_RGBA};
    png_alloc_size_t size = 1024;
    char *bytes = arena_alloc(a, size);
    assert_true(png_image_write_to_memory(&png, bytes, &size, 0, clear, 0, NULL));
    struct image image = {.bytes = {bytes, size}};
    struct raster raster;
    assert_true(image_read_head(image.bytes, &image));
    assert_true(raster_decode(&image, &raster));
    assert_int_equal(raster.samples[0], 255);
    assert_int_equal(raster.samples[1], 255);
    raster_free(&raster);
    arena_free(a);
}

/* --- what is told ----------------------------------------------------------------------------- */

static void what_is_missing_is_an_error_with_us_and_a_warning_elsewhere(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    const struct block *block = read_line(&desk, MARKDOWN_FOREIGN, "![説明](no.png)\n");
    assert_int_equal(block->kind, BLOCK_PARAGRAPH);
    assert_true(text_is(block->inlines->text, "説明"));
    assert_int_equal(last_message(&desk), MSG_IMAGE_UNREADABLE);
    assert_int_equal(desk.diag.errors, 0);
    read_line(&desk, MARKDOWN_OURS, "![説明](no.png)\n");
    assert_int_equal(desk.diag.errors, 1);
    desk_free(&desk);
}

static void nothing_is_taken_from_outside_the_folder(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    put_file(&desk, "../secret.png", make_png(desk.arena));
    const char *link = text_format(desk.arena, "%s/link.png", desk.folder).ptr;
    assert_int_equal(symlink("../secret.png", link), 0);
    const char *const ways[] = {"![](../../secret.png)\n", "![](../link.png)\n",
                                "![](%2e%2e/%2e%2e/secret.png)\n", "![](/../secret.png)\n"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(read_line(&desk, MARKDOWN_FOREIGN, ways[i])->kind, BLOCK_PARAGRAPH);
        assert_int_equal(last_message(&desk), MSG_IMAGE_OUTSIDE);
    }
    desk_free(&desk);
}

static void a_picture_on_the_web_becomes_a_link(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    const struct block *block =
        read_line(&desk, MARKDOWN_FOREIGN, "![図](https://example.jp/a.png)\n");
    assert_int_equal(block->inlines->kind, INLINE_LINK);
    assert_int_equal(last_message(&desk), MSG_IMAGE_REMOTE);
    block = read_line(&desk, MARKDOWN_FOREIGN, "![図](data:image/png;base64,AAAA)\n");
    assert_int_equal(block->inlines->kind, INLINE_TEXT);
    assert_int_equal(read_line(&desk, MARKDOWN_FOREIGN, "![図](file:///etc/passwd)\n")->kind,
                     BLOCK_PARAGRAPH);
    desk_free(&desk);
}

static void pipes_folders_and_texts_are_no_pictures(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    assert_int_equal(mkfifo(text_format(desk.arena, "%s/p.png", desk.folder).ptr, 0600), 0);
    put_file(&desk, "t.png", text_of("文字だけ"));
    put_file(&desk, "e.png", text_of(""));
    const char *const lines[] = {"![](/p.png)\n", "![](/章)\n", "![](/t.png)\n",
                                 "![](/e.png)\n", "![]()\n",    "![](/t.png/x)\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(read_line(&desk, MARKDOWN_FOREIGN, lines[i])->kind, BLOCK_PARAGRAPH);
        assert_int_equal(desk.diag.count, i + 1);
    }
    desk_free(&desk);
}

static void a_header_of_huge_sides_is_refused(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    struct text png = make_png(desk.arena);
    char *bytes = arena_alloc(desk.arena, png.size);
    memcpy(bytes, png.ptr, png.size);
    memcpy(bytes + 16, "\x00\x01\x86\xA0\x00\x01\x86\xA0", 8); /* 100000 x 100000 */
    put_file(&desk, "a.png", (struct text){bytes, png.size});
    read_line(&desk, MARKDOWN_FOREIGN, "![](/a.png)\n");
    assert_int_equal(last_message(&desk), MSG_IMAGE_TOO_LARGE);
    struct image image = {.bytes = {bytes, png.size}};
    struct raster raster;
    assert_true(image_read_head(image.bytes, &image));
    assert_false(raster_decode(&image, &raster));
    assert_null(raster.samples);
    desk_free(&desk);
}

static void a_picture_within_a_line_is_its_words(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    const struct block *block = read_line(&desk, MARKDOWN_FOREIGN, "前![印](a.png)後\n");
    assert_int_equal(block->kind, BLOCK_PARAGRAPH);
    assert_true(text_is(block->inlines->text, "前印後"));
    assert_int_equal(last_message(&desk), MSG_IMAGE_INLINE);
    desk_free(&desk);
}

/* --- what is not told ------------------------------------------------------------------------- */

/* Stands wherever a file has room for words that are no part of the picture. */
static const char secret[] = "SECRET";

static bool holds_secret(struct text t)
{
    return text_find(t, secret, 0) != SIZE_MAX;
}

static void put_bytes(struct buffer *out, const char *bytes, size_t size)
{
    buffer_put(out, (struct text){bytes, size});
}

static struct text copy_out(struct arena *a, struct buffer *out)
{
    struct text copy = text_copy(a, buffer_text(out));
    buffer_free(out);
    return copy;
}

/* `jpeg` with words in every kind of segment and behind its end. */
static struct text talking_jpeg(struct arena *a, struct text jpeg)
{
    struct buffer out = {0};
    buffer_put(&out, text_slice(jpeg, 0, 2));
    static const unsigned char markers[] = {0xE1, 0xE2, 0xE3, 0xED, 0xEF, 0xFE};
    for (size_t i = 0; i < sizeof markers; i++) {
        const char head[] = {(char)0xFF, (char)markers[i], 0, 2 + sizeof secret};
        put_bytes(&out, head, sizeof head);
        put_bytes(&out, secret, sizeof secret);
    }
    put_bytes(&out, "\xFF\xE2\0\x10ICC_PROFILE\0\1\1", 18);
    buffer_put(&out, text_slice(jpeg, 2, jpeg.size));
    put_bytes(&out, secret, sizeof secret);
    return copy_out(a, &out);
}

static void a_photograph_tells_nothing_but_itself(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    struct text jpeg = make_jpeg(desk.arena);
    struct text talking = turned(desk.arena, talking_jpeg(desk.arena, jpeg), 6);
    assert_true(holds_secret(talking));
    put_file(&desk, "a.jpg", talking);
    const struct image *image = read_line(&desk, MARKDOWN_OURS, "![説明](/a.jpg)\n")->image;
    assert_false(holds_secret(image->bytes));
    assert_true(text_find(image->bytes, "ICC_PROFILE", 0) != SIZE_MAX);

    struct image again = {.bytes = image->bytes};
    assert_true(image_read_head(again.bytes, &again));
    assert_int_equal(again.orientation, 6);
    struct image plain = {.bytes = jpeg};
    assert_true(image_read_head(plain.bytes, &plain));
    struct raster one, other;
    assert_true(raster_decode(&plain, &one));
    assert_true(raster_decode(&again, &other));
    assert_memory_equal(one.samples, other.samples, one.size);
    raster_free(&one);
    raster_free(&other);
    desk_free(&desk);
}

static void a_png_loses_its_words_and_keeps_its_colours(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    struct text png = make_png(desk.arena);
    enum { BEHIND_HEAD = 33 };
    struct buffer out = {0};
    buffer_put(&out, text_slice(png, 0, BEHIND_HEAD));
    put_bytes(&out, "\0\0\0\6tEXtSECRET\0\0\0", 18);
    put_bytes(&out, "\0\0\0\4gAMA\0\0\xB1\x8F\x0B\xFC\x61\x05", 16);
    put_bytes(&out, "\0\0\0\6eXIfSECRET\0\0\0", 18);
    buffer_put(&out, text_slice(png, BEHIND_HEAD, png.size));
    put_bytes(&out, secret, sizeof secret);
    put_file(&desk, "a.png", copy_out(desk.arena, &out));
    const struct image *image = read_line(&desk, MARKDOWN_OURS, "![説明](/a.png)\n")->image;
    assert_false(holds_secret(image->bytes));
    assert_true(text_find(image->bytes, "gAMA", 0) != SIZE_MAX);
    struct raster raster;
    assert_true(raster_decode(image, &raster));
    raster_free(&raster);
    desk_free(&desk);
}

static void a_webp_loses_its_words_and_says_so(void **state)
{
    (void)state;
    struct desk desk = desk_new();
    static const char webp[] = "RIFF\x40\0\0\0WEBP"
                               "VP8X\x0A\0\0\0\x2C\0\0\0\x17\0\0\x09\0\0"
                               "VP8 \6\0\0\0picxyz"
                               "EXIF\7\0\0\0SECRET\0\0"
                               "XMP \6\0\0\0SECRET";
    put_file(&desk, "a.webp", (struct text){webp, sizeof webp - 1});
    const struct image *image = read_line(&desk, MARKDOWN_FOREIGN, "![説明](/a.webp)\n")->image;
    assert_int_equal(image->width, WIDTH);
    assert_false(holds_secret(image->bytes));
    assert_int_equal(image->bytes.size, 12 + 18 + 14);
    assert_int_equal(image->bytes.ptr[4], image->bytes.size - 8);
    assert_int_equal(image->bytes.ptr[20], 0x20); /* a colour profile, no Exif, no XMP */
    desk_free(&desk);
}

/* --- hostile bytes ---------------------------------------------------------------------------- */

static void decode(struct text bytes)
{
    struct image image = {.bytes = bytes};
    struct raster raster;
    if (!image_read_head(bytes, &image))
        return;
    char *copy = malloc(bytes.size);
    memcpy(copy, bytes.ptr, bytes.size);
    size_t stripped = image_strip(copy, bytes.size, &image);
    assert_true(stripped <= bytes.size);
    assert_int_equal(image_strip(copy, stripped, &image), stripped);
    free(copy);
    if (raster_decode(&image, &raster))
        assert_true((size_t)raster.width * (size_t)raster.height * (size_t)raster.components ==
                    raster.size);
    raster_free(&raster);
}

static void check_flips_and_cuts(struct arena *a, struct text whole)
{
    char *bytes = arena_alloc(a, whole.size);
    for (size_t i = 0; i < whole.size * 8; i++) {
        memcpy(bytes, whole.ptr, whole.size);
        bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
        decode((struct text){bytes, whole.size});
    }
    for (size_t size = 0; size < whole.size; size++) {
        /* An exact copy, so that a sanitizer sees one byte too many. */
        char *cut = malloc(size ? size : 1);
        memcpy(cut, whole.ptr, size);
        decode((struct text){cut, size});
        free(cut);
    }
}

static void no_flipped_bit_and_no_cut_does_harm(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    check_flips_and_cuts(a, make_png(a));
    check_flips_and_cuts(a, turned(a, make_jpeg(a), 8));
    check_flips_and_cuts(a, talking_jpeg(a, turned(a, make_jpeg(a), 3)));
    check_flips_and_cuts(a, text_of("GIF89a\x01\x00\x01\x00\x00\x00\x00;"));
    check_flips_and_cuts(a, text_of("<?xml version='1.0'?><!-- a --><svg width='1'></svg>"));
    arena_free(a);
}

static void a_picture_cut_in_half_is_not_printed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct text files[] = {make_png(a), make_jpeg(a)};
    for (size_t i = 0; i < 2; i++) {
        struct image image = {.bytes = text_slice(files[i], 0, files[i].size - files[i].size / 4)};
        struct raster raster;
        assert_true(image_read_head(image.bytes, &image));
        assert_false(raster_decode(&image, &raster));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_alone_is_a_figure_with_its_caption),
        cmocka_unit_test(a_path_from_the_root_begins_at_the_folder),
        cmocka_unit_test(the_same_file_is_read_once),
        cmocka_unit_test(a_photograph_on_its_side_is_measured_upright),
        cmocka_unit_test(transparency_becomes_paper),
        cmocka_unit_test(what_is_missing_is_an_error_with_us_and_a_warning_elsewhere),
        cmocka_unit_test(nothing_is_taken_from_outside_the_folder),
        cmocka_unit_test(a_picture_on_the_web_becomes_a_link),
        cmocka_unit_test(pipes_folders_and_texts_are_no_pictures),
        cmocka_unit_test(a_header_of_huge_sides_is_refused),
        cmocka_unit_test(a_picture_within_a_line_is_its_words),
        cmocka_unit_test(a_photograph_tells_nothing_but_itself),
        cmocka_unit_test(a_png_loses_its_words_and_keeps_its_colours),
        cmocka_unit_test(a_webp_loses_its_words_and_says_so),
        cmocka_unit_test(no_flipped_bit_and_no_cut_does_harm),
        cmocka_unit_test(a_picture_cut_in_half_is_not_printed),
    };
    return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
