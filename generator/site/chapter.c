#include "site/chapter.h"

#include <stdlib.h>

#include "base/arena.h"
#include "device/device.h"
#include "site/contents.h"

/* A chapter this long gets a list of its sections; signs of description for search engines. */
enum { SECTIONS_FOR_CONTENTS = 3, DESCRIPTION_SIGNS = 120 };

struct chapter_page {
    struct site *site;
    const struct guide_chapter *chapter;
    struct headings headings;
    struct arena *scratch;
    struct buffer body;
};

/* ---- links ---- */

static void put_chapter_address(const struct chapter_page *p, const struct guide_chapter *chapter,
                                struct text id, struct buffer *out)
{
    if (chapter != p->chapter)
        markup_text(out, p->site->files[page_chapter_index(p->site, chapter)]);
    if (id.size > 0 || chapter == p->chapter)
        page_put(out, "#", id.size > 0 ? id : text_of("page-main"), "");
}

/* "#id" of this chapter, "#slug" or "#slug/id" of another. What is nowhere stays as it is, so that
 * whoever checks the links finds it. */
static void put_address(void *context, struct text target, struct buffer *out)
{
    const struct chapter_page *p = context;
    struct text name = text_slice(target, 1, target.size);
    size_t slash = text_find(name, "/", 0);
    bool here = slash == SIZE_MAX && headings_find(&p->headings, name);
    struct text slug = slash == SIZE_MAX ? name : text_slice(name, 0, slash);
    struct text id = {NULL, 0};
    if (slash != SIZE_MAX)
        id = text_slice(name, slash + 1, name.size);
    const struct guide_chapter *chapter = here ? NULL : guide_find(p->site->guide, slug);
    if (chapter)
        put_chapter_address(p, chapter, id, out);
    else
        markup_text(out, target);
}

/* The number that `text` spells, or 0. */
static size_t number_of(struct text text)
{
    size_t number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || number > SIZE_MAX / 20)
            return 0;
        number = number * 10 + (size_t)(text.ptr[i] - '0');
    }
    return number;
}

static void put_note(void *context, struct text words, struct buffer *out)
{
    const struct chapter_page *p = context;
    size_t number = number_of(words);
    if (number == 0 || number > p->site->guide->source_count) {
        markup_text(out, words);
        return;
    }
    buffer_printf(out,
                  "<a href=\"sources.html#page-source-%zu\">"
                  "<span class=\"hidden\">出典</span>%zu</a>",
                  number, number);
}

/* ---- around the text ---- */

static bool is_section(const struct heading_entry *entry)
{
    return entry->heading->level == 2;
}

static void put_sections(struct chapter_page *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->headings.count; i++)
        count += is_section(&p->headings.entries[i]);
    if (count < SECTIONS_FOR_CONTENTS)
        return;
    buffer_puts(&p->body, "<nav class=\"sections\" aria-label=\"この章の内容\">\n<ul>\n");
    for (size_t i = 0; i < p->headings.count; i++) {
        const struct heading_entry *entry = &p->headings.entries[i];
        if (!is_section(entry))
            continue;
        page_put(&p->body, "<li><a href=\"#", entry->id, "\">");
        page_put(&p->body, "", entry->words, "</a></li>\n");
    }
    buffer_puts(&p->body, "</ul>\n</nav>\n");
}

/* The chapter's own heading of level 1 comes first; number and facts stand above it, the list of
 * sections below. */
static const struct block *put_head(struct chapter_page *p)
{
    const struct guide_chapter *chapter = p->chapter;
    const struct block *first = chapter->blocks;
    bool has_title = first && first->kind == BLOCK_HEADING && first->level == 1;
    buffer_puts(&p->body, "<header class=\"chapter-head\">\n");
    page_put(&p->body, "<p class=\"chapter-number\">", chapter->number, "</p>\n");
    if (has_title) {
        page_put(&p->body, "<h1 class=\"heading-1\" id=\"", p->headings.ids[0], "\">");
        page_put(&p->body, "", p->headings.entries[0].words, "</h1>\n");
    } else {
        page_put(&p->body, "<h1 class=\"heading-1\">", chapter->title, "</h1>\n");
    }
    page_put(&p->body, "<p class=\"facts\">", page_chapter_facts(p->scratch, chapter), "</p>\n");
    buffer_puts(&p->body, "</header>\n");
    put_sections(p);
    return has_title ? first->next : first;
}

/* ---- the words explained here ---- */

static const struct guide_term *find_term(const struct guide *guide, struct text id)
{
    for (size_t i = 0; i < guide->term_count; i++)
        if (text_equal(guide->terms[i].id, id))
            return &guide->terms[i];
    return NULL;
}

