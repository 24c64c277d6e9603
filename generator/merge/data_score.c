#include "merge/data_score.h"

#include "base/arena.h"
#include "model/report.h"

/* How many of the weakest items a summary shows: as many as fit the one page. */
enum { WORST_SHOWN = 5, TODAY_SHOWN = 3 };

/* "1" as a number, "1-2" as a text. */
static struct value *item_number(struct arena *a, struct text number)
{
    int64_t value = 0;
    for (size_t i = 0; i < number.size; i++) {
        if (number.ptr[i] < '0' || number.ptr[i] > '9')
            return value_plain(a, number);
        value = 10 * value + (number.ptr[i] - '0');
    }
    return value_int(a, value);
}

static const char *doer_label(enum doer doer)
{
    static const char *const LABELS[] = {
        [DOER_CLIENT] = "御社", [DOER_VENDOR] = "当社", [DOER_BOTH] = "御社と当社"};
    return LABELS[doer];
}

static const char *answer_mark(enum answer answer)
{
    static const char *const MARKS[ANSWER_COUNT] = {
        [ANSWER_NONE] = "―", [ANSWER_YES] = "○",      [ANSWER_PARTLY] = "△",
        [ANSWER_NO] = "×",   [ANSWER_UNKNOWN] = "？", [ANSWER_NOT_APPLICABLE] = "―"};
    return MARKS[answer];
}

/* Points as printed: a real minus sign, which a hyphen is not. */
static struct text points_text(struct arena *a, int64_t points, const char *unit)
{
    return text_format(a, "%s%lld%s", points < 0 ? "−" : "",
                       (long long)(points < 0 ? -points : points), unit);
}

static struct value *item_data(struct arena *a, const struct score *score,
                               const struct score *previous, const struct score_item *item)
{
    struct value *map = value_map(a);
    const struct sheet_item *question = item->item;
    enum answer answer = item->entry->answer;
    value_set(a, map, "number", item_number(a, question->number));
    value_set(a, map, "title", value_plain(a, question->title));
    value_set(a, map, "question", value_plain(a, question->question));
    value_set(a, map, "aim", value_plain(a, question->aim));
    value_set(a, map, "example", value_plain(a, question->example));
    value_set(a, map, "if_no", value_plain(a, question->if_no));
    value_set(a, map, "first_step", value_plain(a, question->first_step));
    value_set(a, map, "doer", value_label(a, doer_label((enum doer)question->doer)));
    value_set(a, map, "category", value_plain(a, question->category));
    value_set(a, map, "answer", value_label(a, answer_word(answer)));
    value_set(a, map, "answer_text", value_label(a, answer_label(answer)));
    value_set(a, map, "mark", value_label(a, answer_mark(answer)));
    value_set(a, map, "reason", value_text(a, item->entry->reason, item->entry->span));
    value_set(a, map, "points", item->counts ? value_int(a, item->points) : value_undefined(a));
    value_set(a, map, "max", value_int(a, score->sheet->points.yes));
    enum answer before = score_answer_in(previous, question);
    value_set(a, map, "previous_answer",
              before == ANSWER_NONE ? value_undefined(a) : value_label(a, answer_word(before)));
    value_set(a, map, "previous_text",
              before == ANSWER_NONE ? value_undefined(a) : value_label(a, answer_label(before)));
    return map;
}

static struct value *category_data(struct arena *a, const struct score *score,
                                   const struct score_category *category,
                                   const struct value *all_items)
{
    struct value *map = value_map(a);
    bool applies = category->most > 0;
    value_set(a, map, "id", value_plain(a, category->category->id));
    value_set(a, map, "name", value_plain(a, category->category->name));
    value_set(a, map, "points", applies ? value_int(a, category->points) : value_undefined(a));
    value_set(a, map, "max", value_int(a, category->most));
    value_set(a, map, "score", applies ? value_int(a, category->score) : value_undefined(a));
    value_set(a, map, "score_text",
              applies ? value_plain(a, points_text(a, category->score, ""))
                      : value_label(a, "対象外"));
    value_set(a, map, "applicable", value_int(a, (int64_t)category->applicable));
    value_set(a, map, "weak", value_bool(a, category->weak));
    /* The category alone as a list of one: what a meter chart draws. */
    struct value *meter = value_append(a, value_set(a, map, "meter", value_list(a)), value_map(a));
    value_set(a, meter, "label", value_plain(a, category->category->name));
    value_set(a, meter, "blank", value_label(a, "")); /* where a heading already names the bar */
    value_set(a, meter, "value", applies ? value_int(a, category->score) : value_undefined(a));
    value_set(a, meter, "weak", value_bool(a, category->weak));
    value_set(a, meter, "text",
              applies ? value_plain(a, points_text(a, category->score, "点"))
                      : value_label(a, "対象外"));
    struct value *items = value_set(a, map, "items", value_list(a));
    for (size_t i = 0; i < score->item_count; i++) {
        if (text_equal(score->items[i].item->category, category->category->id))
            value_append(a, items, all_items->items[i]);
    }
    return map;
}

