/* page.h -- strips become pages. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/strip.h"

/* Cuts `stack` into pages (cut.h) and appends them to those of `result`; headings get their page.
 * Reports strips taller than a page and,
 * with the millimetres to shorten, more pages than the document may have. In a set that stretches,
 * the white of a one-page document shrinks to 60 % before that, and grows to 130 % when there is
 * room. */
void page_make(struct setting *s, const struct stack *stack, struct pages *result);

/* What stands on page `index`, to be added to; page_close puts it back. */
struct strip page_open(const struct setting *s, const struct pages *pages, size_t index);
void page_close(struct setting *s, struct pages *pages, size_t index, const struct strip *list);

#endif