static void use_term(struct site *site, const struct guide_term *term, size_t chapter)
{
    size_t number = (size_t)(term - site->guide->terms);
    size_t *slot =
        arena_push(site->arena, &site->uses[number], &site->use_counts[number], sizeof *slot);
    *slot = chapter;
}

static void put_word(struct chapter_page *p, const struct guide_term *term)
{
    struct buffer *out = &p->body;
    page_put(out, "<div class=\"word\" id=\"page-", term->id, "\">\n<p class=\"word-name\">");
    page_put(out, "", term->term, "");
    page_put(out, " <span class=\"small\">（", term->reading, "）</span>");
    page_put(out, "</p>\n<p>", term->text, "</p>\n");
    page_put(out, "<p class=\"word-ways\"><a href=\"glossary.html#", term->id,
             "\">言葉の説明へ</a>");
    page_put(out, " <a class=\"word-close\" href=\"#page-", term->id,
             "-use\">本文に戻る</a></p>\n");
    buffer_puts(out, "</div>\n");
}

static void put_inline_words(struct chapter_page *p, const struct inline_node *first, size_t *count)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_TERM) {
            const struct guide_term *term =
                find_term(p->site->guide, text_slice(node->target, 1, node->target.size));
            if (term) {
                if ((*count)++ == 0)
                    buffer_puts(&p->body, "<section class=\"words\" aria-label=\"この章の言葉\">\n"
                                          "<p class=\"words-title\">この章の言葉</p>\n");
                put_word(p, term);
                use_term(p->site, term, page_chapter_index(p->site, p->chapter));
            }
        }
        put_inline_words(p, node->children, count);
    }
}

static void put_block_words(struct chapter_page *p, const struct block *first, size_t *count)
{
    for (const struct block *block = first; block; block = block->next) {
        put_inline_words(p, block->inlines, count);
        put_block_words(p, block->children, count);
    }
}

static void put_words(struct chapter_page *p)
{
    size_t count = 0;
    put_block_words(p, p->chapter->blocks, &count);
    if (count > 0)
        buffer_puts(&p->body, "</section>\n");
}

/* ---- the page ---- */

/* The first paragraph, shortened. */
static struct text describe(struct arena *a, const struct block *first)
{
    const struct block *block = first;
    while (block && block->kind != BLOCK_PARAGRAPH)
        block = block->next;
    if (!block)
        return (struct text){NULL, 0};
    struct text words = inline_plain(a, block->inlines);
    size_t end = 0;
    for (int i = 0; i < DESCRIPTION_SIGNS && end < words.size; i++)
        text_next(words, &end);
    return end == words.size ? words : text_format(a, "%.*s…", (int)end, words.ptr);
}

static void put_text(struct chapter_page *p)
{
    struct html_page page = {.address = put_address,
                             .note = put_note,
                             .context = p,
                             .ids = p->headings.ids,
                             .images = text_of(SITE_IMAGES)};
    contents_write_trail(p->site, p->chapter, &p->body);
    buffer_puts(&p->body, "<article>\n");
    const struct block *rest = put_head(p);
    page.ids += rest != p->chapter->blocks; /* the title's is written */
    html_content(p->scratch, rest, &page, &p->body);
    put_words(p);
    buffer_puts(&p->body, "</article>\n");
    contents_write_neighbours(p->site, p->chapter, &p->body);
}

static bool add_to_index(struct chapter_page *p, struct text file, struct diag *d)
{
    const struct guide_chapter *chapter = p->chapter;
    struct index_page entry = {
        .file = file,
        .title = chapter->title,
        .group = p->site->guide->parts[chapter->part].title,
        .tags = chapter->tags,
        .tag_count = chapter->tag_count,
    };
    return index_add(&p->site->index, &entry, chapter->blocks, &p->headings, d);
}

bool chapter_write(struct site *site, size_t index, struct diag *d)
{
    const struct guide_chapter *chapter = &site->guide->chapters[index];
    struct arena *scratch = arena_new();
    struct chapter_page p = {
        .site = site,
        .chapter = chapter,
        .headings = headings_make(scratch, chapter->blocks),
        .scratch = scratch,
    };
    put_text(&p);
    struct site_page page = {
        .file = text_string(scratch, site->files[index]),
        .title = chapter->title,
        .description = describe(scratch, chapter->blocks),
        .chapter = chapter,
    };
    bool good = page_write(site, &page, buffer_text(&p.body), d);
    good = add_to_index(&p, site->files[index], d) && good;
    buffer_free(&p.body);
    arena_free(scratch);
    return good;
}
