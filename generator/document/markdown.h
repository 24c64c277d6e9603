/* markdown.h -- a Markdown chapter as a document tree. Knows cmark by commonmark.h.
 *
 * CommonMark plus, in our own words (ARCHITECTURE.md has examples):
 *   front matter   YAML between two --- lines at the top
 *   tables         | a | b | with a delimiter row |:--|--:|:-:|, also without the outer bars; `\|`
 *                  is a bar; a row whose first
 *                  cell begins with {.alert} or {.sum} has that style
 *   boxes          ::: name [title] … :::          (nested by counting)
 *   columns        ::: columns 3 2 / ::: column [end|centre] … ::: / … :::
 *   leaves         :: contents [level] · :: pagebreak · :: space 12mm · :: fill · :: seals a b c
 *   charts         ```chart (a YAML mapping) ```
 *   spans          [text]{.small}
 *   fields         {{path}} {{path|filter}}
 *   sections       {{#if condition}} … {{#else}} … {{/if}} and {{#each path as name}} … {{/each}},
 *                  each on a line of its own, between blocks, list items or table rows
 *   emphasis       **「重要」**です is strong (CommonMark issue 650): see put_stars in prepare.c
 *   headings       ## 見出し {#id}
 *   pictures       ![words](path "caption") alone in a paragraph: BLOCK_IMAGE, see image.h; within
 *                  a line only its words
 *   footnotes      text[^label] and "[^label]: words": a list at the end of the chapter, see
 * notes.h to do          - [ ] and - [x] struck out     ~~text~~ Raw HTML is refused.
 *
 * A chapter that was written for another program (MARKDOWN_FOREIGN) is read as far as it goes:
 *   {{…}}, :: leaves, {.alert} rows and ```chart are text and code
 *   front matter   only where a key follows the ---; what is wrong in it, or +++ (TOML), is left
 * out HTML           tags are left out (told once a chapter), the words between inline tags stay;
 *                  <br> ends a line, <ruby>漢字<rt>かんじ</rt></ruby> becomes 漢字（かんじ）
 *   boxes          ::: tip, :::message, ::: warning, … are our note and warn; others are plain
 *                  cards and told; titles may stand in [ ]
 *   links          to relative paths stay as written: whoever knows the other chapters resolves
 *                  them (guide_load); devices write no such target
 * and every mistake is a warning. */
#ifndef DOCUMENT_MARKDOWN_H
#define DOCUMENT_MARKDOWN_H

#include "document/document.h"

struct diag;

enum { CHAPTER_LIMIT = 1024 * 1024 }; /* bytes: Debian's cmark is quadratic on hostile input */

struct chapter {
    const struct source *source;
    const struct yaml_node *front; /* front matter, an empty mapping when there is none */
    struct block *blocks;
};

enum markdown_dialect {
    MARKDOWN_OURS,   /* mistakes are errors */
    MARKDOWN_FOREIGN /* nothing is an error */
};

/* Parses `source`. Mistakes go to `d`; the tree holds what could be understood and is never NULL.
 */
struct chapter *markdown_parse(struct arena *a, const struct source *source,
                               enum markdown_dialect dialect, struct diag *d);

#endif