static struct value *rule_text(struct arena *a, const struct score *score)
{
    if (score->not_applicable == 0)
        return value_label(a, "すべての問いを数えています。");
    if (score->sheet->not_applicable == NOT_APPLICABLE_FULL)
        return value_plain(a, text_format(a, "「対象外」の%zu問は、満点として数えています。",
                                          score->not_applicable));
    return value_plain(
        a, text_format(a, "「対象外」の%zu問は除き、残りの%zu問を100点満点に直しています。",
                       score->not_applicable, score->applicable));
}

static void add_counts(struct arena *a, struct value *map, const struct score *score)
{
    struct value *counts = value_set(a, map, "counts", value_map(a));
    value_set(a, counts, "yes", value_int(a, (int64_t)score->answers[ANSWER_YES]));
    value_set(a, counts, "partly", value_int(a, (int64_t)score->answers[ANSWER_PARTLY]));
    value_set(a, counts, "no", value_int(a, (int64_t)score->answers[ANSWER_NO]));
    value_set(a, counts, "unknown", value_int(a, (int64_t)score->answers[ANSWER_UNKNOWN]));
    value_set(a, counts, "na", value_int(a, (int64_t)score->answers[ANSWER_NOT_APPLICABLE]));
    value_set(a, counts, "open", value_int(a, (int64_t)score->worst_count));
}

/* The numbers of any score: total, band, rule. */
static struct value *score_base(struct arena *a, const struct score *score)
{
    struct value *map = value_map(a);
    const struct sheet *sheet = score->sheet;
    value_set(a, map, "total", value_int(a, score->total));
    value_set(a, map, "max", value_int(a, 100));
    value_set(a, map, "pass", value_int(a, sheet->pass));
    value_set(a, map, "passed", value_bool(a, score->total >= sheet->pass));
    value_set(a, map, "short",
              value_int(a, score->total < sheet->pass ? sheet->pass - score->total : 0));
    value_set(a, map, "full", value_bool(a, score->total == 100));
    value_set(a, map, "points", value_int(a, score->points));
    value_set(a, map, "most", value_int(a, score->most));
    value_set(a, map, "band", value_plain(a, score->band->name));
    value_set(a, map, "band_text", value_plain(a, score->band->text));
    value_set(a, map, "rule",
              value_label(a, sheet->not_applicable == NOT_APPLICABLE_FULL ? "full" : "rescale"));
    value_set(a, map, "rule_text", rule_text(a, score));
    value_set(a, map, "applicable", value_int(a, (int64_t)score->applicable));
    value_set(a, map, "not_applicable", value_int(a, (int64_t)score->not_applicable));
    value_set(a, map, "asked", value_int(a, (int64_t)score->item_count));
    value_set(a, map, "date", value_date(a, score->assessment->date));
    value_set(a, map, "by", value_text(a, score->assessment->by, score->assessment->node->span));
    struct value *about = value_set(a, map, "sheet", value_map(a));
    value_set(a, about, "id", value_plain(a, sheet->id));
    value_set(a, about, "name", value_plain(a, sheet->name));
    value_set(a, about, "edition", value_plain(a, sheet->edition));
    value_set(a, about, "note", value_plain(a, sheet->note));
    value_set(a, about, "source", value_undefined(a));
    value_set(a, about, "yes_points", value_int(a, sheet->points.yes));
    value_set(a, about, "partly_points", value_int(a, sheet->points.partly));
    value_set(a, about, "no_points", value_int(a, sheet->points.no));
    value_set(a, about, "unknown_points", value_int(a, sheet->points.unknown));
    add_counts(a, map, score);
    return map;
}

static void add_change(struct arena *a, struct value *map, const struct report *report)
{
    const struct score *previous = report->previous;
    if (!previous) {
        value_set(a, map, "previous", value_undefined(a));
        value_set(a, map, "change", value_undefined(a));
        value_set(a, map, "change_sign", value_int(a, 0));
        value_set(a, map, "change_words", value_label(a, "初めての診断"));
        value_set(a, map, "comparable", value_bool(a, false));
        return;
    }
    int64_t change = report->score->total - previous->total;
    struct value *before = value_set(a, map, "previous", value_map(a));
    value_set(a, before, "total", value_int(a, previous->total));
    value_set(a, before, "date", value_date(a, previous->assessment->date));
    value_set(a, before, "sheet", value_plain(a, previous->sheet->name));
    value_set(a, before, "edition", value_plain(a, previous->sheet->edition));
    value_set(a, map, "change", value_int(a, change));
    value_set(a, map, "change_sign", value_int(a, change > 0 ? 1 : change < 0 ? -1 : 0));
    struct text words = change == 0 ? text_of("前回と同じ")
                                    : text_format(a, "%s%lld点", change > 0 ? "▲" : "▼",
                                                  (long long)(change > 0 ? change : -change));
    value_set(a, map, "change_words", value_plain(a, words));
    value_set(a, map, "comparable", value_bool(a, report->comparable));
}

