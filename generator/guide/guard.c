#include "guide/guard.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "guide/order.h"

enum { YAML_LIMIT = 4 * 1024 * 1024 }; /* bytes looked at; a client's file is far smaller */

/* What every client's file has and nothing else: the key of its assessments, whatever else is wrong
 * with it. Read as text: a folder of others may hold YAML that we do not understand. */
static bool is_client(const struct source *source)
{
    for (size_t line = 1; line <= source->line_count; line++) {
        if (text_starts(source_line(source, line), "assessments:"))
            return true;
    }
    return false;
}

static bool guard_files(struct arena *a, const char *folder, const char *suffix, struct diag *d)
{
    size_t count = 0;
    const struct text *names = file_list(a, folder, suffix, &count, d);
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct diag ignored = diag_new(a);
        struct text path = text_format(a, "%s/%.*s", folder, (int)names[i].size, names[i].ptr);
        const struct source *source = source_load(a, path.ptr, YAML_LIMIT, &ignored);
        if (source && is_client(source))
            good =
                diag_add(d, MSG_GUIDE_CLIENTS, (struct span){0}, "%.*s", (int)path.size, path.ptr);
    }
    return good;
}

static bool guard_below(struct arena *a, const char *folder, int depth, struct diag *d)
{
    bool good = guard_files(a, folder, ".yaml", d);
    good = guard_files(a, folder, ".yml", d) && good;
    size_t count = 0;
    const struct text *names = depth < ORDER_DEPTH ? file_list_folders(a, folder, &count, d) : NULL;
    for (size_t i = 0; i < count && good; i++) {
        struct text below = text_format(a, "%s/%.*s", folder, (int)names[i].size, names[i].ptr);
        good = guard_below(a, below.ptr, depth + 1, d);
    }
    return good;
}

bool guard_folder(struct arena *a, const char *folder, const char *clients, struct diag *d)
{
    if (file_is_below(folder, clients) || file_is_below(clients, folder))
        return diag_add(d, MSG_GUIDE_CLIENTS, (struct span){0}, "%s", folder);
    if (file_kind_of(folder) != FILE_FOLDER)
        return true; /* guide_load tells what is wrong */
    return guard_below(a, folder, 0, d);
}
