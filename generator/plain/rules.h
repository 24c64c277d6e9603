/* rules.h -- content/plain.yaml: what counts as plain Japanese, and the exceptions from it. */
#ifndef PLAIN_RULES_H
#define PLAIN_RULES_H

#include "base/messages.h"
#include "base/schema.h"

struct plain_exception {
    const struct yaml_node *node;
    struct text file;   /* the end of a path: "guide/law.md" */
    struct text rule;   /* "W701" */
    struct text text;   /* stands in the sentence or word that may stay */
    struct text reason; /* for people */
};

/* Texts of the catalogue that reach an owner. */
struct plain_catalog {
    const struct yaml_node *node;
    struct text file;        /* below content/ */
    struct schema_list keys; /* struct text: keys whose values are read */
};

struct plain_rules {
    struct {
        int64_t wanted; /* signs; longer sentences are counted */
        int64_t most;   /* longer ones are complained about */
    } sentence;
    int64_t kanji_run; /* the longest run of kanji, signs */
    struct {
        int64_t share; /* percent of a sentence's signs */
        int64_t signs; /* shorter sentences are not judged */
    } katakana;
    struct {
        int64_t least;     /* of a chapter, whole points of readability_score */
        int64_t sentences; /* chapters with fewer are not judged */
    } score;
    struct schema_list double_negation; /* struct text: endings as they are written */
    struct schema_list common;          /* struct text: terms and abbreviations everybody knows */
    struct schema_list hard_words; /* struct text: need an explanation though not in the glossary */
    struct schema_list names;      /* struct text: proper names, long runs of kanji that stay */
    struct schema_list catalog;    /* struct plain_catalog */
    struct schema_list exceptions; /* struct plain_exception */
    const struct text *terms;      /* of the glossary, all spellings; borrowed */
    size_t term_count;
};

/* Reads `content`/plain.yaml into `a`. NULL after a complaint to `d`. */
const struct plain_rules *plain_rules_load(struct arena *a, const char *content,
                                           const struct text *terms, size_t term_count,
                                           struct diag *d);

#endif
