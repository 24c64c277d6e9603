#include "site/site.h"

#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "document/image.h"
#include "site/chapter.h"
#include "site/lists.h"
#include "site/self_check.h"

enum { TEMPLATE_LIMIT = 1024 * 1024 };

static const struct source *load_template(const struct site *site, const char *folder,
                                          const char *name, struct diag *d)
{
    return source_load(site->arena, text_format(site->arena, "%s/%s", folder, name).ptr,
                       TEMPLATE_LIMIT, d);
}

/* One style sheet: the theme's colours, the look of blocks on every screen, that of the site. */
static bool write_style(struct site *site, const char *templates, const struct theme *theme,
                        struct diag *d)
{
    const struct source *blocks = load_template(site, templates, "style.css", d);
    const struct source *pages = load_template(site, templates, "site/site.css", d);
    if (!blocks || !pages)
        return false;
    struct buffer style = {0};
    html_colours(theme, &style);
    buffer_put(&style, blocks->text);
    buffer_byte(&style, '\n');
    buffer_put(&style, pages->text);
    bool good = output_write(&site->output, "site.css", buffer_text(&style), d);
    buffer_free(&style);
    return good;
}

static bool copy_templates(struct site *site, const char *templates, const char *const *names,
                           size_t count, struct diag *d)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct text name = text_format(site->arena, "site/%s", names[i]);
        const struct source *file = load_template(site, templates, name.ptr, d);
        good = file && output_write(&site->output, names[i], file->text, d) && good;
    }
    return good;
}

static bool write_files(struct site *site, const char *templates, struct diag *d)
{
    static const char *const names[] = {"fold.js", "search.js", "site.js", "favicon.svg"};
    static const char *const self_check[] = {"score.js", "self-check.js"};
    bool good = copy_templates(site, templates, names, sizeof names / sizeof *names, d);
    if (!site->sheet)
        return good;
    return copy_templates(site, templates, self_check, sizeof self_check / sizeof *self_check, d) &&
           good;
}

/* The pictures of all chapters, each once. */
static bool write_images(struct site *site, struct diag *d)
{
    const struct image_store *store = site->guide->images;
    bool good = true;
    for (size_t i = 0; store && i < store->count; i++) {
        const struct image *image = store->images[i];
        struct text name =
            text_format(site->arena, SITE_IMAGES "%.*s", (int)image->name.size, image->name.ptr);
        if (output_is_name(name))
            good = output_write(&site->output, name.ptr, image->bytes, d) && good;
        else
            good = diag_add(d, MSG_FILE_CANNOT_WRITE, (struct span){0}, "%s", name.ptr);
    }
    return good;
}

static bool write_pages(struct site *site, struct diag *d)
{
    bool good = lists_write_cover(site, d);
    for (size_t i = 0; i < site->guide->chapter_count; i++)
        good = chapter_write(site, i, d) && good;
    good = lists_write_glossary(site, d) && good;
    good = lists_write_sources(site, d) && good;
    good = self_check_write(site, d) && good;
    good = lists_write_search(site, d) && good;
    return lists_write_missing(site, d) && good;
}

/* https://www.sitemaps.org/protocol.html: whole addresses only, so only where they are known. */
static bool write_map(struct site *site, struct diag *d)
{
    if (site->base_url.size == 0)
        return true;
    struct buffer map = {0};
    buffer_puts(&map, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    struct date date = site->guide->date;
    struct text day = date.year ? date_format_iso(site->arena, date) : (struct text){NULL, 0};
    for (size_t i = 0; i < site->listed_count; i++) {
        page_put(&map, "<url><loc>", site->base_url, "");
        page_put(&map, "", site->listed[i], "</loc>");
        page_put(&map, "<lastmod>", day, "</lastmod>");
        buffer_puts(&map, "</url>\n");
    }
    buffer_puts(&map, "</urlset>\n");
    bool good = output_write(&site->output, "sitemap.xml", buffer_text(&map), d);
    buffer_free(&map);
    return good;
}

static void name_files(struct site *site)
{
    const struct guide *guide = site->guide;
    site->files = arena_array(site->arena, guide->chapter_count, sizeof *site->files);
    for (size_t i = 0; i < guide->chapter_count; i++)
        site->files[i] = page_chapter_file(site->arena, guide->chapters[i].slug);
    site->uses = arena_array(site->arena, guide->term_count, sizeof *site->uses);
    site->use_counts = arena_array(site->arena, guide->term_count, sizeof *site->use_counts);
}

static bool fill(struct site *site, const char *templates, const struct theme *theme,
                 struct diag *d)
{
    bool good = write_style(site, templates, theme, d);
    good = write_files(site, templates, d) && good;
    good = write_images(site, d) && good;
    good = write_pages(site, d) && good;
    good = index_close(&site->index, d) && good;
    good = write_map(site, d) && good;
    /* A page that could not be made is no reason to remove its last version. */
    site->output.failed |= !good;
    return output_close(&site->output, d) && good;
}

bool site_make(struct arena *a, const struct guide *guide, const struct theme *theme,
               const struct site_options *options, struct site_result *result, struct diag *d)
{
    struct site site = {.arena = a,
                        .guide = guide,
                        .base_url = options->base_url,
                        .sheet = options->sheet,
                        .vendor = options->vendor};
    *result = (struct site_result){0};
    site.shell = load_template(&site, options->templates, "site/page.html", d);
    if (!site.shell || !page_check(site.shell, d))
        return false;
    if (!output_open(&site.output, a, options->folder, d))
        return false;
    site.index = index_new(a, &site.output);
    name_files(&site);
    bool good = fill(&site, options->templates, theme, d);
    *result = (struct site_result){.pages = site.pages,
                                   .written = site.output.written,
                                   .removed = site.output.removed,
                                   .index_bytes = site.index.bytes};
    return good;
}
