#include "plain/rules.h"

#include "base/arena.h"
#include "base/diag.h"

enum { RULES_LIMIT = 256 * 1024 };

static const struct schema_field SENTENCE_FIELDS[] = {
    {.key = "wanted", .kind = SCHEMA_INT, .offset = 0, .required = true, .min = 10, .max = 500},
    {.key = "most",
     .kind = SCHEMA_INT,
     .offset = sizeof(int64_t),
     .required = true,
     .min = 10,
     .max = 500},
};
static const struct schema SENTENCE = {.name = "plain.sentence",
                                       .fields = SENTENCE_FIELDS,
                                       .field_count = 2,
                                       .size = 2 * sizeof(int64_t),
                                       .node_offset = SIZE_MAX};

static const struct schema_field KATAKANA_FIELDS[] = {
    {.key = "share", .kind = SCHEMA_INT, .offset = 0, .required = true, .min = 1, .max = 100},
    {.key = "signs",
     .kind = SCHEMA_INT,
     .offset = sizeof(int64_t),
     .required = true,
     .min = 1,
     .max = 500},
};
static const struct schema KATAKANA = {.name = "plain.katakana",
                                       .fields = KATAKANA_FIELDS,
                                       .field_count = 2,
                                       .size = 2 * sizeof(int64_t),
                                       .node_offset = SIZE_MAX};

static const struct schema_field SCORE_FIELDS[] = {
    {.key = "least", .kind = SCHEMA_INT, .offset = 0, .required = true, .min = -100, .max = 200},
    {.key = "sentences",
     .kind = SCHEMA_INT,
     .offset = sizeof(int64_t),
     .required = true,
     .min = 1,
     .max = 500},
};
static const struct schema SCORE = {.name = "plain.score",
                                    .fields = SCORE_FIELDS,
                                    .field_count = 2,
                                    .size = 2 * sizeof(int64_t),
                                    .node_offset = SIZE_MAX};

static const struct schema_field CATALOG_FIELDS[] = {
    {.key = "file",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct plain_catalog, file),
     .required = true,
     .max = 80},
    {.key = "keys",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct plain_catalog, keys),
     .required = true,
     .max = 40},
};
static const struct schema CATALOG = {.name = "plain.catalog",
                                      .fields = CATALOG_FIELDS,
                                      .field_count = 2,
                                      .size = sizeof(struct plain_catalog),
                                      .node_offset = offsetof(struct plain_catalog, node)};

static const struct schema_field EXCEPTION_FIELDS[] = {
    {.key = "file",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct plain_exception, file),
     .required = true,
     .max = 120},
    {.key = "rule",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct plain_exception, rule),
     .required = true,
     .max = 8},
    {.key = "text",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct plain_exception, text),
     .required = true,
     .max = 120},
    {.key = "reason",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct plain_exception, reason),
     .required = true,
     .max = 200},
};
static const struct schema EXCEPTION = {.name = "plain.exceptions",
                                        .fields = EXCEPTION_FIELDS,
                                        .field_count = 4,
                                        .size = sizeof(struct plain_exception),
                                        .node_offset = offsetof(struct plain_exception, node)};

static const struct schema_field RULES_FIELDS[] = {
    {.key = "sentence",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct plain_rules, sentence),
     .required = true,
     .of = &SENTENCE},
    {.key = "kanji_run",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct plain_rules, kanji_run),
     .required = true,
     .min = 1,
     .max = 100},
    {.key = "katakana",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct plain_rules, katakana),
     .required = true,
     .of = &KATAKANA},
    {.key = "score",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct plain_rules, score),
     .required = true,
     .of = &SCORE},
    {.key = "double_negation",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct plain_rules, double_negation),
     .max = 40},
    {.key = "common",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct plain_rules, common),
     .max = 40},
    {.key = "hard_words",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct plain_rules, hard_words),
     .max = 40},
    {.key = "names",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct plain_rules, names),
     .max = 60},
    {.key = "catalog",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct plain_rules, catalog),
     .of = &CATALOG},
    {.key = "exceptions",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct plain_rules, exceptions),
     .of = &EXCEPTION},
};
static const struct schema RULES = {.name = "plain.yaml",
                                    .fields = RULES_FIELDS,
                                    .field_count = sizeof RULES_FIELDS / sizeof *RULES_FIELDS,
                                    .size = sizeof(struct plain_rules),
                                    .node_offset = SIZE_MAX};

const struct plain_rules *plain_rules_load(struct arena *a, const char *content,
                                           const struct text *terms, size_t term_count,
                                           struct diag *d)
{
    struct plain_rules *rules = arena_alloc(a, sizeof *rules);
    struct text path = text_format(a, "%s/plain.yaml", content);
    if (!schema_load(a, path.ptr, RULES_LIMIT, &RULES, rules, d))
        return NULL;
    rules->terms = terms;
    rules->term_count = term_count;
    return rules;
}
