/* directive.h -- lines of our own: "::: name …" opens a container, ":: name …" is a leaf. */
#ifndef DOCUMENT_DIRECTIVE_H
#define DOCUMENT_DIRECTIVE_H

#include "document/document.h"
#include "document/reader.h"

enum directive_kind {
    DIRECTIVE_NONE,
    DIRECTIVE_OPEN,  /* ::: name */
    DIRECTIVE_CLOSE, /* ::: */
    DIRECTIVE_LEAF   /* :: name */
};

enum directive_kind directive_kind_of(const struct reader *r, struct line line);

struct container {
    struct block *block; /* BOX, COLUMNS or COLUMN; NULL after a complaint about its name */
    const int *weights;  /* COLUMNS: share of each column, 1..12 */
    size_t weight_count; /* 0 = all alike */
};

/* Reads an opening line. */
struct container directive_open(struct reader *r, struct line line);

/* Reads a leaf; NULL after a complaint. */
struct block *directive_leaf(struct reader *r, struct line line);

#endif
