#include "merge/filter.h"

#include "base/arena.h"

struct filter {
    const char *name;
    bool argument; /* takes a quoted text */
    /* NULL when `value` is of a kind the filter has no sense for. Not called with undefined unless
     * `undefined` is set. */
    const struct value *(*apply)(struct arena *a, const struct value *value, struct text argument);
    bool undefined;
};

static const struct value *text_value(struct arena *a, struct text text, const struct value *from)
{
    return value_text(a, text, from->span);
}

/* `number` in the kind of `from`, which is a number. */
static const struct value *same_kind(struct arena *a, const struct value *from, int64_t number)
{
    struct value *value = arena_alloc(a, sizeof *value);
    *value = *from;
    value->number = number;
    return value;
}

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_INT || value->kind == VALUE_DECIMAL || value->kind == VALUE_YEN;
}

static int64_t magnitude(int64_t number)
{
    if (number == INT64_MIN)
        return INT64_MAX;
    return number < 0 ? -number : number;
}

static const struct value *filter_yen(struct arena *a, const struct value *value,
                                      struct text argument)
{
    (void)argument;
    if (value->kind != VALUE_YEN && value->kind != VALUE_INT)
        return NULL;
    return value_yen(a, value->number);
}

static const struct value *filter_round(struct arena *a, const struct value *value,
                                        struct text argument)
{
    (void)argument;
    if (value->kind != VALUE_YEN && value->kind != VALUE_INT)
        return NULL;
    int64_t rounded = yen_round(magnitude(value->number));
    return value_yen(a, value->number < 0 ? -rounded : rounded);
}

/* Whole units with commas; halves of a decimal go away from zero. */
static const struct value *filter_count(struct arena *a, const struct value *value,
                                        struct text argument)
{
    (void)argument;
    if (!is_number(value))
        return NULL;
    int64_t number = value->number;
    if (value->kind == VALUE_DECIMAL)
        number = number / 1000 + (number % 1000 >= 500) - (number % 1000 <= -500);
    return text_value(a, count_format(a, number), value);
}

/* "9つ", but "10件": つ counts to nine only, then the author's own word counts. */
static const struct value *filter_tsu(struct arena *a, const struct value *value,
                                      struct text argument)
{
    if (value->kind != VALUE_INT || value->number < 0)
        return NULL;
    struct text counter = value->number < 10 ? text_of("つ") : argument;
    struct text number = count_format(a, value->number);
    struct text text =
        text_format(a, "%.*s%.*s", (int)number.size, number.ptr, (int)counter.size, counter.ptr);
    return text_value(a, text, value);
}

static const struct value *filter_date(struct arena *a, const struct value *value,
                                       struct text argument)
{
    (void)argument;
    if (value->kind != VALUE_DATE)
        return NULL;
    return text_value(a, date_format(a, value->date), value);
}

static const struct value *filter_month(struct arena *a, const struct value *value,
                                        struct text argument)
{
    (void)argument;
    if (value->kind != VALUE_DATE)
        return NULL;
    struct text text = text_format(a, "%d年%d月", value->date.year, value->date.month);
    return text_value(a, text, value);
}

/* "+3", "−2", "±0": U+2212, because a hyphen is too short beside digits. */
static const struct value *filter_plus(struct arena *a, const struct value *value,
                                       struct text argument)
{
    (void)argument;
    struct text digits;
    if (!is_number(value) ||
        !value_print(a, same_kind(a, value, magnitude(value->number)), &digits))
        return NULL;
    const char *sign = value->number > 0 ? "+" : value->number < 0 ? "−" : "±";
    struct text text = text_format(a, "%s%.*s", sign, (int)digits.size, digits.ptr);
    return text_value(a, text, value);
}

static const struct value *filter_abs(struct arena *a, const struct value *value,
                                      struct text argument)
{
    (void)argument;
    return is_number(value) ? same_kind(a, value, magnitude(value->number)) : NULL;
}

static const struct value *filter_default(struct arena *a, const struct value *value,
                                          struct text argument)
{
    if (value->kind != VALUE_UNDEFINED)
        return value;
    return value_text(a, argument, (struct span){0});
}

/* A person's name gets 様; a map with `name` and `honorific` (a client) says itself what it gets,
 * and 御中 stands apart, as on an envelope. */
