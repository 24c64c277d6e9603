/* check_guide.h -- the part of `check` that asks: does the guidebook hold together? */
#ifndef COMMAND_CHECK_GUIDE_H
#define COMMAND_CHECK_GUIDE_H

#include "command/workspace.h"

struct guide;

/* Loads the guidebook, lays it out as a book and looks whether the chapters exist that
 * measures.yaml sends readers to. Complaints go to w->diag. NULL when there is no guidebook or it
 * is wrong. */
const struct guide *check_guide(struct workspace *w, const struct options *options);

#endif
