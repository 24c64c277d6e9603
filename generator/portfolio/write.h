/* write.h -- the portfolio as files: page, table for spreadsheets, workbook. Private to the command
 * that asks for them; all append to `out`, the same input gives the same bytes. */
#ifndef PORTFOLIO_WRITE_H
#define PORTFOLIO_WRITE_H

#include "base/buffer.h"
#include "base/source.h"
#include "portfolio/portfolio.h"

struct diag;
struct theme;

/* What the page is made with. */
struct portfolio_look {
    const struct source *shell;  /* templates/portfolio/page.html */
    const struct source *style;  /* templates/style.css, common to all pages */
    const struct source *own;    /* templates/portfolio/page.css */
    const struct source *script; /* templates/portfolio/page.js */
    const struct theme *theme;
};

/* One self-contained page. False when a template does not fit (reported). */
bool portfolio_page(struct arena *scratch, const struct portfolio *portfolio,
                    const struct portfolio_look *look, struct buffer *out, struct diag *d);

/* UTF-8 with byte order mark, CRLF, RFC 4180; all texts quoted, numbers and dates not.
 *
 * Excel evaluates a text that begins with = + - @ (also full-width ones, tab or carriage return)
 * even when it is quoted. Such texts get an apostrophe before them: it is seen, but nothing is
 * computed. A space or a ="…" would be less visible, but Excel trims the one and evaluates the
 * other. Negative numbers of our own stay numbers. */
void portfolio_csv(struct arena *scratch, const struct portfolio *portfolio, struct buffer *out);

/* XLSX (ECMA-376): a sheet with all clients, one with the distributions. Texts are never formulas.
 * The file says it was made on portfolio->date. False when the library failed (reported). */
bool portfolio_workbook(struct arena *scratch, const struct portfolio *portfolio,
                        struct buffer *out, struct diag *d);

#endif
