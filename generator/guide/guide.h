/* guide.h -- the guidebook: parts and chapters, merged with the catalogue, terms marked.
 *
 * One struct serves the book and the site. It holds nothing of any client: it is made from
 * content/guide (or a foreign folder of Markdown) and the catalogue alone. */
#ifndef GUIDE_GUIDE_H
#define GUIDE_GUIDE_H

#include "base/quantity.h"
#include "document/document.h"

struct arena;
struct catalog;
struct diag;
struct image_store;
struct source_entry;

/* A chapter, ready for a device: no fields, no conditions; links to other chapters are "#slug" or
 * "#slug/id" (see guide_find). */
struct guide_chapter {
    struct text slug; /* file name without .md; unique; small Latin letters, digits, hyphens */
    struct text title;
    struct text path; /* of the source file, for messages and for rebuilding on change */
    int64_t minutes;  /* reading time; 0 = not given */
    const struct text *audience;
    size_t audience_count;
    const struct text *tags;
    size_t tag_count;
    size_t part;          /* index into parts */
    struct text number;   /* "2-3" within the book; absent for appendices without numbers */
    struct block *blocks; /* starts with the heading of level 1 */
};

struct guide_part {
    struct text title;
    struct text intro; /* absent = none */
    size_t first;      /* index of its first chapter */
    size_t count;
};

/* A glossary term as the book and the site explain it. */
struct guide_term {
    struct text
        id; /* anchor: "term-" and a number that stays as long as the glossary's order does */
    struct text term;
    struct text reading; /* hiragana; orders the glossary and the index (JIS X 4061) */
    struct text text;
};

struct guide {
    struct text title;
    struct text subtitle; /* absent = none */
    struct text edition;  /* "2026年11月", absent = none */
    struct text author;   /* the vendor's name; absent for a foreign folder */
    struct text sample;   /* mark of a fictional vendor; absent for a real one */
    struct date date;     /* of the edition; year 0 = not given */
    bool foreign;         /* a folder without guide.yaml: plain CommonMark, no merge fields */
    struct guide_part *parts;
    size_t part_count;
    struct guide_chapter *chapters; /* in reading order */
    size_t chapter_count;
    const struct guide_term *terms; /* in the order of their readings */
    size_t term_count;
    /* The sources that chapters cite, in the order of their printed numbers: the first is "1". */
    const struct source_entry *const *sources;
    size_t source_count;
    const struct image_store *images; /* the files of all pictures: a site copies them */
};

/* Reads the guidebook in `folder`. With a guide.yaml it is ours: strict, merged with `catalog`.
 * Without one it is a foreign folder: its *.md in byte order of their paths (README.md, index.md
 * first), subfolders are parts; what is not supported is warned about and left out, never an error.
 * `catalog` may be NULL for a foreign folder. Mistakes go to `d`; NULL when nothing can be made. */
const struct guide *guide_load(struct arena *a, const char *folder, const struct catalog *catalog,
                               struct diag *d);

/* The chapter called `slug`, or NULL. */
const struct guide_chapter *guide_find(const struct guide *guide, struct text slug);

#endif
