/* schema.h -- tables that say what a YAML mapping may hold and where in a struct it goes.
 *
 * A new field in an input file is one row here (in the module that owns the struct) and one member
 * there. Reading reports every mistake of a file, not the first one. */
#ifndef BASE_SCHEMA_H
#define BASE_SCHEMA_H

#include "base/yaml.h"

enum schema_kind {
    SCHEMA_TEXT, /* struct text, trimmed; min/max = code points (max 0 = 2000); one line unless
                    multiline; an optional empty text is absent */
    SCHEMA_ID,  /* struct text; [a-z0-9] with single - or _ or . between, 1..60: a safe file name */
    SCHEMA_INT, /* int64_t in min..max (both 0 = no bound, max < min = no upper bound) */
    SCHEMA_DECIMAL, /* int64_t, thousandths: "73.0" -> 73000; min/max in thousandths */
    SCHEMA_BOOL,    /* bool: true false yes no はい いいえ */
    SCHEMA_YEN,     /* int64_t yen, see quantity.h */
    SCHEMA_DATE,    /* struct date */
    SCHEMA_LENGTH,  /* mpt: "17mm" "10.5pt" "0" */
    SCHEMA_COLOUR,  /* uint32_t 0xRRGGBB: "#1f3a5f" */
    SCHEMA_CHOICE,  /* int: index into `words` */
    SCHEMA_STRUCT,  /* the struct described by `of`, in place */
    SCHEMA_LIST,    /* struct schema_list of structs described by `of` */
    SCHEMA_TEXTS,   /* struct schema_list of struct text; one text alone is a list of one */
    SCHEMA_NODE     /* const struct yaml_node *: read by the caller, any kind */
};

struct schema_list {
    void *items; /* array in the arena; NULL when empty */
    size_t count;
};

/* For an optional SCHEMA_INT, DECIMAL or YEN that is absent, when `fallback` says so. */
#define SCHEMA_ABSENT INT64_MIN

struct schema_field {
    const char *key;
    enum schema_kind kind;
    size_t offset; /* of the member, from offsetof */
    bool required; /* a missing or null value is an error */
    bool multiline;
    int64_t min, max;         /* INT, DECIMAL, YEN, LENGTH (in mpt); TEXT, TEXTS: length */
    int64_t fallback;         /* of an absent INT, DECIMAL, YEN, CHOICE, LENGTH, COLOUR, BOOL */
    const char *const *words; /* CHOICE: NULL-terminated */
    const struct schema *of;
};

struct schema {
    const char *name; /* for diagnostics: "client", "client.it" */
    const struct schema_field *fields;
    size_t field_count;
    size_t size;        /* of the struct */
    size_t node_offset; /* of a `const struct yaml_node *` member that gets the mapping itself, for
                           later checks across fields; SIZE_MAX when there is none */
};

/* Fills `out` (schema->size zeroed bytes) from the mapping `node`. Every mistake goes to `d` with
 * its place; returns false when there was one. Members of wrong fields keep their fallback. A null
 * value of an optional key is an absent one. Without `node` (it could not be parsed and that has
 * been told) returns false silently. */
bool schema_read(struct arena *a, const struct schema *schema, const struct yaml_node *node,
                 void *out, struct diag *d);

/* A single value by the same rules, for callers with SCHEMA_NODE fields. `out` is the member
 * itself, field->offset plays no part; `node` may be NULL for an absent value. */
bool schema_read_value(struct arena *a, const struct schema_field *field,
                       const struct yaml_node *node, void *out, struct diag *d);

/* A whole file of at most `limit` bytes: source_load, yaml_parse, schema_read. False when one of
 * them complained. `out` is untouched unless the file is YAML, and where `schema` names a few of
 * its members only, the others keep what an earlier file filled in. */
bool schema_load(struct arena *a, const char *path, size_t limit, const struct schema *schema,
                 void *out, struct diag *d);

/* True when `text` is one of the SCHEMA_TEXTS `list`. */
bool schema_texts_have(const struct schema_list *list, struct text text);

#endif
