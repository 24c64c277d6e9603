#include "japanese/readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/schema.h"
#include "japanese/kanji.h"
#include "japanese/okurigana.h"

enum { FILE_LIMIT = 1024 * 1024, WORD_MOST = 40, READING_MOST = 100, TEXT_MOST = 20 };

struct row {
    const struct yaml_node *node;
    struct word_reading entry;
    struct schema_list before, behind; /* struct text: what must stand beside the word, any of */
    uint32_t first;                    /* code point of the word */
    size_t rank;                       /* place in the file */
};

struct counter {
    const struct yaml_node *node;
    struct word_reading entry;
    struct schema_list numbers, ends; /* struct text */
};

struct readings {
    struct schema_list words, counters;
    struct row *rows; /* by first sign, then the longest, then with conditions, then by rank */
    size_t count;
};

static const struct schema_field ROW_FIELDS[] = {
    {.key = "word",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct row, entry.word),
     .required = true,
     .max = WORD_MOST},
    {.key = "reading",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct row, entry.reading),
     .max = READING_MOST},
    {.key = "before",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct row, before),
     .max = TEXT_MOST},
    {.key = "behind",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct row, behind),
     .max = TEXT_MOST},
};
static const struct schema ROW = {.name = "readings.words",
                                  .fields = ROW_FIELDS,
                                  .field_count = sizeof ROW_FIELDS / sizeof *ROW_FIELDS,
                                  .size = sizeof(struct row),
                                  .node_offset = offsetof(struct row, node)};

static const struct schema_field COUNTER_FIELDS[] = {
    {.key = "word",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct counter, entry.word),
     .required = true,
     .max = WORD_MOST},
    {.key = "reading",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct counter, entry.reading),
     .max = READING_MOST},
    {.key = "numbers",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct counter, numbers),
     .max = TEXT_MOST},
    {.key = "ends",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct counter, ends),
     .max = TEXT_MOST},
};
static const struct schema COUNTER = {.name = "readings.counters",
                                      .fields = COUNTER_FIELDS,
                                      .field_count = sizeof COUNTER_FIELDS / sizeof *COUNTER_FIELDS,
                                      .size = sizeof(struct counter),
                                      .node_offset = offsetof(struct counter, node)};

static const struct schema_field READINGS_FIELDS[] = {
    {.key = "words",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct readings, words),
     .required = true,
     .of = &ROW},
    {.key = "counters",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct readings, counters),
     .required = true,
     .of = &COUNTER},
};
static const struct schema READINGS = {.name = "readings.yaml",
                                       .fields = READINGS_FIELDS,
                                       .field_count =
                                           sizeof READINGS_FIELDS / sizeof *READINGS_FIELDS,
                                       .size = sizeof(struct readings),
                                       .node_offset = SIZE_MAX};

bool reading_is_kana(struct text reading)
{
    bool any = false;
    size_t offset = 0;
    while (offset < reading.size) {
        uint32_t sign = text_next(reading, &offset);
        bool kana = (sign >= 0x3041 && sign <= 0x3096) || sign == 0x30FC;
        if (!kana && sign != ' ' && sign != 0x3000 && sign != U'・')
            return false;
        any = any || kana;
    }
    return any;
}

/* ---- loading ---- */

static bool has_condition(const struct row *row)
{
    return row->before.count > 0 || row->behind.count > 0;
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left;
    const struct row *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->entry.word.size != b->entry.word.size)
        return a->entry.word.size > b->entry.word.size ? -1 : 1;
    if (has_condition(a) != has_condition(b))
        return has_condition(a) ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* A reading in hiragana that has the kana of its word. */
static bool check_entry(struct arena *a, const struct yaml_node *node,
                        const struct word_reading *entry, bool counter, struct diag *d)
{
    size_t count;
    struct text reading = entry->reading;
    bool fits = kanji_in(entry->word) || counter;
    if (reading.ptr)
        fits = fits && reading_is_kana(reading) && okurigana_split(a, entry->word, reading, &count);
    return fits || diag_add(d, MSG_READING, yaml_span(node, reading.ptr ? "reading" : "word"),
                            "%.*s: %.*s", (int)entry->word.size, entry->word.ptr, (int)reading.size,
                            reading.ptr ? reading.ptr : "");
}

static bool check_rows(struct arena *a, const struct readings *readings, struct diag *d)
{
    const struct row *rows = readings->words.items;
    bool good = true;
    for (size_t i = 0; i < readings->words.count; i++)
        good = check_entry(a, rows[i].node, &rows[i].entry, false, d) && good;
    const struct counter *counters = readings->counters.items;
    for (size_t i = 0; i < readings->counters.count; i++) {
        bool whole = counters[i].numbers.count > 0;
        good = check_entry(a, counters[i].node, &counters[i].entry, whole, d) && good;
    }
    return good;
}

