/* page.h -- a page of a site: the shell around what it says, and the addresses of the others.
 *
 * All pages lie in one folder and name each other relatively, so that a site works from a folder, a
 * USB stick and any place of a web server. For a page of one's own: fill a buffer with the inside
 * of <main>, then page_write. */
#ifndef SITE_PAGE_H
#define SITE_PAGE_H

#include "base/buffer.h"
#include "guide/guide.h"
#include "site/index.h"
#include "site/output.h"

struct diag;
struct sheet;
struct source;
struct vendor;

/* Where the pictures of chapters are copied to. */
#define SITE_IMAGES "files/"

/* One run over one guide. */
struct site {
    struct arena *arena;
    const struct guide *guide;
    const struct source *shell;  /* templates/site/page.html, checked */
    struct text base_url;        /* "https://www.example.jp/guide/", absent = not known */
    const struct sheet *sheet;   /* of the self-check; NULL = no page for it */
    const struct vendor *vendor; /* whom a firm asks; set when `sheet` is */
    struct output output;
    struct index index;
    struct text *files;  /* of the chapters, in their order */
    struct text *listed; /* pages for the sitemap */
    size_t listed_count;
    const size_t **uses; /* per term: the chapters that use it */
    size_t *use_counts;
    size_t pages;
};

struct site_page {
    const char *file;                    /* "why-now.html" */
    struct text title;                   /* absent on the cover: the guide's alone */
    struct text description;             /* for search engines; absent = none */
    const struct guide_chapter *chapter; /* marked in the side bar; NULL = none */
    bool unlisted;                       /* not for search engines nor the sitemap */
    bool anywhere; /* is shown at any address (404): links start at base_url */
};

/* True when `shell` has all places and no unknown ones; otherwise reports to `d`. */
bool page_check(const struct source *shell, struct diag *d);

/* Writes a page whose <main> has `body`, which is HTML. Reports to `d` when it cannot be written.
 */
bool page_write(struct site *site, const struct site_page *page, struct text body, struct diag *d);

/* The file of a chapter: "why-now.html". Slugs that other pages or Windows need get a "_". */
struct text page_chapter_file(struct arena *a, struct text slug);

/* The number of a chapter in reading order. */
size_t page_chapter_index(const struct site *site, const struct guide_chapter *chapter);

/* The words for a chapter's reading time and readers; absent when neither is given. */
struct text page_chapter_facts(struct arena *a, const struct guide_chapter *chapter);

/* `<open>text<close>` with the text escaped; nothing for an empty text. */
void page_put(struct buffer *out, const char *open, struct text text, const char *close);

#endif
