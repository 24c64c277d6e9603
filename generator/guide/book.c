#include "guide/book.h"

#include "base/arena.h"
#include "guide/book_parts.h"

enum { LEVEL_PART = 1, LEVEL_CHAPTER = 2, LEVEL_LAST = 4, NUMBER_DIGITS = 3 };

struct book {
    struct arena *arena;
    const struct guide *guide;
    struct book_list list;
};

/* ---- copies of a chapter ---- */

/* The number of a cited source in the list, or 0. */
static size_t source_number(const struct guide *guide, const struct inline_node *span)
{
    const struct inline_node *text = span->children;
    if (!text || text->next || text->kind != INLINE_TEXT || text->text.size > NUMBER_DIGITS)
        return 0;
    size_t number = 0;
    for (size_t i = 0; i < text->text.size; i++) {
        char digit = text->text.ptr[i];
        if (digit < '0' || digit > '9')
            return 0;
        number = number * 10 + (size_t)(digit - '0');
    }
    return number <= guide->source_count ? number : 0;
}

/* "slug/id" of the guide as an id of one page: "slug_id", which no other can be, since slugs have
 * no underscore. HTML allows a slash, its checkers do not. */
static struct text page_id(struct arena *a, struct text id)
{
    size_t slash = text_find(id, "/", 0);
    if (slash == SIZE_MAX)
        return id;
    return text_format(a, "%.*s_%.*s", (int)slash, id.ptr, (int)(id.size - slash - 1),
                       id.ptr + slash + 1);
}

/* The number of a source becomes a link to the list. */
static void link_source(struct book *b, struct inline_node *span)
{
    size_t number = source_number(b->guide, span);
    if (number == 0)
        return;
    struct inline_node *link = inline_new(b->arena, INLINE_LINK, span->span);
    link->target = text_format(b->arena, "#source-%zu", number);
    link->children = span->children;
    span->children = link;
}

/* Small raised numbers refer to what stands at the chapter's end: no page is told beside them. */
static struct inline_node *copy_inlines(struct book *b, const struct inline_node *first,
                                        bool raised)
{
    struct inline_node *copies = NULL;
    struct inline_node **last = &copies;
    for (const struct inline_node *node = first; node; node = node->next) {
        bool note = text_is(node->style, "note") || text_is(node->style, "noteref") ||
                    text_is(node->style, "footnote");
        struct inline_node *copy = inline_new(b->arena, node->kind, node->span);
        *copy = *node;
        copy->next = NULL;
        copy->children = copy_inlines(b, node->children, raised || note);
        *last = copy;
        last = &copy->next;
        if (note && node->kind == INLINE_SPAN)
            link_source(b, copy);
        if (node->kind != INLINE_LINK || !text_starts(node->target, "#"))
            continue;
        copy->target = page_id(b->arena, node->target);
        if (raised || note)
            continue;
        struct inline_node *page = inline_new(b->arena, INLINE_PAGE, node->span);
        page->target = copy->target;
        *last = page;
        last = &page->next;
    }
    return copies;
}

/* One level down: below a part. */
static struct block *copy_blocks(struct book *b, const struct block *first)
{
    struct block *copies = NULL;
    struct block **last = &copies;
    for (const struct block *block = first; block; block = block->next) {
        struct block *copy = block_new(b->arena, block->kind, block->span);
        *copy = *block;
        copy->next = NULL;
        if (block->kind == BLOCK_HEADING && block->level < LEVEL_LAST)
            copy->level = block->level + 1;
        copy->id = page_id(b->arena, block->id);
        copy->inlines = copy_inlines(b, block->inlines, false);
        copy->children = copy_blocks(b, block->children);
        *last = copy;
        last = &copy->next;
    }
    return copies;
}

/* ---- chapters and parts ---- */

/* "2-3　" before the title: what the chapter is called in contents and bookmarks too. */
static void add_number(struct book *b, const struct guide_chapter *chapter, struct block *heading)
{
    if (!chapter->number.size)
        return;
    struct inline_node *number = book_span(b->arena, "accent", chapter->number);
    number->next = inline_text(b->arena, text_of("　"), heading->span);
    number->next->next = heading->inlines;
    heading->inlines = number;
}

