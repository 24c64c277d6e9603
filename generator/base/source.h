/* source.h -- an input file in memory, and where an offset stands in it.
 *
 * A source stays in its arena as long as anything points into it with a span. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/text.h"

struct arena;
struct diag;

struct source {
    struct text path;    /* as given on the command line, shown in diagnostics */
    struct text text;    /* valid UTF-8 without byte order mark, line ends as in the file */
    const size_t *lines; /* offset of each line's first byte, ascending */
    size_t line_count;   /* at least 1 */
};

/* A place: bytes [start, end) of `source`. A span without source (`{0}`) means "no place known". */
struct span {
    const struct source *source;
    size_t start;
    size_t end;
};

/* Reads the regular file `path` of at most `limit` bytes. Not found, not a file, too large, NUL,
 * bad UTF-8 (a hint when it looks like CP932 or UTF-16): reports to `d` with line and column where
 * there is one, returns NULL. A UTF-8 byte order mark is skipped. Symbolic links are followed. */
const struct source *source_load(struct arena *a, const char *path, size_t limit, struct diag *d);

/* A source of text already in memory (tests, generated input). `text` must be valid UTF-8 and is
 * borrowed. */
const struct source *source_of(struct arena *a, struct text path, struct text text);

/* 1-based line and column of `offset`; columns are code points. */
void source_position(const struct source *s, size_t offset, size_t *line, size_t *column);

/* Line `line` (1-based) without its line end. */
struct text source_line(const struct source *s, size_t line);

#endif
