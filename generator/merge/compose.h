/* compose.h -- documents.yaml: which chapters make which document; and one client's document.
 *
 * A vendor adds a document by a few lines of YAML and a chapter, without touching C. */
#ifndef MERGE_COMPOSE_H
#define MERGE_COMPOSE_H

#include "base/schema.h"
#include "document/markdown.h"
#include "merge/value.h"

struct report;
struct words;

struct recipe {
    const struct yaml_node *node;
    struct text name;                 /* file name and --document */
    struct text title;                /* may hold fields */
    struct text style;                /* set of theme.yaml: "sheet", "report" */
    int64_t page_limit;               /* 0 = none */
    struct text fineprint;            /* for the footer */
    struct schema_list chapter_names; /* struct text: files below content/handout */
    const struct chapter **chapters;  /* parsed, as many */
    const struct text *paths;         /* fields and loops of the chapters */
    size_t path_count;
    size_t
        words_from; /* the first chapter that may tell of the list of words; their count = none */
    const struct words *words;     /* of the glossary; the same for all documents */
    const struct text *cite_paths; /* those of all documents: a source has one number in all */
    size_t cite_count;
};

struct recipes {
    struct schema_list list; /* struct recipe, in the order of the file */
};

/* Reads `content`/documents.yaml and parses the chapters it names, once a run. Mistakes go to `d`;
 * NULL when there was an error. No document can be composed before recipes_set_terms. */
struct recipes *recipes_load(struct arena *a, const char *content, struct diag *d);

/* Lists of words explain `terms` (struct term), which must live as long as `a`. Apart from loading,
 * which needs nothing of the catalogue. */
void recipes_set_terms(struct arena *a, struct recipes *recipes, const struct schema_list *terms);

/* The recipe called `name`, or NULL. */
const struct recipe *recipe_find(const struct recipes *recipes, struct text name);

/* What the documents of `report`'s client say: data_make, with the numbers that sources have in all
 * documents of `recipes`. */
struct value *compose_data(struct arena *a, const struct recipes *recipes,
                           const struct report *report);

/* The document of `report`'s client by `recipe`: chapters merged with `data` (from compose_data;
 * the word list in it is set for this document). NULL when something in the chapters does not fit,
 * which is reported to `d`. */
const struct document *compose_document(struct arena *a, const struct recipe *recipe,
                                        const struct report *report, struct value *data,
                                        struct diag *d);

#endif
