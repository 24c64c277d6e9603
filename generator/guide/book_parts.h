/* book_parts.h -- pieces of the book's tree; private to book*.c. */
#ifndef GUIDE_BOOK_PARTS_H
#define GUIDE_BOOK_PARTS_H

#include "guide/guide.h"

struct book_list {
    struct block *first;
    struct block *last;
};

/* Appends `block` and its neighbours. */
void book_add(struct book_list *list, struct block *block);

/* Blocks and inlines of texts that are our own or already plain. */
struct block *book_heading(struct arena *a, int level, struct text id, struct text text);
struct block *book_paragraph(struct arena *a, struct inline_node *inlines);
struct block *book_box(struct arena *a, const char *style, struct block *children);
struct inline_node *book_span(struct arena *a, const char *style, struct text text);

/* Appends what stands behind the chapters, as far as the guide has it: the words explained
 * ("glossary"), the sources ("sources") and the index ("index"), which tells only pages before it.
 */
void book_back_matter(struct arena *a, const struct guide *guide, struct book_list *list);

#endif