static const struct value *filter_sama(struct arena *a, const struct value *value,
                                       struct text argument)
{
    (void)argument;
    static const char *const honorifics[] = {"様", "御中", "殿", "さん", "先生"};
    struct text honorific = text_of(honorifics[0]);
    const struct value *name = value;
    if (value->kind == VALUE_MAP) {
        name = value_get(value, text_of("name"));
        const struct value *own = value_get(value, text_of("honorific"));
        if (own && own->kind == VALUE_TEXT)
            honorific = own->text;
    }
    if (!name || name->kind != VALUE_TEXT)
        return NULL;
    for (size_t i = 0; i < sizeof honorifics / sizeof honorifics[0]; i++)
        if (text_ends(name->text, honorifics[i]))
            return name;
    const char *gap = text_is(honorific, "御中") ? " " : "";
    struct text text = text_format(a, "%.*s%s%.*s", (int)name->text.size, name->text.ptr, gap,
                                   (int)honorific.size, honorific.ptr);
    return text_value(a, text, name);
}

static const struct filter filters[] = {
    {.name = "yen", .apply = filter_yen},
    {.name = "round", .apply = filter_round},
    {.name = "count", .apply = filter_count},
    {.name = "tsu", .apply = filter_tsu, .argument = true},
    {.name = "date", .apply = filter_date},
    {.name = "month", .apply = filter_month},
    {.name = "plus", .apply = filter_plus},
    {.name = "abs", .apply = filter_abs},
    {.name = "default", .apply = filter_default, .argument = true, .undefined = true},
    {.name = "sama", .apply = filter_sama},
};
enum { FILTER_COUNT = sizeof filters / sizeof filters[0] };

static const struct filter *find_filter(struct text name)
{
    for (size_t i = 0; i < FILTER_COUNT; i++)
        if (text_is(name, filters[i].name))
            return &filters[i];
    return NULL;
}

static void complain_unknown(const struct scope *s, struct text name, struct span span)
{
    struct text names[FILTER_COUNT];
    for (size_t i = 0; i < FILTER_COUNT; i++)
        names[i] = text_of(filters[i].name);
    scope_complain(s, MSG_FILTER_UNKNOWN, span, name);
    diag_near(s->d, diag_nearest(name, names, FILTER_COUNT));
}

size_t filter_find_unquoted(struct text t, char sign, size_t from)
{
    bool quoted = false;
    for (size_t i = from; i < t.size; i++) {
        if (t.ptr[i] == '"')
            quoted = !quoted;
        else if (t.ptr[i] == sign && !quoted)
            return i;
    }
    return SIZE_MAX;
}

/* `step` is `name` or `name:"argument"`. Returns NULL after a complaint. */
static const struct filter *read_filter(const struct scope *s, struct text step,
                                        struct text *argument, struct span span)
{
    size_t colon = filter_find_unquoted(step, ':', 0);
    struct text name = text_trim(text_slice(step, 0, colon));
    const struct filter *filter = find_filter(name);
    if (!filter) {
        complain_unknown(s, name, span);
        return NULL;
    }
    *argument = (struct text){0};
    if (colon != SIZE_MAX)
        *argument = text_trim(text_slice(step, colon + 1, step.size));
    bool quoted = argument->size >= 2 && text_find(*argument, "\"", 1) == argument->size - 1 &&
                  text_starts(*argument, "\"");
    if (filter->argument ? !quoted : colon != SIZE_MAX) {
        scope_complain(s, MSG_FIELD_SYNTAX, span, step);
        return NULL;
    }
    if (quoted)
        *argument = text_slice(*argument, 1, argument->size - 1);
    return filter;
}

static const struct value *apply_step(const struct scope *s, const struct value *value,
                                      struct text step, struct span span)
{
    struct text argument;
    const struct filter *filter = read_filter(s, step, &argument, span);
    if (!filter || !value)
        return NULL;
    if (value->kind == VALUE_UNDEFINED && !filter->undefined)
        return value;
    const struct value *result = filter->apply(s->arena, value, argument);
    if (!result && !s->unused)
        scope_complain(s, MSG_FILTER_KIND, span, step);
    return result;
}

const struct value *filter_apply(const struct scope *s, const struct value *value,
                                 struct text chain, struct span span)
{
    if (!chain.ptr)
        return value;
    size_t start = 0;
    while (true) {
        size_t bar = filter_find_unquoted(chain, '|', start);
        value = apply_step(s, value, text_trim(text_slice(chain, start, bar)), span);
        if (bar == SIZE_MAX)
            return value;
        start = bar + 1;
    }
}
