/* site.c -- `site [FOLDER]`: the guidebook, or any folder of Markdown, as OUT/site. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/ruby.h"
#include "command/site.h"
#include "guide/guard.h"
#include "guide/guide.h"
#include "model/catalog.h"

/* True when `path` lies in a folder called "clients", of data or of results. What does not exist
 * yet is judged by the nearest parent that does, and by its own words. */
static bool lies_with_clients(struct arena *a, const char *path)
{
    char real[PATH_MAX];
    struct text whole = text_of(path);
    for (size_t size = whole.size; size > 0; size--) {
        bool end = size == whole.size || whole.ptr[size] == '/';
        const char *part = text_string(a, text_slice(whole, 0, size));
        if (!end || !realpath(part, real))
            continue;
        struct text rest = text_slice(whole, size, whole.size);
        whole = text_format(a, "%s%.*s/", real, (int)rest.size, rest.ptr);
        break;
    }
    return text_find(whole, "/clients/", 0) != SIZE_MAX || text_starts(whole, "clients/");
}

/* `url` with a slash at its end; absent when there is none or it is wrong (reported). */
static struct text base_url_of(struct arena *a, const char *url, struct diag *d)
{
    struct text absent = {NULL, 0};
    if (!url)
        return absent;
    struct text text = text_of(url);
    bool web = text_starts(text, "https://") || text_starts(text, "http://");
    bool plain = strcspn(url, " \"'<>\\?#") == text.size;
    size_t host = text_find(text, "://", 0) + strlen("://");
    if (!web || !plain || host == text.size || url[host] == '/') {
        diag_add(d, MSG_SITE_ADDRESS, (struct span){0}, "%s", url);
        return absent;
    }
    return text_ends(text, "/") ? text_copy(a, text) : text_format(a, "%s/", url);
}

/* The self-check that firms answer now: editions are named by their year, and files are read in the
 * order of their names. NULL when the catalogue has none. */
static const struct sheet *newest_sheet(const struct catalog *catalog)
{
    for (size_t i = catalog->sheet_count; i > 0; i--)
        if (catalog->sheets[i - 1].kind == SHEET_SCORED)
            return &catalog->sheets[i - 1];
    return NULL;
}

static void print_result(const struct site_result *result, const char *index,
                         const struct options *options)
{
    size_t kilobytes = (result->index_bytes + 1023) / 1024;
    printf("%s\n", index);
    if (options->language == LANGUAGE_JA)
        printf("%zuページ、検索の索引 %zu KB。書いたファイル %zu、消したファイル %zu\n",
               result->pages, kilobytes, result->written, result->removed);
    else
        printf("%zu pages, search index %zu KB; %zu files written, %zu removed\n", result->pages,
               kilobytes, result->written, result->removed);
}

const char *site_source(struct arena *a, const struct options *options)
{
    return options->operand_count > 0 ? options->operands[0]
                                      : text_format(a, "%s/guide", options->content).ptr;
}

const char *site_target(struct arena *a, const struct options *options)
{
    return text_format(a, "%s/site", options->out).ptr;
}

static bool make_site(struct workspace *w, const struct options *options,
                      struct site_result *result)
{
    struct arena *a = w->arena;
    const char *folder = site_source(a, options);
    const char *out = site_target(a, options);
    if (lies_with_clients(a, out))
        return diag_add(&w->diag, MSG_SITE_CLIENTS, (struct span){0}, "%s", out);
    struct site_options site = {.folder = out,
                                .templates = options->templates,
                                .base_url = base_url_of(a, options->base_url, &w->diag)};
    if (!guard_folder(a, folder, text_format(a, "%s/clients", options->content).ptr, &w->diag))
        return false;
    const struct guide *guide = guide_load(a, folder, w->catalog, &w->diag);
    if (!guide || w->diag.errors > 0)
        return false;
    if (!guide->foreign) {
        site.sheet = newest_sheet(w->catalog);
        site.vendor = &w->catalog->vendor;
    }
    ruby_guide(a, w, guide);
    return site_make(a, guide, w->theme, &site, result, &w->diag);
}

bool site_build(struct workspace *w, const struct options *options, struct site_result *result)
{
    return workspace_open(w, options, NEED_SCREEN | NEED_NO_RECIPES) &&
           make_site(w, options, result);
}

enum exit_code command_site(const struct options *options)
{
    struct workspace w;
    struct site_result result;
    bool made = site_build(&w, options, &result);
    if (made)
        print_result(&result,
                     text_format(w.arena, "%s/index.html", site_target(w.arena, options)).ptr,
                     options);
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return made ? EXIT_DONE : EXIT_INPUT_WRONG;
}
