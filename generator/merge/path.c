#include "merge/path.h"

#include "base/arena.h"

static const struct value undefined = {.kind = VALUE_UNDEFINED};

/* What {{#each}} and lists know beyond their members. */
static const char *const loop_helpers[] = {"index", "first", "last"};
enum { LOOP_HELPER_COUNT = sizeof loop_helpers / sizeof loop_helpers[0] };
static const char list_helper[] = "count";

/* A walk along `path`: [start, end) is the current step. */
struct steps {
    struct text path;
    size_t start;
    size_t end;
};

static struct text current_step(const struct steps *steps)
{
    return text_slice(steps->path, steps->start, steps->end);
}

static size_t step_end(struct text path, size_t start)
{
    size_t end = start;
    while (end < path.size && path.ptr[end] != '.')
        end++;
    return end;
}

static struct steps first_step(struct text path)
{
    return (struct steps){.path = path, .start = 0, .end = step_end(path, 0)};
}

static bool next_step(struct steps *steps)
{
    if (steps->end >= steps->path.size)
        return false;
    steps->start = steps->end + 1;
    steps->end = step_end(steps->path, steps->start);
    return true;
}

static bool is_last_step(const struct steps *steps)
{
    return steps->end >= steps->path.size;
}

static bool is_name_sign(char sign)
{
    bool letter = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    return letter || (sign >= '0' && sign <= '9') || sign == '-' || sign == '_';
}

bool path_is_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++) {
        if (!is_name_sign(name.ptr[i]))
            return false;
    }
    return name.size > 0;
}

/* Names with a point between two of them. */
static bool is_path(struct text path)
{
    bool in_name = false;
    for (size_t i = 0; i < path.size; i++) {
        bool point = in_name && path.ptr[i] == '.';
        if (!point && !is_name_sign(path.ptr[i]))
            return false;
        in_name = !point;
    }
    return in_name;
}

bool scope_complain(const struct scope *s, enum message message, struct span span, struct text what)
{
    const struct branch *section = s->section;
    if (!section)
        return diag_add(s->d, message, span, "%.*s", (int)what.size, what.ptr);
    return diag_add(s->d, message, span, "%.*s ({{#if %.*s}}%s)", (int)what.size, what.ptr,
                    (int)section->condition.size, section->condition.ptr,
                    section->otherwise ? " … {{#else}}" : "");
}

/* The names that could stand where the first step of a path stands. */
static struct text *visible_names(const struct scope *s, size_t *count)
{
    struct text *names = NULL;
    *count = 0;
    for (const struct loop *loop = s->loops; loop; loop = loop->outer) {
        struct text *name = arena_push(s->arena, &names, count, sizeof *name);
        *name = loop->name;
    }
    for (size_t i = 0; i < s->data->count; i++) {
        struct text *name = arena_push(s->arena, &names, count, sizeof *name);
        *name = s->data->keys[i];
    }
    return names;
}

/* The members of `map`, and the helpers of the loop whose element it is. */
static struct text *member_names(const struct scope *s, const struct value *map,
                                 const struct loop *loop, size_t *count)
{
    struct text *names = NULL;
    *count = 0;
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->count; i++) {
        struct text *name = arena_push(s->arena, &names, count, sizeof *name);
        *name = map->keys[i];
    }
    for (size_t i = 0; loop && i < LOOP_HELPER_COUNT; i++) {
        struct text *name = arena_push(s->arena, &names, count, sizeof *name);
        *name = text_of(loop_helpers[i]);
    }
    return names;
}

/* Reports the current step as unknown, with the whole path as it was probably meant. */
static const struct value *unknown(const struct scope *s, const struct steps *steps,
                                   const struct text *names, size_t count, struct span span)
{
    scope_complain(s, MSG_FIELD_UNKNOWN, span, steps->path);
    struct text near = diag_nearest(current_step(steps), names, count);
    if (!near.ptr)
        return NULL;
    struct text rest = text_slice(steps->path, steps->end, steps->path.size);
    diag_near(s->d, text_format(s->d->arena, "%.*s%.*s%.*s", (int)steps->start, steps->path.ptr,
                                (int)near.size, near.ptr, (int)rest.size, rest.ptr));
    return NULL;
}

