#include "site/lists.h"

#include "base/arena.h"
#include "device/device.h"
#include "model/catalog.h"
#include "site/contents.h"
#include "site/self_check.h"

/* Writes `page` with `body`, which is freed. */
static bool finish(struct site *site, const struct site_page *page, struct buffer *body,
                   struct diag *d)
{
    bool good = page_write(site, page, buffer_text(body), d);
    buffer_free(body);
    return good;
}

/* ---- cover ---- */

static void put_self_check(const struct site *site, struct buffer *out)
{
    if (!site->sheet)
        return;
    buffer_puts(out, "<p class=\"way-in\"><a href=\"" SELF_CHECK_FILE "\">");
    page_put(out, "", site->sheet->name, "</a> ");
    buffer_puts(out, "<span class=\"small\">いまの守りは何点か、まず何をすればよいかが、"
                     "この場でわかります。答えはどこにも送られません。</span></p>\n");
}

bool lists_write_cover(struct site *site, struct diag *d)
{
    const struct guide *guide = site->guide;
    struct buffer body = {0};
    buffer_puts(&body, "<header class=\"cover\">\n");
    page_put(&body, "<p class=\"sample\">", guide->sample, "</p>\n");
    page_put(&body, "<h1>", guide->title, "</h1>\n");
    page_put(&body, "<p class=\"cover-subtitle\">", guide->subtitle, "</p>\n");
    buffer_puts(&body, "<p class=\"facts\">");
    page_put(&body, "", guide->edition, "版　");
    page_put(&body, "", guide->author, "　");
    buffer_printf(&body, "全%zu章</p>\n</header>\n", guide->chapter_count);
    put_self_check(site, &body);
    contents_write_all(site, &body);
    struct site_page page = {.file = "index.html", .description = guide->subtitle};
    return finish(site, &page, &body, d);
}

/* ---- glossary ---- */

