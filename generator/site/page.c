#include "site/page.h"

#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "device/shell.h"
#include "site/contents.h"

void page_put(struct buffer *out, const char *open, struct text text, const char *close)
{
    if (text.size == 0)
        return;
    buffer_puts(out, open);
    markup_text(out, text);
    buffer_puts(out, close);
}

/* Windows cannot have files of these names, whatever their suffix. */
static bool is_device_of_windows(struct text slug)
{
    static const char *const names[] = {"con", "prn", "aux", "nul"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(slug, names[i]))
            return true;
    bool port = text_starts(slug, "com") || text_starts(slug, "lpt");
    return port && slug.size == 4 && slug.ptr[3] >= '0' && slug.ptr[3] <= '9';
}

static bool is_taken(struct text slug)
{
    static const char *const names[] = {"index",  "glossary", "sources",
                                        "search", "404",      "self-check"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(slug, names[i]))
            return true;
    return is_device_of_windows(slug);
}

struct text page_chapter_file(struct arena *a, struct text slug)
{
    return text_format(a, "%.*s%s.html", (int)slug.size, slug.ptr, is_taken(slug) ? "_" : "");
}

size_t page_chapter_index(const struct site *site, const struct guide_chapter *chapter)
{
    return (size_t)(chapter - site->guide->chapters);
}

static const char *reader_of(struct text audience)
{
    static const struct {
        const char *audience;
        const char *word;
    } readers[] = {
        {"owner", "社長"},
        {"staff", "社員"},
        {"vendor", "IT会社"},
    };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_is(audience, readers[i].audience))
            return readers[i].word;
    return NULL;
}

struct text page_chapter_facts(struct arena *a, const struct guide_chapter *chapter)
{
    struct buffer words = {0};
    if (chapter->minutes > 0)
        buffer_printf(&words, "読む時間 約%d分", (int)chapter->minutes);
    size_t readers = 0;
    for (size_t i = 0; i < chapter->audience_count; i++) {
        const char *reader = reader_of(chapter->audience[i]);
        if (!reader)
            continue;
        if (readers++ == 0)
            buffer_puts(&words, words.size > 0 ? "　読む人 " : "読む人 ");
        else
            buffer_puts(&words, "・");
        buffer_puts(&words, reader);
    }
    struct text facts = words.size > 0 ? text_copy(a, buffer_text(&words)) : (struct text){NULL, 0};
    buffer_free(&words);
    return facts;
}

/* ---- the shell ---- */

struct filling {
    const struct site *site;
    const struct site_page *page;
    struct text body;
    struct buffer *out;
};

static void fill_title(void *context)
{
    const struct filling *f = context;
    page_put(f->out, "", f->page->title, "｜");
    markup_text(f->out, f->site->guide->title);
}

static void fill_head(void *context)
{
    const struct filling *f = context;
    /* A fictional vendor's guide is an example: nobody should find it for a real one. */
    if (f->page->unlisted || f->site->guide->sample.size > 0)
        buffer_puts(f->out, "<meta name=\"robots\" content=\"noindex\">\n");
    page_put(f->out, "<meta name=\"description\" content=\"", f->page->description, "\">\n");
    if (f->site->base_url.size > 0 && !f->page->unlisted) {
        page_put(f->out, "<link rel=\"canonical\" href=\"", f->site->base_url, "");
        buffer_printf(f->out, "%s\">\n", f->page->file);
    }
    page_put(f->out, "<meta name=\"author\" content=\"", f->site->guide->author, "\">");
}

static void fill_root(void *context)
{
    const struct filling *f = context;
    if (f->page->anywhere)
        markup_text(f->out, f->site->base_url);
}

static void fill_name(void *context)
{
    const struct filling *f = context;
    markup_text(f->out, f->site->guide->title);
}

static void fill_contents(void *context)
{
    const struct filling *f = context;
    struct text root = f->page->anywhere ? f->site->base_url : (struct text){NULL, 0};
    contents_write(f->site, f->page->chapter, f->page->file, root, f->out);
}

static void fill_body(void *context)
{
    const struct filling *f = context;
    buffer_put(f->out, f->body);
}

static void fill_foot(void *context)
{
    const struct filling *f = context;
    const struct guide *guide = f->site->guide;
    page_put(f->out, "<p class=\"sample\">", guide->sample, "</p>\n");
    buffer_puts(f->out, "<p>");
    markup_text(f->out, guide->title);
    page_put(f->out, "　", guide->edition, "版");
    page_put(f->out, "　", guide->author, "");
    buffer_puts(f->out, "</p>");
}

static const struct place places[] = {
    {"@title@", fill_title}, {"@head@", fill_head},         {"@root@", fill_root},
    {"@name@", fill_name},   {"@contents@", fill_contents}, {"@body@", fill_body},
    {"@foot@", fill_foot},
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

bool page_check(const struct source *shell, struct diag *d)
{
    return shell_check(shell, places, PLACE_COUNT, d);
}

bool page_write(struct site *site, const struct site_page *page, struct text body, struct diag *d)
{
    struct buffer out = {0};
    struct filling filling = {.site = site, .page = page, .body = body, .out = &out};
    shell_fill(site->shell, places, PLACE_COUNT, &filling, &out);
    bool good = output_write(&site->output, page->file, buffer_text(&out), d);
    buffer_free(&out);
    site->pages++;
    if (!page->unlisted) {
        struct text *slot =
            arena_push(site->arena, &site->listed, &site->listed_count, sizeof *slot);
        *slot = text_copy(site->arena, text_of(page->file));
    }
    return good;
}
