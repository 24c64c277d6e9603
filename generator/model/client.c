#include "model/client.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/reading.h"
#include "japanese/readings.h"
#include "model/client_schema.h"

/* The file name without folder and suffix. */
static struct text base_name(struct text path)
{
    size_t start = 0;
    for (size_t i = 0; i < path.size; i++) {
        if (path.ptr[i] == '/')
            start = i + 1;
    }
    size_t end = text_ends(path, ".yaml") ? path.size - 5 : path.size;
    return text_slice(path, start, end);
}

static void read_not_applicable(const struct yaml_node *node, struct answer_entry *entry,
                                struct diag *d)
{
    const struct yaml_node *reason = yaml_get(node, "na");
    entry->answer = ANSWER_NOT_APPLICABLE;
    if (!reason || node->count != 1 || reason->kind != YAML_SCALAR ||
        text_trim(reason->value).size == 0) {
        diag_add(d, MSG_ANSWER_REASON, node->span, "%s", "");
        return;
    }
    entry->reason = text_trim(reason->value);
    if (text_length(entry->reason) > 80)
        diag_add(d, MSG_TEXT_TOO_LONG, reason->span, "na: %zu > 80", text_length(entry->reason));
}

static void read_answer(const struct sheet_item *item, const struct yaml_node *node,
                        struct answer_entry *entry, struct diag *d)
{
    static const char *const WORDS[] = {"yes", "partly", "no", "unknown", "na"};
    entry->span = node->span;
    if (node->kind == YAML_MAPPING) {
        read_not_applicable(node, entry, d);
        return;
    }
    if (node->kind != YAML_SCALAR) {
        diag_add(d, MSG_ANSWER_WORD, node->span, "%.*s", (int)item->number.size, item->number.ptr);
        return;
    }
    struct text word = text_trim(node->value);
    entry->answer = answer_parse(word);
    if (entry->answer == ANSWER_NONE) {
        struct text names[sizeof WORDS / sizeof *WORDS];
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
            names[i] = text_of(WORDS[i]);
        enum message message = text_is(word, "na") ? MSG_ANSWER_REASON : MSG_ANSWER_WORD;
        struct text shown = text_slice(word, 0, 60);
        diag_add(d, message, node->span, "%.*s: %.*s", (int)item->number.size, item->number.ptr,
                 (int)shown.size, shown.ptr);
        if (message == MSG_ANSWER_WORD)
            diag_near(d, diag_nearest(word, names, sizeof names / sizeof *names));
        return;
    }
    if (item->yes_no && (entry->answer == ANSWER_PARTLY || entry->answer == ANSWER_UNKNOWN))
        diag_add(d, MSG_ANSWER_NOT_ALLOWED, node->span, "%.*s: %.*s = yes | no",
                 (int)item->number.size, item->number.ptr, (int)word.size, word.ptr);
}

/* Reports the numbers that have no answer in one line: "3, 7, 25". */
static void report_missing(struct arena *a, const struct assessment *assessment, struct diag *d)
{
    const struct sheet_item *items = assessment->sheet->items.items;
    struct text list = text_of("");
    for (size_t i = 0; i < assessment->sheet->items.count; i++) {
        if (assessment->answers[i].span.source)
            continue;
        list = text_format(a, "%.*s%s%.*s", (int)list.size, list.ptr, list.size ? ", " : "",
                           (int)items[i].number.size, items[i].number.ptr);
    }
    if (list.size) {
        struct span span = yaml_span(assessment->node, "answers");
        diag_add(d, MSG_ANSWER_MISSING, span, "%.*s", (int)list.size, list.ptr);
    }
}

static void read_answers(struct arena *a, struct assessment *assessment, struct diag *d)
{
    const struct sheet *sheet = assessment->sheet;
    const struct yaml_node *node = assessment->answers_node;
    if (node->kind != YAML_MAPPING) {
        diag_add(d, MSG_WRONG_KIND, node->span, "answers = {number: answer}");
        return;
    }
    const struct sheet_item *items = sheet->items.items;
    struct answer_entry *answers = arena_array(a, sheet->items.count, sizeof *answers);
    assessment->answers = answers;
    for (size_t i = 0; i < node->count; i++) {
        size_t index = sheet_item_index(sheet, node->keys[i]->value);
        if (index == SIZE_MAX) {
            struct text shown = text_slice(node->keys[i]->value, 0, 60);
            diag_add(d, MSG_ANSWER_UNKNOWN_ITEM, node->keys[i]->span, "%.*s: %.*s",
                     (int)sheet->id.size, sheet->id.ptr, (int)shown.size, shown.ptr);
            continue;
        }
        read_answer(&items[index], node->items[i], &answers[index], d);
    }
    report_missing(a, assessment, d);
}

