/* rawhtml.h -- what becomes of one HTML tag in a chapter written for another program.
 *
 * Only the tag itself is looked at (CommonMark 0.30 §6.6): texts between tags are inlines of their
 * own. Nothing of a tag ever reaches an output. */
#ifndef DOCUMENT_RAWHTML_H
#define DOCUMENT_RAWHTML_H

#include "base/text.h"

enum rawhtml {
    RAWHTML_OTHER,       /* left out: the author is told */
    RAWHTML_COMMENT,     /* left out in silence */
    RAWHTML_BREAK,       /* <br>: a line ends here */
    RAWHTML_RUBY,        /* <ruby>, </ruby>, <rb>, …: its text stays as it is */
    RAWHTML_READING,     /* <rt>: a reading begins, set in brackets */
    RAWHTML_READING_END, /* </rt> */
    RAWHTML_FALLBACK,    /* <rp>: brackets for those who know no ruby; we write our own */
    RAWHTML_FALLBACK_END /* </rp> */
};

/* Classifies one inline tag, comment or other piece of HTML as cmark hands it over. */
enum rawhtml rawhtml_of(struct text html);

/* What stands between <summary> and </summary> in a block of HTML, tags within included; absent
 * when it has none. It names what <details> hides, which is Markdown of its own. */
struct text rawhtml_summary(struct text html);

/* The length of the tag that begins `html` with "<", or of all of it when it never ends. */
size_t rawhtml_tag_size(struct text html);

#endif
