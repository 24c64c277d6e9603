#include "merge/data_duty.h"

#include "base/arena.h"
#include "model/duty.h"

static struct value *flag_data(struct arena *a, const struct duty_row *row,
                               const struct duty_flag *flag)
{
    struct value *map = value_map(a);
    value_set(a, map, "task", value_plain(a, row->task->id));
    value_set(a, map, "name", value_plain(a, row->task->name));
    value_set(a, map, "kind", value_label(a, duty_flag_word(flag->kind)));
    value_set(a, map, "label", value_plain(a, flag->label));
    value_set(a, map, "say", value_plain(a, flag->say));
    value_set(a, map, "reason", value_plain(a, flag->reason));
    return map;
}

static void add_marks(struct arena *a, struct value *map, const struct duty_row *row)
{
    static const char *const KEYS[PARTY_COUNT] = {[PARTY_CLIENT] = "client",
                                                  [PARTY_VENDOR] = "vendor",
                                                  [PARTY_CLOUD] = "cloud",
                                                  [PARTY_OTHER] = "other"};
    for (size_t i = 0; i < PARTY_COUNT; i++)
        value_set(a, map, KEYS[i], value_label(a, duty_mark_sign(row->marks[i])));
    struct value *words = value_set(a, map, "marks", value_map(a));
    for (size_t i = 0; i < PARTY_COUNT; i++)
        value_set(a, words, KEYS[i], value_label(a, duty_mark_word(row->marks[i])));
}

static struct value *row_data(struct arena *a, const struct duty_notes *notes,
                              const struct duty_row *row)
{
    struct value *map = value_map(a);
    value_set(a, map, "task", value_plain(a, row->task->id));
    value_set(a, map, "name", value_plain(a, row->task->name));
    value_set(a, map, "group", value_plain(a, row->task->group));
    value_set(a, map, "why", value_plain(a, row->task->why));
    value_set(a, map, "often", value_plain(a, row->task->often));
    add_marks(a, map, row);
    value_set(a, map, "note", value_plain(a, row->note));
    value_set(a, map, "changed", value_bool(a, row->changed));
    value_set(a, map, "flagged", value_bool(a, row->flag_count > 0));
    struct value *flags = value_set(a, map, "flags", value_list(a));
    for (size_t i = 0; i < row->flag_count; i++)
        value_append(a, flags, flag_data(a, row, &row->flags[i]));
    bool flagged = row->flag_count > 0;
    value_set(a, map, "label", flagged ? value_plain(a, row->flags[0].label) : value_undefined(a));
    bool said = flagged && text_equal(row->note, notes->nobody);
    value_set(a, map, "remark", said ? value_undefined(a) : value_plain(a, row->note));
    value_set(a, map, "rule", value_plain(a, row->task->rule));
    value_set(a, map, "source", value_undefined(a));
    return map;
}

struct value *data_duties(struct arena *a, const struct duty_table *table)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < table->row_count; i++)
        value_append(a, list, row_data(a, &table->duties->notes, &table->rows[i]));
    return list;
}

static struct value *contract_data(struct arena *a, const struct duty_contract *contract)
{
    struct value *map = value_map(a);
    value_set(a, map, "name", value_label(a, contract_label((enum contract_kind)contract->kind)));
    value_set(a, map, "text", value_plain(a, contract->text));
    struct value *limits = value_set(a, map, "limits", value_list(a));
    const struct text *texts = contract->limits.items;
    for (size_t i = 0; i < contract->limits.count; i++)
        value_append(a, limits, value_plain(a, texts[i]));
    value_set(a, map, "price", value_plain(a, contract->price));
    value_set(a, map, "source", value_undefined(a));
    return map;
}

static struct value *groups_data(struct arena *a, const struct duty_table *table,
                                 const struct value *duties)
{
    struct value *list = value_list(a);
    const struct duty_group *groups = table->duties->groups.items;
    for (size_t g = 0; g < table->duties->groups.count; g++) {
        struct value *rows = value_list(a);
        for (size_t i = 0; i < table->row_count; i++) {
            if (text_equal(table->rows[i].task->group, groups[g].id))
                value_append(a, rows, duties->items[i]);
        }
        if (rows->count == 0)
            continue;
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "id", value_plain(a, groups[g].id));
        value_set(a, map, "name", value_plain(a, groups[g].name));
        value_set(a, map, "rows", rows);
    }
    return list;
}

/* Sets flags, and the same split for reading: rows nobody leads need the same sentence. */
static void add_flags(struct arena *a, struct value *map, const struct duty_table *table,
                      const struct value *duties)
{
    struct value *list = value_set(a, map, "flags", value_list(a));
    struct value *talks = value_set(a, map, "talks", value_list(a));
    struct value *open = value_set(a, map, "open", value_list(a));
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_row *row = &table->rows[i];
        const struct value *flags = value_get(duties->items[i], text_of("flags"));
        for (size_t f = 0; f < row->flag_count; f++) {
            value_append(a, list, flags->items[f]);
            if (row->flags[f].kind == DUTY_NOBODY)
                value_append(a, open, duties->items[i]);
            else
                value_append(a, talks, flags->items[f]);
        }
    }
}

