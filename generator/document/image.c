#include "document/image.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

/* realpath resolves every link, so that a path that still begins with the folder is inside it. */
static struct text real_path(struct arena *a, const char *path)
{
    char *real = realpath(path, NULL);
    struct text text = real ? text_copy(a, text_of(real)) : (struct text){0};
    free(real);
    return text;
}

struct image_store *image_store_new(struct arena *a, const char *folder)
{
    struct image_store *store = arena_alloc(a, sizeof *store);
    store->arena = a;
    store->folder = real_path(a, folder);
    return store;
}

/* --- addresses -------------------------------------------------------------------------------- */

static bool has_scheme(struct text target)
{
    size_t colon = text_find(target, ":", 0);
    return text_starts(target, "//") || (colon != SIZE_MAX && colon < text_find(target, "/", 0));
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

/* The path in an address: %20 decoded, without ?query and #fragment. */
static struct text decode(struct arena *a, struct text target)
{
    struct buffer out = {0};
    for (size_t i = 0; i < target.size && target.ptr[i] != '?' && target.ptr[i] != '#'; i++) {
        int high = target.ptr[i] == '%' && i + 2 < target.size ? hex_digit(target.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(target.ptr[i + 2]) : -1;
        int byte = low >= 0 ? high * 16 + low : target.ptr[i];
        i += low >= 0 ? 2 : 0;
        if (byte != 0) /* would cut the path short for the system */
            buffer_byte(&out, (char)byte);
    }
    struct text path = text_copy(a, out.size ? buffer_text(&out) : text_of(""));
    buffer_free(&out);
    return path;
}

static struct text folder_of(struct text path)
{
    size_t slash = path.size;
    while (slash > 0 && path.ptr[slash - 1] != '/')
        slash--;
    return slash ? text_slice(path, 0, slash) : text_of("./");
}

static struct text path_of(const struct image_store *store, const struct block *block)
{
    struct text path = decode(store->arena, block->target);
    bool rooted = text_starts(path, "/");
    struct text from = rooted ? store->folder : folder_of(block->span.source->path);
    return text_format(store->arena, "%.*s%.*s", (int)from.size, from.ptr, (int)path.size,
                       path.ptr);
}

/* --- files ------------------------------------------------------------------------------------ */

/* Reads a regular file whole; NULL or what is wrong. A pipe must not make us wait: O_NONBLOCK. */
static const char *read_file(struct arena *a, const char *path, char **bytes, size_t *used)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (file < 0)
        return strerror(errno);
    struct stat status;
    const char *fault = NULL;
    if (fstat(file, &status) != 0)
        fault = strerror(errno);
    else if (!S_ISREG(status.st_mode))
        fault = "not a file";
    else if (status.st_size > IMAGE_BYTES_LIMIT)
        fault = "> 16 MiB";
    size_t size = fault ? 0 : (size_t)status.st_size;
    *bytes = arena_alloc(a, size + 1);
    *used = 0;
    while (*used < size) {
        ssize_t got = read(file, *bytes + *used, size - *used);
        if (got <= 0)
            break;
        *used += (size_t)got;
    }
    close(file);
    return fault;
}

static const struct image *find_known(const struct image_store *store, struct text path)
{
    for (size_t i = 0; i < store->count; i++)
        if (text_equal(store->images[i]->path, path))
            return store->images[i];
    return NULL;
}

static bool complain(const struct block *block, enum message message, const char *what,
                     struct diag *d)
{
    return diag_add(d, message, block->span, "%.*s%s%s", (int)block->target.size, block->target.ptr,
                    *what ? ": " : "", what);
}

static const struct image *load(struct image_store *store, const struct block *block,
                                struct text path, struct diag *d)
{
    struct image *image = arena_alloc(store->arena, sizeof *image);
    image->path = path;
    image->name = text_slice(path, store->folder.size + 1, path.size);
    char *bytes = NULL;
    size_t size = 0;
    const char *fault = read_file(store->arena, path.ptr, &bytes, &size);
    if (fault) {
        complain(block, MSG_IMAGE_UNREADABLE, fault, d);
        return NULL;
    }
    if (!image_read_head((struct text){bytes, size}, image)) {
        complain(block, MSG_IMAGE_BROKEN, "", d);
        return NULL;
    }
    int64_t pixels = (int64_t)image->width * image->height;
    bool long_side = image->width > IMAGE_SIDE_LIMIT || image->height > IMAGE_SIDE_LIMIT;
    if (long_side || pixels > IMAGE_PIXELS_LIMIT) {
        complain(block, MSG_IMAGE_TOO_LARGE, "", d);
        return NULL;
    }
    image->bytes = (struct text){bytes, image_strip(bytes, size, image)};
    const struct image **slot =
        arena_push(store->arena, &store->images, &store->count, sizeof *slot);
    *slot = image;
    return image;
}

static const struct image *find(struct image_store *store, const struct block *block,
                                struct diag *d)
{
    if (has_scheme(block->target)) {
        complain(block, MSG_IMAGE_REMOTE, "", d);
        return NULL;
    }
    struct text path = real_path(store->arena, path_of(store, block).ptr);
    if (!path.ptr) {
        complain(block, MSG_IMAGE_UNREADABLE, strerror(errno), d);
        return NULL;
    }
    bool inside = store->folder.ptr && path.size > store->folder.size + 1 &&
                  text_equal(text_slice(path, 0, store->folder.size), store->folder) &&
                  path.ptr[store->folder.size] == '/';
    if (!inside) {
        complain(block, MSG_IMAGE_OUTSIDE, "", d);
        return NULL;
    }
    const struct image *known = find_known(store, path);
    return known ? known : load(store, block, path, d);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static bool is_web_address(struct text target)
{
    return (target.size > 8 && strncasecmp(target.ptr, "https://", 8) == 0) ||
           (target.size > 7 && strncasecmp(target.ptr, "http://", 7) == 0);
}

/* The words of a picture that cannot be shown. */
static void become_words(struct arena *a, struct block *block)
{
    block->kind = BLOCK_PARAGRAPH;
    struct text words = block->text.size ? block->text : text_of("［画像］");
    struct inline_node *text = inline_text(a, words, block->span);
    struct inline_node *caption = block->inlines;
    block->inlines = text;
    if (is_web_address(block->target)) {
        struct inline_node *link = inline_new(a, INLINE_LINK, block->span);
        link->target = block->target;
        link->children = text;
        block->inlines = link;
    }
    if (caption) {
        block->inlines->next = inline_new(a, INLINE_BREAK, block->span);
        block->inlines->next->next = caption;
    }
    block->text = (struct text){0};
    block->target = (struct text){0};
}

static void find_all(struct image_store *store, struct block *first, struct diag *d)
{
    for (struct block *block = first; block; block = block->next) {
        find_all(store, block->children, d);
        find_all(store, block->otherwise, d);
        if (block->kind != BLOCK_IMAGE)
            continue;
        block->image = find(store, block, d);
        if (!block->image)
            become_words(store->arena, block);
    }
}

void image_store_find(struct image_store *store, struct block *first, enum markdown_dialect dialect,
                      struct diag *d)
{
    bool lenient = d->lenient;
    d->lenient = lenient || dialect == MARKDOWN_FOREIGN;
    find_all(store, first, d);
    d->lenient = lenient;
}