/* The rows of the kana table, by the first sign of a reading. */
static const struct row {
    const char *name;
    uint32_t last; /* code point */
} rows[] = {
    {"あ行", U'お'}, {"か行", U'ご'}, {"さ行", U'ぞ'}, {"た行", U'ど'}, {"な行", U'の'},
    {"は行", U'ぽ'}, {"ま行", U'も'}, {"や行", U'よ'}, {"ら行", U'ろ'}, {"わ行", U'ゖ'},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

/* The row of a reading; ROW_COUNT for one that does not begin with hiragana. */
static size_t row_of(struct text reading)
{
    size_t offset = 0;
    uint32_t first = reading.size > 0 ? text_next(reading, &offset) : 0;
    if (first < U'ぁ')
        return ROW_COUNT;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (first <= rows[i].last)
            return i;
    return ROW_COUNT;
}

static const char *row_name(size_t row)
{
    return row < ROW_COUNT ? rows[row].name : "そのほか";
}

static void put_row_links(const struct guide *guide, struct buffer *out)
{
    bool present[ROW_COUNT + 1] = {false};
    for (size_t i = 0; i < guide->term_count; i++)
        present[row_of(guide->terms[i].reading)] = true;
    buffer_puts(out, "<nav class=\"rows\" aria-label=\"五十音\">\n<ul>\n");
    for (size_t row = 0; row <= ROW_COUNT; row++)
        if (present[row])
            buffer_printf(out, "<li><a href=\"#page-row-%zu\">%s</a></li>\n", row, row_name(row));
    buffer_puts(out, "</ul>\n</nav>\n");
}

static void put_uses(const struct site *site, size_t term, struct buffer *out)
{
    if (site->use_counts[term] == 0)
        return;
    buffer_puts(out, "<p class=\"small\">出てくる章：");
    for (size_t i = 0; i < site->use_counts[term]; i++) {
        size_t chapter = site->uses[term][i];
        page_put(out, i > 0 ? "、<a href=\"" : "<a href=\"", site->files[chapter], "\">");
        page_put(out, "", site->guide->chapters[chapter].title, "</a>");
    }
    buffer_puts(out, "</p>\n");
}

static void put_term(struct site *site, size_t index, struct buffer *out)
{
    const struct guide_term *term = &site->guide->terms[index];
    page_put(out, "<div class=\"entry\" id=\"", term->id, "\">\n");
    page_put(out, "<dt>", term->term, "");
    page_put(out, " <span class=\"small\">（", term->reading, "）</span>");
    page_put(out, "</dt>\n<dd>\n<p>", term->text, "</p>\n");
    put_uses(site, index, out);
    buffer_puts(out, "</dd>\n</div>\n");
}

static bool index_glossary(struct site *site, struct diag *d)
{
    struct index_page page = {
        .file = text_of("glossary.html"), .title = text_of("言葉の説明"), .glossary = true};
    index_begin(&site->index, &page);
    for (size_t i = 0; i < site->guide->term_count; i++) {
        const struct guide_term *term = &site->guide->terms[i];
        index_section(&site->index, term->id, term->term);
        index_words(&site->index,
                    text_format(site->arena, "%.*s　%.*s", (int)term->reading.size,
                                term->reading.ptr, (int)term->text.size, term->text.ptr));
    }
    return index_end(&site->index, d);
}

bool lists_write_glossary(struct site *site, struct diag *d)
{
    const struct guide *guide = site->guide;
    if (guide->term_count == 0)
        return true;
    struct buffer body = {0};
    buffer_puts(&body, "<h1 class=\"heading-1\">言葉の説明</h1>\n");
    put_row_links(guide, &body);
    size_t row = SIZE_MAX;
    for (size_t i = 0; i < guide->term_count; i++) {
        size_t now = row_of(guide->terms[i].reading);
        if (now != row) {
            if (i > 0)
                buffer_puts(&body, "</dl>\n");
            buffer_printf(&body, "<h2 class=\"heading-2\" id=\"page-row-%zu\">%s</h2>\n<dl>\n", now,
                          row_name(now));
        }
        row = now;
        put_term(site, i, &body);
    }
    buffer_puts(&body, "</dl>\n");
    struct site_page page = {.file = "glossary.html", .title = text_of("言葉の説明")};
    return index_glossary(site, d) && finish(site, &page, &body, d);
}

/* ---- sources ---- */

/* Some addresses are words: "number 116105 of that collection". */
static void put_address(struct text address, struct buffer *out)
{
    bool web = text_starts(address, "https://") || text_starts(address, "http://");
    if (!web) {
        page_put(out, "<br>\n<span class=\"small\">", address, "</span>");
        return;
    }
    page_put(out, "<br>\n<a rel=\"noreferrer\" href=\"", address, "\">");
    page_put(out, "", address, "</a>");
}

static void put_source(const struct source_entry *source, size_t number, struct buffer *out)
{
    buffer_printf(out, "<li id=\"page-source-%zu\">", number);
    page_put(out, "", source->publisher, "");
    page_put(out, "「", source->title, "」");
    page_put(out, "　", source->published, "");
    page_put(out, "<br>\n<span class=\"small\">", source->sample, "</span>");
    put_address(source->address, out);
    buffer_puts(out, "</li>\n");
}

bool lists_write_sources(struct site *site, struct diag *d)
{
    const struct guide *guide = site->guide;
    if (guide->source_count == 0)
        return true;
    struct buffer body = {0};
    buffer_puts(&body, "<h1 class=\"heading-1\">出典</h1>\n"
                       "<p>文の中の小さな番号は、次の資料の番号です。</p>\n"
                       "<ol class=\"sources\">\n");
    for (size_t i = 0; i < guide->source_count; i++)
        put_source(guide->sources[i], i + 1, &body);
    buffer_puts(&body, "</ol>\n");
    struct site_page page = {.file = "sources.html", .title = text_of("出典")};
    return finish(site, &page, &body, d);
}

/* ---- search, not found ---- */

bool lists_write_search(struct site *site, struct diag *d)
{
    struct buffer body = {0};
    buffer_puts(
        &body,
        "<h1 class=\"heading-1\">さがす</h1>\n<div class=\"search-page\">\n"
        "<form role=\"search\" aria-label=\"この手引きの中をさがす\" action=\"search.html\" "
        "hidden>\n"
        "<label for=\"page-words\">さがす言葉（空白で区切ると、すべてを含む章を探します）</label>\n"
        "<div><input id=\"page-words\" name=\"q\" type=\"search\" autocomplete=\"off\">\n"
        "<button type=\"submit\">さがす</button></div>\n"
        "</form>\n<p role=\"status\"></p>\n<ol class=\"found\"></ol>\n</div>\n"
        "<noscript><p>ここで言葉を探すには、スクリプトを使えるようにしてください。"
        "使えないときは、<a "
        "href=\"index.html\">すべての目次</a>からお読みになれます。</p></noscript>\n");
    struct site_page page = {.file = "search.html", .title = text_of("さがす"), .unlisted = true};
    return finish(site, &page, &body, d);
}

bool lists_write_missing(struct site *site, struct diag *d)
{
    struct buffer body = {0};
    buffer_puts(
        &body, "<h1 class=\"heading-1\">ページが見つかりません</h1>\n"
               "<p>アドレスがまちがっているか、ページがなくなりました。</p>\n<ul>\n<li><a href=\"");
    markup_text(&body, site->base_url);
    buffer_puts(&body, "index.html\">表紙とすべての目次</a></li>\n<li><a href=\"");
    markup_text(&body, site->base_url);
    buffer_puts(&body, "search.html\">言葉で探す</a></li>\n</ul>\n");
    struct site_page page = {.file = "404.html",
                             .title = text_of("ページが見つかりません"),
                             .unlisted = true,
                             .anywhere = true};
    return finish(site, &page, &body, d);
}