/* What is said about one task or several in the same words. */
struct subject {
    const struct duty_flag *flag;
    struct text before, names, after; /* of its sentences; no names where they tell none */
};

static struct subject subject_of(const struct duty_row *row, const struct duty_flag *flag)
{
    struct text name = row->task->name;
    struct subject subject = {.flag = flag, .before = flag->say};
    size_t at = text_find(flag->say, name.ptr, 0);
    if (at == SIZE_MAX)
        return subject;
    subject.before = text_slice(flag->say, 0, at);
    subject.names = text_slice(flag->say, at, at + name.size);
    subject.after = text_slice(flag->say, at + name.size, flag->say.size);
    return subject;
}

static bool is_same_subject(const struct subject *one, const struct subject *other)
{
    return one->flag->kind == other->flag->kind && text_equal(one->before, other->before) &&
           text_equal(one->after, other->after);
}

/* Adds the task of `next` to the names of the subject that says the same, 「A」「B」, or `next` as
 * a subject of its own. */
static void add_subject(struct arena *a, struct subject *subjects, size_t *count,
                        struct subject next)
{
    for (size_t i = 0; i < *count; i++) {
        struct subject *subject = &subjects[i];
        if (!is_same_subject(subject, &next))
            continue;
        if (next.names.size > 0)
            subject->names = text_format(a, "%.*s」「%.*s", (int)subject->names.size,
                                         subject->names.ptr, (int)next.names.size, next.names.ptr);
        return;
    }
    subjects[(*count)++] = next;
}

static struct value *subjects_data(struct arena *a, const struct duty_table *table)
{
    size_t flags = 0;
    for (size_t i = 0; i < table->row_count; i++)
        flags += table->rows[i].flag_count;
    struct subject *subjects = arena_array(a, flags, sizeof *subjects);
    size_t count = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_row *row = &table->rows[i];
        for (size_t f = 0; f < row->flag_count; f++) {
            if (row->flags[f].kind != DUTY_NOBODY)
                add_subject(a, subjects, &count, subject_of(row, &row->flags[f]));
        }
    }
    struct value *list = value_list(a);
    for (size_t i = 0; i < count; i++) {
        const struct subject *subject = &subjects[i];
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "label", value_plain(a, subject->flag->label));
        value_set(a, map, "say",
                  value_plain(a, text_format(a, "%.*s%.*s%.*s", (int)subject->before.size,
                                             subject->before.ptr, (int)subject->names.size,
                                             subject->names.ptr, (int)subject->after.size,
                                             subject->after.ptr)));
    }
    return list;
}

static struct value *decisions_data(struct arena *a, const struct duty_table *table)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_row *row = &table->rows[i];
        size_t f = 0;
        while (f < row->flag_count && !row->flags[f].decide.ptr)
            f++;
        if (f == row->flag_count)
            continue;
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "task", value_plain(a, row->task->id));
        value_set(a, map, "name", value_plain(a, row->task->name));
        value_set(a, map, "what", value_plain(a, row->flags[f].decide));
    }
    return list;
}

static struct value *rules_data(struct arena *a, const struct duty_table *table)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_task *task = table->rows[i].task;
        if (!task->rule.ptr)
            continue;
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "task", value_plain(a, task->id));
        value_set(a, map, "name", value_plain(a, task->name));
        value_set(a, map, "text", value_plain(a, task->rule));
        value_set(a, map, "source", value_undefined(a));
    }
    return list;
}

struct value *data_duty(struct arena *a, const struct duty_table *table, struct value *duties)
{
    struct value *map = value_map(a);
    value_set(a, map, "contract", contract_data(a, table->contract));
    value_set(a, map, "groups", groups_data(a, table, duties));
    struct value *top = value_set(a, map, "top", value_list(a));
    for (size_t i = 0; i < table->top_count; i++)
        value_append(a, top, duties->items[table->top[i] - table->rows]);
    value_set(a, map, "flagged", value_int(a, (int64_t)table->flagged));
    add_flags(a, map, table, duties);
    value_set(a, map, "subjects", subjects_data(a, table));
    value_set(a, map, "decisions", decisions_data(a, table));
    value_set(a, map, "rules", rules_data(a, table));
    return map;
}

bool data_duty_cites(const struct duty_table *table, struct text id)
{
    if (table->contract->source.ptr && text_equal(table->contract->source, id))
        return true;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_task *task = table->rows[i].task;
        if (task->source.ptr && text_equal(task->source, id))
            return true;
    }
    return false;
}

static void number_source(struct arena *a, struct value *map, struct text id,
                          const struct value *cite)
{
    const struct value *number = id.ptr ? value_get(cite, id) : NULL;
    *value_get(map, text_of("source")) = number ? *number : *value_undefined(a);
}

void data_duty_cite(struct arena *a, struct value *duty, struct value *duties,
                    const struct duty_table *table, const struct value *cite)
{
    number_source(a, value_get(duty, text_of("contract")), table->contract->source, cite);
    struct value *rules = value_get(duty, text_of("rules"));
    size_t rule = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct duty_task *task = table->rows[i].task;
        number_source(a, duties->items[i], task->source, cite);
        if (task->rule.ptr)
            number_source(a, rules->items[rule++], task->source, cite);
    }
}
