/* document.h -- what is said: a tree of blocks and inlines, without positions on paper.
 *
 * The same types serve a parsed chapter (with fields, conditions and loops still in it) and a
 * merged document (without them). Nodes live in an arena and are linked by `next`; every node
 * knows where its text was written. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/quantity.h"
#include "base/source.h"

struct buffer;
struct chart;
struct image;
struct yaml_node;

enum inline_kind {
    INLINE_TEXT,     /* `text` */
    INLINE_STRONG,   /* children */
    INLINE_EMPHASIS, /* children */
    INLINE_CODE,     /* `text` */
    INLINE_LINK,     /* children; `target` = "#id" or an address */
    INLINE_SPAN,     /* [children]{.style}; `style`: small, badge, accent, mute, nowrap,
                         number (on a disc), note (raised: number of a source), noteref (the first
                         reference to a footnote), footnote (a later one), strike */
    INLINE_RUBY,     /* [children]{.ruby かな}: `text` = the reading, in hiragana */
    INLINE_BREAK,    /* a line ends here */
    INLINE_TERM, /* children; first use of a glossary term in a chapter, `target` = "#term-12" */
    INLINE_PAGE, /* the number of the page where `target` stands; nothing on a screen */
    INLINE_FIELD /* {{path|filter}}: `text` = path, `filter`; gone after merging */
};

struct inline_node {
    enum inline_kind kind;
    struct span span; /* after merging: of the client's value where the text came from one */
    struct text text;
    struct text target;
    struct text filter; /* absent = none */
    struct text style;
    struct inline_node *children;
    struct inline_node *next;
};

enum block_kind {
    BLOCK_HEADING,   /* `level` 1..4, inlines, `id` */
    BLOCK_PARAGRAPH, /* inlines */
    BLOCK_LIST,      /* children are BLOCK_ITEM; `ordered`, `start`; `style` "notes" or absent */
    BLOCK_ITEM,      /* children; `style` "open", "done" (to tick off) or absent */
    BLOCK_QUOTE,     /* children */
    BLOCK_CODE,      /* `text`, lines kept */
    BLOCK_RULE,
    BLOCK_TABLE,   /* children are BLOCK_ROW, the first `head_rows` are the head; `columns` */
    BLOCK_ROW,     /* children are BLOCK_CELL; `style` "alert", "sum" or absent */
    BLOCK_CELL,    /* inlines */
    BLOCK_FIGURE,  /* `chart` */
    BLOCK_IMAGE,   /* a picture: `text` = the words that stand for it, inlines = caption or NULL;
                      `target` as written, `image` once image_store_find has found it */
    BLOCK_COLUMNS, /* children are BLOCK_COLUMN side by side */
    BLOCK_COLUMN,  /* children; `weight` share of the width, `align` */
    BLOCK_BOX,     /* ::: name title -- children; `style`: lead note warn case today card cover meta
                      foot keep small pairs part; `inlines` = title, may be NULL */
    BLOCK_CONTENTS, /* table of contents of headings up to `level`; `text` = id of a heading: only
                       of what stands below it */
    BLOCK_INDEX,    /* words and the pages where they stand. Children are BLOCK_ITEM: `text` = the
                       row (あ) it stands below, `inlines` = the word, `target` = "#term-3" of the
                       INLINE_TERMs that count, `children` = where they stand, for screens. At the
                       top level of the document only; what stands behind it is not searched */
    BLOCK_PAGEBREAK,
    BLOCK_SPACE, /* `length` of empty paper */
    BLOCK_FILL,  /* takes what is left of the page, so that the rest stands at its foot */
    BLOCK_SEALS, /* `labels`: boxes to stamp or sign */
    BLOCK_IF,    /* before merging only: `condition`, children, `otherwise` */
    BLOCK_EACH   /* before merging only: `condition` = path, `text` = name, children */
};

enum align { ALIGN_START, ALIGN_CENTRE, ALIGN_END };

struct column {
    enum align align;
};

struct block {
    enum block_kind kind;
    struct span span;
    int level;
    bool ordered;
    int start;
    size_t head_rows;
    struct column *columns; /* BLOCK_TABLE */
    size_t column_count;
    int weight;
    enum align align;
    mpt length;
    struct text id;    /* anchor, unique in a merged document; absent = none */
    struct text style; /* absent = plain */
    struct text text;
    struct text target; /* BLOCK_IMAGE: address as written; item of BLOCK_INDEX: see there */
    struct text condition;
    const struct text *labels;
    size_t label_count;
    struct inline_node *inlines;
    struct block *children;
    struct block *otherwise;              /* BLOCK_IF: the else branch */
    const struct yaml_node *chart_source; /* BLOCK_FIGURE before merging: the fenced YAML */
    const struct chart *chart;            /* BLOCK_FIGURE after merging */
    const struct image *image;            /* BLOCK_IMAGE; NULL = not found yet */
    struct block *next;
};

/* A merged document, ready for a device. Texts are plain. */
struct document {
    struct text name;      /* "handout": file name without suffix */
    struct text title;     /* 情報セキュリティ診断のご報告 */
    struct text subject;   /* 株式会社みどり製作所 御中 */
    struct text author;    /* the vendor's name */
    struct text number;    /* document number, absent = none */
    struct text fineprint; /* e.g. 取扱注意, for the footer */
    struct text sample;    /* mark of a fictional client, absent for a real one */
    struct date date;      /* the assessment's or the edition's date */
    struct text date_name; /* 診断日, 発行日 */
    struct text style; /* "sheet" (one page), "report", "book": picks the styles of theme.yaml */
    int page_limit;    /* 0 = none; executive: 1 */
    struct span span;  /* its entry in documents.yaml */
    struct block *blocks;
};

struct block *block_new(struct arena *a, enum block_kind kind, struct span span);
struct inline_node *inline_new(struct arena *a, enum inline_kind kind, struct span span);
struct inline_node *inline_text(struct arena *a, struct text text, struct span span);

/* A copy of an inline list in `a`; texts are borrowed. */
struct inline_node *inline_copy(struct arena *a, const struct inline_node *first);

/* True for a link to another chapter as authors write it: "slug.md", "folder/slug.md#id". The guide
 * turns it into "#slug" before merging; documents of a client have no such links. */
bool target_is_chapter(struct text target);

/* The plain text of an inline list, breaks as one space: headings in bookmarks, alternative texts.
 */
struct text inline_plain(struct arena *a, const struct inline_node *first);

/* The same at the end of `out`. */
void inline_put_plain(struct buffer *out, const struct inline_node *first);

#endif