static void sort_rows(struct readings *readings)
{
    for (size_t i = 0; i < readings->count; i++) {
        size_t at = 0;
        readings->rows[i].first = text_next(readings->rows[i].entry.word, &at);
        readings->rows[i].rank = i;
    }
    qsort(readings->rows, readings->count, sizeof *readings->rows, compare_rows);
}

/* The second of two rows for one word and any neighbour is never asked. */
static bool check_doubles(const struct readings *readings, struct diag *d)
{
    bool good = true;
    for (size_t i = 1; i < readings->count; i++) {
        const struct row *row = &readings->rows[i];
        const struct row *before = row - 1;
        if (text_equal(row->entry.word, before->entry.word) && !has_condition(before))
            good = diag_add(d, MSG_DUPLICATE_ID, row->node->span, "%.*s", (int)row->entry.word.size,
                            row->entry.word.ptr);
    }
    return good;
}

struct readings *readings_load(struct arena *a, const char *content, struct diag *d)
{
    struct readings *readings = arena_alloc(a, sizeof *readings);
    struct text path = text_format(a, "%s/catalog/readings.yaml", content);
    if (!schema_load(a, path.ptr, FILE_LIMIT, &READINGS, readings, d))
        return NULL;
    readings->rows = readings->words.items;
    readings->count = readings->words.count;
    if (!check_rows(a, readings, d))
        return NULL;
    sort_rows(readings);
    return check_doubles(readings, d) ? readings : NULL;
}

static bool is_japanese(struct text word)
{
    size_t offset = 0;
    while (offset < word.size) {
        uint32_t sign = text_next(word, &offset);
        if (!kanji_is(sign) && !(sign >= 0x3041 && sign <= 0x30FF))
            return false;
    }
    return kanji_in(word);
}

void readings_add(struct arena *a, struct readings *readings, const struct word_reading *words,
                  size_t count)
{
    struct row *rows = arena_array(a, readings->count + count, sizeof *rows);
    memcpy(rows, readings->rows, readings->count * sizeof *rows);
    size_t total = readings->count;
    for (size_t i = 0; i < count; i++) {
        if (is_japanese(words[i].word))
            rows[total++].entry = words[i];
    }
    readings->rows = rows;
    readings->count = total;
    sort_rows(readings);
}

/* ---- asking ---- */

static uint32_t sign_at(struct text text, size_t at)
{
    return at < text.size ? text_next(text, &at) : 0;
}

static uint32_t sign_before(struct text text, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return text_next(text, &at);
}

/* Between words, or where kanji meet other signs: a word of ours may begin or end there. */
static bool is_border(struct text text, const bool *joints, size_t at)
{
    return at == 0 || at >= text.size || joints[at] ||
           kanji_is(sign_before(text, at)) != kanji_is(sign_at(text, at));
}

static bool ends_with(struct text text, struct text end)
{
    return end.size <= text.size && memcmp(text.ptr + text.size - end.size, end.ptr, end.size) == 0;
}

static bool starts_with(struct text text, struct text start)
{
    return start.size <= text.size && memcmp(text.ptr, start.ptr, start.size) == 0;
}

static bool any_ends(const struct schema_list *list, struct text text)
{
    const struct text *ends = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (ends_with(text, ends[i]))
            return true;
    }
    return list->count == 0;
}

static bool any_starts(const struct schema_list *list, struct text text)
{
    const struct text *starts = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (starts_with(text, starts[i]))
            return true;
    }
    return list->count == 0;
}

/* The first row whose word begins with `first`, or the end of the rows. */
static size_t find_first(const struct readings *readings, uint32_t first)
{
    size_t low = 0;
    size_t high = readings->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (readings->rows[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct word_reading *readings_find(const struct readings *readings, struct text text,
                                         const bool *joints, size_t at)
{
    if (at >= text.size || !is_border(text, joints, at))
        return NULL;
    uint32_t first = sign_at(text, at);
    struct text rest = text_slice(text, at, text.size);
    for (size_t i = find_first(readings, first); i < readings->count; i++) {
        const struct row *row = &readings->rows[i];
        if (row->first != first)
            return NULL;
        size_t end = at + row->entry.word.size;
        if (starts_with(rest, row->entry.word) && is_border(text, joints, end) &&
            any_ends(&row->before, text_slice(text, 0, at)) &&
            any_starts(&row->behind, text_slice(text, end, text.size)))
            return &row->entry;
    }
    return NULL;
}

const struct word_reading *readings_counter(const struct readings *readings, struct text number,
                                            struct text word, bool *whole)
{
    const struct counter *counters = readings->counters.items;
    for (size_t i = 0; i < readings->counters.count; i++) {
        const struct counter *counter = &counters[i];
        if (!text_equal(counter->entry.word, word) || !any_ends(&counter->ends, number))
            continue;
        *whole = counter->numbers.count > 0;
        if (!*whole || schema_texts_have(&counter->numbers, number))
            return &counter->entry;
    }
    return NULL;
}
