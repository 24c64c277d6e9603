#include "model/duty.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"

/* As many rows as the one-page summary has room for. */
enum { TOP_SHOWN = 4 };

static bool names_task(const struct schema_list *list, struct text id)
{
    const struct client_duty *entries = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(entries[i].task, id))
            return true;
    }
    return false;
}

static bool has_what(const struct client *client, enum duty_when when)
{
    const struct client_it *it = &client->it;
    switch (when) {
    case WHEN_ALWAYS:
        return true;
    case WHEN_SERVER:
        return it->servers != 0; /* not known counts as some */
    case WHEN_VPN:
        return it->remote_access == REMOTE_VPN;
    case WHEN_REMOTE:
        return it->remote_access == REMOTE_VPN || it->remote_access == REMOTE_RDP ||
               it->remote_access == REMOTE_UNKNOWN;
    case WHEN_CLOUD:
        return it->cloud.count > 0 || it->remote_access == REMOTE_CLOUD ||
               it->backup == BACKUP_CLOUD || it->backup == BACKUP_BOTH;
    case WHEN_WEBSITE_HOSTED:
        return it->website == WEBSITE_HOSTED;
    case WHEN_WEBSITE_OWN:
        return it->website == WEBSITE_OWN || it->website == WEBSITE_SHOP;
    case WHEN_RECORDS:
        return client->records.count > 0;
    case WHEN_NOTEBOOK:
        return it->notebooks != 0;
    }
    return true;
}

/* True when there are answers about the task and all of them are "not applicable". */
static bool does_not_apply(const struct duty_task *task, const struct score *score)
{
    const struct text *topics = task->topics.items;
    size_t answered = 0;
    for (size_t i = 0; score && i < task->topics.count; i++) {
        size_t index = sheet_topic_index(score->sheet, topics[i]);
        if (index == SIZE_MAX)
            continue;
        if (score->items[index].entry->answer != ANSWER_NOT_APPLICABLE)
            return false;
        answered++;
    }
    return answered > 0;
}

static bool concerns(const struct duty_task *task, const struct client *client,
                     const struct score *score)
{
    if (names_task(&client->contract.deviations, task->id) ||
        names_task(&client->beliefs, task->id))
        return true;
    return has_what(client, (enum duty_when)task->when) && !does_not_apply(task, score);
}

static int64_t urgency_of(const struct duty_task *task, const struct score *score)
{
    const struct text *topics = task->topics.items;
    int64_t most = 0;
    for (size_t i = 0; score && i < task->topics.count; i++) {
        size_t index = sheet_topic_index(score->sheet, topics[i]);
        if (index == SIZE_MAX || !score->items[index].counts)
            continue;
        const struct score_item *item = &score->items[index];
        int64_t urgency = (score->sheet->points.yes - item->points) * item->item->priority;
        most = urgency > most ? urgency : most;
    }
    return most;
}

/* What a party that led is left with when another one leads. */
static enum duty_mark mark_without_lead(enum duty_party party)
{
    switch (party) {
    case PARTY_CLIENT:
        return MARK_HELP; /* its own equipment: it is never quite out */
    case PARTY_VENDOR:
        return MARK_CHARGED; /* can always be asked, outside the contract */
    case PARTY_CLOUD:
    case PARTY_OTHER:
    case PARTY_COUNT:
        break;
    }
    return MARK_NONE;
}

static size_t count_marks(const struct duty_row *row, enum duty_mark mark)
{
    size_t count = 0;
    for (size_t i = 0; i < PARTY_COUNT; i++)
        count += row->marks[i] == mark;
    return count;
}

/* Somebody else leads now: what was open for others is decided with it. */
static void clear_leads(struct duty_row *row)
{
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        if (row->marks[i] == MARK_LEAD || row->marks[i] == MARK_UNDECIDED)
            row->marks[i] = mark_without_lead((enum duty_party)i);
    }
}

static void leave_open(struct duty_row *row)
{
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        if (row->marks[i] == MARK_LEAD)
            row->marks[i] = MARK_UNDECIDED;
    }
    if (count_marks(row, MARK_UNDECIDED) == 0)
        row->marks[PARTY_CLIENT] = MARK_UNDECIDED;
}

