/* row.c -- what the vendor wants to see of one client, taken from its report. */
#include "base/arena.h"
#include "model/report.h"
#include "portfolio/portfolio.h"

static enum gap gap_of(enum duty_flag_kind kind)
{
    switch (kind) {
    case DUTY_NOBODY:
        return GAP_NOBODY;
    case DUTY_TWO:
        return GAP_TWO;
    case DUTY_BELIEF:
    case DUTY_BELIEF_OPEN:
    case DUTY_BELIEF_UNAWARE:
        return GAP_BELIEF;
    case DUTY_SKILL_NAME:
    case DUTY_SKILL_SIZE:
        return GAP_SKILL;
    case DUTY_ACCOUNT:
        return GAP_ACCOUNT;
    case DUTY_FLAG_KINDS:
        break;
    }
    return GAP_COUNT;
}

const char *gap_label(enum gap gap)
{
    static const char *const LABELS[GAP_COUNT] = {[GAP_NOBODY] = "だれもいない",
                                                  [GAP_TWO] = "二重",
                                                  [GAP_BELIEF] = "思いちがい",
                                                  [GAP_SKILL] = "できる人がいない",
                                                  [GAP_ACCOUNT] = "保守の入口"};
    return LABELS[gap];
}

/* Scenarios come by value, then by likely damage: the first is the worst. */
static void add_worst(struct arena *a, struct portfolio_row *row, const struct report *report)
{
    if (report->damage->count == 0)
        return;
    const struct damage *worst = report->damage->worst[0];
    row->worst = text_copy(a, worst->risk->scenario->short_name);
    row->worst_value = worst->risk->value;
    row->grade = worst->risk->grade;
    row->damage = worst->printed[OUTCOME_LIKELY];
}

/* The decision of the first row among those shown first, else of the table. */
static void add_duty(struct arena *a, struct portfolio_row *row, const struct duty_table *duty)
{
    row->open_tasks = duty->flagged;
    for (size_t i = 0; i < duty->row_count; i++) {
        for (size_t f = 0; f < duty->rows[i].flag_count; f++)
            row->gaps[gap_of(duty->rows[i].flags[f].kind)]++;
    }
    for (size_t i = 0; i < duty->top_count; i++) {
        for (size_t f = 0; f < duty->top[i]->flag_count; f++) {
            struct text decide = duty->top[i]->flags[f].decide;
            if (decide.size == 0 || row->decide.size > 0)
                continue;
            struct text task = duty->top[i]->task->name;
            row->decide = text_format(a, "%.*s：%.*s", (int)task.size, task.ptr, (int)decide.size,
                                      decide.ptr);
        }
    }
}

static void add_plan(struct arena *a, struct portfolio_row *row, const struct plan *plan)
{
    row->budget = plan->budget;
    row->budget_assumed = plan->budget_assumed;
    row->minimum_too_dear = !plan->minimum_in_first_year;
    /* A first year without money has no step; the next one that has is still what comes next. */
    for (size_t year = 0; year < PLAN_YEARS; year++) {
        if (plan->years[year].step_count == 0)
            continue;
        const struct plan_step *step = &plan->years[year].steps[0];
        row->next = text_copy(a, step->result->measure->name);
        row->next_cost = step->cost;
        return;
    }
}

static void add_dates(struct portfolio_row *row, const struct client *client)
{
    row->meeting = client->meeting;
    const struct client_visit *visits = client->visits.items;
    for (size_t i = 0; i < client->visits.count; i++) {
        if (date_compare(visits[i].date, row->visit) > 0)
            row->visit = visits[i].date;
    }
}

static bool is_star_ready(const struct report *report)
{
    bool ready = report->client->security_action.stars == 0 && report->action_count > 0;
    for (size_t i = 0; i < report->action_count; i++) {
        const struct action_state *state = &report->actions[i];
        ready = ready && (state->condition->stars != 1 || state->met);
    }
    return ready;
}

void portfolio_add(struct portfolio *portfolio, const struct report *report)
{
    struct arena *a = portfolio->arena;
    const struct client *client = report->client;
    const struct score *score = report->score;
    struct portfolio_row *row =
        arena_push(a, &portfolio->rows, &portfolio->count, sizeof *portfolio->rows);
    row->id = text_copy(a, client->id);
    row->name = text_copy(a, client->name);
    row->fictional = client->fictional;
    row->trade = client->trade;
    row->employees = client->employees;
    row->assessed = score->assessment->date;
    row->edition = text_copy(a, score->sheet->edition);
    row->total = score->total;
    row->passed = score->total >= score->sheet->pass;
    row->has_previous = report->previous != NULL;
    row->comparable = report->previous && report->comparable;
    row->change = row->comparable ? score->total - report->previous->total : 0;
    row->contract = client->contract.kind;
    const struct obstacle *obstacle = report->obstacle;
    if (obstacle->stuck < obstacle->state_count)
        row->obstacle = text_copy(a, obstacle->states[obstacle->stuck].step->name);
    add_worst(a, row, report);
    add_duty(a, row, report->duty);
    add_plan(a, row, report->plan);
    add_dates(row, client);
    row->star_ready = is_star_ready(report);
    row->peer = peer_make(a, client, score);
    portfolio->fictional += client->fictional;
}
