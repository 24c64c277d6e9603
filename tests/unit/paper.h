/* paper.h -- small documents put together in tests, laid out with the fonts and the theme of the
 * house, and what then stands on their pages. */
#ifndef UNIT_PAPER_H
#define UNIT_PAPER_H

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/morph.h"
#include "japanese/phrase.h"
#include "layout/font.h"
#include "layout/layout.h"
#include "layout/theme.h"

/* Fonts and theme are loaded once; each test has its own document. */
struct house {
    struct arena *arena;
    const struct theme *theme;
    struct morph *morph;
    struct layout_tools tools;
};

/* A document under construction and what became of it. */
struct desk {
    const struct house *house;
    struct arena *arena;
    struct diag diag;
    struct document document;
    struct block *last;
    const struct pages *pages;
};

/* For cmocka's groups: opens fonts, theme and dictionary into *state, and closes them. */
int open_house(void **state);
int close_house(void **state);

/* --- a document is put together, block by block in its arena ---------------------------------- */

struct desk desk_new(void **state, const char *style);
struct block *append(struct desk *desk, enum block_kind kind);
struct block *child(struct desk *desk, struct block *parent, enum block_kind kind);
struct inline_node *words(struct desk *desk, const char *string);
void paragraph(struct desk *desk, const char *string);
void heading(struct desk *desk, int level, const char *string);

/* `count` lines, each of them `string`. */
struct inline_node *lines(struct desk *desk, const char *string, int count);

/* Of two columns and a head; rows can be added. */
struct block *table(struct desk *desk, int rows);
void row(struct desk *desk, struct block *table, const char *left, struct inline_node *right);

/* --- and laid out ----------------------------------------------------------------------------- */

const struct pages *make(struct desk *desk);
bool reports(const struct desk *desk, enum message message);

/* The measures the document is laid out with: tests must not depend on the taste of theme.yaml. */
const struct theme_set *set_of(const struct desk *desk);

/* The runs on `page` that contain `string`; the last of them in *found unless that is NULL. */
size_t count_runs(const struct page *page, const char *string, const struct item **found);

/* Page on which `string` stands first, or SIZE_MAX. */
size_t page_of(const struct pages *pages, const char *string);

/* Rectangles filled with a colour. */
size_t count_rects(const struct page *page, enum colour fill);

#endif
