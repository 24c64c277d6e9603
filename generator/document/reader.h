/* reader.h -- what the files of the Markdown front end share: the source, where results go, limits.
 *
 * Offsets are bytes of the source's text. */
#ifndef DOCUMENT_READER_H
#define DOCUMENT_READER_H

#include "base/source.h"

struct arena;
struct diag;
struct note;

/* Limits that no author reaches; beyond them cmark or our own readers would need minutes. */
enum {
    LIMIT_LINE = 20000,       /* bytes of one line */
    LIMIT_PARAGRAPH = 32768,  /* bytes without an empty line between */
    LIMIT_SIGNS = 200,        /* the same sign of emphasis in a row; open brackets in a paragraph */
    LIMIT_NESTING = 32,       /* quotes and lists in each other; inlines in each other */
    LIMIT_CONTAINERS = 16,    /* boxes and columns in each other */
    LIMIT_SECTIONS = 16,      /* {{#if}} and {{#each}} in each other */
    LIMIT_TABLE_COLUMNS = 32, /* of one table */
    LIMIT_NOTES = 1000,       /* footnotes; what looks like more is text */
    LIMIT_PADDING = 10000     /* empty cells added to short rows, in the whole chapter */
};

struct reader {
    struct arena *arena; /* of the chapter */
    const struct source *source;
    struct diag *diag;
    bool foreign;       /* written for another program: see markdown.h */
    bool html_told;     /* foreign: that HTML is left out has been said once */
    struct note *notes; /* notes.h */
    size_t note_count;
    size_t note_used; /* numbers given so far */
    size_t padding;   /* empty cells added so far */
    bool reserved;    /* the source holds one of our reserved signs */
};

/* Bytes [start, end) of the source; `end` is before the line end (LF, CR LF). */
struct line {
    size_t start;
    size_t end;
};

/* Line `index` (from 0, < source->line_count). */
struct line reader_line(const struct reader *r, size_t index);

/* The bytes [start, end), borrowed from the source. */
struct text reader_text(const struct reader *r, size_t start, size_t end);

/* The place [start, end). Where cmark was wrong about it, it may fall into a sign: both ends are
 * moved to the sign's start. */
struct span reader_span(const struct reader *r, size_t start, size_t end);

/* The line without spaces and tabs at both ends. */
struct line reader_trim(const struct reader *r, struct line line);

/* Number of spaces and tabs at the line's start. */
size_t reader_indent(const struct reader *r, struct line line);

bool reader_is_blank(const struct reader *r, struct line line);

/* The next word (between spaces and tabs) at or after *at, before `end`; *at moves behind it. An
 * empty slice at the end. */
struct line reader_word(const struct reader *r, size_t *at, size_t end);

#endif