static void add_lists(struct arena *a, struct value *map, const struct report *report,
                      struct value *items)
{
    const struct score *score = report->score;
    struct value *worst = value_set(a, map, "worst", value_list(a));
    struct value *today = value_set(a, map, "today", value_list(a));
    struct value *open = value_set(a, map, "open", value_list(a));
    for (size_t i = 0; i < score->worst_count; i++) {
        struct value *item = items->items[score->worst[i] - score->items];
        value_append(a, open, item);
        if (i < WORST_SHOWN)
            value_append(a, worst, item);
        if (i < TODAY_SHOWN)
            value_append(a, today, item);
    }
    struct value *not_applicable = value_set(a, map, "na_items", value_list(a));
    struct value *unknown = value_set(a, map, "unknown_items", value_list(a));
    struct value *better = value_set(a, map, "better_items", value_list(a));
    struct value *lower = value_set(a, map, "lower_items", value_list(a));
    for (size_t i = 0; i < score->item_count; i++) {
        const struct score_item *item = &score->items[i];
        if (item->entry->answer == ANSWER_NOT_APPLICABLE)
            value_append(a, not_applicable, items->items[i]);
        if (item->entry->answer == ANSWER_UNKNOWN)
            value_append(a, unknown, items->items[i]);
        enum answer before = score_answer_in(report->previous, item->item);
        bool counted = false;
        int64_t points = sheet_points_of(score->sheet, before, &counted);
        if (before == ANSWER_NONE || before == ANSWER_NOT_APPLICABLE || !counted || !item->counts)
            continue;
        if (item->points > points)
            value_append(a, better, items->items[i]);
        if (item->points < points)
            value_append(a, lower, items->items[i]);
    }
}

static void add_history(struct arena *a, struct value *map, const struct report *report)
{
    struct value *history = value_set(a, map, "history", value_list(a));
    for (size_t i = 0; i < report->history_count; i++) {
        const struct score *score = report->history[i];
        struct value *entry = value_append(a, history, value_map(a));
        struct date date = score->assessment->date;
        value_set(a, entry, "label",
                  value_plain(a, text_format(a, "%d年%d月", date.year, date.month)));
        value_set(a, entry, "value", value_int(a, score->total));
        value_set(a, entry, "date", value_date(a, date));
        value_set(a, entry, "total", value_int(a, score->total));
        value_set(a, entry, "edition", value_plain(a, score->sheet->edition));
        value_set(a, entry, "same_sheet", value_bool(a, score->sheet == report->score->sheet));
    }
}

static void add_bands(struct arena *a, struct value *map, const struct sheet *sheet)
{
    struct value *list = value_set(a, map, "bands", value_list(a));
    const struct sheet_band *bands = sheet->bands.items;
    for (size_t i = sheet->bands.count; i > 0; i--) {
        struct value *band = value_append(a, list, value_map(a));
        int64_t from = bands[i - 1].from;
        int64_t to = i > 1 ? bands[i - 2].from - 1 : 100;
        value_set(a, band, "from", value_int(a, from));
        value_set(a, band, "value", value_int(a, from < 0 ? 0 : from));
        value_set(a, band, "label", value_plain(a, bands[i - 1].name));
        value_set(a, band, "text", value_plain(a, bands[i - 1].text));
        struct text range = from == to ? text_format(a, "%lld点", (long long)from)
                            : from < 0
                                ? text_format(a, "%lld点以下", (long long)to)
                                : text_format(a, "%lld〜%lld点", (long long)from, (long long)to);
        value_set(a, band, "range", value_plain(a, range));
    }
}

/* Categories two by two, for setting them side by side. */
static void add_pairs(struct arena *a, struct value *map, const struct value *categories)
{
    struct value *pairs = value_set(a, map, "pairs", value_list(a));
    for (size_t i = 0; i < categories->count; i += 2) {
        struct value *pair = value_append(a, pairs, value_map(a));
        value_set(a, pair, "left", categories->items[i]);
        bool odd = i + 1 == categories->count;
        value_set(a, pair, "right", odd ? value_undefined(a) : categories->items[i + 1]);
    }
}

