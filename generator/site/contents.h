/* contents.h -- ways through a site: the side bar, the list on the cover, back and forth. */
#ifndef SITE_CONTENTS_H
#define SITE_CONTENTS_H

#include "site/page.h"

/* The side bar. `current` is the chapter of the page, or NULL; `file` its file; `root` stands
 * before every address. A long book lists only what is near `current`. */
void contents_write(const struct site *site, const struct guide_chapter *current, const char *file,
                    struct text root, struct buffer *out);

/* All parts with their introductions and chapters, for the cover. */
void contents_write_all(const struct site *site, struct buffer *out);

/* Where `chapter` stands: cover, part, chapter. */
void contents_write_trail(const struct site *site, const struct guide_chapter *chapter,
                          struct buffer *out);

/* Links to the chapters before and after `chapter`. */
void contents_write_neighbours(const struct site *site, const struct guide_chapter *chapter,
                               struct buffer *out);

#endif
