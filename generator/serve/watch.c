#include "serve/watch.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { DEPTH_MOST = 16 };

static const unsigned EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                               IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

bool watch_open(struct watch *watch, struct diag *d)
{
    *watch = (struct watch){.file = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    return watch->file >= 0 ||
           diag_add(d, MSG_SERVE_WATCH, (struct span){0}, "%s", strerror(errno));
}

static void add_below(const struct watch *watch, struct arena *scratch, const char *folder,
                      const char *except, int depth)
{
    if (file_is_below(folder, except) || inotify_add_watch(watch->file, folder, EVENTS) < 0 ||
        depth == DEPTH_MOST)
        return;
    struct diag unheard = diag_new(scratch);
    size_t count = 0;
    const struct text *names = file_list_folders(scratch, folder, &count, &unheard);
    for (size_t i = 0; names && i < count; i++) {
        struct text below =
            text_format(scratch, "%s/%.*s", folder, (int)names[i].size, names[i].ptr);
        add_below(watch, scratch, below.ptr, except, depth + 1);
    }
}

void watch_add(const struct watch *watch, const char *folder, bool deep, const char *except)
{
    struct arena *scratch = arena_new();
    add_below(watch, scratch, folder, except, deep ? 0 : DEPTH_MOST);
    arena_free(scratch);
}

/* What vi, Emacs and others leave beside a file while it is written. */
static bool is_of_editor(struct text name)
{
    return text_starts(name, ".") || text_starts(name, "#") || text_ends(name, "~") ||
           text_ends(name, ".swp") || text_ends(name, ".tmp") || text_is(name, "4913");
}

static bool counts(const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    if (event->mask & IN_IGNORED)
        return false;
    return event->len == 0 || !is_of_editor(text_of(event->name));
}

bool watch_read(const struct watch *watch)
{
    _Alignas(struct inotify_event) char bytes[sizeof(struct inotify_event) * 64 + NAME_MAX + 1];
    bool changed = false;
    for (;;) {
        ssize_t size = read(watch->file, bytes, sizeof bytes);
        if (size <= 0)
            return changed;
        for (ssize_t at = 0; at < size;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            changed = counts(event) || changed;
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
}

void watch_close(struct watch *watch)
{
    if (watch->file >= 0)
        close(watch->file);
}
