/* roll.h -- which clients a folder has, without reading what they say.
 *
 * A client is a regular file whose name ends in .yaml; its id is the name without that (client_load
 * insists on it). Folders inside are searched too, hidden ones and links are not. */
#ifndef BATCH_ROLL_H
#define BATCH_ROLL_H

#include "base/hash.h"

struct diag;

struct roll_entry {
    struct text id;
    struct text file;    /* below the folder */
    struct text path;    /* with the folder, as the user wrote it; ends in NUL */
    struct hash content; /* without byte order mark; zero when unreadable */
    bool unreadable;
    const struct roll_entry *twin; /* another file with the same id, or NULL */
};

struct roll {
    struct roll_entry *entries; /* by id in byte order */
    size_t count;
    size_t ids;       /* different ones */
    struct hash hash; /* of all ids and contents: equal rolls have equal clients */
};

/* Reads `folder` with all contents. What is passed over although its name may mean a client (links,
 * pipes, .yml) gives a warning. A folder that cannot be read is an error (false). */
bool roll_read(struct arena *a, const char *folder, struct roll *roll, struct diag *d);

/* A client's part of roll.hash: to be added in the order of ids, of twins the first alone. */
void roll_add(struct hasher *hasher, struct text id, const struct hash *content);

/* The hash of a client's text as it stands in memory, equal to roll_entry.content. */
struct hash roll_content(struct text text);

#endif
