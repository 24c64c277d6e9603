/* running.h -- what stands on every page: header, footer, the mark of a sample. */
#ifndef LAYOUT_RUNNING_H
#define LAYOUT_RUNNING_H

#include "layout/setting.h"

/* Adds them to all pages of `result` as artifacts. Headings must have their pages. Title pages get
 * only the mark that a client is fictional, which no page may lack. */
void running_add(struct setting *s, struct pages *result);

#endif
