#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "device/html_parts.h"
#include "device/shell.h"
#include "layout/theme.h"

static const struct block *first_heading(const struct block *first)
{
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_HEADING)
            return block;
        const struct block *inside = first_heading(block->children);
        if (inside)
            return inside;
    }
    return NULL;
}

/* At most `most`: a long document is not walked through to its end. */
static size_t count_titles(const struct block *first, size_t most)
{
    size_t count = 0;
    for (const struct block *block = first; block && count < most; block = block->next) {
        if (block->kind == BLOCK_HEADING && block->level == 1)
            count++;
        count += count_titles(block->children, most - count);
    }
    return count;
}

/* A page has one h1: its first heading when that is of level 1 and alone, or the document's title
 * (a cover). Otherwise the header has it, and the chapters' headings go down by one. */
static void choose_title(struct html *h)
{
    const struct block *heading = first_heading(h->document->blocks);
    size_t titles = count_titles(h->document->blocks, 2);
    bool leads = heading && heading->level == 1;
    if (leads && titles > 1) {
        struct text words = inline_plain(h->scratch, heading->inlines);
        leads = text_equal(words, h->document->title);
    }
    h->title = leads ? heading : NULL;
    h->shift = leads && titles == 1 ? 0 : 1;
}

static void put_if_present(struct buffer *out, const char *before, struct text text,
                           const char *after)
{
    if (text.size == 0)
        return;
    buffer_puts(out, before);
    markup_text(out, text);
    buffer_puts(out, after);
}

static void put_date(struct html *h)
{
    struct date date = h->document->date;
    if (date.year == 0)
        return;
    put_if_present(h->out, "<div><dt>", h->document->date_name, "</dt><dd><time datetime=\"");
    put_if_present(h->out, "", date_format_iso(h->scratch, date), "\">");
    put_if_present(h->out, "", date_format(h->scratch, date), "</time></dd></div>\n");
}

static void put_facts(struct html *h)
{
    const struct document *document = h->document;
    bool any = document->date.year || document->number.size || document->author.size;
    if (!any)
        return;
    buffer_puts(h->out, "<dl>\n");
    put_date(h);
    put_if_present(h->out, "<div><dt>文書番号</dt><dd>", document->number, "</dd></div>\n");
    put_if_present(h->out, "<div><dt>作成</dt><dd>", document->author, "</dd></div>\n");
    buffer_puts(h->out, "</dl>\n");
}

/* True when the chapters bring a head of their own: a cover, or a box of dates and names. */
static bool has_own_head(const struct block *first)
{
    for (const struct block *block = first; block; block = block->next) {
        bool box = block->kind == BLOCK_BOX;
        if (box && (text_is(block->style, "cover") || text_is(block->style, "meta")))
            return true;
        if (has_own_head(block->children))
            return true;
    }
    return false;
}

static void put_header(struct html *h, bool with_facts)
{
    const struct document *document = h->document;
    if (h->title && !with_facts && document->sample.size == 0)
        return;
    buffer_puts(h->out, "<header class=\"page-head\">\n");
    put_if_present(h->out, "<p class=\"sample\">", document->sample, "</p>\n");
    if (with_facts)
        put_if_present(h->out, "<p class=\"subject\">", document->subject, "</p>\n");
    if (!h->title) {
        put_if_present(h->out, "<h1>", document->title, "</h1>\n");
        h->rank = 1;
    }
    if (with_facts)
        put_facts(h);
    buffer_puts(h->out, "</header>\n");
}

static void put_footer(struct html *h, bool with_facts)
{
    buffer_puts(h->out, "<footer class=\"page-foot\">\n");
    if (with_facts)
        put_facts(h);
    put_if_present(h->out, "<p>", h->document->fineprint, "</p>\n");
    put_if_present(h->out, "<p>", h->document->sample, "</p>\n");
    buffer_puts(h->out, "</footer>\n");
}

/* What the shell's places are filled with. */
struct filling {
    struct html *html;
    const struct source *style;
    const struct theme *theme;
};

static void fill_lang(void *context)
{
    const struct filling *page = context;
    buffer_puts(page->html->out, "ja");
}

static void fill_title(void *context)
{
    const struct filling *page = context;
    const struct document *document = page->html->document;
    markup_text(page->html->out, document->title);
    put_if_present(page->html->out, "｜", document->subject, "");
}

static void put_colour(struct buffer *out, unsigned rgb)
{
    static const char digits[] = "0123456789abcdef";
    for (int shift = 20; shift >= 0; shift -= 4)
        buffer_byte(out, digits[rgb >> shift & 15]);
}

void html_colours(const struct theme *theme, struct buffer *out)
{
    buffer_puts(out, ":root {\n");
    for (int colour = COLOUR_TEXT; colour < COLOUR_COUNT; colour++) {
        buffer_puts(out, "  --");
        buffer_puts(out, COLOUR_NAMES[colour]);
        buffer_puts(out, ": #");
        put_colour(out, (unsigned)theme->colours[colour]);
        buffer_puts(out, ";\n");
    }
    buffer_puts(out, "}\n");
}

/* Colours and style.css, which has those for dark screens. Inside a style element only "</style"
 * could end it: in CSS a slash may be written "\/". */
static void fill_style(void *context)
{
    const struct filling *page = context;
    struct buffer *out = page->html->out;
    html_colours(page->theme, out);
    struct text style = page->style->text;
    size_t end = 0;
    for (size_t start = 0; start < style.size; start = end) {
        const char *sign = memchr(style.ptr + start, '<', style.size - start);
        end = sign ? (size_t)(sign - style.ptr) + 1 : style.size;
        buffer_put(out, text_slice(style, start, end));
        if (end < style.size && style.ptr[end] == '/')
            buffer_byte(out, '\\');
    }
}

static void fill_body(void *context)
{
    const struct filling *page = context;
    struct html *h = page->html;
    const struct theme_set *set = theme_find(page->theme, h->document->style);
    bool numbered = set && set->section_circle;
    bool own_head = has_own_head(h->document->blocks);
    buffer_puts(h->out, "<a class=\"skip\" href=\"#page-main\">本文へ移動</a>\n");
    put_header(h, !own_head);
    buffer_printf(h->out, "<main id=\"page-main\"%s>\n", numbered ? " class=\"numbered\"" : "");
    html_blocks(h, h->document->blocks);
    buffer_puts(h->out, "</main>\n");
    put_footer(h, own_head);
}

static const struct place places[] = {
    {"@lang@", fill_lang},
    {"@title@", fill_title},
    {"@style@", fill_style},
    {"@body@", fill_body},
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

bool html_write(struct arena *scratch, const struct document *document, const struct source *shell,
                const struct source *style, const struct theme *theme, struct buffer *out,
                struct diag *d)
{
    if (!shell_check(shell, places, PLACE_COUNT, d))
        return false;
    struct html html = {.scratch = scratch, .document = document, .out = out};
    choose_title(&html);
    struct filling page = {.html = &html, .style = style, .theme = theme};
    shell_fill(shell, places, PLACE_COUNT, &page, out);
    return true;
}

void html_content(struct arena *scratch, const struct block *blocks, const struct html_page *page,
                  struct buffer *out)
{
    struct document document = {.blocks = (struct block *)blocks};
    struct html html = {
        .scratch = scratch,
        .document = &document,
        .out = out,
        .page = page,
        .images = page->images,
        .rank = 1,
        /* A foreign chapter may have more headings of level 1; a page has one. */
        .shift = count_titles(blocks, 1) > 0 ? 1 : 0,
    };
    html_blocks(&html, blocks);
}
