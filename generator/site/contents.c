#include "site/contents.h"

#include "device/device.h"
#include "site/self_check.h"

enum {
    /* A side bar of this many chapters can still be looked through; a book of a thousand chapters
     * would have a million links in its pages. */
    LISTED_AT_MOST = 120,
    LISTED_AROUND = 40 /* chapters before and after the current one in a longer part */
};

/* A foreign folder's own chapters are in a part without a title. */
static struct text part_title(const struct guide_part *part)
{
    return part->title.size > 0 ? part->title : text_of("本文");
}

static void put_chapter_link(const struct site *site, size_t index, struct text root, bool current,
                             struct buffer *out)
{
    const struct guide_chapter *chapter = &site->guide->chapters[index];
    buffer_puts(out, "<a href=\"");
    markup_text(out, root);
    markup_text(out, site->files[index]);
    buffer_puts(out, current ? "\" aria-current=\"page\">" : "\">");
    page_put(out, "<span class=\"chapter-number\">", chapter->number, "</span> ");
    markup_text(out, chapter->title);
    buffer_puts(out, "</a>");
}

/* Which chapters of a part the side bar shows: [first, end). */
struct shown {
    size_t first, end;
};

static struct shown shown_of(const struct guide_part *part, size_t current)
{
    struct shown shown = {part->first, part->first + part->count};
    if (part->count <= LISTED_AT_MOST)
        return shown;
    if (current >= shown.first + LISTED_AROUND)
        shown.first = current - LISTED_AROUND;
    if (shown.end > current + LISTED_AROUND + 1)
        shown.end = current + LISTED_AROUND + 1;
    return shown;
}

static void put_part(const struct site *site, size_t number, const struct guide_chapter *current,
                     struct text root, struct buffer *out)
{
    const struct guide_part *part = &site->guide->parts[number];
    size_t index = current ? page_chapter_index(site, current) : part->first;
    struct shown shown = shown_of(part, index);
    buffer_puts(out, current && current->part == number ? "<details open>\n" : "<details>\n");
    page_put(out, "<summary>", part_title(part), "</summary>\n<ol>\n");
    for (size_t i = shown.first; i < shown.end; i++) {
        buffer_puts(out, "<li>");
        put_chapter_link(site, i, root, current && i == index, out);
        buffer_puts(out, "</li>\n");
    }
    buffer_puts(out, "</ol>\n</details>\n");
}

/* A part whose chapters are not listed: its place on the cover. */
static void put_part_link(const struct site *site, size_t number, struct text root,
                          struct buffer *out)
{
    buffer_puts(out, "<p><a href=\"");
    markup_text(out, root);
    buffer_printf(out, "index.html#page-part-%zu\">", number + 1);
    markup_text(out, part_title(&site->guide->parts[number]));
    buffer_puts(out, "</a></p>\n");
}

static void put_page_link(const char *name, const char *words, const char *file, struct text root,
                          struct buffer *out)
{
    buffer_puts(out, "<li><a href=\"");
    markup_text(out, root);
    bool current = text_is(text_of(file), name);
    buffer_printf(out, "%s\"%s>%s</a></li>\n", name, current ? " aria-current=\"page\"" : "",
                  words);
}

void contents_write(const struct site *site, const struct guide_chapter *current, const char *file,
                    struct text root, struct buffer *out)
{
    const struct guide *guide = site->guide;
    bool all = guide->chapter_count <= LISTED_AT_MOST;
    buffer_puts(out, "<nav class=\"side\" aria-label=\"目次\">\n<details>\n"
                     "<summary>目次</summary>\n");
    for (size_t i = 0; i < guide->part_count; i++) {
        if (all || (current && current->part == i))
            put_part(site, i, current, root, out);
        else
            put_part_link(site, i, root, out);
    }
    buffer_puts(out, "<ul>\n");
    put_page_link("index.html", "表紙とすべての目次", file, root, out);
    if (site->sheet)
        put_page_link(SELF_CHECK_FILE, "自己点検", file, root, out);
    if (guide->term_count > 0)
        put_page_link("glossary.html", "言葉の説明", file, root, out);
    if (guide->source_count > 0)
        put_page_link("sources.html", "出典", file, root, out);
    put_page_link("search.html", "さがす", file, root, out);
    buffer_puts(out, "</ul>\n</details>\n</nav>");
}

void contents_write_all(const struct site *site, struct buffer *out)
{
    const struct guide *guide = site->guide;
    struct text here = {NULL, 0};
    for (size_t i = 0; i < guide->part_count; i++) {
        const struct guide_part *part = &guide->parts[i];
        buffer_printf(out, "<section class=\"part\" aria-labelledby=\"page-part-%zu\">\n", i + 1);
        buffer_printf(out, "<h2 id=\"page-part-%zu\" class=\"heading-2\">", i + 1);
        markup_text(out, part_title(part));
        buffer_puts(out, "</h2>\n");
        page_put(out, "<p>", part->intro, "</p>\n");
        buffer_puts(out, "<ol class=\"chapters\">\n");
        for (size_t k = part->first; k < part->first + part->count; k++) {
            buffer_puts(out, "<li>");
            put_chapter_link(site, k, here, false, out);
            page_put(out, " <span class=\"small\">",
                     page_chapter_facts(site->arena, &guide->chapters[k]), "</span>");
            buffer_puts(out, "</li>\n");
        }
        buffer_puts(out, "</ol>\n</section>\n");
    }
}

void contents_write_trail(const struct site *site, const struct guide_chapter *chapter,
                          struct buffer *out)
{
    buffer_puts(out, "<nav class=\"trail\" aria-label=\"現在の場所\">\n<ol>\n"
                     "<li><a href=\"index.html\">表紙</a></li>\n");
    buffer_printf(out, "<li><a href=\"index.html#page-part-%zu\">", chapter->part + 1);
    markup_text(out, part_title(&site->guide->parts[chapter->part]));
    buffer_puts(out, "</a></li>\n<li aria-current=\"page\">");
    markup_text(out, chapter->title);
    buffer_puts(out, "</li>\n</ol>\n</nav>\n");
}

static void put_neighbour(const struct site *site, size_t index, const char *style,
                          const char *words, struct buffer *out)
{
    buffer_printf(out, "<a class=\"%s\" rel=\"%s\" href=\"", style, style);
    markup_text(out, site->files[index]);
    buffer_printf(out, "\"><span class=\"small\">%s</span> ", words);
    markup_text(out, site->guide->chapters[index].title);
    buffer_puts(out, "</a>\n");
}

void contents_write_neighbours(const struct site *site, const struct guide_chapter *chapter,
                               struct buffer *out)
{
    size_t index = page_chapter_index(site, chapter);
    if (site->guide->chapter_count < 2)
        return;
    buffer_puts(out, "<nav class=\"neighbours\" aria-label=\"前後の章\">\n");
    if (index > 0)
        put_neighbour(site, index - 1, "prev", "前の章", out);
    if (index + 1 < site->guide->chapter_count)
        put_neighbour(site, index + 1, "next", "次の章", out);
    buffer_puts(out, "</nav>\n");
}
