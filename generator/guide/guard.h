/* guard.h -- no client's data comes near the guide. */
#ifndef GUIDE_GUARD_H
#define GUIDE_GUARD_H

#include <stdbool.h>

struct arena;
struct diag;

/* True when the guide may be made from `folder`: it is neither inside nor above the folder
 * `clients`, and no YAML file in it or below it (as deep as chapters may stand) is a client's.
 * Otherwise reports to `d`. Scratch memory in `a`. */
bool guard_folder(struct arena *a, const char *folder, const char *clients, struct diag *d);

#endif
