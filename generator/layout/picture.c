#include "layout/picture.h"

#include "base/arena.h"
#include "base/diag.h"
#include "document/image.h"
#include "layout/callout.h"
#include "layout/raster.h"

enum { DOTS_PER_INCH = 150, POINTS_PER_INCH = 72 };

static bool is_printable(struct setting *s, const struct block *block)
{
    const struct image *image = block->image;
    struct raster raster;
    if (image && raster_decode(image, &raster)) {
        raster_free(&raster);
        return true;
    }
    diag_add(s->diag, MSG_IMAGE_NOT_PRINTED, block->span, "%.*s", (int)block->target.size,
             block->target.ptr);
    return false;
}

/* The words in a box of the theme's plain look. */
static void flow_words(struct setting *s, const struct block *block, const struct place *place,
                       struct stack *out)
{
    struct text words = block->text.size ? block->text : text_of("［画像］");
    struct block *paragraph = block_new(s->arena, BLOCK_PARAGRAPH, block->span);
    paragraph->inlines = inline_text(s->arena, words, block->span);
    struct block *box = block_new(s->arena, BLOCK_BOX, block->span);
    box->style = text_of("card");
    box->children = paragraph;
    callout_flow(s, box, place, out);
}

static mpt length_of(int pixels)
{
    return (mpt)((int64_t)pixels * POINTS_PER_INCH * MPT_PT / DOTS_PER_INCH);
}

/* The width at which the picture fits its place and half a page. */
static mpt fit(const struct setting *s, const struct image *image, mpt place)
{
    mpt width = length_of(image->width);
    mpt highest = s->room / 2;
    if (width > place)
        width = place;
    if ((int64_t)width * image->height / image->width > highest)
        width = (mpt)((int64_t)highest * image->width / image->height);
    return width > 0 ? width : 1;
}

static void flow_file(struct setting *s, const struct block *block, const struct place *place,
                      struct stack *out)
{
    const struct image *image = block->image;
    mpt width = fit(s, image, place->width);
    mpt height = (mpt)((int64_t)width * image->height / image->width);
    stack_space_block(s, out);
    struct strip *strip = stack_add(s, out, height, place->frame);
    strip->span = block->span;
    int tag = setting_tag(s, TAG_FIGURE, place->tag);
    s->tags[tag].alt = block->text;
    struct item *item = strip_item(s, strip);
    *item = (struct item){.kind = ITEM_IMAGE,
                          .tag = tag,
                          .x = place->x + (place->width - width) / 2,
                          .width = width,
                          .height = height > 0 ? height : 1,
                          .image = image};
}

static void flow_caption(struct setting *s, const struct block *block, const struct place *place,
                         struct stack *out)
{
    const struct text_style *style = setting_style(s, STYLE_SMALL);
    struct paragraph_rules rules = {
        .align = ALIGN_CENTRE, .balance = true, .tag = setting_tag(s, TAG_P, place->tag)};
    stack_space(out, s->set->list_gap);
    flow_parts(s, parts_of(s, block->inlines, style), style, rules, place, out);
}

void picture_flow(struct setting *s, const struct block *block, const struct place *place,
                  struct stack *out)
{
    size_t first = out->count;
    if (is_printable(s, block))
        flow_file(s, block, place, out);
    else
        flow_words(s, block, place, out);
    if (block->inlines)
        flow_caption(s, block, place, out);
    stack_keep(out, first);
    stack_space(out, s->set->block_gap);
}
