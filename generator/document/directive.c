#include "document/directive.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/commonmark.h"

enum {
    WEIGHT_MAX = 12,
    COLUMN_MAX = 6,
    SEAL_MAX = 8,
    CONTENTS_LEVEL = 2, /* when none is given */
    SPACE_MAX = 297 * MPT_MM
};

static const char *const containers[] = {"columns", "column", "lead",  "note",  "warn",
                                         "case",    "today",  "card",  "cover", "meta",
                                         "foot",    "keep",   "small", "pairs"};
enum { CONTAINER_COUNT = sizeof containers / sizeof *containers, FIRST_BOX = 2 };

static const char *const leaves[] = {"contents", "pagebreak", "space", "fill", "seals"};
enum { LEAF_COUNT = sizeof leaves / sizeof *leaves };

static const char *const alignments[] = {
    [ALIGN_START] = "start", [ALIGN_CENTRE] = "centre", [ALIGN_END] = "end"};
enum { ALIGNMENT_COUNT = sizeof alignments / sizeof *alignments };

/* A directive line taken apart. */
struct parts {
    struct line whole;
    struct line name;
    struct line rest; /* arguments or title */
};

static size_t count_colons(const struct reader *r, struct line line)
{
    size_t at = line.start;
    while (at < line.end && r->source->text.ptr[at] == ':')
        at++;
    return at - line.start;
}

enum directive_kind directive_kind_of(const struct reader *r, struct line line)
{
    line = reader_trim(r, line);
    size_t colons = count_colons(r, line);
    if (colons < 2)
        return DIRECTIVE_NONE;
    size_t at = line.start + colons;
    if (at == line.end)
        return colons > 2 ? DIRECTIVE_CLOSE : DIRECTIVE_NONE;
    if (colons > 2)
        return DIRECTIVE_OPEN;
    char next = r->source->text.ptr[at];
    bool word = next == ' ' || next == '\t' || (next >= 'a' && next <= 'z');
    return word ? DIRECTIVE_LEAF : DIRECTIVE_NONE;
}

static struct parts take_apart(const struct reader *r, struct line line)
{
    struct parts parts = {.whole = reader_trim(r, line)};
    size_t at = parts.whole.start + count_colons(r, parts.whole);
    parts.name = reader_word(r, &at, parts.whole.end);
    parts.rest = reader_trim(r, (struct line){at, parts.whole.end});
    return parts;
}

/* The index of `word` among `names`, or `count` after a complaint with a near match. */
static size_t find_name(struct reader *r, struct line word, const char *const *names, size_t count,
                        enum message message)
{
    struct text text = reader_text(r, word.start, word.end);
    struct text *known = arena_array(r->arena, count, sizeof *known);
    for (size_t i = 0; i < count; i++) {
        known[i] = text_of(names[i]);
        if (text_equal(text, known[i]))
            return i;
    }
    diag_add(r->diag, message, reader_span(r, word.start, word.end), "%.*s", (int)text.size,
             text.ptr);
    diag_near(r->diag, diag_nearest(text, known, count));
    return count;
}

/* An argument that is missing is complained about at the directive's name. */
static bool bad_argument(struct reader *r, const struct parts *parts, struct line word,
                         const char *expected)
{
    if (word.start == word.end)
        word = parts->name;
    struct text text = reader_text(r, word.start, word.end);
    return diag_add(r->diag, MSG_MD_BAD_ARGUMENT, reader_span(r, word.start, word.end), "%.*s: %s",
                    (int)text.size, text.ptr, expected);
}

/* A whole number of one or two digits in 1..maximum. */
static bool read_number(const struct reader *r, struct line word, int maximum, int *number)
{
    int value = 0;
    if (word.start == word.end || word.end - word.start > 2)
        return false;
    for (size_t i = word.start; i < word.end; i++) {
        char digit = r->source->text.ptr[i];
        if (digit < '0' || digit > '9')
            return false;
        value = value * 10 + (digit - '0');
    }
    *number = value;
    return value >= 1 && value <= maximum;
}

/* --- containers ------------------------------------------------------------------------------- */

static struct container open_columns(struct reader *r, const struct parts *parts, struct span span)
{
    struct container container = {.block = block_new(r->arena, BLOCK_COLUMNS, span)};
    int *weights = arena_array(r->arena, COLUMN_MAX, sizeof *weights);
    size_t at = parts->rest.start;
    while (at < parts->rest.end) {
        struct line word = reader_word(r, &at, parts->rest.end);
        bool room = container.weight_count < COLUMN_MAX;
        if (!room || !read_number(r, word, WEIGHT_MAX, &weights[container.weight_count])) {
            bad_argument(r, parts, word, room ? "1..12" : "1..6 columns");
            container.weight_count = 0;
            return container;
        }
        container.weight_count++;
    }
    container.weights = weights;
    return container;
}

static struct container open_column(struct reader *r, const struct parts *parts, struct span span)
{
    struct block *column = block_new(r->arena, BLOCK_COLUMN, span);
    column->weight = 1;
    if (parts->rest.start < parts->rest.end) {
        size_t found = find_name(r, parts->rest, alignments, ALIGNMENT_COUNT, MSG_MD_BAD_ARGUMENT);
        column->align = found < ALIGNMENT_COUNT ? (enum align)found : ALIGN_START;
    }
    return (struct container){.block = column};
}

/* Boxes of VitePress, Docusaurus, Zenn, Pandoc by ours. Zenn's "message alert" is told apart by its
 * second word. */
