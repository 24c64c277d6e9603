/* setting.h -- what every part of layout needs while one document is set.
 *
 * The tree is read once before anything is placed (headings, link targets); what is placed adds
 * tags in reading order. */
#ifndef LAYOUT_SETTING_H
#define LAYOUT_SETTING_H

#include "layout/pages.h"
#include "layout/theme.h"

struct diag;
struct font_set;
struct memo;
struct phraser;

/* A heading, in the order of the document. */
struct heading {
    const struct block *block;
    struct text title;  /* plain */
    struct text target; /* "#" and the anchor: the author's id or one of ours */
    bool listed;        /* in contents and running headers; not so on a cover */
    size_t page;        /* from 0; known when pages are made */
    mpt y;
};

/* A line of a table of contents that still lacks its page number: an item of this tag without
 * glyphs, which stands at the right end of the number. */
struct entry {
    size_t heading;
    int tag;
};

struct setting {
    struct arena *arena; /* of the result */
    const struct document *document;
    const struct theme *theme;
    const struct theme_set *set;
    struct memo *memo;       /* NULL = every paragraph is composed anew */
    struct phraser *phraser; /* NULL = line ends are judged by script alone */
    struct diag *diag;
    mpt measure; /* width of the text area */
    mpt room;    /* its height */
    struct tag *tags;
    size_t tag_count;
    struct heading *headings;
    size_t heading_count;
    struct text *ids; /* of all blocks */
    size_t id_count;
    struct entry *entries;
    size_t entry_count;
    struct pages *pages;      /* those made so far, for an index */
    const struct block *stop; /* top-level block where flowing pauses; NULL = none */
    bool *bare;               /* per page, known when pages are made: neither header nor footer */
    size_t *rooms;            /* per page: for so many items is room */
    int section;              /* number of the last h2, for discs */
    bool refers;              /* some text tells the number of a page: see reference.h */
};

/* Reads headings and ids from the document's tree. */
void setting_read(struct setting *s);

/* A new tag below `parent`; its index. */
int setting_tag(struct setting *s, enum tag_role role, int parent);

/* Index of the heading made from `block`; it must be one of the document. */
size_t setting_heading(const struct setting *s, const struct block *block);

/* True when a block has the id. */
bool setting_has_id(const struct setting *s, struct text id);

static inline const struct text_style *setting_style(const struct setting *s, enum style_role role)
{
    return &s->set->styles[role];
}

/* The font of a style, bold when the style is or `bold` asks. Never NULL: layout_document has
 * checked the families. */
static inline const struct font *setting_font(const struct text_style *style, bool bold)
{
    return style->faces[bold || style->bold];
}

/* From the top of a line of this style to its baseline: the letters stand in the middle of the
 * leading. */
mpt setting_baseline(const struct text_style *style);

#endif
