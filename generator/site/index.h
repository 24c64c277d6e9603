/* index.h -- what the search reads: two kinds of scripts, as a page opened from a folder may load
 * scripts but not data.
 *
 * search/heads.js names all pages with their titles, headings and terms; search/text-N.js have the
 * text of some pages each. The text is that of the page, not folded: templates/site/fold.js folds
 * it and the words searched for by the same code.
 *
 *     mamorigami.heads({"parts": N, "pages": [[file, title, group, tags, glossary, [[id, heading],
 * …]], …]}); mamorigami.text(first, "…");
 *
 * The string has the pages from number `first` on, each ending in U+000C; in it its sections, each
 * ending in U+000B (the first is what stands before the first heading, then one a heading); in
 * these the blocks, each ending in a line feed. */
#ifndef SITE_INDEX_H
#define SITE_INDEX_H

#include "base/buffer.h"
#include "site/headings.h"

struct diag;
struct output;

/* About so many bytes of text are in one script: loaded in a few milliseconds, so that the first
 * results are there soon; few enough files for a USB stick. */
enum { INDEX_PART_SIZE = 192 * 1024 };

struct index {
    struct arena *arena;
    struct output *output;
    struct buffer heads; /* the pages' entries so far */
    struct buffer text;  /* of the part being filled */
    size_t pages;
    size_t first; /* number of the first page in `text` */
    size_t parts; /* scripts of text written */
    size_t bytes; /* of all scripts written */
};

/* What the search knows of a page besides its text. */
struct index_page {
    struct text file;
    struct text title;
    struct text group;       /* the part it belongs to; may be absent */
    const struct text *tags; /* found like headings */
    size_t tag_count;
    bool glossary; /* its headings are terms: chapters about them come first */
};

struct index index_new(struct arena *a, struct output *output);

/* Adds a chapter's page. Reports to `d` when a script cannot be written. */
bool index_add(struct index *index, const struct index_page *page, const struct block *blocks,
               const struct headings *headings, struct diag *d);

/* Adds a page by hand: index_begin, then for each section index_section and its blocks by
 * index_words, then index_end. Text before the first section needs no index_section. */
void index_begin(struct index *index, const struct index_page *page);
void index_section(struct index *index, struct text id, struct text heading);
void index_words(struct index *index, struct text words);
bool index_end(struct index *index, struct diag *d);

/* Writes what is left and frees the buffers. Reports to `d`. */
bool index_close(struct index *index, struct diag *d);

#endif
