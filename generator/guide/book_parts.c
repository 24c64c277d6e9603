#include "guide/book_parts.h"

#include "base/arena.h"
#include "japanese/reading.h"
#include "model/catalog.h"

void book_add(struct book_list *list, struct block *block)
{
    if (!block)
        return;
    if (list->last)
        list->last->next = block;
    else
        list->first = block;
    while (block->next)
        block = block->next;
    list->last = block;
}

static struct block *new_block(struct arena *a, enum block_kind kind)
{
    return block_new(a, kind, (struct span){0});
}

static struct inline_node *new_text(struct arena *a, struct text text)
{
    return inline_text(a, text, (struct span){0});
}

struct block *book_heading(struct arena *a, int level, struct text id, struct text text)
{
    struct block *heading = new_block(a, BLOCK_HEADING);
    heading->level = level;
    heading->id = id;
    heading->inlines = new_text(a, text);
    return heading;
}

struct block *book_paragraph(struct arena *a, struct inline_node *inlines)
{
    struct block *paragraph = new_block(a, BLOCK_PARAGRAPH);
    paragraph->inlines = inlines;
    return paragraph;
}

struct block *book_box(struct arena *a, const char *style, struct block *children)
{
    struct block *box = new_block(a, BLOCK_BOX);
    box->style = text_of(style);
    box->children = children;
    return box;
}

struct inline_node *book_span(struct arena *a, const char *style, struct text text)
{
    struct inline_node *span = inline_new(a, INLINE_SPAN, (struct span){0});
    span->style = text_of(style);
    span->children = new_text(a, text);
    return span;
}

/* ---- tables ---- */

static struct block *new_cell(struct arena *a, struct inline_node *inlines)
{
    struct block *cell = new_block(a, BLOCK_CELL);
    cell->inlines = inlines;
    return cell;
}

/* A row of two cells; `id` absent = none. */
static struct block *new_row(struct arena *a, struct text id, struct inline_node *left,
                             struct inline_node *right)
{
    struct block *row = new_block(a, BLOCK_ROW);
    row->id = id;
    row->children = new_cell(a, left);
    row->children->next = new_cell(a, right);
    return row;
}

static struct block *new_table(struct arena *a, const char *left, const char *right)
{
    struct block *table = new_block(a, BLOCK_TABLE);
    table->head_rows = 1;
    table->column_count = 2;
    table->columns = arena_array(a, 2, sizeof *table->columns);
    table->children =
        new_row(a, (struct text){0}, new_text(a, text_of(left)), new_text(a, text_of(right)));
    return table;
}

static void open_page(struct arena *a, struct book_list *list, const char *id, const char *title,
                      const char *words)
{
    book_add(list, new_block(a, BLOCK_PAGEBREAK));
    book_add(list, book_heading(a, 1, text_of(id), text_of(title)));
    book_add(list, book_paragraph(a, new_text(a, text_of(words))));
}

/* ---- words, sources, index ---- */

static void add_glossary(struct arena *a, const struct guide *guide, struct book_list *list)
{
    if (guide->term_count == 0)
        return;
    open_page(a, list, "glossary", "言葉の説明",
              "この手引きやニュースに出てくる言葉を、五十音の順に並べました。");
    struct block *table = new_table(a, "言葉", "意味");
    struct block *last = table->children;
    for (size_t i = 0; i < guide->term_count; i++) {
        const struct guide_term *term = &guide->terms[i];
        struct inline_node *word = inline_new(a, INLINE_STRONG, (struct span){0});
        word->children = new_text(a, term->term);
        last->next = new_row(a, term->id, word, new_text(a, term->text));
        last = last->next;
    }
    book_add(list, table);
}

static struct text source_words(struct arena *a, const struct source_entry *source)
{
    return text_format(a, "%.*s「%.*s」　%.*s", (int)source->publisher.size, source->publisher.ptr,
                       (int)source->title.size, source->title.ptr, (int)source->published.size,
                       source->published.ptr);
}

static void add_sources(struct arena *a, const struct guide *guide, struct book_list *list)
{
    if (guide->source_count == 0)
        return;
    open_page(a, list, "sources", "出典", "文の中の小さな番号は、次の資料の番号です。");
    struct block *table = new_table(a, "番号", "資料");
    table->columns[0].align = ALIGN_END;
    struct block *last = table->children;
    for (size_t i = 0; i < guide->source_count; i++) {
        const struct source_entry *source = guide->sources[i];
        struct inline_node *words = new_text(a, source_words(a, source));
        if (source->sample.size) {
            words->next = new_text(a, text_of("　"));
            words->next->next = book_span(a, "small", source->sample);
        }
        last->next = new_row(a, text_format(a, "source-%zu", i + 1),
                             new_text(a, text_format(a, "%zu", i + 1)), words);
        last = last->next;
    }
    book_add(list, table);
}

static bool says_term(const struct inline_node *first, struct text target)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_TERM && text_equal(node->target, target))
            return true;
        if (says_term(node->children, target))
            return true;
    }
    return false;
}

static bool uses_term(const struct block *first, struct text target)
{
    for (const struct block *block = first; block; block = block->next) {
        if (says_term(block->inlines, target) || uses_term(block->children, target))
            return true;
    }
    return false;
}

/* For screens, which have no pages: links to the chapters that use the term. */
static struct block *chapter_links(struct arena *a, const struct guide *guide, struct text target)
{
    struct book_list list = {0};
    for (size_t i = 0; i < guide->chapter_count; i++) {
        const struct guide_chapter *chapter = &guide->chapters[i];
        if (!uses_term(chapter->blocks, target))
            continue;
        struct inline_node *link = inline_new(a, INLINE_LINK, (struct span){0});
        link->target = text_format(a, "#%.*s", (int)chapter->slug.size, chapter->slug.ptr);
        link->children = new_text(a, chapter->number.size ? chapter->number : chapter->title);
        book_add(&list, book_paragraph(a, link));
    }
    return list.first;
}

static void add_index(struct arena *a, const struct guide *guide, struct book_list *list)
{
    struct book_list items = {0};
    for (size_t i = 0; i < guide->term_count; i++) {
        const struct guide_term *term = &guide->terms[i];
        struct text target = text_format(a, "#%.*s", (int)term->id.size, term->id.ptr);
        struct block *where = chapter_links(a, guide, target);
        if (!where)
            continue;
        struct block *item = new_block(a, BLOCK_ITEM);
        item->text = reading_row(reading_hiragana(a, term->reading));
        item->target = target;
        item->inlines = new_text(a, term->term);
        item->children = where;
        book_add(&items, item);
    }
    if (!items.first)
        return;
    open_page(a, list, "index", "索引", "言葉が章の中で初めて出てくる所です。");
    struct block *index = new_block(a, BLOCK_INDEX);
    index->children = items.first;
    book_add(list, index);
}

void book_back_matter(struct arena *a, const struct guide *guide, struct book_list *list)
{
    add_glossary(a, guide, list);
    add_sources(a, guide, list);
    add_index(a, guide, list);
}
