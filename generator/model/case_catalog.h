/* case_catalog.h -- cases of small firms: content/catalog/cases.yaml, read once a run.
 *
 * A case is either described by a public source or clearly fictional, never neither. */
#ifndef MODEL_CASE_CATALOG_H
#define MODEL_CASE_CATALOG_H

#include "model/client.h"

struct catalog;

/* What a firm must have for a case to be able to happen to it. */
enum case_needs {
    NEEDS_NOTHING,
    NEEDS_SHOP,
    NEEDS_WEBSITE,
    NEEDS_SERVERS,
    NEEDS_NOTEBOOKS,
    NEEDS_REMOTE,
    NEEDS_CLOUD
};

struct case_entry {
    const struct yaml_node *node;
    struct text id;
    struct text title;
    struct text business;   /* what the firm does, in words */
    struct text trade_word; /* as written; absent = the source does not tell */
    int trade;              /* enum trade, -1 = not told */
    bool fictional;
    struct text source;                   /* id; absent when fictional */
    int64_t employees;                    /* SCHEMA_ABSENT = not told or a range */
    int64_t employees_from, employees_to; /* both equal to employees, or a range, or absent */
    struct schema_list topics;            /* struct text; the first is the main one */
    int needs;                            /* enum case_needs */
    struct text situation, happened, missing, action;
};

struct case_catalog {
    struct schema_list entries; /* struct case_entry, in the order of the file */
};

/* Reads `content`/catalog/cases.yaml. Topics must be asked on a scored sheet of `catalog`, sources
 * stand in it. Mistakes go to `d`; NULL when there was one. */
const struct case_catalog *case_catalog_load(struct arena *a, const char *content,
                                             const struct catalog *catalog, struct diag *d);

#endif