/* `index`, `first` or `last` of a loop, or NULL. */
static const struct value *loop_helper(const struct scope *s, const struct loop *loop,
                                       struct text step)
{
    if (text_is(step, "index"))
        return value_int(s->arena, (int64_t)loop->index + 1);
    if (text_is(step, "first"))
        return value_bool(s->arena, loop->index == 0);
    if (text_is(step, "last"))
        return value_bool(s->arena, loop->index + 1 == loop->count);
    return NULL;
}

/* An element by its number from 0, or `count`. A number past the end is a value this client does
 * not have. NULL when `step` is neither. */
static const struct value *list_member(const struct scope *s, const struct value *list,
                                       struct text step)
{
    if (text_is(step, list_helper))
        return value_int(s->arena, (int64_t)list->count);
    size_t index = 0;
    for (size_t i = 0; i < step.size; i++) {
        if (step.ptr[i] < '0' || step.ptr[i] > '9')
            return NULL;
        if (index < list->count)
            index = index * 10 + (size_t)(step.ptr[i] - '0');
    }
    return index < list->count ? list->items[index] : &undefined;
}

/* One step down from `at`; reports a step that cannot be made. `loop` is set when `at` is its
 * element. */
static const struct value *descend(const struct scope *s, const struct value *at,
                                   const struct loop *loop, const struct steps *steps,
                                   struct span span)
{
    struct text step = current_step(steps);
    const struct value *member = NULL;
    if (at->kind == VALUE_MAP)
        member = value_get(at, step);
    else if (at->kind == VALUE_LIST)
        member = list_member(s, at, step);
    if (!member && loop && is_last_step(steps))
        member = loop_helper(s, loop, step);
    if (member)
        return member;
    if (at->kind == VALUE_UNDEFINED)
        return &undefined;
    if (at->kind == VALUE_MAP || loop) {
        size_t count;
        struct text *names = member_names(s, at, loop, &count);
        return unknown(s, steps, names, count, span);
    }
    scope_complain(s, MSG_FIELD_KIND, span, steps->path);
    return NULL;
}

static const struct value *follow(const struct scope *s, const struct value *at,
                                  const struct loop *loop, struct steps *steps, struct span span)
{
    while (at && next_step(steps)) {
        at = descend(s, at, loop, steps, span);
        loop = NULL;
    }
    return at;
}

static const struct loop *find_loop(const struct scope *s, struct text name)
{
    for (const struct loop *loop = s->loops; loop; loop = loop->outer)
        if (text_equal(loop->name, name))
            return loop;
    return NULL;
}

/* What nearly every path of a chapter means: members of maps, one in the other. NULL for all that
 * needs a closer look. A path that leads somewhere is well-formed, as the names of the data are. */
static const struct value *find_member(const struct scope *s, struct text path)
{
    struct steps steps = first_step(path);
    const struct loop *loop = find_loop(s, current_step(&steps));
    const struct value *at = loop ? loop->element : value_get(s->data, current_step(&steps));
    while (at && next_step(&steps))
        at = value_get(at, current_step(&steps));
    return at;
}

const struct value *path_find(const struct scope *s, struct text path, struct span span)
{
    const struct value *member = find_member(s, path);
    if (member && member->kind != VALUE_UNDEFINED)
        return member;
    if (!is_path(path)) {
        scope_complain(s, MSG_FIELD_SYNTAX, span, path);
        return NULL;
    }
    struct steps steps = first_step(path);
    const struct loop *loop = find_loop(s, current_step(&steps));
    if (loop)
        return follow(s, loop->element, loop, &steps, span);
    const struct value *at = value_get(s->data, current_step(&steps));
    if (at)
        return follow(s, at, NULL, &steps, span);
    size_t count;
    struct text *names = visible_names(s, &count);
    return unknown(s, &steps, names, count, span);
}

const struct value *path_find_in(const struct scope *s, const struct value *map, struct text path,
                                 struct span span)
{
    if (!is_path(path)) {
        scope_complain(s, MSG_FIELD_SYNTAX, span, path);
        return NULL;
    }
    struct steps steps = first_step(path);
    const struct value *at = descend(s, map, NULL, &steps, span);
    return follow(s, at, NULL, &steps, span);
}
