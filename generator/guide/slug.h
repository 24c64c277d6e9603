/* slug.h -- names of chapters that are safe as addresses, file names and ids. */
#ifndef GUIDE_SLUG_H
#define GUIDE_SLUG_H

#include "base/text.h"

struct arena;

enum { SLUG_MOST = 60 }; /* signs */

/* Small Latin letters, digits and single hyphens between them, at most SLUG_MOST, and no name that
 * book or site need for themselves: index, 404, search, glossary, sources, self-check, contents,
 * part-1, term-1, … */
bool slug_is_good(struct text slug);

/* A slug made of the path of a foreign chapter without its suffix: other signs become hyphens,
 * README and index give the name of their folder. "chapter" when nothing is left; not unique. */
struct text slug_of_path(struct arena *a, struct text path);

/* What `[…](#name)` of other programs calls a heading: letters in lower case, spaces as hyphens,
 * ASCII punctuation left out (GitHub's rule, as far as its pages are written with it). */
struct text slug_of_heading(struct arena *a, struct text heading);

#endif