static void apply_deviations(const struct duties *duties, const struct client *client,
                             struct duty_row *row)
{
    const struct client_duty *deviations = client->contract.deviations.items;
    bool leads[PARTY_COUNT] = {false};
    bool any = false;
    bool nobody = false;
    for (size_t i = 0; i < client->contract.deviations.count; i++) {
        enum duty_party party;
        if (!text_equal(deviations[i].task, row->task->id) ||
            !duty_lead_parse(deviations[i].lead, &party))
            continue;
        if (party == PARTY_COUNT) {
            nobody = true;
            continue;
        }
        leads[party] = true;
        any = true;
    }
    row->changed = any || nobody;
    if (any)
        clear_leads(row);
    else if (nobody)
        leave_open(row);
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        if (leads[i])
            row->marks[i] = MARK_LEAD;
    }
    row->leads = count_marks(row, MARK_LEAD);
    if (any)
        row->note = row->leads > 1 ? duties->notes.several : duties->notes.changed;
    else if (nobody && row->terms->lead.count > 0)
        row->note = duties->notes.nobody;
}

/* "御社と当社" */
static struct text lead_names(struct arena *a, const struct duty_row *row)
{
    struct text names = text_of("");
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        if (row->marks[i] == MARK_LEAD)
            names = text_format(a, "%.*s%s%s", (int)names.size, names.ptr, names.size ? "と" : "",
                                duty_party_label((enum duty_party)i));
    }
    return names;
}

/* What the placeholders of a wording stand for. */
struct filling {
    struct text task, leads, believed, limit;
};

static struct text filling_of(const struct filling *filling, struct text name)
{
    if (text_is(name, "task"))
        return filling->task;
    if (text_is(name, "leads"))
        return filling->leads;
    if (text_is(name, "believed"))
        return filling->believed;
    return filling->limit;
}

/* `template` with its {placeholders} filled in; duties_load has checked them. */
static struct text fill(struct arena *a, struct text template, const struct filling *filling)
{
    if (!template.ptr)
        return template;
    struct buffer out = {0};
    size_t from = 0;
    for (;;) {
        size_t open = text_find(template, "{", from);
        size_t close = open == SIZE_MAX ? SIZE_MAX : text_find(template, "}", open);
        if (close == SIZE_MAX)
            break;
        buffer_put(&out, text_slice(template, from, open));
        buffer_put(&out, filling_of(filling, text_slice(template, open + 1, close)));
        from = close + 1;
    }
    buffer_put(&out, text_slice(template, from, template.size));
    struct text filled = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return filled;
}

static void add_flag(struct arena *a, const struct duties *duties, struct duty_row *row,
                     enum duty_flag_kind kind, const char *believed)
{
    const struct duty_wording *wording = duties_wording(duties, kind);
    const struct filling filling = {.task = row->task->name,
                                    .leads = lead_names(a, row),
                                    .believed = text_of(believed),
                                    .limit =
                                        text_format(a, "%lld", (long long)duties->able.employees)};
    struct duty_flag *flag = &row->flags[row->flag_count++];
    flag->kind = kind;
    flag->label = wording->label;
    flag->say = fill(a, wording->say, &filling);
    flag->reason = fill(a, wording->reason, &filling);
    flag->decide = fill(a, wording->decide, &filling);
}

/* The first belief about the row's task that the agreement does not bear out. */
static bool find_belief(const struct client *client, const struct duty_row *row,
                        enum duty_party *believed)
{
    const struct client_duty *beliefs = client->beliefs.items;
    for (size_t i = 0; i < client->beliefs.count; i++) {
        if (!text_equal(beliefs[i].task, row->task->id) ||
            !duty_lead_parse(beliefs[i].lead, believed))
            continue;
        bool true_belief =
            *believed == PARTY_COUNT ? row->leads == 0 : row->marks[*believed] == MARK_LEAD;
        if (!true_belief)
            return true;
    }
    return false;
}

static void flag_leads(struct arena *a, const struct duties *duties, const struct client *client,
                       struct duty_row *row)
{
    enum duty_party believed = PARTY_COUNT;
    bool differs = find_belief(client, row, &believed);
    const char *name = believed == PARTY_COUNT ? "" : duty_party_label(believed);
    if (row->leads > 1)
        add_flag(a, duties, row, DUTY_TWO, "");
    if (row->leads == 0 && row->task->account)
        add_flag(a, duties, row, DUTY_ACCOUNT, "");
    else if (row->leads == 0)
        add_flag(a, duties, row, differs ? DUTY_BELIEF_OPEN : DUTY_NOBODY, name);
    else if (differs)
        add_flag(a, duties, row, believed == PARTY_COUNT ? DUTY_BELIEF_UNAWARE : DUTY_BELIEF, name);
}

/* An IT firm has able people whatever its size. */
static void flag_skill(struct arena *a, const struct duties *duties, const struct client *client,
                       struct duty_row *row)
{
    if (!row->task->needs_skill || row->marks[PARTY_CLIENT] != MARK_LEAD ||
        client->trade == TRADE_IT)
        return;
    if (!client->contact.ptr)
        add_flag(a, duties, row, DUTY_SKILL_NAME, "");
    else if (client->employees < duties->able.employees)
        add_flag(a, duties, row, DUTY_SKILL_SIZE, "");
}

