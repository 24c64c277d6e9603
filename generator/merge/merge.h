/* merge.h -- one client's data put into parsed chapters.
 *
 * Fields become text nodes in a tree that is already parsed: client data can never become markup.
 * Merged trees borrow texts from the chapter and from the data, and inlines without fields from the
 * chapter (who changes inlines copies them first: inline_copy); both must live as long as they.
 *
 * Paths: `score.total`, `item.title` (loop variables first, innermost first), `list.0.name`,
 * `list.count`. Loop helpers: `name.index` (from 1), `name.first`, `name.last` when the element has
 * no such member — for scalars `name` itself is the value.
 *
 * Conditions: `path`, `not path`, `path == word`, `path != word`, `<`, `<=`, `>`, `>=` with a
 * number or date, joined by `and` / `or` (no mixing, no brackets: a chapter is not a program). A
 * bare word on the right is a text; "…" may quote it. An undefined value is false and compares
 * unequal; an undefined list is empty.
 *
 * Filters: yen (75万円), round (yen rounded for reading), count (1,234), tsu:"件" (9つ, but 10件),
 * date, month (2026年11月), plus (+3 / −2), abs, default:"…" (only filter that accepts undefined),
 * sama (a text with 様, or a map's name with its honorific). They may be chained:
 * {{cost|round|default:"未定"}}.
 *
 * Charts: a YAML mapping, see chartdata.h. */
#ifndef MERGE_MERGE_H
#define MERGE_MERGE_H

#include "document/document.h"
#include "merge/value.h"

struct diag;

/* An id that a block of the document has. */
struct merge_anchor {
    struct text id;
    size_t uses; /* how often it was asked for; the second time gave "id-2" */
};

/* What the chapters of one document share: the ids given so far. `{0}` before the first chapter. */
struct merge_state {
    struct merge_anchor *anchors; /* in the arena given to merge_blocks, one for all chapters */
    size_t anchor_count;
    size_t heading_count;
};

/* A copy of `chapter` (a list of blocks, never changed) in `a` with all fields, conditions and
 * loops resolved against `data` (a map). Adjacent lists of the same kind are joined where a section
 * made them, so that a loop over list items makes one list. Empty lists, tables without body rows,
 * boxes, columns and figures left without content by a condition or loop stay out. Unknown names
 * (with a near match), undefined values, wrong kinds and filters are reported at the chapter's
 * line, as is anything wrong in a branch not taken whose names do not exist. Chart blocks become
 * struct chart. Headings get ids: their own, made unique by "-2", or h1, h2, … */
struct block *merge_blocks(struct arena *a, const struct block *chapter, const struct value *data,
                           struct merge_state *state, struct diag *d);

/* The same for a line of text (titles in documents.yaml): `template` with {{…}} only. */
struct text merge_text(struct arena *a, struct text template, struct span span,
                       const struct value *data, struct diag *d);

/* The paths `chapter` names in fields, loops, charts and link targets, in order of appearance, with
 * repetitions, conditions taken or not; *count gets their number. For numbering the sources that
 * are cited as {{cite.some-id}}. */
const struct text *merge_paths(struct arena *a, const struct block *chapter, size_t *count);

#endif