static const struct sheet *find_sheet(struct arena *a, const struct assessment *assessment,
                                      const struct sheet *sheets, size_t sheet_count,
                                      struct diag *d)
{
    struct text *ids = arena_array(a, sheet_count, sizeof *ids);
    for (size_t i = 0; i < sheet_count; i++) {
        if (text_equal(sheets[i].id, assessment->sheet_id))
            return &sheets[i];
        ids[i] = sheets[i].id;
    }
    diag_add(d, MSG_UNKNOWN_SHEET, yaml_span(assessment->node, "sheet"), "%.*s",
             (int)assessment->sheet_id.size, assessment->sheet_id.ptr);
    diag_near(d, diag_nearest(assessment->sheet_id, ids, sheet_count));
    return NULL;
}

static int compare_assessments(const void *left, const void *right)
{
    const struct assessment *a = left;
    const struct assessment *b = right;
    return date_compare(a->date, b->date);
}

/* Sorts the scored assessments by date and keeps the newest checklist. */
static void sort_assessments(struct arena *a, struct client *client, struct diag *d)
{
    struct assessment *read = client->assessment_list.items;
    struct assessment *scored = arena_array(a, client->assessment_list.count, sizeof *scored);
    for (size_t i = 0; i < client->assessment_list.count; i++) {
        if (!read[i].sheet)
            continue;
        if (read[i].sheet->kind == SHEET_SCORED)
            scored[client->assessment_count++] = read[i];
        else if (!client->checklist || date_compare(client->checklist->date, read[i].date) < 0)
            client->checklist = &read[i];
    }
    qsort(scored, client->assessment_count, sizeof *scored, compare_assessments);
    for (size_t i = 1; i < client->assessment_count; i++) {
        if (date_compare(scored[i - 1].date, scored[i].date) == 0)
            diag_add(d, MSG_ASSESSMENT_ORDER, yaml_span(scored[i].node, "date"), "%s", "");
    }
    client->assessments = scored;
    if (client->assessment_count == 0 && d->errors == 0)
        diag_add(d, MSG_NO_ASSESSMENT, yaml_span(client->node, "assessments"), "%s", "");
}

/* Pairs of values that cannot both be true. */
static void check_consistency(struct arena *a, const struct client *client, struct diag *d)
{
    const struct client_it *it = &client->it;
    if (it->pcs != SCHEMA_ABSENT && it->notebooks != SCHEMA_ABSENT && it->notebooks > it->pcs) {
        const struct yaml_node *node = yaml_get(client->node, "it");
        diag_add(d, MSG_INCONSISTENT, yaml_span(node, "notebooks"), "notebooks = %lld > pcs = %lld",
                 (long long)it->notebooks, (long long)it->pcs);
    }
    if (client->security_action.stars == 0 && client->security_action.declared.year != 0) {
        const struct yaml_node *node = yaml_get(client->node, "security_action");
        diag_add(d, MSG_INCONSISTENT, yaml_span(node, "declared"), "declared, stars = 0");
    }
    if (client->reading.ptr && !reading_is_kana(reading_hiragana(a, client->reading)))
        diag_add(d, MSG_READING, yaml_span(client->node, "reading"), "%.*s",
                 (int)client->reading.size, client->reading.ptr);
    if (!text_equal(base_name(client->source->path), client->id))
        diag_add(d, MSG_ID_NOT_FILE_NAME, yaml_span(client->node, "id"), "id = %.*s",
                 (int)client->id.size, client->id.ptr);
}

const struct client *client_load(struct arena *a, const char *path, const struct sheet *sheets,
                                 size_t sheet_count, struct diag *d)
{
    size_t errors_before = d->errors;
    const struct source *source = source_load(a, path, CLIENT_FILE_LIMIT, d);
    if (!source)
        return NULL;
    const struct yaml_node *root = yaml_parse(a, source, d);
    if (!root)
        return NULL;
    struct client *client = arena_alloc(a, sizeof *client);
    client->source = source;
    client->node = root;
    if (root->kind != YAML_MAPPING) {
        schema_read(a, client_schema(), root, client, d);
        return NULL;
    }
    /* The rest is read even after a mistake: all mistakes of a file are told at once. */
    schema_read(a, client_schema(), root, client, d);
    if (!client->honorific.ptr)
        client->honorific = text_of("御中");
    struct assessment *assessments = client->assessment_list.items;
    for (size_t i = 0; i < client->assessment_list.count; i++) {
        if (!assessments[i].sheet_id.ptr || !assessments[i].answers_node)
            continue;
        assessments[i].sheet = find_sheet(a, &assessments[i], sheets, sheet_count, d);
        if (assessments[i].sheet)
            read_answers(a, &assessments[i], d);
    }
    sort_assessments(a, client, d);
    check_consistency(a, client, d);
    return d->errors == errors_before ? client : NULL;
}
