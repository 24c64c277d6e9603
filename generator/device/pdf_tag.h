/* pdf_tag.h -- the structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).
 *
 * The painter says which stretches of which page belong to which tag; the tree is written at the
 * end. Children stand in the order of `pages->tags`, a tag's own content between them where it was
 * painted. */
#ifndef DEVICE_PDF_TAG_H
#define DEVICE_PDF_TAG_H

#include "device/pdf_shape.h"

struct arena;
struct pdf_file;
struct pdf_sheet;
struct pdf_tags;

/* `sheets` has one sheet per page. The result lives in `a`, the objects in `file`. */
struct pdf_tags *pdf_tags_new(struct arena *a, const struct pages *pages,
                              struct pdf_sheet *const *sheets, struct pdf_file *file);

/* False when the pages have no tags: then nothing may be marked. */
bool pdf_tags_exist(const struct pdf_tags *tags);

/* Begins a stretch of content of `tag` (or an artifact) on `page`, in `out`. Stretches do not
 * nest. */
void pdf_tags_begin(struct pdf_tags *tags, struct buffer *out, int tag, size_t page);
void pdf_tags_end(struct pdf_tags *tags, struct buffer *out);

/* False for NO_TAG too. */
bool pdf_tags_is_figure(const struct pdf_tags *tags, int tag);

/* Tells where a figure's content stands, for its BBox. */
void pdf_tags_extend(struct pdf_tags *tags, int tag, struct pdf_box box);

/* Makes the link annotation `number` on `page` a part of `tag`; returns its StructParent. */
size_t pdf_tags_annotation(struct pdf_tags *tags, int tag, size_t page, unsigned number);

/* Writes the tree; adds the catalogue's entries. Nothing when there are no tags. */
void pdf_tags_write(struct pdf_tags *tags, struct pdf_file *file);

/* Is all content either tagged or an artifact, has every figure a text, every link its
 * annotation? Asked after painting. */
bool pdf_tags_complete(const struct pdf_tags *tags);

#endif
