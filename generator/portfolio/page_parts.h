/* page_parts.h -- the sections of the portfolio's page; private to portfolio/page*.c.
 *
 * All texts go through markup_text, so that a client's name is never markup. */
#ifndef PORTFOLIO_PAGE_PARTS_H
#define PORTFOLIO_PAGE_PARTS_H

#include "base/buffer.h"
#include "portfolio/portfolio.h"

struct screen {
    struct arena *scratch;
    const struct portfolio *portfolio;
    struct buffer *out;
};

/* "client-ID", the anchor of a row. */
void page_anchor(struct screen *page, const struct portfolio_row *row);

void page_table(struct screen *page);
void page_hints(struct screen *page);
void page_charts(struct screen *page);

#endif
