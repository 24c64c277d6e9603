#include "document/fingerprint.h"

#include "base/buffer.h"
#include "document/chart.h"
#include "document/image.h"

/* Everything is written so that it could be read back: numbers end themselves, texts and lists have
 * their length in front. Then no two documents give the same bytes. */

/* Seven bits a byte, the low ones first; the top bit says that more follow. */
static void put_size(struct buffer *out, uint64_t size)
{
    for (; size >= 0x80; size >>= 7)
        buffer_byte(out, (char)(size | 0x80));
    buffer_byte(out, (char)size);
}

/* Small numbers of either sign are short. */
static void put_number(struct buffer *out, int64_t number)
{
    uint64_t doubled = (uint64_t)number << 1;
    put_size(out, number < 0 ? ~doubled : doubled);
}

/* An absent text differs from an empty one. */
static void put_text(struct buffer *out, struct text text)
{
    put_size(out, text.ptr ? (uint64_t)text.size + 1 : 0);
    buffer_put(out, text);
}

static void put_texts(struct buffer *out, const struct text *texts, size_t count)
{
    put_size(out, count);
    for (size_t i = 0; i < count; i++)
        put_text(out, texts[i]);
}

/* --- charts ---------------------------------------------------------------------------------- */

static void put_point(struct buffer *out, const struct chart_point *point)
{
    put_text(out, point->label);
    put_text(out, point->note);
    put_number(out, point->value);
    put_number(out, point->has_value);
    put_number(out, point->weak);
    put_text(out, point->text);
    put_number(out, point->low);
    put_number(out, point->high);
    put_text(out, point->range);
    put_size(out, point->part_count);
    for (size_t i = 0; i < point->part_count; i++) {
        put_text(out, point->parts[i].label);
        put_number(out, point->parts[i].value);
        put_text(out, point->parts[i].text);
    }
    put_texts(out, point->lines, point->line_count);
}

static void put_chart(struct buffer *out, const struct chart *chart)
{
    put_number(out, chart->kind);
    put_text(out, chart->title);
    put_text(out, chart->unit);
    put_number(out, chart->money);
    put_text(out, chart->alt);
    put_number(out, chart->total);
    put_number(out, chart->maximum);
    put_number(out, chart->mark);
    put_text(out, chart->mark_label);
    put_text(out, chart->change);
    put_text(out, chart->change_note);
    put_number(out, chart->change_sign);
    put_size(out, chart->point_count);
    for (size_t i = 0; i < chart->point_count; i++)
        put_point(out, &chart->points[i]);
}

/* --- text ------------------------------------------------------------------------------------ */

/* Kinds are numbered from one here: a zero ends a list. */
static void put_inlines(struct buffer *out, const struct inline_node *node)
{
    for (; node; node = node->next) {
        put_size(out, (uint64_t)node->kind + 1);
        put_text(out, node->text);
        put_text(out, node->target);
        put_text(out, node->filter);
        put_text(out, node->style);
        put_inlines(out, node->children);
    }
    put_size(out, 0);
}

static void put_blocks(struct buffer *out, const struct block *block);

static void put_block(struct buffer *out, const struct block *block)
{
    put_number(out, block->level);
    put_number(out, block->ordered);
    put_number(out, block->start);
    put_size(out, block->head_rows);
    put_size(out, block->column_count);
    for (size_t i = 0; i < block->column_count; i++)
        put_number(out, block->columns[i].align);
    put_number(out, block->weight);
    put_number(out, block->align);
    put_number(out, block->length);
    put_text(out, block->id);
    put_text(out, block->style);
    put_text(out, block->text);
    put_text(out, block->target);
    put_text(out, block->condition);
    put_texts(out, block->labels, block->label_count);
    put_inlines(out, block->inlines);
    put_blocks(out, block->children);
    put_blocks(out, block->otherwise);
    put_number(out, block->chart != NULL);
    if (block->chart)
        put_chart(out, block->chart);
    put_text(out, block->image ? block->image->name : (struct text){0});
}

static void put_blocks(struct buffer *out, const struct block *block)
{
    for (; block; block = block->next) {
        put_size(out, (uint64_t)block->kind + 1);
        put_block(out, block);
    }
    put_size(out, 0);
}

struct hash document_fingerprint(const struct document *document)
{
    struct buffer out = {0};
    put_text(&out, document->name);
    put_text(&out, document->title);
    put_text(&out, document->subject);
    put_text(&out, document->author);
    put_text(&out, document->number);
    put_text(&out, document->fineprint);
    put_text(&out, document->sample);
    put_number(&out, document->date.year);
    put_number(&out, document->date.month);
    put_number(&out, document->date.day);
    put_text(&out, document->date_name);
    put_text(&out, document->style);
    put_number(&out, document->page_limit);
    put_blocks(&out, document->blocks);
    struct hash hash = hash_of(buffer_text(&out));
    buffer_free(&out);
    return hash;
}
