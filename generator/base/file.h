/* file.h -- the file system: whole files in, whole files out. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/text.h"

struct arena;
struct diag;

/* Replaces `path` by `bytes` whole or not at all: a temporary file in the same folder, fsync,
 * rename. `mode` is the permission (0600 for client data). On a system error reports to `d` with
 * errno's text, removes the temporary file, leaves an old file as it was, returns false. After a
 * power cut soon after, the old file may be there. */
bool file_write(const char *path, struct text bytes, unsigned mode, struct diag *d);

/* The same, and waits until the new name is on the disk: for what other files rely on. */
bool file_write_lasting(const char *path, struct text bytes, unsigned mode, struct diag *d);

/* As file_write for things that can be made again at any time, such as the pages of a site: a file
 * that has these bytes already stays untouched, its time too, and nobody waits for the disk.
 * *changed tells whether it was written. */
bool file_update(const char *path, struct text bytes, unsigned mode, bool *changed, struct diag *d);

/* Removes the regular file `path`; none there is fine. Reports to `d`. */
bool file_remove(const char *path, struct diag *d);

/* Makes `path` and its parents, each with `mode`; existing folders are fine. Reports to `d`. */
bool file_make_folders(const char *path, unsigned mode, struct diag *d);

/* Names of the regular files in `folder` that end in `suffix`, without the folder, in byte order.
 * Hidden files are left out. A folder that cannot be read is reported and gives NULL. */
const struct text *file_list(struct arena *a, const char *folder, const char *suffix, size_t *count,
                             struct diag *d);

/* Names of the folders in `folder`, likewise. Symbolic links are left out: they may lead in
 * circles.
 */
const struct text *file_list_folders(struct arena *a, const char *folder, size_t *count,
                                     struct diag *d);

/* True when both exist and `inner` is `outer` or something below it, links followed. */
bool file_is_below(const char *inner, const char *outer);

enum file_kind { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_OTHER };
enum file_kind file_kind_of(const char *path);

#endif