static const struct {
    const char *name;
    const char *style;
} foreign_boxes[] = {
    {"note", "note"},    {"tip", "note"},      {"info", "note"},      {"hint", "note"},
    {"message", "note"}, {"abstract", "note"}, {"important", "warn"}, {"warn", "warn"},
    {"warning", "warn"}, {"caution", "warn"},  {"danger", "warn"},    {"alert", "warn"},
    {"case", "case"},    {"example", "case"},  {"card", "card"},      {"details", "card"},
};

/* "tip", "tip[題]", "{.callout-tip}": the word itself. */
static struct text foreign_name(struct text word)
{
    static const char *const before[] = {"{", ".", "callout-"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_starts(word, before[i]))
            word = text_slice(word, strlen(before[i]), word.size);
    size_t end = 0;
    while (end < word.size && !strchr("[]{}", word.ptr[end]))
        end++;
    return text_slice(word, 0, end);
}

/* The line of the title: behind the name, or in the brackets right behind it. */
static struct line foreign_title(const struct reader *r, const struct parts *parts)
{
    struct text all = reader_text(r, 0, parts->whole.end);
    size_t open = text_find(all, "[", parts->name.start);
    if (open < parts->name.end && text_ends(all, "]"))
        return (struct line){open + 1, parts->whole.end - 1};
    return parts->rest;
}

static struct container open_foreign(struct reader *r, const struct parts *parts, struct span span)
{
    struct block *box = block_new(r->arena, BLOCK_BOX, span);
    struct text name = foreign_name(reader_text(r, parts->name.start, parts->name.end));
    struct line title = foreign_title(r, parts);
    for (size_t i = 0; i < sizeof foreign_boxes / sizeof *foreign_boxes; i++)
        if (text_is(name, foreign_boxes[i].name))
            box->style = text_of(foreign_boxes[i].style);
    if (text_is(name, "message") && text_is(reader_text(r, title.start, title.end), "alert")) {
        box->style = text_of("warn");
        title.start = title.end;
    }
    if (!box->style.ptr) {
        box->style = text_of("card");
        diag_add(r->diag, MSG_MD_BOX_PLAIN, reader_span(r, parts->name.start, parts->name.end),
                 "%.*s", (int)name.size, name.ptr);
    }
    box->inlines = commonmark_inlines(r, title, false);
    return (struct container){.block = box};
}

struct container directive_open(struct reader *r, struct line line)
{
    struct parts parts = take_apart(r, line);
    struct span span = reader_span(r, parts.whole.start, parts.whole.end);
    if (r->foreign)
        return open_foreign(r, &parts, span);
    size_t found = find_name(r, parts.name, containers, CONTAINER_COUNT, MSG_MD_UNKNOWN_BLOCK);
    if (found == CONTAINER_COUNT)
        return (struct container){0};
    if (text_is(text_of(containers[found]), "columns"))
        return open_columns(r, &parts, span);
    if (text_is(text_of(containers[found]), "column"))
        return open_column(r, &parts, span);
    struct block *box = block_new(r->arena, BLOCK_BOX, span);
    box->style = text_of(containers[found]);
    box->inlines = commonmark_inlines(r, parts.rest, false);
    return (struct container){.block = box};
}

/* --- leaves ----------------------------------------------------------------------------------- */

static bool no_arguments(struct reader *r, const struct parts *parts)
{
    return parts->rest.start == parts->rest.end || bad_argument(r, parts, parts->rest, "-");
}

static struct block *read_contents(struct reader *r, const struct parts *parts, struct span span)
{
    int level = CONTENTS_LEVEL;
    if (parts->rest.start < parts->rest.end && !read_number(r, parts->rest, 4, &level)) {
        bad_argument(r, parts, parts->rest, "1..4");
        return NULL;
    }
    struct block *block = block_new(r->arena, BLOCK_CONTENTS, span);
    block->level = level;
    return block;
}

static struct block *read_space(struct reader *r, const struct parts *parts, struct span span)
{
    mpt length;
    bool read = length_parse(reader_text(r, parts->rest.start, parts->rest.end), &length);
    if (!read || length <= 0 || length > SPACE_MAX) {
        bad_argument(r, parts, parts->rest, "1mm..297mm");
        return NULL;
    }
    struct block *block = block_new(r->arena, BLOCK_SPACE, span);
    block->length = length;
    return block;
}

static struct block *read_seals(struct reader *r, const struct parts *parts, struct span span)
{
    struct text *labels = NULL;
    size_t count = 0;
    size_t at = parts->rest.start;
    while (at < parts->rest.end && count <= SEAL_MAX) {
        struct line word = reader_word(r, &at, parts->rest.end);
        struct text *label = arena_push(r->arena, &labels, &count, sizeof *label);
        *label = reader_text(r, word.start, word.end);
    }
    if (count == 0 || count > SEAL_MAX) {
        bad_argument(r, parts, parts->rest, "1..8");
        return NULL;
    }
    struct block *block = block_new(r->arena, BLOCK_SEALS, span);
    block->labels = labels;
    block->label_count = count;
    return block;
}

struct block *directive_leaf(struct reader *r, struct line line)
{
    struct parts parts = take_apart(r, line);
    struct span span = reader_span(r, parts.whole.start, parts.whole.end);
    size_t found = find_name(r, parts.name, leaves, LEAF_COUNT, MSG_MD_UNKNOWN_BLOCK);
    if (found == LEAF_COUNT)
        return NULL;
    struct text name = text_of(leaves[found]);
    if (text_is(name, "contents"))
        return read_contents(r, &parts, span);
    if (text_is(name, "space"))
        return read_space(r, &parts, span);
    if (text_is(name, "seals"))
        return read_seals(r, &parts, span);
    if (!no_arguments(r, &parts))
        return NULL;
    return block_new(r->arena, text_is(name, "fill") ? BLOCK_FILL : BLOCK_PAGEBREAK, span);
}
