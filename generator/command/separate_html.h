/* separate_html.h -- what a reader, or a program that reads for one, finds in an HTML file.
 *
 * For files as device/html writes them, but nothing breaks on others: quotes or brackets that are
 * missing end with the file. */
#ifndef COMMAND_SEPARATE_HTML_H
#define COMMAND_SEPARATE_HTML_H

#include "base/text.h"

struct passages;

/* Adds the text of `html` to `passages`: words in one block are one text over all inline elements;
 * readings (rt) are a text of their own, so that they do not stand within the words they explain;
 * attributes follow, but for those that only say how something looks. Style sheets are left out. */
void separate_read_html(struct passages *passages, struct text html);

#endif