/* Where the client relies on somebody wrongly, nobody looks: worse than a gap that is known. */
static int rank_of(const struct duty_row *row)
{
    for (size_t i = 0; i < row->flag_count; i++) {
        enum duty_flag_kind kind = row->flags[i].kind;
        if (kind == DUTY_BELIEF || kind == DUTY_BELIEF_OPEN || kind == DUTY_BELIEF_UNAWARE)
            return 2;
    }
    return row->flag_count > 0 ? 1 : 0;
}

/* Higher rank first, then those whose answers lost most; equal ones in the catalogue's order: rows
 * point into one array. */
static int compare_rank(const void *left, const void *right)
{
    const struct duty_row *a = *(const struct duty_row *const *)left;
    const struct duty_row *b = *(const struct duty_row *const *)right;
    if (rank_of(a) != rank_of(b))
        return rank_of(a) > rank_of(b) ? -1 : 1;
    if (a->urgency != b->urgency)
        return a->urgency > b->urgency ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int compare_place(const void *left, const void *right)
{
    const struct duty_row *a = *(const struct duty_row *const *)left;
    const struct duty_row *b = *(const struct duty_row *const *)right;
    return a < b ? -1 : a > b;
}

static void choose_top(struct arena *a, struct duty_table *table)
{
    table->top = arena_array(a, table->row_count, sizeof *table->top);
    for (size_t i = 0; i < table->row_count; i++)
        table->top[i] = &table->rows[i];
    qsort(table->top, table->row_count, sizeof *table->top, compare_rank);
    table->top_count = table->row_count < TOP_SHOWN ? table->row_count : TOP_SHOWN;
    qsort(table->top, table->top_count, sizeof *table->top, compare_place);
}

const struct duty_table *duty_make(struct arena *a, const struct duties *duties,
                                   const struct client *client, const struct score *score)
{
    struct duty_table *table = arena_alloc(a, sizeof *table);
    const struct duty_task *tasks = duties->tasks.items;
    table->duties = duties;
    table->contract = duties_contract(duties, (enum contract_kind)client->contract.kind);
    table->rows = arena_array(a, duties->tasks.count, sizeof *table->rows);
    for (size_t t = 0; t < duties->tasks.count; t++) {
        if (!concerns(&tasks[t], client, score))
            continue;
        struct duty_row *row = &table->rows[table->row_count++];
        row->task = &tasks[t];
        row->terms = table->contract->terms[t];
        row->note = row->terms->note;
        row->urgency = urgency_of(row->task, score);
        for (size_t i = 0; i < PARTY_COUNT; i++)
            row->marks[i] = row->terms->marks[i];
        apply_deviations(duties, client, row);
        flag_leads(a, duties, client, row);
        flag_skill(a, duties, client, row);
        table->flagged += row->flag_count > 0;
    }
    choose_top(a, table);
    return table;
}

const char *duty_mark_sign(enum duty_mark mark)
{
    static const char *const SIGNS[] = {[MARK_NONE] = "―",
                                        [MARK_LEAD] = "◎",
                                        [MARK_HELP] = "○",
                                        [MARK_CHARGED] = "△",
                                        [MARK_UNDECIDED] = "？"};
    return SIGNS[mark];
}

const char *duty_mark_word(enum duty_mark mark)
{
    static const char *const WORDS[] = {[MARK_NONE] = "none",
                                        [MARK_LEAD] = "lead",
                                        [MARK_HELP] = "help",
                                        [MARK_CHARGED] = "charged",
                                        [MARK_UNDECIDED] = "undecided"};
    return WORDS[mark];
}

const char *duty_party_label(enum duty_party party)
{
    static const char *const LABELS[] = {[PARTY_CLIENT] = "御社",
                                         [PARTY_VENDOR] = "当社",
                                         [PARTY_CLOUD] = "クラウド会社",
                                         [PARTY_OTHER] = "他社",
                                         [PARTY_COUNT] = ""};
    return LABELS[party];
}

const char *duty_flag_word(enum duty_flag_kind kind)
{
    static const char *const WORDS[DUTY_FLAG_KINDS] = {[DUTY_NOBODY] = "nobody",
                                                       [DUTY_TWO] = "two",
                                                       [DUTY_BELIEF] = "belief",
                                                       [DUTY_BELIEF_OPEN] = "belief_open",
                                                       [DUTY_BELIEF_UNAWARE] = "belief_unaware",
                                                       [DUTY_SKILL_NAME] = "skill_name",
                                                       [DUTY_SKILL_SIZE] = "skill_size",
                                                       [DUTY_ACCOUNT] = "account"};
    return WORDS[kind];
}
