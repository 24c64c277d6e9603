#include "japanese/kanji.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/schema.h"

enum { FILE_LIMIT = 64 * 1024, SIGNS_MOST = 1000, GRADE_MOST = 6 };

struct kanji_table {
    struct text source; /* where the list is published */
    struct schema_list grades;
    uint32_t *signs; /* ascending */
    size_t count;
};

struct grade {
    const struct yaml_node *node;
    int64_t grade;
    struct text kanji;
};

static const struct schema_field GRADE_FIELDS[] = {
    {.key = "grade",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct grade, grade),
     .required = true,
     .min = 1,
     .max = GRADE_MOST},
    {.key = "kanji",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct grade, kanji),
     .required = true,
     .max = SIGNS_MOST},
};
static const struct schema GRADE = {.name = "kanji.grades",
                                    .fields = GRADE_FIELDS,
                                    .field_count = sizeof GRADE_FIELDS / sizeof *GRADE_FIELDS,
                                    .size = sizeof(struct grade),
                                    .node_offset = offsetof(struct grade, node)};

static const struct schema_field TABLE_FIELDS[] = {
    {.key = "source",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct kanji_table, source),
     .required = true},
    {.key = "grades",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct kanji_table, grades),
     .required = true,
     .of = &GRADE},
};
static const struct schema TABLE = {.name = "kanji.yaml",
                                    .fields = TABLE_FIELDS,
                                    .field_count = sizeof TABLE_FIELDS / sizeof *TABLE_FIELDS,
                                    .size = sizeof(struct kanji_table),
                                    .node_offset = SIZE_MAX};

static bool is_mark(uint32_t codepoint)
{
    return codepoint == U'々' || codepoint == U'〆' || codepoint == U'〇';
}

bool kanji_is(uint32_t codepoint)
{
    return (codepoint >= 0x4E00 && codepoint <= 0x9FFF) ||
           (codepoint >= 0x3400 && codepoint <= 0x4DBF) ||
           (codepoint >= 0xF900 && codepoint <= 0xFAFF) ||
           (codepoint >= 0x20000 && codepoint <= 0x3FFFF) || is_mark(codepoint);
}

bool kanji_in(struct text text)
{
    size_t offset = 0;
    while (offset < text.size) {
        if (kanji_is(text_next(text, &offset)))
            return true;
    }
    return false;
}

static int compare_signs(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static bool has_sign(const struct kanji_table *table, uint32_t sign)
{
    return bsearch(&sign, table->signs, table->count, sizeof *table->signs, compare_signs) != NULL;
}

/* Adds the signs of one year; the table is sorted when all are there. */
static bool add_grade(struct kanji_table *table, const struct grade *grade, struct diag *d)
{
    size_t before = table->count;
    bool good = true;
    size_t offset = 0;
    while (offset < grade->kanji.size) {
        size_t start = offset;
        uint32_t sign = text_next(grade->kanji, &offset);
        struct text written = text_slice(grade->kanji, start, offset);
        bool known = false;
        for (size_t i = 0; i < table->count && !known; i++)
            known = table->signs[i] == sign;
        if (known || !kanji_is(sign) || is_mark(sign))
            good =
                diag_add(d, known ? MSG_DUPLICATE_ID : MSG_UNKNOWN_WORD,
                         yaml_span(grade->node, "kanji"), "%.*s", (int)written.size, written.ptr);
        else
            table->signs[table->count++] = sign;
    }
    return good && table->count > before;
}

const struct kanji_table *kanji_load(struct arena *a, const char *content, struct diag *d)
{
    struct kanji_table *table = arena_alloc(a, sizeof *table);
    struct text path = text_format(a, "%s/catalog/kanji.yaml", content);
    if (!schema_load(a, path.ptr, FILE_LIMIT, &TABLE, table, d))
        return NULL;
    const struct grade *grades = table->grades.items;
    size_t most = 0;
    for (size_t i = 0; i < table->grades.count; i++)
        most += text_length(grades[i].kanji);
    table->signs = arena_array(a, most, sizeof *table->signs);
    bool good = true;
    for (size_t i = 0; i < table->grades.count; i++)
        good = add_grade(table, &grades[i], d) && good;
    if (!good)
        return NULL;
    qsort(table->signs, table->count, sizeof *table->signs, compare_signs);
    return table;
}

bool kanji_hard(const struct kanji_table *table, struct text text)
{
    size_t offset = 0;
    while (offset < text.size) {
        uint32_t sign = text_next(text, &offset);
        if (kanji_is(sign) && !is_mark(sign) && !has_sign(table, sign))
            return true;
    }
    return false;
}

size_t kanji_count(const struct kanji_table *table)
{
    return table->count;
}
