#include "device/shell.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"

static bool is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* The next @word@ at or after `from`; an absent text when there is none. */
static struct text next_place(struct text shell, size_t from)
{
    for (size_t start = from; start < shell.size; start++) {
        if (shell.ptr[start] != '@')
            continue;
        size_t end = start + 1;
        while (end < shell.size && is_small_letter(shell.ptr[end]))
            end++;
        if (end < shell.size && end > start + 1 && shell.ptr[end] == '@')
            return text_slice(shell, start, end + 1);
    }
    return (struct text){NULL, 0};
}

static const struct place *find_place(struct text name, const struct place *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(name, places[i].name))
            return &places[i];
    return NULL;
}

static bool has_place(struct text shell, const char *name)
{
    return text_find(shell, name, 0) != SIZE_MAX;
}

bool shell_check(const struct source *shell, const struct place *places, size_t count,
                 struct diag *d)
{
    bool good = true;
    struct text name = next_place(shell->text, 0);
    while (name.ptr) {
        size_t start = (size_t)(name.ptr - shell->text.ptr);
        struct span span = {shell, start, start + name.size};
        if (!find_place(name, places, count))
            good = diag_add(d, MSG_TEMPLATE, span, "%.*s", (int)name.size, name.ptr);
        name = next_place(shell->text, span.end);
    }
    for (size_t i = 0; i < count; i++)
        if (!has_place(shell->text, places[i].name))
            good = diag_add(d, MSG_TEMPLATE, (struct span){shell, 0, 0}, "%s × 0", places[i].name);
    return good;
}

void shell_fill(const struct source *shell, const struct place *places, size_t count, void *context,
                struct buffer *out)
{
    size_t offset = 0;
    struct text name = next_place(shell->text, 0);
    while (name.ptr) {
        size_t start = (size_t)(name.ptr - shell->text.ptr);
        buffer_put(out, text_slice(shell->text, offset, start));
        const struct place *place = find_place(name, places, count);
        assert(place);
        place->fill(context);
        offset = start + name.size;
        name = next_place(shell->text, offset);
    }
    buffer_put(out, text_slice(shell->text, offset, shell->text.size));
}
