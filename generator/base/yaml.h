/* yaml.h -- YAML as a tree of positioned nodes.
 *
 * Every scalar stays text (`no`, `0123`, `12:30` mean what schema.c makes of them). Aliases, tags,
 * duplicate keys, several documents and nesting over 64 are refused, each at its place; a syntax
 * error ends the reading, the other mistakes are all found. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/source.h"

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
    enum yaml_kind kind;
    struct span span;              /* of the scalar, or of the collection's first sign to its end */
    struct text value;             /* scalar: unescaped; borrowed from the arena */
    bool quoted;                   /* scalar: written with quotes or as a block, so never null */
    struct yaml_node *const *keys; /* mapping: scalars, unique */
    struct yaml_node *const *items; /* sequence: elements; mapping: values in the order of keys */
    size_t count;
};

/* Parses all of `s`. An empty file is an error. Reports to `d`, then returns NULL. */
const struct yaml_node *yaml_parse(struct arena *a, const struct source *s, struct diag *d);

/* Parses the bytes [start, end) of `s` (front matter, chart blocks); spans refer to `s`. An empty
 * slice gives an empty mapping. */
const struct yaml_node *yaml_parse_slice(struct arena *a, const struct source *s, size_t start,
                                         size_t end, struct diag *d);

/* The value of `key`, or NULL when `node` is NULL, no mapping, or has no such key. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

/* Where to complain about `key` of the mapping `node`: at its value, or at the mapping when it has
 * no such key. With an index at that element, where the value is a list (which may be written as
 * one value alone). */
struct span yaml_span(const struct yaml_node *node, const char *key);
struct span yaml_element_span(const struct yaml_node *node, const char *key, size_t index);

/* True for a plain empty scalar, `~` and `null`. */
bool yaml_is_null(const struct yaml_node *node);

/* What a complaint shows of a value: its first line, at most 40 code points, "…" behind a cut one.
 * The result may borrow from `t`. */
struct text yaml_excerpt(struct arena *a, struct text t);

#endif