static const char *reader_word(struct text reader)
{
    static const struct {
        const char *reader, *word;
    } WORDS[] = {{"owner", "社長"}, {"staff", "社員"}, {"vendor", "IT会社"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (text_is(reader, WORDS[i].reader))
            return WORDS[i].word;
    }
    return "";
}

/* For whom it is and how long it takes, below the title. */
static void add_readers(struct book *b, const struct guide_chapter *chapter, struct block *heading)
{
    struct text text = text_of("");
    for (size_t i = 0; i < chapter->audience_count; i++)
        text = text_format(b->arena, "%.*s%s%s", (int)text.size, text.ptr, i ? "・" : "読む人　",
                           reader_word(chapter->audience[i]));
    if (chapter->minutes > 0)
        text = text_format(b->arena, "%.*s%s読む時間　%d分", (int)text.size, text.ptr,
                           text.size ? "　　" : "", (int)chapter->minutes);
    if (!text.size)
        return;
    struct block *line = book_paragraph(b->arena, book_span(b->arena, "small", text));
    line->next = heading->next;
    heading->next = line;
}

static void add_chapter(struct book *b, const struct guide_chapter *chapter)
{
    book_add(&b->list, block_new(b->arena, BLOCK_PAGEBREAK, (struct span){0}));
    struct block *blocks = copy_blocks(b, chapter->blocks);
    add_number(b, chapter, blocks);
    add_readers(b, chapter, blocks);
    book_add(&b->list, blocks);
}

static void add_part(struct book *b, size_t index)
{
    struct arena *a = b->arena;
    const struct guide_part *part = &b->guide->parts[index];
    struct text id = text_format(a, "part-%zu", index + 1);
    struct book_list inside = {0};
    book_add(&inside, book_heading(a, LEVEL_PART, id, part->title));
    if (part->intro.size)
        book_add(&inside, book_paragraph(a, inline_text(a, part->intro, (struct span){0})));
    struct block *contents = block_new(a, BLOCK_CONTENTS, (struct span){0});
    contents->level = LEVEL_CHAPTER;
    contents->text = id;
    book_add(&inside, contents);
    book_add(&b->list, book_box(a, "part", inside.first));
}

static void add_parts(struct book *b)
{
    const struct guide *guide = b->guide;
    for (size_t i = 0; i < guide->part_count; i++) {
        const struct guide_part *part = &guide->parts[i];
        if (guide->part_count > 1)
            add_part(b, i);
        for (size_t k = part->first; k < part->first + part->count; k++)
            add_chapter(b, &guide->chapters[k]);
    }
}

/* ---- before them ---- */

static void add_cover(struct book *b)
{
    struct arena *a = b->arena;
    const struct guide *guide = b->guide;
    struct book_list inside = {0};
    book_add(&inside, book_heading(a, LEVEL_PART, (struct text){0}, guide->title));
    const struct text lines[] = {guide->subtitle, guide->edition, guide->author};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].size)
            book_add(&inside, book_paragraph(a, inline_text(a, lines[i], (struct span){0})));
    }
    book_add(&b->list, book_box(a, "cover", inside.first));
    if (!guide->sample.size)
        return;
    struct text words =
        text_of("この手引きは見本です。発行した会社の名前と連絡先は架空のものです。");
    book_add(&b->list,
             book_box(a, "note", book_paragraph(a, inline_text(a, words, (struct span){0}))));
}

static void add_contents(struct book *b)
{
    struct arena *a = b->arena;
    book_add(&b->list, block_new(a, BLOCK_PAGEBREAK, (struct span){0}));
    book_add(&b->list, book_heading(a, LEVEL_PART, text_of("contents"), text_of("目次")));
    struct block *contents = block_new(a, BLOCK_CONTENTS, (struct span){0});
    contents->level = LEVEL_CHAPTER;
    book_add(&b->list, contents);
}

const struct document *book_compose(struct arena *a, const struct guide *guide)
{
    struct book book = {.arena = a, .guide = guide};
    add_cover(&book);
    add_contents(&book);
    add_parts(&book);
    book_back_matter(a, guide, &book.list);
    struct document *document = arena_alloc(a, sizeof *document);
    document->name = text_of("guide");
    document->title = guide->title;
    document->subject = guide->subtitle;
    document->author = guide->author;
    document->fineprint = guide->edition;
    document->sample = guide->sample;
    document->date = guide->date;
    document->date_name = text_of("発行日");
    document->style = text_of("book");
    document->blocks = book.list.first;
    return document;
}
