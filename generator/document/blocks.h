/* blocks.h -- the lines of a chapter: what is ours is read here, the rest goes to cmark in runs.
 *
 * Indentation before our own lines is free; the lines inside a container or section may be indented
 * as far as its first line. */
#ifndef DOCUMENT_BLOCKS_H
#define DOCUMENT_BLOCKS_H

#include "document/document.h"
#include "document/reader.h"

/* Reads the whole source. *front gets the front matter, an empty mapping when there is none. */
struct block *blocks_parse(struct reader *r, const struct yaml_node **front);

#endif
