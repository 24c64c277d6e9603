#include "merge/data_obstacle.h"

#include "base/arena.h"
#include "merge/data_catalog.h"
#include "merge/data_measure.h"
#include "model/obstacle.h"

static struct text signs_text(struct arena *a, const struct obstacle_state *state)
{
    struct text all = {0};
    for (size_t i = 0; i < state->sign_count; i++)
        all = text_format(a, "%.*s%s%.*s", (int)all.size, all.ptr ? all.ptr : "", i ? "。" : "",
                          (int)state->signs[i]->text.size, state->signs[i]->text.ptr);
    return all;
}

/* Before the place where the firm is stuck all is passed; behind it signs are told, not judged. */
static void add_step(struct arena *a, struct value *list, const struct obstacle *obstacle,
                     size_t index)
{
    const struct obstacle_state *state = &obstacle->states[index];
    struct value *map = value_append(a, list, value_map(a));
    bool here = index == obstacle->stuck;
    bool passed = index < obstacle->stuck;
    const char *word = here ? "いまここ" : passed ? "通りました" : "これから";
    value_set(a, map, "number", value_int(a, (int64_t)index + 1));
    value_set(a, map, "name", value_plain(a, state->step->name));
    value_set(a, map, "mark", value_label(a, here ? "●" : passed ? "○" : "―"));
    value_set(a, map, "state", value_label(a, word));
    value_set(a, map, "here", value_bool(a, here));
    value_set(a, map, "signs", value_plain(a, signs_text(a, state)));
    struct value *lines = value_set(a, map, "lines", value_list(a));
    value_append(a, lines, value_label(a, word));
}

static void add_place(struct arena *a, struct value *map, const struct obstacle *obstacle)
{
    const struct obstacle_done *done = &obstacle->obstacles->done;
    bool stuck = obstacle->stuck < obstacle->state_count;
    const struct obstacle_state *state = stuck ? &obstacle->states[obstacle->stuck] : NULL;
    value_set(a, map, "stuck", value_bool(a, stuck));
    value_set(a, map, "id", stuck ? value_plain(a, state->step->id) : value_undefined(a));
    value_set(a, map, "name", stuck ? value_plain(a, state->step->name) : value_undefined(a));
    value_set(a, map, "number",
              stuck ? value_int(a, (int64_t)obstacle->stuck + 1) : value_undefined(a));
    value_set(a, map, "kind", stuck ? value_plain(a, state->step->kind) : value_undefined(a));
    value_set(a, map, "title", value_plain(a, stuck ? state->step->title : done->title));
    value_set(a, map, "text", value_plain(a, stuck ? state->step->text : done->text));
    value_set(a, map, "support", value_plain(a, stuck ? state->step->support : done->support));
    value_set(a, map, "note", value_plain(a, obstacle->obstacles->note));
    value_set(a, map, "source", value_undefined(a));
    struct value *signs = value_set(a, map, "signs", value_list(a));
    for (size_t i = 0; stuck && i < state->sign_count; i++)
        value_append(a, signs, value_plain(a, state->signs[i]->text));
}

static void add_programmes(struct arena *a, struct value *map, const struct obstacle *obstacle)
{
    struct value *list = value_set(a, map, "programmes", value_list(a));
    for (size_t i = 0; i < obstacle->programme_count; i++)
        data_add_programme(a, list, obstacle->programmes[i]);
}

static void add_reasons(struct arena *a, struct value *map, const struct obstacle *obstacle)
{
    static const char *const KINDS[ARGUMENT_KIND_COUNT] = {
        [ARGUMENT_GAIN] = "得になること",
        [ARGUMENT_LOSS] = "損をしないこと",
        [ARGUMENT_MISSION] = "人を守ること",
    };
    struct value *list = value_set(a, map, "reasons", value_list(a));
    for (int kind = ARGUMENT_GAIN; kind < ARGUMENT_KIND_COUNT; kind++) {
        if (!obstacle->arguments[kind])
            continue;
        struct value *entry = value_append(a, list, value_map(a));
        value_set(a, entry, "kind", value_label(a, KINDS[kind]));
        value_set(a, entry, "text", value_plain(a, obstacle->arguments[kind]->text));
        value_set(a, entry, "source", value_undefined(a));
    }
}

struct value *data_obstacle(struct arena *a, const struct obstacle *obstacle)
{
    struct value *map = value_map(a);
    add_place(a, map, obstacle);
    struct value *steps = value_set(a, map, "steps", value_list(a));
    for (size_t i = 0; i < obstacle->state_count; i++)
        add_step(a, steps, obstacle, i);
    add_programmes(a, map, obstacle);
    add_reasons(a, map, obstacle);
    return map;
}

bool data_obstacle_cites(const struct obstacle *obstacle, struct text id)
{
    if (text_equal(obstacle->obstacles->source, id))
        return true;
    for (size_t i = 0; i < obstacle->programme_count; i++) {
        const struct schema_list *sources = &obstacle->programmes[i]->sources;
        for (size_t s = 0; s < sources->count; s++) {
            if (text_equal(((const struct text *)sources->items)[s], id))
                return true;
        }
    }
    for (int kind = ARGUMENT_GAIN; kind < ARGUMENT_KIND_COUNT; kind++) {
        if (obstacle->arguments[kind] && text_equal(obstacle->arguments[kind]->source, id))
            return true;
    }
    return false;
}

void data_obstacle_cite(struct arena *a, struct value *map, const struct obstacle *obstacle,
                        const struct value *cite)
{
    struct text source = text_of("source");
    *value_get(map, source) = *data_numbers(a, &obstacle->obstacles->source, 1, cite);
    struct value *programmes = value_get(map, text_of("programmes"));
    for (size_t i = 0; i < obstacle->programme_count; i++) {
        const struct schema_list *sources = &obstacle->programmes[i]->sources;
        *value_get(programmes->items[i], source) =
            *data_numbers(a, sources->items, sources->count, cite);
    }
    struct value *reasons = value_get(map, text_of("reasons"));
    size_t row = 0;
    for (int kind = ARGUMENT_GAIN; kind < ARGUMENT_KIND_COUNT; kind++) {
        const struct argument *argument = obstacle->arguments[kind];
        if (argument)
            *value_get(reasons->items[row++], source) =
                *data_numbers(a, &argument->source, argument->source.ptr ? 1 : 0, cite);
    }
}
