/* image.h -- pictures that chapters show: found, checked by their headers and read into memory.
 *
 * A file is taken only from inside the folder of the chapters, after symbolic links; nothing is
 * ever fetched. What the header says is believed for measuring alone: whoever decodes the file must
 * stand any bytes. */
#ifndef DOCUMENT_IMAGE_H
#define DOCUMENT_IMAGE_H

#include "document/document.h"
#include "document/markdown.h"

enum {
    IMAGE_BYTES_LIMIT = 16 * 1024 * 1024,
    IMAGE_SIDE_LIMIT = 20000,             /* pixels of one side */
    IMAGE_PIXELS_LIMIT = 40 * 1000 * 1000 /* of the whole picture */
};

enum image_format { IMAGE_PNG, IMAGE_JPEG, IMAGE_GIF, IMAGE_WEBP, IMAGE_SVG };

struct image {
    struct text path; /* of the file, links resolved */
    struct text name; /* from the folder: "img/a.png"; unique: where a site copies `bytes` to */
    enum image_format format;
    int width; /* pixels as shown, upright; 0 = the header does not tell (SVG) */
    int height;
    int orientation;   /* Exif: 1 = as stored … 8; 5..8 lie on their side */
    struct text bytes; /* the whole file, without what it tells of its making */
};

/* All pictures of a folder of chapters, each read once. */
struct image_store {
    struct arena *arena;
    struct text folder; /* links resolved; absent when there is no such folder */
    const struct image **images;
    size_t count;
};

struct image_store *image_store_new(struct arena *a, const char *folder);

/* Gives every BLOCK_IMAGE among `first` and below its `image`. The address is relative to the
 * chapter, or to the folder when it begins with a slash. What cannot be shown is told (an error in
 * MARKDOWN_OURS) and becomes a paragraph: the words that stand for it, linked when the picture is
 * elsewhere on the web. */
void image_store_find(struct image_store *store, struct block *first, enum markdown_dialect dialect,
                      struct diag *d);

/* Reads format, size and orientation from the beginning of a file; false when it is none of ours
 * or its header is cut off. Any bytes may be given. */
bool image_read_head(struct text bytes, struct image *image);

/* Drops from the file `image` was read from what does not change the picture: place, time, camera,
 * author, comments, thumbnails, and a broken file's rest. The bytes are rewritten where they stand;
 * returns how many there are now, <= `size`. Any bytes may be given with which image_read_head()
 * was content. */
size_t image_strip(char *bytes, size_t size, const struct image *image);

/* "image/png": for data addresses and servers. */
const char *image_media_type(enum image_format format);

#endif