struct value *data_score(struct arena *a, const struct report *report)
{
    const struct score *score = report->score;
    struct value *map = score_base(a, score);
    add_change(a, map, report);
    struct value *items = value_list(a);
    for (size_t i = 0; i < score->item_count; i++)
        value_append(a, items, item_data(a, score, report->previous, &score->items[i]));
    struct value *categories = value_set(a, map, "categories", value_list(a));
    for (size_t i = 0; i < score->category_count; i++)
        value_append(a, categories, category_data(a, score, &score->categories[i], items));
    add_pairs(a, map, categories);
    value_set(a, map, "items", items);
    add_lists(a, map, report, items);
    add_history(a, map, report);
    add_bands(a, map, score->sheet);
    return map;
}

struct value *data_checklist(struct arena *a, const struct report *report)
{
    const struct score *score = report->checklist;
    if (!score)
        return value_undefined(a);
    struct value *map = score_base(a, score);
    struct value *items = value_list(a);
    for (size_t i = 0; i < score->item_count; i++)
        value_append(a, items, item_data(a, score, NULL, &score->items[i]));
    struct value *categories = value_set(a, map, "categories", value_list(a));
    for (size_t i = 0; i < score->category_count; i++)
        value_append(a, categories, category_data(a, score, &score->categories[i], items));
    value_set(a, map, "items", items);
    struct value *open = value_set(a, map, "open", value_list(a));
    for (size_t i = 0; i < score->worst_count; i++)
        value_append(a, open, items->items[score->worst[i] - score->items]);
    return map;
}

struct value *data_compare(struct arena *a, const struct report *report)
{
    struct value *list = value_list(a);
    for (size_t i = 0; i < report->comparison_count; i++) {
        const struct comparison *comparison = &report->comparisons[i];
        const struct sheet_item *item = comparison->item->item;
        struct value *map = value_append(a, list, value_map(a));
        value_set(a, map, "number", item_number(a, item->number));
        value_set(a, map, "title", value_plain(a, item->title));
        value_set(a, map, "label", value_plain(a, item->title));
        value_set(a, map, "percent", value_decimal(a, comparison->statistic->percent));
        value_set(a, map, "value", value_decimal(a, comparison->statistic->percent));
        value_set(a, map, "meaning", value_plain(a, comparison->statistic->meaning));
        value_set(a, map, "answer_text",
                  value_label(a, answer_label(comparison->item->entry->answer)));
        value_set(a, map, "answer_note",
                  value_plain(a, text_format(a, "御社：%s",
                                             answer_label(comparison->item->entry->answer))));
        value_set(a, map, "does", value_bool(a, comparison->does));
        value_set(a, map, "weak", value_bool(a, !comparison->does));
        value_set(a, map, "source", value_undefined(a));
    }
    return list;
}

static struct value *stars_data(struct arena *a, const struct report *report, int64_t stars)
{
    struct value *map = value_map(a);
    struct value *all = value_set(a, map, "conditions", value_list(a));
    struct value *open_list = value_set(a, map, "open", value_list(a));
    int64_t met = 0;
    int64_t count = 0;
    struct text titles = text_of("");
    for (size_t i = 0; i < report->action_count; i++) {
        const struct action_state *state = &report->actions[i];
        if (state->condition->stars != stars)
            continue;
        struct value *entry = value_append(a, all, value_map(a));
        value_set(a, entry, "title", value_plain(a, state->condition->title));
        value_set(a, entry, "text", value_plain(a, state->condition->text));
        value_set(a, entry, "met", value_bool(a, state->met));
        value_set(a, entry, "state", value_label(a, state->met ? "できています" : "これから"));
        value_set(a, entry, "mark", value_label(a, state->met ? "○" : "―"));
        value_set(a, entry, "answer_text",
                  state->item ? value_label(a, answer_label(state->item->entry->answer))
                              : value_undefined(a));
        count++;
        met += state->met;
        if (state->met)
            continue;
        value_append(a, open_list, entry);
        titles = text_format(a, "%.*s%s%.*s", (int)titles.size, titles.ptr, titles.size ? "、" : "",
                             (int)state->condition->title.size, state->condition->title.ptr);
    }
    value_set(a, map, "open_titles", value_plain(a, titles));
    value_set(a, map, "count", value_int(a, count));
    value_set(a, map, "met", value_int(a, met));
    value_set(a, map, "left", value_int(a, count - met));
    value_set(a, map, "ready", value_bool(a, count > 0 && met == count));
    return map;
}

struct value *data_action(struct arena *a, const struct report *report)
{
    const struct client_action *declared = &report->client->security_action;
    struct value *map = value_map(a);
    value_set(a, map, "declared", value_int(a, declared->stars));
    value_set(a, map, "declared_on", value_date(a, declared->declared));
    value_set(a, map, "policy_published", value_bool(a, declared->policy_published));
    value_set(a, map, "note", value_plain(a, report->catalog->action.note));
    value_set(a, map, "one", stars_data(a, report, 1));
    value_set(a, map, "two", stars_data(a, report, 2));
    return map;
}
